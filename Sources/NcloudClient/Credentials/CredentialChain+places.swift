#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A place where keys may be, and what is there: for people who wonder which keys are used. It holds no value of them.
public struct CredentialPlace: Sendable, Hashable {
    public enum Contents: Sendable, Hashable {
        case pair, nothing
        /// Half a pair, contradicting variables or an unreadable file, in a sentence.
        case unusable(String)
    }

    public var name: String
    public var contents: Contents
}

extension CredentialChain {
    /// Every place in the order that it is looked at, whether an earlier one holds keys or not. The role of a server comes
    /// behind them.
    public func places() -> [CredentialPlace] {
        let names = [Self.accessKeyVariables, Self.secretKeyVariables].map { names in
            names.first { environment[$0]?.isEmpty == false } ?? names[0]
        }
        let variables = place("environment variables \(names[0]) and \(names[1])", fromEnvironment)
        let file = place("profile \(profileName) of \(path ?? "~/.ncloud/configure")", fromFile)
        let isDirect = given.accessKey != nil || given.secretKey != nil
        let direct = isDirect ? [place("given directly", fromFlags)] : []
        return direct + (profile == nil ? [variables, file] : [file, variables])
    }

    private func place(
        _ name: String, _ look: () throws(CredentialFailure) -> Credentials?
    ) -> CredentialPlace {
        do throws(CredentialFailure) {
            return CredentialPlace(name: name, contents: try look() == nil ? .nothing : .pair)
        } catch {
            return CredentialPlace(name: name, contents: .unusable(error.description))
        }
    }

    /// The gateway that the profile's keys are for, where it names one; nil without such a file.
    public var gatewayOfProfile: String? {
        guard let path, let text = try? read(path) else { return nil }
        let gateway = Profiles(parsing: text).sections[profileName]?["ncloud_api_url"]
        return gateway.flatMap { $0.isEmpty ? nil : $0 }
    }

    /// The permissions of the file with the profiles, as `ls` counts them; nil where there is no such file.
    public var permissionsOfFile: (path: String, mode: UInt32)? {
        guard let path else { return nil }
        var status = stat()
        guard stat(path, &status) == 0 else { return nil }
        return (path, UInt32(status.st_mode) & 0o777)
    }
}

import Model
import Nacre
import NcloudClient

extension Checkup {
    private var chain: CredentialChain {
        CredentialChain(environment: session.environment, profile: session.options.profile)
    }

    /// Which place the keys came from, which others hold keys as well, and what contradicts. Never a value.
    func credentials(of cloud: CloudConnection) async -> [CheckResult] {
        var checks: [CheckResult] = []
        let places = chain.places()
        let found: Credentials
        do throws(CredentialFailure) { found = try await cloud.credentials.current() } catch {
            return [CheckResult(subject: "credentials", isGood: false, finding: error.description)]
        }
        let isWellKnown = found.source == .given
        checks.append(
            CheckResult(
                subject: "credentials", isGood: true,
                finding: isWellKnown ? "the simulator's defaults" : found.source.description))
        // The first place with a pair is the one that is used: a broken one before it would have been an error.
        let used = places.firstIndex { $0.contents == .pair }
        for (index, place) in places.enumerated() where index != used {
            switch place.contents {
            case .nothing: break
            case .pair:
                checks.append(
                    CheckResult(
                        subject: "credentials", isGood: true, isWarning: true,
                        finding: "\(place.name) also hold\(place.isPlural ? "" : "s") keys, which are not used",
                        fix: "see docs/credentials.md for the order"))
            case .unusable(let reason):
                checks.append(
                    CheckResult(subject: "credentials", isGood: true, isWarning: true, finding: "not used: \(reason)"))
            }
        }
        return checks + fileChecks(found, cloud.endpoint) + variableChecks()
    }

    /// The file of the official tools: who may read it, and which gateway its keys are for.
    private func fileChecks(_ found: Credentials, _ endpoint: CloudEndpoint) -> [CheckResult] {
        var checks: [CheckResult] = []
        if let file = chain.permissionsOfFile, file.mode & 0o077 != 0 {
            checks.append(
                CheckResult(
                    subject: "credentials", isGood: true, isWarning: true,
                    finding: "other users of this machine may read \(file.path) (mode \(String(file.mode, radix: 8)))",
                    fix: "chmod 600 \(file.path)"))
        }
        if case .file(_, let profile) = found.source, let gateway = chain.gatewayOfProfile,
            (try? CloudEndpoint(parsing: gateway)) != endpoint
        {
            checks.append(
                CheckResult(
                    subject: "credentials", isGood: true, isWarning: true,
                    finding: "profile \(profile) is for \(gateway), but calls go to \(endpoint.origin(of: .vserver))",
                    fix: "choose another profile with --profile, or the cloud with --cloud"))
        }
        return checks
    }

    /// Variables of other tools that say something else than what nacre does.
    private func variableChecks() -> [CheckResult] {
        var checks: [CheckResult] = []
        let (variables, options) = (session.environment, session.options)
        if let gateway = variables.filled("NCLOUD_API_GW") ?? variables.filled("NCLOUD_SITE"), let cloud = options.cloud
        {
            checks.append(overruled("cloud", gateway, by: "--cloud \(cloud)"))
        }
        if let region = variables.filled("NCLOUD_REGION"), let given = options.region, given != region {
            checks.append(overruled("region", region, by: "--region \(given)"))
        }
        return checks
    }

    private func overruled(_ subject: String, _ value: String, by option: String) -> CheckResult {
        CheckResult(
            subject: subject, isGood: true, isWarning: true,
            finding: "the environment says \(value), which \(option) overrules")
    }
}

extension CredentialPlace {
    fileprivate var isPlural: Bool { name.hasPrefix("environment variables") }
}

extension [String: String] {
    /// The value of a variable; an empty one counts as none.
    func filled(_ name: String) -> String? { self[name].flatMap { $0.isEmpty ? nil : $0 } }
}

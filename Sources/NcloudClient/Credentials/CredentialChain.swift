/// Looks for credentials where people put them: given directly, environment, the official tool's file.
///
/// The server role comes behind all of these and needs calls of its own: ``ServerRoleCredentials``.
public struct CredentialChain: Sendable {
    /// The key pair of the command line.
    public var given: (accessKey: String?, secretKey: String?)
    public var environment: [String: String]
    /// The profile of the file to use; nil for `NCLOUD_PROFILE`, or else the default one.
    public var profile: String?
    /// Gives the text of a file, nil when there is none.
    public var read: @Sendable (_ path: String) throws(CredentialFailure) -> String?

    public init(
        accessKey: String? = nil, secretKey: String? = nil, environment: [String: String], profile: String? = nil,
        read: @escaping @Sendable (_ path: String) throws(CredentialFailure) -> String? = CredentialChain.readFile
    ) {
        self.given = (accessKey, secretKey)
        self.environment = environment
        self.profile = profile
        self.read = read
    }

    /// The names of the environment variables, the preferred spelling first. Source: api/signing.md §5.
    public static let accessKeyVariables = ["NCLOUD_ACCESS_KEY_ID", "NCLOUD_ACCESS_KEY"]
    public static let secretKeyVariables = ["NCLOUD_SECRET_ACCESS_KEY", "NCLOUD_SECRET_KEY"]

    /// The first complete pair, or nil when no place holds any.
    ///
    /// A profile that was asked for by flag goes before the environment: the more direct wish wins. One that
    /// `NCLOUD_PROFILE` names does not: it chooses within the file.
    /// - Throws: ``CredentialFailure`` for half a pair, contradicting variables, or an unreadable file.
    public func find() throws(CredentialFailure) -> Credentials? {
        if let pair = try fromFlags() { return pair }
        if profile != nil { return try fromFile() }
        if let pair = try fromEnvironment() { return pair }
        return try fromFile()
    }

    /// As ``find()``, with a failure that lists the places when none holds a pair.
    public func resolve() throws(CredentialFailure) -> Credentials {
        if let credentials = try find() { return credentials }
        throw CredentialFailure(
            "no credentials found; set NCLOUD_ACCESS_KEY and NCLOUD_SECRET_KEY, or write them to \(path ?? "~/.ncloud/configure")"
        )
    }

    func fromFlags() throws(CredentialFailure) -> Credentials? {
        switch given {
        case (nil, nil): return nil
        case (let accessKey?, let secretKey?): return Credentials(accessKey: accessKey, secretKey: secretKey)
        case (_?, nil): throw CredentialFailure("an access key was given without its secret key; give both")
        case (nil, _?): throw CredentialFailure("a secret key was given without its access key; give both")
        }
    }

    func fromEnvironment() throws(CredentialFailure) -> Credentials? {
        let accessKey = try variable(Self.accessKeyVariables)
        let secretKey = try variable(Self.secretKeyVariables)
        switch (accessKey, secretKey) {
        case (nil, nil): return nil
        case (let access?, let secret?):
            return Credentials(
                accessKey: access.value, secretKey: secret.value,
                source: .environment(accessKey: access.name, secretKey: secret.name))
        case (let access?, nil):
            throw CredentialFailure("\(access.name) is set but NCLOUD_SECRET_KEY is not; set both or neither")
        case (nil, let secret?):
            throw CredentialFailure("\(secret.name) is set but NCLOUD_ACCESS_KEY is not; set both or neither")
        }
    }

    /// Tools disagree on which spelling wins, so two different values are an error. Empty counts as unset.
    private func variable(_ names: [String]) throws(CredentialFailure) -> (name: String, value: String)? {
        let found = names.compactMap { name in environment[name].map { (name: name, value: $0) } }
            .filter { !$0.value.isEmpty }
        guard let first = found.first else { return nil }
        guard found.allSatisfy({ $0.value == first.value }) else {
            throw CredentialFailure("\(names.joined(separator: " and ")) are set to different values; unset one")
        }
        return first
    }

    /// Where the official tools keep their profiles; nil without a home directory.
    var path: String? {
        (environment["HOME"] ?? environment["USERPROFILE"]).map { "\($0)/.ncloud/configure" }
    }

    /// The profile that was asked for by flag or variable.
    private var asked: String? { profile ?? environment["NCLOUD_PROFILE"].flatMap { $0.isEmpty ? nil : $0 } }

    var profileName: String { asked ?? Profiles.defaultName }

    func fromFile() throws(CredentialFailure) -> Credentials? {
        let asked = asked
        guard let path, let text = try read(path) else {
            guard let asked else { return nil }
            throw CredentialFailure("profile \(asked) was requested, but there is no \(path ?? "home directory")")
        }
        let name = profileName
        let profiles = Profiles(parsing: text)
        guard let section = profiles.sections[name] else {
            guard asked != nil else { return nil }
            let known = profiles.sections.keys.sorted().joined(separator: ", ")
            throw CredentialFailure("profile \(name) is not in \(path); it has: \(known.isEmpty ? "none" : known)")
        }
        let accessKey = section["ncloud_access_key_id"] ?? ""
        let secretKey = section["ncloud_secret_access_key"] ?? ""
        if accessKey.isEmpty, secretKey.isEmpty, asked == nil { return nil }
        guard !accessKey.isEmpty, !secretKey.isEmpty else {
            throw CredentialFailure(
                "profile \(name) of \(path) lacks \(accessKey.isEmpty ? "ncloud_access_key_id" : "ncloud_secret_access_key")"
            )
        }
        return Credentials(accessKey: accessKey, secretKey: secretKey, source: .file(path: path, profile: name))
    }
}

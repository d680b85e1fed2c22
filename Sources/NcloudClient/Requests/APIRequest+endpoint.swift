extension APIRequest {
    /// What is called, without the ids in it: `vserver/createServerInstances`, `PATCH /api/v1/products/{…}`.
    ///
    /// For display, logs and limiters; calls of one kind share it.
    public var endpoint: String {
        switch service.style {
        case .action: "\(service.name)/\(path)"
        case .rest where service.pathsAreCallNames: "\(method.rawValue) \(service.basePath)\(path)"
        case .rest: "\(method.rawValue) \(service.basePath)\(template)"
        case .storage: "\(service.name)/\(operation ?? method.rawValue)"
        }
    }

    /// Whether the call only reads, so that repeating it changes nothing.
    ///
    /// Actions named `get…`, REST GETs, the POSTs of services whose paths name calls that begin so, and the POSTs that search or
    /// only use a key.
    public var isRead: Bool {
        switch service.style {
        case .action: path.hasPrefix("get")
        case .storage: method == .get || method == .head
        case .rest:
            method == .get
                || (method == .post && (path.hasSuffix("/search") || usesKey || queries || isNamedAsRead))
        }
    }

    /// Whether its path is the name of a call that reads, such as `/getIDSList`. Source: api/classic-and-others.md §3.
    private var isNamedAsRead: Bool { service.pathsAreCallNames && path.hasPrefix("/get") }

    /// Whether it is a list that is asked for with a body. Source: management-cloudinsight-getrulegrouplist.
    private var queries: Bool { service == .cloudInsight && path.hasSuffix("/query") }

    /// Whether the call only computes with a key. Source: api/kms.md §4, §5.
    private var usesKey: Bool {
        service.isKMS && path.split(separator: "/").last.map(Self.usesOfKeys.contains) ?? false
    }

    private static let usesOfKeys: Set<Substring> = [
        "encrypt", "decrypt", "re-encrypt", "reencrypt", "create-custom-key", "createCustomKey", "sign", "verify",
        "get-pub-key",
    ]

    /// Ids are ten lower-case letters and digits, or numbers (api/apigateway.md §1.4); the words of paths hold no digit, and
    /// only those of two services a capital: `withExternal`, `ruleGrp`.
    private var template: String {
        let hasCapitals = [Service.certificateManager.name, Service.cloudInsight.name].contains(service.name)
        return path.split(separator: "/", omittingEmptySubsequences: false)
            .map { segment in
                segment.allSatisfy { Self.isWordCharacter($0, orCapital: hasCapitals) } ? segment : "{…}"
            }
            .joined(separator: "/")
    }

    private static func isWordCharacter(_ character: Character, orCapital hasCapitals: Bool) -> Bool {
        character == "-" || (character.isASCII && (character.isLowercase || hasCapitals && character.isUppercase))
    }
}

extension APIRequest: CustomStringConvertible, CustomReflectable {
    /// The endpoint alone: parameters may hold secrets.
    public var description: String { endpoint }

    public var customMirror: Mirror { Mirror(self, children: ["endpoint": endpoint]) }
}

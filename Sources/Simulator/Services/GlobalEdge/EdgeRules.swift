import OrderedJSON

/// What the document of an edge may say. Source: edge-create; globaledge-quotas. That the code is 0040 whatever is wrong is
/// (inferred), as are the rules of members that no page shows.
enum EdgeRules {
    private static let suffix = ".edge.naverncp.com"

    /// The members of a request, each of them there.
    static func checked(_ body: JSON, _ members: [String], _ world: World) throws(Failure) -> JSON {
        for member in members where body[member] == nil { throw .edgeField(member) }
        guard case .string(let name)? = body["edgeName"], GlobalEdge.isName(name) else { throw .edgeField("edgeName") }
        guard case .array? = body["headerPolicies"] else { throw .edgeField("headerPolicies") }
        let distribution = body["distributionConfig"] ?? .null
        try require(distribution, "protocolType", ["HTTP", "HTTPS", "ALL"])
        try require(distribution, "regionType", ["KOREA", "JAPAN", "GLOBAL"])
        try checkDomain(distribution, world)
        try checkOrigin(body["originalCopyConfig"] ?? .null)
        try checkCaching(body["cachingConfig"] ?? .null)
        try require(body["accessControl"] ?? .null, "type", ["WHITELIST", "BLACKLIST"])
        for list in ["ipPolicies", "geoPolicies", "refererPolicies"] {
            guard body["accessControl"]?[list]?.elements.count ?? 0 <= 50 else { throw .edgeField(list) }
        }
        return .object(.init(uniqueKeysWithValues: members.map { ($0, body[$0] ?? .null) }))
    }

    private static func require(_ object: JSON, _ member: String, _ values: [String]) throws(Failure) {
        guard let value = object[member]?.text, values.contains(value) else { throw .edgeField(member) }
    }

    private static func checkDomain(_ distribution: JSON, _ world: World) throws(Failure) {
        guard let domain = distribution["serviceDomain"] else { throw .edgeField("serviceDomain") }
        try require(domain, "domainType", ["NCP_DOMAIN_AUTO", "NCP_DOMAIN_CUSTOM", "CUSTOM_DOMAIN"])
        guard case .bool(let isLogged)? = distribution["edgeLogging"]?["enabled"] else {
            throw .edgeField("edgeLogging")
        }
        guard !isLogged || distribution["edgeLogging"]?["objectStorage"]?["bucketName"] != nil else {
            throw .edgeField("objectStorage")
        }
        guard domain["domainType"] != "NCP_DOMAIN_AUTO" else { return }
        guard let name = domain["domainName"]?.text, !name.isEmpty else { throw .edgeField("domainName") }
        guard domain["domainType"] == "CUSTOM_DOMAIN" else { return }
        guard name.contains(".") else { throw .edgeField("domainName") }
        guard distribution["protocolType"] != "HTTP" || domain["certificate"] != nil else { return }
        guard let slot = world[.edgeSlot, domain["certificate"]?["id"]?.text ?? ""], slot["status"] == "RUNNING",
            distribution["regionType"] != "GLOBAL" || slot["serviceRegion"] == "KR_JP_GLOBAL"
        else { throw .edgeField("certificate") }
    }

    private static func checkOrigin(_ origin: JSON) throws(Failure) {
        guard let location = origin["originalCopyLocation"] else { throw .edgeField("originalCopyLocation") }
        try require(location, "type", ["OBJECT_STORAGE", "LOAD_BALANCER", "API_GATEWAY", "CUSTOM"])
        let isBucket = location["type"] == "OBJECT_STORAGE"
        guard location[isBucket ? "bucketName" : "customLocation"] != nil else {
            throw .edgeField(isBucket ? "bucketName" : "customLocation")
        }
        guard let header = origin["forwardHostHeader"] else { throw .edgeField("forwardHostHeader") }
        try require(header, "type", ["INCOMING_HOST_HEADER", "ORIGIN_HOSTNAME", "CUSTOM"])
        guard let spoken = origin["originalCopyProtocol"] else { throw .edgeField("originalCopyProtocol") }
        try require(spoken, "type", ["HTTP", "HTTPS"])
        guard let port = spoken["port"]?.integer, (1...65_535).contains(port) else { throw .edgeField("port") }
    }

    private static func checkCaching(_ caching: JSON) throws(Failure) {
        try require(caching, "cacheKeyHostname", ["INCOMING_HOST_HEADER", "ORIGIN_HOSTNAME"])
        guard let query = caching["cacheKeyIgnoreQueryString"], caching["bypassQueryString"]?["enabled"]?.bool != nil,
            caching["edgeAuth"]?["enabled"]?.bool != nil
        else { throw .edgeField("cachingConfig") }
        try require(query, "type", ["ALL_IGNORED", "ALL_ALLOWED", "ALLOW_SPECIFIC_STRING"])
        let rules = caching["cachingRules"]?.elements ?? []
        guard rules.count <= 10 else { throw .edgeField("cachingRules") }
        for rule in rules {
            try require(rule, "ruleType", ["DIRECTORY", "FILE_EXTENSION", "ADVANCED"])
            try checkAge(rule)
        }
        if let usual = caching["defaultCaching"] { try checkAge(usual) }
    }

    private static func checkAge(_ rule: JSON) throws(Failure) {
        try require(rule, "ruleDefinitionType", ["CACHING", "BYPASS_CACHE", "ORIGIN_CACHE_CONTROL_HEADER"])
        guard rule["ruleDefinitionType"] == "CACHING", rule["accessDeny"] != true else { return }
        guard let age = rule["cacheRevalidateConfig"]?["age"]?.integer, age > 0 else { throw .edgeField("age") }
    }

    // MARK: Domains

    /// The document with the whole domain, as edge-information shows it: `lurn5qzs123.edge.naverncp.com` for a generated one.
    static func withDomain(_ document: JSON, _ label: String) -> JSON {
        guard let distribution = document["distributionConfig"], let domain = distribution["serviceDomain"] else {
            return document
        }
        let name: String
        switch domain["domainType"]?.text {
        case "NCP_DOMAIN_AUTO": name = label + suffix
        case "NCP_DOMAIN_CUSTOM": name = (domain["domainName"]?.text ?? "") + suffix
        default: name = domain["domainName"]?.text ?? ""
        }
        let whole = distribution.with(["serviceDomain": domain.with(["domainName": .string(name)])])
        return document.with(["distributionConfig": whole])
    }

    /// Area, domain and name stay.
    static func requireSame(_ document: JSON, as edge: Record) throws(Failure) {
        let former = edge.value("document") ?? [:]
        func part(_ document: JSON, _ member: String) -> JSON? { document["distributionConfig"]?[member] }
        guard part(document, "regionType") == part(former, "regionType") else { throw .edgeField("regionType") }
        for member in ["domainType", "domainName", "certificate"] {
            guard part(document, "serviceDomain")?[member] == part(former, "serviceDomain")?[member] else {
                throw .edgeField("serviceDomain")
            }
        }
        guard document["edgeName"] == former["edgeName"], document["profileId"] == former["profileId"] else {
            throw .edgeField("edgeName")
        }
    }
}

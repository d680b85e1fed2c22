import Model
import OrderedJSON

/// The document of an edge: read into fields, and written from them.
enum EdgeDocument {
    /// What a request has. Others that an answer shows are not sent back.
    static let members = [
        "profileId", "edgeName", "distributionConfig", "originalCopyConfig", "cachingConfig", "managedRule",
        "headerPolicies", "optimizationConfig", "accessControl",
    ]

    /// What no document lacks: an answer without it is none, and is neither read nor sent back.
    static let core = ["profileId", "edgeName", "distributionConfig", "originalCopyConfig", "cachingConfig"]

    private static let plain: KeyValuePairs<String, String> = [
        "protocol": "distributionConfig.protocolType", "http2": "managedRule.http2", "cors": "managedRule.cors",
        "hsts": "managedRule.hsts", "clientAddressHeader": "managedRule.trueClientIpHeader",
        "compression": "optimizationConfig.httpCompression",
        "largeFiles": "optimizationConfig.largeFileOptimization", "cacheErrors": "cachingConfig.negativeTtl",
        "cacheKeyHost": "cachingConfig.cacheKeyHostname", "removeVary": "cachingConfig.removeVaryHeader",
        "accessMode": "accessControl.type", "addresses": "accessControl.ipPolicies",
        "countries": "accessControl.geoPolicies", "referers": "accessControl.refererPolicies",
    ]
    private static let origin = EdgePart(EdgeOrigin.fields, EdgeOrigin.paths)
    private static let log = EdgePart(EdgeLog.fields, EdgeLog.paths)
    private static let caching = EdgePart(EdgeCaching.fields, EdgeCaching.paths)
    private static let rule = EdgePart(EdgeRule.fields, EdgeRule.paths)
    private static let header = EdgePart(EdgeHeader.fields, EdgeHeader.paths)
    private static let query = EdgePart(EdgeQuery.fields, EdgeQuery.paths)

    private static func field(_ name: String) -> Field? { EdgeSettings.fields.first { $0.name == name } }

    // MARK: Reading

    static func attributes(_ wire: JSON) -> Attributes {
        var attributes: Attributes = [:]
        for (name, path) in plain {
            attributes[name] = field(name).map { EdgePart.value($0, wire.at(path)) }
        }
        let domain = wire.at("distributionConfig.serviceDomain") ?? [:]
        let kind = domain.nonEmpty("domainType")
        attributes["area"] = Value(text: wire.at("distributionConfig.regionType"))
        attributes["domainType"] = Value(kind)
        attributes["domain"] = Value(domain.nonEmpty("domainName").flatMap { ownPart($0, kind) })
        attributes["certificate"] = Value(text: domain["certificate"]?["id"])
        attributes["origin"] = origin.read(wire["originalCopyConfig"] ?? [:])
        let logging = wire.at("distributionConfig.edgeLogging")
        attributes["logging"] = logging?["enabled"]?.bool == true ? log.read(logging ?? [:]) : .map([:])
        attributes["caching"] = caching.read(wire.at("cachingConfig.defaultCaching") ?? [:])
        attributes["queryStrings"] = query.read(wire.at("cachingConfig.cacheKeyIgnoreQueryString") ?? [:])
        let bypass = wire.at("cachingConfig.bypassQueryString")
        attributes["bypassQueryStrings"] =
            bypass?["enabled"]?.bool == true ? EdgePart.texts(bypass?["queryStrings"]) : .list([])
        attributes["cacheRules"] = .list((wire.at("cachingConfig.cachingRules")?.elements ?? []).map(rule.read))
        attributes["headers"] = .list((wire["headerPolicies"]?.elements ?? []).map(header.read))
        return attributes
    }

    /// What a manifest says of a domain: nothing of a generated one, and of one of the service its first label. That a domain of
    /// the service is shown whole is (inferred).
    private static func ownPart(_ name: String, _ kind: String?) -> String? {
        switch kind {
        case "CUSTOM_DOMAIN": name
        case "NCP_DOMAIN_CUSTOM": name.split(separator: ".").first.map(String.init)
        default: nil
        }
    }

    // MARK: Writing

    /// The document with the fields that are given; what they do not say stays as it is.
    static func document(_ fields: Attributes, over live: JSON = initial) -> JSON {
        var document = JSON.object(.init(members.compactMap { name in live[name].map { (name, $0) } }) { $1 })
        for (name, path) in plain {
            guard let value = given(name, fields) else { continue }
            document.put(EdgePart.json(value), at: path)
        }
        if let value = given("area", fields) { document.put(EdgePart.json(value), at: "distributionConfig.regionType") }
        write(domain: fields, to: &document)
        if let value = given("origin", fields) { document.merge(origin.write(value.members), at: "originalCopyConfig") }
        if let value = given("logging", fields) { write(log: value.members, to: &document) }
        if let value = given("caching", fields) {
            document.merge(caching.write(value.members), at: "cachingConfig.defaultCaching")
        }
        if let value = given("queryStrings", fields) {
            document.merge(query.write(value.members), at: "cachingConfig.cacheKeyIgnoreQueryString")
        }
        if let value = given("bypassQueryStrings", fields) {
            let strings = value.elements.compactMap(\.spelling).map(JSON.string)
            document.put(
                strings.isEmpty ? ["enabled": false] : ["enabled": true, "queryStrings": .array(strings)],
                at: "cachingConfig.bypassQueryString")
        }
        for (name, part, path) in [
            ("cacheRules", rule, "cachingConfig.cachingRules"), ("headers", header, "headerPolicies"),
        ] {
            guard let value = given(name, fields) else { continue }
            document.put(.array(part.list(value.elements, over: document.at(path)?.elements ?? [])), at: path)
        }
        return document
    }

    /// What an edge has that no manifest says anything of. Source: the same as of ``EdgeSettings``.
    private static let initial: JSON = {
        var document: JSON = [
            "cachingConfig": ["edgeAuth": ["enabled": false], "defaultCaching": ["enabled": true]],
            "optimizationConfig": ["headerMaxSize": ["singleSize": "SIZE_16KB", "totalSize": "SIZE_32KB"]],
        ]
        let initial = Attributes(EdgeSettings.fields.compactMap { field in field.initial.map { (field.name, $0) } }) {
            $1
        }
        document = document.filled(by: EdgeDocument.document(initial, over: document))
        return document
    }()

    private static func given(_ name: String, _ fields: Attributes) -> Value? {
        guard let value = fields[name] else { return nil }
        return value.isAbsent ? field(name)?.initial : value
    }

    private static func write(domain fields: Attributes, to document: inout JSON) {
        let place = "distributionConfig.serviceDomain"
        if let value = given("domainType", fields) { document.put(EdgePart.json(value), at: place + ".domainType") }
        if let value = fields["domain"], !value.isAbsent {
            document.put(EdgePart.json(value), at: place + ".domainName")
        }
        if let slot = fields["certificate"]?.spelling, !slot.isEmpty {
            document.put(JSON(number: slot), at: place + ".certificate.id")
        }
    }

    private static func write(log fields: Attributes, to document: inout JSON) {
        let place = "distributionConfig.edgeLogging"
        guard fields.text("bucket") != nil else { return document.put(["enabled": false], at: place) }
        document.put(["enabled": true], at: place)
        document.merge(log.write(fields), at: place)
    }
}

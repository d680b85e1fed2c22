import Model

/// What can be known of edges before anything is published. Source: edge-create; globaledge-quotas.
enum EdgePreflight {
    static let checks =
        [Preflight.freeName(of: "Edge", within: "profile", refused: false), domain]
        + [origin, queryStrings, rules, headers].map(\.ofManifest)

    /// A domain that is not generated needs a name, and your own one a certificate for HTTPS.
    private static let domain = Preflight(of: ["domainType", "domain", "certificate", "protocol"]) { subject, _ in
        let type = subject.text("domainType") ?? "NCP_DOMAIN_AUTO"
        return [nameProblem(subject, type), certificateProblem(subject, type)].compactMap(\.self)
    }

    private static func nameProblem(_ subject: Preflight.Subject, _ type: String) -> Preflight.Problem? {
        if type != "NCP_DOMAIN_AUTO", !subject.isGiven("domain") {
            return Preflight.Problem(at: "domainType", "\(type) needs a domain", help: "set 'domain'")
        }
        guard let name = subject.text("domain") else { return nil }
        if type == "NCP_DOMAIN_AUTO" {
            return Preflight.Problem(
                at: "domain", "a domain of type NCP_DOMAIN_AUTO is generated",
                help: "remove 'domain', or set domainType to NCP_DOMAIN_CUSTOM or CUSTOM_DOMAIN")
        }
        if type == "NCP_DOMAIN_CUSTOM", name.contains(".") {
            return Preflight.Problem(
                at: "domain", "\"\(name)\" has a dot: only the first label of the domain is yours to choose",
                help: "write the part before the first dot")
        }
        if type == "CUSTOM_DOMAIN", !TextFormat.zoneName.isKept(by: name) {
            return Preflight.Problem(
                at: "domain", "\"\(name)\" is not a domain name", help: "write it as in www.example.com")
        }
        return nil
    }

    private static func certificateProblem(_ subject: Preflight.Subject, _ type: String) -> Preflight.Problem? {
        let hasCertificate = subject.isGiven("certificate")
        let speaksHTTPS = (subject.text("protocol") ?? "ALL") != "HTTP"
        if type == "CUSTOM_DOMAIN", speaksHTTPS, !hasCertificate {
            return Preflight.Problem(
                at: "domain", "your own domain needs a certificate for HTTPS",
                help: "set 'certificate' to an EdgeCertificate")
        }
        guard type != "CUSTOM_DOMAIN", hasCertificate else { return nil }
        return Preflight.Problem(
            at: "certificate", "a domain of the service has a certificate of the service",
            help: "remove 'certificate', or set domainType to CUSTOM_DOMAIN")
    }

    private static let origin = Preflight(of: ["origin"]) { subject, _ in
        let origin = subject.attributes["origin"]?.members ?? [:]
        func lacks(_ member: String) -> Bool { origin[member]?.isAbsent ?? true }
        guard let type = origin.text("type") else { return [] }
        let isBucket = type == "OBJECT_STORAGE"
        var problems: [Preflight.Problem] = []
        func needs(_ member: String, _ what: String) {
            guard lacks(member) else { return }
            problems.append(Preflight.Problem(at: "origin", "\(what) needs \(member)", help: "set \(member) in origin"))
        }
        needs(isBucket ? "bucket" : "host", "an origin of type \(type)")
        let superfluous = isBucket ? "host" : "bucket"
        if !lacks(superfluous) {
            problems.append(
                Preflight.Problem(
                    at: "origin", "an origin of type \(type) has no \(superfluous)", help: "remove \(superfluous)"))
        }
        if origin.text("hostHeader") == "CUSTOM" { needs("hostName", "hostHeader CUSTOM") }
        if let bucket = origin.text("bucket"), BucketPlace(id: bucket).isNewer {
            problems.append(
                Preflight.Problem(
                    at: "origin", "a bucket of Ncloud Storage is not one of Object Storage",
                    help: "use a bucket of Object Storage, or type CUSTOM with its host"))
        }
        return problems
    }

    private static let queryStrings = Preflight(of: ["queryStrings"]) { subject, _ in
        let members = subject.attributes["queryStrings"]?.members ?? [:]
        let isSpecific = members.text("mode") == "ALLOW_SPECIFIC_STRING"
        let isNamed = !(members["names"]?.elements.isEmpty ?? true)
        guard members.text("mode") != nil, isSpecific != isNamed else { return [] }
        return [
            Preflight.Problem(
                at: "queryStrings",
                isSpecific ? "ALLOW_SPECIFIC_STRING needs names" : "names are for ALLOW_SPECIFIC_STRING",
                help: isSpecific ? "list them in 'names'" : "remove them, or change the mode")
        ]
    }

    /// Rules have names of their own, and an age where they cache.
    private static let rules = Preflight(of: ["cacheRules", "caching"]) { subject, _ in
        let rules = (subject.attributes["cacheRules"]?.elements ?? []).map(\.members)
        let twice = Dictionary(grouping: rules.compactMap { $0.text("name") }) { $0 }.filter { $1.count > 1 }.keys
        let named = twice.sorted().map { name in
            Preflight.Problem(
                at: "cacheRules", "two rules are named \"\(name)\"", help: "give one of them another name")
        }
        func lacksAge(_ members: Attributes) -> Bool {
            (members.text("mode") ?? "CACHING") == "CACHING" && members["age"]?.isAbsent ?? true
                && members["deny"]?.bool != true
        }
        func ageless(_ field: String, _ what: String, _ place: FieldPath? = nil) -> Preflight.Problem {
            Preflight.Problem(
                at: field, "\(what) needs an age", help: "set age and ageUnit, or another mode", inside: place)
        }
        let usual = subject.attributes["caching"].map(\.members).flatMap { lacksAge($0) ? $0 : nil }
        return named
            + rules.enumerated().filter { lacksAge($0.element) }.map { index, rule in
                ageless("cacheRules", "rule \(rule.text("name") ?? "")", .element(index, of: "cacheRules"))
            } + (usual == nil ? [] : [ageless("caching", "CACHING")])
    }

    private static let headers = Preflight(of: ["headers"]) { subject, _ in
        (subject.attributes["headers"]?.elements ?? []).map(\.members).enumerated().compactMap { index, rule in
            guard let action = rule.text("action") else { return nil }
            let hasValue = !(rule["value"]?.isAbsent ?? true)
            guard hasValue == (action == "REMOVE") else { return nil }
            let name = rule.text("name") ?? ""
            return Preflight.Problem(
                at: "headers", "rule \(name): \(action) \(hasValue ? "takes no value" : "needs a value")",
                help: hasValue ? "remove it" : "set 'value'", inside: .element(index, of: "headers"))
        }
    }
}

extension FieldPath {
    /// An element of a list by its position.
    fileprivate static func element(_ index: Int, of list: String) -> FieldPath {
        FieldPath(list).appending(element: String(index))
    }
}

extension TextFormat {
    fileprivate func isKept(by text: String) -> Bool { violation(of: text) == nil }
}

import OrderedJSON

/// Zones. Source: pub-global-dns-v2-domains-createdomain, -listdomains, -getdomain, -updatedomain, -deletedomain.
enum DNSZones {
    static let kind = RESTKind(
        .dnsDomain,
        [
            .get("/domains", list), .post("/domains", create), GlobalDNS.zone("GET", "", show),
            GlobalDNS.zone("PUT", "", change), GlobalDNS.zone("DELETE", "", delete),
            .get("/domains/operations") { world, call throws(Failure) in
                try GlobalDNS.page(
                    DNSOperations.shown(world.all(.dnsOperation).filter { $0["resource"] == "domains" }), call)
            },
            .get("/domains/operations/:") { world, call throws(Failure) in
                try DNSOperations.show(call.ids[0], of: "domains", zone: nil, world)
            },
        ])

    /// As the service names them in its samples.
    private static let nameServers: JSON = ["ns1-1.ns-ncloud.com.", "ns1-2.ns-ncloud.com."]

    private static let list: RESTHandler = { world, call throws(Failure) in
        let wanted = call.query.text("name")?.lowercased()
        let zones = world.all(.dnsDomain).filter { zone in wanted.map { zone["name"].contains($0) } ?? true }
        let sorted = zones.sorted { ($0["status"], $0["name"]) < ($1["status"], $1["name"]) }
        return try GlobalDNS.page(sorted.map(render), call)
    }

    private static let create: RESTHandler = { world, call throws(Failure) in
        guard case .string(let given)? = call.body["name"], isName(given) else { throw .invalidParameter("name") }
        let name = given.lowercased()
        var values = try settings(call)
        guard !world.contains(.dnsDomain, where: "name", is: name) else {
            throw .standard(409, "AlreadyExists", "The domain already exists.")
        }
        let id = world.newId(.dnsDomain)
        values.merge(["name": .string(name), "status": "PROCESSING", "nameServers": nameServers, "served": []]) { $1 }
        world.insert(.dnsDomain, id: id, values)
        return DNSOperations.begin("CREATE", "domains", zone: id, &world)
    }

    private static let show: GlobalDNS.ZoneHandler = { world, zone, _ throws(Failure) in
        let fields = ["domainName", "nameServers", "serial", "refresh", "retry", "expire", "ttl"]
        let soa = zone.value("soa") ?? .object(.init(uniqueKeysWithValues: fields.map { ($0, JSON.null) }))
        let count = world.records(.dnsRecord, where: "domainNo", is: zone.id).count { $0.value("former") != nil }
        return .ok(render(zone).with(["recordCount": .integer(Int64(count)), "soa": soa]))
    }

    private static let change: GlobalDNS.ZoneHandler = { world, zone, call throws(Failure) in
        var values = try settings(call)
        values["status"] = "PROCESSING"
        world.set(.dnsDomain, zone.id, values)
        return DNSOperations.begin("UPDATE", "domains", zone: zone.id, &world)
    }

    /// Records that wait to be deleted still count. The code is (inferred).
    private static let delete: GlobalDNS.ZoneHandler = { world, zone, _ throws(Failure) in
        let records = world.records(.dnsRecord, where: "domainNo", is: zone.id)
        guard records.allSatisfy(ZoneRules.isKept) else {
            throw .standard(
                409, "CannotDelete", "The delete operation could not be completed.", "The domain has records.")
        }
        for record in records { world.remove(.dnsRecord, record.id) }
        world.set(.dnsDomain, zone.id, ["status": "PROCESSING", "soa": .null])
        return DNSOperations.begin("DELETE", "domains", zone: zone.id, &world)
    }

    private static func render(_ zone: Record) -> JSON {
        [
            "domainNo": GlobalDNS.number(zone.id), "name": .string(zone["name"]),
            "applied": .bool(zone["status"] == "SUCCEEDED"), "dnssecEnabled": .bool(zone.flag("dnssecEnabled")),
            "status": .string(zone["status"]), "description": zone.attributes["description"] ?? .null,
        ]
    }

    /// What is left out is reset.
    private static func settings(_ call: RESTCall) throws(Failure) -> [String: JSON] {
        guard case .bool(let dnssec)? = call.body["dnssecEnabled"] else { throw .invalidParameter("dnssecEnabled") }
        switch call.body["description"] {
        case nil: return ["dnssecEnabled": .bool(dnssec), "description": .null]
        case .string(let text)? where text.unicodeScalars.count <= 1000:
            return ["dnssecEnabled": .bool(dnssec), "description": .string(text)]
        default: throw .invalidParameter("description")
        }
    }

    /// That a top-level domain exists is not looked up: it has letters. (inferred)
    private static func isName(_ text: String) -> Bool {
        let labels = text.split(separator: ".", omittingEmptySubsequences: false)
        return labels.count >= 2 && text.utf8.count <= 255 && labels.allSatisfy(DNSLabel.isPlain)
            && labels.last?.contains(where: \.isLetter) == true
    }
}

/// What names are made of.
enum DNSLabel {
    /// 1 to 63 letters, digits and `-`, which is neither first nor last.
    static func isPlain(_ label: Substring) -> Bool {
        (1...63).contains(label.utf8.count) && !label.hasPrefix("-") && !label.hasSuffix("-")
            && label.utf8.allSatisfy { $0 == UInt8(ascii: "-") || Character(UnicodeScalar($0)).isPlainWord }
    }
}

extension Character {
    fileprivate var isPlainWord: Bool { isASCII && (isLetter || isNumber) }
}

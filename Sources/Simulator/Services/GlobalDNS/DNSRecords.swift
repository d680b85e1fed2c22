import OrderedJSON

/// Records of zones: as they are edited, and as they were last applied. Source: the pages of pub-global-dns-v2-records.
///
/// A record that waits to be deleted is in no list. (inferred)
enum DNSRecords {
    static let kind = RESTKind(
        .dnsRecord,
        [
            GlobalDNS.zone("GET", "/records", list), GlobalDNS.zone("GET", "/records/:", show),
            GlobalDNS.zone("POST", "/records") { world, zone, call throws(Failure) in
                let added = try add([call.body], to: zone, &world)
                return .ok(render(added[0], zone), status: 201)
            },
            GlobalDNS.zone("PUT", "/records/:") { world, zone, call throws(Failure) in
                let number: JSON = ["recordNo": .integer(Int64(call.ids[1]) ?? 0)]
                return .ok(render(try replace([call.body.with(number)], of: zone, &world)[0], zone))
            },
            GlobalDNS.zone("DELETE", "/records/:") { world, zone, call throws(Failure) in
                try remove([.integer(Int64(call.ids[1]) ?? 0)], from: zone, &world)
                return .noContent
            },
            GlobalDNS.zone("POST", "/records/batch-create") { world, zone, call throws(Failure) in
                .ok(records(try add(try batch("records", call), to: zone, &world), zone), status: 201)
            },
            GlobalDNS.zone("POST", "/records/batch-update") { world, zone, call throws(Failure) in
                .ok(records(try replace(try batch("records", call), of: zone, &world), zone))
            },
            GlobalDNS.zone("POST", "/records/batch-delete") { world, zone, call throws(Failure) in
                try remove(try batch("recordNos", call), from: zone, &world)
                return .noContent
            },
            GlobalDNS.zone("POST", "/records/apply") { world, zone, _ throws(Failure) in
                DNSOperations.begin("UPDATE", "records", zone: zone.id, &world)
            },
            GlobalDNS.zone("POST", "/records/rollback") { world, zone, _ throws(Failure) in
                rollBack(zone.id, &world)
                return .noContent
            },
            GlobalDNS.zone("GET", "/records/operations") { world, zone, call throws(Failure) in
                let all = world.records(.dnsOperation, where: "domainNo", is: zone.id)
                return try GlobalDNS.page(DNSOperations.shown(all.filter { $0["resource"] == "records" }), call)
            },
            GlobalDNS.zone("GET", "/records/operations/:") { world, zone, call throws(Failure) in
                try DNSOperations.show(call.ids[1], of: "records", zone: zone.id, world)
            },
        ])

    /// What a record says.
    static let content = ["host", "type", "content", "ttl", "aliasNo", "loadBalancerNo", "loadBalancerRegionCode"]

    private static let list: GlobalDNS.ZoneHandler = { world, zone, call throws(Failure) in
        let (type, words) = (call.query.text("type"), call.query.text("searchContent")?.lowercased())
        let found = present(in: zone.id, world).filter { record in
            let texts = [record["host"], record["content"], record["ttl"]]
            return (type.map { record["type"] == $0 } ?? true)
                && (words.map { word in texts.contains { $0.lowercased().contains(word) } } ?? true)
        }
        return try GlobalDNS.page(found.map { render($0, zone) }, call)
    }

    private static let show: GlobalDNS.ZoneHandler = { world, zone, call throws(Failure) in
        .ok(render(try find(call.ids[1], in: zone.id, world), zone))
    }

    /// The records of a zone as they are edited.
    static func present(in zone: String, _ world: World) -> [Record] {
        world.records(.dnsRecord, where: "domainNo", is: zone).filter { !$0.flag("isRemoved") }
    }

    static func find(_ id: String, in zone: String, _ world: World) throws(Failure) -> Record {
        guard let record = world[.dnsRecord, id], record["domainNo"] == zone, !record.flag("isRemoved") else {
            throw .resourceNotFound("record")
        }
        return record
    }

    private static func records(_ all: [Record], _ zone: Record) -> JSON {
        ["records": .array(all.map { render($0, zone) })]
    }

    private static func render(_ record: Record, _ zone: Record) -> JSON {
        let host = record["host"]
        return [
            "domainNo": GlobalDNS.number(zone.id), "domainName": .string(zone["name"]),
            "recordNo": GlobalDNS.number(record.id), "host": .string(host),
            "name": .string(host == "@" ? zone["name"] : "\(host).\(zone["name"])"), "type": .string(record["type"]),
            "content": .string(record["content"]), "ttl": .integer(record.integer("ttl")),
            "aliasNo": record.attributes["aliasNo"] ?? .null,
            "loadBalancerNo": record.attributes["loadBalancerNo"] ?? .null,
            "loadBalancerRegionCode": record.attributes["loadBalancerRegionCode"] ?? .null,
            "defaultRecord": .bool(record.flag("defaultRecord")), "applied": .bool(isApplied(record)),
            "createdTimestamp": .integer(record.integer("created")),
            "updatedTimestamp": .integer(record.integer("updated")),
        ]
    }

    private static func isApplied(_ record: Record) -> Bool { record.value("former") == state(of: record) }

    static func state(of record: Record) -> JSON {
        .object(.init(uniqueKeysWithValues: content.map { ($0, record.attributes[$0] ?? .null) }))
    }
}

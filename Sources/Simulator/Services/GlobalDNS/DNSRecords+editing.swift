import OrderedJSON

// How records are edited, and what becomes of the edits.

extension DNSRecords {
    /// 1 to 500 elements.
    static func batch(_ name: String, _ call: RESTCall) throws(Failure) -> [JSON] {
        guard case .array(let elements)? = call.body[name], (1...500).contains(elements.count) else {
            throw .invalidParameter(name, "1 to 500 elements are allowed.")
        }
        return elements
    }

    /// All of a batch, or none of it.
    static func add(_ specs: [JSON], to zone: Record, _ world: inout World) throws(Failure) -> [Record] {
        let all = try ZoneRules.checked(specs, in: zone, world) { _ in nil }
        return all.map { values in
            let id = world.newId(.dnsRecord)
            let own: [String: JSON] = [
                "domainNo": .string(zone.id), "created": .integer(world.now), "updated": .integer(world.now),
            ]
            return world.insert(.dnsRecord, id: id, values.merging(own) { $1 })
        }
    }

    static func replace(_ specs: [JSON], of zone: Record, _ world: inout World) throws(Failure) -> [Record] {
        let numbers = specs.map { $0["recordNo"]?.text ?? "" }
        let targets = try found(numbers, in: zone, world)
        let all = try ZoneRules.checked(specs, in: zone, world) { $0["recordNo"]?.text }
        for (target, values) in zip(targets, all) {
            if ZoneRules.isKept(target) { try ZoneRules.requireUntouched(target, by: values) }
            world.set(.dnsRecord, target.id, values.merging(["updated": .integer(world.now)]) { $1 })
        }
        return targets.compactMap { world[.dnsRecord, $0.id] }
    }

    static func remove(_ numbers: [JSON], from zone: Record, _ world: inout World) throws(Failure) {
        let targets = try found(numbers.map { $0.text ?? "" }, in: zone, world)
        guard !targets.contains(where: ZoneRules.isKept) else {
            throw .standard(400, "CannotDelete", "The delete operation could not be completed.")
        }
        for target in targets {
            if target.value("former") == nil {
                world.remove(.dnsRecord, target.id)
            } else {
                world.set(.dnsRecord, target.id, ["isRemoved": true])
            }
        }
    }

    /// All records of a batch; one that is not there refuses all.
    private static func found(_ numbers: [String], in zone: Record, _ world: World) throws(Failure) -> [Record] {
        var records: [Record] = []
        for (index, number) in numbers.enumerated() {
            do throws(Failure) { records.append(try find(number, in: zone.id, world)) } catch { throw error.at(index) }
        }
        return records
    }

    // MARK: Applying

    /// Makes what is edited what is applied, and gives what the name servers are to say.
    static func publish(_ zone: String, _ world: inout World) -> JSON {
        guard let domain = world[.dnsDomain, zone] else { return [] }
        if domain.value("soa") == nil { addDefaults(domain, &world) }
        sign(domain, &world)
        for record in world.records(.dnsRecord, where: "domainNo", is: zone) {
            if record.flag("isRemoved") {
                world.remove(.dnsRecord, record.id)
            } else {
                world.set(.dnsRecord, record.id, ["former": state(of: record)])
            }
        }
        let serial = (domain.value("soa")?["serial"]?.integer ?? 0) + 1
        let servers = domain.list("nameServers")
        world.set(
            .dnsDomain, zone,
            [
                "soa": [
                    "domainName": .string(domain["name"]), "nameServers": .string(servers.joined(separator: " ")),
                    "serial": .integer(serial), "refresh": 21_600, "retry": 1800, "expire": 1_209_600, "ttl": 300,
                ]
            ])
        let soa = "\(servers.joined(separator: " ")) \(serial) 21600 1800 1209600 300"
        for record in present(in: zone, world) where record["type"] == "SOA" {
            world.set(.dnsRecord, record.id, ["content": .string(soa)])
            if let now = world[.dnsRecord, record.id] { world.set(.dnsRecord, record.id, ["former": state(of: now)]) }
        }
        return .array(present(in: zone, world).map(state))
    }

    /// The records of the zone itself, which come with its first apply.
    private static func addDefaults(_ domain: Record, _ world: inout World) {
        for (type, content) in [("SOA", "")] + domain.list("nameServers").map({ ("NS", $0) }) {
            insert(type, content, ttl: type == "SOA" ? 300 : 86_400, isDefault: true, domain, &world)
        }
    }

    /// A signed zone shows its key, which is not among the records that come with a zone. (inferred: that it does, that it comes
    /// and goes with an apply of records, and its flag)
    private static func sign(_ domain: Record, _ world: inout World) {
        let keys = present(in: domain.id, world).filter { $0["type"] == "DNSKEY" }
        if !domain.flag("dnssecEnabled") {
            for key in keys { world.remove(.dnsRecord, key.id) }
        } else if keys.isEmpty {
            insert("DNSKEY", "257 3 13 c2ltdWxhdGVk", ttl: 300, isDefault: false, domain, &world)
        }
    }

    /// Adds a record of the zone itself.
    private static func insert(
        _ type: String, _ content: String, ttl: Int64, isDefault: Bool, _ domain: Record, _ world: inout World
    ) {
        let id = world.newId(.dnsRecord)
        world.insert(
            .dnsRecord, id: id,
            [
                "domainNo": .string(domain.id), "host": "@", "type": .string(type), "content": .string(content),
                "ttl": .integer(ttl), "defaultRecord": .bool(isDefault), "created": .integer(world.now),
                "updated": .integer(world.now),
            ])
    }

    /// Takes back all that was not applied.
    static func rollBack(_ zone: String, _ world: inout World) {
        for record in world.records(.dnsRecord, where: "domainNo", is: zone) {
            guard let former = record.value("former") else {
                world.remove(.dnsRecord, record.id)
                continue
            }
            var values: [String: JSON] = ["isRemoved": false]
            for name in content { values[name] = former[name] ?? .null }
            world.set(.dnsRecord, record.id, values)
        }
    }
}

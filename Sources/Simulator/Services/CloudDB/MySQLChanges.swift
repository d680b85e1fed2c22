import OrderedJSON

/// What can be changed of a MySQL instance that runs, and how a server is recovered from its backups.
/// Source: api/clouddb.md §2; the states meanwhile are (inferred).
enum MySQLChanges {
    static let actions: [KindAction] = [serverSpec, engineVersion, recovery, recoveryTime]

    private static let family = MySQL.family

    /// Another size for all servers of the instance: at once, or one after the other where that is possible.
    private static let serverSpec = KindAction("changeCloudMysqlServerSpec") {
        kind, world, parameters throws(Failure) in
        let name = "cloudMysqlProductCode"
        let instance = try family.find(parameters, world)
        try family.requireRunning(instance)
        let product = try family.product(
            try parameters.required(name), generation: instance["generationCode"], zone: instance["zoneCode"], as: name)
        let isRolling = try parameters.flag("isRolling") ?? false
        guard !isRolling || product.generation == "G3" else { throw .invalid("isRolling") }
        guard product.code != instance[name] else { throw .invalid(name) }
        let old = family.products.first { $0.code == instance[name] }
        let isLarger = (product.gigabytes, product.cpus) > (old?.gigabytes ?? 0, old?.cpus ?? 0)
        change(
            instance, isLarger ? ("UPGD", "upgrading") : ("DWGD", "downgrading"), isRolling: isRolling,
            [name: .string(product.code)], family.sizes(product.code), &world)
        return kind.answer(world, [instance.id])
    }

    /// A newer engine; one major version at a time.
    private static let engineVersion = KindAction(
        "upgradeCloudMysqlDbEngineVersion"
    ) { kind, world, parameters throws(Failure) in
        let instance = try family.find(parameters, world)
        try family.requireRunning(instance)
        let image = try family.image(try parameters.required("cloudMysqlImageProductCode"))
        // Left out, it is the latest one: database-vmysql-upgradecloudmysqldbengineversion.
        let engine = parameters.text("engineVersionCode") ?? image.engines[0]
        guard image.generation == instance["generationCode"] else { throw .invalid("cloudMysqlImageProductCode") }
        let steps = ["MYSQL5.7.", "MYSQL8.0.", "MYSQL8.4."]
        guard image.engines.contains(engine), let new = steps.firstIndex(where: engine.hasPrefix),
            let old = steps.firstIndex(where: instance["engineVersion"].hasPrefix),
            isNewer(engine, than: instance["engineVersion"]), new - old <= 1
        else { throw .invalid("engineVersionCode") }
        let isMajor = try parameters.flag("isMajorVersionUpgrade") ?? false
        guard isMajor == (new > old) else { throw .invalid("isMajorVersionUpgrade") }
        change(
            instance, ("UPGD", "upgrading"), isRolling: false,
            ["engineVersion": .string(engine), "cloudMysqlImageProductCode": .string(image.code)], [:], &world)
        return kind.answer(world, [instance.id])
    }

    private static func isNewer(_ one: String, than other: String) -> Bool {
        let numbers = [one, other].map { $0.drop { !$0.isNumber }.split(separator: ".").compactMap { Int($0) } }
        return numbers[1].lexicographicallyPrecedes(numbers[0])
    }

    private static func change(
        _ instance: Record, _ operation: (code: String, name: String), isRolling: Bool, _ values: [String: JSON],
        _ serverValues: [String: JSON], _ world: inout World
    ) {
        let servers = family.servers(of: instance.id, world)
        let seconds = family.pace.server
        for (place, server) in servers.enumerated() {
            let start = isRolling ? Double(place) * seconds : 0
            let plan = family.busyServer(
                operation.code, operation.name, from: start, seconds: seconds, then: serverValues)
            world.run(plan, on: family.servers, server.id)
        }
        let total = isRolling ? Double(max(1, servers.count)) * seconds : seconds
        world.run(
            [
                .now(family.status("CREAT", operation.code, operation.name)),
                .after(seconds: total, family.running.merging(values) { $1 }),
            ], on: family.instances, instance.id)
    }

    /// A server with the data of a backup, or of a moment between the first one and now.
    private static let recovery = family.addServer(
        "createCloud*RecoveryInstance", atMost: 10
    ) { parameters, instance, world throws(Failure) in
        let name = "cloudMysqlRecoveryServerName"
        let (file, time) = (parameters.text("fileName"), parameters.text("recoveryTime"))
        guard NameRule.accepts(try parameters.required(name), length: 3...25) else { throw .invalid(name) }
        guard (file == nil) != (time == nil) else {
            throw file == nil ? .missing("fileName or recoveryTime") : .invalid("fileName")
        }
        if let file, !family.backups(of: instance, world).contains(where: { DatabaseFamily.fileName($0) == file }) {
            throw .invalid("fileName")
        }
        if let time {
            // Texts of this form compare as the moments do.
            guard let range = recoveryRange(of: instance, world), time.utf8.count == 16,
                (range.from...range.to).contains(time)
            else { throw .invalid("recoveryTime") }
        }
        return DatabasePlace(
            role: "R", subnetNo: try family.subnetOfReplica(parameters, instance, world),
            productCode: instance["cloudMysqlProductCode"],
            more: ["cloudMysqlServerName": .string(try parameters.required(name))])
    }

    /// The list holds no list but one object: so the vendor's library declares it.
    private static let recoveryTime = KindAction.own("getCloudMysqlRecoveryTime") { world, parameters throws(Failure) in
        let instance = try family.find(parameters, world)
        guard let range = recoveryRange(of: instance, world) else {
            return .values([("totalRows", 0), ("cloudMysqlInstanceList", [:])])
        }
        return .values([
            ("totalRows", 1),
            (
                "cloudMysqlInstanceList",
                ["recoveryStartTime": .string(range.from), "recoveryEndTime": .string(range.to)]
            ),
        ])
    }

    private static func recoveryRange(of instance: Record, _ world: World) -> (from: String, to: String)? {
        guard let first = family.backups(of: instance, world).first else { return nil }
        let texts = [first, world.now].map { String(Timestamp(milliseconds: $0).koreanPlain.prefix(16)) }
        return (texts[0], texts[1])
    }
}

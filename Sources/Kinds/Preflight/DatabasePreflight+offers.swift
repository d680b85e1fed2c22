import Model

// What a service offers together, and what single services ask for. Source: api/clouddb.md §1 to §6.

extension DatabasePreflight {
    /// The image has the version of the engine.
    static func imageFits(_ database: CloudDatabase) -> Preflight {
        Preflight(of: ["image", "engineVersion"], reading: [database.imageKind]) { subject, scene in
            guard let version = subject.text("engineVersion"),
                let image = scene.object(database.imageKind, subject.attributes["image"]),
                let offered = image.attributes["engineVersions"]?.elements.compactMap(\.text), !offered.isEmpty
            else { return [] }
            let number = TextFormat.engineVersion.normal(version)
            guard !offered.contains(where: { TextFormat.engineVersion.normal($0) == number }) else { return [] }
            return [
                Preflight.Problem(
                    at: "engineVersion", "the image \(image.title) has no engine \(version)",
                    notes: ["it has \(offered.joined(separator: ", "))"],
                    help: "omit engineVersion, or choose an image that has it")
            ]
        }
    }

    /// The product is one of those that are listed for the image.
    static func productFits(_ database: CloudDatabase, _ field: String) -> Preflight {
        Preflight(of: ["image", field], reading: [database.productKind]) { subject, scene in
            guard let image = subject.text("image"),
                let product = scene.object(database.productKind, subject.attributes[field]),
                let fitting = product.attributes["images"]?.elements.compactMap(\.text), !fitting.isEmpty,
                !fitting.contains(image)
            else { return [] }
            return [
                Preflight.Problem(
                    at: field, "\(product.id ?? product.title) is not compatible with the image \(image)",
                    help: "choose one of the products listed for the image")
            ]
        }
    }

    /// A replica has a subnet of its own where the instance is in several zones.
    static func replicaSubnet(_ database: CloudDatabase) -> Preflight {
        Preflight(of: ["instance", "subnet"], reading: [database.instanceKind, "Subnet"]) { subject, scene in
            guard subject.isNew, let instance = scene.object(database.instanceKind, subject.attributes["instance"])
            else {
                return []
            }
            if instance.attributes["multiZone"]?.bool == true, !subject.isGiven("subnet"),
                database.instanceKind != "MssqlInstance"
            {
                return [
                    Preflight.Problem(
                        at: nil, "\(instance.title) is multiZone, and its replicas need a subnet",
                        help: "add subnet: one of the same VPC")
                ]
            }
            guard let subnet = scene.object("Subnet", subject.attributes["subnet"]),
                let own = scene.object("Subnet", instance.attributes["subnet"]),
                scene.areSame("Vpc", subnet.attributes["vpc"], own.attributes["vpc"]) == false
            else { return [] }
            return [
                Preflight.Problem(
                    at: "subnet", "\(subnet.title) belongs to another VPC than \(instance.title)",
                    help: "use a subnet of the same VPC")
            ]
        }
    }

    /// What a recovery server is made of.
    static let recoveryPoint = Preflight { subject, _ in
        let given = ["backupFile", "time"].filter(subject.isGiven)
        guard subject.isNew, given.count != 1 else { return [] }
        return [
            Preflight.Problem(
                at: given.first, "a new MysqlRecovery needs exactly one of backupFile and time, but has \(given.count)",
                help: "write the name of a backup file, or a time such as \"2026-11-29 14:30\"")
        ]
    }

    /// The owner of a database exists before it.
    static let owners = Preflight(of: ["databases", "users", "adminUser"]) { subject, _ in
        guard subject.isNew, let admin = subject.text("adminUser") else { return [] }
        let users = Set((subject.attributes["users"]?.elements ?? []).compactMap { $0.members["name"]?.text } + [admin])
        return (subject.attributes["databases"]?.elements ?? []).compactMap { database in
            guard let owner = database.members["owner"]?.text, !users.contains(owner) else { return nil }
            return Preflight.Problem(
                at: "databases", "the owner \(owner) is neither adminUser nor one of users",
                help: "add it to users, or name another owner")
        }
    }

    /// A password does not contain the name of its user. Nothing of it is told.
    static let passwordApart = Preflight(of: ["adminUser", "adminPassword", "users"]) { subject, _ in
        var pairs = [("adminPassword", subject.text("adminUser"), subject.attributes["adminPassword"])]
        for user in (subject.attributes["users"]?.elements ?? []).map(\.members) {
            pairs.append(("users", user["name"]?.text, user["password"]))
        }
        return pairs.compactMap { field, name, password in
            guard let name, case .secret(let secret)? = password, let text = secret.reveal(), text.contains(name) else {
                return nil
            }
            return Preflight.Problem(
                at: field, "the password of \(name) must not contain the user's name", help: "choose another password")
        }
    }
}

/// What caches are checked for. Source: api/clouddb.md §5.
enum CachePreflight {
    /// The group is for the engine and the mode: its version ends with that.
    static let configGroup = Preflight(
        of: ["configGroup", "mode", "engine"], reading: ["CacheConfigGroup"]
    ) { subject, scene in
        guard let group = scene.object("CacheConfigGroup", subject.attributes["configGroup"]) else { return [] }
        if let mode = subject.text("mode"), let version = group.text("version"),
            ["simple", "cluster"].contains(where: { version.hasSuffix("-\($0)") && $0 != mode.lowercased() })
        {
            return [
                Preflight.Problem(
                    at: "configGroup", "\(group.title) is for \(version), but the mode is \(mode)",
                    help: "use a group whose version ends with -\(mode.lowercased())")
            ]
        }
        guard let engine = subject.text("engine"), let other = group.text("engine"), engine != other else { return [] }
        return [
            Preflight.Problem(
                at: "configGroup", "\(group.title) is for \(other), but the engine is \(engine)",
                help: "use a group for \(engine)")
        ]
    }

    static let shards = Preflight(of: ["shardCount", "shardCopies", "mode"]) { subject, _ in
        guard subject.isNew, subject.text("mode") == "SIMPLE" else { return [] }
        return ["shardCount", "shardCopies"].filter(subject.isGiven).map { (field: String) in
            Preflight.Problem(
                at: field, "\(field) is set, but the mode is SIMPLE", help: "omit it, or use mode: CLUSTER")
        }
    }
}

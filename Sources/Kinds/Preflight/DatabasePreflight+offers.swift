import Model

// What a service offers together, and what single services ask for. Source: api/clouddb.md §1 to §6.

extension DatabasePreflight {
    /// The image has the version of the engine; without an image, one of all that there are.
    static func imageFits(_ database: CloudDatabase) -> Preflight {
        Preflight(of: ["image", "engineVersion"], reading: [database.imageKind]) { subject, scene in
            guard let version = subject.text("engineVersion") else { return [] }
            let image = scene.object(database.imageKind, subject.attributes["image"])
            guard image != nil || !subject.isGiven("image") else { return [] }
            let offered = (image.map { [$0] } ?? scene.all(database.imageKind)).flatMap(\.engineVersions)
            guard !offered.isEmpty, !offered.contains(where: { isSame($0, version) }) else { return [] }
            return [
                Preflight.Problem(
                    at: "engineVersion",
                    image.map { "the image \($0.title) has no engine \(version)" }
                        ?? "no image has an engine \(version)",
                    notes: ["offered are \(Set(offered).sorted(by: NaturalOrder.precedes).joined(separator: ", "))"],
                    help: "omit engineVersion, or choose an image that has it")
            ]
        }
    }

    /// Whether two codes are of one version: their numbers count.
    static func isSame(_ one: String, _ other: String) -> Bool {
        TextFormat.engineVersion.normal(one) == TextFormat.engineVersion.normal(other)
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
    /// - Parameter takesSubnet: whether replicas of the service have a field for it.
    static func replicaSubnet(_ database: CloudDatabase, takesSubnet: Bool) -> Preflight {
        Preflight(of: ["instance", "subnet"], reading: [database.instanceKind, "Subnet"]) { subject, scene in
            guard subject.isNew, let instance = scene.object(database.instanceKind, subject.attributes["instance"])
            else {
                return []
            }
            if takesSubnet, instance.attributes["multiZone"]?.bool == true, !subject.isGiven("subnet") {
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

extension Preflight.Scene.Neighbour {
    /// Of an image, the codes of the versions that it has.
    var engineVersions: [String] { attributes["engineVersions"]?.elements.compactMap(\.text) ?? [] }
}

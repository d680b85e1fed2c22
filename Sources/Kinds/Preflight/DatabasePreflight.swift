import Model

/// What can be known of a database before it is made or changed. Source: api/clouddb.md §1 to §6.
enum DatabasePreflight {
    /// What instances of all services are checked for.
    /// - Parameters:
    ///   - needed: the fields that a new one needs.
    ///   - lists: the lists inside an instance.
    static func checks(
        of database: CloudDatabase, needing needed: [String], _ lists: [DatabaseElements]
    ) -> [Preflight] {
        let products = ["product", "memberProduct", "arbiterProduct", "mongosProduct", "configProduct"]
        return [
            // That names are unique is assumed (api/clouddb.md §9).
            .freeName(of: database.instanceKind, refused: true), .exists("Subnet", in: "subnet"),
            .exists(database.imageKind, in: "image"), .usage("GEN", in: "subnet", for: "databases"),
            .usage("GEN", in: "standbySubnet", for: "databases"), self.needed(needed), imageFits(database),
        ] + products.flatMap { [.exists(database.productKind, in: $0), productFits(database, $0)] }
            + lists.compactMap(passwords) + lists.map(initial)
    }

    /// Fields that no answer shows, so that only a new object needs them.
    static func needed(_ fields: [String]) -> Preflight {
        Preflight { subject, _ in
            let missing = fields.filter { !subject.isGiven($0) }
            guard subject.isNew, !missing.isEmpty else { return [] }
            let names = missing.map { "'\($0)'" }.joined(separator: ", ")
            return [
                Preflight.Problem(
                    at: nil, "a new \(subject.address.kind) needs \(names)",
                    help: missing.count == 1 ? "add the field" : "add the fields")
            ]
        }
    }

    /// The elements of a new object need passwords; those that an object gains are checked by the planner.
    private static func passwords(_ list: DatabaseElements) -> Preflight? {
        guard list.members.contains(where: { $0.constraints.contains(.givenForNew) }) else { return nil }
        return Preflight(of: [list.field]) { subject, _ in
            guard subject.isNew else { return [] }
            return (subject.attributes[list.field]?.elements ?? []).map(\.members).filter { $0["password"] == nil }.map
            {
                Preflight.Problem(
                    at: list.field, "the user \(list.key(of: $0)) is new and has no password",
                    help: "set password: ${secret.name} in it")
            }
        }
    }

    /// The initial user is not one of the list: removing it there would delete it.
    /// - Parameter key: the fields of the instance by the members that make a user.
    static func initialUser(key: [String: String]) -> Preflight {
        Preflight(of: ["users", "adminUser"]) { subject, _ in
            let admin = key.mapValues { subject.text($0) }
            guard admin.values.allSatisfy({ $0 != nil }) else { return [] }
            let users = (subject.attributes["users"]?.elements ?? []).map(\.members)
            guard users.contains(where: { user in admin.allSatisfy { user[$0.key]?.spelling == $0.value } }) else {
                return []
            }
            return [
                Preflight.Problem(
                    at: "users", "\(admin["name"]?.flatMap(\.self) ?? "adminUser") is adminUser, and also among users",
                    help: "remove it from users")
            ]
        }
    }

    /// What came with the instance has to be named where all that a list does not name goes.
    private static func initial(_ list: DatabaseElements) -> Preflight {
        Preflight(of: [list.field, "ownership"]) { subject, _ in
            guard subject.text("ownership") == "full", subject.attributes[list.field] != nil,
                !subject.isGiven(list.initial)
            else { return [] }
            return [
                Preflight.Problem(
                    at: "ownership",
                    "ownership: full needs \(list.initial), which is kept though \(list.field) lacks it",
                    help: "add \(list.initial), or omit ownership")
            ]
        }
    }

    // MARK: High availability and backups

    /// The standby server is in another zone of the same VPC, in a subnet of the same sort.
    static func multiZone(_ database: CloudDatabase) -> [Preflight] {
        [
            .exists("Subnet", in: "standbySubnet"), standby,
            .sameVpc("Subnet", in: "standbySubnet") { subject, scene in
                scene.object("Subnet", subject.attributes["subnet"])?.attributes["vpc"]
            },
        ]
    }

    private static let standby = Preflight(
        of: ["multiZone", "standbySubnet", "subnet", "highAvailability"], reading: ["Subnet"]
    ) { subject, scene in
        let isMultiZone = subject.attributes["multiZone"]?.bool == true
        guard isMultiZone || subject.isGiven("standbySubnet") else { return [] }
        func problem(_ field: String, _ message: String, _ help: String) -> [Preflight.Problem] {
            [Preflight.Problem(at: field, message, help: help)]
        }
        guard isMultiZone else {
            return problem("standbySubnet", "standbySubnet needs multiZone", "set multiZone: true, or omit the field")
        }
        if subject.attributes["highAvailability"]?.bool == false {
            return problem("multiZone", "multiZone needs highAvailability", "omit highAvailability, or multiZone")
        }
        guard subject.isGiven("standbySubnet") else {
            return problem(
                "multiZone", "multiZone needs standbySubnet", "add standbySubnet, a subnet in another zone")
        }
        guard let one = scene.object("Subnet", subject.attributes["subnet"]),
            let other = scene.object("Subnet", subject.attributes["standbySubnet"])
        else { return [] }
        if let zone = one.text("zone"), zone == other.text("zone") {
            return problem(
                "standbySubnet", "\(other.title) is in \(zone), as \(one.title) is",
                "use a subnet in another zone")
        }
        guard let type = one.text("type"), let otherType = other.text("type"), type != otherType else { return [] }
        return problem(
            "standbySubnet", "\(other.title) is \(otherType), but \(one.title) is \(type)",
            "use a subnet of the same type")
    }

    static let backup = Preflight(of: ["backup", "highAvailability", "backupTime"]) { subject, _ in
        guard subject.attributes["backup"]?.bool == false else { return [] }
        if subject.attributes["highAvailability"]?.bool != false {
            return [
                Preflight.Problem(
                    at: "backup", "an instance with high availability is always backed up",
                    help: "omit backup, or set highAvailability: false")
            ]
        }
        return time(subject)
    }

    /// Where backups are off unless they are wanted.
    static let backupTimeNeedsBackup = Preflight(of: ["backup", "backupTime"]) { subject, _ in
        subject.attributes["backup"]?.bool == true || subject.attributes["highAvailability"]?.bool != false
            ? [] : time(subject)
    }

    private static func time(_ subject: Preflight.Subject) -> [Preflight.Problem] {
        guard subject.isGiven("backupTime") else { return [] }
        return [
            Preflight.Problem(
                at: "backupTime", "backupTime is set, but there are no backups", help: "omit it, or set backup: true")
        ]
    }

    static let encryption = Preflight(of: ["encrypted", "highAvailability"]) { subject, _ in
        guard subject.attributes["encrypted"]?.bool == true, subject.attributes["highAvailability"]?.bool == false
        else {
            return []
        }
        return [
            Preflight.Problem(
                at: "encrypted", "storage is encrypted only with high availability",
                help: "omit highAvailability, or encrypted")
        ]
    }
}

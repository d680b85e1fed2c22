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
        var checks: [Preflight] = [
            // That names are unique is assumed (api/clouddb.md §9).
            .freeName(of: database.instanceKind, refused: true), .exists("Subnet", in: "subnet"),
            .exists(database.imageKind, in: "image"), .usage("GEN", in: "subnet", for: "databases"),
            .usage("GEN", in: "standbySubnet", for: "databases"), self.needed(needed), imageFits(database),
        ]
        for field in ["product", "memberProduct", "arbiterProduct", "mongosProduct", "configProduct"] {
            checks += [.exists(database.productKind, in: field), productFits(database, field)]
        }
        for list in lists { checks += [passwords(list), apart(list), kept(list)].compactMap(\.self) }
        return checks
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

    /// What comes with the instance is not one of the list: it could not be added, and removing it there would delete it.
    private static func apart(_ list: DatabaseElements) -> Preflight {
        Preflight(of: Set([list.field] + list.initial.values)) { subject, _ in
            let own = list.initial.mapValues { subject.text($0) }
            guard let name = own["name"].flatMap(\.self), own.values.allSatisfy({ $0 != nil }) else { return [] }
            let elements = (subject.attributes[list.field]?.elements ?? []).map(\.members)
            guard elements.contains(where: { one in own.allSatisfy { one[$0.key]?.spelling == $0.value } }) else {
                return []
            }
            return [
                Preflight.Problem(
                    at: list.field, "\(name) is \(list.initialName), and also among \(list.field)",
                    help: "remove it from \(list.field)")
            ]
        }
    }

    /// What came with the instance has to be named where all that a list does not name goes.
    private static func kept(_ list: DatabaseElements) -> Preflight {
        Preflight(of: [list.field, "ownership"]) { subject, _ in
            guard subject.text("ownership") == "full", subject.attributes[list.field] != nil,
                !subject.isGiven(list.initialName)
            else { return [] }
            return [
                Preflight.Problem(
                    at: "ownership",
                    "ownership: full needs \(list.initialName), which is kept though \(list.field) lacks it",
                    help: "add \(list.initialName), or omit ownership")
            ]
        }
    }

    // MARK: High availability and backups

    /// The standby server is in another zone of the same VPC, in a subnet of the same sort.
    static let multiZone: [Preflight] = [
        .exists("Subnet", in: "standbySubnet"), standby,
        .sameVpc("Subnet", in: "standbySubnet") { subject, scene in
            scene.object("Subnet", subject.attributes["subnet"])?.attributes["vpc"]
        },
    ]

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

    /// What is said of backups counts only where there are some: shown otherwise, it would replace the instance again and
    /// again. Of an instance that is there and whose manifest does not speak of backups, nothing is known.
    /// - Parameters:
    ///   - initial: whether a new instance has them where its manifest does not say.
    ///   - isForced: whether one with high availability has them in any case.
    static func backup(initially initial: Bool, isForced: Bool) -> Preflight {
        let details = ["backupRetention", "backupTime", "backupCount", "backupCompression"]
        return Preflight(of: Set(["backup", "highAvailability"] + details)) { subject, _ in
            let given = subject.attributes["backup"]?.bool
            if isForced, subject.attributes["highAvailability"]?.bool != false {
                guard given == false else { return [] }
                return [
                    Preflight.Problem(
                        at: "backup", "an instance with high availability is always backed up",
                        help: "omit backup, or set highAvailability: false")
                ]
            }
            guard !(given ?? (initial || !subject.isNew)) else { return [] }
            return details.filter(subject.isGiven).map { (field: String) in
                Preflight.Problem(
                    at: field, "\(field) is set, but there are no backups", help: "omit it, or set backup: true")
            }
        }
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

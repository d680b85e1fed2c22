import Model
import OrderedJSON

/// A list of servers or volumes inside a frame or a box: the fields of a row, how answers show one, and the rows that a
/// change request has for it. Source: api/databoxframe.md §3.1, §3.2, §9.
struct InfraRow: Sendable {
    /// The field of the manifest that holds the rows.
    var field: String
    /// The member of a request that holds them.
    var member: String
    /// The same in the request that makes an object, where that differs.
    var memberInCreation: String?
    /// The fields of a row, with those that only the cloud sets.
    var fields: [Field]
    /// The names in requests of fields that are called otherwise there.
    var names: [String: String]
    /// The same in a row that changes one, where that differs.
    var namesInUpdate: [String: String] = [:]
    /// The same in the request that makes an object, where that differs.
    var namesInCreation: [String: String] = [:]
    /// The member of a request that tells which row is meant.
    var number: String
    /// The member of a row that stands for several; nil where each row stands for one.
    var count: String?
    /// The fields that a row tells again when it changes others, though they are not changed.
    var repeated: Set<String> = []
    /// Whether a row that is removed names its disk too.
    var namesDiskOfRemoved = false
    /// Takes the rows of the list out of those that an answer shows.
    var read: @Sendable (_ rows: [JSON]) -> [Attributes]

    /// The rows as the cloud has them, without those that are on their way out.
    func live(_ rows: [JSON]) -> Value {
        let staying = rows.filter { !Self.leaving.contains($0.nonEmpty("statusCode") ?? "") }
        return .list(read(staying).map { .map($0) })
    }

    /// Source: api/databoxframe.md §4, §9.
    private static let leaving: Set = ["RTN", "TERMT", "RETURN", "TERMINATE"]

    /// The type of the manifest's field.
    var type: FieldType { .rows(fields, count: count) }

    /// What it takes to come from the live rows to the desired ones; nil where the manifest says nothing of them, or the
    /// live ones are not known.
    func matching(_ desired: DesiredObject, _ live: LiveObject) -> RowMatching? {
        guard let desired = desired.attributes[field], let live = live.attributes[field] else { return nil }
        return RowMatching(from: live.elements, to: desired.elements, fields, count: count)
    }
}

// MARK: Requests

extension InfraRow {
    /// The rows of a new object as its request has them; nil when there are none.
    func created(_ rows: [Attributes]) -> JSON? {
        rows.isEmpty ? nil : .array(rows.map { JSON(present: members(of: $0, calling: namesInCreation)) })
    }

    /// The rows of a request that changes an object. Fields with a call of their own are not changed by it.
    func changed(_ matching: RowMatching) -> [JSON] {
        let updates = matching.changed.filter { pair in pair.fields.allSatisfy(\.change.calls.isEmpty) }.map { pair in
            action("UPDATE", numbered(pair.live) + updatable(pair))
        }
        let removals = matching.removed.map {
            action("DELETE", numbered($0) + (namesDiskOfRemoved ? disk(of: $0) : []))
        }
        return updates + removals + added(matching.added)
    }

    /// Those that are made: where a row may stand for several, equal ones are one.
    private func added(_ rows: [Attributes]) -> [JSON] {
        guard let count else { return rows.map { action("CREATE", members(of: $0)) } }
        var groups: [(row: Attributes, number: Int64)] = []
        for row in rows {
            if let index = groups.firstIndex(where: { $0.row == row }) {
                groups[index].number += 1
            } else {
                groups.append((row, 1))
            }
        }
        return groups.map { group in
            action("CREATE", members(of: group.row.merging([count: .integer(group.number)]) { $1 }))
        }
    }

    private func action(_ name: String, _ members: [(String, JSON)]) -> JSON {
        JSON(present: [("actionType", .string(name))] + members)
    }

    private func numbered(_ row: Attributes) -> [(String, JSON)] { [(number, .string(row.text("id") ?? ""))] }

    /// What an update tells: all that can be updated, and the disk that the size is of.
    private func updatable(_ pair: RowMatching.Pair) -> [(String, JSON)] {
        let values = fields.compactMap { field -> (String, JSON)? in
            guard field.change.isInPlace || repeated.contains(field.name) else { return nil }
            let value = JSON.wire(pair.desired[field.name] ?? pair.live[field.name])
            return value.map { (namesInUpdate[field.name] ?? names[field.name] ?? field.name, $0) }
        }
        return values + disk(of: pair.live)
    }

    private func disk(of row: Attributes) -> [(String, JSON)] {
        row.text("disk").map { [("blockStorageInstanceNo", .string($0))] } ?? []
    }

    private func members(of row: Attributes, calling others: [String: String] = [:]) -> [(String, JSON)] {
        fields.filter(\.isWritable).compactMap { field in
            let value = row.secret(field.name).map(JSON.string) ?? JSON.wire(row[field.name] ?? field.initial)
            return value.map { (others[field.name] ?? names[field.name] ?? field.name, $0) }
        }
    }
}

// MARK: Fields that rows share

extension InfraRow {
    /// The members that hold passwords.
    static let secrets: Set = ["adminPassword", "userPassword", "userPassword1", "userPassword2"]

    static let id = Field.computed("id", "Number of the instance.")
    static let name = Field.computed("name", "Name assigned by the cloud.")
    static let disk = Field.computed("disk", "Number of its disk.")

    static let spec = Field(
        "spec", .integer, .required, change: .inPlace(.stopStart), "Spec number, such as 4002.")

    /// Source of the rule that disks only grow: api/vserver.md §3.9, as the disks are those of servers. (inferred)
    static let storage = Field(
        "storage", .integer, .required, change: .inPlace(.stopStart),
        constraints: [.range(10...100_000), .growsOnly], "Disk in GB; it can be enlarged only.")

    /// 500 to 10000 GB in steps of 100, each with a call of its own. Source: api/databoxframe.md §3.1.
    static func size(_ call: String) -> Field {
        Field(
            "size", .integer, .required, change: .inPlace(.none, calls: [call]),
            constraints: [.range(500...10_000), .multiple(of: 100)],
            "Size of each in GB, 500 to 10000 in steps of 100.")
    }

    static let volumes = Field(
        "count", .integer, initial: 1, constraints: [.range(1...100)], "Number of such volumes.")

    /// Passwords are set when the server is created, and cannot be read or changed.
    static func password(_ name: String, _ summary: String, isNeeded: Bool = false) -> Field {
        let rules: [Constraint] = isNeeded ? [.password(.dataBox), .givenForNew] : [.password(.dataBox)]
        return Field(name, .secret, .optional, change: .createOnly, constraints: rules, summary)
    }

    /// The volumes among the rows of an answer. Their size is the name of their spec, such as `500GB`.
    static func volumes(_ rows: [JSON], numbered members: String...) -> [Attributes] {
        rows.map { row in
            let number = members.lazy.compactMap { row.nonEmpty($0) }.first
            let digits = row.nonEmpty("specName")?.prefix { $0.isNumber } ?? ""
            return [
                "id": Value(number), "name": Value(row.nonEmpty("instanceName")), "size": Value(Int64(digits)),
            ]
        }
    }
}

extension [InfraRow] {
    /// The rows of all lists. A type that no list knows makes them all unknown: it may be a row of one, which would be made
    /// a second time.
    /// - Parameters:
    ///   - types: those that are known.
    ///   - member: the member that holds a row's type.
    func live(_ rows: [JSON], of types: Set<String>, by member: String) -> Attributes {
        guard Set(rows.compactMap { $0.nonEmpty(member) }).isSubset(of: types) else { return [:] }
        return Attributes(map { ($0.field, $0.live(rows)) }) { _, last in last }
    }
}

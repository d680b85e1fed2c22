import OrderedJSON

/// Who made, changed and deleted what, since somebody began to ask: what a test compares with what was wanted.
///
/// A deletion is entered when the object is gone, to the account of the call that began it. What time alone does to an
/// object is not entered.
struct Ledger: Sendable {
    /// Who called what.
    struct Actor: Sendable {
        let client: String
        let call: String

        init(_ request: Request, isControl: Bool) {
            client = request.headers["user-agent"] ?? ""
            call = isControl ? request.method + " " + request.path : Call(request).endpoint
        }
    }

    private var entries: [JSON] = []
    /// The place of each object in the order of creation: an id may be given again.
    private var known: [RecordKey: Int64] = [:]
    private var names: [RecordKey: String] = [:]
    /// Who began a deletion that is not over yet.
    private var doomed: [RecordKey: Actor] = [:]

    init(_ world: World) {
        for table in SimulatorCatalogue.tables {
            for record in world.all(table) { note(RecordKey(table: table, id: record.id), record) }
        }
    }

    var json: JSON { ["entries": .array(entries)] }

    /// - Parameter actor: nil for what only the clock has brought about.
    mutating func enter(_ changes: [(key: RecordKey, record: Record?)], by actor: Actor?) {
        for (key, record) in changes {
            let before = known[key]
            if let before, before != record?.sequence {
                enter("deleted", key, by: doomed[key] ?? actor)
                (known[key], doomed[key]) = (nil, nil)
            }
            guard let record else { continue }
            if record.sequence != before {
                note(key, record)
                enter("made", key, by: actor)
            } else if actor != nil {
                note(key, record)
                enter("changed", key, by: actor)
            }
            if doomed[key] == nil, record.pending.contains(where: \.isEnd) { doomed[key] = actor }
        }
    }

    private mutating func note(_ key: RecordKey, _ record: Record) {
        known[key] = record.sequence
        names[key] = record[key.table.nameAttribute]
    }

    private mutating func enter(_ act: String, _ key: RecordKey, by actor: Actor?) {
        entries.append([
            "act": .string(act), "table": .string(key.table.name), "id": .string(key.id),
            "name": .string(names[key] ?? ""), "client": .string(actor?.client ?? ""),
            "call": .string(actor?.call ?? ""),
        ])
    }
}

extension PendingTransition {
    fileprivate var isEnd: Bool { if case .vanish = effect { true } else { false } }
}

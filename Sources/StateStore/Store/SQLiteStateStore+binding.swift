import GRDB
import OrderedJSON

extension SQLiteStateStore {
    private static let bindingName = "binding"
    private static let patternsName = "manifest-patterns"

    /// Whose objects the state describes; nil before the first apply, and for a state that an older nacre wrote.
    public func binding() async throws(StateError) -> StateBinding? {
        try await read { db in
            try String.fetchOne(db, sql: "SELECT value FROM meta WHERE name = ?", arguments: [Self.bindingName])
                .map(StateBinding.init(parsing:))
        }
    }

    /// Binds the state, in place of what it was bound to before.
    /// - Parameter reason: what history says of it; nil for nothing.
    public func bind(_ binding: StateBinding, because reason: String? = nil) async throws(StateError) {
        let now = surroundings.now()
        try await write { db in
            try db.execute(
                sql: "INSERT OR REPLACE INTO meta (name, value) VALUES (?, ?)",
                arguments: [Self.bindingName, binding.json.serialized(.compact)])
            if let reason { try EventTable(db: db).add(.bound, reason, at: now) }
        }
    }

    /// The patterns of `spec.manifests` that matched files when the state was last applied, sorted.
    public func matchedPatterns() async throws(StateError) -> [String] {
        try await read { db in
            let text = try String.fetchOne(
                db, sql: "SELECT value FROM meta WHERE name = ?", arguments: [Self.patternsName])
            guard let text else { return [] }
            return try StoredText.json(text, "the state's patterns").elements.compactMap(\.text)
        }
    }

    /// Remembers which patterns matched; nothing is written when that is known.
    public func rememberMatched(_ patterns: [String]) async throws(StateError) {
        guard try await matchedPatterns() != patterns else { return }
        try await write { db in
            try db.execute(
                sql: "INSERT OR REPLACE INTO meta (name, value) VALUES (?, ?)",
                arguments: [Self.patternsName, JSON.array(patterns.map(JSON.string)).serialized(.compact)])
        }
    }
}

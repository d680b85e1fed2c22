import GRDB

extension SQLiteStateStore {
    private static let bindingName = "binding"

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
}

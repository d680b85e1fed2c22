import GRDB
import Model

extension ResourceTable {
    /// Throws ``StateError/notRecorded(_:)`` or, when `to` is in use, ``StateError/alreadyRecorded(_:)``.
    func move(from: Address, to: Address) throws {
        let renames = [Rename(from: from, to: to)]
        try readdress(renames)
        // What makes way for its successor is not what manifests speak of any more.
        if to.successor == nil { try rewrite(renames) }
        try remember(nil, at: to)
    }

    /// Gives several rows other addresses; what rests on them, their secrets and their open intents follow.
    ///
    /// By way of addresses that nothing else has, so that each may come where another one was.
    func rename(_ renames: [Rename]) throws {
        try readdress(renames)
        try rewrite(renames)
        for rename in renames { try remember(rename.to.successor == nil ? rename.from : nil, at: rename.to) }
    }

    private func readdress(_ renames: [Rename]) throws {
        let leaving = Set(renames.map(\.from))
        for rename in renames {
            guard try leaving.contains(rename.to) || !exists(rename.to) else {
                throw StateError.alreadyRecorded(rename.to)
            }
            guard try exists(rename.from) else { throw StateError.notRecorded(rename.from) }
        }
        let between = renames.indices.map { Address(kind: renames[$0].from.kind, name: "~\($0)") }
        for (rename, address) in zip(renames, between) { try readdress(rename.from, address) }
        for (rename, address) in zip(renames, between) {
            try clear(rename.to)
            try readdress(address, rename.to)
        }
    }

    /// Brings references in what manifests said, of the objects and of those that rest on them, to the new addresses: an
    /// undo goes by them.
    private func rewrite(_ renames: [Rename]) throws {
        let new = Dictionary(renames.map { ($0.from, $0.to) }, uniquingKeysWith: { first, _ in first })
        var users = Set(new.values)
        for address in new.values {
            let rows = try Row.fetchAll(
                db, sql: "SELECT kind, name FROM dependencies WHERE on_kind = ? AND on_name = ?",
                arguments: [address.kind, address.name])
            users.formUnion(rows.map { Address(kind: $0[0], name: $0[1]) })
        }
        for user in users {
            let key: StatementArguments = [user.kind, user.name]
            guard
                let text = try String.fetchOne(
                    db, sql: "SELECT declared FROM resources WHERE kind = ? AND name = ?", arguments: key)
            else { continue }
            let declared = try StoredText.attributes(text, "declared fields of \(user)").mapValues {
                $0.readdressed(new)
            }
            try db.execute(
                sql: "UPDATE resources SET declared = ? WHERE kind = ? AND name = ?",
                arguments: [StoredText.text(declared), user.kind, user.name])
        }
    }

    /// What another object of that name left behind does not belong to the one that comes.
    private func clear(_ address: Address) throws {
        for table in ["secrets", "drift"] {
            try db.execute(
                sql: "DELETE FROM \(table) WHERE kind = ? AND name = ?", arguments: [address.kind, address.name])
        }
    }

    private func readdress(_ from: Address, _ to: Address) throws {
        let arguments: StatementArguments = [to.kind, to.name, from.kind, from.name]
        // Rows of `dependencies` that belong to the object follow by themselves.
        for table in ["resources", "secrets", "drift"] {
            try db.execute(
                sql: "UPDATE \(table) SET kind = ?, name = ? WHERE kind = ? AND name = ?", arguments: arguments)
        }
        try db.execute(
            sql: "UPDATE intents SET kind = ?, name = ? WHERE kind = ? AND name = ? AND closed_at IS NULL",
            arguments: arguments)
        try db.execute(
            sql: "UPDATE dependencies SET on_kind = ?, on_name = ? WHERE on_kind = ? AND on_name = ?",
            arguments: arguments)
    }

    private func remember(_ former: Address?, at address: Address) throws {
        try db.execute(
            sql: "UPDATE resources SET renamed_from = ? WHERE kind = ? AND name = ?",
            arguments: [former?.name, address.kind, address.name])
    }
}

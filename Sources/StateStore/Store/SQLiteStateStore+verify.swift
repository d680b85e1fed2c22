import GRDB
import Model

extension SQLiteStateStore {
    /// Everything that is not as it must be; empty for a sound state.
    public func verify() async throws(StateError) -> [Diagnostic] {
        try await read { db in
            let resources = try ResourceTable(db: db).all()
            let intents = try IntentTable(db: db).unclosed()
            let holder = try LeaseTable(db: db).current()
            return try
                (Audit.integrity(of: db) + Audit.identities(of: resources) + Audit.dependencies(of: resources)
                + Audit.leftovers(intents, resources, holder: holder)).sorted()
        }
    }
}

extension SQLiteStateStore {
    /// The part of ``verify()`` that every run ends with: rows of a kind that share an id.
    public func sharedIdentities() async throws(StateError) -> [Diagnostic] {
        try await read { db in
            Audit.identities(of: try ResourceTable(db: db).all()).filter { $0.code == Audit.sharedID }
        }
    }
}

/// The rules a state keeps.
enum Audit {
    static let sharedID = "state-shared-id"

    /// The whole check of SQLite, and rows that refer to nothing: an intent without its run, say.
    static func integrity(of db: Database) throws -> [Diagnostic] {
        let faults = try String.fetchAll(db, sql: "PRAGMA integrity_check(20)").filter { $0 != "ok" }
        let orphans = try Row.fetchAll(db, sql: "PRAGMA foreign_key_check").map { row in
            "a row of \(row["table"] as String? ?? "?") refers to a missing row of \(row["parent"] as String? ?? "?")"
        }
        return (faults + orphans).map {
            Diagnostic(
                code: "state-damaged", "the database is damaged: \($0)", help: "restore a backup; see state/README.md")
        }
    }

    /// An object that is ready has an id, and no two of a kind share one.
    static func identities(of resources: [RecordedResource]) -> [Diagnostic] {
        var holders: [String: Address] = [:]
        var found: [Diagnostic] = []
        for resource in resources.sorted(by: { $0.address < $1.address }) {
            let address = resource.address
            guard let id = resource.id else {
                if resource.condition != .creating { found.append(withoutID(resource)) }
                continue
            }
            if let other = holders.updateValue(address, forKey: "\(address.kind)/\(id)") {
                found.append(
                    Diagnostic(
                        code: sharedID, "\(other) and \(address) are recorded as the same object, \(id)",
                        help: "keep one of them: run \"nacre state forget \(address)\""))
            }
        }
        return found
    }

    private static func withoutID(_ resource: RecordedResource) -> Diagnostic {
        Diagnostic(
            code: "state-missing-id", "\(resource.address) is recorded as \(resource.condition.rawValue) without an id",
            help: "find it with \"nacre discover --dry-run\", then run \"nacre state forget\" and \"nacre import\"")
    }

    static func dependencies(of resources: [RecordedResource]) -> [Diagnostic] {
        let known = Set(resources.map(\.address))
        return resources.flatMap { resource in
            resource.dependencies.filter { !known.contains($0) }.map {
                Diagnostic(
                    .warning, code: "state-missing-dependency",
                    "\(resource.address) depends on \($0), which is not recorded",
                    help: "\"nacre apply\" records its dependencies again")
            }
        }
    }

    /// What a dead run left; nothing to say while a run holds the lease.
    static func leftovers(_ intents: [Intent], _ resources: [RecordedResource], holder: Lease?) -> [Diagnostic] {
        guard holder == nil else { return [] }
        let begun = intents.map { intent in
            Diagnostic(
                .warning, code: "state-open-intent",
                "\(intent.call) for \(intent.address) was sent by run \(intent.runID); its result is not known",
                help: "\"nacre apply\" finds out and continues")
        }
        let known = Set(intents.map(\.address))
        let half = resources.filter { $0.condition != .ready && !known.contains($0.address) }.map { resource in
            Diagnostic(
                .note, code: "state-pending",
                resource.condition == .deleting
                    ? "an earlier run ended before \(resource.address) was deleted"
                    : "an earlier run was interrupted while \(resource.condition.rawValue) \(resource.address)",
                help: "\"nacre apply\" completes it")
        }
        return begun + half
    }
}

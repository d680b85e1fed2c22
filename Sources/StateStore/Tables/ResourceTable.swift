import GRDB
import Model

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

struct ResourceTable {
    let db: Database

    func all() throws -> [RecordedResource] {
        let dependencies = try allDependencies()
        let rows = try Row.fetchCursor(
            db,
            sql: """
                SELECT kind, name, cloud_id, condition, declared, applied, last_seen, memory, desired_digest, live_digest,
                    protect, on_remove, timeout_create, timeout_update, timeout_delete, adopted, renamed_from,
                    updated_at, updated_boot, updated_uptime
                FROM resources
                """)
        var resources: [RecordedResource] = []
        while let row = try rows.next() {
            let address = Address(kind: row[0], name: row[1])
            resources.append(try resource(address, row, dependencies[address] ?? []))
        }
        return resources
    }

    private func resource(_ address: Address, _ row: Row, _ dependencies: [Address]) throws -> RecordedResource {
        var resource = RecordedResource(
            address, id: row[2], condition: try StoredText.value(row[3], "condition of \(address)"),
            declared: try StoredText.attributes(row[4], "declared fields of \(address)"),
            applied: try StoredText.attributes(row[5], "applied fields of \(address)"),
            lastSeen: try StoredText.attributes(row[6], "last seen fields of \(address)"),
            memory: try StoredText.attributes(row[7], "memory of \(address)"),
            desiredDigest: (row[8] as String?).map(Digest.init(text:)),
            liveDigest: (row[9] as String?).map(Digest.init(text:)), protect: row[10],
            onRemove: try StoredText.value(row[11], "onRemove of \(address)"),
            timeouts: Timeouts(create: row[12], update: row[13], delete: row[14]), dependencies: dependencies,
            adopted: row[15], updatedAt: moment(row))
        resource.renamedFrom = (row[16] as String?).map { Address(kind: address.kind, name: $0) }
        return resource.settled
    }

    private func moment(_ row: Row) -> Moment {
        let boot: String? = row[18]
        return Moment(wall: row[17], uptime: boot.map { Moment.Uptime(boot: $0, seconds: row[19]) })
    }

    private func allDependencies() throws -> [Address: [Address]] {
        var dependencies: [Address: [Address]] = [:]
        let rows = try Row.fetchCursor(
            db, sql: "SELECT kind, name, on_kind, on_name FROM dependencies ORDER BY kind, name, position")
        while let row = try rows.next() {
            dependencies[Address(kind: row[0], name: row[1]), default: []].append(Address(kind: row[2], name: row[3]))
        }
        return dependencies
    }

    /// Throws ``StateError/sharedID(_:of:holder:)`` when the row would come to an id that another one has.
    func save(_ resource: RecordedResource, at moment: Moment) throws {
        try requireOwnID(of: resource)
        // Whoever wrote it, what was applied is known: a placeholder there would be drift for ever.
        let resource = resource.settled
        try db.cachedStatement(
            sql: """
                INSERT INTO resources (kind, name, cloud_id, condition, declared, applied, last_seen, memory,
                    desired_digest, live_digest, protect, on_remove, timeout_create, timeout_update, timeout_delete,
                    adopted, renamed_from, updated_at, updated_boot, updated_uptime)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (kind, name) DO UPDATE SET cloud_id = excluded.cloud_id, condition = excluded.condition,
                    declared = excluded.declared, applied = excluded.applied, last_seen = excluded.last_seen,
                    memory = excluded.memory, desired_digest = excluded.desired_digest,
                    live_digest = excluded.live_digest, protect = excluded.protect, on_remove = excluded.on_remove,
                    timeout_create = excluded.timeout_create, timeout_update = excluded.timeout_update,
                    timeout_delete = excluded.timeout_delete, adopted = excluded.adopted,
                    renamed_from = excluded.renamed_from, updated_at = excluded.updated_at,
                    updated_boot = excluded.updated_boot, updated_uptime = excluded.updated_uptime
                """
        ).execute(arguments: [
            resource.address.kind, resource.address.name, resource.id, resource.condition.rawValue,
            StoredText.text(resource.declared), StoredText.text(resource.applied), StoredText.text(resource.lastSeen),
            StoredText.text(resource.memory), resource.desiredDigest?.text, resource.liveDigest?.text, resource.protect,
            resource.onRemove.rawValue, resource.timeouts.create,
            resource.timeouts.update, resource.timeouts.delete, resource.adopted, resource.renamedFrom?.name,
            moment.wall, moment.uptime?.boot, moment.uptime?.seconds,
        ])
        try saveDependencies(of: resource)
    }

    private func requireOwnID(of resource: RecordedResource) throws {
        let address = resource.address
        guard let id = resource.id else { return }
        let holders = try db.cachedStatement(sql: "SELECT name FROM resources WHERE kind = ? AND cloud_id = ?")
        let names = try String.fetchAll(holders, arguments: [address.kind, id])
        guard !names.contains(address.name), let holder = names.first else { return }
        throw StateError.sharedID(id, of: address, holder: Address(kind: address.kind, name: holder))
    }

    private func saveDependencies(of resource: RecordedResource) throws {
        let address = resource.address
        try db.cachedStatement(sql: "DELETE FROM dependencies WHERE kind = ? AND name = ?")
            .execute(arguments: [address.kind, address.name])
        let insert = try db.cachedStatement(sql: "INSERT INTO dependencies VALUES (?, ?, ?, ?, ?)")
        for (position, other) in resource.dependencies.enumerated() {
            try insert.execute(arguments: [address.kind, address.name, position, other.kind, other.name])
        }
    }

    func remove(_ address: Address) throws {
        try db.execute(
            sql: "DELETE FROM resources WHERE kind = ? AND name = ?", arguments: [address.kind, address.name])
        guard db.changesCount > 0 else { throw StateError.notRecorded(address) }
        try db.execute(sql: "DELETE FROM secrets WHERE kind = ? AND name = ?", arguments: [address.kind, address.name])
        try db.execute(sql: "DELETE FROM drift WHERE kind = ? AND name = ?", arguments: [address.kind, address.name])
    }

    func exists(_ address: Address) throws -> Bool {
        try Bool.fetchOne(
            db, sql: "SELECT EXISTS (SELECT 1 FROM resources WHERE kind = ? AND name = ?)",
            arguments: [address.kind, address.name]) ?? false
    }
}

import GRDB
import Model

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

extension SQLiteStateStore {
    /// Writes several changes together or not at all; returns when they are durable.
    ///
    /// Throws ``StateError/leaseLost(holder:)`` when this store's lease was taken over and a change would act further.
    /// What the cloud has said already is written all the same: an id that was given must not be lost with the lease.
    public func write(_ changes: [StateChange]) async throws(StateError) {
        let keys = changes.contains(where: \.holdsUnsealedSecrets) ? try await loadedKeys() : nil
        let guarded = changes.contains(where: \.needsLease)
        let owner = ownedLease.withLock { $0 }
        let (now, uptime) = (surroundings.now(), surroundings.uptime())
        let lost = try await write { [path] db -> StateError? in
            // Sealed with a key that is no longer the state's, a value would be lost.
            if let keys, try DataKeyTable(db: db).check() != keys.check {
                throw StateError.key(path: path, reason: "was changed by another process; run again")
            }
            let lost = guarded ? try Self.loss(of: owner, in: db) : nil
            for change in changes where lost == nil || change.isAnswer {
                try change.write(to: db, keys: keys, at: now, uptime)
            }
            return lost
        }
        if let lost { throw lost }
    }

    /// Why `owner` may not act any more; nil while it holds the lease, and for a store that never took one.
    private static func loss(of owner: String?, in db: Database) throws -> StateError? {
        guard let owner else { return nil }
        do {
            try LeaseTable(db: db).require(owner)
            return nil
        } catch let lost as StateError {
            return lost
        }
    }

    public func save(_ resource: RecordedResource) async throws(StateError) {
        try await write([.saveResource(resource)])
    }

    /// Forgets the object; the cloud is not touched. Throws ``StateError/notRecorded(_:)``.
    public func remove(_ address: Address) async throws(StateError) {
        try await write([.removeResource(address)])
    }

    /// Throws ``StateError/notRecorded(_:)`` or, when `to` is in use, ``StateError/alreadyRecorded(_:)``.
    public func move(from: Address, to: Address) async throws(StateError) {
        try await write([.move(from: from, to: to)])
    }

    /// Everything recorded, as of one moment.
    public func recorded() async throws(StateError) -> Recorded {
        try await read { db in Recorded(try ResourceTable(db: db).all()) }
    }
}

extension StateChange {
    var holdsUnsealedSecrets: Bool {
        switch self {
        case .saveResource(let resource):
            [resource.declared, resource.applied, resource.lastSeen, resource.memory].contains {
                $0.values.contains(where: \.holdsUnsealedSecret)
            }
        case .openIntent(let intent): intent.marker.values.contains(where: \.holdsUnsealedSecret)
        case .keepSecret: true
        case .removeResource, .move, .rename, .answerIntent, .closeIntent, .stepOutcome, .dropSecret: false
        }
    }

    fileprivate func write(to db: Database, keys: StateKeys?, at now: Date, _ uptime: Moment.Uptime?) throws {
        switch self {
        case .saveResource(var resource):
            if let keys {
                for fields in [\RecordedResource.declared, \.applied, \.lastSeen, \.memory] {
                    resource[keyPath: fields] = resource[keyPath: fields].mapValues { $0.sealed(by: keys.fingerprint) }
                }
            }
            try ResourceTable(db: db).save(resource, at: Moment(wall: now.timeIntervalSince1970, uptime: uptime))
        case .removeResource(let address): try ResourceTable(db: db).remove(address)
        case .move(let from, let to):
            try ResourceTable(db: db).move(from: from, to: to)
            try EventTable(db: db).add(.moved, "\(from) was renamed to \(to)", at: now)
        case .rename(let renames):
            try ResourceTable(db: db).rename(renames)
            for rename in renames {
                try EventTable(db: db).add(.moved, "\(rename.from) was renamed to \(rename.to)", at: now)
            }
        case .openIntent(var intent):
            if let keys { intent.marker = intent.marker.mapValues { $0.sealed(by: keys.fingerprint) } }
            try IntentTable(db: db).open(intent)
        case .answerIntent(let id, let cloudID): try IntentTable(db: db).answer(id, cloudID: cloudID, at: now)
        case .closeIntent(let id, let outcome): try IntentTable(db: db).close(id, outcome, at: now)
        case .stepOutcome(let step):
            try RunTable(db: db).add(step)
            if step.outcome == .done { try DriftTable(db: db).end(step.address) }
        case .keepSecret(let address, let name, let secret):
            guard let keys else { return }
            try SecretTable(db: db).keep(secret, name, of: address, keys: keys)
        case .dropSecret(let address, let name): try SecretTable(db: db).drop(name, of: address)
        }
    }
}

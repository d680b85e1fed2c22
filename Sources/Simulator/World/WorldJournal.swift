import OrderedCollections
import OrderedJSON

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif
#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// The world on disk: one JSON line a change, the last one of a record wins.
///
/// A batch is written before its answer leaves, so an answered change survives the death of the process.
/// Nothing is forced to the disk: the machine's own crash is not simulated.
struct WorldJournal: Sendable {
    private let file: AppendedFile
    private let lock: WorldLock

    /// Reads what an earlier run left, rewrites it without superseded lines and keeps the file open.
    static func open(_ path: String, restoring world: inout World, real: Int64) throws(SimulatorError) -> WorldJournal {
        let lock = try WorldLock.take(path)
        if FileManager.default.fileExists(atPath: path) { try load(path, into: &world, real: real) }
        try rewrite(path, world, real: real)
        return WorldJournal(file: try AppendedFile(path: path), lock: lock)
    }

    /// Reads what an earlier run left, or another one is about to write; nothing is locked and nothing written.
    static func read(_ path: String, restoring world: inout World, real: Int64) throws(SimulatorError) {
        if FileManager.default.fileExists(atPath: path) { try load(path, into: &world, real: real) }
    }

    /// Appends what changed since the last call.
    func append(_ changes: [(key: RecordKey, record: Record?)], of world: World, real: Int64) {
        guard !changes.isEmpty else { return }
        var bytes: [UInt8] = []
        for change in changes { bytes += Self.line(change.key, change.record) }
        bytes += Self.tail(world, real: real)
        file.append(bytes)
    }

    /// Records the clock and the counters alone.
    func appendClock(of world: World, real: Int64) { file.append(Self.tail(world, real: real)) }

    /// Lets others that would open the world know where it is served.
    func announce(_ address: String) { lock.announce(address) }

    /// Gives the path when not everything could be written.
    func close() -> String? {
        defer { lock.release() }
        return file.close() ? nil : file.path
    }
}

extension WorldJournal {
    private static func line(_ key: RecordKey, _ record: Record?) -> [UInt8] {
        var members: OrderedDictionary<String, JSON> = ["table": .string(key.table.name), "id": .string(key.id)]
        if let record {
            members["sequence"] = .integer(record.sequence)
            members["attributes"] = .object(OrderedDictionary(uniqueKeysWithValues: record.attributes.map { $0 }))
            if !record.pending.isEmpty { members["pending"] = .array(record.pending.map(encode)) }
        } else {
            members["removed"] = true
        }
        return JSON.object(members).serializedBytes() + [0x0A]
    }

    private static func encode(_ step: PendingTransition) -> JSON {
        switch step.effect {
        case .set(let values):
            ["due": .integer(step.due), "set": .object(OrderedDictionary(uniqueKeysWithValues: values.map { $0 }))]
        case .vanish: ["due": .integer(step.due), "vanish": true]
        case .wake: ["due": .integer(step.due), "wake": true]
        }
    }

    private static func tail(_ world: World, real: Int64) -> [UInt8] {
        let counters = world.counterValues.map { ($0.key, JSON.integer($0.value)) }
        let members: JSON = [
            "virtual": .integer(world.now), "real": .integer(real),
            "counters": .object(OrderedDictionary(uniqueKeysWithValues: counters)),
        ]
        return members.serializedBytes() + [0x0A]
    }

    private static func rewrite(_ path: String, _ world: World, real: Int64) throws(SimulatorError) {
        var bytes: [UInt8] = []
        for table in SimulatorCatalogue.tables {
            for record in world.all(table) { bytes += line(RecordKey(table: table, id: record.id), record) }
        }
        bytes += tail(world, real: real)
        let draft = path + ".draft"
        unlink(draft)
        let file = try AppendedFile(path: draft)
        file.append(bytes)
        guard file.close(), rename(draft, path) == 0 else {
            unlink(draft)
            throw .unreadableFile(path: path, reason: "it cannot be written")
        }
    }

    private static func load(_ path: String, into world: inout World, real: Int64) throws(SimulatorError) {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw .unreadableFile(path: path, reason: "it cannot be read")
        }
        var latest: OrderedDictionary<RecordKey, Record?> = [:]
        let lines = data.split(separator: 0x0A)
        for (index, text) in lines.enumerated() {
            guard let line = try? JSON(parsing: text) else {
                // A killed process may leave half a line, but only at the end, and that was never answered.
                if index == lines.count - 1 { continue }
                throw .brokenFile(path: path, reason: "line \(index + 1) is not JSON")
            }
            take(line, into: &latest, &world, real: real)
        }
        for (key, record) in latest.sorted(by: { ($0.value?.sequence ?? 0) < ($1.value?.sequence ?? 0) }) {
            if let record { world.restore(key.table, record) }
        }
    }

    private static func take(
        _ line: JSON, into latest: inout OrderedDictionary<RecordKey, Record?>, _ world: inout World, real: Int64
    ) {
        if let virtual = line["virtual"]?.integer {
            // The cloud goes on while the simulator is off.
            let elapsed = Double(max(0, real - (line["real"]?.integer ?? real))) * world.clock.speed
            let base = virtual + Int64(elapsed)
            world.restore(clock: VirtualClock(speed: world.clock.speed, base: base, realBase: real))
            world.restore(
                counters: line["counters"]?.members.reduce(into: [:]) { $0[$1.key] = $1.value.integer } ?? [:])
        }
        guard let table = line["table"]?.text.flatMap(SimulatorCatalogue.table), let id = line["id"]?.text else {
            return
        }
        let key = RecordKey(table: table, id: id)
        guard line["removed"] == nil else {
            latest[key] = .some(nil)
            return
        }
        let attributes = line["attributes"]?.members.reduce(into: [String: JSON]()) { $0[$1.key] = $1.value }
        var record = Record(id: id, sequence: line["sequence"]?.integer ?? 0, attributes: attributes ?? [:])
        record.pending = line["pending"]?.elements.map(decode) ?? []
        latest[key] = record
    }

    private static func decode(_ step: JSON) -> PendingTransition {
        let values = step["set"]?.members.reduce(into: [String: JSON]()) { $0[$1.key] = $1.value }
        let end: Transition.Effect = step["wake"] == nil ? .vanish : .wake
        return PendingTransition(due: step["due"]?.integer ?? 0, effect: values.map(Transition.Effect.set) ?? end)
    }
}

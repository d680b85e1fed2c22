import OrderedCollections
import OrderedJSON

/// Everything the simulated cloud holds. A value: whoever owns it serialises the access.
struct World: Sendable {
    /// Switches that change how services behave.
    struct Switches: Sendable {
        var sunset = false
        /// The other readings of the documents that apply.
        var quirks: Set<Quirk> = []
        /// What the caller is not shown.
        var permissions = Permissions()

        /// Whether API Gateway refuses to delete what still holds others.
        var strictDeletes: Bool { !quirks.contains(.cascadingDeletes) }
    }

    var switches: Switches
    /// Virtual time of the request being served, in milliseconds since 1970.
    private(set) var now: Int64
    private(set) var clock: VirtualClock
    var random: SeededRandom
    /// What API Gateway remembers between calls and forgets when it stops.
    var gatewayMemory = GatewayMemory()
    /// How many calls went to a target group: whose turn it is. Forgotten when the simulator stops.
    var balancerTurns: [String: Int] = [:]
    private var tables: [TableSchema: RecordTable] = [:]
    private var counters: [String: Int64] = [:]
    private var agenda = Agenda()
    /// Records changed since the last ``takeChanges()``.
    private var touched: OrderedSet<RecordKey> = []

    init(clock: VirtualClock, random: SeededRandom, switches: Switches) {
        self.clock = clock
        self.random = random
        self.switches = switches
        now = clock.base
    }

    /// Moves the world to a real moment: every declared change that is due happens, in order of time.
    mutating func catchUp(toReal real: Int64) {
        pass(until: max(now, clock.time(atReal: real)))
    }

    /// Each change happens at its own moment, so that what follows from it is counted from there.
    private mutating func pass(until end: Int64) {
        while let entry = agenda.next(at: end) {
            now = max(now, entry.due)
            perform(entry)
        }
        now = end
    }

    private mutating func perform(_ entry: Agenda.Entry) {
        // What was planned anew meanwhile comes at a moment of its own.
        guard var record = self[entry.key.table, entry.key.id],
            let first = record.pending.first, first.due <= entry.due
        else { return }
        var wakes = false
        while let step = record.pending.first, step.due <= entry.due {
            record.pending.removeFirst()
            switch step.effect {
            case .set(let values): record.attributes.merge(values) { _, new in new }
            case .vanish: return remove(entry.key.table, entry.key.id)
            case .wake: wakes = true
            }
        }
        put(entry.key.table, record)
        guard wakes, let woken = self[entry.key.table, entry.key.id] else { return }
        SimulatorCatalogue.kind(of: entry.key.table)?.wake(woken, in: &self)
    }
}

extension World {
    subscript(_ table: TableSchema, _ id: String) -> Record? { tables[table]?[id] }

    func all(_ table: TableSchema) -> [Record] { tables[table]?.all ?? [] }

    func count(_ table: TableSchema) -> Int { tables[table]?.count ?? 0 }

    func records(_ table: TableSchema, where attribute: String, is value: String) -> [Record] {
        tables[table]?.records(where: attribute, is: value) ?? []
    }

    func contains(_ table: TableSchema, where attribute: String, is value: String) -> Bool {
        tables[table]?.contains(where: attribute, is: value) ?? false
    }

    /// Adds a record and starts its life cycle.
    @discardableResult
    mutating func insert(
        _ table: TableSchema, id: String, _ attributes: [String: JSON], plan: [Transition] = []
    ) -> Record {
        put(table, Record(id: id, sequence: count("sequence"), attributes: attributes))
        run(plan, on: table, id)
        return self[table, id] ?? Record(id: id, sequence: 0, attributes: attributes)
    }

    /// Overwrites single attributes of a record.
    mutating func set(_ table: TableSchema, _ id: String, _ values: [String: JSON]) {
        guard var record = self[table, id] else { return }
        record.attributes.merge(values) { _, new in new }
        put(table, record)
    }

    /// Starts a life cycle on a record. Steps of an earlier one that did not happen yet are dropped.
    mutating func run(_ plan: [Transition], on table: TableSchema, _ id: String) {
        guard var record = self[table, id], !plan.isEmpty else { return }
        record.pending = []
        for step in plan {
            if step.after == 0, case .set(let values) = step.effect {
                record.attributes.merge(values) { _, new in new }
            } else {
                record.pending.append(PendingTransition(due: now + step.after, effect: step.effect))
            }
        }
        put(table, record)
        schedule(table, record)
    }

    mutating func remove(_ table: TableSchema, _ id: String) {
        let old = self[table, id]
        tables[table]?.remove(id)
        touched.append(RecordKey(table: table, id: id))
        guard let old else { return }
        for watch in SimulatorCatalogue.watches[table] ?? [] { watch.react(&self, old, nil) }
    }

    /// Takes a record out of sight, in a copy that is only looked at: nothing follows from it.
    mutating func hide(_ table: TableSchema, _ id: String) { tables[table]?.remove(id) }

    /// The moment of the request, as action services spell it.
    var date: JSON { .string(Timestamp(milliseconds: now).korean) }

    /// The next value of a counter; counters survive a restart, so numbers are never given twice.
    mutating func count(_ counter: String, from first: Int64 = 1) -> Int64 {
        let value = counters[counter] ?? first
        counters[counter] = value + 1
        return value
    }

    /// The next number of a family such as VPC objects, spelled as the services do.
    mutating func number(_ family: NumberFamily) -> String {
        String(count(family.name, from: family.first))
    }

    private mutating func put(_ table: TableSchema, _ record: Record) {
        let watches = SimulatorCatalogue.watches[table] ?? []
        let old = watches.isEmpty ? nil : self[table, record.id]
        place(table, record)
        for watch in watches { watch.react(&self, old, record) }
    }

    private mutating func place(_ table: TableSchema, _ record: Record) {
        tables[table, default: RecordTable(table)].put(record)
        touched.append(RecordKey(table: table, id: record.id))
    }

    private mutating func schedule(_ table: TableSchema, _ record: Record) {
        let key = RecordKey(table: table, id: record.id)
        for step in record.pending { agenda.add(Agenda.Entry(due: step.due, key: key)) }
    }
}

extension World {
    /// What changed since the last call, for the journal: the record, or nil where it was removed.
    mutating func takeChanges() -> [(key: RecordKey, record: Record?)] {
        defer { touched.removeAll() }
        return touched.map { ($0, self[$0.table, $0.id]) }
    }

    var counterValues: [String: Int64] { counters }

    /// Puts back what a journal holds; not recorded as a change.
    mutating func restore(_ table: TableSchema, _ record: Record) {
        place(table, record)
        schedule(table, record)
        touched.removeAll()
    }

    mutating func restore(counters values: [String: Int64]) { counters.merge(values) { max($0, $1) } }

    /// Continues at the time a journal holds.
    mutating func restore(clock: VirtualClock) {
        self.clock = clock
        now = clock.base
    }

    /// The name the service makes up for an object created without one. Source: api/common.md §7.
    mutating func madeUpName(_ prefix: String) -> String {
        // Two objects of one millisecond must not share a name.
        let stamp = max(now, counters["nameStamp"] ?? 0)
        counters["nameStamp"] = stamp + 1
        return prefix + String(stamp, radix: 16)
    }
}

extension World {
    /// Lets virtual time pass at once, with everything that happens in it.
    mutating func advance(milliseconds: Int64) {
        clock.advance(milliseconds: milliseconds)
        pass(until: now + milliseconds)
    }
}

extension World {
    /// A fresh id for a table: the next number of its family, or ten lower-case letters and digits.
    mutating func newId(_ table: TableSchema) -> String {
        if let numbers = table.numbers { return number(numbers) }
        while true {
            let id = random.text(10, of: "abcdefghijklmnopqrstuvwxyz0123456789")
            if self[table, id] == nil { return id }
        }
    }
}

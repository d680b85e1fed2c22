/// Which rows of a list without keys are which: those that stay, that change in place, that come and that go.
///
/// The cloud names such rows only when it makes them, so that no manifest can. Rows are told apart by what they are:
/// equal ones are matched first, then those of which one can become the other in place, closest first. Of equal rows
/// the last ones go: the cloud lists the newest last. Pure, so that a plan shows what the calls will do.
public struct RowMatching: Sendable {
    /// A live row and the row that is desired in its place.
    public struct Pair: Hashable, Sendable {
        public var live: Attributes
        public var desired: Attributes
        /// The fields that differ.
        public var fields: [Field]

        /// What the change does to those who use the row.
        public var disruption: Disruption { fields.map(\.change.disruption).max() ?? .none }
    }

    public private(set) var changed: [Pair] = []
    public private(set) var added: [Attributes] = []
    public private(set) var removed: [Attributes] = []

    private let fields: [Field]

    /// - Parameters:
    ///   - live: the rows as the cloud shows them, one each.
    ///   - desired: the rows of a manifest; each may stand for several.
    ///   - fields: the fields of a row. Those that are updated in place can change, as far as they may grow or shrink.
    ///   - count: the member that says for how many rows one stands.
    public init(from live: [Value], to desired: [Value], _ fields: [Field], count: String?) {
        self.fields = fields.filter { $0.isComparable && $0.name != count }
        var rest = Self.expanded(live, count)
        for row in Self.expanded(desired, count) {
            if let index = rest.firstIndex(where: { differing($0, row).isEmpty }) {
                rest.remove(at: index)
            } else {
                added.append(row)
            }
        }
        pair(&rest)
        removed = rest
    }

    /// Makes pairs of the live rows that are left and the desired ones that none is equal to, the closest first.
    private mutating func pair(_ live: inout [Attributes]) {
        var pairs: [(live: Int, desired: Int, distance: Distance)] = []
        for (old, row) in live.enumerated() {
            for (new, other) in added.enumerated() {
                if let distance = distance(from: row, to: other) { pairs.append((old, new, distance)) }
            }
        }
        pairs.sort {
            ($0.distance.fields, $0.distance.amount, $0.live, $0.desired) < (
                $1.distance.fields, $1.distance.amount, $1.live, $1.desired
            )
        }
        var (used, taken) = (Set<Int>(), Set<Int>())
        for pair in pairs where !used.contains(pair.live) && !taken.contains(pair.desired) {
            used.insert(pair.live)
            taken.insert(pair.desired)
            let (row, other) = (live[pair.live], added[pair.desired])
            changed.append(Pair(live: row, desired: other, fields: differing(row, other)))
        }
        live = live.indices.filter { !used.contains($0) }.map { live[$0] }
        added = added.indices.filter { !taken.contains($0) }.map { added[$0] }
    }

    public var isEmpty: Bool { changed.isEmpty && added.isEmpty && removed.isEmpty }

    private static func expanded(_ rows: [Value], _ count: String?) -> [Attributes] {
        rows.flatMap { row in
            var row = row.members
            guard let count else { return [row] }
            let number = row.removeValue(forKey: count)?.integer ?? 1
            return Array(repeating: row, count: Int(clamping: max(0, number)))
        }
    }

    private func differing(_ one: Attributes, _ other: Attributes) -> [Field] {
        fields.filter { field in
            let (left, right) = (one[field.name] ?? field.initial, other[field.name] ?? field.initial)
            return left?.spelling != right?.spelling
        }
    }

    /// How many fields differ, and by how much.
    private typealias Distance = (fields: Int, amount: Int64)

    /// Nil when no call makes one row of the other.
    private func distance(from live: Attributes, to desired: Attributes) -> Distance? {
        var distance: Distance = (0, 0)
        for field in differing(live, desired) {
            let (before, after) = (live[field.name], desired[field.name])
            let isAllowed = field.constraints.allSatisfy { $0.violation(changing: before, to: after) == nil }
            guard field.change.isInPlace, isAllowed else { return nil }
            distance.fields += 1
            distance.amount += abs((before?.integer ?? 0) - (after?.integer ?? 0))
        }
        return distance
    }
}

/// What makes the records of a zone others, each record touched once.
struct ZoneEdit: Sendable {
    private(set) var deletions: [ZoneRecord] = []
    private(set) var changes: [ZoneRecord] = []
    private(set) var additions: [ZoneRecord] = []

    /// - Parameters:
    ///   - live: the records there are, applied or not.
    ///   - desired: those that there should be.
    init(from live: [ZoneRecord], to desired: [ZoneRecord]) {
        var rest = live
        let missing = Self.without(desired, in: &rest) { $0.says($1) }
        // One with another TTL stays what it is; then one of the set takes another value.
        let others = pair(missing, with: &rest) { $0.key == $1.key }
        additions = pair(others, with: &rest) { $0.host == $1.host && $0.type == $1.type }
        deletions = rest
    }

    var isEmpty: Bool { deletions.isEmpty && changes.isEmpty && additions.isEmpty }

    /// Changes a live record for each desired one that matches one, and gives the others back.
    private mutating func pair(
        _ desired: [ZoneRecord], with live: inout [ZoneRecord], where matches: (ZoneRecord, ZoneRecord) -> Bool
    ) -> [ZoneRecord] {
        desired.filter { record in
            guard let index = live.firstIndex(where: { matches($0, record) }) else { return true }
            changes.append(record.replacing(live.remove(at: index)))
            return false
        }
    }

    private static func without(
        _ desired: [ZoneRecord], in live: inout [ZoneRecord], where matches: (ZoneRecord, ZoneRecord) -> Bool
    ) -> [ZoneRecord] {
        desired.filter { record in
            guard let index = live.firstIndex(where: { matches($0, record) }) else { return true }
            live.remove(at: index)
            return false
        }
    }
}

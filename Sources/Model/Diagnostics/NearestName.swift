/// Finds what the user probably meant.
public enum NearestName {
    /// The candidate closest to `name`, if one is near enough to be a slip of the fingers.
    ///
    /// Near enough is an edit distance of a third of the length, and at least one.
    public static func of(_ name: String, in candidates: some Sequence<String>) -> String? {
        let wanted = Array(name.lowercased().utf8)
        let limit = max(1, wanted.count / 3)
        var best: (distance: Int, name: String)?
        for candidate in candidates {
            let distance = editDistance(wanted, Array(candidate.lowercased().utf8), limit: limit)
            guard distance <= limit else { continue }
            if let known = best, (known.distance, known.name) <= (distance, candidate) { continue }
            best = (distance, candidate)
        }
        return best?.name
    }

    /// Insertions, deletions, replacements and swaps of neighbours; more than `limit` is not told apart.
    private static func editDistance(_ one: [UInt8], _ other: [UInt8], limit: Int) -> Int {
        guard abs(one.count - other.count) <= limit else { return limit + 1 }
        var previous: [Int] = []
        var current = Array(0...other.count)
        for row in 0..<one.count {
            var next = [row + 1]
            next.reserveCapacity(other.count + 1)
            for column in 0..<other.count {
                var cost = min(current[column + 1] + 1, next[column] + 1)
                cost = min(cost, current[column] + (one[row] == other[column] ? 0 : 1))
                if row > 0, column > 0, one[row] == other[column - 1], one[row - 1] == other[column] {
                    cost = min(cost, previous[column - 1] + 1)
                }
                next.append(cost)
            }
            previous = current
            current = next
        }
        return current[other.count]
    }
}

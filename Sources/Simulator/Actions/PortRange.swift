/// Ports of a rule: `22` or `1-65535`.
enum PortRange {
    static func accepts(_ text: String) -> Bool {
        let ends = text.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) ?? 0 }
        guard (1...2).contains(ends.count), ends.allSatisfy({ (1...65_535).contains($0) }) else { return false }
        return ends[0] <= ends[ends.count - 1]
    }

    /// Whether the ports of a rule include one.
    static func includes(_ port: Int64, in text: String) -> Bool {
        let ends = text.split(separator: "-").compactMap { Int64($0) }
        guard let first = ends.first, let last = ends.last else { return false }
        return first <= port && port <= last
    }
}

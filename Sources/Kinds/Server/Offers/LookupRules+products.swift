import Model

extension LookupRules {
    /// Those of what servers are sized by: numbers are minimums, and the smallest of several may be asked for.
    /// - Parameters:
    ///   - minimums: further fields that are minimums.
    ///   - order: what makes one smaller, what decides first comes first.
    static func products(minimums: [String] = [], smallest order: [Order], _ words: String) -> LookupRules {
        let compared = ["cpuCount", "memoryGiB", "memorySize"] + minimums
        return LookupRules(
            bareText: .id, comparisons: Dictionary(uniqueKeysWithValues: compared.map { ($0, Comparison.atLeast) }),
            picks: [Pick("smallest", by: order, words)], outlived: true)
    }
}

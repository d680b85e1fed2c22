import Model
import OrderedJSON

extension Outcome {
    /// Counts for the line in history.
    /// - Parameter commits: how often the state was written to disk.
    func summary(commits: Int) -> JSON {
        var counts: [String: Int64] = [:]
        for step in steps { counts[step.result.word, default: 0] += 1 }
        return [
            "steps": .integer(Int64(steps.count)),
            "done": .integer(counts["done"] ?? 0),
            "failed": .integer(counts["failed"] ?? 0),
            "pending": .integer(counts["pending"] ?? 0),
            "blocked": .integer(counts["blocked"] ?? 0),
            "notStarted": .integer(counts["not started"] ?? 0),
            "calls": .integer(Int64(calls)),
            "retries": .integer(Int64(retries)),
            "commits": .integer(Int64(commits)),
        ]
    }
}

extension StepResult {
    fileprivate var word: String {
        switch self {
        case .done: "done"
        case .failed: "failed"
        case .pending: "pending"
        case .blocked: "blocked"
        case .notStarted: "not started"
        }
    }
}

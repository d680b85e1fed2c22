import Model
import StateStore

extension StepRecord {
    /// The line of history that an outcome leaves.
    /// - Parameters:
    ///   - lines: what it logged.
    ///   - before: the object's row before the step, for a later undo.
    public init(_ outcome: StepOutcome, run: String, lines: [String] = [], before: RecordedResource? = nil) {
        let (word, message): (StepRecord.Outcome, String?) =
            switch outcome.result {
            case .done: (.done, nil)
            case .failed(let diagnostic): (.failed, diagnostic.message)
            case .pending(let text): (.pending, text)
            case .blocked(let step): (.blocked, "by \(step)")
            case .notStarted: (.notStarted, nil)
            }
        let said = lines + [message].compactMap(\.self)
        self.init(
            runID: run, address: outcome.step.address, action: outcome.step.word, outcome: word,
            message: said.isEmpty ? nil : said.joined(separator: "; "), seconds: outcome.seconds, calls: outcome.calls,
            attempts: outcome.retries + 1,
            before: before)
    }
}

import Model
import StateStore

extension StepRecord {
    /// The line of history that an outcome leaves.
    /// - Parameter before: the object's row before the step, for a later undo.
    public init(_ outcome: StepOutcome, run: String, before: RecordedResource? = nil) {
        let (word, message): (StepRecord.Outcome, String?) =
            switch outcome.result {
            case .done: (.done, nil)
            case .failed(let diagnostic): (.failed, diagnostic.message)
            case .pending(let text): (.pending, text)
            case .blocked(let step): (.blocked, "by \(step)")
            case .notStarted: (.notStarted, nil)
            }
        self.init(
            runID: run, address: outcome.step.address, action: outcome.step.word, outcome: word,
            message: message, seconds: outcome.seconds, calls: outcome.calls, attempts: outcome.retries + 1,
            before: before)
    }
}

import Execution
import Model
import Nacre
import Rehearsal

/// How a run ended.
enum RunEnding: CustomStringConvertible {
    case complete
    /// Nothing was begun.
    case refused(String)
    case incomplete(String)
    case hung

    var description: String {
        switch self {
        case .complete: "complete"
        case .refused(let why): "refused: \(why)"
        case .incomplete(let why): "incomplete: \(why)"
        case .hung: "hangs"
        }
    }
}

/// A run that has ended, and what it waited for.
struct EndedRun {
    /// A run that takes longer than this, in real time, hangs.
    private static let longest = Duration.seconds(60)
    /// Who finds a place taken tries for minutes.
    private static let mostRetries = 8

    let ending: RunEnding
    /// Steps that had to try more often than what is busy for a moment takes.
    let waited: [String]

    init(
        _ bench: MortalBench, _ desired: Desired, acts: [Int: @Sendable () async -> Void] = [:]
    ) async {
        let run = Task { try await bench.outcome(of: desired, acts: acts) }
        let watch = Task {
            try await Task.sleep(for: Self.longest)
            run.cancel()
        }
        defer { watch.cancel() }
        switch await run.result {
        case .success(let outcome):
            ending =
                run.isCancelled
                ? .hung : outcome?.isComplete ?? true ? .complete : .incomplete(outcome?.shortfalls ?? "")
            waited = outcome?.steps.filter { $0.retries > Self.mostRetries }.map(\.step.id.description) ?? []
        case .failure(let error):
            ending = run.isCancelled ? .hung : error is RunFailure ? .refused("\(error)") : .incomplete("\(error)")
            waited = []
        }
    }
}

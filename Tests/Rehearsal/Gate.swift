/// Lets a few rehearsals run at once and keeps the others waiting: each brings a cloud and processes of its own, and
/// tests are started all together.
public actor Gate {
    /// For everything that a test run rehearses.
    public static let shared = Gate(6)

    private var free: Int
    private var waiting: [CheckedContinuation<Void, Never>] = []

    public init(_ places: Int) { free = places }

    /// Runs `body` when there is a place.
    ///
    /// Where it is asked for is told if it never ends.
    public nonisolated func pass<Answer>(
        file: String = #fileID, line: Int = #line, _ body: () async throws -> Answer
    ) async rethrows -> Answer {
        await enter()
        do {
            let answer = try await Watchdog.guarding("\(file):\(line)", body)
            await leave()
            return answer
        } catch {
            await leave()
            throw error
        }
    }

    private func enter() async {
        if free > 0 {
            free -= 1
        } else {
            await withCheckedContinuation { waiting.append($0) }
        }
    }

    private func leave() {
        if waiting.isEmpty { free += 1 } else { waiting.removeFirst().resume() }
    }
}

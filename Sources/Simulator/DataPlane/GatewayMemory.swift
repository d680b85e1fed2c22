/// What the data plane remembers between calls and forgets when the simulator stops.
struct GatewayMemory: Sendable {
    private struct Window: Sendable {
        var second: Int64
        var count: Int64
    }

    private struct Answer: Sendable {
        let response: Response
        let stage: String
        let until: Int64
    }

    /// So many answers and windows are kept before old ones are looked for.
    private static let limit = 10_000

    private var windows: [String: Window] = [:]
    private var answers: [String: Answer] = [:]

    /// Counts a call and tells how many there were in this second, this one included.
    mutating func count(_ name: String, at now: Int64) -> Int64 {
        let second = now / 1000
        if windows.count >= Self.limit { windows = windows.filter { $0.value.second == second } }
        var window = windows[name] ?? Window(second: second, count: 0)
        if window.second != second { window = Window(second: second, count: 0) }
        window.count += 1
        windows[name] = window
        return window.count
    }

    func answer(to call: String, at now: Int64) -> Response? {
        answers[call].flatMap { $0.until > now ? $0.response : nil }
    }

    mutating func remember(_ response: Response, to call: String, of stage: String, until: Int64, at now: Int64) {
        if answers.count >= Self.limit { answers = answers.filter { $0.value.until > now } }
        guard answers.count < Self.limit else { return }
        answers[call] = Answer(response: response, stage: stage, until: until)
    }

    mutating func forgetAnswers(of stage: String) { answers = answers.filter { $0.value.stage != stage } }
}

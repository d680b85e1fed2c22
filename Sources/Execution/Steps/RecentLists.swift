import Kinds
import Model

/// What lists showed a moment ago: creates that begin together look at one list, however many pages it has.
actor RecentLists {
    /// For how long after its end a list counts as one of this moment, on the run's clock.
    static let lifetime: Duration = .seconds(5)

    /// What was asked for.
    struct Question: Hashable, Sendable {
        let kind: String
        let parents: [String: Set<String>]
        let names: Set<String>
    }

    /// A list and who it was read for.
    struct Answer: Sendable {
        let objects: [LiveObject]
        /// Whether it was read for the one who asked; otherwise it may show what this run has deleted since.
        let isOwn: Bool
    }

    typealias Reading = SharedReading<Result<[LiveObject], StepFailure>>

    private let clock: RunClock
    private var recent: [Question: (objects: [LiveObject], end: Duration)] = [:]
    private var readings: [Question: Reading] = [:]

    init(clock: RunClock) { self.clock = clock }

    /// The list that answers `question`: a recent one, the one that is being read, or one that `read` reads.
    func list(
        _ question: Question, read: @escaping @Sendable () async -> Result<[LiveObject], StepFailure>
    ) async throws(StepFailure) -> Answer {
        let now = clock.elapsed()
        recent = recent.filter { now - $0.value.end < Self.lifetime }
        if let known = recent[question] { return Answer(objects: known.objects, isOwn: false) }
        if let reading = readings[question], reading.join() {
            return Answer(objects: try await reading.answer.get(), isOwn: false)
        }
        let reading = Reading(read)
        readings[question] = reading
        let result = await reading.answer
        if readings[question] === reading { readings[question] = nil }
        let objects = try result.get()
        recent[question] = (objects, clock.elapsed())
        return Answer(objects: objects, isOwn: true)
    }
}

import Kinds
import Model

/// One who waits for an object. It is answered exactly once.
struct Waiter {
    let id: String
    let goal: Goal
    let deadline: Duration
    /// Told each new status, and once that there is none to tell.
    let notice: @Sendable (String?) -> Void
    let parents: [String: Set<String>]
    /// The fields that count; nil for all. What costs calls of its own and is none of them is not read.
    let fields: Set<String>?
    /// What is known of the object, for asking for it by itself.
    let known: Attributes
    let answer: CheckedContinuation<Result<LiveObject?, StepFailure>, Never>
    /// How often in a row the object was not listed.
    private(set) var misses = 0
    private(set) var lastSeen: String?
    private var isSeen = false

    init(
        for id: String, until goal: Goal, by deadline: Duration, parents: [String: Set<String>], fields: Set<String>?,
        knownAs known: Attributes, notice: @escaping @Sendable (String?) -> Void,
        answer: CheckedContinuation<Result<LiveObject?, StepFailure>, Never>
    ) {
        self.id = id
        self.goal = goal
        self.deadline = deadline
        self.notice = notice
        self.parents = parents
        self.fields = fields
        self.known = known
        self.answer = answer
    }

    /// Takes in what a look has shown: nil where it has not shown the object.
    /// - Returns: whether that is news: another status, or an object without one for the first time.
    mutating func see(_ object: LiveObject?) -> Bool {
        guard let object else {
            misses += 1
            return false
        }
        let isNews = object.status.map { $0 != lastSeen } ?? !isSeen
        misses = 0
        lastSeen = object.status ?? lastSeen
        isSeen = true
        return isNews
    }
}

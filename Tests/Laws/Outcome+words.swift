import Model

extension Outcome {
    /// The steps that were not done, in words; empty when all were.
    var shortfalls: String {
        steps.filter { $0.result != .done }.map { "\($0.step.id): \($0.result)" }.joined(separator: "\n")
    }
}

extension Plan {
    /// The steps in a form for comparison.
    var words: [String] { steps.map { "\($0.action.word) \($0.id) \($0.changes.map(\.path.description))" } }

    func step(_ address: Address) -> Step? { steps.last { $0.address == address } }
}

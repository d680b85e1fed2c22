import Model
import NcloudClient

/// What brings the rules of one owner to what is wanted.
struct RuleChange<Rule: TrafficRule>: Sendable {
    var owner: String
    /// The parameters that name the owner in changing calls.
    var ownerParameters: Parameters
    var session: any Session

    /// Brings the directions that `wanted` speaks of from `current` to `wanted`: superfluous rules go first, since two
    /// rules cannot share a priority, then missing ones come (api/vpc.md §3.3, api/vserver.md §3.6).
    func bring(_ current: RuleBook<Rule>, to wanted: Wanted) async throws(StepFailure) {
        let book = RuleBook<Rule>(attributes: wanted.attributes)
        for direction in RuleDirection.allCases where wanted.attributes[direction.field] != nil {
            let (before, after) = (Set(current[direction]), Set(book[direction]))
            try await remove(current[direction].filter { !after.contains($0) }, direction)
            try await add(book[direction].filter { !before.contains($0) }, direction)
        }
    }

    /// The rules that `live` shows, or the ones it has now when it was listed without them.
    func current(_ live: LiveObject) async throws(StepFailure) -> RuleBook<Rule> {
        guard RuleDirection.allCases.contains(where: { live.attributes[$0.field] == nil }) else {
            return RuleBook(attributes: live.attributes)
        }
        let (id, session) = (live.id, session)
        let book = try await StepFailure.wrapping { () throws(APIFailure) in
            try await RuleBook<Rule>.read(of: id, from: session)
        }
        return book ?? RuleBook()
    }

    private func remove(_ rules: [Rule], _ direction: RuleDirection) async throws(StepFailure) {
        guard !rules.isEmpty else { return }
        try await change(Rule.removeCall(direction), rules.map(\.identity)) { live in
            Set(RuleBook<Rule>(attributes: live.attributes)[direction]).isDisjoint(with: rules)
        }
    }

    private func add(_ rules: [Rule], _ direction: RuleDirection) async throws(StepFailure) {
        guard !rules.isEmpty else { return }
        try await change(Rule.addCall(direction), rules.map(\.parameters)) { live in
            Set(RuleBook<Rule>(attributes: live.attributes)[direction]).isSuperset(of: rules)
        }
    }

    private func change(
        _ call: String, _ rules: [Parameters], isDone: @escaping @Sendable (LiveObject) -> Bool
    ) async throws(StepFailure) {
        var parameters = ownerParameters
        parameters.add(Rule.list, rules)
        try await session.change(.action(Rule.service, call, parameters), .unless(id: owner, isDone))
        // The owner is being set while its rules change, and bears one change at a time (api/common.md §10).
        try await session.wait(for: owner, until: .ready)
    }
}

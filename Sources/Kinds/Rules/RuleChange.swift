import Model
import NcloudClient

/// What brings the rules of one network ACL or access control group to what is desired.
struct RuleChange<Rule: TrafficRule>: Sendable {
    let owner: ManagedObject
    /// The parameters that name the owner in changing calls.
    let ownerParameters: Parameters

    /// Brings the directions that the manifest speaks of to it: superfluous rules go first, since two rules cannot share a
    /// priority, then missing ones come (api/vpc.md §3.3, api/vserver.md §3.6).
    func bring() async throws(StepFailure) {
        let current = try await current()
        // A group may let its own members in, and its id is known only once it exists.
        let desired = owner.desired.resolvingItself(as: owner.id)
        let book = RuleBook<Rule>(attributes: desired.attributes)
        for direction in RuleDirection.allCases where desired.attributes[direction.field] != nil {
            let (before, after) = (Set(current[direction]), Set(book[direction]))
            try await remove(current[direction].filter { !after.contains($0) }, direction)
            try await add(book[direction].filter { !before.contains($0) }, direction)
        }
    }

    /// The rules that the owner is known to have, or those it has now when it was listed without them.
    private func current() async throws(StepFailure) -> RuleBook<Rule> {
        guard RuleDirection.allCases.contains(where: { owner.live.attributes[$0.field] == nil }) else {
            return RuleBook(attributes: owner.live.attributes)
        }
        let book = try await StepFailure.wrapping { [owner] () throws(APIFailure) in
            try await RuleBook<Rule>.read(of: owner.id, from: owner.session)
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
        try await owner.change(.action(Rule.service, call, parameters), unless: isDone)
        // The owner is being set while its rules change, and bears one change at a time (api/common.md §10).
        try await owner.wait(until: .ready)
    }
}

extension ActionOperations.Change {
    /// The rules of either direction, which come and go one by one.
    /// - Parameter besides: the parameters that name the owner besides its number.
    static func rules<Rule: TrafficRule>(
        _ rule: Rule.Type, besides: @escaping @Sendable (LiveObject) -> Parameters = { _ in [:] }
    ) -> ActionOperations.Change {
        .own(RuleDirection.inbound.field, RuleDirection.outbound.field) { owner throws(StepFailure) in
            var parameters = besides(owner.live)
            parameters.add(Rule.ownerNumber, owner.id)
            try await RuleChange<Rule>(owner: owner, ownerParameters: parameters).bring()
        }
    }
}

extension DesiredObject {
    /// The same with references to the object itself put in.
    fileprivate func resolvingItself(as id: String) -> DesiredObject {
        var desired = self
        desired.attributes = attributes.mapValues { value in
            value.resolving { $0.address == address && $0.attribute == nil ? .string(id) : nil }
        }
        return desired
    }
}

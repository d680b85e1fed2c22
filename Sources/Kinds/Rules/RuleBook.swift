import Model
import NcloudClient
import OrderedJSON

/// The rules of one network ACL or access control group, by direction.
struct RuleBook<Rule: TrafficRule>: Hashable, Sendable {
    private var rules: [RuleDirection: [Rule]] = [:]

    /// No rules at all.
    init() {}

    subscript(direction: RuleDirection) -> [Rule] { rules[direction] ?? [] }

    /// Out of the elements of the rule list; rules of an unknown direction are left out.
    init(wires: [JSON]) {
        for wire in wires {
            guard let direction = wire.code(Rule.direction).flatMap(RuleDirection.init(rawValue:)),
                let rule = Rule(wire)
            else { continue }
            rules[direction, default: []].append(rule)
        }
    }

    /// Out of fields in manifest vocabulary.
    init(attributes: Attributes) {
        for direction in RuleDirection.allCases {
            rules[direction] = attributes[direction.field]?.elements.compactMap { Rule($0.members) } ?? []
        }
    }

    /// The fields that hold the rules, each direction in a steady order.
    var attributes: Attributes {
        var attributes: Attributes = [:]
        for direction in RuleDirection.allCases {
            attributes[direction.field] = .list(self[direction].map(\.value))
        }
        return attributes
    }

    /// The rules of `owner`, nil when it is gone: a deleted owner answers with an error of its own (api/common.md §6.4).
    static func read(of owner: String, from cloud: any APICaller) async throws(APIFailure) -> RuleBook? {
        try await cloud.unlessGone { () throws(APIFailure) in try await listed(of: owner, from: cloud) }
    }

    /// An answer without a list is not one without rules.
    fileprivate static func listed(of owner: String, from cloud: any APICaller) async throws(APIFailure) -> RuleBook {
        RuleBook(wires: try await cloud.elements(of: Rule.readCall(owner: owner), under: Rule.list))
    }
}

extension RuleBook {
    /// The rules as the parts of their owner.
    static var parts: ObjectParts {
        ObjectParts([Rule.readCall]) { owner, cloud throws(APIFailure) in
            try await listed(of: owner.id, from: cloud).attributes
        }
    }
}

extension LiveObject {
    /// What comes with a VPC goes with it, and not before (api/vpc.md §3.1).
    func refuseDeletionOfDefault() throws(StepFailure) {
        guard attributes["isDefault"]?.bool == true else { return }
        throw .refused(
            "the default \(kind) \(name ?? id) cannot be deleted: it is deleted with its VPC",
            help: Refusals.leaving)
    }
}

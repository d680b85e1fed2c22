import Model
import NcloudClient
import StateStore

/// Decides whether a state is about the project, cloud, region, account and environment that a command is about. Pure.
struct BindingCheck {
    let bound: StateBinding
    let project: String
    let target: CloudTarget
    /// The key that signs now; nil for one that ends by itself and need not be remembered.
    let accessKey: String?
    /// Whether the account in `target` was asked for: without it only what is known already counts.
    let isAsked: Bool

    enum Verdict: Hashable, Sendable {
        /// The same. The binding is to be written again where it learned something.
        case same(StateBinding)
        /// It cannot be told without asking whose the key is.
        case unknownAccount
        case refused(Diagnostic)
    }

    func verdict() -> Verdict {
        let others = differences
        guard others.isEmpty else { return .refused(refusal(others)) }
        let isSamePlace = bound.target.cloud == target.cloud
        if isSamePlace, let accessKey, bound.accessKeys.contains(accessKey) { return .same(bound) }
        guard isAsked else { return .unknownAccount }
        guard let known = bound.target.account, let now = target.account else {
            return .refused(isSamePlace ? doubt : refusal(["cloud"]))
        }
        switch Self.agreement(known, now) {
        case true?: return .same(learned(now))
        case false?: return .refused(refusal(["account"]))
        case nil: return .refused(doubt)
        }
    }

    /// What differs without a doubt, but for the account.
    private var differences: [String] {
        var found: [String] = []
        if let name = bound.project, name != project { found.append("project") }
        if bound.target.cloud != target.cloud, !isOnThisMachine { found.append("cloud") }
        if bound.target.region != target.region { found.append("region") }
        if bound.target.environment != target.environment { found.append("environment") }
        return found
    }

    /// A simulator gets another port at each start: there the account of its world tells which one it is.
    private var isOnThisMachine: Bool { Self.isLocal(bound.target.cloud) && Self.isLocal(target.cloud) }

    private static func isLocal(_ cloud: String) -> Bool {
        cloud == CloudConnection.embeddedName || cloud.hasPrefix("http://")
    }

    /// Whether two keys belong to one account; nil when that cannot be told. Source: api/identity.md §1.
    static func agreement(_ one: CloudTarget.Account, _ other: CloudTarget.Account) -> Bool? {
        if !one.alias.isEmpty, !other.alias.isEmpty { return one.alias == other.alias }
        if !one.id.isEmpty, one.id == other.id { return true }
        return nil
    }

    private func learned(_ account: CloudTarget.Account) -> StateBinding {
        var target = target
        target.account = bound.target.account.map { $0.alias.isEmpty ? account : $0 }
        return StateBinding(
            project: project, target: target, accessKeys: Array(Set(bound.accessKeys + [accessKey].compactMap(\.self))))
    }

    private func refusal(_ differences: [String]) -> Diagnostic {
        let names = differences.joined(separator: " and ")
        return Diagnostic(
            code: "other-cloud", "this state belongs to another \(names): all its objects would appear to be deleted",
            notes: notes,
            help:
                "use the project, cloud, region, profile and environment it was applied with, or use another state file with "
                + "--state; to move this state on purpose, run \"nacre state rebind\"")
    }

    private var notes: [String] {
        [
            "the state is bound to \(bound.project.map { "project \($0), " } ?? "")\(bound.target)",
            "this command uses project \(project), \(target)",
        ]
    }

    private var doubt: Diagnostic {
        Diagnostic(
            code: "other-key", "it is not known whether this access key belongs to the account of this state",
            notes: notes,
            help: "if it does, add the key with \"nacre state rebind\"; otherwise use another state file with --state")
    }
}

import Model
import OrderedJSON
import Planning

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// A reviewed plan in a file: used once, and only while the objects it touches are as they were.
///
/// The file holds what was decided, not how to do it. Applying it plans anew from the same manifests and compares, step
/// by step: an object that has moved makes the plan stale, one that the plan does not touch does not matter. So no
/// secret needs to be in the file, and nothing is done that was not reviewed.
public struct SavedPlan: Hashable, Sendable {
    static let format = "nacre.saved-plan/4"

    public let project: String
    /// The cloud, region and environment that it is about.
    public let target: String
    public let options: PlanOptions
    /// What the manifests were read with.
    public let inputs: Inputs
    /// What was decided about each step, by its id.
    let decisions: [String: JSON]

    /// Saves what `plan` decides. `nonce` keeps two equal plans apart, since each is used once.
    public init(_ plan: Plan, options: PlanOptions, inputs: Inputs = Inputs(), nonce: String) {
        project = plan.project
        target = plan.target?.place ?? ""
        self.options = options
        decisions = Dictionary(plan.steps.map { ($0.id.description, $0.decision) }, uniquingKeysWith: { one, _ in one })
        self.nonce = nonce
        self.inputs = inputs
    }

    private let nonce: String

    /// Of all of the above: a file that was changed does not pass.
    public var digest: Digest { Digest(of: content.serializedBytes(sorted: true)) }

    /// Reads a file's text.
    /// - Throws: a ``Diagnostic`` when it is not a saved plan, or was altered.
    public init(parsing text: String, file: String) throws(Diagnostic) {
        let json = try? JSON(parsing: text)
        let format = json?["format"]?.text ?? ""
        guard let json, format == Self.format else {
            let isOther = format.hasPrefix("nacre.saved-plan/")
            throw Diagnostic(
                code: "saved-plan",
                isOther
                    ? "\(file) was saved by another version of nacre (\(format), this version reads \(Self.format))"
                    : "\(file) is not a saved plan",
                help: "create one with \"nacre plan --out FILE\"")
        }
        project = json["project"]?.text ?? ""
        target = json["target"]?.text ?? ""
        options = PlanOptions(
            today: json["today"]?.text ?? "", now: json["now"]?.integer.map(Double.init),
            destroy: json["destroy"]?.bool ?? false,
            selection: Selection(
                targets: json["targets"]?.elements.compactMap(\.text) ?? [],
                excludes: json["excludes"]?.elements.compactMap(\.text) ?? []),
            ignoresExisting: json["ignoreExisting"]?.bool ?? false)
        decisions = Dictionary(
            (json["steps"] ?? [:]).members.map { ($0.key, $0.value) }, uniquingKeysWith: { one, _ in one })
        nonce = json["nonce"]?.text ?? ""
        inputs = Inputs(json)
        guard digest.text == json["digest"]?.text else {
            throw Diagnostic(
                code: "saved-plan", "\(file) was changed after it was saved", help: "create a new plan and review it")
        }
    }

    /// The file's text.
    public var text: String {
        var json = content.members
        json["digest"] = .string(digest.text)
        return JSON.object(json).serialized(.pretty) + "\n"
    }

    private var content: JSON {
        [
            "environment": inputs.environment.map(JSON.string) ?? .null,
            "variables": .object(
                .init(
                    uniqueKeysWithValues: inputs.variables.sorted { $0.key < $1.key }.map {
                        ($0.key, .string($0.value))
                    })),
            "withheld": .array(inputs.withheld.sorted().map(JSON.string)),
            "format": .string(Self.format), "project": .string(project), "target": .string(target),
            "nonce": .string(nonce),
            "today": .string(options.today), "now": .integer(Int64(options.now)), "destroy": .bool(options.destroy),
            "ignoreExisting": .bool(options.ignoresExisting),
            "targets": .array(options.selection.targets.map(JSON.string)),
            "excludes": .array(options.selection.excludes.map(JSON.string)),
            "steps": .object(
                .init(
                    uniqueKeysWithValues: decisions.sorted { $0.key < $1.key }.map { ($0.key, $0.value) })),
        ]
    }
}

extension SavedPlan {
    /// What a plan made now does otherwise than the saved one, among the objects the saved one touches; nil for nothing.
    func staleness(against plan: Plan) -> Diagnostic? {
        let now = Dictionary(plan.steps.map { ($0.id.description, $0) }, uniquingKeysWith: { one, _ in one })
        let changed = decisions.keys.sorted().filter { now[$0]?.decision != decisions[$0] }
        guard !changed.isEmpty else { return nil }
        // Both halves of a replacement are about one object.
        let objects = Set(changed.map { $0.prefix { $0 != " " } }).count
        return Diagnostic(
            code: "stale-plan",
            "saved plan is stale: \(Counted.of(objects, "object")) changed since it was created",
            notes: changed + ["a change may be in the cloud, in a manifest or in a variable"],
            help: "create a new plan and review it")
    }

    /// The steps of `plan` that the saved plan has.
    func part(of plan: Plan) -> Plan {
        var part = plan
        part.steps = plan.steps.filter { decisions[$0.id.description] != nil }
        return part
    }
}

extension Step {
    /// What was decided, for comparison: the action, each change, and the live object it was decided on.
    fileprivate var decision: JSON {
        var members = whatIsDone.members
        if let turn { members["turn"] = .array(turn.batch.sorted().map { .string($0.description) }) }
        if let checkpoint {
            members["rollout"] = [
                "healthy": .array(checkpoint.healthy.map { .string($0.description) }),
                "pause": .integer(Int64(checkpoint.pause)),
            ]
        }
        return .object(members)
    }

    private var whatIsDone: JSON {
        [
            "action": .string(word),
            "object": objectID.map(JSON.string) ?? .null,
            "desired": desired.map { .string($0.digest.text) } ?? .null,
            "protect": desired.map { .bool($0.lifecycle.protect) } ?? .null,
            "onRemove": desired.map { .string($0.lifecycle.onRemove.rawValue) } ?? .null,
            "live": liveDigest.map { .string($0.text) } ?? .null,
            "changes": .array(
                changes.map { change in
                    [
                        "path": .string(change.path.description),
                        "before": change.before?.withoutPrivateKeys.json ?? .null,
                        "after": change.after?.withoutPrivateKeys.json ?? .null,
                    ]
                }),
        ]
    }
}

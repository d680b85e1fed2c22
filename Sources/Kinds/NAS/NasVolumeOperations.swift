import Model
import NcloudClient
import OrderedJSON

/// Source: api/nas.md §1 to §5.
struct NasVolumeOperations: AdaptedOperations {
    let form = ActionOperations(
        "NasVolume", .vnas, noun: "NasVolumeInstance",
        [
            Column("name") {
                Value($0.nonEmpty("volumeName").map(ownName))
            } write: {
                [("volumeName", .string($0?.spelling ?? ""))]
            },
            .text("fullName", "volumeName"),
            // What snapshots may take counts too. (inferred)
            Column("size") { wire in
                Value((wire["volumeTotalSize"] ?? wire["volumeSize"])?.integer.map { $0 >> 30 })
            } write: {
                JSON.wire($0).map { [("volumeSize", $0)] } ?? []
            },
            .code("protocol", "volumeAllotmentProtocolType"), .text("zone", "zoneCode"),
            .bool("encrypted", "isEncryptedVolume"), .bool("returnProtection", "isReturnProtection"),
            .optionalText("description", "nasVolumeDescription"), .sent("cifsUser", as: "cifsUserName"),
            Column.sent("cifsPassword", as: "cifsUserPassword").sensitive,
            Column("access", read: { _ in nil }) { [("accessControlRuleList", rules($0))] },
            Column("snapshots", read: snapshots).setLater(), .text("mount", "mountInformation"),
            .texts("servers", "nasVolumeServerInstanceNoList"), .number("snapshotSize", "snapshotVolumeSize"),
            .statusAndOperation(of: "nasVolumeInstance"), .created,
        ],
        deletion: .byList, parts: access,
        changes: [
            .own("size", calls: ["changeNasVolumeSize"], resize),
            .own("access", calls: [setting, removing], setAccess),
            .own("snapshots", calls: [configuration], configureSnapshots),
            .set(
                "returnProtection", by: "setNasVolumeReturnProtection", until: .shown("protection changed")),
        ])

    /// The name without what the service puts in front: `n1234567_`.
    private static func ownName(_ name: String) -> String {
        guard name.first == "n", let end = name.firstIndex(of: "_") else { return name }
        let number = name[..<end].dropFirst()
        return !number.isEmpty && number.allSatisfy(\.isNumber) ? String(name[name.index(after: end)...]) : name
    }

    // MARK: Changing

    func update(_ volume: ManagedObject) async throws(StepFailure) {
        let isAtWork = volume.live.status.map { $0 != "CREAT" } ?? false
        try await form.update(isAtWork ? volume.seen(as: try await volume.wait(until: .ready)) : volume)
    }

    /// Sends a call that sets the volume to work. One that is at work has taken it, and refuses it by a code that no page
    /// tells.
    private static func change(
        _ volume: ManagedObject, _ call: String, _ parameters: Parameters, until words: String,
        _ isDone: @escaping @Sendable (LiveObject) -> Bool
    ) async throws(StepFailure) {
        var own: Parameters = ["nasVolumeInstanceNo": volume.id]
        own.add(parameters)
        let isAtWork: @Sendable (LiveObject) -> Bool = { $0.status.map { $0 != "CREAT" } ?? false }
        try await volume.change(.action(.vnas, call, own)) { isAtWork($0) || isDone($0) }
        try await volume.wait(until: words) { isDone($0) && !isAtWork($0) }
    }

    private static func resize(_ volume: ManagedObject) async throws(StepFailure) {
        guard volume.differs("size"), let size = volume.desired.integer("size") else { return }
        try await change(volume, "changeNasVolumeSize", ["volumeSize": size], until: "size changed") {
            $0.attributes["size"]?.integer == size
        }
    }

    // MARK: Access

    private static let setting = "setNasVolumeAccessControl"
    private static let removing = "removeNasVolumeAccessControl"
    private static let reading = "getNasVolumeAccessControlRuleList"

    /// The list of volumes does not show who may write. A rule that lacks the right is read without it.
    private static let access = ObjectParts([reading], of: "access") { volume, cloud throws(APIFailure) in
        let wires = try await cloud.elements(
            of: .action(.vnas, reading, ["nasVolumeInstanceNo": volume.id]), under: "nasVolumeAccessControlRuleList")
        let rules = wires.compactMap { rule -> Value? in
            guard let server = rule.nonEmpty("serverInstanceNo") else { return nil }
            return .present(["server": .string(server), "writeAccess": Value(rule["writeAccess"]?.bool)])
        }
        return ["access": .list(rules)]
    }

    @Sendable private static func rules(_ access: Value?) -> JSON {
        .array(
            (access?.elements ?? []).map(\.members).map { rule in
                [
                    "serverInstanceNo": .string(rule.text("server") ?? ""),
                    "writeAccess": .bool(rule["writeAccess"]?.bool ?? true),
                ]
            })
    }

    /// One call replaces all rules; whether it takes an empty list is not documented.
    private static func setAccess(_ volume: ManagedObject) async throws(StepFailure) {
        let wanted = rights(volume.desired["access"])
        guard volume.differs("access"), wanted != rights(volume.live.attributes["access"]) else { return }
        try requireRights(volume)
        var parameters: Parameters = [:]
        if wanted.isEmpty {
            parameters.add("serverInstanceNoList", rights(volume.live.attributes["access"]).keys.sorted())
        } else {
            parameters.add("accessControlRuleList", rules(volume.desired["access"]))
        }
        try await change(volume, wanted.isEmpty ? removing : setting, parameters, until: "access changed") { live in
            rights(live.attributes["access"]) == wanted
        }
    }

    /// Makes sure that no rule is sent whose right neither the manifest nor the cloud says.
    private static func requireRights(_ volume: ManagedObject) throws(StepFailure) {
        func unsaid(_ access: Value?) -> Set<String> {
            let rules = (access?.elements ?? []).map(\.members)
            return Set(rules.filter { $0["writeAccess"]?.bool == nil }.compactMap { $0.text("server") })
        }
        let unknown = unsaid(volume.desired["access"]).intersection(unsaid(volume.live.attributes["access"]))
        guard let server = unknown.min() else { return }
        throw .refused(
            "the access rules of NasVolume \(volume.live.name ?? volume.id) were not sent: the API does not show whether "
                + "server \(server) may write, and the call replaces all rules",
            help: "set writeAccess of this server in the manifest")
    }

    /// Whether each server may write; where a rule does not say it, as for a new one.
    private static func rights(_ access: Value?) -> [String: Bool] {
        let rules = (access?.elements ?? []).map(\.members).compactMap { rule in
            rule.text("server").map { ($0, rule["writeAccess"]?.bool ?? true) }
        }
        return Dictionary(rules) { _, last in last }
    }

    // MARK: Snapshots

    private static let configuration = "changeNasVolumeSnapshotConfiguration"

    @Sendable private static func snapshots(_ wire: JSON) -> Value? {
        let percent = wire["snapshotVolumeConfigurationRatio"]
        guard let whole = percent?.integer ?? percent?.text.flatMap(Double.init).map({ Int64($0) }), whole > 0 else {
            return .null
        }
        return .present([
            "percent": .integer(whole), "day": Value(wire.code("snapshotVolumeConfigDayOfWeekType")),
            "hour": Value(wire.nonEmpty("snapshotVolumeConfigTime").flatMap { Int64($0) }),
        ])
    }

    /// None is a share of 0. (inferred)
    private static func configureSnapshots(_ volume: ManagedObject) async throws(StepFailure) {
        guard volume.differs("snapshots") else { return }
        let plan = volume.desired["snapshots"]?.members ?? [:]
        let percent = plan["percent"]?.integer ?? 0
        try await change(
            volume, configuration,
            [
                "snapshotVolumeConfigurationRatio": percent, "snapshotVolumeConfigDayOfWeekTypeCode": plan.text("day"),
                "snapshotVolumeConfigTime": plan.text("hour"),
            ], until: "snapshots changed"
        ) { $0.attributes["snapshots"]?.members["percent"]?.integer ?? 0 == percent }
    }

    // MARK: Deleting

    func delete(_ volume: ManagedObject) async throws(StepFailure) {
        guard volume.live.status?.hasSuffix("/TERMT") != true else {
            try await volume.wait(until: .gone)
            return
        }
        // Planned, and said so in the plan: whoever set it in the manifest takes it off by removing the volume.
        if volume.live.attributes["returnProtection"]?.bool == true {
            try await volume.change(
                .action(
                    .vnas, "setNasVolumeReturnProtection",
                    ["nasVolumeInstanceNo": volume.id, "isReturnProtection": false]))
            try await volume.wait(until: "protection lifted") { $0.attributes["returnProtection"]?.bool != true }
        }
        try await form.delete(volume)
    }
}

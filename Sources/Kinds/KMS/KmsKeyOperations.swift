import Model
import NcloudClient
import OrderedJSON

/// Keys are created, changed and deleted at once, so that nothing is waited for. Source: api/kms.md §3, §4.
struct KmsKeyOperations: Operations {
    func create(_ desired: DesiredObject, through session: any CallSession) async throws(StepFailure) {
        let rotates = desired.bool("autoRotation") ?? false
        var members: [(String, JSON)] = [
            ("keyName", .string(desired.text("name") ?? desired.address.name)),
            ("keyType", .string(desired.text("type") ?? "")),
            ("protectionType", .string(desired.text("protection") ?? "BASIC")), ("isAutoRotation", .bool(rotates)),
        ]
        if rotates, let period = desired.integer("rotationPeriod") {
            members.append(("rotationPeriod", .integer(period)))
        }
        if desired.bool("convergent") == true { members.append(("isConvergent", true)) }
        if let memo = desired.text("memo") { members.append(("memo", .string(memo))) }
        let body = JSON(present: members)
        let tag = try await session.create(.rest(.kms, .post, "/keys", body: body)) { answer in
            Creation(id: (answer["data"] ?? answer).nonEmpty("keyTag"))
        }
        var made = LiveObject(kind: "KmsKey", id: tag, attributes: desired.attributes, status: "ENABLE")
        made.attributes["enabled"] = true
        made.attributes["acl"] = KmsKeyAcl.unset
        try await update(ManagedObject(made, to: desired, through: session))
    }

    func update(_ object: ManagedObject) async throws(StepFailure) {
        let key = try await recovered(object)
        // A run that died between the two calls left the key disabled.
        let wasRecovered = key.session.remembered(Self.recovering) != nil
        let isWanted = key.desired.bool("enabled") ?? (wasRecovered ? true : nil)
        if isWanted == true, key.differs("enabled") || wasRecovered && key.live.status == "DISABLE" {
            try await key.change(post("enable", key), unless: { $0.status == "ENABLE" })
        }
        for (field, member) in [("name", "keyName"), ("memo", "memo")] where key.differs(field) {
            let body: JSON = .object([member: .string(key.desired.text(field) ?? "")])
            try await key.change(.rest(.kms, .put, "/keys/\(key.id)/\(field)", body: body))
        }
        try await rotate(key)
        try await KmsKeyAcl.update(key)
        if key.differs("enabled"), isWanted == false {
            try await key.change(post("disable", key), unless: { $0.status == "DISABLE" })
        }
    }

    private static let recovering = "recovering"

    /// Requests the deletion, and leaves it at that: for 72 hours it can be cancelled.
    func delete(_ key: ManagedObject) async throws(StepFailure) {
        try await key.delete(post("request-deletion", key))
    }

    /// The key as it is once its deletion is cancelled, which leaves it disabled.
    private func recovered(_ key: ManagedObject) async throws(StepFailure) -> ManagedObject {
        guard key.live.status == "REVOKE" else { return key }
        key.session.remember(Self.recovering, true)
        try await key.change(post("cancel-deletion", key), unless: { $0.status != "REVOKE" })
        var live = key.live
        live.status = "DISABLE"
        live.attributes["enabled"] = false
        return key.seen(as: live)
    }

    /// The period is set after the rotation is switched on, which begins with a period of the cloud's.
    private func rotate(_ key: ManagedObject) async throws(StepFailure) {
        let isWanted = key.desired.bool("autoRotation") ?? key.live.attributes["autoRotation"]?.bool ?? false
        let isSwitched = key.differs("autoRotation")
        if isSwitched {
            let name = isWanted ? "enable-auto-rotation" : "disable-auto-rotation"
            try await key.change(post(name, key), unless: { $0.attributes["autoRotation"]?.bool == isWanted })
        }
        guard isWanted, let period = key.desired.integer("rotationPeriod"), isSwitched || key.differs("rotationPeriod")
        else { return }
        try await key.change(
            .rest(.kms, .put, "/keys/\(key.id)/rotation-period", body: ["rotationPeriod": .integer(period)]))
    }

    private func post(_ action: String, _ key: ManagedObject) -> APIRequest {
        .rest(.kms, .post, "/keys/\(key.id)/\(action)")
    }
}

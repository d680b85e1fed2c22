import Model
import NcloudClient
import OrderedJSON

struct DatafenceBoxOperations: Operations {
    /// The names of the calls that change the infrastructure, resize a volume, and cut or join the network.
    static let modification = "change-box-infra"
    static let resizing = "change-box-nas-volume"
    static let blocking = "change-box-block-external-network"

    /// The call answers no id: the session finds the box by the tag in its description. Source: create-box.
    func create(_ desired: DesiredObject, through session: any CallSession) async throws(StepFailure) {
        let text = TaggedMemo(text: desired.text("memo") ?? "", tag: session.tag)
        let lists = InfraRow.fenceBoxRows.compactMap { list -> (String, JSON)? in
            let rows = list.created(desired.elements(list.field))
            // The list of Linux servers is required, empty or not.
            guard rows != nil || list.field == InfraRow.fenceLinux.field else { return nil }
            return (list.memberInCreation ?? list.member, rows ?? .array([]))
        }
        let body: JSON = [
            "fenceId": JSON(number: desired.text("fence") ?? ""), "description": .string(text.wire),
            "createBoxInfo": JSON(present: lists),
        ]
        let id = try await session.create(
            .rest(.datafence, .post, "/box/create-box", body: body, sensitive: InfraRow.secrets)
        ) { _ in Creation(id: nil) }
        try await session.wait(for: id, until: .ready)
        guard desired.bool("blockExternalNetwork") == true else { return }
        let made = LiveObject(kind: "DatafenceBox", id: id, attributes: ["fence": desired["fence"] ?? .null])
        try await block(ManagedObject(made, to: desired, through: session), true)
    }

    /// All rows go with one call, and the description with them; then volumes are resized, and the network is cut or joined.
    func update(_ box: ManagedObject) async throws(StepFailure) {
        // While it changes, a box takes no other change. (inferred)
        let box = try await modify(try await box.atRest(of: Driver.datafenceBox.kind, with: InfraRow.fenceBoxRows))
        let ids = Self.ids(of: box)
        try await box.resize(.fenceBoxVolumes, of: Driver.datafenceBox.kind) { volume, size in
            let change: [(String, JSON)] = [("instanceNo", JSON(number: volume)), ("volumeSize", .integer(size))]
            return .rest(.datafence, .post, "/box/\(Self.resizing)", body: JSON(present: ids + change))
        }
        if box.differs("blockExternalNetwork"), let isBlocked = box.desired.bool("blockExternalNetwork") {
            try await block(box, isBlocked)
        }
    }

    private func isChanging(_ box: ManagedObject) -> Bool {
        Driver.datafenceBox.kind.phase(of: box.live.status) == .pending
    }

    private func modify(_ box: ManagedObject) async throws(StepFailure) -> ManagedObject {
        try box.checkRepeated(InfraRow.fenceBoxRows)
        let lists = box.changes(of: InfraRow.fenceBoxRows)
        let setsText = box.differs("memo")
        guard !lists.isEmpty || setsText else { return box }
        var info = [("boxId", JSON(number: box.id))]
        if setsText {
            let text = TaggedMemo(
                text: box.desired.text("memo") ?? "", tag: box.text("tag") ?? box.session.tag)
            info.append(("description", .string(text.wire)))
        }
        let body: JSON = [
            "fenceId": JSON(number: box.text("fence") ?? ""), "updateBoxInfo": JSON(present: info + lists),
        ]
        let request = APIRequest.rest(
            .datafence, .post, "/box/\(Self.modification)", body: body, sensitive: InfraRow.secrets)
        return try await box.modify(request, InfraRow.fenceBoxRows, of: Driver.datafenceBox.kind)
    }

    private func block(_ box: ManagedObject, _ isBlocked: Bool) async throws(StepFailure) {
        let isDone: @Sendable (LiveObject) -> Bool = { $0.attributes["blockExternalNetwork"]?.bool == isBlocked }
        // The setting that a box has already is refused, and so is any while it is being changed.
        try await box.change(
            .rest(
                .datafence, .post, "/box/\(Self.blocking)",
                body: JSON(present: Self.ids(of: box) + [("isBlock", .bool(isBlocked))])),
            unless: { isDone($0) || $0.status == "ING" })
        try await box.wait(until: isBlocked ? "external network blocked" : "external network open") {
            isDone($0) && $0.status == "USE"
        }
    }

    private static func ids(of box: ManagedObject) -> [(String, JSON)] {
        [("fenceId", JSON(number: box.text("fence") ?? "")), ("boxId", JSON(number: box.id))]
    }

    func delete(_ box: ManagedObject) async throws(StepFailure) {
        if box.live.status != "RETURN" {
            if isChanging(box) { try await box.wait(until: .ready) }
            try await box.delete(
                .rest(.datafence, .post, "/box/return-box", body: JSON(present: Self.ids(of: box))))
        }
        try await box.wait(until: .gone)
    }
}

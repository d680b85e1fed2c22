import Model
import NcloudClient
import OrderedJSON

struct DataBoxOperations: Operations {
    func list(_ scope: ReadScope, from cloud: any APICaller) async throws(APIFailure) -> [LiveObject] {
        try await ParentKind.dataBoxFrame.ids(scope, from: cloud).concurrentlyReading { frame throws(APIFailure) in
            try await Self.boxes(of: frame, scope, from: cloud)
        }.flatMap(\.self)
    }

    private static func boxes(
        of frame: String, _ scope: ReadScope, from cloud: any APICaller
    ) async throws(APIFailure) -> [LiveObject] {
        do throws(APIFailure) {
            let path = "/data-box/get-data-box-list"
            let rows = try await cloud.pages(
                of: .rest(.dataBoxFrame, .get, path, query: ["dataBoxFrameNo": frame]), .numbered())
            return try await rows.concurrentlyReading { row throws(APIFailure) in
                guard let box = read(row, of: frame) else { return nil }
                // A box closed to this sub account shows itself in the list only.
                guard scope.wants(id: box.id, name: nil), row["disabled"]?.bool != true else { return box }
                return try await detailed(box, of: frame, from: cloud)
            }.compactMap(\.self)
        } catch {
            guard error.classification == .gone else { throw error }
            return []
        }
    }

    /// The summary does not repeat the number it was asked for.
    func detail(
        of id: String, knownAs attributes: Attributes, from cloud: any APICaller
    ) async throws(APIFailure) -> Detail {
        guard let frame = attributes.text("frame") else { return .notOffered }
        return try await cloud.detail(
            .rest(
                .dataBoxFrame, .get, "/data-box/get-data-box-summary-info",
                query: ["dataBoxFrameNo": frame, "dataBoxNo": id]),
            of: id, under: nil
        ) { answer throws(APIFailure) in
            guard answer.nonEmpty("statusCode") != nil else { return nil }
            var wire = answer.members
            wire["dataBoxNo"] = .string(id)
            return Self.read(.object(wire), of: frame).map { $0.adding(Self.summary.attributes(answer)) }
        }
    }

    private static let columns: [Column] =
        .taggedMemo("memo", "memo") + [
            .text("name", "dataBoxName"), .plainStatus("statusCode"), .created,
        ]

    private static let summary: [Column] = [
        .number("sslVpnCount", "sslVpnCount"), .bool("blockExternalNetwork", "webBlockStatus"),
        .text("vpnUrl", "connectSslVpnUrl"), .number("nasCount", "nasCount"), .number("nasSize", "nasTotalSize"),
    ]

    private static func read(_ wire: JSON, of frame: String) -> LiveObject? {
        wire.nonEmpty("dataBoxNo").map { id in
            columns.object("DataBox", id: id, wire, besides: ["frame": .string(frame)])
        }
    }

    /// The box with what only its summary tells; nil when it went away meanwhile.
    private static func detailed(
        _ box: LiveObject, of frame: String, from cloud: any APICaller
    ) async throws(APIFailure) -> LiveObject? {
        do throws(APIFailure) {
            let answer = try await cloud.call(
                .rest(
                    .dataBoxFrame, .get, "/data-box/get-data-box-summary-info",
                    query: ["dataBoxFrameNo": frame, "dataBoxNo": box.id]))
            return box.adding(summary.attributes(answer))
        } catch {
            guard error.classification == .gone else { throw error }
            return nil
        }
    }

    /// The call answers no id: the session finds the box by the tag in its memo (api/databoxframe.md §6).
    func create(_ desired: DesiredObject, through session: any CallSession) async throws(StepFailure) {
        let memo = TaggedMemo(text: desired.text("memo") ?? "", tag: session.tag)
        let lists = DataBoxRow.byField.compactMap { field, row in
            row.wire(desired.elements(field)).map { (row.member, $0) }
        }
        let info =
            [("memo", .string(memo.wire)), ("sslVpnCount", .integer(desired.integer("sslVpnCount") ?? 0))] + lists
        let body: JSON = [
            "dataBoxFrameNo": .string(desired.text("frame") ?? ""), "dataBoxInfo": JSON(present: info),
        ]
        let id = try await session.create(
            .rest(
                .dataBoxFrame, .post, "/data-box/create-data-box", body: body, sensitive: DataBoxRow.secrets)
        ) { _ in Creation(id: nil) }
        try await session.wait(for: id, until: .ready)
        guard desired.bool("blockExternalNetwork") == true else { return }
        let made = LiveObject(kind: "DataBox", id: id, attributes: ["frame": desired["frame"] ?? .null])
        try await block(ManagedObject(made, to: desired, through: session), true)
    }

    func update(_ box: ManagedObject) async throws(StepFailure) {
        // While it changes, a box takes no other change (api/databoxframe.md §5).
        if isChanging(box) { try await box.wait(until: .ready) }
        if box.differs("memo") { try await write(box.desired.text("memo") ?? "", on: box) }
        if box.differs("blockExternalNetwork"), let isBlocked = box.desired.bool("blockExternalNetwork") {
            try await block(box, isBlocked)
        }
    }

    private func isChanging(_ box: ManagedObject) -> Bool {
        Driver.dataBox.kind.phase(of: box.live.status) == .pending
    }

    private func write(_ memo: String, on box: ManagedObject) async throws(StepFailure) {
        let memo = TaggedMemo(text: memo, tag: box.text("tag") ?? box.session.tag)
        let info: JSON = ["dataBoxNo": .string(box.id), "memo": .string(memo.wire)]
        let body: JSON = ["dataBoxFrameNo": .string(box.text("frame") ?? ""), "dataBoxInfo": info]
        try await box.change(.rest(.dataBoxFrame, .post, "/data-box/modify-data-box", body: body))
        try await box.wait(until: .ready)
    }

    private func block(_ box: ManagedObject, _ isBlocked: Bool) async throws(StepFailure) {
        var body = Self.numbers(of: box).members
        body["isBlock"] = .bool(isBlocked)
        let isDone: @Sendable (LiveObject) -> Bool = { $0.attributes["blockExternalNetwork"]?.bool == isBlocked }
        // A box that is being changed refuses the same change.
        try await box.change(
            .rest(.dataBoxFrame, .post, "/data-box/set-block-external-network", body: .object(body)), unless: isDone)
        try await box.wait(until: isBlocked ? "external network blocked" : "external network open") {
            isDone($0) && $0.status == "USE"
        }
    }

    private static func numbers(of box: ManagedObject) -> JSON {
        ["dataBoxFrameNo": JSON(number: box.text("frame") ?? ""), "dataBoxNo": JSON(number: box.id)]
    }

    func delete(_ box: ManagedObject) async throws(StepFailure) {
        if box.live.status != "RTN" {
            if isChanging(box) { try await box.wait(until: .ready) }
            try await box.delete(
                .rest(.dataBoxFrame, .post, "/data-box/return-data-box", body: Self.numbers(of: box)))
        }
        try await box.wait(until: .gone)
    }
}

extension ParentKind {
    /// The frame that a box is in.
    fileprivate static let dataBoxFrame = ParentKind(field: "frame", kind: "DataBoxFrame") { cloud throws(APIFailure) in
        try await DataBoxFrameOperations.wires(from: cloud).compactMap { $0.nonEmpty("dataBoxFrameNo") }
    }
}

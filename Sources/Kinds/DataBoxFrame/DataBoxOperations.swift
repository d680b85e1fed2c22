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
        try await cloud.unlessParentGone { () throws(APIFailure) in
            let rows = try await wires(in: frame, from: cloud)
            return try await rows.concurrentlyReading { row throws(APIFailure) in
                guard let box = read(row, of: frame) else { return nil }
                // A box closed to this sub account shows itself in the list only.
                guard scope.wants(id: box.id, name: nil), row["disabled"]?.bool != true else { return box }
                return try await detailed(box, of: frame, scope, from: cloud)
            }.compactMap(\.self)
        }
    }

    /// The boxes of a frame as the wire has them.
    static func wires(in frame: String, from cloud: any APICaller) async throws(APIFailure) -> [JSON] {
        try await cloud.pages(
            of: .rest(.dataBoxFrame, .get, "/data-box/get-data-box-list", query: ["dataBoxFrameNo": frame]), .numbered()
        )
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
            guard let box = Self.read(.object(wire), of: frame) else { return nil }
            return box.adding(Self.summary.attributes(answer)).adding(
                try await Self.rows(of: box, in: frame, from: cloud))
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

    /// The box with what only its summary and the list of its infrastructure tell; nil when it went away meanwhile.
    private static func detailed(
        _ box: LiveObject, of frame: String, _ scope: ReadScope, from cloud: any APICaller
    ) async throws(APIFailure) -> LiveObject? {
        let asksForRows = scope.asks(for: InfraRow.boxRows.map(\.field))
        async let summary = outcome { () throws(APIFailure) in
            try await cloud.call(
                .rest(
                    .dataBoxFrame, .get, "/data-box/get-data-box-summary-info",
                    query: ["dataBoxFrameNo": frame, "dataBoxNo": box.id]))
        }
        async let rows = outcome { () throws(APIFailure) in
            asksForRows ? try await Self.rows(of: box, in: frame, from: cloud) : [:]
        }
        let (found, infra) = (await summary, await rows)
        return try await cloud.unlessGone(box) { () throws(APIFailure) -> LiveObject in
            box.adding(Self.summary.attributes(try found.get())).adding(try infra.get())
        } isThere: { () throws(APIFailure) -> Bool in
            try await wires(in: frame, from: cloud).contains { $0.nonEmpty("dataBoxNo") == box.id }
        }
    }

    /// The lists of servers and volumes.
    private static func rows(
        of box: LiveObject, in frame: String, from cloud: any APICaller
    ) async throws(APIFailure) -> Attributes {
        let answer = try await cloud.call(
            .rest(
                .dataBoxFrame, .get, "/data-box/get-data-box-infra-list",
                query: ["dataBoxFrameNo": frame, "dataBoxNo": box.id]))
        guard case .array(let rows)? = answer["content"] else { return [:] }
        return InfraRow.boxRows.live(rows, of: products, by: "productCode")
    }

    /// Source: api/databoxframe.md §3.7.
    private static let products: Set = [
        "CON", "HD_E", "HD_M", "HD_W", "NAS", "SVR_LNX_CENT", "SVR_LNX_UBUNTU", "TF_CPU", "TF_GPU",
    ]

    /// The call answers no id: the session finds the box by the tag in its memo (api/databoxframe.md §6).
    func create(_ desired: DesiredObject, through session: any CallSession) async throws(StepFailure) {
        let memo = TaggedMemo(text: desired.text("memo") ?? "", tag: session.tag)
        let lists = InfraRow.boxRows.compactMap { list in
            list.created(desired.elements(list.field)).map { (list.member, $0) }
        }
        let info =
            [("memo", .string(memo.wire)), ("sslVpnCount", .integer(desired.integer("sslVpnCount") ?? 0))] + lists
        let body: JSON = [
            "dataBoxFrameNo": .string(desired.text("frame") ?? ""), "dataBoxInfo": JSON(present: info),
        ]
        let id = try await session.create(
            .rest(
                .dataBoxFrame, .post, "/data-box/create-data-box", body: body, sensitive: InfraRow.secrets)
        ) { _ in Creation(id: nil) }
        try await session.wait(for: id, until: .ready)
        guard desired.bool("blockExternalNetwork") == true else { return }
        let made = LiveObject(kind: "DataBox", id: id, attributes: ["frame": desired["frame"] ?? .null])
        try await block(ManagedObject(made, to: desired, through: session), true)
    }

    /// The name of the call that resizes a volume.
    static let resizing = "change-data-box-nas-volume-size"

    /// All rows go with one call, and the memo with them; then volumes are resized, and the network is cut or joined.
    func update(_ box: ManagedObject) async throws(StepFailure) {
        // While it changes, a box takes no other change (api/databoxframe.md §5).
        let box = try await modify(try await box.atRest(of: Driver.dataBox.kind, with: InfraRow.boxRows))
        let numbers = Self.numbers(of: box).members
        try await box.resize(.volumesOfBox, of: Driver.dataBox.kind) { volume, size in
            var body = numbers
            body["nasVolumeInstanceNo"] = .string(volume)
            body["volumeSize"] = .integer(size)
            return .rest(.dataBoxFrame, .post, "/data-box/\(Self.resizing)", body: .object(body))
        }
        if box.differs("blockExternalNetwork"), let isBlocked = box.desired.bool("blockExternalNetwork") {
            try await block(box, isBlocked)
        }
    }

    private func isChanging(_ box: ManagedObject) -> Bool {
        Driver.dataBox.kind.phase(of: box.live.status) == .pending
    }

    private func modify(_ box: ManagedObject) async throws(StepFailure) -> ManagedObject {
        let lists = box.changes(of: InfraRow.boxRows)
        let setsMemo = box.differs("memo")
        guard !lists.isEmpty || setsMemo else { return box }
        var info: [(String, JSON)] = [("dataBoxNo", .string(box.id))]
        if setsMemo {
            let memo = TaggedMemo(
                text: box.desired.text("memo") ?? "", tag: box.text("tag") ?? box.session.tag)
            info.append(("memo", .string(memo.wire)))
        }
        let body: JSON = [
            "dataBoxFrameNo": .string(box.text("frame") ?? ""), "dataBoxInfo": JSON(present: info + lists),
        ]
        let request = APIRequest.rest(
            .dataBoxFrame, .post, "/data-box/modify-data-box", body: body, sensitive: InfraRow.secrets)
        return try await box.modify(request, InfraRow.boxRows, of: Driver.dataBox.kind)
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
    static let dataBoxFrame = ParentKind(field: "frame", kind: "DataBoxFrame") { cloud throws(APIFailure) in
        try await DataBoxFrameOperations.wires(from: cloud).compactMap { $0.nonEmpty("dataBoxFrameNo") }
    }
}

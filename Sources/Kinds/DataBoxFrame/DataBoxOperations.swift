import Model
import NcloudClient
import OrderedJSON

struct DataBoxOperations: Operations {
    func list(_ scope: Scope, from cloud: any APICaller) async throws(APIFailure) -> [LiveObject] {
        let frames = try await frames(scope, from: cloud)
        return try await frames.concurrentlyReading { frame throws(APIFailure) in
            try await Self.boxes(of: frame, scope, from: cloud)
        }.flatMap(\.self)
    }

    /// The frames in question, or all of the account.
    private func frames(_ scope: Scope, from cloud: any APICaller) async throws(APIFailure) -> [String] {
        if let known = scope.parents["DataBoxFrame"] { return known.sorted() }
        return try await DataBoxFrameOperations.wires(from: cloud).compactMap { $0.nonEmpty("dataBoxFrameNo") }
    }

    private static func boxes(
        of frame: String, _ scope: Scope, from cloud: any APICaller
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
        ) { summary throws(APIFailure) in
            guard summary.nonEmpty("statusCode") != nil else { return nil }
            var wire = summary.members
            wire["dataBoxNo"] = .string(id)
            return Self.read(.object(wire), of: frame).map { $0.adding(Self.attributes(ofSummary: summary)) }
        }
    }

    private static func read(_ wire: JSON, of frame: String) -> LiveObject? {
        guard let id = wire.nonEmpty("dataBoxNo") else { return nil }
        let memo = TaggedMemo(wire: wire["memo"]?.text ?? "")
        return LiveObject(
            kind: "DataBox", id: id,
            attributes: [
                "frame": .string(frame),
                "name": Value(wire.nonEmpty("dataBoxName")),
                "memo": .string(memo.text),
                "tag": Value(memo.tag),
                "status": Value(wire.nonEmpty("statusCode")),
                "created": Value(wire.nonEmpty("createDate")),
            ],
            status: wire.nonEmpty("statusCode"), created: wire.nonEmpty("createDate"))
    }

    /// The box with what only its summary tells; nil when it went away meanwhile.
    private static func detailed(
        _ box: LiveObject, of frame: String, from cloud: any APICaller
    ) async throws(APIFailure) -> LiveObject? {
        do throws(APIFailure) {
            let summary = try await cloud.call(
                .rest(
                    .dataBoxFrame, .get, "/data-box/get-data-box-summary-info",
                    query: ["dataBoxFrameNo": frame, "dataBoxNo": box.id]))
            return box.adding(attributes(ofSummary: summary))
        } catch {
            guard error.classification == .gone else { throw error }
            return nil
        }
    }

    private static func attributes(ofSummary summary: JSON) -> Attributes {
        [
            "sslVpnCount": Value(summary["sslVpnCount"]?.integer),
            "blockExternalNetwork": Value(summary["webBlockStatus"]?.bool),
            "vpnUrl": Value(summary.nonEmpty("connectSslVpnUrl")),
            "nasCount": Value(summary["nasCount"]?.integer),
            "nasSize": Value(summary["nasTotalSize"]?.integer),
        ]
    }

    /// The call answers no id: the session finds the box by the tag in its memo (api/databoxframe.md §6).
    func create(_ wanted: Wanted, through session: any Session) async throws(StepFailure) {
        let memo = TaggedMemo(text: wanted.text("memo") ?? "", tag: session.tag)
        let lists = DataBoxRow.byField.compactMap { field, row in
            row.wire(wanted.elements(field)).map { (row.member, $0) }
        }
        let info =
            [("memo", .string(memo.wire)), ("sslVpnCount", .integer(wanted.integer("sslVpnCount") ?? 0))] + lists
        let body: JSON = [
            "dataBoxFrameNo": .string(wanted.text("frame") ?? ""), "dataBoxInfo": JSON(present: info),
        ]
        let id = try await session.create(
            .rest(
                .dataBoxFrame, .post, "/data-box/create-data-box", body: body, sensitive: DataBoxRow.secrets)
        ) { _ in Creation(id: nil) }
        try await session.wait(for: id, until: .ready)
        guard wanted.bool("blockExternalNetwork") == true else { return }
        try await block(id, of: wanted.text("frame"), true, through: session)
    }

    func update(_ live: LiveObject, to wanted: Wanted, through session: any Session) async throws(StepFailure) {
        // While it changes, a box takes no other change (api/databoxframe.md §5).
        if isChanging(live) { try await session.wait(for: live.id, until: .ready) }
        if wanted.differs("memo", from: live) {
            try await write(wanted.text("memo") ?? "", on: live, through: session)
        }
        if wanted.differs("blockExternalNetwork", from: live), let isBlocked = wanted.bool("blockExternalNetwork") {
            try await block(live.id, of: live.attributes.text("frame"), isBlocked, through: session)
        }
    }

    private func isChanging(_ live: LiveObject) -> Bool {
        Driver.dataBox.kind.phase(of: live.status) == .pending
    }

    private func write(
        _ memo: String, on live: LiveObject, through session: any Session
    ) async throws(StepFailure) {
        let memo = TaggedMemo(text: memo, tag: live.attributes.text("tag") ?? session.tag)
        let info: JSON = ["dataBoxNo": .string(live.id), "memo": .string(memo.wire)]
        let body: JSON = [
            "dataBoxFrameNo": .string(live.attributes.text("frame") ?? ""), "dataBoxInfo": info,
        ]
        try await session.change(.rest(.dataBoxFrame, .post, "/data-box/modify-data-box", body: body), .idempotent)
        try await session.wait(for: live.id, until: .ready)
    }

    private func block(
        _ id: String, of frame: String?, _ isBlocked: Bool, through session: any Session
    ) async throws(StepFailure) {
        var body = Self.numbers(id, of: frame).members
        body["isBlock"] = .bool(isBlocked)
        let isDone: @Sendable (LiveObject) -> Bool = { $0.attributes["blockExternalNetwork"]?.bool == isBlocked }
        // A box that is being changed refuses the same change.
        try await session.change(
            .rest(.dataBoxFrame, .post, "/data-box/set-block-external-network", body: .object(body)),
            .unless(id: id, isDone))
        try await session.wait(
            for: id,
            until: .condition(isBlocked ? "external network blocked" : "external network open") {
                isDone($0) && $0.status == "USE"
            })
    }

    private static func numbers(_ id: String, of frame: String?) -> JSON {
        ["dataBoxFrameNo": JSON(number: frame ?? ""), "dataBoxNo": JSON(number: id)]
    }

    func delete(_ live: LiveObject, through session: any Session) async throws(StepFailure) {
        if live.status == "RTN" {
            _ = try await session.wait(for: live.id, until: .gone)
            return
        }
        if isChanging(live) { try await session.wait(for: live.id, until: .ready) }
        let body = Self.numbers(live.id, of: live.attributes.text("frame"))
        try await session.delete(.rest(.dataBoxFrame, .post, "/data-box/return-data-box", body: body), id: live.id)
        try await session.wait(for: live.id, until: .gone)
    }
}

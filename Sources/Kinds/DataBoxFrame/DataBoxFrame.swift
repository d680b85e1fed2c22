import Model
import NcloudClient
import OrderedJSON

extension Driver {
    /// An isolated environment for analysing data. Source: api/databoxframe.md §1, §3.1.
    public static let dataBoxFrame = Driver(
        Kind(
            "DataBoxFrame", service: "DataBoxFrame",
            summary: """
                An isolated environment for data analysis: admin servers, shared storage, a bucket for reviewed \
                exports, and Data Boxes. Frames are adopted by name. The API cannot create one, so one removed from \
                the manifests stays in the cloud unless its lifecycle.onRemove is delete.
                """,
            fields: [
                Field(
                    "name", .string, .optionalFromName,
                    change: .refused("the name of a frame cannot be changed; write its current name"),
                    "Name of the frame in the console."),
                Field(
                    "memo", .string, change: .inPlace(.none, calls: [DataBoxFrameOperations.modification]),
                    initial: "", "A note on the frame."),
                rows(.adminServers, "Servers from which the frame is administered. The spec changes in place."),
                rows(.volumesOfFrame, "Storage volumes shared by its boxes. Their size changes in place."),
                .computed("exportBucket", "Bucket for export reviews."),
                .computed("usesPseudonyms", .boolean, "Whether infrastructure permissions are restricted."),
                .computed("boxCount", .integer, "Number of its Data Boxes."),
                .computed("status", "Status code."),
                .computed("created", "When it was created, Korean time."),
            ],
            identity: Kind.Identity(id: "dataBoxFrameNo"),
            status: StatusTable(
                pending: ["SET_READY", "SET_INIT", "SET_ING", "SET_RTN"], ready: ["SET_USE"], gone: ["SET_TERMT"],
                leaving: ["SET_RTN"]),
            reading: Kind.Reading(
                ["get-data-box-frame-list"], perObject: ["get-data-box-frame-detail", "get-data-box-frame-infra-list"]),
            life: Kind.Life(
                creation: .refused(
                    "the API cannot create a Data Box Frame, and the service accepts no new subscriptions since 2025-10-23",
                    advice: "use the name of an existing frame, which is then adopted"),
                update: Kind.Procedure(["modify-data-box-frame-admin-infra"], seconds: 900, timeout: 3600),
                deletion: Kind.Procedure(["return-data-box-frame"], seconds: 600, timeout: 3600),
                disruption: .irreversible, endings: endings),
            example: """
                apiVersion: ncloud/v1
                kind: DataBoxFrame
                metadata: {name: research}
                import: {name: research}
                spec:
                  memo: churn study, ask the data office
                """),
        operations: DataBoxFrameOperations())

    private static func rows(_ row: InfraRow, _ summary: String) -> Field {
        Field(
            row.field, row.type, change: .inPlace(.none, calls: [DataBoxFrameOperations.modification]),
            initial: nil, summary)
    }

    /// Source: api/databoxframe.md §1 (page databoxframe-overview).
    private static let endings = [
        Ending(
            .update, of: Set(InfraRow.frameRows.map(\.field)), on: "2025-10-23",
            reason: "most accounts can no longer add or change the servers and storage of a Data Box Frame",
            advice: "write what the frame has (nacre export shows it)", source: "databoxframe-overview")
    ]
}

struct DataBoxFrameOperations: Operations {
    func list(_ scope: ReadScope, from cloud: any APICaller) async throws(APIFailure) -> [LiveObject] {
        try await Self.wires(from: cloud).concurrentlyReading { wire throws(APIFailure) in
            guard let frame = Self.read(wire) else { return nil }
            guard scope.wants(id: frame.id, name: frame.name) else { return frame }
            return try await Self.detailed(frame, scope, from: cloud)
        }.compactMap(\.self)
    }

    /// The frames as the wire has them.
    static func wires(from cloud: any APICaller) async throws(APIFailure) -> [JSON] {
        try await cloud.pages(
            of: .rest(.dataBoxFrame, .get, "/data-box-frame/get-data-box-frame-list"), .numbered())
    }

    /// What is answered for a frame that is gone is not documented: whatever is not that frame leaves it to the list.
    func detail(
        of id: String, knownAs attributes: Attributes, from cloud: any APICaller
    ) async throws(APIFailure) -> Detail {
        try await cloud.detail(
            .rest(
                .dataBoxFrame, .get, "/data-box-frame/get-data-box-frame-detail", query: ["dataBoxFrameNo": id]),
            of: id, under: nil
        ) { wire throws(APIFailure) in
            guard let frame = Self.read(wire) else { return nil }
            return try await Self.detailed(frame, ReadScope(everything: true), from: cloud)
        }
    }

    private static let columns: [Column] = [
        .text("name", "dataBoxFrameName"), .number("boxCount", "dataBoxCount"), .plainStatus("statusCode"), .created,
    ]

    private static func read(_ wire: JSON) -> LiveObject? {
        wire.nonEmpty("dataBoxFrameNo").map { columns.object("DataBoxFrame", id: $0, wire) }
    }

    /// The frame with what only its own calls tell; nil when it went away meanwhile.
    private static func detailed(
        _ frame: LiveObject, _ scope: ReadScope, from cloud: any APICaller
    ) async throws(APIFailure) -> LiveObject? {
        let query: Parameters = ["dataBoxFrameNo": frame.id]
        let asksForRows = scope.asks(for: InfraRow.frameRows.map(\.field))
        async let detail = outcome { () throws(APIFailure) in
            try await cloud.call(
                .rest(.dataBoxFrame, .get, "/data-box-frame/get-data-box-frame-detail", query: query))
        }
        async let rows = outcome { () throws(APIFailure) -> [JSON]? in
            guard asksForRows else { return nil }
            return try await cloud.pages(
                of: .rest(.dataBoxFrame, .get, "/data-box-frame/get-data-box-frame-infra-list", query: query),
                .numbered())
        }
        let (found, infra) = (await detail, await rows)
        return try await cloud.unlessGone(frame) { () throws(APIFailure) -> LiveObject in
            let detail = try found.get()
            return frame.adding([
                "memo": Value(detail.nonEmpty("memo")),
                "exportBucket": Value(detail.nonEmpty("exportBucketName")),
                "usesPseudonyms": Value(detail.nonEmpty("usePseudonymInfo").map { $0 == "Y" }),
            ]).adding(try infra.get().map(lists) ?? [:])
        } isThere: { () throws(APIFailure) -> Bool in
            try await wires(from: cloud).contains { $0.nonEmpty("dataBoxFrameNo") == frame.id }
        }
    }

    private static func lists(_ rows: [JSON]) -> Attributes {
        InfraRow.frameRows.live(rows, of: ["Server", "NAS"], by: "infraType")
    }

    func create(_ desired: DesiredObject, through session: any CallSession) async throws(StepFailure) {
        throw .refused(
            "the API cannot create a Data Box Frame, and none is named \(desired.text("name") ?? desired.address.description)",
            help: "use the name of an existing frame, which is then adopted")
    }

    /// The names of the calls that change the infrastructure and resize a volume.
    static let modification = "modify-data-box-frame-admin-infra"
    static let resizing = "change-data-box-frame-nas-volume-size"

    func update(_ frame: ManagedObject) async throws(StepFailure) {
        // While it changes, a frame takes no other change (api/databoxframe.md §5).
        let frame = try await modify(try await frame.atRest(of: Driver.dataBoxFrame.kind, with: InfraRow.frameRows))
        let number = JSON(number: frame.id)
        try await frame.resize(.volumesOfFrame, of: Driver.dataBoxFrame.kind) { volume, size in
            .rest(
                .dataBoxFrame, .post, "/data-box-frame/\(Self.resizing)",
                body: [
                    "dataBoxFrameNo": number, "nasVolumeInstanceNo": .string(volume), "volumeSize": .integer(size),
                ])
        }
    }

    /// The memo goes with every change of the infrastructure: an older page requires it.
    private func modify(_ frame: ManagedObject) async throws(StepFailure) -> ManagedObject {
        let lists = frame.changes(of: InfraRow.frameRows)
        guard !lists.isEmpty || frame.differs("memo") else { return frame }
        let members = [
            ("dataBoxFrameNo", JSON(number: frame.id)), ("memo", .string(frame.value("memo")?.spelling ?? "")),
        ]
        let request = APIRequest.rest(
            .dataBoxFrame, .post, "/data-box-frame/\(Self.modification)", body: JSON(present: members + lists),
            sensitive: InfraRow.secrets)
        return try await frame.modify(request, InfraRow.frameRows, of: Driver.dataBoxFrame.kind)
    }

    func delete(_ frame: ManagedObject) async throws(StepFailure) {
        let body: JSON = ["dataBoxFrameNo": JSON(number: frame.id)]
        try await frame.delete(.rest(.dataBoxFrame, .post, "/data-box-frame/return-data-box-frame", body: body))
        try await frame.wait(until: .gone)
    }
}

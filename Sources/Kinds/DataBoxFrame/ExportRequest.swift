import Model
import NcloudClient
import OrderedJSON

extension Driver {
    /// Files that are to leave a box, once somebody has reviewed them. Source: api/databoxframe.md §3.4, §4.
    public static let exportRequest = Driver(
        Kind(
            "ExportRequest", service: "DataBoxFrame",
            summary: """
                A request to copy files from the storage of a Data Box to a bucket, which a reviewer must approve. It is made \
                once: not again by a second run or on another machine, also if an apply was interrupted. With other fields, it is \
                a new request. The apply ends when the request waits for its review. One removed from the manifests is \
                only forgotten; with lifecycle.onRemove: delete, it is cancelled if it is not decided yet.
                """,
            fields: FileRequest.dataBox.fields + [
                Field(
                    "files", .keyed(file, by: ["name"]), .required, change: .createOnly, constraints: [.count(1...5)],
                    "1 to 5 files in the volume, each of at most 10 MB."),
                Field(
                    "purpose", .string, .required, change: .createOnly, constraints: [.length(1...1000)],
                    "What the files are exported for; the reviewer reads it."),
                Field(
                    "vpnAccount", .string, .optional, change: .createOnly,
                    "The SSL VPN account that exports them (default: the first one of the box)."),
            ] + FileRequest.seen,
            identity: FileRequest.identity,
            // Codes of copying, rejected and cancelled requests are not documented. (inferred)
            status: StatusTable(
                pending: ["INIT"], ready: ["REQ_CMPL", "COPY_ING", "COPY_CMPL", "REJECT"], gone: ["CANCEL"]),
            reading: Kind.Reading(
                perParent: ["get-data-box-list"], besides: "get-export-apply-list for each box of the frame"),
            place: Kind.Place(listedUnder: "DataBoxFrame", serializedOn: ["box"]),
            life: FileRequest.exporting(by: "apply-file-export", cancelledBy: "return-file-export-apply"),
            example: """
                apiVersion: ncloud/v1
                kind: ExportRequest
                metadata: {name: results}
                spec:
                  frame: research
                  box: churn
                  bucket: analytics-output
                  files:
                    - {name: churn.csv, description: share of customers by month}
                  purpose: figures for the quarterly report
                """),
        operations: ExportRequestOperations())

    private static let file = [
        Field("name", .string, .required, "Its path in the volume."),
        Field("description", .string, constraints: [.length(0...1000)], "What is in it."),
    ]
}

struct ExportRequestOperations: Operations {
    /// Exports are listed for each box. Source: api/databoxframe.md §3.4.
    func list(_ scope: ReadScope, from cloud: any APICaller) async throws(APIFailure) -> [LiveObject] {
        try await ParentKind.dataBoxFrame.ids(scope, from: cloud).concurrentlyReading { frame throws(APIFailure) in
            try await cloud.unlessParentGone { () throws(APIFailure) in
                let boxes = try await DataBoxOperations.wires(in: frame, from: cloud)
                return try await boxes.concurrentlyReading { box throws(APIFailure) in
                    try await Self.requests(in: frame, box, from: cloud)
                }.flatMap(\.self)
            }
        }.flatMap(\.self)
    }

    private static func requests(
        in frame: String, _ box: JSON, from cloud: any APICaller
    ) async throws(APIFailure) -> [LiveObject] {
        // A box closed to this sub account, or on its way out, tells nothing of its requests.
        guard let number = box.nonEmpty("dataBoxNo"), box["disabled"]?.bool != true,
            box.nonEmpty("statusCode") != "TERMT"
        else { return [] }
        return try await cloud.unlessParentGone { () throws(APIFailure) in
            let entries = try await cloud.pages(
                of: .rest(
                    .dataBoxFrame, .get, "/export/get-export-apply-list",
                    query: ["dataBoxFrameNo": frame, "dataBoxNo": number]), .numbered(size: 1000))
            return FileRequest.dataBox.objects(
                "ExportRequest", entries, id: "exportApplyId", in: frame, statuses: statuses)
        }
    }

    private static let statuses = ["INIT", "REQ_CMPL", "COPY_ING", "REJECT", "COPY_CMPL", "CANCEL"]

    func create(_ desired: DesiredObject, through session: any CallSession) async throws(StepFailure) {
        let volume = try await FileRequest.dataBox.number(
            named: desired.text("volume"), ("storage volume", "volume"), of: desired,
            listedBy: "/export/get-source-nas-list", ("nasInstanceNo", "nasName"), through: session)
        let account = try await FileRequest.dataBox.number(
            named: desired.text("vpnAccount"), ("SSL VPN account", "vpnAccount"), of: desired,
            listedBy: "/export/get-ssl-vpn-account-list", ("sslVpnNo", "sslVpnId"), orFirst: true, through: session)
        let files = desired.elements("files").map { file in
            JSON(present: [
                "fileName": .string(file.text("name") ?? ""), "description": file.text("description").map(JSON.string),
            ])
        }
        let body = JSON(
            present: FileRequest.dataBox.numbers(desired) + [
                ("exportPurpose", .string(desired.text("purpose") ?? "")), ("sourceFileInfoList", .array(files)),
                ("sourceNasInstanceNo", volume), ("sslVpnNo", account),
                ("targetBucketName", .string(desired.text("bucket") ?? "")),
                ("memo", FileRequest.dataBox.memo(desired)),
            ])
        let id = try await session.create(.rest(.dataBoxFrame, .post, "/export/apply-file-export", body: body)) {
            FileRequest.creation($0, id: "exportApplyId", desired)
        }
        try await session.wait(for: id, until: .ready)
    }

    /// A request that was made is only followed.
    func update(_ request: ManagedObject) async throws(StepFailure) { try await request.wait(until: .ready) }

    /// Source: api/databoxframe.md §5.
    func delete(_ request: ManagedObject) async throws(StepFailure) {
        try await FileRequest.cancel(request, whereIn: ["INIT", "REQ_CMPL"]) { number in
            .rest(
                .dataBoxFrame, .post, "/export/return-file-export-apply",
                body: ["dataBoxNo": JSON(number: request.text("box") ?? ""), "exportApplyId": JSON(number: number)])
        }
    }
}

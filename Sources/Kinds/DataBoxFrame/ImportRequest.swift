import Model
import NcloudClient
import OrderedJSON

extension Driver {
    /// Files that are copied from a bucket into a box, once. Source: api/databoxframe.md §3.3, §4.
    public static let importRequest = Driver(
        Kind(
            "ImportRequest", service: "DataBoxFrame",
            summary: """
                A request to copy files from a bucket into the storage of a Data Box. It is made once: not again by a second \
                run or on another machine, also if an apply was interrupted. With other fields, it is a new request. The cloud \
                keeps requests, so one removed from the manifests is only forgotten.
                """,
            fields: FileRequest.dataBox.fields + [
                Field(
                    "files", .set(.string), .required, change: .createOnly, constraints: [.count(1...5)],
                    "Names of 1 to 5 objects in the bucket, each of at most 500 MB.")
            ] + FileRequest.seen,
            identity: FileRequest.identity,
            status: StatusTable(
                pending: ["INIT", "ING"], ready: ["SCSS"], failed: ["ERR_FILE", "ERR_SYS", "ERR_SEC"]),
            reading: Kind.Reading(perParent: ["get-import-apply-list"]),
            place: Kind.Place(listedUnder: "DataBoxFrame", serializedOn: ["box"]),
            life: FileRequest.importing(by: "apply-file-import"),
            example: """
                apiVersion: ncloud/v1
                kind: ImportRequest
                metadata: {name: customers}
                spec:
                  frame: research
                  box: churn
                  bucket: analytics-input
                  files: [customers.csv]
                  memo: first delivery
                """),
        operations: ImportRequestOperations())
}

struct ImportRequestOperations: Operations {
    func list(_ scope: ReadScope, from cloud: any APICaller) async throws(APIFailure) -> [LiveObject] {
        try await ParentKind.dataBoxFrame.ids(scope, from: cloud).concurrentlyReading { frame throws(APIFailure) in
            try await cloud.unlessParentGone { () throws(APIFailure) in
                let entries = try await cloud.pages(
                    of: .rest(
                        .dataBoxFrame, .get, "/import/get-import-apply-list", query: ["dataBoxFrameNo": frame]),
                    .numbered(size: 1000))
                return FileRequest.dataBox.objects(
                    "ImportRequest", entries, id: "importApplyId", in: frame, statuses: Self.statuses)
            }
        }.flatMap(\.self)
    }

    private static let statuses = ["ERR_SEC", "ERR_FILE", "ERR_SYS", "INIT", "ING", "SCSS"]

    func create(_ desired: DesiredObject, through session: any CallSession) async throws(StepFailure) {
        let volume = try await FileRequest.dataBox.number(
            named: desired.text("volume"), ("storage volume", "volume"), of: desired,
            listedBy: "/import/get-target-nas-list", ("nasInstanceNo", "nasName"), through: session)
        let files = (desired.texts("files") ?? []).map { JSON.object(["fileName": .string($0)]) }
        let body = JSON(
            present: FileRequest.dataBox.numbers(desired) + [
                ("sourceBucketName", .string(desired.text("bucket") ?? "")), ("targetNasInstanceNo", volume),
                ("sourceFileInfoList", .array(files)), ("memo", FileRequest.dataBox.memo(desired)),
            ])
        let id = try await session.create(.rest(.dataBoxFrame, .post, "/import/apply-file-import", body: body)) {
            FileRequest.creation($0, id: "importApplyId", desired)
        }
        try await session.wait(for: id, until: .ready)
    }

    /// A request that was made is only followed.
    func update(_ request: ManagedObject) async throws(StepFailure) { try await request.wait(until: .ready) }

    func delete(_ request: ManagedObject) async throws(StepFailure) { throw .notDeleted(request.live) }
}

import Model
import NcloudClient
import OrderedJSON

extension Driver {
    /// Files that are to leave a box, once somebody has reviewed them. Source: create-file-export, get-export-list,
    /// cancel-file-export, datafence-code.
    public static let datafenceExportRequest = Driver(
        Kind(
            "DatafenceExportRequest", service: "Datafence",
            summary: """
                A request to copy files from the storage of a Datafence box to a bucket, which a reviewer must approve. It is \
                made once: not again by a second run or on another machine, also if an apply was interrupted. With other \
                fields, it is a new request. The apply ends when the request waits for its review. One removed from the \
                manifests is only forgotten; with lifecycle.onRemove: delete, it is cancelled if it is not decided yet.
                """,
            fields: FileRequest.fence.fields + [
                Field(
                    "files", .set(.string), .required, change: .createOnly, constraints: [.count(1...10)],
                    """
                    1 to 10 files in the volume, each of at most 2 GB. A file that was imported is called by the number of its \
                    request and its name, such as 99_customers.csv.
                    """),
                Field(
                    "content", .string, .required, change: .createOnly, constraints: [.length(1...1000)],
                    "What is in the files; the reviewer reads it."),
                Field(
                    "purpose", .string, .required, change: .createOnly, constraints: [.length(1...1000)],
                    "What the files are exported for; the reviewer reads it."),
            ] + FileRequest.seen,
            identity: FileRequest.identity,
            status: StatusTable(
                pending: ["INITIALIZED", "UPLOADING"],
                ready: ["UPLOADED", "APPROVED", "EXPORTING", "EXPORTED", "REJECTED"],
                failed: ["ERROR_FILE", "ERROR_SYSTEM"]),
            reading: Kind.Reading(perParent: ["get-box-list"], besides: "get-export-list for each box of the fence"),
            place: Kind.Place(listedUnder: "Datafence", serializedOn: ["box"]),
            life: FileRequest.exporting(by: "create-file-export", cancelledBy: "cancel-file-export"),
            example: """
                apiVersion: ncloud/v1
                kind: DatafenceExportRequest
                metadata: {name: results}
                spec:
                  fence: research
                  box: churn
                  bucket: analytics-output
                  files: [churn.csv]
                  content: share of customers by month
                  purpose: figures for the quarterly report
                """),
        operations: DatafenceExportRequestOperations())
}

struct DatafenceExportRequestOperations: Operations {
    func list(_ scope: ReadScope, from cloud: any APICaller) async throws(APIFailure) -> [LiveObject] {
        try await FileRequest.requests(
            "DatafenceExportRequest", listedBy: "/export/get-export-list",
            statuses: [
                "ERROR_FILE", "ERROR_SYSTEM", "INITIALIZED", "UPLOADING", "UPLOADED", "APPROVED", "EXPORTING",
                "REJECTED", "EXPORTED",
            ], scope, from: cloud)
    }

    func create(_ desired: DesiredObject, through session: any CallSession) async throws(StepFailure) {
        try await FileRequest.ask(
            desired, by: "/export/create-file-export",
            volumes: ("/export/get-source-nas-list", "sourceNasInstanceNo"), bucket: "targetBucketName",
            besides: [
                ("fileDescription", .string(desired.text("content") ?? "")),
                ("exportPurpose", .string(desired.text("purpose") ?? "")),
            ], through: session)
    }

    /// A request that was made is only followed.
    func update(_ request: ManagedObject) async throws(StepFailure) { try await request.wait(until: .ready) }

    func delete(_ request: ManagedObject) async throws(StepFailure) {
        try await FileRequest.cancel(request, whereIn: ["INITIALIZED", "UPLOADING", "UPLOADED"]) { number in
            .rest(
                .datafence, .delete, "/export/cancel-file-export",
                query: [
                    "fenceId": request.text("fence") ?? "", "boxId": request.text("box") ?? "", "fileId": number,
                ])
        }
    }
}

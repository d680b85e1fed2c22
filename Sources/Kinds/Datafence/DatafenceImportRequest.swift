import Model
import NcloudClient

extension Driver {
    /// Files that are copied from a bucket into a box, once. Source: create-file-import, get-import-list, datafence-code.
    public static let datafenceImportRequest = Driver(
        Kind(
            "DatafenceImportRequest", service: "Datafence",
            summary: """
                A request to copy files from a bucket into the storage of a Datafence box. It is made once: not again by a \
                second run or on another machine, also if an apply was interrupted. With other fields, it is a new request. \
                The cloud keeps requests, so one removed from the manifests is only forgotten.
                """,
            fields: FileRequest.fence.fields + [
                Field(
                    "files", .set(.string), .required, change: .createOnly, constraints: [.count(1...10)],
                    "Names of 1 to 10 objects in the bucket, each of at most 2 GB.")
            ] + FileRequest.seen,
            identity: FileRequest.identity,
            status: StatusTable(
                pending: ["INITIALIZED", "UPLOADING"], ready: ["IMPORTED"],
                failed: ["ERROR_FILE", "ERROR_SECURITY", "ERROR_SYSTEM"]),
            reading: Kind.Reading(perParent: ["get-box-list"], besides: "get-import-list for each box of the fence"),
            place: Kind.Place(listedUnder: "Datafence", serializedOn: ["box"]),
            life: FileRequest.importing(by: "create-file-import"),
            example: """
                apiVersion: ncloud/v1
                kind: DatafenceImportRequest
                metadata: {name: customers}
                spec:
                  fence: research
                  box: churn
                  bucket: analytics-input
                  files: [customers.csv]
                  memo: first delivery
                """),
        operations: DatafenceImportRequestOperations())
}

struct DatafenceImportRequestOperations: Operations {
    func list(_ scope: ReadScope, from cloud: any APICaller) async throws(APIFailure) -> [LiveObject] {
        try await FileRequest.requests(
            "DatafenceImportRequest", listedBy: "/import/get-import-list",
            statuses: ["ERROR_SECURITY", "ERROR_FILE", "ERROR_SYSTEM", "INITIALIZED", "UPLOADING", "IMPORTED"], scope,
            from: cloud)
    }

    func create(_ desired: DesiredObject, through session: any CallSession) async throws(StepFailure) {
        try await FileRequest.ask(
            desired, by: "/import/create-file-import",
            volumes: ("/import/get-target-nas-list", "targetNasInstanceNo"), bucket: "sourceBucketName", besides: [],
            through: session)
    }

    /// A request that was made is only followed.
    func update(_ request: ManagedObject) async throws(StepFailure) { try await request.wait(until: .ready) }

    func delete(_ request: ManagedObject) async throws(StepFailure) { throw .notDeleted(request.live) }
}

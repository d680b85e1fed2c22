import Model
import NcloudClient
import OrderedJSON

extension Driver {
    /// The rules by which waiting exports of a fence are approved or rejected. Source: get-export-file-approve-list-1,
    /// export-file-approve-1, export-file-reject-1.
    public static let datafenceExportReview = Driver(
        .exportReview(
            "DatafenceExportReview", service: "Datafence", of: ("fence", "Datafence", "fence"), id: "fenceId",
            size: (
                // Sizes are answered in MB.
                Field("maxMegabytes", .integer, constraints: [.range(0...2048)], "The largest size in MB."), "megabytes"
            ),
            requesters: "Who may ask for the export.",
            reading: Kind.Reading(
                perParent: ["get-box-list"],
                besides: """
                    get-export-file-approve-list for each box of the fence, get-export-file-approve-detail for each waiting \
                    file
                    """),
            example: """
                apiVersion: ncloud/v1
                kind: DatafenceExportReview
                metadata: {name: exports}
                spec:
                  fence: research
                  dryRun: true
                  rules:
                    - {name: no archives, decision: reject, reason: archives cannot be reviewed, types: [zip, tar, gz]}
                    - {name: small tables, decision: approve, types: [csv], maxMegabytes: 10, purpose: "*report*"}
                """),
        operations: DatafenceExportReviewOperations())
}

struct DatafenceExportReviewOperations: CloudMadeOperations {
    let kind = "DatafenceExportReview"

    func list(_ scope: ReadScope, from cloud: any APICaller) async throws(APIFailure) -> [LiveObject] {
        let fences = try await FileRequest.inFences(scope, from: cloud) { fence, box throws(APIFailure) in
            try await Self.waiting(in: fence, box, from: cloud)
        }
        return fences.map { fence, waiting in
            LiveObject(
                kind: kind, id: fence,
                attributes: ["fence": .string(fence), "decisions": [], "waiting": .list(waiting)])
        }
    }

    /// The files of a box that wait for the reviewer.
    private static func waiting(
        in fence: String, _ box: String, from cloud: any APICaller
    ) async throws(APIFailure) -> [Value] {
        let query: Parameters = ["fenceId": fence, "boxId": box]
        let entries = try await cloud.pages(
            of: .rest(
                .datafence, .get, "/export-approval/get-export-file-approve-list",
                query: ["fenceId": fence, "boxId": box, "status": "UPLOADED"]), .fromZero())
        return try await entries.concurrentlyReading { entry throws(APIFailure) -> Value? in
            guard let id = entry.nonEmpty("fileId"), entry.nonEmpty("statusCode") ?? "UPLOADED" == "UPLOADED" else {
                return nil
            }
            var one = query
            one.add("fileId", id)
            // Nil when somebody decided it meanwhile.
            let detail = try await cloud.unlessGone(
                .rest(.datafence, .get, "/export-approval/get-export-file-approve-detail", query: one))
            return detail.map { Value.map(attributes(entry, $0, id: id, box: box)) }
        }.compactMap(\.self)
    }

    private static func attributes(_ entry: JSON, _ detail: JSON, id: String, box: String) -> Attributes {
        [
            "request": .string(id), "box": .string(box), "file": Value(file(entry, id: id)),
            "megabytes": Value(entry["fileSize"]?.integer), "requester": Value(entry.nonEmpty("requesterId")),
            "purpose": Value(detail.nonEmpty("exportPurpose")), "requested": Value(entry.nonEmpty("createDate")),
        ]
    }

    /// The file's own name: in the review bucket, date and number of the request stand before it.
    private static func file(_ entry: JSON, id: String) -> String? {
        guard let path = entry.nonEmpty("screenFilePath") else { return entry.nonEmpty("sourceFilePath") }
        return path.split(separator: "_\(id)_", maxSplits: 1).dropFirst().first.map(String.init) ?? path
    }

    func update(_ review: ManagedObject) async throws(StepFailure) {
        try await review.takeDecisions(ids: ("fenceId", "boxId", "fileId")) { call, body in
            .rest(.datafence, .patch, "/export-approval/\(call)", body: body)
        }
    }
}

import Model
import NcloudClient
import OrderedJSON

extension Driver {
    /// The rules by which waiting exports of a frame are approved or rejected. Source: api/databoxframe.md §3.5, §5.
    public static let exportReview = Driver(
        .exportReview(
            "ExportReview", service: "DataBoxFrame", of: ("frame", "DataBoxFrame", "frame"), id: "dataBoxFrameNo",
            size: (
                Field("maxBytes", .integer, constraints: [.range(0...10_000_000)], "The largest size."), "bytes"
            ),
            requesters: "The SSL VPN accounts that ask.",
            reading: Kind.Reading(
                perParent: ["get-export-file-approve-list"],
                besides: "get-export-file-approve-detail for each waiting file"),
            example: """
                apiVersion: ncloud/v1
                kind: ExportReview
                metadata: {name: exports}
                spec:
                  frame: research
                  dryRun: true
                  rules:
                    - {name: no archives, decision: reject, reason: archives cannot be reviewed, types: [zip, tar, gz]}
                    - {name: small tables, decision: approve, types: [csv], maxBytes: 100000, purpose: "*report*"}
                """),
        operations: ExportReviewOperations())
}

struct ExportReviewOperations: CloudMadeOperations {
    let kind = "ExportReview"

    func list(_ scope: ReadScope, from cloud: any APICaller) async throws(APIFailure) -> [LiveObject] {
        try await ParentKind.dataBoxFrame.ids(scope, from: cloud).concurrentlyReading { frame throws(APIFailure) in
            try await cloud.unlessParentGone { () throws(APIFailure) in
                [try await Self.review(of: frame, from: cloud)]
            }
        }.flatMap(\.self)
    }

    private static func review(
        of frame: String, from cloud: any APICaller
    ) async throws(APIFailure) -> LiveObject {
        let entries = try await cloud.pages(
            of: .rest(
                .dataBoxFrame, .get, "/export-approve/get-export-file-approve-list",
                query: ["dataBoxFrameNo": frame, "status": "REQ_CMPL"]), .numbered(size: 1000))
        let waiting = try await entries.concurrentlyReading { entry throws(APIFailure) in
            try await detailed(entry, of: frame, from: cloud)
        }.compactMap(\.self)
        return LiveObject(
            kind: "ExportReview", id: frame,
            attributes: ["frame": .string(frame), "decisions": [], "waiting": .list(waiting.map { .map($0) })])
    }

    /// A file with what only its own call tells; nil when somebody decided it meanwhile.
    private static func detailed(
        _ entry: JSON, of frame: String, from cloud: any APICaller
    ) async throws(APIFailure) -> Attributes? {
        guard let id = entry.nonEmpty("exportApplyId"), entry.nonEmpty("status") ?? "REQ_CMPL" == "REQ_CMPL" else {
            return nil
        }
        let query: Parameters = [
            "dataBoxFrameNo": frame, "dataBoxNo": entry.nonEmpty("dataBoxNo") ?? "", "exportApplyId": id,
        ]
        let answer = try await cloud.unlessGone(
            .rest(.dataBoxFrame, .get, "/export-approve/get-export-file-approve-detail", query: query))
        // The page of the other detail calls shows a list of one; this one is not shown. (inferred)
        guard let detail = answer.map({ $0["content"]?[0] ?? $0 }) else { return nil }
        return [
            "request": .string(id), "box": Value(entry.nonEmpty("dataBoxNo")),
            "file": Value(entry.nonEmpty("sourceFileName")), "bytes": Value(entry["fileSize"]?.integer),
            "requester": Value(entry.nonEmpty("sslVpnId")), "purpose": Value(detail.nonEmpty("exportPurpose")),
            "requested": Value(entry.nonEmpty("applyDate")),
        ]
    }

    func update(_ review: ManagedObject) async throws(StepFailure) {
        try await review.takeDecisions(ids: ("dataBoxFrameNo", "dataBoxNo", "exportApplyId")) { call, body in
            .rest(.dataBoxFrame, .post, "/export-approve/\(call)", body: body)
        }
    }
}

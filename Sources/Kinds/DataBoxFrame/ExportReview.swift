import Model
import NcloudClient
import OrderedJSON

extension Driver {
    /// The rules by which waiting exports of a frame are approved or rejected. Source: api/databoxframe.md §3.5, §5.
    public static let exportReview = Driver(
        Kind(
            "ExportReview", service: "DataBoxFrame",
            summary: """
                The rules by which exports that wait for a review are approved or rejected. There is one review for each frame. \
                The first rule that covers a file decides it; what no rule covers stays waiting and is reported by each plan. \
                With dryRun, which is the default, plans only show what would be decided.
                """,
            fields: [
                Field("frame", .reference("DataBoxFrame"), .required, change: .createOnly, "The frame."),
                Field(
                    "dryRun", .boolean, change: .stateOnly, initial: true,
                    "Whether decisions are only shown, and not taken."),
                Field(
                    "rules", .list(.object(ExportRule.fields)), .required, change: .stateOnly,
                    constraints: [
                        .count(1...100), .choice(FieldChoice(.atLeastOne, of: ExportRule.conditions)),
                    ], "The rules, in order."),
                Field(
                    "decisions", .keyed(ExportRule.decision, by: ["request"]), .computed,
                    change: .inPlace(
                        .none, calls: [ExportReviewOperations.approval, ExportReviewOperations.rejection]),
                    "What the rules decide of the files that wait."),
                .computed("waiting", .list(.object(ExportRule.waiting)), "The files that wait for a decision."),
            ],
            identity: Kind.Identity(id: "dataBoxFrameNo", marker: ["frame"]),
            reading: Kind.Reading(
                perParent: ["get-export-file-approve-list"],
                besides: "get-export-file-approve-detail for each waiting file"),
            place: Kind.Place(listedUnder: "DataBoxFrame", companionOf: "DataBoxFrame"),
            life: Kind.Life(
                creation: .refused(
                    "the frame does not exist", advice: "a frame has its review by itself: name an existing frame"),
                update: Kind.Procedure([], seconds: 5, timeout: 600),
                deletion: .refused(
                    "a review belongs to its frame",
                    advice: "set lifecycle.onRemove: retain, and the rules are only forgotten"),
                disruption: .none),
            // Every frame has one, and nobody made it.
            choosing: Kind.Choosing(builtIn: ["decisions": []]),
            serving: Kind.Serving(review: Review("decisions", trial: "dryRun", decide: ExportRule.decide)),
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

struct ExportReviewOperations: Operations {
    static let approval = "export-file-approve"
    static let rejection = "export-file-reject"

    func list(_ scope: ReadScope, from cloud: any APICaller) async throws(APIFailure) -> [LiveObject] {
        try await ParentKind.dataBoxFrame.ids(scope, from: cloud).concurrentlyReading { frame throws(APIFailure) in
            try await cloud.unlessParentGone { () throws(APIFailure) in
                [try await Self.review(of: frame, scope, from: cloud)]
            }
        }.flatMap(\.self)
    }

    private static func review(
        of frame: String, _ scope: ReadScope, from cloud: any APICaller
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

    func create(_ desired: DesiredObject, through session: any CallSession) async throws(StepFailure) {
        throw .notMade("ExportReview")
    }

    func update(_ review: ManagedObject) async throws(StepFailure) {
        try await review.takeDecisions { decision, isApproved in
            var body: [(String, JSON)] = [
                ("dataBoxFrameNo", JSON(number: review.id)), ("dataBoxNo", JSON(number: decision.text("box") ?? "")),
                ("exportApplyId", JSON(number: decision.text("request") ?? "")),
            ]
            if !isApproved { body.append(("rejectReason", .string(decision.text("reason") ?? ""))) }
            let path = "/export-approve/\(isApproved ? Self.approval : Self.rejection)"
            return .rest(.dataBoxFrame, .post, path, body: JSON(present: body))
        }
    }

    func delete(_ review: ManagedObject) async throws(StepFailure) { throw .notDeleted(review.live) }
}

import Model
import NcloudClient
import OrderedJSON

extension Driver {
    /// The rules by which waiting exports of a fence are approved or rejected. Source: get-export-file-approve-list-1,
    /// export-file-approve-1, export-file-reject-1.
    public static let datafenceExportReview = Driver(
        Kind(
            "DatafenceExportReview", service: "Datafence",
            summary: """
                The rules by which exports that wait for a review are approved or rejected. There is one review for each fence. \
                The first rule that covers a file decides it; what no rule covers stays waiting and is reported by each plan. \
                With dryRun, which is the default, plans only show what would be decided.
                """,
            fields: [
                Field("fence", .reference("Datafence"), .required, change: .createOnly, "The fence."),
                Field(
                    "dryRun", .boolean, change: .stateOnly, initial: true,
                    "Whether decisions are only shown, and not taken."),
                Field(
                    "rules", .list(.object(rules)), .required, change: .stateOnly,
                    constraints: [
                        .count(1...100),
                        .choice(FieldChoice(.atLeastOne, of: ExportRule.conditionNames(size: "maxMegabytes"))),
                    ], "The rules, in order."),
                Field(
                    "decisions", .keyed(ExportRule.decision, by: ["request"]), .computed,
                    change: .inPlace(
                        .none, calls: [ExportReviewOperations.approval, ExportReviewOperations.rejection]),
                    "What the rules decide of the files that wait."),
                .computed(
                    "waiting",
                    .list(.object(ExportRule.waitingFields(size: "megabytes", requester: "Who asks for the export."))),
                    "The files that wait for a decision."),
            ],
            identity: Kind.Identity(id: "fenceId", marker: ["fence"]),
            reading: Kind.Reading(
                perParent: ["get-box-list"],
                besides: """
                    get-export-file-approve-list for each box of the fence, get-export-file-approve-detail for each waiting \
                    file
                    """),
            place: Kind.Place(listedUnder: "Datafence", companionOf: "Datafence"),
            life: Kind.Life(
                creation: .refused(
                    "the fence does not exist", advice: "a fence has its review by itself: name an existing fence"),
                update: Kind.Procedure([], seconds: 5, timeout: 600),
                deletion: .refused(
                    "a review belongs to its fence",
                    advice: "set lifecycle.onRemove: retain, and the rules are only forgotten"),
                disruption: .none),
            // Every fence has one, and nobody made it.
            choosing: Kind.Choosing(builtIn: ["decisions": []]),
            serving: Kind.Serving(review: Review("decisions", trial: "dryRun", decide: ExportRule.decide)),
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

    /// Sizes are answered in MB.
    private static let rules = ExportRule.ruleFields(
        size: Field("maxMegabytes", .integer, constraints: [.range(0...2048)], "The largest size in MB."),
        requesters: "Who may ask for the export.")
}

struct DatafenceExportReviewOperations: Operations {
    func list(_ scope: ReadScope, from cloud: any APICaller) async throws(APIFailure) -> [LiveObject] {
        let fences = try await FileRequest.inFences(scope, from: cloud) { fence, box throws(APIFailure) in
            try await Self.waiting(in: fence, box, from: cloud)
        }
        return fences.map { fence, waiting in
            LiveObject(
                kind: "DatafenceExportReview", id: fence,
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

    func create(_ desired: DesiredObject, through session: any CallSession) async throws(StepFailure) {
        throw .notMade("DatafenceExportReview")
    }

    func update(_ review: ManagedObject) async throws(StepFailure) {
        try await review.takeDecisions { decision, isApproved in
            var body: [(String, JSON)] = [
                ("fenceId", JSON(number: review.id)), ("boxId", JSON(number: decision.text("box") ?? "")),
                ("fileId", JSON(number: decision.text("request") ?? "")),
            ]
            if !isApproved { body.append(("rejectReason", .string(decision.text("reason") ?? ""))) }
            let call = isApproved ? ExportReviewOperations.approval : ExportReviewOperations.rejection
            return .rest(.datafence, .patch, "/export-approval/\(call)", body: JSON(present: body))
        }
    }

    func delete(_ review: ManagedObject) async throws(StepFailure) { throw .notDeleted(review.live) }
}

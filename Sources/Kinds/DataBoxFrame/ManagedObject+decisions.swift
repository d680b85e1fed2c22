import Model
import NcloudClient
import OrderedJSON

// Deciding exports that wait for a review.

extension ManagedObject {
    /// Takes the planned decisions, and no others: what came in since waits for the next plan. Each is logged with its rule.
    /// - Parameters:
    ///   - ids: the members that hold the numbers of the environment, the box and the file.
    ///   - request: the request of a call with a body.
    func takeDecisions(
        ids: (parent: String, box: String, file: String), by request: (_ call: String, _ body: JSON) -> APIRequest
    ) async throws(StepFailure) {
        for decision in desired.elements("decisions") {
            let number = decision.text("request") ?? ""
            let isApproved = decision.text("decision") == ExportRule.approve
            let body = JSON(present: [
                ids.parent: JSON(number: id), ids.box: JSON(number: decision.text("box") ?? ""),
                ids.file: JSON(number: number),
                "rejectReason": isApproved ? JSON?.none : .string(decision.text("reason") ?? ""),
            ])
            try await change(request(ExportRule.call(decision), body)) { live in
                !(live.attributes["waiting"]?.elements ?? []).contains { $0.members.text("request") == number }
            }
            let (file, rule) = (decision.text("file") ?? "", decision.text("rule") ?? "")
            session.log("\(isApproved ? "approved" : "rejected") export \(number) (\(file)) by rule \"\(rule)\"")
        }
    }
}

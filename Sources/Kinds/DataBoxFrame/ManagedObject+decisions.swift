import Model
import NcloudClient

// Deciding exports that wait for a review.

extension ManagedObject {
    /// Takes the planned decisions, and no others: what came in since waits for the next plan. Each is logged with its rule.
    /// - Parameter request: the call that takes one.
    func takeDecisions(
        by request: (_ decision: Attributes, _ isApproved: Bool) -> APIRequest
    ) async throws(StepFailure) {
        for decision in desired.elements("decisions") {
            let number = decision.text("request") ?? ""
            let isApproved = decision.text("decision") == ExportRule.approve
            try await change(request(decision, isApproved)) { live in
                !(live.attributes["waiting"]?.elements ?? []).contains { $0.members.text("request") == number }
            }
            let (file, rule) = (decision.text("file") ?? "", decision.text("rule") ?? "")
            session.log("\(isApproved ? "approved" : "rejected") export \(number) (\(file)) by rule \"\(rule)\"")
        }
    }
}

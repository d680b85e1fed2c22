import Kinds
import Model
import NcloudClient

extension StepFailure {
    /// What the failure makes of its step.
    /// - Parameter hasActed: whether one of the step's calls may have changed something.
    func result(of step: Step, hasActed: Bool) -> StepResult {
        switch self {
        case .api(let failure) where failure.classification == .quota:
            // A step whose first call was not taken has not begun; one that was cut off in between goes on later.
            hasActed ? .pending("the quota of calls is used up") : .notStarted
        case .api(let failure):
            .failed(
                Diagnostic(
                    code: "api", "\(step.address): \(failure.description)", at: step.desired?.span))
        case .diagnostic(let diagnostic):
            .failed(diagnostic)
        case .pending(let text):
            .pending(text)
        case .secretLost(let object):
            .pending("\(object.kind) \(object.id) was made, but the answer with its secret was lost; it is made anew")
        case .vanished:
            .failed(
                Diagnostic(
                    code: "vanished", "\(step.address) went away while it was waited for", at: step.desired?.span,
                    help: "somebody else deleted it; run again to make it anew"))
        case .interrupted:
            .pending("interrupted")
        case .ambiguous(let candidates):
            .failed(.ambiguous(step.address, candidates, at: step.desired?.span))
        }
    }
}

extension Diagnostic {
    /// A create without an answer: live objects could be what it made, and nothing says which, or whose.
    public static func ambiguous(
        _ address: Address, _ candidates: [LiveObject], at span: SourceSpan? = nil
    ) -> Diagnostic {
        let ids = candidates.map { object in
            "\(object.kind) \(object.id)" + (object.created.map { ", made \($0)" } ?? "")
                + (object.status.map { ", \($0)" } ?? "")
        }
        let finding =
            candidates.count == 1
            ? "1 object could be it, but it could be another's as well" : "\(candidates.count) objects could be it"
        return Diagnostic(
            code: "ambiguous", "the answer to creating \(address) was lost, and \(finding)", at: span, notes: ids,
            help: "choose one with \"nacre import \(address) ID\", delete the others, and run again")
    }
}

import Kinds
import Model
import NcloudClient

extension StepFailure {
    /// What the failure makes of its step.
    /// - Parameter hasActed: whether one of the step's calls may have changed something.
    func result(of step: Step, hasActed: Bool) -> StepResult {
        switch self {
        case .api(let failure) where failure.endsRun:
            // A step whose first call was not taken has not begun; one that was cut off in between goes on later.
            hasActed ? .pending(failure.haltInBrief) : .notStarted
        case .api(let failure):
            .failed(
                Diagnostic(code: "api", failure.summary, at: step.desired?.span, help: failure.nextStep))
        case .diagnostic(let diagnostic):
            .failed(diagnostic)
        case .pending(let text):
            .pending(text)
        case .secretLost(let object):
            .pending(
                "\(object.kind) \(object.id) was created, but the response with its secret was lost; it will be recreated"
            )
        case .vanished:
            .failed(
                Diagnostic(
                    code: "vanished", "\(step.address) disappeared while nacre waited for it", at: step.desired?.span,
                    help: "it was deleted outside nacre; run again to recreate it"))
        case .interrupted:
            .pending("interrupted")
        case .ambiguous(let candidates):
            .failed(.ambiguous(step.address, candidates, at: step.desired?.span))
        }
    }
}

extension APIFailure {
    /// Why a run ended before its time, for each step that it left; the run tells the whole of it once.
    var haltInBrief: String {
        classification == .quota ? "the API call quota is exhausted" : "the access key is not accepted"
    }
}

extension Diagnostic {
    /// A create without an answer: live objects could be what it made, and nothing says which, or whose.
    public static func ambiguous(
        _ address: Address, _ candidates: [LiveObject], at span: SourceSpan? = nil
    ) -> Diagnostic {
        let ids = candidates.map { object in
            "\(object.kind) \(object.id)" + (object.created.map { ", created \($0)" } ?? "")
                + (object.status.map { ", \($0)" } ?? "")
        }
        let finding =
            candidates.count == 1
            ? "1 object matches, but it may belong to someone else" : "\(candidates.count) objects match"
        return Diagnostic(
            code: "ambiguous", "no response to the create call of \(address) was received, and \(finding)", at: span,
            notes: ids,
            help: "choose one with \"nacre import \(address) ID\", delete the others, and run again")
    }
}

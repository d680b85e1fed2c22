import Model
import NcloudClient

extension StepFailure {
    /// The failure in a few words, for a line of the log.
    var words: String {
        switch self {
        case .api(let failure): failure.summary
        case .diagnostic(let diagnostic): diagnostic.message
        case .pending(let text): text
        case .ambiguous(let candidates): "\(Counted.of(candidates.count, "object")) may be the one"
        case .secretLost: "the response with its secret was lost"
        case .vanished: "it disappeared"
        case .interrupted: "the run was interrupted"
        }
    }
}

/// One row of the ``ErrorTable``: which answers it is about, and what they mean.
public struct ErrorRow: Sendable, Hashable {
    /// Which layer's codes a row is about; the same number means different things in each.
    public enum Layer: String, Sendable, Hashable {
        /// The gateway, by HTTP status and code.
        case gateway
        /// An action-style service.
        case action
        /// A REST service; its codes travel in the gateway's envelope.
        case rest
        /// Key Management Service; its codes are words.
        case kms
        /// Object Storage; its codes are those of S3.
        case storage
        /// A standardized service; its codes are words, in the gateway's envelope.
        case standard
    }

    /// Which calls a row is about.
    public enum Calls: Sendable, Hashable {
        case any, reads, changes
        /// Those of one action.
        case action(String)
    }

    /// ``Classification`` without what only a single answer knows.
    public enum Verdict: String, Sendable, Hashable {
        case retry, ambiguous, busy, gone, quota, refused
        /// Refused, and worth a look at the clock.
        case unauthenticated
    }

    public var layer: Layer
    /// Nil for any status.
    public var status: Int?
    public var code: String
    public var calls: Calls
    public var verdict: Verdict
    /// In our words, lower case.
    public var meaning: String
    public var nextStep: String?
    /// The fact sheet and section the row comes from.
    public var source: String
    /// The names of the services whose own codes these are, where they come with the status of success too; empty for others.
    public var services: Set<String> = []

    /// - Parameter action: the last word of the path.
    func covers(_ layer: Layer, status: Int, code: String, isRead: Bool, action: String) -> Bool {
        guard layer == self.layer, code == self.code, self.status == nil || self.status == status else { return false }
        switch calls {
        case .any: return true
        case .reads: return isRead
        case .changes: return !isRead
        case .action(let name): return action == name
        }
    }

    var classification: Classification {
        switch verdict {
        case .retry: .retry
        case .ambiguous: .ambiguous
        case .busy: .busy(meaning)
        case .gone: .gone
        case .quota: .quota
        case .unauthenticated: .unauthenticated
        case .refused: .refused
        }
    }
}

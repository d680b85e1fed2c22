import Model
import NcloudClient
import OrderedJSON

/// How what a kind's objects have cached is thrown away. Never a part of a plan: it is done when somebody asks for it.
public struct Purging: Sendable {
    /// One request, which is about paths of one sort.
    public struct Request: Hashable, Sendable {
        /// In words, for the history: `directory`.
        public var sort: String
        /// None for everything.
        public var paths: [String]
    }

    /// How far a request has come.
    public enum Progress: Hashable, Sendable {
        case running, done, failed
    }

    /// How an object is seen to have no cache, as one that is stopped.
    public struct Idleness: Sendable {
        /// The call that shows the status of an object.
        public let look: @Sendable (_ id: String) -> APIRequest
        /// The status at which an object has no cache and gets none by itself, by the answer to that call; nil at any other.
        public let status: @Sendable (_ answer: JSON) -> String?
    }

    /// How many requests the account may send in a minute.
    public let requestsPerMinute: Int
    /// How long a request is followed, several times what one takes.
    public let longest: Duration
    /// How an object is seen to have no cache; nil where the service says so itself, at once.
    public var idleness: Idleness?
    /// The requests for paths, or for everything where there are none.
    public let requests: @Sendable (_ paths: [String]) throws(Diagnostic) -> [Request]
    /// The call of a request.
    public let call: @Sendable (_ id: String, _ request: Request) -> APIRequest
    /// The numbers by which its answer says that a request is asked for.
    public let numbers: @Sendable (_ answer: JSON) -> [String]
    /// The call that shows how far one about the object with this id has come.
    public let status: @Sendable (_ id: String, _ number: String) -> APIRequest
    public let progress: @Sendable (_ answer: JSON) -> Progress
}

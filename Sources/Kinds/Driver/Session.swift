import Model
import NcloudClient
import OrderedJSON

/// What a kind's operations act through while one step runs.
///
/// Reads are plain calls. Each changing call is journalled: its intent is durable before it leaves, the id is recorded
/// the moment the answer arrives, the outcome after. An answer that leaves open whether the call took effect never
/// leads to a blind repetition of one that is not idempotent.
public protocol CallSession: APICaller {
    /// The text by which an object without a name of its own is found again.
    var tag: String { get }

    /// Of a deletion: the ids of what was made together with the object, by kind, and is to go with it.
    var byproducts: [String: [String]] { get }

    /// Makes an object. When the answer is lost, it is looked for by the kind's marker: found once, it is taken; not
    /// found within the settle time, the call is repeated; found several times, the step is held.
    /// - Parameter read: takes the id and what is shown only once out of the answer. An answer without an id makes the
    ///   session look for the object.
    /// - Returns: the id, recorded already.
    func create(
        _ request: APIRequest, read: @Sendable (JSON) -> Creation
    ) async throws(StepFailure) -> String

    /// Changes an object. `repeatable` says what to do when the answer is lost.
    @discardableResult
    func change(_ request: APIRequest, _ repeatable: Repeatability) async throws(StepFailure) -> JSON

    /// Deletes the object with this id. An object that is gone already counts as deleted.
    func delete(_ request: APIRequest, id: String) async throws(StepFailure)

    /// An object of another kind as the run knows it: read before the plan, made since, or, when neither shows it, listed
    /// now, once for all steps that ask. For what never changes about an object, such as the VPC of a subnet.
    func object(
        _ kind: String, where matches: @Sendable (LiveObject) -> Bool
    ) async throws(StepFailure) -> LiveObject?

    /// Keeps something with the object's row, durable with the intent of the next changing call, until the step ends
    /// well: for the run that goes on when this one dies.
    func remember(_ name: String, _ value: Value)

    /// What was kept so by a run that did not see the step's end; nil when nothing was.
    func remembered(_ name: String) -> Value?

    /// Hands over what the cloud shows whenever it is asked, and nacre does not keep: it goes into the file that the
    /// manifest names (`kubeconfig` into `kubeconfigFile`), and nowhere if it names none.
    func deliver(_ secret: String, as name: String) throws(StepFailure)

    /// Writes a line into the history of the run, and shows it: what was decided, and by what rule.
    func log(_ line: String)

    /// Asks for an operation of a standardized service again and again until it is done, at the pace that the service asks for.
    /// Meanwhile its path is kept with the object's row, as ``RecordedResource/operation``.
    /// - Parameter operation: the call that shows it.
    /// - Returns: the operation as it ended, which may be with an error in it.
    /// - Throws: ``StepFailure/pending(_:)`` when the step's time is up.
    func follow(_ operation: APIRequest) async throws(StepFailure) -> JSON

    /// Waits until the object has come to `goal`, with one list call for all who wait for the same kind.
    /// - Throws: ``StepFailure/pending(_:)`` when the step's time is up.
    @discardableResult
    func wait(for id: String, until goal: Goal) async throws(StepFailure) -> LiveObject?

    /// Waits for an object of another kind that the step's calls set to work: the server a disk is taken from.
    @discardableResult
    func wait(for id: String, of kind: String, until goal: Goal) async throws(StepFailure) -> LiveObject?
}

/// What the answer of a create gives away.
public struct Creation: Sendable {
    public var id: String?
    /// Values the cloud shows only this once, by name: kept encrypted, or written to the file the manifest names.
    public var secrets: [String: String]

    public init(id: String?, secrets: [String: String] = [:]) {
        self.id = id
        self.secrets = secrets
    }
}

/// Whether a change may simply be sent again when its answer was lost.
public enum Repeatability: Sendable {
    /// Sending it twice comes to the same as once.
    case idempotent
    /// It is sent again only when the object, read afresh, does not show its effect. Without a kind it is one of the
    /// step's own.
    case unless(id: String, of: String? = nil, @Sendable (LiveObject) -> Bool)
}

/// What is waited for.
public enum Goal: Sendable {
    /// A status that the kind's table calls ready.
    case ready
    case gone
    /// Something else that can be read off the object, named for progress lines.
    case condition(String, @Sendable (LiveObject) -> Bool)
}

/// Why a step did not end.
public enum StepFailure: Error, Sendable {
    case api(APIFailure)
    /// Begun, and its end not seen in time. The next run goes on.
    case pending(String)
    /// Several live objects could be the one whose answer was lost.
    case ambiguous(candidates: [LiveObject])
    /// The object was made, but the secret that only the lost answer held is gone: it is deleted and made anew.
    case secretLost(LiveObject)
    /// The object went away while it was waited for.
    case vanished
    /// Something else, told in full.
    case diagnostic(Diagnostic)
    /// The run stops.
    case interrupted

    /// A call whose responses never told whether it was carried out.
    /// - Parameter failure: the last of them, where there was one.
    public static func unclear(_ request: APIRequest, tries: Int, after failure: APIFailure?) -> StepFailure {
        let last = failure.map { ", the last time: \($0.summaryWithoutEndpoint)" } ?? ""
        let advice = failure.flatMap { $0.status == nil ? nil : $0.nextStep }
        return .pending(
            "\(request.endpoint) gave no clear response in \(tries) tries" + last
                + (advice.map { "; \($0)" } ?? ""))
    }
}

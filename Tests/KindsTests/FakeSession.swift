import Kinds
import Model
import NcloudClient
import OrderedJSON
import Synchronization

/// A session that answers from a script and keeps what was asked of it.
final class FakeSession: CallSession {
    /// What was done, in order.
    enum Event: Equatable {
        case read(String)
        case create(String)
        case change(String)
        case delete(String)
        case wait(String)
    }

    private struct State {
        var answers: [String: Result<JSON, APIFailure>]
        var turns: [String: [JSON]]
        var firstFailures: [String: [APIFailure]]
        var looks: [LiveObject]
        var requests: [APIRequest] = []
        var events: [Event] = []
        var creation: Creation?
        var objects: [LiveObject]
        var memory: [String: Value]
        var delivered: [String: String] = [:]
        var lines: [String] = []
    }

    let tag = "shop/DataBox/churn"
    /// What a wait for an object to be ready sees.
    private let rest: LiveObject?
    let byproducts: [String: [String]]
    /// The ids of objects of other kinds that vanish while they are waited for.
    private let vanishing: Set<String>
    private let state: Mutex<State>

    /// - Parameter answers: By the name of an action or the path of a REST call. What is not listed answers `{}`.
    /// - Parameter turns: Answers given one after the other; the last one stays.
    /// - Parameter firstFailures: Failures given one after the other, before any answer.
    /// - Parameter looks: What waits see, one after the other; without any, every wait is over at once.
    /// - Parameter vanishing: Ids of objects of other kinds that vanish while they are waited for.
    /// - Parameter rest: What waits for an object to be ready see; nil for nothing.
    /// - Parameter objects: Those of other kinds that the run knows.
    /// - Parameter memory: What an earlier run remembered.
    init(
        answers: [String: JSON] = [:], turns: [String: [JSON]] = [:], failures: [String: APIFailure] = [:],
        firstFailures: [String: [APIFailure]] = [:], looks: [LiveObject] = [],
        objects: [LiveObject] = [], memory: [String: Value] = [:], byproducts: [String: [String]] = [:],
        vanishing: Set<String> = [], rest: LiveObject? = nil
    ) {
        self.vanishing = vanishing
        self.rest = rest
        self.byproducts = byproducts
        let all = answers.mapValues { Result<JSON, APIFailure>.success($0) }
            .merging(failures.mapValues { .failure($0) }) { _, failure in failure }
        state = Mutex(
            State(
                answers: all, turns: turns, firstFailures: firstFailures, looks: looks, objects: objects,
                memory: memory))
    }

    var events: [Event] { state.withLock { $0.events } }
    var requests: [APIRequest] { state.withLock { $0.requests } }
    var memory: [String: Value] { state.withLock { $0.memory } }
    /// What was handed over, by name.
    var delivered: [String: String] { state.withLock { $0.delivered } }
    /// What was written into the history of the run.
    var lines: [String] { state.withLock { $0.lines } }
    var creation: Creation? { state.withLock { $0.creation } }

    /// The requests of one action or path.
    func requests(_ path: String) -> [APIRequest] { requests.filter { $0.path == path } }

    private func answer(_ request: APIRequest, _ event: Event) throws(APIFailure) -> JSON {
        let result = state.withLock { state -> Result<JSON, APIFailure> in
            state.requests.append(request)
            state.events.append(event)
            if let failure = state.firstFailures[request.path]?.first {
                state.firstFailures[request.path]?.removeFirst()
                return .failure(failure)
            }
            if let turns = state.turns[request.path], let next = turns.first {
                if turns.count > 1 { state.turns[request.path]?.removeFirst() }
                return .success(next)
            }
            return state.answers[request.path] ?? .success([:])
        }
        return try result.get()
    }

    func call(_ request: APIRequest) async throws(APIFailure) -> JSON {
        try answer(request, .read(request.path))
    }

    func create(
        _ request: APIRequest, read: @Sendable (JSON) -> Creation
    ) async throws(StepFailure) -> String {
        let creation = read(try performed(request, .create(request.path)))
        state.withLock { $0.creation = creation }
        return creation.id ?? "found"
    }

    func change(_ request: APIRequest, _ repeatable: Repeatability) async throws(StepFailure) -> JSON {
        try performed(request, .change(request.path))
    }

    func delete(_ request: APIRequest, id: String) async throws(StepFailure) {
        _ = try performed(request, .delete(request.path))
    }

    func deliver(_ secret: String, as name: String) throws(StepFailure) {
        state.withLock { $0.delivered[name] = secret }
    }

    func follow(_ operation: APIRequest) async throws(StepFailure) -> JSON {
        try performed(operation, .read(operation.path))
    }

    func object(
        _ kind: String, where matches: @Sendable (LiveObject) -> Bool
    ) async throws(StepFailure) -> LiveObject? {
        state.withLock { $0.objects.first { $0.kind == kind && matches($0) } }
    }

    func remember(_ name: String, _ value: Value) { state.withLock { $0.memory[name] = value } }
    func log(_ line: String) { state.withLock { $0.lines.append(line) } }
    func remembered(_ name: String) -> Value? { state.withLock { $0.memory[name] } }

    private func performed(_ request: APIRequest, _ event: Event) throws(StepFailure) -> JSON {
        do throws(APIFailure) { return try answer(request, event) } catch { throw .api(error) }
    }

    func wait(for id: String, until goal: Goal) async throws(StepFailure) -> LiveObject? {
        state.withLock { $0.events.append(.wait(goal.name)) }
        guard case .condition(let name, let isMet) = goal else { return rest }
        guard !state.withLock({ $0.looks.isEmpty }) else { return nil }
        while let look = state.withLock({ $0.looks.isEmpty ? nil : $0.looks.removeFirst() }) {
            if isMet(look) { return look }
        }
        throw .pending("never seen: \(name)")
    }

    func wait(for id: String, of kind: String, until goal: Goal) async throws(StepFailure) -> LiveObject? {
        state.withLock { $0.events.append(.wait("\(kind) \(id): \(goal.name)")) }
        if vanishing.contains(id) { throw .vanished }
        let object = state.withLock { $0.objects.first { $0.kind == kind && $0.id == id } }
        if let object, case .condition(let name, let isMet) = goal, !isMet(object) {
            throw .pending("never seen: \(name)")
        }
        return object
    }
}

extension Goal {
    var name: String {
        switch self {
        case .ready: "ready"
        case .gone: "gone"
        case .condition(let name, _): name
        }
    }
}

extension APIRequest {
    /// The parameters without the one that every action has.
    var fields: [String: String] {
        Dictionary(
            parameters.filter { $0.name != "responseFormatType" }.map { ($0.name, $0.value) },
            uniquingKeysWith: { first, _ in first })
    }
}

extension APIFailure {
    static let gone = APIFailure(endpoint: "test", envelope: .service, classification: .gone)
    static let refused = APIFailure(endpoint: "test", envelope: .service, classification: .refused)
}

func wanted(_ kind: String, _ name: String, _ attributes: Attributes, isResumed: Bool = false) -> DesiredObject {
    DesiredObject(Address(kind: kind, name: name), attributes, isResumed: isResumed)
}

func operations(_ kind: String) -> any Operations {
    guard let driver = DriverCatalog.ncloud[kind] else { fatalError("no kind \(kind)") }
    return driver.operations
}

extension Operations {
    func update(
        _ live: LiveObject, to desired: DesiredObject, through session: any CallSession
    ) async throws(StepFailure) {
        try await update(ManagedObject(live, to: desired, through: session))
    }

    func delete(_ live: LiveObject, through session: any CallSession) async throws(StepFailure) {
        try await delete(ManagedObject(deleting: live, through: session))
    }
}

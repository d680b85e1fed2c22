import NcloudClient
import OrderedJSON
import Synchronization

/// Answers calls one after the other from a script; the last answer stays.
final class ScriptedCaller: APICaller {
    private struct State {
        var script: [Result<JSON, APIFailure>]
        var calls = 0
    }

    private let state: Mutex<State>

    init(_ script: [Result<JSON, APIFailure>]) { state = Mutex(State(script: script)) }

    var calls: Int { state.withLock { $0.calls } }

    func call(_ request: APIRequest) async throws(APIFailure) -> JSON {
        let answer = state.withLock { state in
            state.calls += 1
            return state.script.count > 1 ? state.script.removeFirst() : state.script[0]
        }
        return try answer.get()
    }
}

extension APIFailure {
    static func status(_ status: Int, after seconds: Int? = nil) -> APIFailure {
        APIFailure(
            endpoint: "test", status: status, envelope: .gateway, retryAfter: seconds.map { .seconds($0) },
            classification: .retry)
    }

    static let lost = APIFailure(endpoint: "test", envelope: .transport, classification: .ambiguous)
    static let busy = APIFailure(
        endpoint: "test", status: 400, envelope: .service, classification: .busy("it is being changed"))
    static let refused = APIFailure(
        endpoint: "test", status: 400, envelope: .service, message: "no", classification: .refused)
    static let gone = APIFailure(endpoint: "test", status: 400, envelope: .service, classification: .gone)
    static let quota = APIFailure(endpoint: "test", status: 429, envelope: .gateway, classification: .quota)
    static let unauthenticated = APIFailure(
        endpoint: "test", status: 401, envelope: .gateway, classification: .unauthenticated)
    static let skewed = APIFailure(
        endpoint: "test", status: 401, envelope: .gateway,
        classification: .clockSkew(serverDate: ServerDate(milliseconds: 0)))
}

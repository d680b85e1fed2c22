import NcloudClient
import Synchronization

/// Answers from a list, and keeps what was sent.
final class RecordingTransport: HTTPTransport {
    private let state: Mutex<(answers: [Result<HTTPResponse, TransportFailure>], sent: [HTTPRequest])>

    init(_ answers: Result<HTTPResponse, TransportFailure>...) { state = Mutex((answers, [])) }

    convenience init(_ status: Int, _ body: String, _ headers: [HTTPHeader] = []) {
        self.init(.success(HTTPResponse(status: status, headers: headers, body: Array(body.utf8))))
    }

    var sent: [HTTPRequest] { state.withLock { $0.sent } }

    func send(_ request: HTTPRequest) async throws(TransportFailure) -> HTTPResponse {
        let answer = state.withLock { state in
            state.sent.append(request)
            return state.answers.count > 1 ? state.answers.removeFirst() : state.answers[0]
        }
        return try answer.get()
    }
}

extension HTTPRequest {
    func header(_ name: String) -> String? { headers.first { $0.name == name }?.value }
    var bodyText: String { String(decoding: body ?? [], as: UTF8.self) }
}

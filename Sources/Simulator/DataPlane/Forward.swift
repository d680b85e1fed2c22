/// A call that an endpoint on this machine is to answer.
struct Forward: Sendable {
    /// Carries one entry for each gateway a call came through.
    static let trace = "via"
    /// A stage may call another one, but not itself for ever.
    static let traceLimit = 5
    private static let kept: Set = [
        "host", "connection", "content-length", "transfer-encoding", "keep-alive", "upgrade",
    ]

    let invocation: Invocation
    let host: String
    let port: Int
    let method: String
    let target: String

    var body: [UInt8] { invocation.request.body }

    /// The caller's headers, apart from those that belong to its connection.
    var headers: [(name: String, value: String)] {
        var headers = invocation.request.headers.filter { !Self.kept.contains($0.key) }
        let trace = headers[Self.trace].map { $0 + ", " } ?? ""
        headers[Self.trace] = trace + "1.1 nacre-simulator"
        headers["host"] = "\(host):\(port)"
        headers["content-length"] = String(body.count)
        return headers.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }
}

/// What came of a forwarded call.
enum ForwardOutcome: Sendable {
    case answered(Response)
    /// Nobody listens there.
    case unreachable
    /// The connection closed before the answer was complete.
    case closed
    case late

    func response(_ invocation: Invocation) -> Response {
        switch self {
        case .answered(let response): response
        case .unreachable: invocation.refused(GatewayRefusal(.endpointError, "The endpoint cannot be reached."))
        case .closed: invocation.refused(GatewayRefusal(.connectionClosed))
        case .late: invocation.refused(GatewayRefusal(.endpointTimeout))
        }
    }
}

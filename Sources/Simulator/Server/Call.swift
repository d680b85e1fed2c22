/// A request with what the gateway reads off it before any service sees it.
struct Call: Sendable {
    /// Which service a path belongs to.
    enum Destination: Sendable {
        /// An action of `vserver` or `vpc`.
        case action(service: String, name: String)
        case apiGateway(segments: [String])
        /// A deployed API of the account.
        case invocation(GatewayAddress)
        case dataBoxFrame(group: String, verb: String)
        /// Who owns the key; of the Secure Token Service.
        case callerIdentity
        case nowhere
    }

    let request: Request
    let destination: Destination
    let parameters: Parameters
    /// Whose key signed it; nil while no valid signature was found.
    var owner: KeyPair.Owner?
    /// Whether the account's signature was found to be valid.
    var isSigned: Bool { owner != nil }

    init(_ request: Request) {
        self.request = request
        destination = Self.destination(of: request)
        let isForm = request.headers["content-type"]?.lowercased().hasPrefix("application/json") != true
        parameters = Parameters(
            query: request.query, form: isForm ? String(decoding: request.body, as: UTF8.self) : "")
    }

    /// What fault scripts and call counts know the call by: the action, or method and path.
    var endpoint: String {
        switch destination {
        case .action(_, let name): name
        case .apiGateway, .dataBoxFrame, .callerIdentity, .invocation, .nowhere:
            request.method + " " + request.path
        }
    }

    /// Whether the call only looks.
    var isRead: Bool {
        switch destination {
        case .action(_, let name): name.hasPrefix("get")
        case .apiGateway, .dataBoxFrame, .callerIdentity, .invocation, .nowhere: request.method == "GET"
        }
    }

    /// Whether it is for a deployed API, which decides itself who may call.
    var isInvocation: Bool { if case .invocation = destination { true } else { false } }

    /// Refuses a body that says it is something else than JSON. Source: api/apigateway.md §1.3.
    func requireJSON() throws(Failure) {
        guard !request.body.isEmpty, let type = request.headers["content-type"]?.lowercased() else { return }
        let media = type.prefix { $0 != ";" && $0 != " " }
        guard media == "application/json" || media.hasSuffix("+json") else { throw .unsupportedMediaType }
    }

    /// Tells apart the answers of one endpoint: where the call goes and all it asks.
    var identity: String {
        request.method + " " + request.target + "\n" + String(decoding: request.body, as: UTF8.self)
    }

    /// Errors of the gateway itself are XML only where XML was asked for. Source: api/signing.md §3.
    var wantsXML: Bool { parameters.text("responseFormatType")?.lowercased() == "xml" }

    private static let frameGroups: Set = [
        "data-box-frame", "data-box", "import", "export", "export-approve", "bucket",
    ]

    private static func destination(of request: Request) -> Destination {
        if let address = GatewayAddress(request) { return .invocation(address) }
        let segments = request.segments
        if segments.count == 3, ["vserver", "vpc"].contains(segments[0]), segments[1] == "v2" {
            return .action(service: segments[0], name: segments[2])
        }
        guard segments.count >= 3, segments[0] == "api", segments[1] == "v1" else { return .nowhere }
        if frameGroups.contains(segments[2]) {
            return segments.count == 4 ? .dataBoxFrame(group: segments[2], verb: segments[3]) : .nowhere
        }
        if segments.dropFirst(2) == ["caller-identity"] { return .callerIdentity }
        return .apiGateway(segments: Array(segments.dropFirst(2)))
    }
}

/// A request with what the gateway reads off it before any service sees it.
struct Call: Sendable {
    /// What a path leads to.
    enum Destination: Sendable {
        /// A service, with what the path says behind the service's own begin.
        case service(any SimulatedService, words: [String])
        /// A deployed API of the account.
        case invocation(GatewayAddress)
        /// A listener of a load balancer.
        case balancer(BalancerAddress)
        case nowhere
    }

    let request: Request
    let destination: Destination
    let parameters: CallParameters
    /// Whose key signed it; nil while no valid signature was found.
    var owner: KeyPair.Owner?
    /// Whether the account's signature was found to be valid.
    var isSigned: Bool { owner != nil }

    init(_ request: Request) {
        self.request = request
        destination = Self.destination(of: request)
        let isForm = request.headers["content-type"]?.lowercased().hasPrefix("application/json") != true
        parameters = CallParameters(
            query: request.query, form: isForm ? String(decoding: request.body, as: UTF8.self) : "")
    }

    /// What fault scripts and call counts know the call by: the action, or method and path.
    var endpoint: String {
        switch destination {
        case .service(let service, let words): service.endpoint(request, words)
        case .invocation, .balancer, .nowhere: request.method + " " + request.path
        }
    }

    /// Whether the call only looks.
    var isRead: Bool {
        switch destination {
        case .service(let service, let words): service.isRead(request, words)
        case .invocation, .balancer, .nowhere: request.method == "GET"
        }
    }

    /// The texts that may be ids which the call needs.
    var named: [String] {
        switch destination {
        case .service(let service, let words): service.named(self, words)
        case .invocation, .balancer, .nowhere: []
        }
    }

    /// Whether it is for a service of actions, or for none.
    var isAction: Bool {
        if case .service(let service, _) = destination { !(service is RESTService) } else { true }
    }

    /// Whether it is for Object Storage, which has signatures and errors of its own.
    var isStorage: Bool {
        if case .service(let service, _) = destination { service is ObjectStorageService } else { false }
    }

    /// What a fault script or a limit makes of the call.
    func acted(status: Int, code: String? = nil, retryAfter: Int64? = nil) -> Failure {
        guard !isStorage else { return .storageActed(status: status, retryAfter: retryAfter) }
        return .acted(status: status, code: code, retryAfter: retryAfter, byActions: isAction)
    }

    /// Whether it is for what serves users of the account, which decides itself who may call.
    var isInvocation: Bool {
        switch destination {
        case .invocation, .balancer: true
        case .service, .nowhere: false
        }
    }

    /// Whether no signature of the account is asked for.
    var isOpen: Bool {
        switch destination {
        case .service(let service, _): service.decidesWhoCalls(with: request)
        case .invocation, .balancer: true
        case .nowhere: false
        }
    }

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

    private static func destination(of request: Request) -> Destination {
        if let address = GatewayAddress(request) { return .invocation(address) }
        if let address = BalancerAddress(request) { return .balancer(address) }
        if let address = StorageAddress(request) {
            return .service(ObjectStorageService.objectStorage, words: address.words)
        }
        let segments = request.segments
        for service in SimulatorCatalogue.services {
            guard let words = service.words(of: segments), service.isMeant(by: request, words) else { continue }
            return .service(service, words: words)
        }
        if LinkageHost.label(of: request) != nil { return .service(LinkageService.linkage, words: segments) }
        return .nowhere
    }
}

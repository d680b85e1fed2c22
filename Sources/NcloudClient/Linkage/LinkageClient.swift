import Logging

/// Calls the linkage API with an application's key. Repeats nothing.
public struct LinkageClient: Sendable {
    public let endpoint: CloudEndpoint
    private let transport: any HTTPTransport
    private let logger: Logger

    public init(
        endpoint: CloudEndpoint, transport: any HTTPTransport, logger: Logger = Logger(label: "nacre.linkage")
    ) {
        self.endpoint = endpoint
        self.transport = transport
        self.logger = logger
    }

    /// The answer, whatever its status.
    /// - Throws: ``TransportFailure`` when there is none.
    public func call(
        _ request: LinkageRequest, on host: LinkageHost, with key: LinkageKey
    ) async throws(TransportFailure) -> HTTPResponse {
        let start = ContinuousClock.now
        do throws(TransportFailure) {
            let response = try await transport.send(request.wire(to: host, on: endpoint, key))
            log(request, host, String(response.status), since: start)
            return response
        } catch {
            log(request, host, error.cause.rawValue, since: start)
            throw error
        }
    }

    /// Endpoint, host and result only: headers and bodies hold secrets and people's texts.
    private func log(
        _ request: LinkageRequest, _ host: LinkageHost, _ result: String, since start: ContinuousClock.Instant
    ) {
        logger.debug(
            "call",
            metadata: [
                "endpoint": "\(request.endpoint)", "host": "\(host.label)", "result": "\(result)",
                "ms": "\((ContinuousClock.now - start).milliseconds)",
            ])
    }
}

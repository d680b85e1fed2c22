import Logging
import OrderedJSON

/// Signs, sends and reads one attempt of a call. Repeating, limiting and waiting are for those above.
public struct NcloudClient: APICaller {
    public let endpoint: CloudEndpoint
    /// The region calls go to unless they name one, such as `KR`.
    public let region: String
    /// The clock requests are dated with; corrected here when a refusal shows it to be wrong.
    public let clock: ServerClock
    /// Where Object Storage is called instead of its own host; nil for there.
    public var storageOrigin: String?
    private var credentials: any CredentialProvider
    private let transport: any HTTPTransport
    private let logger: Logger

    /// - Parameter credentials: ``Credentials``, or something that renews them.
    public init(
        endpoint: CloudEndpoint, credentials: any CredentialProvider, region: String,
        transport: any HTTPTransport = CurlTransport(), clock: ServerClock = ServerClock(),
        logger: Logger = Logger(label: "nacre.client")
    ) {
        self.endpoint = endpoint
        self.credentials = credentials
        self.region = region
        self.transport = transport
        self.clock = clock
        self.logger = logger
    }

    /// The same client with other keys.
    public func signing(with keys: Credentials) -> NcloudClient {
        var client = self
        client.credentials = keys
        return client
    }

    public func call(_ request: APIRequest) async throws(APIFailure) -> JSON {
        guard endpoint.offers(request.service), endpoint.offers(request, in: region) else {
            throw APIFailure(notOffered: request)
        }
        let keys = try await signable(request) { () async throws(CredentialFailure) in
            try await credentials.current()
        }
        do throws(APIFailure) { return try await attempt(request, keys) } catch {
            guard error.classification == .unauthenticated else { throw error }
            // Nothing was performed: with other keys the call may go out again.
            let others = try await signable(request) { () async throws(CredentialFailure) in
                try await credentials.replacement(for: keys)
            }
            guard let others else { throw error.refusing(keys) }
            logger.info("signing with other keys", metadata: ["source": "\(others.source)"])
            do throws(APIFailure) { return try await attempt(request, others) } catch { throw error.refusing(others) }
        }
    }

    private func signable<Keys: Sendable>(
        _ request: APIRequest, _ keys: () async throws(CredentialFailure) -> Keys
    ) async throws(APIFailure) -> Keys {
        do throws(CredentialFailure) { return try await keys() } catch { throw APIFailure(error, of: request) }
    }

    private func attempt(_ request: APIRequest, _ keys: Credentials) async throws(APIFailure) -> JSON {
        let now = clock.milliseconds()
        let timestamp = String(now)
        let place = endpoint.storagePlace(of: request.service, region: region, override: storageOrigin)
        var wire = request.wire(on: endpoint, region: region, storage: place)
        switch request.service.style {
        case .action, .rest:
            wire.headers += RequestSigner.headers(
                method: wire.method, target: wire.target, timestamp: timestamp, credentials: keys,
                version: request.signature)
        case .storage:
            wire.headers += StorageSigner.headers(for: wire, of: request, in: place, at: now, credentials: keys)
        }
        let response = try await exchange(wire, for: request)
        guard (200..<300).contains(response.status) else {
            throw failure(response, to: request, timestamp: timestamp)
        }
        return try AnswerReader.payload(of: response, to: request)
    }

    private func exchange(_ wire: HTTPRequest, for request: APIRequest) async throws(APIFailure) -> HTTPResponse {
        let start = ContinuousClock.now
        do throws(TransportFailure) {
            let response = try await transport.send(wire)
            log(request, result: String(response.status), since: start)
            return response
        } catch {
            log(request, result: error.cause.rawValue, since: start)
            throw APIFailure(error, of: request)
        }
    }

    private func failure(_ response: HTTPResponse, to request: APIRequest, timestamp: String) -> APIFailure {
        let date = response[header: "date"].flatMap(HTTPDate.parse)
        let skew = date.flatMap { SigningWindow.trusted.accepts(timestamp, at: $0.milliseconds) ? nil : $0 }
        let now = date ?? ServerDate(milliseconds: clock.milliseconds())
        let failure = APIFailure(
            response, to: request, skew: skew,
            retryAfter: response[header: "retry-after"].flatMap { HTTPDate.retryAfter($0, now: now) })
        if case .clockSkew(let date) = failure.classification { clock.correct(to: date) }
        return failure
    }

    /// Endpoint, result and time only: parameters, bodies and headers may hold secrets.
    private func log(_ request: APIRequest, result: String, since start: ContinuousClock.Instant) {
        logger.debug(
            "call",
            metadata: [
                "endpoint": "\(request.endpoint)", "result": "\(result)",
                "ms": "\((ContinuousClock.now - start).milliseconds)",
            ])
    }
}

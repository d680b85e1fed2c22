/// A call that did not give its answer, and all that is known about why.
public struct APIFailure: Error, Sendable, Hashable {
    /// Who worded the error.
    public enum Envelope: String, Sendable, CaseIterable {
        /// The service behind an action: `responseError`.
        case service
        /// The gateway in front of everything, or a REST service through it: `error`.
        case gateway
        /// Some other readable shape.
        case other
        /// An answer without a readable error in it.
        case unreadable
        /// No answer at all.
        case transport
    }

    /// ``APIRequest/endpoint`` of the call.
    public var endpoint: String
    /// The HTTP status, nil when no answer came.
    public var status: Int?
    public var envelope: Envelope
    /// The code exactly as sent; a text, even where it is a number.
    public var code: String?
    /// The service's own words, in one line.
    public var message: String?
    public var requestID: String?
    /// How long the server asked to wait.
    public var retryAfter: Duration?
    public var classification: Classification
    /// What the documentation says about the code, where it says anything.
    public var meaning: String?
    /// What a person can do about it, where that is known.
    public var nextStep: String?
    /// Whether the cloud does not have the service, or this call of it, so that it has none of what the call is about. No call was
    /// sent.
    public private(set) var isNotOffered = false

    public init(
        endpoint: String, status: Int? = nil, envelope: Envelope, code: String? = nil, message: String? = nil,
        requestID: String? = nil, retryAfter: Duration? = nil, classification: Classification,
        meaning: String? = nil, nextStep: String? = nil
    ) {
        self.endpoint = endpoint
        self.status = status
        self.envelope = envelope
        self.code = code
        self.message = message
        self.requestID = requestID
        self.retryAfter = retryAfter
        self.classification = classification
        self.meaning = meaning
        self.nextStep = nextStep
    }
}

extension APIFailure: CustomStringConvertible {
    /// ``summary`` and what to do about it.
    public var description: String { summary + (nextStep.map { "; \($0)" } ?? "") }

    /// What went wrong, for people: `the range overlaps another subnet (vpc/createSubnet, HTTP 400, code 1001007, "…")`.
    public var summary: String { "\(headline) (\(([endpoint] + evidence).joined(separator: ", ")))" }

    /// ``summary`` for a sentence that names the endpoint itself: `internal error of the service (HTTP 500, code 9999)`.
    public var summaryWithoutEndpoint: String {
        evidence.isEmpty ? headline : "\(headline) (\(evidence.joined(separator: ", ")))"
    }

    private var headline: String { meaning ?? words ?? "no readable response" }

    private var words: String? { message.map { "\"\($0)\"" } }

    private var evidence: [String] {
        [
            status.map { "HTTP \($0)" }, code.map { "code \($0)" }, meaning == nil ? nil : words,
            requestID.map { "request \($0)" },
        ].compactMap(\.self)
    }
}

extension APIFailure {
    /// Whether no later call will fare better: a run ends, to be gone on with later.
    public var endsRun: Bool { classification == .quota || classification == .unauthenticated }

    /// A call that could not be signed: there are no keys, or none that last.
    init(_ failure: CredentialFailure, of request: APIRequest) {
        self.init(
            endpoint: request.endpoint, envelope: .transport, classification: .unauthenticated,
            meaning: failure.description)
    }

    /// A call that the cloud does not have, or one to a service that it does not have.
    public init(notOffered request: APIRequest) {
        let absence = request.absence ?? request.service.absence
        self.init(
            endpoint: request.endpoint, envelope: .transport, classification: .refused,
            meaning: absence?.reason ?? "this cloud does not offer the service", nextStep: absence?.advice)
        isNotOffered = true
    }

    /// The same refusal, with whose keys were refused and what to do about them.
    func refusing(_ keys: Credentials) -> APIFailure {
        guard classification == .unauthenticated else { return self }
        var failure = self
        failure.meaning = "authentication failed: \(keys) is not accepted"
        failure.nextStep = keys.source.remedy
        return failure
    }

    /// Whether the account is not allowed to make the call: what it asks about may be there all the same.
    ///
    /// An answer that says who calls is not known (code 200, and 801 of a service) is none: no call would pass.
    /// Source: api/common.md §6.2, §6.3.
    public var isDenial: Bool {
        guard classification == .refused, status == 401 || status == 403 else { return false }
        return !(status == 401 && code == "200") && code != "801"
    }
}

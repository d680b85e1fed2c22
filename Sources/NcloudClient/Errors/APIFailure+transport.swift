extension APIFailure {
    /// What the lack of an answer means.
    init(_ failure: TransportFailure, of request: APIRequest) {
        let cause = failure.cause
        self.init(
            endpoint: request.endpoint, envelope: .transport, message: failure.detail,
            classification: Self.classification(of: failure), meaning: cause.rawValue,
            nextStep: Self.nextStep(after: cause))
    }

    private static func classification(of failure: TransportFailure) -> Classification {
        switch failure {
        case .answerLost: .ambiguous
        case .notSent(let cause, _):
            switch cause {
            case .resolve, .connect, .tls, .timeout, .closed, .other: .retry
            case .forbidden, .certificate, .tooLarge, .cancelled: .refused
            }
        }
    }

    private static func nextStep(after cause: TransportFailure.Cause) -> String? {
        switch cause {
        case .forbidden: "use an https address"
        case .resolve: "check the network, the region's site and the --cloud address"
        case .connect: "check the network and any proxy, or whether the simulator is running"
        case .tls, .certificate: "check for a proxy that intercepts TLS, and the system's root certificates"
        case .timeout, .closed, .tooLarge, .cancelled, .other: nil
        }
    }
}

import OrderedJSON

extension APIFailure {
    /// What an answer that is no success means.
    /// - Parameter skew: The server's date when it lies too far from the time the request was signed with.
    init(_ response: HTTPResponse, to request: APIRequest, skew: ServerDate?, retryAfter: Duration?) {
        let body = ErrorBody(response.body)?.hiding(request.redacting)
        self.init(
            endpoint: request.endpoint, status: response.status, envelope: body?.envelope ?? .unreadable,
            code: body?.code, message: body?.message,
            requestID: body?.requestID ?? response[header: "x-ncp-request-id"],
            retryAfter: retryAfter, classification: .refused)
        judge(request, status: response.status, skew: skew)
        // The service's own word that it did nothing, which some give with the status of success.
        if classification == .ambiguous, (200..<300).contains(response.status),
            row(for: request, status: response.status) == nil, Self.isRefusal(response.body, code, request.service)
        {
            classification = .refused
        }
    }

    /// Whether an answer has an error's code where its service has the code of every answer.
    private static func isRefusal(_ body: [UInt8], _ code: String?, _ service: Service) -> Bool {
        guard let member = service.codeMember, let code, let json = try? JSON(parsing: body) else { return false }
        let digits = code.hasPrefix("-") ? code.dropFirst() : code[...]
        return json[member]?.text == code && !digits.isEmpty
            && digits.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    }

    /// A 2xx answer that cannot be read: the change was made, most likely, but what it gave is lost.
    static func unreadable(_ response: HTTPResponse, to request: APIRequest, reason: String) -> APIFailure {
        APIFailure(
            endpoint: request.endpoint, status: response.status, envelope: .unreadable,
            requestID: response[header: "x-ncp-request-id"], classification: .ambiguous,
            meaning: "the response cannot be read: \(reason)")
    }

    /// A 2xx answer to a deletion that does not show that anything was deleted.
    static func unproven(_ response: HTTPResponse, to request: APIRequest) -> APIFailure {
        APIFailure(
            endpoint: request.endpoint, status: response.status, envelope: .unreadable,
            requestID: response[header: "x-ncp-request-id"], classification: .ambiguous,
            meaning: "the response is empty, and does not show that the object was deleted")
    }

    /// The server family's code for anything it does not like; its words may tell more (api/common.md §6.3).
    private static let catchAll = "1100000"

    private mutating func judge(_ request: APIRequest, status: Int, skew: ServerDate?) {
        let phrase = ErrorTable.phrases.first { message?.lowercased().contains($0.fragment) == true }
        if let row = row(for: request, status: status),
            row.code != Self.catchAll || phrase?.verdict != .busy || status >= 500
        {
            meaning = row.meaning
            nextStep = row.nextStep
            classification = row.classification
            if classification == .quota { nextStep = Self.renewal(retryAfter) }
            guard row.verdict == .unauthenticated else { return }
            // With signature v1 it may be the API key that is not accepted, which no other call has.
            if request.signature.apiKey != nil { classification = .refused }
            guard let skew else { return }
            meaning = "rejected because of its timestamp"
            nextStep = "correct this machine's clock"
            classification = .clockSkew(serverDate: skew)
        } else if let phrase, status < 500 {
            // Words of an error of the server say nothing about what was done before it.
            meaning = phrase.meaning
            nextStep = phrase.nextStep
            classification = phrase.verdict == .busy ? .busy(phrase.meaning) : .refused
        } else {
            judge(byStatus: status, of: request)
        }
    }

    /// No document says how long a quota's window is (api/common.md §6.2, "much later"), so only the host can.
    private static func renewal(_ retryAfter: Duration?) -> String {
        guard let retryAfter else {
            return "the service did not say when the quota renews: check the console, or request a higher quota"
        }
        return "the service asks to retry after \(retryAfter.components.seconds) s"
    }

    private func row(for request: APIRequest, status: Int) -> ErrorRow? {
        guard let code else { return nil }
        let layers: [ErrorRow.Layer]
        switch envelope {
        case _ where request.service.style == .storage: layers = [.storage]
        case .service: layers = [.action]
        case .gateway where request.service.isKMS: layers = [.gateway, .kms]
        case .gateway: layers = request.service.style == .rest ? [.gateway, .rest, .standard] : [.gateway]
        case .other where request.service.isKMS: layers = [.kms]
        case .other: layers = request.service.style == .rest ? [.rest] : [.action]
        case .unreadable, .transport: layers = []
        }
        let action = request.endpoint.split(separator: "/").last.map(String.init) ?? ""
        let isRefusedWithSuccess = request.service.refusesWithSuccessStatus && (200..<300).contains(status)
        return ErrorTable.rows.first { row in
            // With the status of success the code alone speaks where a service answers so, and only its own codes do.
            let ignoresStatus = isRefusedWithSuccess && row.services.contains(request.service.name)
            return layers.contains {
                row.covers(
                    $0, status: ignoresStatus ? row.status ?? status : status, code: code, isRead: request.isRead,
                    action: action)
            }
        }
    }

    /// API Gateway answers with codes of five digits, in the envelope of the gateway in front of it, whose own have three.
    /// Which of them mean what is not published, but for 10008. Source: api/apigateway.md §1.3.
    private var isOwnCodeOfAPIGateway: Bool {
        guard envelope == .gateway, let code else { return false }
        return code.utf8.count == 5 && code.utf8.allSatisfy { (0x30...0x39).contains($0) }
    }

    /// Without a known code only the status speaks. Source: api/common.md §6.1 client rule.
    ///
    /// A 404 that is not evidently the service's own says nothing of a change: a proxy may have worded it after the service
    /// made the change, or instead of it. Whoever sent the change looks for its effect, as if the response were lost.
    private mutating func judge(byStatus status: Int, of request: APIRequest) {
        switch status {
        case 429: classification = .retry
        // An error with the status of success: the change may well have been made.
        case 408, 500..., 200..<300: classification = .ambiguous
        // Whatever a proxy words must not make objects look deleted: only the service's own codes say that one is missing.
        case 404 where request.service == .apiGateway && isOwnCodeOfAPIGateway: classification = .gone
        // It repeats the status for a code, or has a word for it. Source: api/nks.md §1.
        case 404 where request.service == .nks && envelope == .gateway:
            classification = request.isRead ? .gone : .ambiguous
        // What the service says of what is not there is not documented. (inferred)
        case 404 where request.service == .cloudInsight && envelope == .gateway:
            classification = request.isRead ? .gone : .ambiguous
        case 409 where request.service == .nks:
            classification = .busy("the cluster or one of its node pools is at work")
        // It has no body that could say more. Source: api/objectstorage.md §4.
        case 404 where request.service.style == .storage && request.method == .head: classification = .gone
        case 300..<400,
            404 where isForeign(to: request.service):
            if !request.isRead { classification = .ambiguous }
            meaning = "the response did not come from the API"
            nextStep = "check the --cloud address and any proxy"
        default: break
        }
        if meaning == nil, message == nil { meaning = "the request failed without an explanation" }
    }

    /// Whether a 404 without a known code has a form that the service itself does not answer with: actions word theirs in a
    /// wrapper of their own (api/common.md §6.1), and Object Storage in a document with a code.
    private func isForeign(to service: Service) -> Bool {
        switch service.style {
        case .action: envelope != .service
        case .rest: true
        case .storage: envelope != .other || code == nil
        }
    }
}

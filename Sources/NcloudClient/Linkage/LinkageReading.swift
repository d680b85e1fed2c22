import OrderedJSON

/// What one answer of the linkage API says about the key. Source: api/linkage.md §4, §5; seed 001.
enum LinkageReading: Hashable {
    case verdict(LinkageVerdict)
    /// 401/210: another host may know the application.
    case denied
    /// 404/300.
    case unknownPath

    /// A code of the gateway's has three digits; one of the service's own proves that the gateway let the key pass.
    /// - Parameter key: what is never shown, though an answer may repeat it.
    init(_ response: HTTPResponse, of service: LinkageService, hiding key: LinkageKey) {
        let body = ErrorBody(response.body)?.hiding(key.hidden(in:))
        guard !(200..<300).contains(response.status) else {
            let json = (try? JSON(parsing: response.body)) ?? .null
            let isOwn = !json.isErrorForm && service.marks.contains { json[$0] != nil }
            self = .verdict(isOwn ? .good : .unknown(Self.words(response, body)))
            return
        }
        guard let code = body?.code else {
            // Geocoding has words for a status, and no code.
            let isOwn = response.status == 400 && body != nil && service == .maps
            self = .verdict(isOwn ? .good : .unknown(Self.words(response, body)))
            return
        }
        let isOfGateway = code.utf8.count == 3 && code.utf8.allSatisfy { (0x30...0x39).contains($0) }
        guard isOfGateway else {
            self = .verdict(response.status < 500 ? .good : .unreachable(Self.words(response, body)))
            return
        }
        self = Self.gateway(response.status, code, Self.words(response, body))
    }

    /// The table of seed 001.
    private static func gateway(_ status: Int, _ code: String, _ words: String) -> LinkageReading {
        switch (status, code) {
        case (401, "200"): .verdict(.wrongKey)
        case (401, "210"): .denied
        case (403, "230"): .verdict(.notSelected)
        case (404, "300"): .unknownPath
        case (429, "400"): .verdict(.notSelectedOrQuotaExceeded)
        case (429, "410"), (429, "420"): .verdict(.quotaExceeded)
        case (503, _), (504, _), (500, "900"): .verdict(.unreachable(words))
        default: .verdict(.unknown(words))
        }
    }

    /// `HTTP 400, code 100, "Bad Request Exception"`.
    private static func words(_ response: HTTPResponse, _ body: ErrorBody?) -> String {
        let facts = [body?.code.map { "code \($0)" }, body?.message.map { "\"\($0)\"" }].compactMap(\.self)
        let rest = facts.isEmpty ? ["no readable response"] : facts
        return (["HTTP \(response.status)"] + rest).joined(separator: ", ")
    }

    var verdict: LinkageVerdict {
        switch self {
        case .verdict(let verdict): verdict
        case .denied: .notSelected
        case .unknownPath: .unknown("HTTP 404, code 300: the host does not know the call")
        }
    }
}

import OrderedJSON

/// Finds out with the cheapest documented call whether a key may use a service. Source: api/linkage.md §4.
public struct LinkageCheck: Sendable {
    private let client: LinkageClient

    public init(_ client: LinkageClient) { self.client = client }

    /// One call; a second one, of the service's other host, only where the first host says that the application is not
    /// its own, and another call where it does not know the first one.
    /// - Parameter generation: for which hosts the application was registered; nil for the current ones.
    public func verdict(
        on service: LinkageService, for key: LinkageKey, _ generation: LinkageHost.Generation? = nil
    ) async -> LinkageVerdict {
        guard key.isSendable else { return .wrongKey }
        let hosts = service.hosts(on: client.endpoint.site)
        guard let host = hosts.first(where: { $0.generation == generation ?? $0.generation }) ?? hosts.first else {
            return .unknown("no host serves \(service.title)")
        }
        let first = await look(service, key, host)
        guard first == .denied else { return first.verdict }
        for other in hosts where other != host {
            switch await look(service, key, other) {
            case .verdict(.good), .verdict(.quotaExceeded):
                return .hostMoved(to: other.generation, host: other.name(on: client.endpoint.site))
            // That host knows the application, and would not answer it either.
            case .verdict(.notSelectedOrQuotaExceeded): return .notSelectedOrQuotaExceeded
            case .verdict, .denied, .unknownPath: continue
            }
        }
        return .notSelected
    }

    private func look(_ service: LinkageService, _ key: LinkageKey, _ host: LinkageHost) async -> LinkageReading {
        var reading = LinkageReading.unknownPath
        for request in service.cheapestCalls where reading == .unknownPath {
            do throws(TransportFailure) {
                reading = LinkageReading(try await client.call(request, on: host, with: key), of: service, hiding: key)
            } catch {
                return .verdict(.unreachable("\(error.cause.rawValue), \(error.detail)"))
            }
        }
        return reading
    }
}

extension LinkageService {
    /// The cheapest call, and the next ones for where its path is not known. Those that lack a parameter are refused by
    /// the service itself, which only a good key reaches, and do nothing that is billed. Source: api/linkage.md §4.
    var cheapestCalls: [LinkageRequest] {
        switch self {
        case .maps:
            [
                LinkageRequest(self, .get, "/map-static/v2/lastversion"),
                LinkageRequest(
                    self, .get, "/map-geocode/v2/geocode", query: [Parameter("query", "a"), Parameter("count", "1")]),
            ]
        case .papago:
            [LinkageRequest(self, .post, "/nmt/v1/translation", body: .json(["target": "en", "text": "a"]))]
        case .csr:
            [LinkageRequest(self, .post, "/recog/v1/stt", query: [Parameter("lang", "Kor")], body: .bytes([]))]
        case .voice: [LinkageRequest(self, .post, "/tts-premium/v1/tts", body: .form([Parameter("text", "a")]))]
        case .captcha: [LinkageRequest(self, .get, "/captcha/v1/nkey", query: [Parameter("code", "0")])]
        case .searchTrend: [LinkageRequest(self, .post, "/datalab/v1/search", body: .json([:]))]
        case .apiHub:
            [
                LinkageRequest(
                    self, .get, "/search/v1/local", query: [Parameter("query", "a"), Parameter("display", "1")])
            ]
        }
    }

    /// What an answer of success to the cheapest calls has in it; any of these.
    var marks: [String] {
        switch self {
        case .maps: ["version", "status"]
        case .papago: ["message"]
        case .csr: ["text"]
        case .voice: []
        case .captcha: ["key"]
        case .searchTrend: ["results"]
        case .apiHub: ["items"]
        }
    }
}

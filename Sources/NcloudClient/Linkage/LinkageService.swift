/// A service of the NAVER linkage API, as it is selected in an application. Source: api/linkage.md §2.
public enum LinkageService: String, Sendable, Hashable, CaseIterable {
    case maps, papago
    /// Speech to text.
    case csr
    /// Text to speech.
    case voice
    case captcha, searchTrend
    /// The searches of NAVER API HUB, which has applications of its own.
    case apiHub

    /// The service as its console spells it.
    public var title: String {
        switch self {
        case .maps: "Maps"
        case .papago: "Papago Translation"
        case .csr: "CLOVA Speech Recognition (CSR)"
        case .voice: "CLOVA Voice"
        case .captcha: "CAPTCHA"
        case .searchTrend: "Search Trend"
        case .apiHub: "NAVER API HUB"
        }
    }

    /// Where the application's services, limits and secret are changed: no API does that.
    /// Source: api/linkage.md §2, §6.
    public var console: String {
        switch self {
        case .maps: "Application Services > Maps (AI·NAVER API for an older application)"
        case .papago, .csr, .voice, .captcha, .searchTrend: "AI·NAVER API > Application"
        case .apiHub: "Application Services > NAVER API HUB > Application"
        }
    }

    /// The hosts that may serve an application of the service, by generation. The newer host of Maps is there for the
    /// public site alone. Source: api/linkage.md §2.
    func hosts(on site: CloudEndpoint.Site) -> [LinkageHost] {
        switch self {
        case .maps: site == .public ? [LinkageHost("maps", .current), .shared] : [.shared]
        case .papago: [LinkageHost("papago", .current), .shared]
        case .csr, .voice, .captcha, .searchTrend: [.shared]
        case .apiHub: [LinkageHost("naverapihub", .current)]
        }
    }
}

/// A host of the linkage API.
public struct LinkageHost: Sendable, Hashable {
    /// For which of its hosts an application was registered.
    public enum Generation: String, Sendable, Hashable, CaseIterable {
        /// A host for each service.
        case current
        /// One host for all of them.
        case old
    }

    /// The first label, such as `maps` of `maps.apigw.ntruss.com`.
    public let label: String
    public let generation: Generation

    init(_ label: String, _ generation: Generation) {
        self.label = label
        self.generation = generation
    }

    /// The host that all services had, and some still have.
    static let shared = LinkageHost("naveropenapi", .old)

    /// The whole name on a site.
    public func name(on site: CloudEndpoint.Site) -> String {
        switch site {
        case .public: "\(label).apigw.ntruss.com"
        case .gov: "\(label).apigw.gov-ntruss.com"
        case .fin: "\(label).apigw.fin-ntruss.com"
        }
    }
}

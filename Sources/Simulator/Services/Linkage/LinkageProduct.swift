/// A product of the linkage API, as it is ticked in an application. Source: api/linkage.md §2, §3.
enum LinkageProduct: String, CaseIterable, Sendable {
    case maps, papago, csr, voice, captcha, searchTrend, apiHub

    /// The first words of its paths.
    var roots: Set<String> {
        switch self {
        case .maps:
            ["map-geocode", "map-reversegeocode", "map-direction", "map-direction-15", "map-static"]
        case .papago: ["nmt", "langs", "doc-trans", "web-trans"]
        case .csr: ["recog"]
        case .voice: ["tts-premium"]
        case .captcha: ["captcha", "captcha-bin", "scaptcha", "scaptcha-bin"]
        case .searchTrend: ["datalab"]
        case .apiHub: ["search"]
        }
    }

    /// Where an application of a generation finds it; nil where that generation does not offer it.
    func host(for generation: LinkageGeneration) -> String? {
        switch (self, generation) {
        case (.apiHub, .hub): "naverapihub"
        case (.apiHub, .current), (.apiHub, .old), (_, .hub): nil
        case (.maps, .current): "maps"
        case (.papago, .current): "papago"
        case (.maps, .old), (.papago, .old): "naveropenapi"
        case (.csr, .current), (.voice, .current), (.captcha, .current), (.searchTrend, .current): "naveropenapi"
        case (.csr, .old), (.voice, .old), (.captcha, .old), (.searchTrend, .old): "naveropenapi"
        }
    }
}

/// For which hosts an application was registered. Source: api/linkage.md §2.
enum LinkageGeneration: String, CaseIterable, Sendable {
    /// One host for all products.
    case old
    /// Maps and Papago on hosts of their own.
    case current
    /// NAVER API HUB, with registrations of its own.
    case hub
}

/// The host that a call names, where it is one of the linkage API.
enum LinkageHost {
    private static let labels: Set<String> = ["maps", "papago", "naveropenapi", "naverapihub"]

    /// The first label of the host; nil where the call names another one, such as this machine's address.
    static func label(of request: Request) -> String? {
        let name = request.headers["host"].map { $0.prefix { $0 != ":" }.lowercased() } ?? ""
        guard let dot = name.firstIndex(of: ".") else { return nil }
        let domains = [".apigw.ntruss.com", ".apigw.gov-ntruss.com", ".apigw.fin-ntruss.com"]
        let label = String(name[..<dot])
        return labels.contains(label) && domains.contains(String(name[dot...])) ? label : nil
    }
}

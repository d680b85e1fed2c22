/// Where a call of somebody's API goes: `https://{productId}.apigw.ntruss.com/{apiName}/{stageName}/…`.
/// Source: api/apigateway.md §2 (host).
///
/// Without a name server, the same is found at `/_gateway/{productId or productName}/{apiName}/{stageName}/…`.
struct GatewayAddress: Sendable {
    static let prefix = "_gateway"

    /// A product's id or, in the form with a prefix, its name.
    let product: String
    let api: String
    let stage: String
    /// The pieces of the path after the stage, as they came.
    let segments: [String]

    /// nil for a call of the cloud itself.
    init?(_ request: Request) {
        var pieces = request.path.split(separator: "/").map(String.init)
        if pieces.first == Self.prefix {
            guard pieces.count >= 4 else { return nil }
            product = PercentDecoding.decode(pieces[1], plusIsSpace: false)
            pieces.removeFirst(2)
        } else {
            guard let host = Self.product(ofHost: request.headers["host"] ?? ""), pieces.count >= 2 else { return nil }
            product = host
        }
        (api, stage) = (pieces[0], pieces[1])
        segments = Array(pieces.dropFirst(2))
    }

    /// The first label of a gateway host, if it has the form of a product's id. The service's own name has it too.
    private static func product(ofHost host: String) -> String? {
        let name = host.prefix { $0 != ":" }.lowercased()
        let labels = name.split(separator: ".")
        let domains = ["apigw.ntruss.com", "apigw.gov-ntruss.com", "apigw.fin-ntruss.com"]
        guard let label = labels.first, domains.contains(String(name.dropFirst(label.count + 1))) else { return nil }
        return label.count == 10 && label != "apigateway" ? String(label) : nil
    }
}

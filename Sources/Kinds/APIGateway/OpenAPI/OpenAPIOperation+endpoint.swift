import Model

extension OpenAPIOperation {
    private static let extensionName = "x-ncp-apigateway-endpoint"

    /// Where a request goes. Source: api/apigateway.md §3 (Swagger dialect) and §4.2.
    ///
    /// An operation that does not say goes to the same method and path of the stage's server. Of the dialect only `HTTP`
    /// is documented; the other two are read by the names that the API itself has for their parts.
    func endpoint() -> PlacedValue? {
        guard let written = value.member(Self.extensionName) else {
            // No `+` in addresses: what a greedy variable took is named like any other.
            let path = PlacedValue.text(path.replacing("+}", with: "}"), at: span)
            let http = PlacedValue.fields([("method", .text(method, at: span)), ("path", path)], at: span)
            return .fields([("http", http)], at: span)
        }
        let parts = report.map(written.value, "\(Self.extensionName) of \(title)")
        guard parts.count == 1, let part = parts.first, let (name, fields) = Self.kinds[part.key] else {
            report.notExpressed(
                "this \(Self.extensionName) of \(title)", at: parts.first?.span ?? written.span,
                help: "it has one member, HTTP, MOCK or NCP; or write the method's 'endpoint' in the manifest")
            return nil
        }
        let members = report.map(part.value, "\(part.key) of \(title)")
        report.rest(members, of: "\(part.key) of \(title)", called: "endpoints", known: Set(fields.map(\.0)))
        let inside = fields.map { wire, field in (field, part.value[wire]) }
        return .fields([(name, .fields(inside, at: part.span))], at: part.span)
    }

    /// The kinds of endpoints, and their fields at the wire and in manifests.
    private static let kinds: [String: (name: String, fields: [(String, String)])] = [
        "HTTP": ("http", [("method", "method"), ("url", "path"), ("stream", "stream")]),
        "MOCK": ("mock", [("httpStatus", "status"), ("response", "body"), ("headers", "headers")]),
        "NCP": (
            "ncloud",
            ["service", "region", "actionId", "actionName", "method", "url", "stream"].map { ($0, $0) }
        ),
    ]
}

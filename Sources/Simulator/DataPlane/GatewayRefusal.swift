import OrderedJSON

/// A call the gateway answers itself instead of an endpoint.
struct GatewayRefusal: Error, Sendable {
    let type: GatewayResponseType
    let details: String

    init(_ type: GatewayResponseType, _ details: String = "") {
        self.type = type
        self.details = details
    }

    /// The answer, worded as the deployed API wants it.
    /// - CallParameters:
    ///   - changes: the deployment's `gatewayResponses`.
    ///   - accept: the caller's `Accept`, which chooses among templates; the first one without a match. (inferred)
    func response(_ changes: JSON?, accept: String) -> Response {
        let standard = type.standard
        let change = changes?[type.rawValue]
        let failure = Failure(
            layer: .gateway, status: Int(change?["statusCode"]?.integer ?? Int64(standard.status)),
            code: standard.code, message: standard.name, details: details)
        var response = failure.response(xml: false)
        for (name, value) in change?["headers"]?.members ?? [:] { response.headers.append((name, value.text ?? "")) }
        let templates = change?["templates"]?.members ?? [:]
        if let type = templates.keys.first(where: accept.contains) ?? templates.keys.first {
            // Which variables a template may use is not documented: it goes out as it is.
            response.contentType = type
            response.body = Array((templates[type]?.text ?? "").utf8)
        }
        return response
    }
}

import OrderedJSON

/// The headers that let pages of other sites call a resource. Source: api/apigateway.md §4.1 (CORS fields).
enum CrossOrigin {
    private static let onPreflight = [
        ("corsAllowMethods", "Access-Control-Allow-Methods"), ("corsAllowHeaders", "Access-Control-Allow-Headers"),
        ("corsMaxAge", "Access-Control-Max-Age"),
    ]

    /// Whether a browser asks first and the resource has an answer: it names an origin and no OPTIONS of its own.
    static func isPreflight(_ invocation: Invocation) -> Bool {
        invocation.request.method == "OPTIONS" && invocation.request.headers["origin"] != nil
            && invocation.request.headers["access-control-request-method"] != nil
            && !(invocation.resource["corsAllowOrigin"]?.text ?? "").isEmpty
    }

    static func preflight(_ invocation: Invocation) -> Response {
        var response = Response(status: 200)
        for (field, header) in onPreflight {
            if let text = invocation.resource[field]?.text, !text.isEmpty { response.headers.append((header, text)) }
        }
        return response
    }

    /// Adds what a page of another site needs to read the answer.
    static func dress(_ response: inout Response, _ invocation: Invocation) {
        let fields = [
            ("corsAllowOrigin", "Access-Control-Allow-Origin"),
            ("corsAllowCredentials", "Access-Control-Allow-Credentials"),
            ("corsExposeHeaders", "Access-Control-Expose-Headers"),
        ]
        guard invocation.request.headers["origin"] != nil,
            !(invocation.resource["corsAllowOrigin"]?.text ?? "").isEmpty
        else { return }
        for (field, header) in fields {
            guard let text = invocation.resource[field]?.text, !text.isEmpty else { continue }
            response.headers.removeAll { $0.name.lowercased() == header.lowercased() }
            response.headers.append((header, text))
        }
    }
}

import OrderedJSON

/// Whether a call has what its method requires. Source: api/apigateway.md §4.2 (validation), §4.4 (isRequired).
enum RequestValidation {
    /// Query parameters and headers: those the filter names and those declared as required. (inferred: both)
    static func check(_ invocation: Invocation) throws(GatewayRefusal) {
        let filter = invocation.method["validation"]
        guard filter?["type"]?.text == "QUERYSTRING_HEADERS" else { return }
        for name in names(filter?["queryStrings"], "REQUEST_QUERY", invocation)
        where invocation.query.text(name) == nil {
            throw GatewayRefusal(.badRequest, "Query parameter \(name) is required.")
        }
        for name in names(filter?["headers"], "REQUEST_HEADER", invocation)
        where invocation.request.headers[name.lowercased()] == nil {
            throw GatewayRefusal(.badRequest, "Header \(name) is required.")
        }
    }

    private static func names(_ listed: JSON?, _ code: String, _ invocation: Invocation) -> [String] {
        let declared = (invocation.method["parameters"]?.elements ?? []).filter {
            $0["parameterCode"]?.text == code && $0["isRequired"]?.bool == true
        }
        return (listed?.elements ?? []).compactMap(\.text) + declared.compactMap { $0["parameterName"]?.text }
    }
}

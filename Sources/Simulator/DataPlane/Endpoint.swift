import OrderedJSON

/// What answers a call in the end: a fixed answer, or a server. Source: api/apigateway.md §4.2.
enum Endpoint {
    /// The answer, or one that still has to be fetched.
    static func call(_ invocation: Invocation) throws(GatewayRefusal) -> Response {
        if let mock = invocation.method["mockEndPoint"] { return try answer(mock) }
        if let http = invocation.method["httpEndPoint"] {
            let domain = invocation.setting("endpointDomain")?.text ?? "NONE"
            guard domain != "NONE" else {
                throw GatewayRefusal(.unknownEndpointDomain, "The stage has no endpoint domain.")
            }
            return try forward(invocation, to: domain, path: http["url"]?.text ?? "", method: http["method"]?.text)
        }
        let platform = invocation.method["ncpEndPoint"]
        return try forward(invocation, to: platform?["url"]?.text ?? "", path: "", method: platform?["method"]?.text)
    }

    private static func answer(_ mock: JSON) throws(GatewayRefusal) -> Response {
        let status = Int(mock["httpStatus"]?.integer ?? 200)
        guard status >= 200 else { throw GatewayRefusal(.endpointError, "Status \(status) is not a final response.") }
        var response = Response(status: status, body: Array((mock["response"]?.text ?? "").utf8))
        response.take(headers: (mock["headers"]?.members ?? [:]).map { ($0.key, $0.value.text ?? "") })
        return response
    }

    /// Calls leave this machine for no address but its own.
    private static func forward(
        _ invocation: Invocation, to text: String, path: String, method: String?
    ) throws(GatewayRefusal) -> Response {
        let target = filled(text, invocation.variables)
        guard let domain = EndpointDomain(target) else {
            throw GatewayRefusal(.unknownEndpointDomain, "\(target) is not a URL.")
        }
        guard domain.isLoopback, !domain.isSecure else {
            throw GatewayRefusal(
                .unknownEndpointDomain, "The simulator calls http on loopback only, and this is \(target).")
        }
        guard (invocation.request.headers[Forward.trace]?.split(separator: ",").count ?? 0) < Forward.traceLimit else {
            throw GatewayRefusal(.endpointError, "The call goes in a circle.")
        }
        let query = invocation.request.query
        let whole = domain.path + filled(path, invocation.variables)
        var response = Response(status: 200)
        response.forward = Forward(
            invocation: invocation, host: domain.host, port: domain.port ?? 80,
            method: method == nil || method == "ANY" ? invocation.request.method : method ?? "GET",
            target: (whole.isEmpty ? "/" : whole) + (query.isEmpty ? "" : "?" + query))
        return response
    }

    private static func filled(_ text: String, _ variables: [String: String]) -> String {
        var text = text
        for (name, value) in variables { text = text.replacing("{\(name)}", with: value) }
        return text
    }
}

extension Response {
    /// Takes over headers, apart from those that belong to one connection.
    mutating func take(headers: [(name: String, value: String)]) {
        let skipped: Set = ["connection", "content-length", "transfer-encoding", "keep-alive", "date", "upgrade"]
        for (name, value) in headers where !skipped.contains(name.lowercased()) {
            if name.lowercased() == "content-type" { contentType = value } else { self.headers.append((name, value)) }
        }
    }
}

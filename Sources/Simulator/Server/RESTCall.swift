import OrderedJSON

/// A call of a REST-like service: method, path pieces, query and JSON body.
struct RESTCall: Sendable {
    let method: String
    let segments: [String]
    let query: Parameters
    /// The parsed body; null when there is none.
    let body: JSON

    /// - Throws: the gateway's 400 for a body that is not JSON.
    init(_ request: Request, segments: [String]) throws(Failure) {
        method = request.method
        self.segments = segments
        query = Parameters(query: request.query)
        guard !request.body.isEmpty else {
            body = .null
            return
        }
        guard let parsed = try? JSON(parsing: request.body) else { throw .gateway(status: 400) }
        body = parsed
    }
}

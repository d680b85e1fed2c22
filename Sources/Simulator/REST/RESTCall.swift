import OrderedJSON

/// A call of a REST service: method, path, the ids in it, query and JSON body.
struct RESTCall: Sendable {
    let method: String
    /// The path behind the service's own begin.
    let segments: [String]
    /// The ids of the path, outermost first.
    var ids: [String] = []
    /// Whose key signed it; nil for calls that no key is asked of.
    var owner: KeyPair.Owner?
    let query: CallParameters
    /// Header values by lower-case name.
    let headers: [String: String]
    private let rawQuery: String
    /// The parsed body; null when there is none, and for a file.
    let body: JSON
    /// The files of a form of several parts, by field.
    let files: [String: [UInt8]]

    /// - Throws: the gateway's 400 for a body that is not JSON.
    init(_ request: Request, segments: [String], takingFile: Bool = false) throws(Failure) {
        method = request.method
        self.segments = segments
        headers = request.headers
        query = CallParameters(query: request.query)
        rawQuery = request.query
        files = takingFile ? MultipartBody(request)?.files ?? [:] : [:]
        guard !request.body.isEmpty, !takingFile else {
            body = .null
            return
        }
        guard let parsed = try? JSON(parsing: request.body) else { throw .gateway(status: 400) }
        body = parsed
    }

    /// Every value of a query parameter that may come several times, or once with commas.
    func values(_ name: String) -> [String] {
        let pairs = rawQuery.split(separator: "&").map { $0.split(separator: "=", maxSplits: 1) }
        let given = pairs.filter { $0.count == 2 && $0[0] == name }.map { PercentDecoding.decode($0[1]) }
        return given.flatMap { $0.split(separator: ",").map(String.init) }
    }
}

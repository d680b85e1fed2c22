/// A call of Object Storage: what it names, its query, headers and body.
struct StorageCall: Sendable {
    let request: Request
    let product: StorageAddress.Product
    /// The bucket and key that are named; empty for none.
    let bucket: String
    let key: String
    /// Percent-decoded; a sub-resource has an empty value.
    let query: [String: String]
    /// Whose key signed it; nil for a call without a signature.
    let owner: KeyPair.Owner?

    init(_ request: Request, _ address: StorageAddress, owner: KeyPair.Owner?) {
        self.request = request
        self.owner = owner
        product = address.product
        bucket = address.bucket ?? ""
        key = address.key ?? ""
        query = Self.query(of: request)
    }

    static func query(of request: Request) -> [String: String] {
        var query: [String: String] = [:]
        for pair in request.query.split(separator: "&") {
            let name = pair.prefix { $0 != "=" }
            query[PercentDecoding.decode(name)] = PercentDecoding.decode(pair.dropFirst(name.count + 1))
        }
        return query
    }

    /// The id of the named object's record.
    var fileId: String { bucket + "/" + key }

    func header(_ name: String) -> String? { request.headers[name] }

    /// A whole number of the query.
    func integer(_ name: String, in range: ClosedRange<Int>) throws(Failure) -> Int? {
        guard let text = query[name] else { return nil }
        guard let number = Int(text), number >= range.lowerBound else { throw .storage(.invalidArgument, name) }
        return min(number, range.upperBound)
    }

    /// The body as an element of this name.
    func document(_ name: String) throws(Failure) -> XMLElement {
        guard let element = XMLElement(parsing: request.body), element.name == name else {
            throw .storage(.malformedXML)
        }
        return element
    }
}

extension Response {
    static func storage(_ element: XMLElement) -> Response {
        Response(status: 200, contentType: "application/xml", body: Array(element.document.utf8))
    }

    static func storageDone(_ status: Int = 200, _ headers: [(name: String, value: String)] = []) -> Response {
        Response(status: status, contentType: "application/xml", headers: headers)
    }
}

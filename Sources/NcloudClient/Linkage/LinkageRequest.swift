import OrderedJSON

/// One call of the linkage API: without a signature, and of any host of its service. Source: api/linkage.md §3.
public struct LinkageRequest: Sendable, Hashable {
    /// What a call sends.
    public enum Body: Sendable, Hashable {
        case none
        case json(JSON)
        case form([Parameter])
        /// Sound.
        case bytes([UInt8])
    }

    public var service: LinkageService
    public var method: APIRequest.Method
    /// From the leading slash on, not percent-encoded.
    public var path: String
    public var query: [Parameter]
    public var body: Body

    public init(
        _ service: LinkageService, _ method: APIRequest.Method, _ path: String, query: [Parameter] = [],
        body: Body = .none
    ) {
        self.service = service
        self.method = method
        self.path = path
        self.query = query
        self.body = body
    }

    /// What logs call it: no value of it.
    public var endpoint: String { "\(method.rawValue) \(path)" }

    func wire(to host: LinkageHost, on endpoint: CloudEndpoint, _ key: LinkageKey) -> HTTPRequest {
        let (origin, named) = endpoint.place(of: host)
        var request = HTTPRequest(
            method: method, origin: origin,
            target: PercentEncoding.encode(path, keeping: "/") + (query.isEmpty ? "" : "?")
                + PercentEncoding.encode(query),
            headers: named + key.headers + [HTTPHeader("accept", "application/json")], isRepeatable: method == .get)
        switch body {
        case .none: break
        case .json(let json): request.set(json.serializedBytes(), "application/json")
        case .form(let fields):
            request.set(Array(PercentEncoding.encode(fields).utf8), "application/x-www-form-urlencoded")
        case .bytes(let bytes): request.set(bytes, "application/octet-stream")
        }
        return request
    }
}

extension HTTPRequest {
    fileprivate mutating func set(_ bytes: [UInt8], _ type: String) {
        body = bytes
        headers.append(HTTPHeader("content-type", type))
    }
}

extension CloudEndpoint {
    /// Which of the three clouds it is, or stands for.
    var site: Site {
        switch self {
        case .ncloud(let site): site
        case .custom: .public
        }
    }

    /// Where a host is called. One address that stands for every host is told in a header which of them is meant.
    fileprivate func place(of host: LinkageHost) -> (origin: String, headers: [HTTPHeader]) {
        switch self {
        case .ncloud(let site): ("https://\(host.name(on: site))", [])
        case .custom(let origin): (origin, [HTTPHeader("host", host.name(on: .public))])
        }
    }
}

/// One request as it goes over the wire.
public struct HTTPRequest: Sendable, Hashable {
    public var method: APIRequest.Method
    /// Scheme and host, without a trailing slash.
    public var origin: String
    /// Path and query exactly as they are sent; what the signature covers.
    public var target: String
    public var headers: [HTTPHeader]
    public var body: [UInt8]?
    /// Whether sending it twice does no harm. Others are never repeated by the transport, not even on a stale connection.
    public var isRepeatable: Bool

    public init(
        method: APIRequest.Method, origin: String, target: String, headers: [HTTPHeader] = [], body: [UInt8]? = nil,
        isRepeatable: Bool
    ) {
        self.method = method
        self.origin = origin
        self.target = target
        self.headers = headers
        self.body = body
        self.isRepeatable = isRepeatable
    }
}

/// A header line; names compare without case.
public struct HTTPHeader: Sendable, Hashable {
    public var name: String
    public var value: String

    public init(_ name: String, _ value: String) {
        self.name = name
        self.value = value
    }
}

/// A whole answer.
public struct HTTPResponse: Sendable, Hashable {
    public var status: Int
    public var headers: [HTTPHeader]
    public var body: [UInt8]

    public init(status: Int, headers: [HTTPHeader] = [], body: [UInt8] = []) {
        self.status = status
        self.headers = headers
        self.body = body
    }

    /// The first value of the header `name`, in any case.
    public subscript(header name: String) -> String? {
        let wanted = name.lowercased()
        return headers.first { $0.name.lowercased() == wanted }?.value
    }
}

extension HTTPRequest: CustomStringConvertible, CustomReflectable {
    /// Method and origin alone: target, headers and body may hold secrets.
    public var description: String { "\(method.rawValue) \(origin)" }

    public var customMirror: Mirror { Mirror(self, children: ["method": method.rawValue, "origin": origin]) }
}

import OrderedJSON

/// One call of the cloud's API, before it is placed on a host, encoded and signed.
public struct APIRequest: Sendable, Hashable {
    public enum Method: String, Sendable {
        case get = "GET"
        case head = "HEAD"
        case post = "POST"
        case put = "PUT"
        case patch = "PATCH"
        case delete = "DELETE"
    }

    public var service: Service
    public var method: Method
    /// The name of an action (`createVpc`), or a path below the service's base (`/products/abc`), not percent-encoded.
    public var path: String
    /// Form fields of an action, query items of a REST call.
    public var parameters: [Parameter]
    /// The JSON body of a REST call.
    public var body: JSON?
    /// Names of parameters or body members that must never be logged.
    public var sensitive: Set<String>
    /// The list parameter through which one call does the same to several objects; nil for a call about one alone.
    public var byList: String?
    /// How it is signed; see ``signed(_:)``. Object Storage has a signature of its own.
    public var signature = SignatureVersion.v2
    /// What Object Storage is told in headers, names in lower case.
    public var headers: [HTTPHeader] = []
    /// The bytes of a body that is not JSON: a document, or the content of an object.
    public var content: [UInt8]?
    /// The name of an operation of Object Storage, which its method, path and parameters spell: `PutBucketAcl`.
    public var operation: String?
    /// Whether the call deletes the object that a step is about, so that its answer has to prove that the object is gone.
    public var isDeletion = false

    /// A call of an action-style service: always a posted form that asks for JSON.
    ///
    /// The client adds `regionCode` when it is not among the parameters. Source: api/common.md §4.
    public static func action(
        _ service: Service, _ name: String, _ parameters: Parameters = [:], sensitive: Set<String> = [],
        byList: String? = nil
    ) -> APIRequest {
        APIRequest(
            service: service, method: .post, path: name,
            parameters: [Parameter("responseFormatType", "json")] + parameters.flat, body: nil, sensitive: sensitive,
            byList: byList)
    }

    /// A call of a REST service. Source: api/apigateway.md §1.1.
    public static func rest(
        _ service: Service, _ method: Method, _ path: String, query: Parameters = [:], body: JSON? = nil,
        sensitive: Set<String> = []
    ) -> APIRequest {
        APIRequest(
            service: service, method: method, path: path, parameters: query.flat, body: body, sensitive: sensitive)
    }

    /// The same call, as the one that deletes an object. Of actions the client reads the wrapper, which is proof enough.
    public var deleting: APIRequest {
        var request = self
        request.isDeletion = service.style != .action
        return request
    }

    /// The same call, signed another way than with signature v2.
    public func signed(_ version: SignatureVersion) -> APIRequest {
        var request = self
        request.signature = version
        return request
    }

    /// The flat parameter `name`, as the wire will carry it.
    public subscript(name: String) -> String? {
        get { parameters.first { $0.name == name }?.value }
        set {
            parameters.removeAll { $0.name == name }
            if let newValue { parameters.append(Parameter(name, newValue)) }
        }
    }
}

import OrderedJSON

/// The linkage API: called with the id and secret of an application, without a signature. Source: api/linkage.md.
///
/// A call that names no host of it, but this machine's address, counts as sent to the right one.
struct LinkageService: SimulatedService {
    static let linkage = LinkageService()

    let title = "linkage API"
    let kinds: [any SimulatedKind] = [
        Applications.kind, RESTKind(.linkageUsage), RESTKind(.captchaKey), RESTKind(.papagoDocument),
    ]
    private let calls: [LinkageCall] =
        MapsCalls.all + PapagoCalls.all + ClovaCalls.all + CaptchaCalls.all + SearchCalls.all

    func decidesWhoCalls(with request: Request) -> Bool { true }

    func words(of path: [String]) -> [String]? {
        guard let root = path.first, LinkageProduct.allCases.contains(where: { $0.roots.contains(root) }) else {
            return nil
        }
        return path
    }

    func endpoint(_ request: Request, _ words: [String]) -> String { request.method + " " + request.path }

    /// Every call counts against a limit.
    func isRead(_ request: Request, _ words: [String]) -> Bool { false }

    func named(_ call: Call, _ words: [String]) -> [String] { [] }

    func answer(_ call: Call, _ words: [String], _ world: inout World) -> Response {
        do throws(Failure) {
            let request = try LinkageRequest(call.request)
            let application = try Applications.authenticated(request, world)
            let path = "/" + words.joined(separator: "/")
            guard let found = calls.first(where: { $0.method == call.request.method && $0.path == path }) else {
                throw .unknownPath
            }
            try Applications.admit(application, to: found.product, host: LinkageHost.label(of: call.request), &world)
            return try found.handler(&world, request)
        } catch { return error.response(xml: false) }
    }
}

/// One call of a product.
struct LinkageCall: Sendable {
    typealias Handler = @Sendable (inout World, LinkageRequest) throws(Failure) -> Response

    let product: LinkageProduct
    let method: String
    let path: String
    let handler: Handler

    static func get(_ product: LinkageProduct, _ path: String, _ handler: @escaping Handler) -> LinkageCall {
        LinkageCall(product: product, method: "GET", path: path, handler: handler)
    }

    static func post(_ product: LinkageProduct, _ path: String, _ handler: @escaping Handler) -> LinkageCall {
        LinkageCall(product: product, method: "POST", path: path, handler: handler)
    }
}

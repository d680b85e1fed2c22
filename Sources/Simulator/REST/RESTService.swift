/// A service with methods, paths and JSON bodies, such as API Gateway. Its routes are those of its kinds.
struct RESTService: SimulatedService {
    /// Where objects are named.
    enum Naming: Sendable {
        case inPath, inParameters
    }

    /// Paths that another service has as well. On the cloud each service has its host; one address for both leaves the
    /// parameter that only the calls of this one have.
    struct SharedPaths: Sendable {
        let paths: Set<String>
        let parameter: String
    }

    let kinds: [any SimulatedKind]
    var title: String { "/" + base.joined(separator: "/") }
    private let base: [Substring]
    private let naming: Naming
    /// By method, in the order that they are tried.
    private let routes: [String: [RESTRoute]]
    /// The first words of the service's own paths.
    private let roots: Set<Substring>
    /// First words of paths that are also taken without the base.
    private let bareRoots: Set<String>
    private let claimsAll: Bool
    private let shared: SharedPaths?
    /// Whether a call of the base itself is one of its own.
    private let hasBase: Bool
    /// Which requests need no account's signature.
    private let isOpen: @Sendable (Request) -> Bool

    /// - Parameters:
    ///   - base: such as `/api/v1`; several services may share it, each with first words of its own.
    ///   - bareRoots: first words of paths that are also taken without `base`, as some pages print them.
    ///   - claimsAll: whether paths that no service before it claims are its own to refuse.
    ///   - isOpen: which requests need no account's signature.
    ///   - shared: of a service whose first words are another's too, what both have; it claims the paths of its calls alone.
    init(
        _ base: String, naming: Naming, bareRoots: Set<String> = [], claimsAll: Bool = false,
        sharing shared: SharedPaths? = nil, isOpen: @escaping @Sendable (Request) -> Bool = { _ in false },
        _ kinds: [RESTKind]
    ) {
        self.kinds = kinds
        self.base = base.split(separator: "/")
        self.naming = naming
        self.bareRoots = bareRoots
        self.claimsAll = claimsAll
        self.isOpen = isOpen
        self.shared = shared
        let all = kinds.flatMap(\.routes)
        routes = Dictionary(grouping: all, by: \.method).mapValues { $0.sorted { $0.precedes($1) } }
        roots = Set(all.compactMap(\.pieces.first))
        hasBase = all.contains(where: \.pieces.isEmpty)
    }

    func words(of path: [String]) -> [String]? {
        if let first = path.first, bareRoots.contains(first) { return path }
        guard path.count >= base.count, zip(path, base).allSatisfy({ $0 == $1 }) else { return nil }
        guard path.count > base.count else { return hasBase ? [] : nil }
        let words = Array(path.dropFirst(base.count))
        let hasCall = shared == nil || routes.values.joined().contains { $0.ids(in: words) != nil }
        return claimsAll || roots.contains(words[0][...]) && hasCall ? words : nil
    }

    func isMeant(by request: Request, _ words: [String]) -> Bool {
        guard let shared, shared.paths.contains(words.joined(separator: "/")) else { return true }
        return CallParameters(query: request.query).text(shared.parameter) != nil
    }

    func decidesWhoCalls(with request: Request) -> Bool { isOpen(request) }

    func endpoint(_ request: Request, _ words: [String]) -> String { request.method + " " + request.path }

    /// Some lists are asked for with a body.
    func isRead(_ request: Request, _ words: [String]) -> Bool {
        request.method == "GET" || request.method == "POST" && request.path.hasSuffix("/query")
    }

    func named(_ call: Call, _ words: [String]) -> [String] {
        switch naming {
        case .inPath: words
        case .inParameters: Array(call.parameters.texts)
        }
    }

    func answer(_ call: Call, _ words: [String], _ world: inout World) -> Response {
        do throws(Failure) {
            let route = routes[call.request.method]?.first { $0.ids(in: words) != nil }
            if route?.takesFile != true { try call.requireJSON() }
            var parsed = try RESTCall(call.request, segments: words, takingFile: route?.takesFile ?? false)
            guard let route else { throw .unknownPath }
            parsed.owner = call.owner
            parsed.ids = route.ids(in: words) ?? []
            return try route.handler(&world, parsed)
        } catch { return error.response(xml: call.wantsXML) }
    }
}

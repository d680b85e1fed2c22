import OrderedJSON

/// What a REST service does for a call.
typealias RESTHandler = @Sendable (inout World, RESTCall) throws(Failure) -> Response

/// What answers a method and a path.
struct RESTRoute: Sendable {
    let method: String
    /// The pieces of the path; `:` stands for an id.
    let pieces: [Substring]
    /// Whether the body is a file among the parts of a form, and not JSON.
    var takesFile = false
    let handler: RESTHandler

    /// - Parameter path: such as `/products/:`.
    init(_ method: String, _ path: String, _ handler: @escaping RESTHandler) {
        self.method = method
        pieces = path.split(separator: "/")
        self.handler = handler
    }

    static func get(_ path: String = "", _ handler: @escaping RESTHandler) -> RESTRoute {
        RESTRoute("GET", path, handler)
    }

    static func post(_ path: String = "", _ handler: @escaping RESTHandler) -> RESTRoute {
        RESTRoute("POST", path, handler)
    }

    /// A call whose body holds a file.
    static func upload(_ path: String, _ handler: @escaping RESTHandler) -> RESTRoute {
        var route = RESTRoute("POST", path, handler)
        route.takesFile = true
        return route
    }

    static func put(_ path: String, _ handler: @escaping RESTHandler) -> RESTRoute { RESTRoute("PUT", path, handler) }

    static func patch(_ path: String, _ handler: @escaping RESTHandler) -> RESTRoute {
        RESTRoute("PATCH", path, handler)
    }

    static func delete(_ path: String, _ handler: @escaping RESTHandler) -> RESTRoute {
        RESTRoute("DELETE", path, handler)
    }

    /// The same route, its path prefixed.
    func under(_ base: String) -> RESTRoute {
        var route = RESTRoute(method, base + "/" + pieces.joined(separator: "/"), handler)
        route.takesFile = takesFile
        return route
    }

    /// The ids of a path that fits; nil for one that does not.
    func ids(in segments: [String]) -> [String]? {
        guard pieces.count == segments.count else { return nil }
        var ids: [String] = []
        for (piece, segment) in zip(pieces, segments) {
            if piece == ":" { ids.append(segment) } else if piece != segment { return nil }
        }
        return ids
    }

    /// Whether it is tried before another one: fixed words come before ids of the same place.
    func precedes(_ other: RESTRoute) -> Bool {
        for (piece, other) in zip(pieces, other.pieces) where piece != other {
            return other == ":" || piece != ":" && piece < other
        }
        return pieces.count < other.pieces.count
    }
}

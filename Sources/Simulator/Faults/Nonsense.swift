/// An answer that says nothing about the call: of a proxy on the way, or of a service in a form nobody documents.
enum Nonsense: String, Sendable, CaseIterable {
    /// 200, with an error inside under a key of its own. Source: api/common.md §6.1, shape f.
    case errorInside
    /// 200, with a code and words at the top. Source: the same.
    case flatError
    /// 404, with the JSON of a proxy that knows no such route.
    case proxyError
    /// 200 with nothing in it.
    case empty
    /// 200 with a page of HTML. Source: api/common.md §6.1, shape g.
    case page

    var response: Response {
        switch self {
        case .errorInside: .json(["status": ["code": "40010", "message": "request could not be processed"]])
        case .flatError: .json(["code": "E-1042", "msg": "temporarily unavailable", "data": .null])
        case .proxyError: .json(["error": ["code": 404, "message": "no route matched with those values"]], status: 404)
        case .empty: Response(status: 200)
        case .page:
            Response(
                status: 200, contentType: "text/html",
                body: Array("<html><body><h1>Service check</h1></body></html>".utf8))
        }
    }
}

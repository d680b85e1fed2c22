import OrderedJSON

/// A call of a deployed API, with all that was found out about it on its way.
struct Invocation: Sendable {
    let request: Request
    let query: CallParameters
    /// Whether it carries a valid signature of the account.
    let isSigned: Bool
    let product: Record
    let api: Record
    let stage: Record
    let deployment: Record
    let isCanary: Bool
    /// The resource as it was deployed, and what its path's variables stand for.
    var resource: JSON = .null
    var variables: [String: String] = [:]
    /// The method as it was deployed; `ANY` keeps its own name.
    var methodName = ""
    var method: JSON = .null
    /// The key the method asks for, and the plan it is on: the stage's default one or a named one.
    var keyId = ""
    var plan: JSON?

    /// The address callers are judged by. Only loopback reaches the simulator, so a caller may claim another.
    var source: String {
        let claimed = request.headers["x-forwarded-for"]?.split(separator: ",").first
        return claimed.map { $0.filter { $0 != " " } } ?? "127.0.0.1"
    }

    /// One of the settings a method may have for itself, a canary for its calls and a stage for all.
    func setting(_ name: String) -> JSON? {
        if let override = StageMethods.override(resource["resourceId"]?.text ?? "", methodName, in: deployment) {
            return override[name]
        }
        let attribute = isCanary ? "canary" + name.prefix(1).uppercased() + name.dropFirst() : name
        return stage.value(attribute)
    }

    /// A number above zero, or nil for no limit.
    func limit(_ name: String) -> Int64? { setting(name)?.integer.flatMap { $0 > 0 ? $0 : nil } }

    /// What an answer is remembered by.
    var cacheName: String { "\(deployment.id) \(request.method) \(request.target)" }

    var gatewayResponses: JSON? { deployment.attributes["contents"]?["gatewayResponses"] }

    func refused(_ refusal: GatewayRefusal) -> Response {
        refusal.response(gatewayResponses, accept: request.headers["accept"] ?? "")
    }

    /// Whether a value stands in the request, where a filter says it should.
    func value(_ place: String, _ name: String) -> String? {
        place.contains("HEADER") ? request.headers[name.lowercased()] : query.text(name)
    }
}

/// A service of actions under a path such as `/vpc/v2`; each action belongs to one of its kinds. Source: api/common.md §4.
struct ActionService: SimulatedService {
    let kinds: [any SimulatedKind]
    /// By name.
    let actions: [String: Action]
    private let base: [Substring]

    var title: String { "/" + base.joined(separator: "/") }

    /// - Parameter others: actions about nothing that is kept.
    init(_ base: String, _ kinds: [ActionKind], others: [String: Action] = [:]) {
        self.base = base.split(separator: "/")
        self.kinds = kinds
        actions = kinds.reduce(into: others) { $0.merge($1.actions) { first, _ in first } }
    }

    func words(of path: [String]) -> [String]? {
        guard path.count == base.count + 1, zip(path, base).allSatisfy({ $0 == $1 }) else { return nil }
        return [path[base.count]]
    }

    func endpoint(_ request: Request, _ words: [String]) -> String { words[0] }

    func isRead(_ request: Request, _ words: [String]) -> Bool { words[0].hasPrefix("get") }

    /// A list may ask for what it does not get.
    func named(_ call: Call, _ words: [String]) -> [String] {
        words[0].hasPrefix("get") && words[0].hasSuffix("List") ? [] : Array(call.parameters.texts)
    }

    func answer(_ call: Call, _ words: [String], _ world: inout World) -> Response {
        let name = words[0]
        // The services themselves answer XML unless JSON is asked for. Source: api/common.md §4.
        let xml = call.parameters.text("responseFormatType")?.lowercased() != "json"
        guard let action = actions[name], ["GET", "POST"].contains(call.request.method) else {
            return Failure.unknownPath.response(xml: call.wantsXML)
        }
        do throws(Failure) {
            try Regions.check(call.parameters, of: name)
            let answer = try action(&world, call.parameters)
            return answer.response(to: name, requestId: world.random.uuid(), xml: xml)
        } catch {
            return error.response(xml: error.layer == .gateway ? call.wantsXML : xml)
        }
    }
}

import Model

// What lies in an API and is served when it is deployed.

extension GatewayWorld {
    // MARK: Paths

    /// A path of its own; the root where nobody has it.
    mutating func path(in api: Address?) -> Value {
        let isRootTaken = all("Resource").contains {
            target($0, "api") == api && resources[$0]?.attributes["path"] == "/"
        }
        if !isRootTaken, dice.oneIn(6) { return "/" }
        let name = "r\(next())"
        return dice.pick([.string("/\(name)"), .string("/\(name)/{id}"), .string("/files/\(name)/{rest+}")]) ?? "/"
    }

    mutating func cors() -> Value? {
        if dice.oneIn(4) { return nil }
        var cors: Attributes = ["origin": dice.oneIn(2) ? "*" : .string("https://web-\(next()).example.com")]
        if dice.oneIn(2) { cors["methods"] = dice.oneIn(2) ? ["GET", "POST"] : ["PUT"] }
        if dice.oneIn(3) { cors["headers"] = ["x-trace", .string("x-h\(next())")] }
        if dice.oneIn(3) { cors["exposeHeaders"] = ["x-total"] }
        if dice.oneIn(3) { cors["credentials"] = true }
        if dice.oneIn(3) { cors["maxAge"] = number(upTo: 600) }
        return .map(cors)
    }

    // MARK: Methods

    static let methodEdits: [(field: String, edit: GatewayEdit)] = [
        ("description", said), ("authentication", { world, _ in world.choice(["IAM", "NONE", nil]) }),
        ("authorizer", { world, _ in world.dice.oneIn(3) ? nil : world.reference(to: "Authorizer") }),
        ("apiKeyRequired", { world, _ in world.choice([true, false, nil]) }),
        ("validation", { world, _ in world.choice([nil, ["queryStrings": ["page"]], ["headers": ["x-a", "x-b"]]]) }),
        ("consumes", { world, _ in world.choice([nil, [], ["application/json"], ["text/plain", "text/html"]]) }),
        ("produces", { world, _ in world.choice([nil, [], ["application/json"], ["text/html", "text/plain"]]) }),
        ("parameters", { $0.list("parameters", of: $1) { $0.parameter() } }),
        ("requestBody", { world, method in world.body(for: method) }),
        ("responses", { world, method in world.list("responses", of: method) { $0.response(for: method) } }),
    ]

    private static let methodNames = ["ANY", "GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "HEAD"]

    mutating func newMethod(_ place: Attributes) -> Attributes? {
        freeMethod(place["resource"]?.references.first?.address).map {
            place.with("method", $0).with("endpoint", endpoint())
        }
    }

    /// The name of a method that a resource does not have.
    mutating func freeMethod(_ resource: Address?) -> Value? {
        let taken = all("Method").filter { target($0, "resource") == resource }
            .map { resources[$0]?.attributes["method"] }
        return dice.pick(Self.methodNames.map(Value.string).filter { !taken.contains($0) })
    }

    /// Another resource that lacks the method.
    mutating func otherResource(for method: DesiredResource) -> Value? {
        let free = all("Resource").filter { resource in
            !all("Method").contains {
                target($0, "resource") == resource
                    && resources[$0]?.attributes["method"] == method.attributes["method"]
            }
        }
        return dice.pick(free).map { .reference(Reference($0)) } ?? method.attributes["resource"]
    }

    mutating func endpoint() -> Value {
        switch Int.random(in: 0..<5, using: &dice) {
        case 0:
            return [
                "ncloud": [
                    "service": "CLOUD_FUNCTIONS", "region": "KR", "actionId": .string("act\(next())"),
                    "actionName": "work", "url": .string("https://functions.example.com/\(next())"),
                ]
            ]
        case 1, 2:
            var mock: Attributes = ["status": dice.pick([200, 204, 503]) ?? 200]
            if dice.oneIn(2) { mock["body"] = .string("answer \(next())") }
            if dice.oneIn(2) { mock["headers"] = ["X-Mock": .string("\(next())")] }
            return ["mock": .map(mock)]
        default:
            var http: Attributes = ["method": dice.oneIn(2) ? "GET" : "POST", "path": .string("/back/\(next())")]
            if dice.oneIn(3) { http["stream"] = true }
            return ["http": .map(http)]
        }
    }

    private mutating func reference(to kind: String) -> Value? {
        dice.pick(all(kind)).map { .reference(Reference($0)) }
    }

    // MARK: Parts of methods

    private mutating func parameter() -> Value {
        var parameter: Attributes = [
            "in": dice.pick(["header", "query", "form"]) ?? "query", "name": .string("p\(next() % 6)"),
        ]
        if dice.oneIn(2) { parameter["type"] = dice.oneIn(2) ? "integer" : "boolean" }
        for flag in ["required", "array", "logged"] where dice.oneIn(4) { parameter[flag] = true }
        if dice.oneIn(3) { parameter["description"] = .string("number \(next())") }
        return .map(parameter)
    }

    private mutating func body(for method: DesiredResource) -> Value? {
        let api = target(method.attributes["resource"]?.references.first?.address, "api")
        guard !dice.oneIn(3), let model = dice.pick(all("Model").filter { target($0, "api") == api }) else { return nil }
        var body: Attributes = ["model": .reference(Reference(model)), "name": .string("body\(next() % 3)")]
        if dice.oneIn(3) { body["description"] = .string("number \(next())") }
        return .map(body)
    }

    private mutating func response(for method: DesiredResource) -> Value {
        var response: Attributes = ["status": dice.pick([200, 201, 400, 404]) ?? 200]
        if dice.oneIn(2) { response["description"] = .string("number \(next())") }
        if dice.oneIn(2) {
            let name = Value.string("x-h\(next() % 3)")
            response["headers"] = dice.oneIn(2) ? [["name": name]] : [["name": name, "type": "integer"]]
        }
        response["body"] = body(for: method)
        return .map(response)
    }

    /// One element more, one less, one in place of another, none, or no word about them; keys appear once.
    private mutating func list(
        _ field: String, of owner: DesiredResource, _ make: (inout GatewayWorld) -> Value
    ) -> Value? {
        var elements = owner.attributes[field]?.elements ?? []
        switch Int.random(in: 0..<7, using: &dice) {
        case 0: return dice.oneIn(2) ? nil : []
        case 1 where !elements.isEmpty: elements.remove(at: Int.random(in: elements.indices, using: &dice))
        case 2: elements.shuffle(using: &dice)
        default: elements.append(make(&self))
        }
        var seen: Set<[Value?]> = []
        let latest = elements.reversed().filter { element in
            seen.insert(["in", "name", "status"].map { element.members[$0] }).inserted
        }
        return .list(Array(latest.reversed()))
    }

    // MARK: Answers of the gateway itself

    private static let answers = ["NOT_FOUND", "AUTHENTICATION_FAILED", "ENDPOINT_ERROR", "QUOTA_EXCEEDED"]

    mutating func newAnswer(_ place: Attributes) -> Attributes? {
        freeAnswer(place["api"]?.references.first?.address).map {
            place.with("type", $0).with("status", dice.oneIn(2) ? 418 : 503)
        }
    }

    mutating func freeAnswer(_ api: Address?) -> Value? {
        let taken = all("GatewayResponse").filter { target($0, "api") == api }
            .map { resources[$0]?.attributes["type"] }
        return dice.pick(Self.answers.map(Value.string).filter { !taken.contains($0) })
    }

    mutating func answerHeaders() -> Value? {
        choice([nil, [], [["name": "X-A", "value": .string("'\(next())'")]], [["name": "X-B", "value": "'b'"]]])
    }

    mutating func templates() -> Value? {
        let text = Value.string("{\"say\": \(next())}")
        return choice([
            nil, [], [["contentType": "application/json", "template": text]],
            [["contentType": "text/plain", "template": "sorry"], ["contentType": "application/json", "template": text]],
        ])
    }
}

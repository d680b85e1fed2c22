import Model
import NcloudClient
import OrderedJSON

/// What a method has beside its settings, each read by calls of its own. Source: api/apigateway.md §4.4–§4.6.
struct MethodParts {
    let cloud: any APICaller
    let method: String
    private var path: String { GatewayPlace(method).method }
    /// The id of the API, which models are named under.
    private var api: String { GatewayPlace(method).apiID }

    init(of method: String, from cloud: any APICaller) {
        self.method = method
        self.cloud = cloud
    }

    /// The parts that `scope` asks for, side by side.
    func read(_ scope: ReadScope) async throws(APIFailure) -> Attributes {
        async let parameters = outcome { () async throws(APIFailure) -> Value? in
            scope.asks(for: "parameters") ? try await self.parameters() : nil
        }
        async let body = outcome { () async throws(APIFailure) -> Value? in
            scope.asks(for: "requestBody") ? try await self.body(at: "\(path)/request-body") : nil
        }
        async let responses = outcome { () async throws(APIFailure) -> Value? in
            scope.asks(for: "responses") ? try await self.responses() : nil
        }
        var attributes = Attributes()
        attributes["parameters"] = try await parameters.get()
        attributes["requestBody"] = try await body.get()
        attributes["responses"] = try await responses.get()
        return attributes
    }

    // MARK: Parameters

    private static let places = [("headers", "header"), ("queryStrings", "query"), ("formDatas", "form")]
    static let codes = ["header": "REQUEST_HEADER", "query": "REQUEST_QUERY", "form": "REQUEST_FORMDATA"]

    func parameters() async throws(APIFailure) -> Value {
        let request = APIRequest.rest(.apiGateway, .get, "\(path)/parameters")
        let answer = try await cloud.call(request)
        // A place without parameters may be left out, but not all places.
        _ = try answer.list(under: Self.places.map(\.0), in: request)
        return .list(
            Self.places.flatMap { key, place in
                (answer[key]?.elements ?? []).compactMap { Self.parameter($0, ["in": .string(place)]) }
            })
    }

    private static func parameter(_ wire: JSON, _ head: Attributes) -> Value? {
        guard let name = wire.nonEmpty("parameterName") else { return nil }
        var members = head
        members["name"] = .string(name)
        members["type"] = Value(wire.nonEmpty("parameterType"))
        if !head.isEmpty {
            members["required"] = Value(wire.flag("isRequired"))
            members["logged"] = Value(wire.flag("isLogged"))
        }
        members["array"] = Value(wire.flag("isArray"))
        members["description"] = Value(wire.nonEmpty("parameterDescription"))
        return .present(members)
    }

    // MARK: Bodies

    /// A body that is not set answers 404, nothing, or an empty object: which one is not documented.
    func body(at path: String) async throws(APIFailure) -> Value {
        let wire = try await cloud.unlessGone(.rest(.apiGateway, .get, path)) ?? .null
        guard let model = wire.nonEmpty("modelId") else { return [:] }
        return .present([
            "model": .string("\(api)/\(model)"), "name": Value(wire.nonEmpty("bodyName")),
            "description": Value(wire.nonEmpty("bodyDescription")),
        ])
    }

    // MARK: Responses

    func responses() async throws(APIFailure) -> Value {
        let wires = try await cloud.elements(
            of: .rest(.apiGateway, .get, "\(path)/responses"), under: "responses")
        return .list(
            try await wires.concurrentlyReading { wire throws(APIFailure) in try await response(wire) }
                .compactMap(\.self))
    }

    private func response(_ wire: JSON) async throws(APIFailure) -> Value? {
        guard let status = wire["statusCode"]?.integer else { return nil }
        let path = "\(path)/responses/\(status)"
        async let headers = outcome { () async throws(APIFailure) -> [JSON] in
            try await cloud.unlessParentGone { () throws(APIFailure) in
                try await cloud.elements(of: .rest(.apiGateway, .get, "\(path)/parameters"), under: "headers")
            }
        }
        async let body = outcome { () async throws(APIFailure) -> Value in
            try await self.body(at: "\(path)/response-body")
        }
        let wires = try await headers.get()
        return .present([
            "status": .integer(status), "description": Value(wire.nonEmpty("responseDescription")),
            "headers": .list(wires.compactMap { Self.parameter($0, [:]) }), "body": try await body.get(),
        ])
    }
}

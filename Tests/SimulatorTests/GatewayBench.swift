import OrderedJSON

/// A product with one API, for tests of the gateway.
struct GatewayBench {
    let client: TestClient
    let product: String
    let api: String

    /// The path of the API.
    var home: String { "/products/\(product)/apis/\(api)" }

    init(_ client: TestClient, subscription: String = "PUBLIC") {
        self.client = client
        let wanted: JSON = ["productName": "shop", "subscriptionCode": .string(subscription)]
        product = client.rest("POST", "/products", wanted).json["product"]?["productId"]?.text ?? ""
        let made = client.rest("POST", "/products/\(product)/apis", ["apiName": "orders"])
        api = made.json["api"]?["apiId"]?.text ?? ""
    }

    /// The path of a new resource.
    func addResource(_ path: String, _ more: JSON = [:]) -> String {
        let body: JSON = .object(more.members.merging(["resourcePath": .string(path)]) { $1 })
        let made = client.rest("POST", home + "/resources", body).json["resource"]
        return "\(home)/resources/\(made?["resourceId"]?.text ?? "")"
    }

    /// The settings of a method, with some of them replaced.
    static func settings(_ more: JSON = [:]) -> JSON {
        let usual: JSON = [
            "validation": ["type": "NONE"], "authentication": ["platform": "NONE"],
            "requiredApiKey": ["required": false],
        ]
        return .object(usual.members.merging(more.members) { $1 })
    }

    static func mock(_ text: String, status: Int64 = 200) -> JSON {
        ["mockEndPoint": ["httpStatus": .integer(status), "response": .string(text)]]
    }

    @discardableResult
    func addMethod(_ name: String, on resource: String, _ more: JSON) -> TestClient.Reply {
        let body = Self.settings(more).members.merging(["methodName": .string(name)]) { $1 }
        return client.rest("POST", resource + "/methods", .object(body))
    }

    /// A resource with one method that always answers the same.
    @discardableResult
    func addMock(_ path: String, _ text: String, _ more: JSON = [:]) -> String {
        let resource = addResource(path)
        addMethod("GET", on: resource, .object(Self.mock(text).members.merging(more.members) { $1 }))
        return resource
    }

    /// The path of a new stage, which serves what there is now.
    func addStage(_ name: String = "v1", _ more: JSON = [:]) -> String {
        let usual: JSON = ["stageName": .string(name), "endpointDomain": "NONE"]
        let made = client.rest("POST", home + "/stages", .object(usual.members.merging(more.members) { $1 }))
        return "\(home)/stages/\(made.json["stage"]?["stageId"]?.text ?? "")"
    }

    func deploy(to stage: String) {
        let id = stage.split(separator: "/").last.map(String.init) ?? ""
        _ = client.rest("POST", home + "/deploy", ["stageId": .string(id)])
    }

    /// A key that may call the product.
    func addKey(_ name: String = "app") -> (id: String, secret: String) {
        let key = client.rest("POST", "/api-keys", ["apiKeyName": .string(name)]).json["apiKey"]
        let id = key?["apiKeyId"]?.text ?? ""
        _ = client.rest("POST", "/api-keys/\(id)/subscribe", ["productId": .string(product)])
        return (id, key?["primaryKey"]?.text ?? "")
    }

    /// Calls the deployed API, unsigned.
    func call(
        _ path: String, method: String = "GET", stage: String = "v1", _ headers: [String: String] = [:],
        body: String = ""
    ) -> TestClient.Reply {
        client.exchange(
            method, "/_gateway/\(product)/orders/\(stage)\(path)", headers: headers, body: body)
    }
}

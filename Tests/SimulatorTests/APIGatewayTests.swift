import OrderedJSON
import Testing

@testable import Simulator

@Suite struct APIGatewayTests {
    private let product: JSON = ["productName": "shop", "subscriptionCode": "PUBLIC", "description": "first"]

    private func makeAPI(_ client: TestClient) -> (product: String, api: String) {
        let product = client.rest("POST", "/products", product).json["product"]?["productId"]?.text ?? ""
        let api = client.rest("POST", "/products/\(product)/apis", ["apiName": "orders"]).json["api"]?["apiId"]
        return (product, api?.text ?? "")
    }

    @Test("a product is written with description and read as productDescription; changes answer 204 and nothing")
    func products() async throws {
        try await withSimulator { client in
            let made = client.rest("POST", "/products", product)
            #expect(made.status == 201)
            let id = made.json["product"]?["productId"]?.text ?? ""
            #expect(id.count == 10)
            #expect(made.json["product"]?["productDescription"] == "first")
            #expect(made.json["product"]?["invokeId"]?.text == id)
            #expect(made.headers["content-type"] == "application/json;charset=UTF-8")
            let changed = client.rest(
                "PATCH", "/products/\(id)", ["productName": "shop2", "subscriptionCode": "PROTECTED"])
            #expect(changed.status == 204)
            #expect(changed.body.isEmpty)
            #expect(client.rest("PATCH", "/products/\(id)", ["productName": "shop2"]).status == 400)
            let seen = client.rest("GET", "/products/\(id)").json["product"]
            #expect(seen?["productName"] == "shop2")
            #expect(seen?["productDescription"] == "first")
            #expect(seen?["isPublished"] == false)
            #expect(client.rest("DELETE", "/products/\(id)").status == 204)
            #expect(client.rest("GET", "/products/\(id)").status == 404)
            #expect(client.rest("GET", "/products/\(id)").json["error"]?["errorCode"]?.text?.count == 5)
        }
    }

    @Test("lists carry the page, its total and the count without filters")
    func lists() async throws {
        try await withSimulator { client in
            for name in ["shop-a", "shop-b", "news"] {
                _ = client.rest("POST", "/products", ["productName": .string(name), "subscriptionCode": "PUBLIC"])
            }
            let list = client.rest("GET", "/products?offset=1&limit=1&productName=shop").json
            #expect(list["initialCount"] == 3)
            #expect(list["productPage"]?["total"] == 2)
            #expect(list["productPage"]?["content"]?.elements.map { $0["productName"] } == ["shop-b"])
            #expect(client.rest("GET", "/products?limit=0").status == 400)
        }
    }

    @Test("an API keeps its name, shows its stages on request, and goes after them")
    func apis() async throws {
        try await withSimulator { client in
            let (product, api) = makeAPI(client)
            let base = "/products/\(product)/apis"
            #expect(client.rest("POST", base, ["apiName": "orders"]).status == 400)
            #expect(client.rest("POST", base, ["apiName": "no blanks"]).status == 400)
            #expect(client.rest("PATCH", "\(base)/\(api)", ["apiDescription": "new"]).status == 204)
            let stage = client.rest(
                "POST", "\(base)/\(api)/stages", ["stageName": "v1", "endpointDomain": "https://example.com"])
            #expect(stage.status == 201)
            let id = stage.json["stage"]?["stageId"] ?? .null
            #expect(client.rest("DELETE", "/products/\(product)").status == 400)
            #expect(client.rest("DELETE", "\(base)/\(api)").status == 400)
            let publish: JSON = ["stages": [["stageId": id, "isPublished": true]]]
            #expect(client.rest("POST", "\(base)/\(api)/publish", publish).status == 204)
            let list = client.rest("GET", "\(base)?withStage=true&offset=0&limit=10").json
            #expect(list["apis"]?[0]?["apiDescription"] == "new")
            #expect(list["apis"]?[0]?["stages"]?[0]?["isPublished"] == true)
            #expect(client.rest("GET", base).json["apis"]?[0]?["stages"] == nil)
            #expect(client.rest("GET", "/products/\(product)").json["product"]?["isPublished"] == true)
        }
    }

    @Test("without strict deletes a product takes everything in it along")
    func cascade() async throws {
        try await withSimulator(with { $0.quirks = [.cascadingDeletes] }) { client in
            let (product, api) = makeAPI(client)
            #expect(client.rest("DELETE", "/products/\(product)").status == 204)
            #expect(client.rest("GET", "/products/\(product)/apis/\(api)").status == 404)
        }
    }

    @Test("a deployment answers an empty 200 and is read off the stage")
    func deployments() async throws {
        try await withSimulator { client in
            let (product, api) = makeAPI(client)
            let base = "/products/\(product)/apis/\(api)"
            let stage = client.rest("POST", base + "/stages", ["stageName": "v1", "endpointDomain": "NONE"]).json[
                "stage"]
            let id = stage?["stageId"]?.text ?? ""
            let first = stage?["deployedStageDeploymentNo"]?.integer ?? 0
            let root = client.rest("GET", base + "/resources").json["resourceList"]?[0]
            #expect(root?["resourcePath"] == "/")
            let method: JSON = [
                "methodName": "GET", "validation": ["type": "NONE"], "authentication": ["platform": "NONE"],
                "requiredApiKey": ["required": false], "mockEndPoint": ["httpStatus": 200],
            ]
            let methods = base + "/resources/\(root?["resourceId"]?.text ?? "")/methods"
            #expect(client.rest("POST", methods, method).json["methods"]?[0]?["methodName"] == "GET")
            let deployed = client.rest("POST", base + "/deploy", ["stageId": .string(id)])
            #expect(deployed.status == 200)
            #expect(deployed.body.isEmpty)
            let seen = client.rest("GET", base + "/stages/\(id)").json["stage"]?["deployedStageDeploymentNo"]
            #expect(seen?.integer == first + 1)
            let list = client.rest("GET", base + "/stages/\(id)/deployments?limit=1").json
            #expect(list["total"] == 2)
            #expect(list["content"]?[0]?["documentJson"]?.text?.contains("\"MOCK\"") == true)
        }
    }

    @Test("the list of keys keeps the secrets back, and protected products are accepted by their publisher")
    func keys() async throws {
        try await withSimulator { client in
            let made = client.rest("POST", "/api-keys", ["apiKeyName": "app"]).json["apiKey"]
            let key = made?["apiKeyId"]?.text ?? ""
            #expect(made?["primaryKey"]?.text?.count == 40)
            #expect(client.rest("GET", "/api-keys").json["apiKeys"]?[0]?["primaryKey"] == nil)
            #expect(client.rest("GET", "/api-keys/\(key)").json["primaryKey"] == made?["primaryKey"])
            let product =
                client.rest("POST", "/products", ["productName": "shop", "subscriptionCode": "PROTECTED"])
                .json["product"]?["productId"] ?? .null
            #expect(client.rest("POST", "/api-keys/\(key)/subscribe", ["productId": product]).body.isEmpty)
            func status() -> JSON? {
                client.rest("GET", "/api-keys/\(key)/products").json["apiKeyRelateProductDtos"]?[0]?["status"]
            }
            #expect(status() == "REQUEST")
            _ = client.rest("PATCH", "/products/\(product.text ?? "")/api-keys/\(key)", ["status": "ACCEPTED"])
            #expect(status() == "ACCEPTED")
            #expect(client.rest("DELETE", "/api-keys/\(key)").status == 400)
        }
    }
}

import OrderedJSON
import Testing

@testable import Simulator

@Suite("fields of the API Gateway answers") struct GatewayFieldTests {
    private static let product: JSON = [
        "productName": "shop", "subscriptionCode": "PUBLIC", "description": "all of it",
    ]
    private static let plan: JSON = ["usagePlanName": "small", "rateRps": 10]
    private static let authorizer: JSON = [
        "authorizerName": "login", "authorizerType": "CLOUD_FUNCTIONS",
        "authorizerConfig": [
            "region": "KR", "functionId": "check", "payload": [["in": "HEADER", "name": "token"]],
        ],
    ]

    @Test("the simulator has every call of the table")
    func calls() {
        #expect(GatewayFieldTables.answers.count == 46)
        #expect(Set(GatewayFieldTables.answers.keys).subtracting(RESTService.apiGateway.calls) == [])
    }

    @Test("every call of the table answers exactly the fields of the sheet, in their shapes")
    func story() async throws {
        try await withSimulator { client in
            let book = RESTAnswerBook(client, "/api/v1", GatewayFieldTables.answers)
            let number = book.call("POST", "/products", Self.product)["product"]?["productId"] ?? .null
            let product = "/products/\(number.text ?? "")"
            book.call("PATCH", product, Self.product.with(["description": "changed"]))
            #expect(book.call("GET", product)["product"]?["productDescription"] == "changed")
            let made = book.call("POST", product + "/apis", ["apiName": "orders", "apiDescription": "first"])
            let api = "\(product)/apis/\(made["api"]?["apiId"]?.text ?? "")"
            book.call("PATCH", api, ["apiDescription": "changed"])
            book.call("GET", api)
            let parts = [keepResource(book, api), keepModel(book, api), keepStage(book, api)]
            answerOtherwise(book, api)
            book.call("GET", product + "/apis?withStage=true")
            book.call("GET", "/products")
            keepKey(book, of: number)
            keepOthers(book)
            for path in parts + [api, product] { book.call("DELETE", path) }
            #expect(book.problems == [])
            #expect(book.unseen == [])
        }
    }

    private func keepResource(_ book: RESTAnswerBook, _ api: String) -> String {
        let made = book.call("POST", api + "/resources", ["resourcePath": "/orders", "corsMaxAge": "60"])["resource"]
        let path = "\(api)/resources/\(made?["resourceId"]?.text ?? "")"
        book.call("PATCH", path, ["corsAllowOrigin": "*"])
        let method = GatewayBench.settings(GatewayBench.mock("[]")).with(["methodName": "GET"])
        #expect(book.client.rest("POST", path + "/methods", method).status == 201)
        book.call("GET", api + "/resources")
        return path
    }

    private func keepModel(_ book: RESTAnswerBook, _ api: String) -> String {
        let order: JSON = ["modelName": "Order", "modelSchema": "{\"type\": \"object\"}", "modelDescription": "one"]
        let path = "\(api)/models/\(book.call("POST", api + "/models", order)["modelId"]?.text ?? "")"
        book.call("PUT", path, ["modelSchema": "{\"type\": \"string\"}"])
        #expect(book.call("GET", path)["modelSchema"] == "{\"type\": \"string\"}")
        book.call("GET", api + "/models")
        return path
    }

    private func keepStage(_ book: RESTAnswerBook, _ api: String) -> String {
        let made = book.call("POST", api + "/stages", ["stageName": "v1", "endpointDomain": "NONE"])["stage"]
        let id = made?["stageId"] ?? .null
        let path = "\(api)/stages/\(id.text ?? "")"
        let whole: JSON = [
            "endpointDomain": "https://www.example.com", "cacheTtlSec": 60, "throttleRps": 5, "isMaintenance": true,
            "statusCode": 503, "response": "later", "enabledContentEncoding": true, "minimumCompressionSize": 10,
            "ipAclCode": "ALLOWED", "ipAclList": "203.0.113.0/24",
        ]
        book.call("PUT", path, whole)
        book.call("POST", api + "/deploy", ["stageId": id])
        #expect(book.call("GET", path)["stage"]?["throttleRps"] == 5)
        return path
    }

    private func answerOtherwise(_ book: RESTAnswerBook, _ api: String) {
        let path = api + "/responses/AUTHENTICATION_FAILED"
        book.call("POST", path, ["statusCode": 403])
        book.call("POST", path + "/headers", ["headerName": "x-why", "headerValue": "'login'"])
        book.call("POST", path + "/templates", ["contentType": "text/plain", "mappingTemplate": "no"])
        book.call("GET", api + "/responses")
        book.call("DELETE", path)
    }

    private func keepKey(_ book: RESTAnswerBook, of product: JSON) {
        let made = book.call("POST", "/api-keys", ["apiKeyName": "app"])["apiKey"]
        let path = "/api-keys/\(made?["apiKeyId"]?.text ?? "")"
        book.call("PUT", path, ["apiKeyName": "app", "isEnabled": false, "apiKeyDescription": "off"])
        #expect(book.call("GET", path)["isEnabled"] == false)
        book.call("GET", "/api-keys")
        for act in ["subscribe", "unsubscribe"] { book.call("POST", "\(path)/\(act)", ["productId": product]) }
        book.call("DELETE", path)
    }

    private func keepOthers(_ book: RESTAnswerBook) {
        let plan = book.call("POST", "/usage-plans", Self.plan)["usagePlan"]?["usagePlanId"]?.text ?? ""
        book.call("PUT", "/usage-plans/\(plan)", Self.plan.with(["usagePlanDescription": "changed"]))
        book.call("GET", "/usage-plans/\(plan)")
        book.call("POST", "/usage-plans/search", [:])
        book.call("DELETE", "/usage-plans/\(plan)")
        let made = book.call("POST", "/authorizers", Self.authorizer)["authorizerId"]?.text ?? ""
        let authorizer = "/authorizers/\(made)"
        book.call("PUT", authorizer, Self.authorizer.with(["authorizerDescription": "changed"]))
        book.call("GET", authorizer)
        book.call("GET", "/authorizers")
        book.call("DELETE", authorizer)
    }

    @Test("what is required is refused when it is missing, and the rest is not")
    func required() async throws {
        try await withSimulator { client in
            let book = RESTAnswerBook(client, "/api/v1", GatewayFieldTables.answers)
            #expect(
                book.accepted(without: "productName subscriptionCode description", "POST", "/products", Self.product)
                    == ["description"])
            let number = book.call("GET", "/products")["productPage"]?["content"]?[0]?["productId"]?.text ?? ""
            let apis = "/products/\(number)/apis"
            #expect(book.accepted(without: "apiName", "POST", apis, ["apiName": "orders"]) == [])
            let api = "\(apis)/\(book.call("POST", apis, ["apiName": "orders"])["api"]?["apiId"]?.text ?? "")"
            let model: JSON = ["modelName": "Order", "modelSchema": "{}"]
            #expect(book.accepted(without: "modelName modelSchema", "POST", api + "/models", model) == [])
            let stage: JSON = ["stageName": "v1", "endpointDomain": "NONE"]
            #expect(book.accepted(without: "stageName endpointDomain", "POST", api + "/stages", stage) == [])
            let resource: JSON = ["resourcePath": "/orders"]
            #expect(book.accepted(without: "resourcePath", "POST", api + "/resources", resource) == [])
            let limits = book.accepted(without: "usagePlanName rateRps", "POST", "/usage-plans", Self.plan)
            #expect(limits == ["rateRps"])
            let config = "authorizerConfig.region authorizerConfig.functionId"
            #expect(
                book.accepted(
                    without: "authorizerName authorizerType authorizerConfig \(config)", "POST", "/authorizers",
                    Self.authorizer) == [])
            #expect(book.accepted(without: "apiKeyName", "POST", "/api-keys", ["apiKeyName": "app"]) == [])
            for (path, body) in [("/models", model), ("/stages", stage), ("/resources", resource)] {
                book.call("POST", api + path, body)
            }
            #expect(book.problems == [], "whole, each of them is accepted")
        }
    }
}

import OrderedJSON
import Testing

@testable import Simulator

@Suite struct APIGatewayPartsTests {
    @Test("a new method comes in a list, keeps its parts through changes, and lists its raw form")
    func methods() async throws {
        try await withSimulator { client in
            let bench = GatewayBench(client)
            let resource = bench.addResource("/orders/{id}")
            let made = bench.addMethod("POST", on: resource, GatewayBench.mock("a"))
            #expect(made.status == 201)
            #expect(made.json["methods"]?[0]?["methodName"] == "POST")
            let method = resource + "/methods/POST"
            let types = client.rest("PUT", method + "/consumers", ["consumers": "application/json,text/plain"])
            #expect(types.json["consumers"] == "application/json,text/plain")
            #expect(client.rest("PUT", method + "/produces", ["produces": ""]).status == 400)
            #expect(client.rest("PUT", method + "/produces", ["produces": "text/csv"]).status == 200)
            #expect(client.rest("PUT", method + "/produces", [:]).json["produces"] == nil)
            let parameter: JSON = ["parameterName": "page", "parameterCode": "REQUEST_QUERY"]
            #expect(client.rest("POST", method + "/parameters", parameter).status == 201)
            #expect(client.rest("POST", method + "/parameters", parameter).status == 400)
            let split: JSON = ["mockEndPoint": ["httpStatus": 200, "headers": ["x-a": "b\r\nx-c: d"]]]
            #expect(client.rest("PATCH", method, GatewayBench.settings(split)).status == 400)
            let changed = client.rest("PATCH", method, GatewayBench.settings(GatewayBench.mock("b"))).json["method"]
            #expect(changed?["mockEndPoint"]?["response"] == "b")
            #expect(changed?["consumers"] == "application/json,text/plain")
            #expect(changed?["parameters"] == nil)
            let listed = client.rest("GET", resource + "/methods").json["methods"]?[0]
            #expect(listed?["endpointCode"] == "MOCK")
            #expect(listed?["methodFilters"]?.elements.count == 3)
            #expect(client.rest("GET", method + "/parameters").json["queryStrings"]?[0]?["parameterType"] == "string")
            #expect(client.rest("POST", method + "/parameters/delete", ["parameterName": "page"]).status == 204)
            #expect(client.rest("POST", method + "/parameters/delete", ["parameterName": "page"]).status == 404)
            #expect(
                client.rest("GET", bench.home + "/resources").json["resourceList"]?[1]?["methods"]?[0]?["methodCode"]
                    == "0002")
        }
    }

    @Test("responses have headers and one body, and a model in use stays")
    func responses() async throws {
        try await withSimulator { client in
            let bench = GatewayBench(client)
            let method = bench.addMock("/a", "a") + "/methods/GET"
            let schema = "{\n \"type\": \"object\"\n}"
            let model = client.rest(
                "POST", bench.home + "/models", ["modelName": "Order", "modelSchema": .string(schema)])
            #expect(model.json["modelSchema"]?.text == schema)
            let id = model.json["modelId"] ?? .null
            #expect(client.rest("POST", method + "/responses", ["statusCode": 200]).status == 201)
            #expect(client.rest("POST", method + "/responses", ["statusCode": 99]).status == 400)
            let header = client.rest("POST", method + "/responses/200/parameters", ["parameterName": "x-total"])
            #expect(header.json["methodParameterDto"]?["parameterCode"] == "RESPONSE_HEADER")
            #expect(client.rest("GET", method + "/responses/200/response-body").status == 404)
            let body: JSON = ["modelId": id, "bodyName": "order"]
            #expect(client.rest("POST", method + "/responses/200/response-body", body).json["modelName"] == "Order")
            let home = bench.home + "/models/\(id.text ?? "")"
            #expect(client.rest("DELETE", home).status == 400)
            #expect(client.rest("DELETE", method + "/responses/200").status == 204)
            #expect(client.rest("GET", method + "/responses/200/parameters").status == 404)
            #expect(client.rest("DELETE", home).status == 204)
        }
    }

    @Test("a preview puts in the models that are referred to and keeps nothing")
    func preview() async throws {
        try await withSimulator { client in
            let bench = GatewayBench(client)
            let item: JSON = ["modelName": "Item", "modelSchema": #"{"type": "string"}"#]
            _ = client.rest("POST", bench.home + "/models", item)
            let list: JSON = ["modelSchema": ##"{"type": "array", "items": {"$ref": "#/definitions/Item"}}"##]
            let seen = client.rest("POST", bench.home + "/models/preview", list).json["modelSchema"]
            #expect(seen?["items"]?["type"] == "string")
            #expect(client.rest("GET", bench.home + "/models").json["productPage"]?["total"] == 1)
            #expect(client.rest("POST", bench.home + "/models/preview", ["modelSchema": "no"]).status == 400)
        }
    }

    @Test("gateway responses are a fixed set; deleting one puts it back")
    func gatewayResponses() async throws {
        try await withSimulator { client in
            let bench = GatewayBench(client)
            func seen() -> JSON? {
                client.rest("GET", bench.home + "/responses").json["gatewayResponses"]?.elements.first {
                    $0["responseType"] == "AUTHENTICATION_FAILED"
                }
            }
            #expect(seen()?["statusCode"] == 401)
            #expect(seen()?["default"] == true)
            let home = bench.home + "/responses/AUTHENTICATION_FAILED"
            #expect(client.rest("POST", home, ["statusCode": 403]).json["default"] == false)
            let template: JSON = ["contentType": "application/json", "mappingTemplate": "{}"]
            #expect(client.rest("POST", home + "/templates", template).status == 201)
            #expect(client.rest("DELETE", home + "/templates?contentType=application%2Fjson").status == 204)
            #expect(client.rest("DELETE", home + "/headers/x-none").status == 404)
            #expect(client.rest("DELETE", home).status == 204)
            #expect(seen()?["statusCode"] == 401)
            #expect(client.rest("POST", bench.home + "/responses/NO_SUCH", ["statusCode": 403]).status == 404)
        }
    }

    @Test("an import tells its errors inside a 200 and then makes no API")
    func imports() async throws {
        try await withSimulator { client in
            let bench = GatewayBench(client)
            let home = "/products/\(bench.product)/apis"
            func load(_ document: String, _ more: JSON = [:]) -> TestClient.Reply {
                let body: JSON = ["apiName": "pets", "swagger": .string(document)]
                return client.rest("POST", home + "/import", .object(body.members.merging(more.members) { $1 }))
            }
            let broken = load("not a document")
            #expect(broken.status == 200)
            #expect(broken.json["success"] == false)
            #expect(broken.json["errorMessages"]?.elements.count == 1)
            #expect(broken.json["api"] == nil)
            let missing =
                ##"{"swagger": "2.0", "paths": {"/a": {"get": {"responses": {"200": {"schema": {"$ref": "#/definitions/No"}}}}}}}"##
            #expect(load(missing).json["errorMessages"]?[0]?.text?.contains("No") == true)
            let bare = #"{"swagger": "2.0", "paths": {"/a": {"get": {}}}}"#
            #expect(load(bare, ["importValidateType": "FAIL_ON_WARN"]).json["success"] == false)
            #expect(client.rest("GET", home).json["total"] == 1)
            #expect(load(bare).json["api"]?["apiName"] == "pets")
            #expect(load(bare).status == 400)
        }
    }

    @Test("what is exported can be imported again, with models, parameters and settings")
    func roundTrip() async throws {
        try await withSimulator { client in
            let bench = GatewayBench(client)
            let method = bench.addMock("/orders/{id}", "a", ["requiredApiKey": ["required": true]]) + "/methods/GET"
            let model = client.rest("POST", bench.home + "/models", ["modelName": "Order", "modelSchema": "{}"])
            let body: JSON = ["modelId": model.json["modelId"] ?? .null, "bodyName": "order"]
            _ = client.rest("POST", method + "/request-body", body)
            _ = client.rest(
                "POST", method + "/parameters",
                ["parameterName": "ids", "parameterCode": "REQUEST_QUERY", "parameterType": "long", "isArray": true])
            let stage = bench.addStage()
            let export = client.rest("GET", stage + "/export")
            #expect(export.headers["content-type"] == "application/octet-stream")
            #expect(
                export.json["paths"]?["/orders/{id}"]?["get"]?["x-ncp-apigateway-filters"]?["apiKey"]?["required"]
                    == true)
            let newer = client.rest("GET", stage + "/export?platform=OPENAPI3_JSON").json
            #expect(newer["openapi"] == "3.0.1")
            #expect(newer["paths"]?["/orders/{id}"]?["get"]?["requestBody"] != nil)
            #expect(client.rest("GET", stage + "/export?platform=JAVA_SDK").status == 400)
            let copy = client.rest(
                "POST", "/products/\(bench.product)/apis/import", ["apiName": "copy", "swagger": .string(export.body)])
            #expect(copy.json["errorMessages"] == [])
            let home = "/products/\(bench.product)/apis/\(copy.json["api"]?["apiId"]?.text ?? "")"
            #expect(client.rest("GET", home + "/models").json["productPage"]?["content"]?[0]?["modelName"] == "Order")
            let resources = client.rest("GET", home + "/resources").json["resourceList"]?.elements ?? []
            let copied = resources.first { $0["resourcePath"] == "/orders/{id}" }?["resourceId"]?.text ?? ""
            let parts = "\(home)/resources/\(copied)/methods/GET"
            let parameter = client.rest("GET", parts + "/parameters").json["queryStrings"]?[0]
            #expect(parameter?["parameterType"] == "long")
            #expect(parameter?["isArray"] == true)
            #expect(client.rest("GET", parts + "/request-body").json["modelName"] == "Order")
        }
    }

    @Test("an imported document adds to an API; with the quirk it replaces what is there")
    func resourceImport() async throws {
        try await withSimulator { client in
            let bench = GatewayBench(client)
            bench.addMock("/old", "a")
            let body: JSON = ["swagger": #"{"swagger": "2.0", "paths": {"/new": {"get": {}}}}"#]
            func paths() -> [String] {
                let list = client.rest("POST", bench.home + "/resources/import", body).json["resourceList"]
                return list?.elements.compactMap { $0["resourcePath"]?.text } ?? []
            }
            #expect(paths() == ["/", "/old", "/new"])
            #expect(client.control("POST", "quirks", ["quirks": ["import-replaces"]]).status == 200)
            #expect(paths() == ["/", "/new"])
            #expect(client.control("POST", "quirks", ["quirks": ["no-such"]]).status == 400)
        }
    }

    @Test("a clone has everything but the stages, and nothing in common with its origin")
    func clone() async throws {
        try await withSimulator { client in
            let bench = GatewayBench(client)
            bench.addMock("/a", "a")
            _ = bench.addStage()
            let clone = client.rest(
                "POST", "/products/\(bench.product)/apis/clone",
                ["apiName": "copy", "originApiId": .string(bench.api)])
            #expect(clone.status == 201)
            let home = "/products/\(bench.product)/apis/\(clone.json["api"]?["apiId"]?.text ?? "")"
            #expect(client.rest("GET", home + "/stages").json["stages"] == [])
            let list = client.rest("GET", home + "/resources").json["resourceList"]?.elements ?? []
            #expect(list.map { $0["resourcePath"] } == ["/", "/a"])
            let copied = list.last?["resourceId"]?.text ?? ""
            #expect(client.rest("DELETE", "\(home)/resources/\(copied)").status == 204)
            #expect(client.rest("GET", bench.home + "/resources").json["resourceList"]?.elements.count == 2)
        }
    }
}

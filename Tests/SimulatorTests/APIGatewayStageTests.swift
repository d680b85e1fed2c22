import OrderedJSON
import Testing

@testable import Simulator

@Suite struct APIGatewayStageTests {
    @Test("a stage's one PUT clears what it leaves out, and refuses addresses and lists that are none")
    func settings() async throws {
        try await withSimulator { client in
            let bench = GatewayBench(client)
            let stage = bench.addStage("v1", ["cacheTtlSec": 60, "endpointDomain": "https://me@a.example:8443/x-~1"])
            #expect(client.rest("GET", stage).json["stage"]?["cacheTtlSec"] == 60)
            let replaced = client.rest("PUT", stage, ["endpointDomain": "http://127.0.0.1"]).json["stage"]
            #expect(replaced?.members.keys.contains("cacheTtlSec") == false)
            #expect(replaced?["stageName"] == "v1")
            let wrong: [JSON] = [
                ["endpointDomain": "ftp://a"], ["endpointDomain": "http://a b"], ["endpointDomain": "http://a:0"], [:],
                ["endpointDomain": "NONE", "ipAclCode": "ALLOWED"],
                ["endpointDomain": "NONE", "ipAclCode": "ALLOWED", "ipAclList": "10.0.0.0/33"],
                ["endpointDomain": "NONE", "throttleRps": 0],
            ]
            for body in wrong { #expect(client.rest("PUT", stage, body).status == 400, "\(body)") }
        }
    }

    @Test("overrides belong to one deployment; with the quirk the next one takes them over")
    func overrides() async throws {
        try await withSimulator { client in
            let bench = GatewayBench(client)
            let resource = bench.addMock("/a", "a")
            let stage = bench.addStage("v1", ["throttleRps": 9])
            func method() -> String {
                let number = client.rest("GET", stage).json["stage"]?["deployedStageDeploymentNo"]?.text ?? ""
                return
                    "\(stage)/deployments/\(number)/resources/\(resource.split(separator: "/").last ?? "")/methods/GET"
            }
            func seen() -> JSON? { client.rest("GET", method()).json["stageMethod"] }
            #expect(seen()?["isInherit"] == true)
            #expect(seen()?["throttleRps"] == 9)
            #expect(client.rest("PATCH", method(), ["isInherit": false, "cacheTtlSec": 5]).status == 200)
            #expect(seen()?["throttleRps"] == nil)
            #expect(client.rest("PATCH", method(), ["cacheTtlSec": 5]).status == 400)
            _ = client.control("POST", "quirks", ["quirks": ["carry-overrides"]])
            bench.deploy(to: stage)
            #expect(seen()?["cacheTtlSec"] == 5)
            _ = client.control("POST", "quirks", ["quirks": []])
            bench.deploy(to: stage)
            #expect(seen()?["isInherit"] == true)
            #expect(client.rest("PATCH", method(), ["isInherit": false]).status == 200)
            #expect(client.rest("PATCH", method(), ["isInherit": true]).status == 200)
            #expect(seen()?["isInherit"] == true)
        }
    }

    @Test("a live deployment stays, an old one goes, and its document is that of its time")
    func deployments() async throws {
        try await withSimulator { client in
            let bench = GatewayBench(client)
            let stage = bench.addStage()
            bench.addMock("/later", "a")
            bench.deploy(to: stage)
            let list = client.rest("GET", stage + "/deployments").json
            let numbers = list["content"]?.elements.compactMap { $0["stageDeploymentNo"]?.text } ?? []
            #expect(numbers.count == 2)
            #expect(list["defaultDeploymentNo"]?.text == numbers[0])
            func document(_ number: String) -> String {
                client.rest("GET", "\(stage)/deployments/\(number)").json["documentJson"]?.text ?? ""
            }
            #expect(document(numbers[0]).contains("/later"))
            #expect(!document(numbers[1]).contains("/later"))
            #expect(client.rest("DELETE", "\(stage)/deployments/\(numbers[0])").status == 400)
            #expect(client.rest("DELETE", "\(stage)/deployments/\(numbers[1])").status == 204)
            #expect(client.rest("GET", "\(stage)/deployments/\(numbers[1])").status == 404)
        }
    }

    @Test("while a canary runs a deployment goes to the stage; with the quirk to the canary")
    func deployToCanary() async throws {
        try await withSimulator { client in
            let bench = GatewayBench(client)
            let stage = bench.addStage()
            func numbers() -> (live: Int64, canary: Int64) {
                let seen = client.rest("GET", stage).json["stage"]
                return (
                    seen?["deployedStageDeploymentNo"]?.integer ?? 0, seen?["canaryDeploymentNo"]?.integer ?? 0
                )
            }
            _ = client.rest("POST", stage + "/canary")
            #expect(client.rest("POST", stage + "/canary").status == 400)
            let before = numbers()
            bench.deploy(to: stage)
            #expect(numbers().live > before.canary)
            _ = client.control("POST", "quirks", ["quirks": ["deploy-to-canary"]])
            let between = numbers()
            bench.deploy(to: stage)
            #expect(numbers().live == between.live)
            #expect(numbers().canary > between.live)
            #expect(client.rest("DELETE", stage + "/canary").status == 204)
            #expect(client.rest("DELETE", stage + "/canary").status == 404)
        }
    }

    @Test("plans of a stage are listed with it and without it, and a plan in use stays")
    func plans() async throws {
        try await withSimulator { client in
            let bench = GatewayBench(client)
            let stage = bench.addStage()
            let id = stage.split(separator: "/").last ?? ""
            func makePlan(_ name: String) -> JSON {
                let made = client.rest("POST", "/usage-plans", ["usagePlanName": .string(name)])
                return made.json["usagePlan"]?["usagePlanId"] ?? .null
            }
            let (gold, tin) = (makePlan("gold"), makePlan("tin"))
            _ = client.rest("POST", stage + "/associate-usage-plan", ["usagePlanId": gold])
            #expect(client.rest("GET", "/usage-plans").status == 400)
            func plans(_ query: String) -> JSON? {
                client.rest("GET", "/usage-plans?stageId=\(id)\(query)").json["usagePlans"]?[0]?["usagePlanId"]
            }
            #expect(plans("") == gold)
            #expect(plans("&associated=false") == tin)
            #expect(client.rest("DELETE", "/usage-plans/\(gold.text ?? "")").status == 400)
            let search: JSON = ["usagePlanId": gold]
            let found = client.rest("POST", bench.home + "/stages/search", search).json["stages"]
            #expect(found?[0]?["stageName"] == "v1")
            let query = "/products?hasStageNotAssociatedWithUsagePlanId="
            #expect(client.rest("GET", query + (tin.text ?? "")).json["productPage"]?["total"] == 1)
            #expect(client.rest("GET", query + (gold.text ?? "")).json["productPage"]?["total"] == 0)
        }
    }

    @Test("products of others are found in the catalogue and accept keys as they please")
    func catalogue() async throws {
        try await withSimulator { client in
            let bench = GatewayBench(client)
            let added = client.control(
                "POST", "foreign-products",
                ["name": "weather", "subscriptionCode": "PROTECTED", "productType": "NCP", "apis": ["today"]])
            let id = added.json["productId"] ?? .null
            func search(_ body: JSON) -> JSON? {
                client.rest("POST", "/published-products/search", body).json["productPage"]
            }
            #expect(search(["productType": ["NCP"]])?["content"]?[0]?["subscribed"] == false)
            #expect(search(["productType": ["MY"]])?["total"] == 0)
            #expect(client.rest("GET", "/published-products/\(bench.product)").status == 404)
            #expect(client.rest("GET", "/products/\(id.text ?? "")").status == 404)
            let documents = client.rest("GET", "/published-products/\(id.text ?? "")/documents").json["apiPage"]
            #expect(documents?["content"]?[0]?["apiName"] == "today")
            let key = bench.addKey()
            #expect(client.rest("POST", "/api-keys/\(key.id)/subscribe", ["productId": id]).body.isEmpty)
            #expect(search(["subscribed": true])?["total"] == 1)
            let products = client.rest("GET", "/api-keys/\(key.id)/products").json["apiKeyRelateProductDtos"]
            #expect(products?.elements.map { $0["isSelfProduct"] } == [true, false])
            #expect(products?[1]?["status"] == "REQUEST")
            let stage = bench.addStage().split(separator: "/").last.map(String.init) ?? ""
            _ = client.rest(
                "POST", bench.home + "/publish", ["stages": [["stageId": .string(stage), "isPublished": true]]])
            #expect(search(["productType": ["MY"]])?["total"] == 1)
        }
    }

    @Test("a body that was never set answers 404, an empty object or nothing at all")
    func unsetBodies() async throws {
        try await withSimulator { client in
            let bench = GatewayBench(client)
            let body = bench.addMock("/a", "a") + "/methods/GET/request-body"
            #expect(client.rest("GET", body).status == 404)
            _ = client.control("POST", "quirks", ["quirks": ["unset-body-is-object"]])
            #expect(client.rest("GET", body).body == "{}")
            _ = client.control("POST", "quirks", ["quirks": ["unset-body-is-nothing"]])
            #expect(client.rest("GET", body).body.isEmpty)
        }
    }

    @Test("flags are spelled as in the samples, or as in the description of 2023")
    func spelling() async throws {
        try await withSimulator(with { $0.quirks = [.describedSpelling] }) { client in
            let bench = GatewayBench(client)
            let responses = client.rest("GET", bench.home + "/responses").json["gatewayResponses"]
            #expect(responses?[0]?["isDefault"] == true)
            #expect(responses?[0]?["default"] == nil)
            _ = bench.addKey()
            let keys = client.rest("GET", "/dashboards/api-keys?from=2020-01-01&to=2020-01-02&timeZone=%2B09:00")
            #expect(keys.json["apiKeyIds"]?[0]?["isEnabled"] == true)
        }
    }
}

import OrderedJSON
import Testing

@testable import Simulator

@Suite struct DataPlaneTests {
    private let keyed: JSON = ["requiredApiKey": ["required": true]]

    @Test("a stage serves what was deployed, not what was changed since, until it is deployed again")
    func snapshot() async throws {
        try await withSimulator { client in
            let bench = GatewayBench(client)
            let resource = bench.addMock("/hello", "old")
            let stage = bench.addStage()
            #expect(bench.call("/hello").body == "old")
            _ = client.rest("PATCH", resource + "/methods/GET", GatewayBench.settings(GatewayBench.mock("new")))
            #expect(bench.call("/hello").body == "old")
            bench.deploy(to: stage)
            #expect(bench.call("/hello").body == "new")
            let first = client.rest("GET", stage + "/deployments").json["content"]?[1]?["stageDeploymentNo"] ?? .null
            #expect(client.rest("POST", stage + "/deploy", ["deploymentNo": first]).status == 200)
            #expect(bench.call("/hello").body == "old")
        }
    }

    @Test("a stage is found by host as by path, and what is not deployed is a 404 of the gateway")
    func addresses() async throws {
        try await withSimulator { client in
            let bench = GatewayBench(client)
            bench.addMock("/hello", "here")
            _ = bench.addStage()
            let host = ["Host": "\(bench.product).apigw.ntruss.com"]
            #expect(client.exchange("GET", "/orders/v1/hello", headers: host, body: "").body == "here")
            #expect(client.exchange("GET", "/_gateway/shop/orders/v1/hello", headers: [:], body: "").body == "here")
            for path in ["/other", "/hello/more"] { #expect(bench.call(path).status == 404) }
            #expect(bench.call("/hello", stage: "v2").code == "300")
            #expect(bench.call("/hello", method: "POST").status == 404)
        }
    }

    @Test("words win over variables and variables over greedy ones; a method of its own over ANY")
    func matching() async throws {
        try await withSimulator { client in
            let bench = GatewayBench(client)
            bench.addMock("/pets/{all+}", "greedy")
            bench.addMock("/pets/{id}", "variable")
            let mine = bench.addMock("/pets/mine", "word")
            bench.addMethod("ANY", on: mine, GatewayBench.mock("any"))
            _ = bench.addStage()
            #expect(bench.call("/pets/mine").body == "word")
            #expect(bench.call("/pets/mine", method: "PUT").body == "any")
            #expect(bench.call("/pets/7").body == "variable")
            #expect(bench.call("/pets/7/toys/1").body == "greedy")
        }
    }

    @Test("a key is needed where the method says so: known, enabled and subscribed")
    func keys() async throws {
        try await withSimulator { client in
            let bench = GatewayBench(client, subscription: "PROTECTED")
            bench.addMock("/hello", "in", keyed)
            _ = bench.addStage()
            let key = bench.addKey()
            let header = [KeyCheck.header: key.secret]
            #expect(bench.call("/hello").code == "200")
            #expect(bench.call("/hello", [KeyCheck.header: "wrong"]).status == 401)
            #expect(bench.call("/hello", header).code == "210")
            _ = client.rest("PATCH", "/products/\(bench.product)/api-keys/\(key.id)", ["status": "ACCEPTED"])
            #expect(bench.call("/hello", header).body == "in")
            _ = client.rest("PUT", "/api-keys/\(key.id)", ["apiKeyName": "app", "isEnabled": false])
            #expect(bench.call("/hello", header).status == 401)
        }
    }

    @Test("a stage's throttle holds for each method, and one of a method for itself goes before it")
    func throttle() async throws {
        try await withSimulator { client in
            let bench = GatewayBench(client)
            bench.addMock("/a", "a")
            let other = bench.addMock("/b", "b")
            let stage = bench.addStage("v1", ["throttleRps": 2])
            #expect((0..<3).map { _ in bench.call("/a").status } == [200, 200, 429])
            #expect(bench.call("/a").code == "410")
            #expect(bench.call("/b").status == 200)
            client.pass(1)
            #expect(bench.call("/a").status == 200)
            let number = client.rest("GET", stage).json["stage"]?["deployedStageDeploymentNo"]?.text ?? ""
            let id = other.split(separator: "/").last ?? ""
            let override = "\(stage)/deployments/\(number)/resources/\(id)/methods/GET"
            let changed = client.rest("PATCH", override, ["isInherit": false, "throttleRps": 1])
            #expect(changed.json["stageMethod"]?["isInherit"] == false)
            #expect((0..<2).map { _ in bench.call("/b").status } == [200, 429])
            let events = client.rest(
                "POST", "/dashboards/events/search",
                ["from": "2020-01-01", "to": "2099-01-01", "timeZone": "+09:00", "type": ["EU410"]])
            #expect(events.json["events"]?["total"] == 2)
        }
    }

    @Test("a plan limits each key: its rate with 420, its quota with 400, and a quota counts only what it names")
    func plans() async throws {
        try await withSimulator { client in
            let bench = GatewayBench(client)
            bench.addMock("/ok", "ok", keyed)
            bench.addMethod(
                "GET", on: bench.addResource("/bad"),
                .object(GatewayBench.mock("bad", status: 404).members.merging(keyed.members) { $1 }))
            let stage = bench.addStage()
            let (first, second) = (bench.addKey(), bench.addKey("other"))
            let plan =
                client.rest(
                    "POST", "/usage-plans",
                    [
                        "usagePlanName": "small", "rateRps": 3, "dayQuotaRequest": 4, "monthQuotaRequest": 100,
                        "quotaCondition": "2xx",
                    ]
                ).json["usagePlan"]?["usagePlanId"] ?? .null
            let home =
                "/products/\(bench.product)/api-keys/\(first.id)/stages/\(stage.split(separator: "/").last ?? "")"
            #expect(client.rest("PUT", home, ["usagePlanId": plan]).status == 400)
            #expect(client.rest("POST", stage + "/associate-usage-plan", ["usagePlanId": plan]).status == 204)
            #expect(client.rest("PUT", home, ["usagePlanId": plan]).status == 204)
            func call(_ path: String, _ secret: String) -> String { bench.call(path, [KeyCheck.header: secret]).code }
            #expect((0..<4).map { _ in call("/bad", first.secret) } == ["", "", "", "420"])
            #expect(call("/bad", second.secret) == "")
            for _ in 0..<4 {
                client.pass(1)
                #expect(call("/ok", first.secret) == "")
            }
            client.pass(1)
            #expect(call("/ok", first.secret) == "400")
            client.pass(86_400)
            #expect(call("/ok", first.secret) == "")
            let relation = client.rest(
                "GET", "/products/\(bench.product)/subscription-detail?apiKeyId=\(first.id)"
            ).json["apiKeyRelations"]?["content"]?[0]
            #expect(relation?["usagePlanName"] == "small")
            #expect(relation?["dailyUsage"] == 1)
        }
    }

    @Test("a stage under maintenance answers what it was given, and a list of addresses lets in or keeps out")
    func gates() async throws {
        try await withSimulator { client in
            let bench = GatewayBench(client)
            bench.addMock("/hello", "in")
            let stage = bench.addStage("v1", ["isMaintenance": true, "statusCode": 503, "response": "back soon"])
            #expect(bench.call("/hello").status == 503)
            #expect(bench.call("/hello").body == "back soon")
            func put(_ settings: JSON) {
                let body = settings.members.merging(["endpointDomain": "NONE"]) { $1 }
                #expect(client.rest("PUT", stage, .object(body)).status == 200)
            }
            put(["ipAclCode": "ALLOWED", "ipAclList": "10.0.0.0/8, 192.168.1.1"])
            #expect(bench.call("/hello").code == "230")
            #expect(bench.call("/hello", ["X-Forwarded-For": "10.1.2.3"]).body == "in")
            put(["ipAclCode": "REJECTED", "ipAclList": "127.0.0.1"])
            #expect(bench.call("/hello").status == 403)
        }
    }

    @Test("required parameters are looked for when validation is on")
    func validation() async throws {
        try await withSimulator { client in
            let bench = GatewayBench(client)
            let filter: JSON = ["validation": ["type": "QUERYSTRING_HEADERS", "queryStrings": ["page"]]]
            let resource = bench.addMock("/hello", "in", filter)
            _ = client.rest(
                "POST", resource + "/methods/GET/parameters",
                ["parameterName": "x-shop", "parameterCode": "REQUEST_HEADER", "isRequired": true])
            bench.addMock("/free", "in")
            _ = bench.addStage()
            #expect(bench.call("/hello").code == "100")
            #expect(bench.call("/hello?page=1").status == 400)
            #expect(bench.call("/hello?page=1", ["X-Shop": "a"]).body == "in")
            #expect(bench.call("/free").body == "in")
        }
    }

    @Test("methods with IAM want a signature, methods with an authorizer what it reads")
    func authorization() async throws {
        try await withSimulator { client in
            let bench = GatewayBench(client)
            bench.addMock("/signed", "in", ["authentication": ["platform": "IAM"]])
            let config: JSON = ["region": "KR", "functionId": "f", "payload": [["in": "HEADER", "name": "token"]]]
            let authorizer =
                client.rest(
                    "POST", "/authorizers",
                    ["authorizerName": "gate", "authorizerType": "CLOUD_FUNCTIONS", "authorizerConfig": config]
                ).json["authorizerId"] ?? .null
            bench.addMock("/guarded", "in", ["authentication": ["platform": "AUTHORIZER", "authorizerId": authorizer]])
            _ = bench.addStage()
            #expect(bench.call("/signed").code == "200")
            #expect(client.send("GET", "/_gateway/\(bench.product)/orders/v1/signed").body == "in")
            #expect(bench.call("/guarded").status == 401)
            #expect(bench.call("/guarded", ["token": "a"]).body == "in")
            let change: JSON = ["table": "authorizer", "name": "gate", "set": ["simulatedAllow": ["b"]]]
            #expect(client.control("POST", "change", change).status == 200)
            #expect(bench.call("/guarded", ["token": "a"]).status == 401)
            #expect(bench.call("/guarded", ["token": "b"]).body == "in")
        }
    }

    @Test("a canary takes its share of the calls, or those that fulfil its conditions, and is promoted")
    func canary() async throws {
        try await withSimulator { client in
            let bench = GatewayBench(client)
            let resource = bench.addMock("/hello", "old")
            let stage = bench.addStage()
            _ = client.rest("PATCH", resource + "/methods/GET", GatewayBench.settings(GatewayBench.mock("new")))
            #expect(client.rest("POST", stage + "/canary").json["canaryDistributionRate"] == 0.0)
            #expect(bench.call("/hello").body == "old")
            var body: JSON = [
                "canaryEndpointDomain": "NONE", "useDistributionRate": true, "canaryDistributionRate": 30,
            ]
            #expect(client.rest("PATCH", stage + "/canary", body).status == 200)
            let answers = (0..<100).map { _ in bench.call("/hello").body }
            let share = answers.count { $0 == "new" }
            #expect((15...45).contains(share))
            body = [
                "canaryEndpointDomain": "NONE", "useDistributionRate": false,
                "canaryConditions": [
                    ["parameterCode": "REQUEST_HEADER", "parameterName": "x-try", "parameterValue": "1"]
                ],
            ]
            #expect(client.rest("PATCH", stage + "/canary", body).status == 200)
            #expect(bench.call("/hello").body == "old")
            #expect(bench.call("/hello", ["X-Try": "1"]).body == "new")
            #expect(client.rest("POST", stage + "/canary/promote").status == 204)
            #expect(bench.call("/hello").body == "new")
            #expect(client.rest("GET", stage).json["stage"]?["canaryDeploymentNo"] == nil)
        }
    }

    @Test("pages of other sites may call a resource with an origin, and ask first")
    func crossOrigin() async throws {
        try await withSimulator { client in
            let bench = GatewayBench(client)
            let resource = bench.addResource("/hello", ["corsAllowOrigin": "*", "corsAllowMethods": "GET"])
            bench.addMethod("GET", on: resource, GatewayBench.mock("in"))
            _ = bench.addStage()
            let asking = ["Origin": "https://shop.example", "Access-Control-Request-Method": "GET"]
            let preflight = bench.call("/hello", method: "OPTIONS", asking)
            #expect(preflight.status == 200)
            #expect(preflight.headers["access-control-allow-methods"] == "GET")
            #expect(preflight.headers["access-control-allow-origin"] == "*")
            #expect(bench.call("/hello", ["Origin": "https://a"]).headers["access-control-allow-origin"] == "*")
            #expect(bench.call("/hello").headers["access-control-allow-origin"] == nil)
        }
    }

    @Test("the gateway's own answers are worded as the deployed API wants them")
    func gatewayResponses() async throws {
        try await withSimulator { client in
            let bench = GatewayBench(client)
            bench.addMock("/hello", "in", keyed)
            let home = bench.home + "/responses/AUTHENTICATION_FAILED"
            _ = client.rest("POST", home, ["statusCode": 418])
            _ = client.rest("POST", home + "/headers", ["headerName": "x-why", "headerValue": "key"])
            _ = client.rest(
                "POST", home + "/templates", ["contentType": "text/plain", "mappingTemplate": "no key, no call"])
            _ = bench.addStage()
            let refused = bench.call("/hello")
            #expect(refused.status == 418)
            #expect(refused.body == "no key, no call")
            #expect(refused.headers["x-why"] == "key")
            #expect(refused.headers["content-type"] == "text/plain")
            #expect(bench.call("/other").status == 404)
        }
    }

    @Test("HTTP endpoints on this machine are called with path, query, headers and body; no others are")
    func forwarding() async throws {
        try await withSimulator { client in
            let bench = GatewayBench(client)
            let inner = bench.addMock("/inner/{id}", "reached")
            bench.addMethod("POST", on: inner, GatewayBench.mock("posted", status: 201))
            let outer = bench.addResource("/outer/{id}")
            let endpoint: JSON = [
                "httpEndPoint": ["stream": false, "method": "ANY", "url": "/inner/{id}"]
            ]
            bench.addMethod("ANY", on: outer, endpoint)
            let domain = "http://127.0.0.1:\(client.port)/_gateway/\(bench.product)/orders/v1"
            _ = bench.addStage("v1", ["endpointDomain": .string(domain)])
            #expect(bench.call("/outer/7?a=b").body == "reached")
            let posted = bench.call("/outer/7", method: "POST", body: "{}")
            #expect(posted.status == 201)
            #expect(posted.body == "posted")
            _ = bench.addStage("away", ["endpointDomain": "http://example.com"])
            #expect(bench.call("/outer/7", stage: "away").code == "520")
            #expect(bench.call("/outer/7", stage: "away").body.contains("loopback"))
            _ = bench.addStage("guise", ["endpointDomain": "http://127.0.0.1@example.com"])
            #expect(bench.call("/outer/7", stage: "guise").code == "520")
            _ = bench.addStage("none", ["endpointDomain": "http://127.0.0.1:1"])
            #expect(bench.call("/outer/7", stage: "none").code == "500")
            _ = bench.addStage("unset")
            #expect(bench.call("/outer/7", stage: "unset").code == "520")
        }
    }

    @Test("an endpoint that leads back to itself is not called for ever")
    func circle() async throws {
        try await withSimulator { client in
            let bench = GatewayBench(client)
            let endpoint: JSON = ["httpEndPoint": ["stream": false, "method": "GET", "url": "/loop"]]
            bench.addMethod("GET", on: bench.addResource("/loop"), endpoint)
            let domain = "http://127.0.0.1:\(client.port)/_gateway/\(bench.product)/orders/v1"
            _ = bench.addStage("v1", ["endpointDomain": .string(domain)])
            #expect(bench.call("/loop").body.contains("circle"))
        }
    }

    @Test("answers are remembered while the cache lasts, and forgotten on demand")
    func cache() async throws {
        try await withSimulator { client in
            let bench = GatewayBench(client)
            bench.addMock("/inner", "one")
            let endpoint: JSON = ["httpEndPoint": ["stream": false, "method": "GET", "url": "/inner"]]
            bench.addMethod("GET", on: bench.addResource("/outer"), endpoint)
            let inner = bench.addStage("inner")
            let domain = "http://127.0.0.1:\(client.port)/_gateway/\(bench.product)/orders/inner"
            let stage = bench.addStage("v1", ["endpointDomain": .string(domain), "cacheTtlSec": 60])
            #expect(bench.call("/outer").body == "one")
            let closed: JSON = [
                "endpointDomain": "NONE", "isMaintenance": true, "statusCode": 503, "response": "closed",
            ]
            _ = client.rest("PUT", inner, closed)
            #expect(bench.call("/outer").body == "one")
            #expect(client.rest("POST", stage + "/cache-initialize").status == 200)
            #expect(bench.call("/outer").body == "closed")
        }
    }

    @Test("calls are counted by day, and the dashboards still show what was deleted")
    func dashboards() async throws {
        try await withSimulator(with { $0.quirks = [.cascadingDeletes] }) { client in
            let bench = GatewayBench(client)
            bench.addMock("/hello", "in")
            _ = bench.addStage()
            for _ in 0..<3 { _ = bench.call("/hello") }
            _ = bench.call("/other")
            let period = "from=2000-01-01&to=2099-01-01&timeZone=%2B09:00"
            _ = client.rest("DELETE", "/products/\(bench.product)")
            let products = client.rest("GET", "/dashboards/products?\(period)").json["products"]
            #expect(products?[0]?["isDeleted"] == true)
            let charts = client.rest("GET", "/dashboards/products/\(bench.product)/charts?\(period)").json["apis"]
            let series = charts?["content"]?[0]?["stages"]?[0]?["series"]
            #expect(series?[0]?["name"] == "2xx")
            #expect(series?[0]?["data"]?[0]?["value"]?.text == "3.0")
            #expect(series?[1]?["name"] == "4xx")
            #expect(client.rest("GET", "/dashboards/products").status == 400)
            let home = "/dashboards/products/\(bench.product)/api-ids?\(period)"
            #expect(client.rest("GET", home + "&regions=KR&regions=JPN").json["apis"]?["total"] == 1)
            #expect(client.rest("GET", home + "&regions=JPN").json["apis"]?["total"] == 0)
        }
    }

    @Test("faults hit calls of deployed APIs as they hit all others")
    func faults() async throws {
        let script = try FaultScript(parsing: #"{"faults": [{"match": "GET /_gateway/*", "times": 1, "status": 503}]}"#)
        try await withSimulator(with { $0.faults = script }) { client in
            let bench = GatewayBench(client)
            bench.addMock("/hello", "in")
            _ = bench.addStage()
            #expect(bench.call("/hello").status == 503)
            #expect(bench.call("/hello").body == "in")
        }
    }
}

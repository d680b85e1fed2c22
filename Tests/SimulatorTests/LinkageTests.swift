import OrderedJSON
import Testing

@testable import Simulator

/// Source: api/linkage.md; seed 001 for the codes.
@Suite("the linkage API") struct LinkageTests {
    @Test("id and secret are taken from headers, in any case, and from the query; without a signature")
    func credentials() async throws {
        try await withSimulator { client in
            let bench = LinkageBench(client)
            let path = "/map-static/v2/lastversion"
            #expect(bench.call("GET", path).status == 200)
            let lower = ["x-ncp-apigw-api-key-id": bench.id, "x-ncp-apigw-api-key": bench.secret]
            #expect(client.exchange("GET", path, headers: lower, body: "").status == 200)
            let query = "?X-NCP-APIGW-API-KEY-ID=\(bench.id)&X-NCP-APIGW-API-KEY=\(bench.secret)"
            #expect(client.exchange("GET", path + query, headers: [:], body: "").status == 200)
            let half = client.exchange("GET", path, headers: ["X-NCP-APIGW-API-KEY-ID": bench.id], body: "")
            #expect((half.status, half.code) == (401, "200"))
            let signed = client.send("GET", path)
            #expect((signed.status, signed.code) == (401, "200"))
        }
    }

    @Test("a wrong pair, a wrong host, a service that is not ticked and a used limit are refused in this order")
    func order() async throws {
        try await withSimulator { client in
            var bench = LinkageBench(client, ["services": ["maps"], "limits": ["maps": ["daily": 1]]])
            let maps = "/map-static/v2/lastversion"
            let right = bench.secret
            bench.secret = "wrong"
            #expect(bench.refusal("GET", maps, host: "naveropenapi") == "401/200 Authentication Failed")
            bench.secret = right
            let denied = bench.call("GET", maps, host: "naveropenapi")
            #expect((denied.status, denied.code) == (401, "210"))
            #expect(denied.json["error"]?["details"] == "A subscription to the API is required.")
            #expect(bench.refusal("POST", "/langs/v1/dect", host: "papago") == "429/400 Quota Exceeded")
            #expect(bench.refusal("GET", maps, host: "maps") == "200/")
            #expect(bench.refusal("GET", maps, host: "maps") == "429/400 Quota Exceeded")
        }
    }

    @Test("with a quirk, a service that is not ticked is denied as users report it")
    func unticked() async throws {
        try await withSimulator(with { $0.quirks = [.untickedIsDenied] }) { client in
            let bench = LinkageBench(client, ["services": ["papago"]])
            #expect(bench.refusal("GET", "/map-static/v2/lastversion") == "401/210 Permission Denied")
            #expect(bench.call("POST", "/langs/v1/dect", json: ["query": "a"]).status == 200)
        }
    }

    @Test(
        "each generation has its hosts, and no application works on those of another one",
        arguments: [
            ("current", "/map-static/v2/lastversion", ["maps"]),
            ("old", "/map-static/v2/lastversion", ["naveropenapi"]),
            ("current", "/captcha/v1/nkey", ["naveropenapi"]), ("old", "/captcha/v1/nkey", ["naveropenapi"]),
            ("hub", "/search/v1/local?query=a", ["naverapihub"]), ("hub", "/map-static/v2/lastversion", []),
            ("current", "/search/v1/local?query=a", []),
        ])
    func generations(_ generation: String, _ path: String, _ accepting: [String]) async throws {
        try await withSimulator { client in
            let bench = LinkageBench(client, ["generation": .string(generation)])
            let hosts = ["maps", "papago", "naveropenapi", "naverapihub"]
            let accepted = hosts.filter { bench.call("GET", path, host: $0).status == 200 }
            #expect(accepted == accepting)
            for host in hosts where !accepting.contains(host) {
                #expect(bench.call("GET", path, host: host).code == "210")
            }
        }
    }

    @Test("limits count for each service, and begin anew with the day and the month in UTC")
    func limits() async throws {
        try await withSimulator { client in
            let bench = LinkageBench(client, ["limits": ["maps": ["daily": 2, "monthly": 3], "csr": ["daily": 0]]])
            let path = "/map-static/v2/lastversion"
            // Not at the end of a month, so that days and months are told apart.
            let today = client.control("GET", "world").json["now"]?.text?.dropFirst(8).prefix(2) ?? ""
            client.pass((33 - (Int64(today) ?? 1)) * 86_400)
            #expect((1...3).map { _ in bench.call("GET", path).status } == [200, 200, 429])
            #expect(bench.call("POST", "/recog/v1/stt?lang=Kor").code == "400")
            #expect(bench.call("POST", "/langs/v1/dect", json: ["query": "a"]).status == 200)
            client.pass(86_400)
            #expect((1...2).map { _ in bench.call("GET", path).status } == [200, 429])
            client.pass(31 * 86_400)
            #expect(bench.call("GET", path).status == 200)
        }
    }

    @Test("what the gateway itself refuses has the documented codes")
    func gatewayErrors() async throws {
        try await withSimulator { client in
            let bench = LinkageBench(client)
            #expect(bench.refusal("GET", "/map-geocode/v2/geocode?query=%FF%FE") == "400/100 Bad Request Exception")
            #expect(bench.refusal("GET", "/map-geocode/v9/geocode", host: "maps") == "404/300 Not Found Exception")
            #expect(bench.refusal("GET", "/nothing", host: "maps") == "404/300 Not Found Exception")
            #expect(bench.refusal("GET", "/nmt/v1/translation") == "404/300 Not Found Exception")
            let large = String(repeating: "a", count: 10 << 20 + 1)
            #expect(bench.refusal("POST", "/recog/v1/stt?lang=Kor", body: large) == "413/430 Request Entity Too Large")
        }
    }

    @Test(
        "what no rule produces is acted out by a fault script, with the documented words",
        arguments: [
            (429, "410", "Throttle Limited"), (429, "420", "Rate Limited"), (503, "500", "Endpoint Error"),
            (504, "510", "Endpoint Timeout"), (500, "900", "Unexpected Error"),
        ])
    func faults(_ status: Int64, _ code: String, _ message: String) async throws {
        try await withSimulator { client in
            let fault: JSON = ["match": "GET /map-*", "times": 1, "status": .integer(status), "code": .string(code)]
            _ = client.control("POST", "faults", ["faults": [fault]])
            let bench = LinkageBench(client)
            #expect(bench.refusal("GET", "/map-static/v2/lastversion") == "\(status)/\(code) \(message)")
            #expect(bench.call("GET", "/map-static/v2/lastversion").status == 200)
        }
    }

    @Test("a new world has an application for each console; a seed file and the control interface add others")
    func applications() async throws {
        try await withSimulator { client in
            for id in ["simulated1", "simulated2"] {
                var bench = LinkageBench(client)
                (bench.id, bench.secret) = (id, "SIMULATEDCLIENTSECRET000000000000000000" + id.suffix(1))
                #expect(
                    bench.call("GET", id == "simulated1" ? "/captcha/v1/nkey" : "/search/v1/local?query=a").status
                        == 200)
            }
            for wrong: JSON in [
                [:], ["name": "a", "generation": "next"], ["name": "a", "services": ["apiHub"]],
                ["name": "a", "limits": ["maps": ["hourly": 1]]],
            ] {
                #expect(client.control("POST", "applications", wrong).status == 400)
            }
        }
    }
}

/// An application and calls of it.
struct LinkageBench {
    var id: String
    var secret: String
    private let client: TestClient

    init(_ client: TestClient, _ description: JSON = [:]) {
        let named: JSON = ["name": "shop"]
        let made = client.control("POST", "applications", named.with(description)).json
        id = made["clientId"]?.text ?? ""
        secret = made["clientSecret"]?.text ?? ""
        self.client = client
    }

    func call(
        _ method: String, _ target: String, host: String? = nil, body: String = "",
        type: String = "application/x-www-form-urlencoded"
    ) -> TestClient.Reply {
        var headers = ["X-NCP-APIGW-API-KEY-ID": id, "X-NCP-APIGW-API-KEY": secret]
        if !body.isEmpty { headers["Content-Type"] = type }
        if let host { headers["Host"] = host + ".apigw.ntruss.com" }
        return client.exchange(method, target, headers: headers, body: body)
    }

    func call(_ method: String, _ target: String, json: JSON) -> TestClient.Reply {
        call(method, target, body: json.serialized(), type: "application/json")
    }

    /// `401/210 Permission Denied`.
    func refusal(_ method: String, _ target: String, host: String? = nil, body: String = "") -> String {
        let reply = call(method, target, host: host, body: body)
        let message = reply.json["error"]?["message"]?.text.map { " " + $0 } ?? ""
        return "\(reply.status)/\(reply.code)\(message)"
    }
}

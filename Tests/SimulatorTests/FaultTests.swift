import OrderedJSON
import Testing

@testable import Simulator

@Suite struct FaultTests {
    private func withFaults(_ script: String, _ body: (TestClient) throws -> Void) async throws {
        let faults = try FaultScript(parsing: script)
        try await withSimulator(with { $0.faults = faults }, body)
    }

    private let vpc = ["ipv4CidrBlock": "10.0.0.0/16"]

    @Test("a status is answered as often as asked, with the gateway's body and a Retry-After")
    func statuses() async throws {
        let script = #"{"faults":[{"match":"getVpcList","skip":1,"times":2,"status":429,"retryAfter":3}]}"#
        try await withFaults(script) { client in
            #expect((1...4).map { _ in client.call("getVpcList").status } == [200, 429, 429, 200])
            _ = client.control("POST", "faults", ["faults": [["match": "*", "status": 429, "retryAfter": 3]]])
            let reply = client.call("getVpcList")
            #expect(reply.code == "410")
            #expect(reply.headers["retry-after"] == "3")
            #expect(client.control("GET", "world").status == 200)
        }
    }

    @Test("a sequence is counted for every endpoint by itself")
    func sequences() async throws {
        let script =
            #"{"faults":[{"match":"get*","perEndpoint":true,"sequence":[{"times":1,"status":503},{"times":1,"status":504}]}]}"#
        try await withFaults(script) { client in
            for action in ["getVpcList", "getSubnetList"] {
                #expect((1...3).map { _ in client.call(action).status } == [503, 504, 200])
            }
        }
    }

    @Test("a connection dropped before the commit changes nothing, after it the change is there")
    func drops() async throws {
        let script =
            #"{"faults":[{"match":"createVpc","sequence":[{"times":1,"drop":"beforeCommit"},{"times":1,"drop":"afterCommit"}]}]}"#
        try await withFaults(script) { client in
            #expect(client.call("createVpc", vpc).status == 0)
            #expect(client.call("getVpcList").content["totalRows"] == 0)
            #expect(client.call("createVpc", vpc).status == 0)
            #expect(client.call("getVpcList").content["totalRows"] == 1)
        }
    }

    @Test("truncated and malformed bodies cannot be parsed, and truncated ones are shorter than announced")
    func spoiled() async throws {
        let script =
            #"{"faults":[{"match":"getVpcList","times":1,"truncate":true},{"match":"getVpcList","times":1,"malformed":true}]}"#
        try await withFaults(script) { client in
            let cut = client.call("getVpcList")
            #expect(cut.status == 200)
            #expect(cut.body.utf8.count < Int(cut.headers["content-length"] ?? "") ?? 0)
            #expect(client.call("getVpcList").json == .null)
            #expect(client.call("getVpcList").content["totalRows"] == 0)
        }
    }

    @Test("stale reads repeat the world before a change, n times")
    func stale() async throws {
        try await withFaults(#"{"faults":[{"match":"getVpcList","staleReads":2}]}"#) { client in
            _ = client.call("getVpcList")
            _ = client.call("createVpc", vpc)
            let totals = (1...3).map { _ in client.call("getVpcList").content["totalRows"]?.integer }
            #expect(totals == [0, 0, 1])
        }
    }

    @Test("dice with a seed fall the same way every time")
    func dice() async throws {
        let script = #"{"faults":[{"match":"getVpcList","probability":0.5,"seed":7,"status":503}]}"#
        var runs: [[Int]] = []
        for _ in 1...2 {
            try await withFaults(script) { client in runs.append((1...12).map { _ in client.call("getVpcList").status })
            }
        }
        #expect(runs[0] == runs[1])
        #expect(Set(runs[0]) == [200, 503])
    }

    @Test(
        "a broken script says which rule and field is wrong",
        arguments: [
            ("{", "expected a key"), ("[]", "no list named faults"),
            (#"{"faults":[{"match":"a","stauts":429}]}"#, "fault 1 has an unknown field 'stauts'"),
            (#"{"faults":[{"status":200}]}"#, "status from 400 to 599"),
            (#"{"faults":[{"status":429},{"drop":"later"}]}"#, "fault 2 needs beforeCommit or afterCommit"),
        ])
    func broken(script: String, problem: String) {
        let error = #expect(throws: SimulatorError.self) { try FaultScript(parsing: script) }
        #expect(error?.description.contains(problem) == true)
    }

    @Test("a star stands for any text")
    func glob() {
        #expect(WildcardPattern.matches("GET /api/v1/products*", "GET /api/v1/products/abc"))
        #expect(WildcardPattern.matches("*Vpc*", "createVpcPeeringInstance"))
        #expect(WildcardPattern.matches("a*a", "aba"))
        #expect(!WildcardPattern.matches("a*a", "a"))
        #expect(!WildcardPattern.matches("getVpc", "getVpcList"))
    }
}

import Foundation
import Model
import Rehearsal
import Testing

/// The formula of api/apigateway.md §11.3, with the numbers of a gateway that is in use.
@Suite("what a look at a large gateway costs") struct GatewayCostLaws {
    /// Products, APIs, paths, methods, responses of methods, stages, plans, authorizers and keys; fewer of them unless
    /// `NACRE_SOAK=1` is set.
    private static let (p, a, r, m, s, t, u, z, k) =
        LawBench.isSoak ? (10, 30, 300, 450, 600, 60, 2, 1, 3) : (4, 12, 120, 180, 240, 24, 2, 1, 3)

    @Test("products with APIs, paths and methods: no more calls than the formula says, side by side")
    func formula() async throws {
        try await LawBench.with(latency: .milliseconds(2)) { bench in
            let core = try bench.load(Self.manifest(parts: false))
            try await apply(core, bench)
            let bound = 1 + Self.p + 5 * Self.a + Self.r + 2 * Self.t + Self.u + Self.z + Self.k + 3
            try await expectCost(of: core, atMost: bound, bench)

            // Two methods of three with parts and two responses; settings of single methods on every stage.
            let full = try bench.load(Self.manifest(parts: true))
            try await apply(full, bench)
            try await expectCost(of: full, atMost: bound + 3 * Self.m + 2 * Self.s + Self.t * Self.r / Self.a, bench)
        }
    }

    private func apply(_ desired: Desired, _ bench: LawBench) async throws {
        let outcome = try #require(try await bench.apply(desired))
        #expect(outcome.isComplete, "\(outcome.shortfalls.prefix(5))")
    }

    private func expectCost(of desired: Desired, atMost bound: Int, _ bench: LawBench) async throws {
        try await bench.cloud.resetCalls()
        #expect(try await bench.plan(desired).words == [])
        let calls = try await bench.cloud.callCount()
        #expect(calls <= bound, "\(calls) calls, the formula has \(bound)")
        #expect(calls > bound / 4, "\(calls) calls cannot have read it all")
        #expect(try await bench.cloud.mostCallsAtOnce() >= 4)
    }

    // MARK: The gateway

    private static func manifest(parts: Bool) -> String {
        let products = (0..<p).map { product in
            document(
                "Product", "product-\(product)", "subscription: PUBLIC\n  apis:\n" + apis(parts: parts))
        }
        let plans = (0..<u).map { document("UsagePlan", "plan-\($0)", "requestsPerSecond: 50") }
        let keys = (0..<k).map { document("ApiKey", "key-\($0)", "description: a client") }
        return (products + plans + keys + [authorizer]).joined(separator: "---\n")
    }

    private static func document(_ kind: String, _ name: String, _ spec: String) -> String {
        "apiVersion: ncloud/v1\nkind: \(kind)\nmetadata: {name: \(name)}\nspec:\n  \(spec)\n"
    }

    private static let authorizer = document(
        "Authorizer", "gate", "function: check\n  region: KR\n  payload: [{in: header, name: token}]")

    private static func apis(parts: Bool) -> String {
        (0..<(a / p)).map { api in
            """
                - name: api-\(api)
                  models:
                    - {name: Thing, schema: {type: object}}
                  resources:
            \((0..<(r / a)).map { resource($0, parts: parts) }.joined(separator: "\n"))
                  stages:
            \(["dev", "prod"].map { stage($0, parts: parts) }.joined(separator: "\n"))
            """
        }.joined(separator: "\n")
    }

    /// Every other path has two methods, the others one.
    private static func resource(_ number: Int, parts: Bool) -> String {
        let extra = """
            , parameters: [{in: query, name: page, type: integer}], requestBody: {model: Thing, name: thing}, \
            responses: [{status: 200, description: fine}, {status: 404, description: gone}]
            """
        let methods = (number.isMultiple(of: 2) ? ["GET", "POST"] : ["GET"]).enumerated().map { index, name in
            "            - {method: \(name), endpoint: {mock: {status: 200}}\(parts && index == 0 ? extra : "")}"
        }
        return "        - path: /things-\(number)\n          methods:\n" + methods.joined(separator: "\n")
    }

    private static func stage(_ name: String, parts: Bool) -> String {
        let own = parts ? ", methods: [{path: /things-0, method: GET, throttle: 7}]" : ""
        return "        - {name: \(name), endpoint: NONE, usagePlans: [plan-0]\(own)}"
    }
}

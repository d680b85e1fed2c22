import Model
import OrderedJSON
import Rehearsal
import Simulator
import Testing

/// The vendor's documents leave questions open, and the simulator has both answers to each.
@Suite("laws of API Gateway's open questions") struct QuirkLaws {
    @Test("a gateway is made, changed, deployed and destroyed, whichever way a doubt comes out", arguments: doubts)
    func life(_ quirks: [Quirk]) async throws {
        try await LawBench.with(recorded: quirks.isEmpty) { bench in
            try await bench.cloud.quirks(quirks.map(\.rawValue))
            for version in 1...3 {
                let desired = try bench.load(Self.gateway(version))
                let outcome = try #require(try await bench.apply(desired))
                #expect(outcome.isComplete, "version \(version): \(outcome.shortfalls)")
                #expect(try await bench.plan(desired).words == [], "version \(version)")
            }
            var nothing = try bench.load(Self.gateway(3))
            nothing.resources = []
            nothing.manifests = nil
            let outcome = try #require(try await bench.apply(nothing))
            #expect(outcome.isComplete, "\(outcome.shortfalls)")
            for table in ["product", "api", "stage", "apiKey", "usagePlan", "authorizer"] {
                #expect(try await bench.cloud.objects(table).isEmpty, "\(table)")
            }
        }
    }

    /// None of the other answers, each alone, and all that do not exclude each other.
    private static let doubts: [[Quirk]] =
        [[]] + Quirk.ofAPIGateway.map { [$0] } + [Quirk.ofAPIGateway.filter { $0 != .unsetBodyIsNothing }]

    /// Three versions: the second changes what is served and how, the third takes parts away.
    private static func gateway(_ version: Int) -> String {
        let isLast = version == 3
        return """
            apiVersion: ncloud/v1
            kind: Product
            metadata: {name: shop}
            spec:
              subscription: PROTECTED
              apis:
                - name: store
                  document: "version \(version)"
                  models:
                    - {name: Item, schema: {type: object, properties: {size: {type: \(version == 1 ? "string" : "integer")}}}}
                    - {name: Cart, schema: {type: object}}
                  resources:
                    - path: /items
                      cors: {origin: "https://shop.example.com", methods: [GET]}
                      methods:
                        - method: GET
                          endpoint: {http: {method: GET, path: /v\(version)/items}}
                          apiKeyRequired: true
                          \(isLast ? "" : "consumes: [application/json]")
                          parameters:
                            - {in: query, name: page, type: \(version == 1 ? "string" : "integer")}
                            \(isLast ? "" : "- {in: header, name: x-trace, type: string}")
                          responses:
                            - {status: 200, description: fine, headers: [{name: x-total, type: integer}]}
                            - {status: 404, description: gone, body: {model: \(version == 1 ? "Item" : "Cart"), name: problem}}
                    - path: /cart
                      methods:
                        - method: POST
                          endpoint: {mock: {status: 200}}
                          \(isLast ? "" : "authorizer: gate")
                          requestBody: {model: \(version == 1 ? "Item" : "Cart"), name: item}
                  \(isLast ? "" : "gatewayResponses: [{type: NOT_FOUND, status: 404, headers: [{name: X-V, value: \"'\(version)'\"}]}]")
                  stages:
                    - name: v1
                      endpoint: https://store.example.com
                      throttle: \(100 * version)
                      published: \(version < 3)
                      usagePlans: [\(isLast ? "gold" : "gold, silver")]
                      defaultPlan: {requestsPerSecond: \(version)}
                      methods: [{path: /items, method: GET, throttle: \(10 * version)}]
                      \(isLast ? "" : "canary: {endpoint: \"https://next.example.com\", percent: \(10 * version)}")
            ---
            apiVersion: ncloud/v1
            kind: UsagePlan
            metadata: {name: gold}
            spec: {requestsPerSecond: 50}
            ---
            apiVersion: ncloud/v1
            kind: UsagePlan
            metadata: {name: silver}
            spec: {requestsPerSecond: 5, quota: {perDay: 100, perMonth: 1000}}
            ---
            apiVersion: ncloud/v1
            kind: ApiKey
            metadata: {name: app}
            spec: {description: version \(version)}
            ---
            apiVersion: ncloud/v1
            kind: Subscription
            metadata: {name: app-shop}
            spec:
              key: app
              product: shop
              approval: \(isLast ? "REJECTED" : "ACCEPTED")
              \(isLast ? "" : "plans: [{stage: shop.store.v1, plan: \(version == 1 ? "silver" : "gold")}]")
            ---
            apiVersion: ncloud/v1
            kind: Authorizer
            metadata: {name: gate}
            spec: {region: KR, function: check, payload: [{in: header, name: token}], cacheTtl: \(60 * version)}
            """
    }
}

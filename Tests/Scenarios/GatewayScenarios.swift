import Foundation
import OrderedJSON
import Rehearsal
import Testing

@Suite("API Gateway from end to end") struct GatewayScenarios {
    /// A product as one thinks of it: one document, everything inside.
    static func shop(
        endpoint: String = "/v1/orders", throttle: Int = 100, stage: String = "", authentication: String = "NONE",
        more: String = ""
    ) -> String {
        """
        apiVersion: ncloud/v1
        kind: Product
        metadata: {name: shop}
        spec:
          subscription: PUBLIC
          apis:
            - name: orders
              models:
                - {name: Order, schema: {type: object}}
              resources:
                - path: /orders
                  methods:
                    - method: GET
                      endpoint: {http: {method: GET, path: \(endpoint)}}
                      authentication: \(authentication)
                      responses: [{status: 200, body: {model: Order, name: order}}]
                    \(more)
              stages:
                - name: v1
                  endpoint: https://orders.example.com
                  methods: [{path: /orders, method: GET, throttle: \(throttle)}]
                  \(stage)
            - name: users
              resources:
                - path: /users/{id}
                  methods:
                    - {method: GET, endpoint: {mock: {status: 200, body: nobody}}}
              stages:
                - {name: v1, endpoint: NONE}
        """
    }

    private static let addresses = [
        "Api/shop.orders", "Api/shop.users", "Method/shop.orders.orders.GET", "Method/shop.users.users.id.GET",
        "Model/shop.orders.Order", "Product/shop", "Resource/shop.orders.orders", "Resource/shop.users.users.id",
        "Stage/shop.orders.v1", "Stage/shop.users.v1",
    ]

    func steps(_ stage: RehearsalStage, _ more: String..., status: Int32 = 0) async throws -> [JSON] {
        let result = try await stage.start(["plan", "-o", "json"] + more).result()
        #expect(result.status == status, "\(result)")
        return try JSON(parsing: result.out)["steps"]?.elements ?? []
    }

    /// The deployment that the stage of the orders serves.
    private func served(_ stage: RehearsalStage) async throws -> Int64? {
        let stages = try await stage.cloud.objects("stage")
        return stages.first { $0["endpointDomain"]?.text != "NONE" }?["deployedStageDeploymentNo"]?.integer
    }

    @Test("a whole product in one document is made, and the next plan is empty")
    func nested() async throws {
        try await RehearsalStage.with { stage in
            try stage.project()
            try stage.manifest(Self.shop())
            let planned = try await steps(stage)
            #expect(planned.compactMap { $0["address"]?.text }.sorted() == Self.addresses)
            let apply = try await stage.apply()
            #expect(apply.status == 0, "\(apply)")
            #expect(try await steps(stage).isEmpty)
            #expect(try await stage.cloud.objects("deployment").count == 2)

            // What is read for it: products, APIs, stages by product, and by API, resource, method and stage.
            try await stage.cloud.resetCalls()
            _ = try await steps(stage)
            let (products, apis, resources, methods, responses, stages) = (1, 2, 2, 2, 1, 2)
            let core = 1 + products + 5 * apis + resources + 2 * stages
            let whole = core + 3 * methods + 2 * responses + stages * resources
            let calls = try await stage.cloud.callCount()
            #expect(calls <= whole, "\(calls) calls, the sheet's formula gives \(whole)")

            let destroy = try await stage.nacre("destroy", "--auto-approve")
            #expect(destroy.status == 0, "\(destroy)")
            #expect(try await stage.cloud.objects("product").isEmpty)
        }
    }

    @Test("documents of their own give the same plan as one that holds them")
    func apart() async throws {
        try await RehearsalStage.with { stage in
            try stage.project()
            try stage.manifest(Self.shop())
            #expect(try await stage.apply().status == 0)
            try stage.manifest(
                """
                apiVersion: ncloud/v1
                kind: Product
                metadata: {name: shop}
                spec: {subscription: PUBLIC}
                ---
                apiVersion: ncloud/v1
                kind: Api
                metadata: {name: shop.users}
                spec: {product: shop, name: users}
                ---
                apiVersion: ncloud/v1
                kind: Resource
                metadata: {name: shop.users.users.id}
                spec: {api: shop.users, path: "/users/{id}"}
                ---
                apiVersion: ncloud/v1
                kind: Method
                metadata: {name: shop.users.users.id.GET}
                spec: {resource: shop.users.users.id, method: GET, endpoint: {mock: {status: 200, body: nobody}}}
                ---
                apiVersion: ncloud/v1
                kind: Stage
                metadata: {name: shop.users.v1}
                spec: {api: shop.users, name: v1, endpoint: NONE}
                """)
            let planned = try await steps(stage)
            #expect(planned.allSatisfy { $0["action"]?.text == "delete" }, "\(planned)")
            #expect(planned.allSatisfy { $0["address"]?.text?.contains("shop.orders") == true }, "\(planned)")
        }
    }

    @Test("a method's throttle deploys nothing; its endpoint deploys the stages of its API, after it, and no others")
    func deployment() async throws {
        try await RehearsalStage.with { stage in
            try stage.project()
            try stage.manifest(Self.shop())
            #expect(try await stage.apply().status == 0)

            try stage.manifest(Self.shop(throttle: 200))
            #expect(try await stage.apply().status == 0)
            #expect(try await stage.cloud.objects("deployment").count == 2)
            #expect(try await steps(stage).isEmpty)

            try stage.manifest(Self.shop(endpoint: "/v2/orders", throttle: 200))
            let planned = try await steps(stage)
            #expect(
                planned.compactMap { $0["address"]?.text } == ["Method/shop.orders.orders.GET", "Stage/shop.orders.v1"])
            #expect(planned.last?["changes"]?.elements.map { $0["path"]?.text } == ["deployed[GET /orders]"])
            #expect(try await stage.apply().status == 0)
            #expect(try await stage.cloud.objects("deployment").count == 3)
            #expect(try await steps(stage).isEmpty)
        }
    }

    @Test("the stage is deployed too when only that part of the plan is asked for, with what it takes in")
    func targets() async throws {
        try await RehearsalStage.with { stage in
            try stage.project()
            try stage.manifest(Self.shop())
            #expect(try await stage.apply().status == 0)
            try stage.manifest(Self.shop(endpoint: "/v2/orders"))
            let chosen = try await steps(stage, "--target", "Stage/shop.orders.v1")
            #expect(chosen.count == 2, "\(chosen)")
            #expect(try await steps(stage, "--exclude", "Method/shop.orders.orders.GET").isEmpty)
            #expect(try await stage.apply("--target", "Method/shop.orders.orders.GET").status == 0)
            #expect(try await steps(stage).compactMap { $0["address"]?.text } == ["Stage/shop.orders.v1"])
        }
    }

    @Test("a path that comes new is served after the same apply, and one that goes is not")
    func renamed() async throws {
        try await RehearsalStage.with { stage in
            try stage.project()
            try stage.manifest(Self.shop())
            #expect(try await stage.apply().status == 0)
            try stage.manifest(
                Self.shop().replacing("/orders\n", with: "/purchases\n").replacing("/orders,", with: "/purchases,"))
            let apply = try await stage.apply("--output", "json")
            #expect(apply.status == 0, "\(apply)")
            #expect(try await steps(stage).isEmpty)
            let deployments = try await stage.cloud.objects("deployment").map { "\($0)" }
            #expect(deployments.count { $0.contains("/purchases") } == 1)
            #expect(deployments.count { $0.contains("\"/orders\"") } == 1)
        }
    }

    @Test("manual deployment shows what is stale and deploys nothing; a number goes back to an earlier deployment")
    func policies() async throws {
        try await RehearsalStage.with { stage in
            try stage.project()
            try stage.manifest(Self.shop(stage: "deploy: manual"))
            #expect(try await stage.apply().status == 0)
            let first = try #require(try await served(stage))
            try stage.manifest(Self.shop(endpoint: "/v2/orders", stage: "deploy: manual"))
            let apply = try await stage.apply()
            #expect(apply.status == 0, "\(apply)")
            let stale = try await stage.nacre("plan")
            #expect((stale.out + stale.err).contains("is outdated: "), "\(stale)")
            #expect(try await stage.cloud.objects("deployment").count == 2)

            try stage.manifest(Self.shop(endpoint: "/v2/orders"))
            #expect(try await stage.apply().status == 0)
            #expect(try await stage.cloud.objects("deployment").count == 3)

            #expect(try await served(stage) != first)
            try stage.manifest(Self.shop(endpoint: "/v2/orders", stage: "deployment: \(first)"))
            let back = try await stage.apply()
            #expect(back.status == 0, "\(back)")
            #expect(try await stage.cloud.objects("deployment").count == 3)
            #expect(try await served(stage) == first)
            #expect(try await steps(stage).isEmpty)

            try stage.manifest(Self.shop(endpoint: "/v2/orders"))
            let forth = try await stage.apply()
            #expect(forth.status == 0 && forth.out.contains("Stage/shop.orders.v1"), "\(forth)")
            #expect(try await steps(stage).isEmpty)
        }
    }

    @Test("what breaks callers is marked, and --fail-on breaking refuses it")
    func breaking() async throws {
        try await RehearsalStage.with { stage in
            try stage.project()
            try stage.manifest(Self.shop())
            #expect(try await stage.apply().status == 0)
            try stage.manifest(Self.shop(authentication: "IAM"))
            let planned = try await steps(stage)
            #expect(planned.first?["breaking"]?.elements.compactMap(\.text) == ["callers need IAM authentication"])
            let refused = try await stage.nacre("plan", "--fail-on", "breaking")
            #expect(refused.status == 4 && refused.out.contains("breaking change for API clients"), "\(refused)")
            try stage.manifest(Self.shop(throttle: 500))
            #expect(try await stage.nacre("plan", "--fail-on", "breaking").status == 0)
        }
    }

    @Test("a new key is in the file that its manifest names, and nowhere else")
    func keyFile() async throws {
        try await RehearsalStage.with { stage in
            try stage.project()
            try stage.manifest(
                """
                apiVersion: ncloud/v1
                kind: ApiKey
                metadata: {name: app}
                spec: {primaryKeyFile: keys/app}
                """)
            let apply = try await stage.apply("--verbose", "--verbose")
            #expect(apply.status == 0, "\(apply)")
            let key = try #require(try await stage.cloud.objects("apiKey").first?["primaryKey"]?.text)
            #expect(try stage.scratch.read("keys/app") == key)
            let export = try await stage.nacre("state", "export")
            #expect(!(apply.all + export.all).contains(key))
        }
    }

    @Test("a key is rotated into a file of its owner's, and is nowhere else")
    func rotation() async throws {
        try await RehearsalStage.with { stage in
            try stage.project()
            try stage.manifest(
                """
                apiVersion: ncloud/v1
                kind: ApiKey
                metadata: {name: app}
                spec: {}
                """)
            #expect(try await stage.apply().status == 0)
            let old = try #require(try await stage.cloud.objects("apiKey").first?["primaryKey"]?.text)
            #expect(try await stage.nacre("rotate", "ApiKey/app").status == 64)
            let rotated = try await stage.nacre("rotate", "ApiKey/app", "--out", "app.key", "--verbose", "--verbose")
            #expect(rotated.status == 0, "\(rotated)")
            let new = try #require(try await stage.cloud.objects("apiKey").first?["primaryKey"]?.text)
            #expect(old != new)
            #expect(try stage.scratch.read("app.key") == new + "\n")
            let export = try await stage.nacre("state", "export")
            #expect(!(rotated.all + export.all).contains(new))
            let shown = try await stage.nacre("rotate", "ApiKey/app", "--key", "secondary", "--show")
            #expect(try await stage.cloud.objects("apiKey").first?["secondaryKey"]?.text.map { $0 + "\n" } == shown.out)
            #expect(try await stage.nacre("plan", "--detailed-exitcode").status == 0)
            #expect(try await stage.nacre("state", "history").out.contains("rotate"))
            #expect(try await stage.nacre("rotate", "Product/shop", "--show").status == 1)
        }
    }

    @Test("what is wrong with an entry is told with what can be done in an entry")
    func entries() async throws {
        try await RehearsalStage.with { stage in
            try stage.project()
            let paths = """
                      forEach: {count: 2}
                      resources:
                        - path: /a/{b}
                          methods: [{method: GET, endpoint: {mock: {status: fine}}}]
                        - path: /a/b
                """
            try stage.manifest(
                """
                apiVersion: ncloud/v1
                kind: Product
                metadata: {name: shop}
                spec:
                  subscription: PUBLIC
                  apis:
                    - name: orders
                """ + "\n" + paths)
            let refused = try await stage.nacre("validate")
            #expect(refused.status == 1)
            #expect(refused.err.contains("an entry of apis cannot have 'forEach'"), "\(refused)")
            #expect(refused.err.contains("a document of its own (kind: Api, product: shop)"), "\(refused)")
            #expect(refused.err.contains("if the paths differ and only the name is the same"), "\(refused)")
            // The endpoint is there, with a mistake in it that is told.
            #expect(refused.err.contains("'endpoint.mock.status' must be an integer"), "\(refused)")
            #expect(!refused.err.contains("exactly one of"), "\(refused)")
        }
    }

    @Test("an entry without its key, or one that names its parent, is told where it stands")
    func mistakes() async throws {
        try await RehearsalStage.with { stage in
            try stage.project()
            try stage.manifest(
                """
                apiVersion: ncloud/v1
                kind: Product
                metadata: {name: shop}
                spec:
                  subscription: PUBLIC
                  apis:
                    - description: nameless
                    - name: orders
                      product: shop
                """)
            let result = try await stage.nacre("validate")
            #expect(result.status == 1)
            let text = result.out + result.err
            #expect(text.contains("an entry of apis has no 'name'") && text.contains("main.yaml:7"), "\(text)")
            #expect(text.contains("'product' is implied by where the entry is written"), "\(text)")
        }
    }
}

import Foundation
import OrderedJSON
import Rehearsal
import Testing

@Suite("an API from an OpenAPI document, from end to end") struct OpenAPIScenarios {
    /// A product with one API: what stands in it, and the settings of its stage.
    private static func shop(_ lines: String, methods: String = "[]") -> String {
        """
        apiVersion: ncloud/v1
        kind: Product
        metadata: {name: shop}
        spec:
          subscription: PUBLIC
          apis:
            - name: orders
              stages:
                - {name: v1, endpoint: "https://orders.example.com", methods: \(methods)}
        \(lines.split(separator: "\n").map { "      \($0)" }.joined(separator: "\n"))
        """
    }

    /// Everything that exported documents can hold.
    private static let written = """
        models:
          - {name: Order, schema: {type: object, properties: {lines: {type: array, items: {$ref: '#/definitions/Line'}}}}}
          - {name: Line, schema: {type: object, properties: {price: {type: number, minimum: 0.5}}}}
        resources:
          - path: /orders
            cors: {origin: "*", methods: [GET, POST]}
            methods:
              - method: GET
                description: lists orders
                endpoint: {http: {method: GET, path: /v1/orders, stream: true}}
                authentication: IAM
                validation: {queryStrings: [page], headers: [X-Trace]}
                produces: [application/json]
                parameters:
                  - {in: query, name: page, type: long, required: true, description: which}
                  - {in: query, name: state, type: string, array: true}
                  - {in: header, name: X-Trace, logged: true}
                responses:
                  - status: 200
                    description: the orders
                    headers: [{name: X-Total, type: integer, description: how many}]
                    body: {model: Order, name: orders}
                  - {status: 404, description: none}
              - method: POST
                endpoint: {http: {method: POST, path: /v1/orders}}
                apiKeyRequired: true
                consumes: [application/json]
                produces: [application/json]
                requestBody: {model: Order, name: Order}
                responses: [{status: 201, body: {model: Order, name: Order}}]
          - path: /orders/{id}/invoice
            methods:
              - method: PUT
                endpoint: {mock: {status: 200, body: kept, headers: {X-Kept: "yes"}}}
                consumes: [multipart/form-data]
                parameters: [{in: form, name: invoice, type: file}]
          - path: /files/{rest+}
            methods:
              - method: ANY
                endpoint:
                  ncloud:
                    {service: CLOUD_FUNCTIONS, region: KR, actionId: a1, actionName: files, url: "https://x.example.com/f"}
        """

    private func steps(_ stage: RehearsalStage) async throws -> [JSON] {
        let result = try await stage.nacre("plan", "-o", "json")
        #expect(result.status == 0, "\(result)")
        return try JSON(parsing: result.out)["steps"]?.elements ?? []
    }

    @Test(
        "what a stage exports describes the API that it was made of", arguments: ["SWAGGER_JSON", "OPENAPI3_JSON"])
    func roundTrip(platform: String) async throws {
        try await RehearsalStage.with { stage in
            try stage.project()
            try stage.manifest(Self.shop(Self.written))
            let apply = try await stage.apply()
            #expect(apply.status == 0, "\(apply)")
            #expect(try await steps(stage).isEmpty)

            // CORS is in no document, so it stays in the manifest.
            let document = try await stage.cloud.document(ofStage: "v1", of: "orders", as: platform)
            try stage.scratch.write(document, to: "orders.json")
            let beside = """
                openapi: orders.json
                resources:
                  - {path: /orders, cors: {origin: "*", methods: [GET, POST]}}
                """
            try stage.manifest(Self.shop(beside))
            let planned = try await steps(stage)
            #expect(planned.isEmpty, "\(planned)")

            // One word in the document is one method in the plan, and the stage that serves it.
            try stage.scratch.write(
                document.replacing("lists orders", with: "lists all orders"), to: "orders.json")
            let changed = try await steps(stage)
            #expect(
                changed.compactMap { $0["address"]?.text }
                    == ["Method/shop.orders.orders.GET", "Stage/shop.orders.v1"])
            #expect(changed.first?["changes"]?.elements.map { $0["path"]?.text } == ["description"])
            #expect(try await stage.apply().status == 0)
            #expect(try await steps(stage).isEmpty)
        }
    }

    private static let document = """
        openapi: 3.0.3
        info: {title: orders, version: "1"}
        paths:
          /orders:
            get:
              responses:
                200: {content: {application/json: {schema: {$ref: '#/components/schemas/Order'}}}}
            post: {security: [{x-ncp-iam: []}], responses: {201: {description: taken}}}
          /health:
            get: {x-ncp-apigateway-endpoint: {MOCK: {httpStatus: 200, response: fine}}}
        components:
          securitySchemes: {x-ncp-iam: {type: apiKey, in: header, name: x-ncp-iam}}
          schemas: {Order: {type: object}}
        """

    @Test("a path and a method that go from the document go from the API, and nothing else does")
    func removal() async throws {
        try await RehearsalStage.with { stage in
            try stage.project()
            try stage.manifest(Self.shop("openapi: api/orders.yaml"))
            try stage.scratch.write(Self.document, to: "api/orders.yaml")
            let apply = try await stage.apply()
            #expect(apply.status == 0, "\(apply)")
            #expect(try await steps(stage).isEmpty)

            let less = Self.document.split(separator: "\n").filter { line in
                !["/health", "MOCK", "post:"].contains { line.contains($0) }
            }
            try stage.scratch.write(less.joined(separator: "\n"), to: "api/orders.yaml")
            let planned = try await steps(stage)
            #expect(
                planned.map { "\($0["action"]?.text ?? "") \($0["address"]?.text ?? "")" }.sorted() == [
                    "delete Method/shop.orders.health.GET", "delete Method/shop.orders.orders.POST",
                    "delete Resource/shop.orders.health", "update Stage/shop.orders.v1",
                ])
            #expect(try await stage.apply().status == 0)
            #expect(try await steps(stage).isEmpty)
            #expect(try await stage.cloud.names("resource", "resourcePath") == ["/", "/orders"])
        }
    }

    @Test("settings of a stage for a path or method that the API lacks are told before anything is made")
    func stageMethods() async throws {
        try await RehearsalStage.with { stage in
            try stage.project()
            try stage.scratch.write(Self.document, to: "api/orders.yaml")
            let settings = "[{path: /orders, method: PUT, throttle: 5}, {path: /order, method: GET, throttle: 5}]"
            try stage.manifest(Self.shop("openapi: api/orders.yaml", methods: settings))
            let refused = try await stage.nacre("plan")
            let told = refused.out + refused.err
            #expect(refused.status == 1, "\(refused)")
            #expect(told.contains("settings for PUT /orders, but Resource/shop.orders.orders has no such method"))
            #expect(told.contains("settings for GET /order, but Api/shop.orders has no such path"))
            #expect(told.contains("did you mean '/orders'?"))

            try stage.manifest(
                Self.shop("openapi: api/orders.yaml", methods: "[{path: /orders, method: POST, throttle: 5}]"))
            let apply = try await stage.apply()
            #expect(apply.status == 0, "\(apply)")
            #expect(try await steps(stage).isEmpty)
            // Now the method goes, and its settings are still there.
            try stage.scratch.write(
                Self.document.split(separator: "\n").filter { !$0.contains("post:") }.joined(separator: "\n"),
                to: "api/orders.yaml")
            let later = try await stage.nacre("plan")
            #expect((later.out + later.err).contains("settings for POST /orders"), "\(later)")
        }
    }

    @Test("a mistake in the document is shown in the document")
    func places() async throws {
        try await RehearsalStage.with { stage in
            try stage.project()
            try stage.manifest(Self.shop("openapi: api/orders.yaml"))
            try stage.scratch.write(
                Self.document.replacing("/health:", with: "/health.json:"), to: "api/orders.yaml")
            let refused = try await stage.nacre("validate")
            #expect(refused.status == 1)
            #expect(refused.err.contains("at api/orders.yaml:9:3\n  9 |   /health.json:\n"), "\(refused)")
        }
    }

    @Test("only ordinary files of the workspace are read: no pipe, no folder, no link out of it")
    func strangeFiles() async throws {
        try await RehearsalStage.with { stage in
            try stage.project()
            try stage.manifest(Self.shop("openapi: api/orders.yaml"))
            let elsewhere = try Scratch()
            try elsewhere.write(Self.document, to: "orders.yaml")
            try stage.scratch.write("", to: "api/README")
            let (file, disk) = (stage.scratch.path("api/orders.yaml"), FileManager.default)

            try disk.createSymbolicLink(atPath: file, withDestinationPath: elsewhere.path("orders.yaml"))
            let link = try await stage.nacre("validate")
            #expect(link.status == 1 && link.err.contains("outside the workspace"), "\(link)")
            try stage.scratch.remove("api/orders.yaml")

            #expect(mkfifo(file, 0o600) == 0)
            let pipe = try await stage.nacre("validate")
            #expect(pipe.status == 1 && pipe.err.contains("it is not a regular file"), "\(pipe)")
            try stage.scratch.remove("api/orders.yaml")

            try stage.scratch.write("", to: "api/orders.yaml/README")
            let directory = try await stage.nacre("validate")
            #expect(directory.status == 1 && directory.err.contains("it is a folder"), "\(directory)")
            try stage.scratch.remove("api/orders.yaml")

            // A link within the workspace is as good as the file.
            try stage.scratch.write(Self.document, to: "described/orders.yaml")
            try disk.createSymbolicLink(atPath: file, withDestinationPath: "../described/orders.yaml")
            let inside = try await stage.nacre("validate")
            #expect(inside.status == 0, "\(inside)")
        }
    }
}

import Model
import Testing

@Suite("the parts of an OpenAPI document") struct OpenAPIReadingTests {
    @Test(
        "types of parameters become the gateway's",
        arguments: [
            ("{type: string}", ["type": "string"]), ("{type: string, format: date}", ["type": "string"]),
            ("{type: integer}", ["type": "integer"]), ("{type: integer, format: int64}", ["type": "long"]),
            ("{type: number}", ["type": "double"]), ("{type: number, format: float}", ["type": "float"]),
            ("{type: boolean}", ["type": "boolean"]), ("{type: [string, 'null']}", ["type": "string"]),
            ("{}", ["type": "string"]), ("{allOf: [{type: integer}]}", ["type": "integer"]),
            ("{$ref: '#/components/schemas/Page'}", ["type": "integer"]),
            ("{type: array, items: {type: boolean}}", ["type": "boolean", "array": true]),
        ] as [(String, Value)])
    func types(schema: String, wanted: Value) throws {
        let bench = OpenAPIBench.get(
            "parameters: [{name: q, in: query, schema: \(schema)}]\nresponses: {}",
            top: "components: {schemas: {Page: {type: integer}}}")
        let parameter = try #require(try bench.method("orders.GET")["parameters"]?.elements.first)
        #expect(parameter.members.filter { $0.key != "in" && $0.key != "name" } == wanted.members)
    }

    @Test("a method's own parameter takes the place of the path's of the same name and place")
    func inheritance() throws {
        let bench = OpenAPIBench.paths(
            """
            /orders:
              parameters:
                - {name: a, in: query, schema: {type: string}}
                - {name: b, in: query, schema: {type: string}}
              get:
                parameters:
                  - {name: b, in: query, schema: {type: integer}}
                  - {name: b, in: header, schema: {type: boolean}}
                responses: {}
            """)
        let parameters = try bench.method("orders.GET")["parameters"]?.elements ?? []
        #expect(
            parameters.map { $0.members.values.map(\.spelling) } == [
                ["query", "a", "string"], ["query", "b", "integer"], ["header", "b", "boolean"],
            ])
    }

    @Test("a body without a name of its own makes a model that keeps its name while the path does")
    func inlineModels() throws {
        let bench = OpenAPIBench.paths(
            """
            /a-b/{id}:
              post:
                requestBody: {content: {application/json: {schema: {type: object}}}}
                responses: {201: {content: {application/json: {schema: {type: string}}}}}
            /a/b/{id}:
              post:
                requestBody: {content: {application/json: {schema: {type: array}}}}
                responses: {}
            """)
        let inside = try bench.inside()
        #expect(inside["Model/PostABIdRequest"]?["schema"] == ["type": "object"])
        #expect(inside["Model/PostABIdResponse201"]?["schema"] == ["type": "string"])
        let other = try #require(inside["Method/a.b.id.POST"]?["requestBody"]?.members["name"]?.text)
        #expect(other.hasPrefix("PostABIdRequest_") && inside["Model/\(other)"]?["schema"] == ["type": "array"])
    }

    @Test("models refer to each other as the gateway writes it; data that looks like a reference stays")
    func schemas() throws {
        let bench = OpenAPIBench.get(
            "responses: {}",
            top: """
                components:
                  schemas:
                    Order:
                      x-note: {$ref: '#/components/schemas/Order'}
                      properties:
                        self: {$ref: '#/components/schemas/Order'}
                        example: {$ref: '#/components/schemas/Page'}
                        size: {$ref: '#/components/schemas/Page/properties/size'}
                      example: {$ref: '#/components/schemas/Page'}
                      discriminator: {propertyName: t, mapping: {a: '#/components/schemas/Page'}}
                    Page: {properties: {size: {type: integer}}}
                """)
        #expect(
            try bench.inside()["Model/Order"]?["schema"] == [
                "x-note": ["$ref": "#/components/schemas/Order"],
                "properties": [
                    "self": ["$ref": "#/definitions/Order"], "example": ["$ref": "#/definitions/Page"],
                    "size": ["type": "integer"],
                ],
                "example": ["$ref": "#/components/schemas/Page"],
                "discriminator": ["propertyName": "t", "mapping": ["a": "#/definitions/Page"]],
            ])
    }

    @Test("who may call: the gateway's schemes by name or by header, of the method or of the document")
    func security() throws {
        let schemes = """
            security: [{key: []}]
            components:
              securitySchemes:
                key: {type: apiKey, in: header, name: x-ncp-apigw-api-key}
                x-ncp-iam: {type: apiKey, in: header, name: x-ncp-iam}
            """
        func asked(_ security: String) throws -> [Value?] {
            let method = try OpenAPIBench.get("\(security)\nresponses: {}", top: schemes).method("orders.GET")
            return [method["authentication"], method["apiKeyRequired"]]
        }
        #expect(try asked("") == ["NONE", true])
        #expect(try asked("security: []") == ["NONE", false])
        #expect(try asked("security: [{x-ncp-iam: []}]") == ["IAM", false])
        #expect(try asked("security: [{x-ncp-iam: [], key: []}]") == ["IAM", true])
        #expect(
            try asked("x-ncp-apigateway-filters: {apiKey: {required: false}, auth: {platform: IAM}}") == ["IAM", false])
        let bare = try OpenAPIBench.get("responses: {}").method("orders.GET")
        #expect(bare["authentication"] == nil && bare["apiKeyRequired"] == nil)
    }

    @Test("the gateway's extensions say the endpoint, the filters, and who decides")
    func extensions() throws {
        let method = try OpenAPIBench.get(
            """
            x-ncp-apigateway-endpoint: {MOCK: {httpStatus: 418, response: tea, headers: {X-A: b}}}
            x-ncp-apigateway-filters:
              valid: {type: QUERYSTRING_HEADERS, queryStrings: [q], headers: [h]}
              auth: {platform: AUTHORIZER, authorizerId: abcdefghij}
            responses: {}
            """
        ).method("orders.GET")
        #expect(method["endpoint"] == ["mock": ["status": 418, "body": "tea", "headers": ["X-A": "b"]]])
        #expect(method["validation"] == ["queryStrings": ["q"], "headers": ["h"]])
        #expect(method["authorizer"] == "abcdefghij" && method["authentication"] == nil)
        let ncloud = try OpenAPIBench.get(
            """
            x-ncp-apigateway-endpoint:
              NCP: {service: CLOUD_FUNCTIONS, region: KR, actionId: a, actionName: b, url: 'https://x.example.com'}
            responses: {}
            """
        ).method("orders.GET")
        #expect(ncloud["endpoint"]?.members["ncloud"]?.members["actionName"] == "b")
    }
}

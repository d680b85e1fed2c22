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
            """)
        let inside = try bench.inside()
        #expect(inside["Model/PostABIdRequest"]?["schema"] == ["type": "object"])
        #expect(inside["Model/PostABIdResponse201"]?["schema"] == ["type": "string"])
    }

    @Test("names do not depend on what else stands before: of several that come out alike, each is told apart")
    func stableNames() throws {
        func models(_ lines: [String], _ schemas: [String]) throws -> Set<String> {
            let top = "components:\n  schemas:\n" + schemas.map { "    \($0)" }.joined(separator: "\n")
            let bench = OpenAPIBench.paths(lines.joined(separator: "\n"), top: top)
            let names = try bench.inside().keys.filter { $0.hasPrefix("Model/") }
            return Set(names)
        }
        let body = "{post: {requestBody: {content: {a/b: {schema: {type: object}}}}, responses: {}}}"
        let paths = ["/a-b/{id}: \(body)", "/a/b/{id}: \(body)", "/c: \(body)"]
        let schemas = ["A B: {type: object}", "A_B: {type: object}", "C D: {}", "C/D: {}", "E F: {}"]
        let one = try models(paths, schemas)
        #expect(try models(paths.reversed(), schemas.reversed()) == one)
        #expect(one.isSuperset(of: ["Model/A_B", "Model/PostCRequest"]) && one.count == 8)
        let apart = one.filter { $0.wholeMatch(of: /Model\/(A_B|C_D|E_F|PostABIdRequest)_[0-9a-f]{8}/) != nil }
        #expect(apart.count == 6)
    }

    @Test(
        "a model keeps its name when others join, whatever letters its schema and its path have",
        arguments: ["주문", "Order Item", "A/B", "名", String(repeating: "x", count: 120), "ü"])
    func namesWhenOthersJoin(name: String) throws {
        func models(_ schemas: [String], _ paths: [String]) throws -> Set<String> {
            let top =
                "components:\n  schemas:\n" + schemas.map { "    '\($0)': {type: object}" }.joined(separator: "\n")
            let body = "{post: {requestBody: {content: {a/b: {schema: {type: object}}}}, responses: {}}}"
            let lines = paths.map { "\($0): \(body)" }.joined(separator: "\n")
            return Set(try OpenAPIBench.paths(lines, top: top).inside().keys.filter { $0.hasPrefix("Model/") })
        }
        let alone = try models([name], ["/a-b"])
        let joined = try models([name, name + "들", "회원", "A B", "Order_Item", "A_B"], ["/a-b", "/c", "/d"])
        #expect(alone.count == 2 && alone.isSubset(of: joined))
        #expect(joined.count == 6 + 3)
    }

    @Test("what stands beside a reference is kept: of a path all of it, elsewhere the description")
    func besideReferences() throws {
        let bench = OpenAPIBench.paths(
            """
            /orders:
              $ref: '#/components/pathItems/orders'
              get:
                parameters: [{$ref: '#/components/parameters/page', description: mine}]
                responses: {200: {$ref: '#/components/responses/ok', description: ours}}
            """,
            top: """
                components:
                  pathItems: {orders: {get: {summary: theirs}, delete: {responses: {}}}}
                  parameters: {page: {name: page, in: query, description: theirs, schema: {type: integer}}}
                  responses: {ok: {description: theirs}}
                """)
        #expect(bench.problems == [])
        let get = try bench.method("orders.GET")
        #expect(get["description"] == nil && get["responses"]?.elements.first?.members["description"] == "ours")
        #expect(
            get["parameters"]?.elements == [
                ["in": "query", "name": "page", "type": "integer", "description": "mine"]
            ])
        #expect(try bench.method("orders.DELETE")["method"] == "DELETE")
        let more = OpenAPIBench.get(
            """
            parameters: [{$ref: '#/components/parameters/page', required: true}]
            requestBody: {content: {a/b: {schema: {$ref: '#/components/schemas/O', required: [id]}}}}
            responses: {}
            """,
            top: "components: {parameters: {page: {name: page, in: query}}, schemas: {O: {type: object}}}")
        #expect(
            more.problems == [
                "5:59 warning: API Gateway cannot express 'required' of a parameter of GET /orders, next to $ref: "
                    + "it is ignored",
                "6:78 warning: API Gateway cannot express 'required' of the body of GET /orders, next to $ref: "
                    + "it is ignored",
            ])
    }

    @Test("a schema that is put in the place of a reference keeps what stands beside that")
    func besidePutIn() throws {
        let bench = OpenAPIBench.get(
            "responses: {}",
            top: """
                components:
                  schemas:
                    A:
                      properties:
                        said: {$ref: '#/x-parts/size', description: how big}
                        more: {$ref: '#/x-parts/size', minimum: 3}
                        both: {$ref: '#/x-parts/size', maximum: 3}
                x-parts: {size: {type: integer, maximum: 9}}
                """)
        #expect(
            try bench.inside()["Model/A"]?["schema"]?.members["properties"] == [
                "said": ["type": "integer", "maximum": 9, "description": "how big"],
                "more": ["type": "integer", "maximum": 9, "minimum": 3],
                "both": ["allOf": [["type": "integer", "maximum": 9], ["maximum": 3]]],
            ])
    }

    @Test("true and false are schemas: everything, and nothing")
    func booleans() throws {
        let bench = OpenAPIBench.get(
            "responses: {200: {content: {a/b: {schema: true}}}, 201: {content: {a/b: {schema: false}}}}",
            top: "components: {schemas: {Any: true, None: false, Some: {additionalProperties: false}}}")
        #expect(bench.problems == [])
        let inside = try bench.inside()
        #expect(inside["Model/Any"]?["schema"] == [:] && inside["Model/None"]?["schema"] == ["not": [:]])
        #expect(inside["Model/Some"]?["schema"] == ["additionalProperties": false])
        #expect(inside["Model/GetOrdersResponse201"]?["schema"] == ["not": [:]])
        #expect(inside["Model/GetOrdersResponse200"] == nil)
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
                      discriminator: {propertyName: t, mapping: {a: '#/components/schemas/Page', b: My Page}}
                    My Page: {type: object}
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
                "discriminator": [
                    "propertyName": "t", "mapping": ["a": "#/definitions/Page", "b": "My_Page_0f907264"],
                ],
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

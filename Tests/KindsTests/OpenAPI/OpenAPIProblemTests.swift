import Model
import Testing

@Suite("what is wrong with an OpenAPI document, and what it cannot say") struct OpenAPIProblemTests {
    @Test(
        "what the gateway cannot express is told, each part at its place",
        arguments: [
            ("callbacks: {done: {}}", "5:7", "'callbacks' of GET /orders: it is ignored"),
            ("servers: [{url: /v2}]", "5:7", "a separate server for GET /orders"),
            ("parameters: [{name: s, in: cookie}]", "5:34", "a parameter in cookie (GET /orders): it is ignored"),
            (
                "parameters: [{name: 'a[b]', in: query}]", "5:27",
                "'a[b]' as the name of a parameter (GET /orders): it is ignored"
            ),
            (
                "parameters: [{name: q, in: query, schema: {oneOf: [{type: string}, {type: integer}]}}]", "5:50",
                "oneOf of the parameter q of GET /orders: it is treated as a string"
            ),
            (
                "parameters: [{name: q, in: query, schema: {type: object}}]", "5:56",
                "the type 'object' of the parameter q of GET /orders: it is treated as a string"
            ),
            (
                "parameters: [{$ref: 'other.yaml#/page'}]", "5:27",
                "a parameter of GET /orders, which is in another document: it is ignored"
            ),
            ("responses: {default: {}}", "5:19", "the response 'default' of GET /orders: it is ignored"),
            ("responses: {2XX: {}}", "5:19", "the response '2XX' of GET /orders: it is ignored"),
            ("responses: {200: {links: {}}}", "5:25", "the links of response 200 of GET /orders: they are ignored"),
            (
                "responses: {200: {headers: {X-: {}}}}", "5:35", "'X-' as the name of a header: it is ignored"
            ),
            (
                "responses: {200: {content: {text/csv: {schema: {type: string}}, text/xml: {schema: {type: array}}}}}",
                "5:71", "a separate schema for text/xml (response 200 of GET /orders): the one of text/csv is used"
            ),
            (
                "responses: {200: {content: {application/json;v=1: {}}}}", "5:35",
                "parameters of content types: 'application/json;v=1' is treated as 'application/json'"
            ),
            (
                "x-ncp-apigw-use-body-when-formdata: true", "5:7",
                "x-ncp-apigw-use-body-when-formdata of GET /orders through nacre: no API call sets it"
            ),
            ("x-ncp-something: 1", "5:7", "x-ncp-something of GET /orders through nacre: it is ignored"),
        ])
    func notExpressed(line: String, place: String, message: String) {
        #expect(OpenAPIBench.get(line).problems == ["\(place) warning: API Gateway cannot express \(message)"])
    }

    @Test("so are the parts of the document as a whole")
    func wholes() {
        let bench = OpenAPIBench(
            document: """
                openapi: 3.1.0
                servers: [{url: /a}, {url: /b}]
                webhooks: {}
                paths:
                  /orders:
                    trace: {}
                    get: {security: [{oauth: []}, {x-ncp-iam: []}]}
                components:
                  securitySchemes: {oauth: {type: oauth2}, x-ncp-iam: {}}
                  schemas: {'List<Order>': {}}
                """)
        #expect(
            bench.problems == [
                "2:22 warning: API Gateway cannot express 2 servers of one API",
                "3:1 warning: API Gateway cannot express 'webhooks' of the document: it is ignored",
                "6:5 warning: API Gateway cannot express trace of /orders: it is ignored",
                "7:23 warning: API Gateway cannot express the security scheme 'oauth': it requires nothing",
                "7:35 warning: API Gateway cannot express a choice between authentication schemes (GET /orders): "
                    + "all of them are required",
                "10:13 warning: API Gateway cannot express 'List<Order>' as the name of a model: it is named "
                    + "List_Order_10a2c814",
            ])
    }

    @Test("of many parts of one sort the first is told, with the lines of the others")
    func manyAlike() throws {
        let paths = (1...5).map { "/p\($0): {get: {responses: {default: {}}}}" }.joined(separator: "\n")
        let warnings = try OpenAPIBench.paths(paths).load().warnings
        #expect(
            warnings.map(\.message) == [
                "API Gateway cannot express the response 'default' of GET /p1: it is ignored"
            ])
        #expect(warnings.first?.notes == ["the same goes for 4 others, in lines 4, 5, 6, 7"])
    }

    @Test("what stands in one place and is referred to from many is told once")
    func shared() throws {
        let paths = (1...5).map { "/p\($0): {get: {parameters: [{$ref: '#/components/parameters/q'}], responses: {}}}" }
        let bench = OpenAPIBench.paths(
            paths.joined(separator: "\n"),
            top: """
                components:
                  parameters:
                    q: {name: 'a[b]', in: query, schema: {oneOf: [{type: string}, {type: integer}], maximum: 4}}
                """)
        let warnings = try bench.load().warnings
        #expect(
            warnings.map(\.message) == [
                "API Gateway does not store some information of this document",
                "API Gateway cannot express 'a[b]' as the name of a parameter (GET /p1): it is ignored",
                "API Gateway cannot express oneOf of the parameter a[b] of GET /p1: it is treated as a string",
            ])
        #expect(warnings.first?.notes == ["maximum of parameters (line 10)"])
        let note = ["it occurs 5 times: other places refer to this one"]
        #expect(warnings.dropFirst().allSatisfy { $0.notes == note })
    }

    @Test("words of the other language are told, not taken for what they are there")
    func dialects() {
        let new = OpenAPIBench.get(
            "parameters: [{in: query, name: page, type: integer}]\nconsumes: [text/csv]\nresponses: {}")
        #expect(
            new.problems == [
                "5:44 warning: OpenAPI 3 has no 'type' in parameters (the parameter page of GET /orders): it is ignored",
                "6:7 warning: OpenAPI 3 has no 'consumes' in operations (GET /orders): it is ignored",
            ])
        let old = OpenAPIBench.swagger(
            """
            requestBody: {content: {}}
            parameters: [{in: query, name: page, schema: {type: integer}}]
            responses: {200: {description: it, headers: {X: {schema: {type: integer}}}, content: {}}}
            """)
        #expect(
            old.problems == [
                "5:7 warning: Swagger 2.0 has no 'requestBody' in operations (GET /orders): it is ignored",
                "6:44 warning: Swagger 2.0 has no 'schema' in parameters (the parameter page of GET /orders): "
                    + "it is ignored",
                "7:56 warning: Swagger 2.0 has no 'schema' in headers (the header X of GET /orders): it is ignored",
                "7:83 warning: Swagger 2.0 has no 'content' in responses (response 200 of GET /orders): it is ignored",
            ])
    }

    @Test("of two forms the fields of the first are taken, and that is told; so is a description without a model")
    func forms() throws {
        let bench = OpenAPIBench.get(
            """
            requestBody:
              description: who and what
              content:
                multipart/form-data: {schema: {properties: {who: {type: string}}}}
                application/x-www-form-urlencoded: {schema: {properties: {what: {type: string}}}}
            responses: {}
            """)
        let problems = bench.problems
        #expect(
            problems.last == "9:11 warning: API Gateway cannot express a separate schema for "
                + "application/x-www-form-urlencoded (the body of GET /orders): the one of multipart/form-data is used"
        )
        let note = try #require(try bench.load().warnings.first { $0.severity == .note })
        #expect(note.notes == ["description of bodies without a model (line 6)"])
        let names = try bench.method("orders.GET")["parameters"]?.elements.map { $0.members["name"] }
        #expect(names == ["who"])
    }

    @Test(
        "an authorizer without an id is refused, and never leaves a method open, unless the manifest says who decides")
    func authorizer() throws {
        var bench = OpenAPIBench.get(
            """
            security: [{x-ncp-iam: []}]
            x-ncp-apigateway-filters: {auth: {platform: AUTHORIZER}}
            responses: {}
            """)
        #expect(bench.problems == ["6:51 error: the id in 'authorizer' is empty"])
        for said in ["authorizer: {id: a1}", "authentication: IAM"] {
            bench.beside = "resources:\n  - {path: /orders, methods: [{method: GET, \(said)}]}"
            #expect(bench.problems == [])
        }
        #expect(try bench.method("orders.GET")["authentication"] == "IAM")
    }

    @Test("remarks that change nothing for callers make one note with their places")
    func remarks() throws {
        let bench = OpenAPIBench.get(
            """
            operationId: list
            tags: [orders]
            x-team: shop
            parameters: [{name: q, in: query, schema: {type: string, enum: [a], maxLength: 1}}]
            """)
        let warnings = try bench.load().warnings
        #expect(warnings.map(\.severity) == [.note] && warnings.map(\.code) == ["openapi-not-kept"])
        #expect(
            warnings.first?.notes == [
                "enum of parameters (line 8)", "maxLength of parameters (line 8)", "operationId of operations (line 5)",
                "tags of operations (line 6)", "x-team of operations (line 7)",
            ])
    }

    @Test(
        "a malformed document is refused where it is wrong",
        arguments: [
            ("[1]", "1:1", "an OpenAPI document must be a map, but is a list"),
            ("info: {}", "1:1", "this is not an OpenAPI document: it has neither 'swagger' nor 'openapi'"),
            ("swagger: 1.2", "1:10", "nacre does not know this version of OpenAPI: 1.2"),
            ("openapi: 3.0.0\npaths: []", "2:8", "paths must be a map, but is a list"),
            ("openapi: 3.0.0\npaths: {/a: 1}", "2:13", "the path /a must be a map, but is an integer"),
            ("openapi: 3.0.0\npaths: {/a: {pots: {}}}", "2:14", "a path has no 'pots'"),
            ("openapi: 3.0.0\npaths: {/a: {get: [1]}}", "2:19", "get of /a must be a map, but is a list"),
            (
                "openapi: 3.0.0\npaths: {/a: {get: {parameters: [{in: query}]}}}", "2:33",
                "a parameter of GET /a has no 'name'"
            ),
            (
                "openapi: 3.0.0\npaths: {/a: {get: {parameters: [{name: x, in: path}]}}}", "2:40",
                "/a has no variable 'x'"
            ),
            (
                "openapi: 3.0.0\npaths: {/a: {get: {parameters: [{name: x, in: body}]}}}", "2:47",
                "a parameter cannot be in 'body'"
            ),
            (
                "openapi: 3.0.0\npaths: {/a: {get: {responses: {200: {$ref: '#/components/no'}}}}}", "2:44",
                "there is nothing at '#/components/no'"
            ),
            (
                "openapi: 3.0.0\npaths: {/a: {get: {parameters: [{$ref: '#/x-a'}]}}}\nx-a: {$ref: '#/x-b'}\nx-b: {$ref: '#/x-a'}",
                "4:13", "the reference '#/x-a' leads back to itself"
            ),
            (
                "openapi: 3.0.0\npaths: {}\ncomponents: {schemas: {A: {items: {$ref: '#/components/schemas/A/items'}}}}",
                "3:42", "the schema '#/components/schemas/A/items' contains itself"
            ),
            (
                "openapi: 3.0.0\npaths: {/a: {get: {security: [{kee: []}]}}}", "2:32",
                "unknown security scheme 'kee'"
            ),
        ])
    func malformed(document: String, place: String, message: String) {
        let problems = OpenAPIBench(document: document).problems.filter { $0.contains("error") }
        #expect(problems == ["\(place) error: \(message)"])
    }

    @Test("schemas that hold themselves, or each other without end, come to an end")
    func hostile() {
        let own = OpenAPIBench.get(
            "parameters: [{name: q, in: query, schema: {$ref: '#/components/schemas/A'}}]",
            top: "components: {schemas: {A: {type: array, items: {$ref: '#/components/schemas/A'}}}}")
        #expect(own.problems.contains { $0.contains("the type of the parameter q of GET /orders contains itself") })
        let levels = (0..<28).map { level in
            let next = "{$ref: '#/x-schemas/S\(level + 1)'}"
            return "  S\(level): {properties: {a: \(next), b: \(next)}}"
        }
        let many = OpenAPIBench.get(
            "responses: {200: {content: {a/b: {schema: {$ref: '#/x-schemas/S0'}}}}}",
            top: (["x-schemas:"] + levels + ["  S28: {type: string}"]).joined(separator: "\n"))
        #expect(many.problems.contains { $0.contains("schemas nested in each other more than 2000 times") })
    }

    @Test("what the service does not take is shown in the document, with its line")
    func laterChecks() throws {
        let long = String(repeating: "a", count: 5000)
        let bench = OpenAPIBench(
            document: """
                openapi: 3.0.0
                paths:
                  /orders.json: {get: {}}
                  /a: {get: {x-ncp-apigateway-endpoint: {MOCK: {httpStatus: 99}}}}
                  /b: {get: {x-ncp-apigateway-endpoint: {LAMBDA: {}}}}
                components: {schemas: {Big: {title: \(long)}}}
                """)
        #expect(
            bench.problems == [
                "3:3 error: 'path' may contain only letters, digits, '_', '+' and '-', {name} and {name+}, not 'orders.json'",
                "4:61 error: 'endpoint.mock.status' must be between 100 and 599",
                "5:8 error: a Method needs 'endpoint'",
                "5:42 warning: API Gateway cannot express this x-ncp-apigateway-endpoint of GET /b",
                "6:29 error: 'schema' must have 2 to 5000 characters as JSON, but has 5012",
            ])
        do throws(Diagnostics) { _ = try bench.load() } catch {
            #expect(error.all.first?.line == "  /orders.json: {get: {}}")
        }
    }

    @Test("the file lies in the workspace, is there, and is no manifest")
    func files() {
        func problems(_ path: String) -> [String] {
            OpenAPIBench(document: "openapi: 3.0.0\npaths: {}", openapi: path).problems
        }
        func help(_ folder: String, _ path: String) -> String? {
            var bench = OpenAPIBench(document: "openapi: 3.0.0\npaths: {}", openapi: path)
            bench.others = ["\(folder)/orders.yaml": bench.document, "\(folder)/order.yam": ""]
            do throws(Diagnostics) { _ = try bench.load() } catch { return error.all.last?.help }
            return nil
        }
        #expect(problems("./api/../api/orders.yaml") == [] && problems("${var.api}") == [])
        for path in ["/etc/hosts", "''", "../orders.yaml", "api/../../orders.yaml"] {
            #expect(
                problems(path) == ["manifests/shop.yaml:8:16 error: 'openapi' is not a path inside the workspace"])
        }
        #expect(
            problems("api/order.yaml") == [
                "manifests/shop.yaml:8:16 error: no such file: api/order.yaml, given as 'openapi'"
            ])
        #expect(help("manifests", "orders.yaml") == "did you mean 'manifests/orders.yaml'?")
        #expect(help("api", "api/order.yaml") == "did you mean 'api/orders.yaml'?")
        // What lies in other folders is not looked for.
        #expect(help("api", "apis/orders.yaml") == "create the file, or correct the path")
        var stray = OpenAPIBench(document: "openapi: 3.0.0\npaths: {}")
        stray.others["manifests/orders.yaml"] = stray.document
        #expect(
            stray.problems == [
                "manifests/orders.yaml:1:1 error: this is not a manifest but a document for 'openapi' of an Api"
            ])
    }
}

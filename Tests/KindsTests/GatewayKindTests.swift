import Kinds
import Model
import NcloudClient
import OrderedJSON
import Testing

@Suite("API Gateway's parts") struct GatewayKindTests {
    private static let api = "/products/p/apis/a"

    @Test("an object inside an API is told by all ids on the way to it")
    func places() async throws {
        let session = FakeSession(answers: [
            "\(Self.api)/resources": [
                "resourceList": [
                    [
                        "resourceId": "r1", "resourcePath": "/orders", "corsAllowMethods": "GET, POST",
                        "corsMaxAge": "60", "methods": [["methodName": "GET"]],
                    ]
                ]
            ]
        ])
        let resources = try await operations("Resource").list(ReadScope(parents: ["Api": ["p/a"]]), from: session)
        #expect(resources.map(\.id) == ["p/a/r1"])
        #expect(resources[0].attributes["methodNames"] == ["GET"])
        #expect(resources[0].attributes["cors"] == ["methods": ["GET", "POST"], "maxAge": 60])
    }

    @Test("the root path, which comes with the API, is taken as it is instead of made")
    func root() async throws {
        let session = FakeSession(answers: [
            "\(Self.api)/resources": ["resourceList": [["resourceId": "r0", "resourcePath": "/"]]]
        ])
        try await operations("Resource").create(
            wanted("Resource", "root", ["api": "p/a", "path": "/"]), through: session)
        #expect(session.creation?.id == "p/a/r0")
        #expect(session.requests.last?.method == .patch)
    }

    @Test("a model's schema goes out as it is written, references to other models included")
    func schemas() async throws {
        let session = FakeSession(answers: ["\(Self.api)/models": ["modelId": "m1"]])
        let schema: Value = ["items": ["$ref": "#/definitions/Line"]]
        try await operations("Model").create(
            wanted("Model", "order", ["api": "p/a", "name": "Order", "schema": schema]), through: session)
        #expect(session.creation?.id == "p/a/m1")
        let body = try #require(session.requests.last?.body)
        #expect(try JSON(parsing: body["modelSchema"]?.text ?? "") == ["items": ["$ref": "#/definitions/Line"]])
    }

    @Test("methods are read without their parts unless somebody asks for them")
    func methodParts() async throws {
        let path = "\(Self.api)/resources/r/methods"
        let answers: [String: JSON] = [
            path: [
                "methods": [
                    [
                        "methodName": "GET", "httpEndPoint": ["stream": false, "method": "GET", "url": "/v1"],
                        "authentication": ["platform": "IAM"], "requiredApiKey": ["required": true],
                        "validation": ["type": "NONE"], "produces": "application/json",
                    ]
                ]
            ],
            "\(path)/GET/parameters": ["headers": [], "queryStrings": [["parameterName": "q", "isRequired": true]]],
            "\(path)/GET/request-body": [:],
            "\(path)/GET/responses": ["responses": [["statusCode": 200]]],
            "\(path)/GET/responses/200/parameters": ["headers": []],
            "\(path)/GET/responses/200/response-body": ["modelId": "m", "bodyName": "all"],
        ]
        let parents = ["Resource": Set(["p/a/r"])]
        let bare = FakeSession(answers: answers)
        let methods = try await operations("Method").list(
            ReadScope(ids: ["p/a/r/GET"], parents: parents, fields: []), from: bare)
        #expect(bare.requests.count == 1)
        #expect(methods[0].attributes["endpoint"] == ["http": ["method": "GET", "path": "/v1", "stream": false]])
        #expect(methods[0].attributes["apiKeyRequired"] == true)
        #expect(methods[0].attributes["produces"] == ["application/json"])
        let whole = FakeSession(answers: answers)
        let all = try await operations("Method").list(ReadScope(ids: ["p/a/r/GET"], parents: parents), from: whole)
        // Three for the method, two for its one response.
        #expect(whole.requests.count == 6)
        #expect(all[0].attributes["parameters"] == [["in": "query", "name": "q", "required": true]])
        #expect(all[0].attributes["requestBody"] == [:])
        #expect(
            all[0].attributes["responses"]
                == [["status": 200, "body": ["model": "p/a/m", "name": "all"]]])
    }

    @Test("a parameter that differs goes by its name, and all of that name come again")
    func parameters() async throws {
        let path = "\(Self.api)/resources/r/methods/GET/parameters"
        let live = LiveObject(
            kind: "Method", id: "p/a/r/GET",
            attributes: [
                "parameters": [
                    ["in": "query", "name": "q"], ["in": "header", "name": "q"], ["in": "query", "name": "same"],
                ]
            ])
        let session = FakeSession()
        let target: Value = [
            ["in": "query", "name": "q", "required": true], ["in": "header", "name": "q"],
            ["in": "query", "name": "same"],
        ]
        try await operations("Method").update(
            live, to: wanted("Method", "m", ["parameters": target]), through: session)
        #expect(session.events == [.change("\(path)/delete"), .change(path), .change(path)])
        #expect(session.requests[0].body == ["parameterName": "q"])
        #expect(session.requests.compactMap { $0.body?["isRequired"]?.bool } == [true, false])
    }

    @Test("settings of a stage are sent whole, since what is left out would be cleared")
    func stageSettings() async throws {
        let live = LiveObject(
            kind: "Stage", id: "p/a/s",
            attributes: [
                "api": "p/a", "endpoint": "https://a.example.com", "cacheTtl": 5, "throttle": 9, "deployed": [],
            ])
        let session = FakeSession()
        let wanted = wanted(
            "Stage", "v1", ["endpoint": "https://a.example.com", "throttle": 7, "deployed": []])
        try await operations("Stage").update(live, to: wanted, through: session)
        #expect(session.requests.count == 1)
        #expect(
            session.requests[0].body == [
                "endpointDomain": "https://a.example.com", "cacheTtlSec": 5, "throttleRps": 7, "isMaintenance": false,
                "enabledContentEncoding": false,
            ])
    }

    @Test("a stage deploys when what it should serve differs, and not otherwise")
    func deploys() async throws {
        let live = LiveObject(
            kind: "Stage", id: "p/a/s", attributes: ["api": "p/a", "deployment": 5, "deployed": [["path": "GET /a"]]])
        let same = FakeSession()
        try await operations("Stage").update(
            live, to: wanted("Stage", "v1", ["deployed": [["path": "GET /a"]]]), through: same)
        #expect(same.requests.isEmpty)
        let other = FakeSession()
        try await operations("Stage").update(
            live, to: wanted("Stage", "v1", ["deployed": [["path": "GET /b"]]]), through: other)
        #expect(other.requests.map(\.path) == ["\(Self.api)/deploy"])
        #expect(other.requests[0].body == ["stageId": "s"])
    }

    @Test("a method with settings of its own keeps the stage's server, which is no setting of its own")
    func methodSettings() async throws {
        let path = "\(Self.api)/stages/s/deployments/5/resources/r/methods"
        let session = FakeSession(answers: [
            "\(Self.api)/stages/s": [
                "stage": ["deployedStageDeploymentNo": 5, "endpointDomain": "https://a.example.com"]
            ],
            "\(Self.api)/resources": [
                "resourceList": [
                    [
                        "resourceId": "r", "resourcePath": "/a",
                        "methods": [["methodName": "GET"], ["methodName": "PUT"]],
                    ]
                ]
            ],
            path: [
                "stageMethods": [
                    [
                        "isInherit": false, "resourcePath": "/a", "methodName": "PUT", "throttleRps": 3,
                        "endpointDomain": "https://a.example.com",
                    ]
                ]
            ],
        ])
        let live = LiveObject(
            kind: "Stage", id: "p/a/s", attributes: ["api": "p/a", "endpoint": "https://a.example.com"])
        let settings: Value = [
            ["path": "/a", "method": "GET", "throttle": 5], ["path": "/a", "method": "PUT", "throttle": 3],
        ]
        try await operations("Stage").update(
            live, to: wanted("Stage", "v1", ["endpoint": "https://a.example.com", "methods": settings]),
            through: session)
        #expect(session.events.filter { $0 == .change("\(path)/PUT") }.isEmpty)
        #expect(
            session.requests("\(path)/GET").first?.body == [
                "isInherit": false, "endpointDomain": "https://a.example.com", "throttleRps": 5,
            ])
    }

    @Test("going back to a deployment is one call that names it")
    func goesBack() async throws {
        let live = LiveObject(kind: "Stage", id: "p/a/s", attributes: ["api": "p/a", "deployment": 5])
        let session = FakeSession()
        try await operations("Stage").update(live, to: wanted("Stage", "v1", ["deployment": 3]), through: session)
        #expect(session.requests.map(\.path) == ["\(Self.api)/stages/s/deploy"])
        #expect(session.requests[0].body == ["deploymentNo": 3])
    }

    @Test("what somebody else deployed is read once, by its number, and told as far as the document tells it")
    func foreignDeployment() async throws {
        let document: JSON = [
            "paths": [
                "/a": [
                    "get": [
                        "x-ncp-apigateway-endpoint": ["HTTP": ["stream": false, "method": "GET", "url": "/v1"]],
                        "x-ncp-apigateway-filters": ["apiKey": ["required": false], "auth": ["platform": "IAM"]],
                    ]
                ]
            ]
        ]
        let answers: [String: JSON] = [
            "/products/p/apis": [
                "total": 1, "apis": [["apiId": "a", "stages": [["stageId": "s", "stageName": "v1"]]]],
            ],
            "\(Self.api)/stages/s": ["stage": ["deployedStageDeploymentNo": 9]],
            "\(Self.api)/stages/s/swagger-json": ["documentJson": .string(document.serialized())],
        ]
        var scope = ReadScope(
            ids: ["p/a/s"], parents: ["Api": ["p/a"]], fields: [], lastSeen: ["p/a/s": ["deployment": 9]])
        let known = FakeSession(answers: answers)
        #expect(try await operations("Stage").list(scope, from: known)[0].attributes["deployed"] == nil)
        #expect(known.requests.count == 2)
        scope.lastSeen = ["p/a/s": ["deployment": 8]]
        let foreign = FakeSession(answers: answers)
        let deployed = try await operations("Stage").list(scope, from: foreign)[0].attributes["deployed"]
        #expect(deployed?.elements.map { $0.members["path"] } == ["GET /a"])
        #expect(deployed?.elements[0].members["told"]?.members["authentication"] == "IAM")
    }

    @Test("only answers that are not the default count as there, in both spellings")
    func gatewayResponses() async throws {
        let session = FakeSession(answers: [
            "\(Self.api)/responses": [
                "gatewayResponses": [
                    ["responseType": "A", "default": true], ["responseType": "B", "isDefault": true],
                    ["responseType": "C", "default": false, "statusCode": 403],
                ]
            ]
        ])
        let found = try await operations("GatewayResponse").list(ReadScope(parents: ["Api": ["p/a"]]), from: session)
        #expect(found.map(\.id) == ["p/a/C"])
    }

    @Test("a key's secrets are taken from the answer only for files that the manifest names")
    func keySecrets() async throws {
        let answer: JSON = ["apiKey": ["apiKeyId": "k", "primaryKey": "one", "secondaryKey": "two"]]
        let plain = FakeSession(answers: ["/api-keys": answer])
        try await operations("ApiKey").create(wanted("ApiKey", "app", ["name": "app"]), through: plain)
        #expect(plain.creation?.id == "k" && plain.creation?.secrets == [:])
        let filed = FakeSession(answers: ["/api-keys": answer])
        try await operations("ApiKey").create(
            wanted("ApiKey", "app", ["name": "app", "primaryKeyFile": "key"]), through: filed)
        #expect(filed.creation?.secrets == ["primaryKey": "one"])
        #expect(filed.requests[0].sensitive == ["primaryKey", "secondaryKey"])
    }

    @Test("removals and tighter rules break callers, looser ones do not")
    func breaking() throws {
        let method = try #require(DriverCatalog.ncloud.kinds["Method"]?.checks.breaking)
        let open: Attributes = ["method": "GET", "authentication": "NONE", "apiKeyRequired": false]
        var tight = open
        tight["authentication"] = "IAM"
        tight["apiKeyRequired"] = true
        tight["parameters"] = [["in": "query", "name": "q", "required": true]]
        #expect(method(open, tight).count == 3)
        #expect(method(tight, open).isEmpty)
        #expect(method(open, nil) == ["GET is removed"])
        let stage = try #require(DriverCatalog.ncloud.kinds["Stage"]?.checks.breaking)
        #expect(stage(["throttle": 10], ["throttle": 5]) == ["throttle is lowered from 10 to 5"])
        #expect(stage(["throttle": 5], ["throttle": 10]).isEmpty)
        #expect(
            stage(["deployed": [["path": "GET /a"], ["path": "model A"]]], ["deployed": []])
                == ["GET /a is no longer served"])
    }
}

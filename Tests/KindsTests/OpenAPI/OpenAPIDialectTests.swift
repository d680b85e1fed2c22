import Kinds
import ManifestLanguage
import Model
import OrderedJSON
import Testing

@Suite("an API from an OpenAPI document") struct OpenAPIDialectTests {
    /// Fields that are empty say the same as fields that are left out.
    private func told(_ bench: OpenAPIBench) throws -> [String: Attributes] {
        try bench.inside().mapValues { attributes in
            var told = attributes.filter { !$0.value.isAbsent }
            told.sort { $0.key < $1.key }
            return told
        }
    }

    @Test("one API in Swagger 2.0, in OpenAPI 3, and written out makes the same objects")
    func dialects() throws {
        let written = try told(OpenAPIBench(document: "", beside: ShopDocuments.manifest, openapi: "null"))
        #expect(written.count == 14)
        for document in [ShopDocuments.swagger, ShopDocuments.openAPI] {
            let read = try told(OpenAPIBench(document: document))
            #expect(Set(read.keys) == Set(written.keys))
            for (address, attributes) in written { #expect(read[address] == attributes, "\(address)") }
        }
    }

    @Test("a document of which nothing is lost says nothing")
    func quiet() {
        for document in [ShopDocuments.swagger, ShopDocuments.openAPI] {
            #expect(OpenAPIBench(document: document).problems == [])
        }
    }

    @Test("JSON is read like YAML, and the file is among those of the workspace")
    func json() throws {
        let bench = OpenAPIBench(
            document: #"{"openapi": "3.1.0", "info": {}, "paths": {"/orders": {"get": {"responses": {"200": {}}}}}}"#)
        #expect(try bench.method("orders.GET")["responses"] == [["status": 200]])
        #expect(try bench.load().files == ["api/orders.yaml", "manifests/shop.yaml", "nacre.yaml"])
    }

    @Test("editors learn of the field from the schema")
    func schema() {
        let spec = JSONSchema.document(for: DriverCatalog.ncloud.kinds, kind: "Api")["properties"]?["spec"]
        #expect(spec?["properties"]?["openapi"]?["type"] == "string")
    }

    @Test("what is in the document is text: no expression is worked out in it")
    func literal() throws {
        let bench = OpenAPIBench.get("summary: costs ${var.price}\nresponses: {}")
        #expect(try bench.method("orders.GET")["description"] == "costs ${var.price}")
    }

    @Test("a field of the manifest takes the place of what cannot stand beside it, too")
    func displacing() throws {
        var bench = OpenAPIBench.get("security: [{x-ncp-iam: []}]\nresponses: {}")
        #expect(try bench.method("orders.GET")["authentication"] == "IAM")
        bench.beside = """
            resources:
              - path: /orders
                methods:
                  - {method: GET, authorizer: {id: a1}}
            """
        let method = try bench.method("orders.GET")
        #expect(method["authentication"] == nil && method["authorizer"] != nil)
    }

    @Test("fields that the manifest writes beside the document win, one by one")
    func merging() throws {
        var bench = OpenAPIBench(document: ShopDocuments.openAPI)
        bench.beside = """
            document: null
            description: ours
            models:
              - {name: Line, schema: {type: string}}
              - {name: More, schema: {type: object}}
            resources:
              - path: /orders
                cors: {origin: "*"}
                methods:
                  - {method: GET, endpoint: {mock: {status: 200}}, responses: null, description: "${var.api}"}
                  - {method: DELETE, endpoint: {mock: {status: 204}}}
              - path: /health
            """
        let inside = try bench.inside()
        let plain = try OpenAPIBench(document: ShopDocuments.openAPI).inside()
        #expect(inside["Api/shop.orders"]?["document"] == nil && inside["Api/shop.orders"]?["description"] == "ours")
        #expect(inside["Model/Line"]?["schema"] == ["type": "string"])
        #expect(inside["Model/Order"] == plain["Model/Order"])
        #expect(inside["Resource/orders"]?["cors"] == ["origin": "*"])
        let get = try #require(inside["Method/orders.GET"])
        #expect(get["endpoint"] == ["mock": ["status": 200]] && get["responses"] == nil)
        #expect(get["description"] == "api/orders.yaml")
        #expect(get["parameters"] == plain["Method/orders.GET"]?["parameters"])
        #expect(inside["Method/orders.POST"] == plain["Method/orders.POST"])
        let added = Set(inside.keys).subtracting(plain.keys)
        #expect(added == ["Model/More", "Method/orders.DELETE", "Resource/health"])
    }

    @Test("environments patch what the document describes by its address, and say when they cannot reach it")
    func patches() throws {
        func patch(_ target: String, _ spec: String) -> OpenAPIBench {
            var bench = OpenAPIBench(document: ShopDocuments.openAPI, environmentName: "prod")
            bench.others["env/prod.yaml"] = """
                apiVersion: nacre/v1
                kind: Environment
                metadata: {name: prod}
                spec:
                  patches:
                    - target: \(target)
                      spec: \(spec)
                """
            return bench
        }
        let patched = try patch("Method/shop.orders.orders.GET", "{apiKeyRequired: true}").method("orders.GET")
        #expect(patched["apiKeyRequired"] == true && patched["authentication"] == "IAM")
        #expect(
            patch("Api/shop.orders", "{resources: [{path: /more}], openapi: x.yaml}").problems == [
                "env/prod.yaml:7:14 error: a patch cannot reach into 'resources' of Api/shop.orders",
                "env/prod.yaml:7:42 error: a patch cannot change 'openapi' of Api/shop.orders",
            ])
    }
}

import OrderedJSON
import Rehearsal
import Testing

@Suite("values as they are meant") struct ValueScenarios {
    private static func key(_ text: String) -> String {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { "    \($0)" }
        return """
            apiVersion: ncloud/v1
            kind: LoginKey
            metadata: {name: ops}
            spec:
              publicKey: |
            \(lines.joined(separator: "\n"))
            """
    }

    /// An RSA key that nobody uses.
    private static let blob =
        "AAAAB3NzaC1yc2EAAAADAQABAAAAgQClfBXRA4ZULbCfClmnYHQMhq5eqzt2CPdbkF9xG2fge7XfjCplr1DReKVtH0v7pF+nos9j"
        + "3vT24tFsEpDdw2aJWcJXquLJuFdx2BSVd6YCQnc7Zys1BqapMhivcv2Pg8rml1hmq6mjPKhx/HFJF4FyS99pxM/r4jt/yiuPMwR+"
        + "vw=="

    @Test(
        "a public key's comment, line breaks and padding replace nothing; another key of another sort is refused unseen"
    )
    func publicKey() async throws {
        try await RehearsalStage.with { stage in
            try stage.project()
            try stage.manifest(Self.key("ssh-rsa \(Self.blob) ops@example.com"))
            let plan = try await stage.nacre("plan")
            #expect(plan.out.contains("importLoginKey") && !plan.out.contains("createLoginKey"), "\(plan)")
            #expect(try await stage.apply().status == 0)
            for text in ["ssh-rsa \(Self.blob)", "ssh-rsa \(Self.blob)== other\n\n", "  ssh-rsa   \(Self.blob) a b"] {
                try stage.manifest(Self.key(text))
                #expect(try await stage.nacre("plan", "--detailed-exitcode").status == 0, "\(text)")
            }
            let pasted = "-----BEGIN RSA PRIVATE KEY-----\nMIIEpAIBAAKCAQEA\n-----END RSA PRIVATE KEY-----"
            for text in ["ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIF9OWhFMW", "junk", pasted] {
                try stage.manifest(Self.key(text))
                for verb in ["plan", "validate"] {
                    let result = try await stage.nacre(verb)
                    #expect(result.status == 1 && !result.all.contains("MIIEpA"), "\(result)")
                }
            }
        }
    }

    private static let gateway = """
        apiVersion: ncloud/v1
        kind: Product
        metadata: {name: shop}
        spec:
          subscription: PUBLIC
          apis:
            - name: main
              openapi: api/doc.yaml
              stages: [{name: v1, endpoint: "https://backend.example.com"}]
        """

    private static func document(_ schemas: String, paths: String = "paths") -> String {
        """
        openapi: 3.0.3
        info: {title: orders, version: "1"}
        \(paths):
          /orders: {get: {responses: {"200": {description: ok}}}}
        components:
          schemas:
        \(schemas)
        """
    }

    @Test("a document that lost its paths takes no method from an API, and a schema that joins takes no model")
    func document() async throws {
        try await RehearsalStage.with { stage in
            try stage.project()
            try stage.manifest(Self.gateway)
            let order = "    주문: {type: object, properties: {번호: {type: string}}}"
            try stage.scratch.write(Self.document(order), to: "api/doc.yaml")
            #expect(try await stage.apply().status == 0)
            try stage.scratch.write(Self.document(order, paths: "path"), to: "api/doc.yaml")
            let lost = try await stage.nacre("plan")
            #expect(lost.status == 1 && lost.err.contains("did you mean 'paths'?"), "\(lost)")
            try stage.scratch.write(Self.document(order + "\n    회원: {type: object}"), to: "api/doc.yaml")
            let joined = try await stage.nacre("plan", "--fail-on", "destroy,replace")
            #expect(joined.status == 0 && joined.out.contains("create  1  Model 1"), "\(joined)")
        }
    }

    @Test("a word changed deep in a schema is shown alone, and where it stands")
    func schemaChange() async throws {
        try await RehearsalStage.with { stage in
            try stage.project()
            try stage.manifest(Self.gateway)
            func schema(_ word: String) -> String {
                let fields = (0..<40).map { index in
                    "        f\(index): {type: string, description: \(index == 17 ? word : "number \(index) of many")}"
                }
                return "    Thing:\n      type: object\n      properties:\n" + fields.joined(separator: "\n")
            }
            try stage.scratch.write(Self.document(schema("old")), to: "api/doc.yaml")
            #expect(try await stage.apply().status == 0)
            try stage.scratch.write(Self.document(schema("new")), to: "api/doc.yaml")
            let plan = try await stage.nacre("plan")
            #expect(plan.out.contains(#"schema.properties.f17.description  "old" → "new""#), "\(plan)")
            #expect(plan.out.split(separator: "\n").allSatisfy { $0.count < 200 }, "\(plan)")
        }
    }

    @Test("without keys, plan and doctor say where keys come from")
    func credentials() async throws {
        try await RehearsalStage.with { stage in
            try stage.scratch.write(
                "apiVersion: nacre/v1\nkind: Project\nmetadata: {name: shop}\nspec: {cloud: ncloud}\n", to: "nacre.yaml"
            )
            try stage.manifest("apiVersion: ncloud/v1\nkind: Vpc\nmetadata: {name: main}\nspec: {cidr: 10.0.0.0/16}")
            let nowhere = ["NCLOUD_METADATA_API_ENDPOINT": "http://127.0.0.1:9"]
            let plan = try await stage.nacre("plan", environment: nowhere)
            #expect(plan.status == 1 && plan.err.contains("NCLOUD_ACCESS_KEY"), "\(plan)")
            let doctor = try await stage.nacre("doctor", environment: nowhere)
            #expect(doctor.out.contains("PROBLEM  credentials") && doctor.status == 1, "\(doctor)")
        }
    }

    @Test("a command that is misspelt is told with the right one")
    func commands() async throws {
        try await RehearsalStage.with { stage in
            let result = try await stage.nacre("aply")
            #expect(result.status == 64 && result.err.contains("did you mean 'nacre apply'?"), "\(result)")
            let inner = try await stage.nacre("state", "lst")
            #expect(inner.status == 64 && inner.err.contains("'nacre state list'"), "\(inner)")
        }
    }
}

import OrderedJSON
import Rehearsal
import Testing

@Suite("linting manifests") struct LintScenarios {
    /// Breaks a rule of each severity, at places of its own.
    private static let shop = """
        apiVersion: ncloud/v1
        kind: Product
        metadata: {name: shop}
        spec:
          subscription: PROTECTED
          apis:
            - name: orders
              models:
                - name: Order
                  schema: {type: object}
              resources:
                - path: /orders/{id}
                  methods:
                    - method: GET
                      endpoint: {http: {method: GET, path: "/v1/{id}"}}
                      responses: [{status: 200}, {status: 404}]
                - path: /orders/{name}
        """

    /// No cloud and no credentials: a workspace in a folder is all there is.
    private func linting(
        _ manifest: String = shop, settings: String = "", _ arguments: String...
    ) async throws -> NacreProcess.Result {
        let scratch = try Scratch()
        try scratch.write(
            "apiVersion: nacre/v1\nkind: Project\nmetadata: {name: shop}\nspec:\n  cloud: ncloud\n\(settings)",
            to: "nacre.yaml")
        try scratch.write(manifest, to: "manifests/shop.yaml")
        let result = try await NacreProcess(["lint"] + arguments, in: scratch).result()
        #expect(scratch.files() == ["manifests/shop.yaml", "nacre.yaml"])
        return result
    }

    @Test("findings are told with their lines; the exit code goes by what --fail-on says")
    func codes() async throws {
        let plain = try await linting()
        #expect(plain.status == 4 && plain.err.isEmpty, "\(plain)")
        try expectSnapshot(plain.out.replacing(/\d+ rules/, with: "… rules"), "lint")
        #expect(try await linting(Self.shop, "--fail-on", "never").status == 0)
        let mended = Self.shop.replacing("\n        - path: /orders/{name}", with: "")
        #expect(try await linting(mended).status == 0)
        #expect(try await linting(mended, "--fail-on", "warning").status == 4)
        #expect(try await linting(mended, "--fail-on", "note", "--rule", "gateway/body-with-get").status == 0)
        #expect(try await linting("").out.wholeMatch(of: /checked 0 objects against \d+ rules: no findings\n/) != nil)
    }

    @Test("lines are shown whatever ends them")
    func lines() async throws {
        let windows = try await linting(Self.shop.replacing("\n", with: "\r\n"))
        #expect(windows.out.contains("  17 |         - path: /orders/{name}\n"), "\(windows)")
    }

    @Test("an accepted finding fails nothing; without a reason, or of an unknown rule, the manifests are wrong")
    func suppression() async throws {
        func accepting(_ entry: String) -> String {
            Self.shop.replacing(
                "/orders/{name}", with: "/orders/{name}\n          lifecycle: {lint: {ignore: [\(entry)]}}")
        }
        let accepted = try await linting(accepting("{rule: gateway/shadowed-path, reason: \"moves next week\"}"))
        #expect(accepted.status == 0 && accepted.out.contains("1 suppressed"), "\(accepted)")
        let shown = try await linting(
            accepting("{rule: gateway/shadowed-path, reason: \"moves next week\"}"), "--show-suppressed")
        #expect(shown.out.contains("manifests/shop.yaml:18:39: moves next week"), "\(shown)")
        let bare = try await linting(accepting("{rule: gateway/shadowed-path}"))
        #expect(bare.status == 1 && bare.err.contains("needs a reason"), "\(bare)")
        let unknown = try await linting(accepting("{rule: gateway/shadow-path, reason: r}"))
        #expect(unknown.status == 1 && unknown.err.contains("did you mean 'gateway/shadowed-path'"), "\(unknown)")
        let needless = try await linting(accepting("{rule: gateway/body-with-get, reason: r}"), "--fail-on", "note")
        #expect(needless.out.contains("the suppression of gateway/body-with-get matches no finding"), "\(needless)")
    }

    @Test("accepting a finding is no change of the object")
    func noChange() async throws {
        try await RehearsalStage.with { stage in
            try stage.project()
            try stage.manifest(Self.shop)
            #expect(try await stage.apply().status == 0)
            let entry = "{rule: gateway/unused-model, reason: clients of v1 read it}"
            try stage.manifest(
                Self.shop.replacing(
                    "schema: {type: object}",
                    with: "schema: {type: object}\n          lifecycle: {lint: {ignore: [\(entry)]}}"))
            #expect(try await stage.nacre("lint").out.contains("1 suppressed"))
            let plan = try await stage.nacre("plan", "--detailed-exitcode")
            #expect(plan.status == 0, "\(plan)")
        }
    }

    @Test("nacre.yaml accepts for the whole workspace and says how bad a rule is")
    func settings() async throws {
        let settings = """
              lint:
                severity: {gateway/method-without-authentication: error}
                ignore:
                  - {rule: gateway/shadowed-path, for: Resource/shop.*, reason: "both lead to one server"}
            """
        let result = try await linting(Self.shop, settings: settings, "--output", "json")
        let findings = try result.json["findings"]?.elements ?? []
        #expect(result.status == 4 && findings.count == 4, "\(result)")
        #expect(try result.json["errors"] == 1 && result.json["suppressed"] == 1)
        let accepted = findings.first { $0["rule"] == "gateway/shadowed-path" }
        #expect(accepted?["suppression"]?["file"] == "nacre.yaml")
    }

    @Test("objects can be chosen; a selector or a rule that is not there is told")
    func selection() async throws {
        let models = try await linting(Self.shop, "--target", "Model")
        #expect(models.status == 0 && models.out.contains("checked 1 object"), "\(models)")
        #expect(try await linting(Self.shop, "--exclude", "Resource").status == 0)
        let nobody = try await linting(Self.shop, "--target", "Modle/x")
        #expect(nobody.status == 1 && nobody.err.contains("matches no object"), "\(nobody)")
        let nothing = try await linting(Self.shop, "--rule", "gateway/unused-modle")
        #expect(nothing.status == 1 && nothing.err.contains("did you mean gateway/unused-model?"), "\(nothing)")
    }

    @Test("SARIF is one document on standard output, of findings as of manifests that cannot be read")
    func sarif() async throws {
        let found = try await linting(Self.shop, "-o", "sarif")
        let results = try found.json["runs"]?[0]?["results"]?.elements ?? []
        #expect(found.status == 4 && found.err.isEmpty && results.count == 4, "\(found)")
        let place = results.first { $0["ruleId"] == "gateway/shadowed-path" }?["locations"]?[0]
        #expect(place?["physicalLocation"]?["artifactLocation"]?["uri"] == "manifests/shop.yaml")
        #expect(place?["physicalLocation"]?["region"]?["startLine"] == 17)
        #expect(place?["logicalLocations"]?[0]?["fullyQualifiedName"] == "Resource/shop.orders.orders.name")
        let broken = try await linting(Self.shop.replacing("schema", with: "shema"), "-o", "sarif")
        #expect(broken.status == 1 && broken.err.isEmpty, "\(broken)")
        #expect(try broken.json["runs"]?[0]?["results"]?[0]?["ruleId"] == "unknown-field")
    }

    @Test("the rules are listed and explained without a workspace; other commands refuse SARIF")
    func rules() async throws {
        let scratch = try Scratch()
        func nacre(_ arguments: String...) async throws -> NacreProcess.Result {
            try await NacreProcess(arguments, in: scratch).result()
        }
        let list = try await nacre("lint", "--rules")
        #expect(list.status == 0 && list.out.contains("gateway/unused-model"), "\(list)")
        #expect(try await nacre("explain", "lint").out == list.out)
        let one = try await nacre("explain", "gateway/unused-model")
        #expect(one.status == 0 && one.out.contains("severity"), "\(one)")
        #expect(try await nacre("explain", "gateway/nothing").status == 1)
        #expect(try await nacre("lint", "--rules", "-o", "json").json.elements.count > 20)
        #expect(try await nacre("plan", "-o", "sarif").status == 64)
    }
}

import OrderedJSON
import Rehearsal
import Testing

@Suite("manifests at work") struct ManifestScenarios {
    private static let many = """
        apiVersion: ncloud/v1
        kind: Product
        metadata: {name: "p-${each.index}"}
        forEach: {count: "${var.products}"}
        spec: {subscription: PUBLIC, description: "${var.stage} ${each.index}"}
        """
    private static let variables = """
          variables:
            products: {type: integer, default: 2}
            stage: {type: string, default: dev, oneOf: [dev, prod]}
        """

    @Test("forEach grows and shrinks at its end")
    func scaling() async throws {
        try await RehearsalStage.with { stage in
            try stage.project(Self.variables)
            try stage.manifest(Self.many)
            #expect(try await stage.apply().status == 0)
            #expect(
                try await stage.nacre("plan", "-v", "products=4", "--output", "json").steps == [
                    "create Product/p-2", "create Product/p-3",
                ])
            #expect(try await stage.apply("-v", "products=4").status == 0)
            #expect(try await stage.cloud.names("product") == ["p-0", "p-1", "p-2", "p-3"])
            #expect(
                try await stage.nacre("plan", "-v", "products=1", "--output", "json").steps.sorted() == [
                    "delete Product/p-1", "delete Product/p-2", "delete Product/p-3",
                ])
            #expect(try await stage.apply("-v", "products=1").status == 0)
            #expect(try await stage.cloud.names("product") == ["p-0"])
        }
    }

    @Test("variables come from the command line, the process and the environment's file; wrong ones are refused")
    func variables() async throws {
        try await RehearsalStage.with { stage in
            try stage.project(Self.variables)
            try stage.manifest(Self.many)
            try stage.scratch.write(
                "apiVersion: nacre/v1\nkind: Environment\nspec: {variables: {products: 1, stage: prod}}\n",
                to: "env/live.yaml")
            let live = try await stage.nacre("plan", "-e", "live")
            #expect(live.out.contains("prod 0") && !live.out.contains("p-1"), "\(live)")
            let process = try await stage.nacre("plan", environment: ["NACRE_VAR_products": "3"])
            #expect(process.out.contains("Product/p-2"), "\(process)")
            let wrong = try await stage.nacre("plan", "-v", "stage=staging")
            #expect(wrong.status == 1 && wrong.err.contains("dev"), "\(wrong)")
            let unknown = try await stage.nacre("plan", "-v", "stge=dev")
            #expect(unknown.status == 1 && unknown.err.contains("stage"), "\(unknown)")
            #expect(try await stage.nacre("plan", "-e", "nowhere").status == 1)
        }
    }

    @Test("a lookup finds what nacre does not manage, now or after its parent is made; several or none are told")
    func lookup() async throws {
        try await RehearsalStage.with { stage in
            try stage.project()
            let subnet = """
                apiVersion: ncloud/v1
                kind: Subnet
                metadata: {name: app}
                spec:
                  vpc: main
                  zone: KR-1
                  cidr: 10.0.1.0/24
                  type: PUBLIC
                  networkAcl: {lookup: {vpc: main, isDefault: true}}
                """
            try stage.manifest(Manifests.joined(Manifests.vpc("main"), subnet))
            let apply = try await stage.apply()
            #expect(apply.status == 0, "\(apply)")
            #expect(try await stage.nacre("plan", "--detailed-exitcode").status == 0)

            // Two network ACLs, one of which the subnet has: that one is kept.
            let settled = Manifests.joined(
                Manifests.vpc("main"), Manifests.vpc("second", cidr: "10.5.0.0/16"),
                subnet.replacing("vpc: main, isDefault: true", with: "status: RUN"))
            let others = settled.replacing("name: app", with: "name: other").replacing("10.0.1.0", with: "10.0.2.0")
            try stage.manifest(settled)
            #expect(try await stage.apply("--target", "Vpc/second").status == 0)
            #expect(try await stage.nacre("plan", "--detailed-exitcode").status == 0)

            for (criteria, told) in [("isDefault: false", "matches no object"), ("status: RUN", "matches 2 objects")] {
                try stage.manifest(others.replacing("status: RUN", with: criteria))
                let plan = try await stage.nacre("plan")
                #expect(plan.status == 1 && plan.err.contains(told), "\(plan)")
                #expect(plan.err.contains("at manifests/main.yaml:") && plan.err.contains("^"), "\(plan)")
                let refused = try await stage.nacre("plan", "--no-preflight")
                #expect(refused.status == 1 && refused.out.contains(told), "\(refused)")
            }
        }
    }

    @Test("dependsOn orders what no reference orders, and a failure blocks what depends on it only")
    func ordering() async throws {
        try await RehearsalStage.with { stage in
            try stage.project()
            try stage.manifest(
                Manifests.joined(
                    Manifests.vpc("bad"), Manifests.product("waits", head: "dependsOn: [Vpc/bad]"),
                    Manifests.product("free")))
            try await stage.cloud.faults([["match": "createVpc", "times": 1, "status": 403]])
            let apply = try await stage.apply()
            #expect(apply.status == 3 && apply.out.contains("Product/waits"), "\(apply)")
            #expect(try await stage.cloud.names("product") == ["free"])
            let again = try await stage.apply()
            #expect(again.status == 0, "\(again)")
            #expect(try await stage.cloud.names("product") == ["free", "waits"])
        }
    }

    @Test("every output for programs can be parsed, and graphs name every object")
    func outputs() async throws {
        try await RehearsalStage.with { stage in
            try stage.project()
            try stage.manifest(Manifests.small)
            for arguments in [
                ["plan"], ["apply", "--auto-approve"], ["plan"], ["apply", "--auto-approve"], ["drift"], ["doctor"],
                ["validate"], ["state", "list"], ["state", "show", "Vpc/main"], ["show", "Vpc/main"],
                ["state", "history"], ["state", "verify"], ["schema"], ["schema", "Vpc"], ["state", "export"],
                ["destroy", "--auto-approve"],
            ] {
                let result = try await stage.start(arguments + ["--output", "json"]).result()
                #expect(result.status == 0, "\(arguments): \(result)")
                #expect(throws: Never.self, "\(arguments): \(result)") { try result.json }
            }
            for format in ["dot", "mermaid"] {
                let graph = try await stage.nacre("graph", "--format", format)
                for name in ["Vpc/main", "Product/shop", "Api/orders"] { #expect(graph.out.contains(name)) }
            }
        }
    }

    @Test("an error is JSON too when JSON was asked for")
    func errorsAsJSON() async throws {
        try await RehearsalStage.with { stage in
            try stage.project()
            try stage.manifest(Manifests.small)
            let refused = try await stage.nacre("plan", "--fail-on", "create", "--output", "json")
            #expect(refused.status == 4)
            #expect(try refused.steps.count == 3 && refused.err.contains("Vpc/main"))
            let apply = try await stage.apply("--fail-on", "create", "--output", "json")
            #expect(apply.status == 4)
            #expect(try apply.json["diagnostics"]?.elements.isEmpty == false)
        }
    }
}

import OrderedJSON
import Rehearsal
import Testing

@Suite("what cannot be done is not begun") struct RefusalScenarios {
    @Test("a plan with a step that cannot be done exits with 1 and names it first; nothing else is begun")
    func refused() async throws {
        try await RehearsalStage.with { stage in
            try stage.project()
            try stage.manifest(
                Manifests.joined(
                    Manifests.vpc("main", head: "lifecycle: {protect: true}"), Manifests.product("shop")))
            #expect(try await stage.apply().status == 0)
            try stage.manifest(
                Manifests.joined(
                    Manifests.vpc("main", cidr: "10.1.0.0/16", head: "lifecycle: {protect: true}"),
                    Manifests.product("shop", description: "changed")))

            let plan = try await stage.nacre("plan")
            #expect(plan.status == 1 && plan.err.contains("it is protected"), "\(plan)")
            let rows = plan.out.split(separator: "\n").filter { $0.contains("Vpc/main") || $0.contains("Product/shop") }
            #expect(rows.first?.contains("Vpc/main") == true, "\(plan)")
            #expect(try await stage.nacre("plan", "-o", "json").json["steps"] != nil)

            let apply = try await stage.apply()
            #expect(apply.status == 1 && apply.err.contains("nothing was applied"), "\(apply)")
            let destroy = try await stage.nacre("destroy", "--auto-approve")
            #expect(destroy.status == 1, "\(destroy)")
            let product = try await stage.cloud.object("product", named: "shop")
            #expect(product?["productDescription"]?.text == "made")

            let rest = try await stage.apply("--keep-going")
            #expect(rest.status == 3, "\(rest)")
            let changed = try await stage.cloud.object("product", named: "shop")
            #expect(changed?["productDescription"]?.text == "changed")
        }
    }

    @Test("an import ends with exactly that object, or fails and says why")
    func imports() async throws {
        try await RehearsalStage.with { stage in
            try stage.project()
            try stage.manifest(Manifests.product("shop"))
            #expect(try await stage.apply().status == 0)
            let id = try #require(try await stage.cloud.object("product", named: "shop")?["id"]?.text)
            #expect(try await stage.nacre("import", "Product/shop", id, "--auto-approve").status == 0)

            let other = try await stage.nacre("import", "Product/shop", "other", "--auto-approve")
            #expect(other.status == 1 && other.err.contains("it is managed with id \(id)"), "\(other)")

            try await stage.cloud.delete("product", named: "shop")
            let gone = try await stage.nacre("import", "Product/shop", id, "--auto-approve")
            #expect(gone.status == 1 && gone.err.contains("no Product with id \(id)"), "\(gone)")
            #expect(try await stage.cloud.objects("product").isEmpty)

            // Somebody made it by hand since: a gone id and an import of another adopt that one.
            try stage.manifest(Manifests.product("shop"), file: "main")
            let made = try await stage.apply("--state", "state/theirs.db")
            #expect(made.status == 0, "\(made)")
            let new = try #require(try await stage.cloud.object("product", named: "shop")?["id"]?.text)
            let adopted = try await stage.nacre("import", "Product/shop", new, "--auto-approve")
            #expect(adopted.status == 0, "\(adopted)")
            #expect(try await stage.nacre("plan", "--detailed-exitcode").status == 0)
            #expect(try await stage.cloud.names("product") == ["shop"])
        }
    }

    @Test("a replacement whose creation is refused leaves the old object as it was, whatever comes next")
    func refusedReplacement() async throws {
        try await RehearsalStage.with { stage in
            func group(_ name: String) -> String {
                Manifests.joined(
                    Manifests.vpc("main"),
                    "apiVersion: ncloud/v1\nkind: AccessControlGroup\nmetadata: {name: web}\nspec: {vpc: main, name: \(name)}"
                )
            }
            try stage.project()
            try stage.manifest(group("web-a"))
            #expect(try await stage.apply().status == 0)
            try await stage.cloud.faults([
                ["match": "createAccessControlGroup", "probability": 1, "status": 400]
            ])
            try stage.manifest(group("web-b"))
            for _ in 1...2 {
                #expect(try await stage.apply().status == 3)
                #expect(try await stage.cloud.names("accessControlGroup").contains("web-a"))
            }
            try stage.manifest(group("web-a"))
            #expect(try await stage.nacre("plan", "--detailed-exitcode").status == 0)
            try await stage.cloud.faults([])
            try stage.manifest(group("web-b"))
            #expect(try await stage.apply().status == 0)
            #expect(try await !stage.cloud.names("accessControlGroup").contains("web-a"))
        }
    }

    @Test("what was forgotten while its creation was open is not found again and deleted")
    func forgottenWhileOpen() async throws {
        try await RehearsalStage.with { stage in
            try stage.project()
            try stage.manifest(Manifests.joined(Manifests.vpc("main"), Manifests.product("shop")))
            try await stage.cloud.faults([
                ["match": "createVpc", "times": 1, "delayMs": 3000, "drop": "afterCommit"]
            ])
            let apply = try stage.start(["apply", "--auto-approve"])
            #expect(try await stage.until { try await stage.cloud.calls()["createVpc"] == 1 })
            apply.signal(9)
            _ = await apply.result()
            let forgotten = try await stage.nacre("state", "forget", "Vpc/main")
            #expect(forgotten.status == 0 && forgotten.err.contains("createVpc"), "\(forgotten)")
            try stage.manifest(Manifests.product("shop"))
            #expect(try await stage.apply().status == 0)
            #expect(try await stage.cloud.names("vpc") == ["main"])
        }
    }

    @Test("two documents of one object are refused before either is made")
    func twins() async throws {
        try await RehearsalStage.with { stage in
            func root(_ name: String) -> String {
                "apiVersion: ncloud/v1\nkind: Resource\nmetadata: {name: \(name)}\nspec: {api: orders, path: /items}"
            }
            try stage.project()
            try stage.manifest(Manifests.joined(Manifests.small, root("one"), root("two")))
            let apply = try await stage.apply()
            #expect(apply.status == 1 && apply.all.contains("already has this path and api"), "\(apply)")
            #expect(apply.all.contains("Resource/one (manifests/"), "\(apply)")
            #expect(try await stage.cloud.objects("api").isEmpty)
        }
    }
}

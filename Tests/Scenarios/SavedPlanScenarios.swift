import Foundation
import Rehearsal
import Testing

@Suite("saved plans") struct SavedPlanScenarios {
    fileprivate func reviewed(_ body: (RehearsalStage) async throws -> Void) async throws {
        try await RehearsalStage.with { stage in
            try stage.project()
            try stage.manifest(Manifests.joined(Manifests.product("one"), Manifests.product("two")))
            #expect(try await stage.apply().status == 0)
            try stage.manifest(
                Manifests.joined(Manifests.product("one", description: "renewed"), Manifests.product("two")))
            let plan = try await stage.nacre("plan", "--out", "plan.json")
            #expect(plan.status == 0 && stage.scratch.exists("plan.json"), "\(plan)")
            try await body(stage)
        }
    }

    @Test("a saved plan is applied without a question, and only once")
    func once() async throws {
        try await reviewed { stage in
            let first = try await stage.nacre("apply", "plan.json")
            #expect(first.status == 0, "\(first)")
            let second = try await stage.nacre("apply", "plan.json")
            #expect(second.status == 6, "\(second)")
            #expect(second.err.contains("saved plan was already applied on"), "\(second)")
        }
    }

    @Test("a saved plan is stale when an object it touches has moved")
    func stale() async throws {
        try await reviewed { stage in
            try await stage.cloud.change("product", named: "one", ["productDescription": "by hand"])
            let apply = try await stage.nacre("apply", "plan.json")
            #expect(
                apply.status == 6 && apply.err.contains("saved plan is stale: 1 object changed since it was created"),
                "\(apply)")
            #expect(apply.err.contains("note: Product/one"), "\(apply)")
            let product = try await stage.cloud.object("product", named: "one")
            #expect(product?["productDescription"]?.text == "by hand")
        }
    }

    @Test("a saved plan is not stale when another object has moved, and leaves that alone")
    func notStale() async throws {
        try await reviewed { stage in
            try await stage.cloud.change("product", named: "two", ["productDescription": "by hand"])
            let apply = try await stage.nacre("apply", "plan.json")
            #expect(apply.status == 0, "\(apply)")
            #expect(try await stage.cloud.object("product", named: "one")?["productDescription"]?.text == "renewed")
            #expect(try await stage.cloud.object("product", named: "two")?["productDescription"]?.text == "by hand")
        }
    }

    @Test("a saved plan that was edited, or is none, is refused before anything happens")
    func altered() async throws {
        try await reviewed { stage in
            let text = try stage.scratch.read("plan.json")
            try stage.scratch.write(text.replacing("renewed", with: "sneaked in"), to: "plan.json")
            let apply = try await stage.nacre("apply", "plan.json")
            #expect(apply.status == 1 && apply.err.contains("was changed after it was saved"), "\(apply)")
            try stage.scratch.write("{}", to: "other.json")
            #expect(try await stage.nacre("apply", "other.json").err.contains("is not a saved plan"))
            #expect(try await stage.nacre("apply", "missing.json").err.contains("cannot read missing.json"))
            #expect(try await stage.cloud.object("product", named: "one")?["productDescription"]?.text == "made")
        }
    }

    @Test("a saved plan of creations can be applied, and creates once")
    func creations() async throws {
        try await RehearsalStage.with { stage in
            try stage.project()
            try stage.manifest(Manifests.small)
            #expect(try await stage.nacre("plan", "--out", "plan.json").status == 0)
            let apply = try await stage.nacre("apply", "plan.json")
            #expect(apply.status == 0, "\(apply)")
            #expect(try await stage.nacre("apply", "plan.json").status == 6)
            #expect(try await stage.cloud.names("vpc") == ["main"])
        }
    }
}

extension SavedPlanScenarios {
    @Test("a flag that a saved plan fixes is wrong usage beside it")
    func fixed() async throws {
        try await reviewed { stage in
            for flags in [
                ["--target", "Product/one"], ["--exclude", "Product/one"], ["--resume"], ["-e", "prod"],
                ["-v", "word=x"],
            ] {
                let apply = try await stage.start(["apply", "plan.json"] + flags).result()
                #expect(apply.status == 64 && apply.err.contains("saved plan"), "\(apply)")
            }
            #expect(try await stage.cloud.object("product", named: "one")?["productDescription"]?.text == "made")
            #expect(try await stage.nacre("apply", "plan.json").status == 0)
        }
    }

    @Test(
        "a saved plan is applied with the environment and the variables it was made with, but holds no sensitive value")
    func inputs() async throws {
        try await RehearsalStage.with { stage in
            try stage.project(
                """
                  variables:
                    word: {type: string}
                    hidden: {type: string, sensitive: true}
                    other: {type: string, default: none}
                """)
            try stage.scratch.write(
                "apiVersion: nacre/v1\nkind: Environment\nmetadata: {name: prod}\nspec: {variables: {other: there}}\n",
                to: "env/prod.yaml")
            try stage.manifest(Manifests.product("one", description: "\"${var.word} ${var.other}\""))
            let plan = try await stage.nacre(
                "plan", "-e", "prod", "-v", "word=given", "-v", "hidden=Quartz7", "--out", "plan.json")
            #expect(plan.status == 0, "\(plan)")
            #expect(try !stage.scratch.read("plan.json").contains("Quartz7"))
            let mode = try FileManager.default.attributesOfItem(atPath: stage.scratch.path("plan.json"))
            #expect((mode[.posixPermissions] as? NSNumber)?.intValue == 0o600)
            let without = try await stage.nacre("apply", "plan.json")
            #expect(without.status == 64 && without.err.contains("hidden"), "\(without)")
            let apply = try await stage.nacre("apply", "plan.json", "-v", "hidden=Quartz7")
            #expect(apply.status == 0, "\(apply)")
            let product = try await stage.cloud.object("product", named: "one")
            #expect(product?["productDescription"]?.text == "given there")
        }
    }
}

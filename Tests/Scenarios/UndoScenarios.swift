import OrderedJSON
import Rehearsal
import Testing

@Suite("undo") struct UndoScenarios {
    private static let before = Manifests.joined(
        Manifests.vpc("main"), Manifests.product("shop", description: "as it was"), Manifests.product("gone"),
        "apiVersion: ncloud/v1\nkind: InitScript\nmetadata: {name: setup}\nspec: {content: echo one}")

    @Test("an undo deletes what was made, changes back what was changed, makes again what was deleted, and no more")
    func everySort() async throws {
        try await RehearsalStage.with { stage in
            try stage.project()
            try stage.manifest(Self.before)
            #expect(try await stage.apply().status == 0)
            // Somebody's own, made with a state of its own, to be imported below.
            let theirs = try await product("theirs", stage)

            try stage.manifest(
                Manifests.joined(
                    Manifests.vpc("main"), Manifests.product("shop", description: "changed"),
                    Manifests.product("new"), Manifests.product("theirs", head: "import: {id: \"\(theirs)\"}"),
                    "apiVersion: ncloud/v1\nkind: InitScript\nmetadata: {name: setup}\nspec: {content: echo two}"))
            let apply = try await stage.apply()
            #expect(apply.status == 0, "\(apply)")
            #expect(try await stage.cloud.names("product") == ["new", "shop", "theirs"])

            let run = try await lastRun(stage)
            let undo = try await stage.nacre("undo", run, "--auto-approve")
            #expect(undo.status == 0, "\(undo)")
            #expect(undo.out.contains("created by run \(run)") && undo.out.contains("deleted by run \(run)"), "\(undo)")
            #expect(!undo.out.contains("no longer in the manifests"), "\(undo)")
            #expect(try await stage.cloud.names("product") == ["gone", "shop", "theirs"])
            #expect(try await stage.cloud.object("product", named: "shop")?["productDescription"]?.text == "as it was")
            #expect(try await stage.cloud.names("initScript") == ["setup"])
            #expect(try await stage.cloud.names("vpc") == ["main"])
            #expect(try await stage.nacre("state", "list").out.contains("Product/theirs") == false)

            try stage.manifest(Self.before)
            let plan = try await stage.nacre("plan", "--detailed-exitcode")
            #expect(plan.status == 0, "\(plan)")
            #expect(try await stage.nacre("state", "verify").status == 0)
        }
    }

    @Test("an undo leaves alone what the run did not touch, however it has drifted")
    func untouched() async throws {
        try await RehearsalStage.with { stage in
            try stage.project()
            try stage.manifest(Self.before)
            #expect(try await stage.apply().status == 0)
            try stage.manifest(Manifests.product("new"), file: "more")
            #expect(try await stage.apply().status == 0)
            try await stage.cloud.change("product", named: "shop", ["productDescription": "by hand"])

            let undo = try await stage.nacre("undo", try await lastRun(stage), "--auto-approve")
            #expect(undo.status == 0, "\(undo)")
            #expect(try await stage.cloud.names("product") == ["gone", "shop"])
            #expect(try await stage.cloud.object("product", named: "shop")?["productDescription"]?.text == "by hand")
        }
    }

    @Test("an undo follows objects, not addresses: what came to an address later is left alone")
    func laterObject() async throws {
        try await RehearsalStage.with { stage in
            try stage.project()
            try stage.manifest(Manifests.joined(Manifests.product("kept"), Manifests.product("shop")))
            #expect(try await stage.apply().status == 0)
            let run = try await lastRun(stage)
            try stage.manifest(Manifests.product("kept"))
            #expect(try await stage.apply().status == 0)
            try stage.manifest(Manifests.joined(Manifests.product("kept"), Manifests.product("shop")))
            #expect(try await stage.apply().status == 0)
            let undo = try await stage.nacre("undo", run, "--auto-approve")
            #expect(undo.status == 0, "\(undo)")
            #expect(try await stage.cloud.names("product") == ["shop"])
        }
    }

    @Test("an undo does not take along what another run put into what it takes away")
    func laterContents() async throws {
        try await RehearsalStage.with { stage in
            try stage.project()
            try stage.manifest(Manifests.joined(Manifests.product("shop"), Manifests.vpc("main")))
            #expect(try await stage.apply().status == 0)
            let run = try await lastRun(stage)
            try stage.manifest(
                "apiVersion: ncloud/v1\nkind: Api\nmetadata: {name: orders}\nspec: {product: shop}", file: "more")
            #expect(try await stage.apply().status == 0)
            let undo = try await stage.nacre("undo", run, "--auto-approve")
            #expect(undo.status == 1 && undo.err.contains("Api/orders depends on it"), "\(undo)")
            #expect(try await stage.cloud.names("api") == ["orders"])
            #expect(try await stage.cloud.names("vpc") == ["main"])
        }
    }

    @Test("an undo of a run that is not in the history is refused")
    func unknown() async throws {
        try await RehearsalStage.with { stage in
            try stage.project()
            try stage.manifest(Self.before)
            #expect(try await stage.apply().status == 0)
            let undo = try await stage.nacre("undo", "nonsense", "--auto-approve")
            #expect(undo.status == 1, "\(undo)")
            #expect(undo.err.contains("nacre state history"), "\(undo)")
        }
    }

    private func lastRun(_ stage: RehearsalStage) async throws -> String {
        let history = try await stage.nacre("state", "history", "--output", "json").json
        return try #require(history["runs"]?[0]?["id"]?.text, "\(history)")
    }

    /// Makes a product that this workspace's state does not know; gives its id.
    private func product(_ name: String, _ stage: RehearsalStage) async throws -> String {
        try stage.manifest(Manifests.product(name), file: "theirs")
        try await stage.nacre(
            "apply", "--auto-approve", "--state", "state/theirs.db", "--target", "Product/\(name)")
        try stage.scratch.remove("manifests/theirs.yaml")
        return try #require(try await stage.cloud.object("product", named: name)?["id"]?.text)
    }
}

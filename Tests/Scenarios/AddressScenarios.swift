import OrderedJSON
import Rehearsal
import Testing

@Suite("addresses and lifecycles") struct AddressScenarios {
    private func made(_ manifest: String, _ body: (RehearsalStage) async throws -> Void) async throws {
        try await RehearsalStage.with { stage in
            try stage.project()
            try stage.manifest(manifest)
            let apply = try await stage.apply()
            #expect(apply.status == 0, "\(apply)")
            try await body(stage)
        }
    }

    private func isSettled(_ stage: RehearsalStage) async throws -> Bool {
        let plan = try await stage.nacre("plan", "--detailed-exitcode")
        if plan.status != 0 { Issue.record("\(plan)") }
        return plan.status == 0
    }

    @Test("what was forgotten is imported again by its id, unchanged")
    func importing() async throws {
        try await made(Manifests.small) { stage in
            let id = try #require(try await stage.cloud.object("vpc", named: "main")?["id"]?.text)
            let forgotten = try await stage.nacre("state", "forget", "Vpc/main")
            #expect(forgotten.status == 0 && forgotten.out == "forgot Vpc/main\n", "\(forgotten)")
            let imported = try await stage.nacre("import", "Vpc/main", id, "--auto-approve")
            #expect(imported.status == 0 && imported.out.contains("import"), "\(imported)")
            #expect(try await stage.nacre("state", "list").out.contains("ready, adopted"))
            #expect(try await isSettled(stage))
            #expect(try await stage.cloud.names("vpc") == ["main"])

            let unknown = try await stage.nacre("import", "Vpc/mian", id)
            #expect(unknown.status == 1 && unknown.err.contains("did you mean Vpc/main?"), "\(unknown)")
        }
    }

    @Test("importing an object that is not there is refused and incomplete")
    func importingNothing() async throws {
        try await made(Manifests.small) { stage in
            _ = try await stage.nacre("state", "forget", "Vpc/main")
            let imported = try await stage.nacre("import", "Vpc/main", "4711", "--auto-approve")
            #expect(imported.status != 0 && imported.all.contains("4711"), "\(imported)")
        }
    }

    @Test("an object is renamed in state and manifest without touching the cloud")
    func moving() async throws {
        try await made(Manifests.product("one", head: "labels: {a: b}").replacing("labels: {a: b}", with: "")) {
            stage in
            let calls = try await stage.cloud.calls().filter { !$0.key.hasPrefix("GET") && !$0.key.hasPrefix("get") }
            let move = try await stage.nacre("state", "mv", "Product/one", "Product/uno")
            #expect(move.status == 0, "\(move)")
            try stage.manifest(
                Manifests.product("uno").replacing("description: made", with: "name: one, description: made"))
            #expect(try await isSettled(stage))
            #expect(
                try await stage.cloud.calls().filter { !$0.key.hasPrefix("GET") && !$0.key.hasPrefix("get") } == calls)
            #expect(try await stage.nacre("state", "mv", "Product/none", "Product/other").status == 1)
        }
    }

    @Test("renamedFrom moves an address")
    func renamedFrom() async throws {
        try await made(Manifests.vpc("old", head: "")) { stage in
            let renamed = Manifests.vpc("new", head: "renamedFrom: old")
                .replacing("cidr:", with: "name: old, cidr:")
            try stage.manifest(renamed)
            let plan = try await stage.nacre("plan", "--output", "json")
            #expect(try plan.steps == ["move Vpc/new"])
            #expect(try await stage.apply().status == 0)
            #expect(try await isSettled(stage))
            let list = try await stage.nacre("state", "list").out
            #expect(list.contains("Vpc/new") && !list.contains("Vpc/old"))
        }
    }

    @Test("state is listed, shown, verified, exported and its history told")
    func state() async throws {
        try await made(Manifests.small) { stage in
            let list = try await stage.nacre("state", "list", "--output", "json")
            #expect(list.status == 0)
            let shown = try await stage.nacre("state", "show", "Vpc/main")
            #expect(shown.status == 0 && shown.out.contains("10.0.0.0/16"), "\(shown)")
            #expect(try await stage.nacre("state", "show", "Vpc/mian").err.contains("did you mean Vpc/main?"))
            #expect(try await stage.nacre("show", "Vpc/main").out.contains("RUN"))
            #expect(try await stage.nacre("state", "verify").out == "State is valid.\n")
            let history = try await stage.nacre("state", "history")
            let lines = history.out.split(separator: "\n")
            #expect(lines.count == 1 && lines[0].contains("apply  done"), "\(history)")
            let run = try #require(lines.first?.split(separator: " ").first)
            #expect(try await stage.nacre("state", "history", String(run)).out.contains("done  create Vpc/main"))
            #expect(try await stage.nacre("state", "export").json["resources"] != nil)
        }
    }

    @Test("onRemove: retain forgets, confirm waits for a yes, and delete deletes")
    func onRemove() async throws {
        let manifest = Manifests.joined(
            Manifests.product("kept", head: "lifecycle: {onRemove: retain}"),
            Manifests.product("asked", head: "lifecycle: {onRemove: confirm}"), Manifests.product("gone"))
        try await made(manifest) { stage in
            try stage.manifest(Manifests.vpc("other"))
            let apply = try await stage.apply()
            #expect(apply.status == 1 && apply.err.contains("must be confirmed"), "\(apply)")
            #expect(try await stage.cloud.names("product") == ["asked", "gone", "kept"])
            let rest = try await stage.apply("--keep-going")
            #expect(rest.status == 3 && rest.out.contains("must be confirmed"), "\(rest)")
            #expect(try await stage.cloud.names("product") == ["asked", "kept"])
            let named = try await stage.apply("--target", "Product/asked")
            #expect(named.status == 0, "\(named)")
            #expect(try await stage.cloud.names("product") == ["kept"])
            #expect(try await isSettled(stage))
        }
    }

    @Test("a protected object is neither deleted nor replaced, even when its document is gone")
    func protect() async throws {
        try await made(Manifests.vpc("main", head: "lifecycle: {protect: true}")) { stage in
            try stage.manifest(Manifests.vpc("main", cidr: "10.1.0.0/16", head: "lifecycle: {protect: true}"))
            let replace = try await stage.apply()
            #expect(replace.status == 1 && replace.err.contains("it is protected"), "\(replace)")
            try stage.manifest(Manifests.product("other"))
            let delete = try await stage.apply()
            #expect(delete.status == 1 && delete.err.contains("lifecycle.protect"), "\(delete)")
            #expect(try await stage.nacre("destroy", "--auto-approve").status == 1)
            #expect(try await stage.cloud.objects("vpc").compactMap { $0["ipv4CidrBlock"]?.text } == ["10.0.0.0/16"])

            try stage.manifest(Manifests.vpc("main"))
            #expect(try await stage.nacre("plan", "--output", "json").steps.contains("update-lifecycle Vpc/main"))
            #expect(try await stage.apply().status == 0)
            #expect(try await stage.nacre("destroy", "--auto-approve").status == 0)
            #expect(try await stage.cloud.objects("vpc").isEmpty)
        }
    }

    @Test("forget: true drops an object from state and leaves it in the cloud")
    func forget() async throws {
        try await made(Manifests.product("one")) { stage in
            try stage.manifest(Manifests.product("one", head: "forget: true"))
            #expect(try await stage.nacre("plan", "--output", "json").steps == ["forget Product/one"])
            #expect(try await stage.apply().status == 0)
            #expect(try await stage.cloud.names("product") == ["one"])
            #expect(try await isSettled(stage))
        }
    }

    @Test("an ignored field is left to others until its day is over")
    func ignore() async throws {
        let ignoring = "lifecycle: {ignore: [{path: spec.description, reason: ops, until: 2999-12-31}]}"
        try await made(Manifests.product("one", head: ignoring)) { stage in
            try await stage.cloud.change("product", named: "one", ["productDescription": "theirs"])
            #expect(try await isSettled(stage))
            try stage.manifest(Manifests.product("one", head: ignoring.replacing("2999", with: "2001")))
            #expect(try await stage.nacre("plan", "--detailed-exitcode").status == 2)
        }
    }
}

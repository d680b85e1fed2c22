import OrderedJSON
import Rehearsal
import Testing

@Suite("resuming and doubt") struct ResumeScenarios {
    @Test("--resume does what the last run left, and only that")
    func resume() async throws {
        try await RehearsalStage.with { stage in
            try stage.project()
            try stage.manifest(
                Manifests.joined(
                    Manifests.vpc("main"), Manifests.product("shop"),
                    """
                    apiVersion: ncloud/v1
                    kind: Subnet
                    metadata: {name: app}
                    spec: {vpc: main, zone: KR-1, cidr: 10.0.1.0/24, type: PUBLIC}
                    """))
            try await stage.cloud.faults([["match": "createVpc", "times": 1, "status": 403]])
            #expect(try await stage.apply().status == 3)
            // Drift in what the run did end is left for a whole apply.
            try await stage.cloud.change("product", named: "shop", ["productDescription": "by hand"])

            let resumed = try await stage.apply("--resume")
            #expect(resumed.status == 0, "\(resumed)")
            #expect(try await stage.cloud.names("vpc") == ["main"])
            #expect(try await stage.cloud.names("subnet") == ["app"])
            #expect(try await stage.cloud.object("product", named: "shop")?["productDescription"]?.text == "by hand")

            let again = try await stage.apply("--resume")
            #expect(again.status == 0 && again.out.contains("Nothing to resume"), "\(again)")
            #expect(try await stage.nacre("plan", "--detailed-exitcode").status == 2)
        }
    }

    @Test("--resume deletes nothing that holds what it does not delete")
    func isHeld() async throws {
        try await RehearsalStage.with { stage in
            try stage.project()
            let removable = "lifecycle: {onRemove: delete}"
            func manifest(_ description: String) -> String {
                Manifests.joined(
                    Manifests.vpc("main"), Manifests.product("shop", head: removable, description: description),
                    Manifests.api("orders", in: "shop"))
            }
            try stage.manifest(manifest("made"))
            #expect(try await stage.apply().status == 0)
            try stage.manifest(manifest("renewed"))
            try await stage.cloud.faults([["match": "PATCH *", "times": 1, "status": 403]])
            let left = try await stage.apply()
            #expect(left.status == 3, "\(left)")

            try stage.manifest(Manifests.vpc("main"))
            let resumed = try await stage.apply("--resume")
            #expect(resumed.status == 1, "\(resumed)")
            #expect(
                resumed.all.contains("Product/shop: Api/orders depends on it and is not part of this run"),
                "\(resumed)")
            #expect(resumed.all.contains("include Api/orders, or delete it first"), "\(resumed)")
            #expect(try await stage.cloud.names("product") == ["shop"])
        }
    }

    // MARK: Several could be it

    @Test("with two objects that could be the lost one, apply stops, shows both and says what to do")
    func fail() async throws {
        try await doubtful { stage, cut in
            for result in [cut, try await stage.apply()] {
                #expect([1, 3].contains(result.status), "\(result)")
                #expect(result.all.contains("2 objects match"), "\(result)")
                for id in try await ids(stage) { #expect(result.all.contains(id), "\(result)") }
                #expect(result.all.contains("nacre import InitScript/setup ID"), "\(result)")
            }
            #expect(try await ids(stage).count == 2)
        }
    }

    @Test("what it says to do settles the matter")
    func advice() async throws {
        try await doubtful { stage, _ in
            let ids = try await ids(stage)
            let adoption = try await stage.nacre("import", "InitScript/setup", ids[0], "--auto-approve")
            #expect(adoption.status == 0, "\(adoption)")
            #expect(try await stage.nacre("plan", "--detailed-exitcode").status == 0)
            #expect(try await stage.nacre("state", "show", "InitScript/setup").out.contains(ids[0]))
            #expect(try await self.ids(stage).count == 2)
        }
    }

    @Test("--on-ambiguous adopt takes the newest, retry makes another", arguments: [("adopt", 2), ("retry", 3)])
    func policy(_ policy: String, _ count: Int) async throws {
        try await doubtful { stage, _ in
            let before = try await ids(stage)
            let apply = try await stage.apply("--on-ambiguous", policy)
            #expect(apply.status == 0, "\(apply)")
            let after = try await ids(stage)
            #expect(after.count == count)
            let newest = try #require(after.last)
            #expect(policy == "retry" || newest == before.last)
            #expect(try await stage.nacre("state", "show", "InitScript/setup").out.contains(newest))
            #expect(try await stage.nacre("plan", "--detailed-exitcode").status == 0)
        }
    }

    /// Two scripts of one name, both younger than the intent: ours, whose answer was lost, and one that somebody made
    /// in the meantime. `body` gets what the run said that met them.
    private func doubtful(_ body: (RehearsalStage, NacreProcess.Result) async throws -> Void) async throws {
        try await RehearsalStage.with { stage in
            try stage.project()
            try stage.manifest(
                "apiVersion: ncloud/v1\nkind: InitScript\nmetadata: {name: setup}\nspec: {content: echo hello}")
            // The answer to the first creation is held back for a while and lost; somebody else's passes meanwhile.
            try await stage.cloud.faults([
                ["match": "createInitScript", "times": 1, "delayMs": 12_000, "drop": "afterCommit"]
            ])
            let ours = try stage.start(["apply", "--auto-approve"])
            #expect(try await stage.until { try await stage.cloud.calls()["createInitScript"] == 1 })
            let theirs = try await stage.apply("--state", "state/theirs.db", "--ignore-existing")
            #expect(theirs.status == 0, "\(theirs)")
            #expect(try await ids(stage).count == 2)
            try await body(stage, await ours.result())
        }
    }

    private func ids(_ stage: RehearsalStage) async throws -> [String] {
        try await stage.cloud.objects("initScript").compactMap { $0["id"]?.text }
            .sorted { (Int($0) ?? 0) < (Int($1) ?? 0) }
    }
}

import OrderedJSON
import Rehearsal
import Testing

/// Kills runs that change and replace what is there.
@Suite("kill -9 of changes") struct KillingChanges {
    private static let updates =
        isSoak ? Death.all(upTo: 50) : [Death(15), Death(20, .answered), Death(26)]
    private static let replacements =
        isSoak ? Death.all(upTo: 50) : [Death(14), Death(20), Death(22, .answered), Death(25)]

    @Test(
        "killed while it changes rules, groups, a spec and a text, apply ends with each as wanted", arguments: updates)
    func updating(_ death: Death) async throws {
        try await RehearsalStage.with { stage in
            try stage.project()
            try stage.manifest(Self.manifest())
            #expect(try await stage.apply().status == 0)
            let ids = try await ids(stage.cloud)

            try stage.manifest(
                Self.manifest(ports: "8443", groups: "[web, ssh]", spec: "s2-g3", product: "the new shop"))
            try await stage.kill(["apply", "--auto-approve"], at: death)
            let apply = try await stage.apply()
            #expect(apply.status == 0, "\(apply)")
            try await expectWhole(stage)
            #expect(try await self.ids(stage.cloud) == ids, "an update made an object anew")
            let shop = try await stage.cloud.object("product", named: "shop")
            #expect(shop?["productDescription"]?.text == "the new shop")
            for server in try await stage.cloud.objects("server") {
                #expect(server["serverSpecCode"]?.text == "s2-g3", "\(server)")
            }
        }
    }

    @Test(
        "killed while it replaces a group that servers bear, apply leaves each server with the new one only",
        arguments: replacements)
    func replacing(_ death: Death) async throws {
        try await RehearsalStage.with { stage in
            try stage.project()
            try stage.manifest(Self.manifest())
            #expect(try await stage.apply().status == 0)
            let ids = try await ids(stage.cloud)

            try stage.manifest(Self.manifest(purpose: "another purpose", script: "echo anew"))
            try await stage.kill(["apply", "--auto-approve"], at: death)
            let apply = try await stage.apply()
            #expect(apply.status == 0, "\(apply)")
            try await expectWhole(stage)
            let now = try await self.ids(stage.cloud)
            #expect(now["server"] == ids["server"], "the servers were replaced with the group")
            #expect(now["accessControlGroup"] != ids["accessControlGroup"])
            #expect(now["initScript"] != ids["initScript"])
            #expect(try await stage.nacre("state", "list").out.contains("~") == false)
        }
    }

    private func expectWhole(_ stage: RehearsalStage) async throws {
        let cloud = stage.cloud
        #expect(try await cloud.names("server") == ["web-0", "web-1"])
        #expect(try await cloud.names("accessControlGroup").filter { $0 == "web" } == ["web"])
        #expect(try await cloud.names("accessControlGroup").filter { $0 == "ssh" } == ["ssh"])
        #expect(try await cloud.names("initScript") == ["setup"])
        #expect(try await cloud.names("product") == ["shop"])
        let plan = try await stage.nacre("plan", "--detailed-exitcode")
        #expect(plan.status == 0, "\(plan)")
        let verify = try await stage.nacre("state", "verify")
        #expect(verify.status == 0, "\(verify)")
    }

    /// The ids of what must stay, or must not.
    private func ids(_ cloud: ControlPanel) async throws -> [String: [String]] {
        var ids: [String: [String]] = [:]
        for table in ["server", "vpc", "subnet", "product", "initScript"] {
            ids[table] = try await cloud.objects(table).compactMap { $0["id"]?.text }.sorted()
        }
        ids["accessControlGroup"] = [try await cloud.object("accessControlGroup", named: "web")?["id"]?.text ?? "none"]
        return ids
    }

    private static func manifest(
        ports: String = "443", groups: String = "[web]", spec: String = "ci2-g3", product: String = "the shop",
        purpose: String = "web servers", script: String = "echo hello"
    ) -> String {
        Manifests.joined(
            Manifests.vpc("main"), Manifests.subnet(in: "main"),
            Manifests.document(
                "AccessControlGroup", "web", "vpc: main", "description: \(purpose)",
                "inbound: [{protocol: TCP, cidr: 0.0.0.0/0, ports: \"\(ports)\"}, {protocol: TCP, group: web, ports: \"80\"}]"
            ),
            Manifests.document(
                "AccessControlGroup", "ssh", "vpc: main",
                "inbound: [{protocol: TCP, cidr: 10.0.0.0/8, ports: \"22\"}]"),
            Manifests.document("InitScript", "setup", "content: \(script)"),
            Manifests.loginKey,
            Manifests.server(
                "\"web-${each.index}\"", head: "forEach: {count: 2}", spec: spec, "accessControlGroups: \(groups)"),
            Manifests.product("shop", description: product))
    }
}

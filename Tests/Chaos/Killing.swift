import Foundation
import OrderedJSON
import Rehearsal
import Testing

/// Kills the command at chosen calls and looks whether anything was lost or doubled.
@Suite("kill -9") struct Killing {
    /// A workspace of every sort: with and without ids in answers, with rules, with waits.
    private static let manifest = Manifests.joined(
        Manifests.vpc("main"), Manifests.subnet(in: "main"),
        Manifests.document(
            "AccessControlGroup", "web", "vpc: main",
            "inbound: [{protocol: TCP, cidr: 0.0.0.0/0, ports: \"443\"}, {protocol: ICMP, cidr: 10.0.0.0/8}]",
            "outbound: [{protocol: TCP, cidr: 0.0.0.0/0, ports: 1-65535}]"),
        Manifests.loginKey,
        Manifests.server("\"web-${each.index}\"", head: "forEach: {count: 3}", "accessControlGroups: [web]"),
        Manifests.product("shop"), Manifests.api("orders", in: "shop"), Manifests.frame,
        Manifests.dataBox("blockExternalNetwork: true"))

    /// A run makes about sixty calls.
    private static let deaths =
        isSoak
        ? Death.all(upTo: 60)
        : [Death(9), Death(17, .answered), Death(22), Death(28, .answered), Death(35), Death(43, .arrived)]

    @Test(
        "killed at any call and run again, apply and destroy end as if nothing had happened", arguments: deaths
    )
    func onceEach(_ death: Death) async throws {
        try await RehearsalStage.with { stage in
            try prepare(stage)
            try await stage.kill(["apply", "--auto-approve"], at: death)
            let apply = try await stage.apply()
            #expect(apply.status == 0, "\(apply)")
            try await expectWhole(stage)

            try await stage.kill(["destroy", "--auto-approve"], at: death)
            let destroy = try await stage.nacre("destroy", "--auto-approve")
            #expect(destroy.status == 0, "\(destroy)")
            try await expectEmpty(stage)
        }
    }

    @Test("killed again and again, an apply still gets there", arguments: isSoak ? Array(1...20) : [1])
    func manyTimes(_ seed: UInt64) async throws {
        try await RehearsalStage.with { stage in
            try prepare(stage)
            var dice = Dice(state: seed)
            for _ in 0..<5 { try await stage.kill(["apply", "--auto-approve"], at: Death(dice.number(8...30))) }
            let apply = try await stage.apply()
            #expect(apply.status == 0, "\(apply)")
            try await expectWhole(stage)
        }
    }

    private func prepare(_ stage: RehearsalStage) throws {
        try stage.project()
        try stage.manifest(Self.manifest)
    }

    private func expectWhole(_ stage: RehearsalStage) async throws {
        let cloud = stage.cloud
        #expect(try await cloud.names("vpc") == ["main"])
        #expect(try await cloud.names("subnet") == ["app"])
        #expect(try await cloud.names("server") == ["web-0", "web-1", "web-2"])
        #expect(try await cloud.names("loginKey", "keyName") == ["ops"])
        #expect(try await cloud.names("accessControlGroup").filter { $0 == "web" }.count == 1)
        #expect(try await cloud.names("product") == ["shop"])
        #expect(try await cloud.names("api") == ["orders"])
        #expect(try await boxes(cloud) == ["USE"])
        let plan = try await stage.nacre("plan", "--detailed-exitcode")
        #expect(plan.status == 0, "\(plan)")
        let verify = try await stage.nacre("state", "verify")
        #expect(verify.status == 0, "\(verify)")
    }

    private func expectEmpty(_ stage: RehearsalStage) async throws {
        for table in ["vpc", "subnet", "server", "loginKey", "accessControlGroup", "product", "api", "blockStorage"] {
            #expect(try await stage.cloud.objects(table).isEmpty, "\(table) is left")
        }
        #expect(try await boxes(stage.cloud).isEmpty)
        #expect(try await stage.nacre("state", "list").out.contains("/") == false)
    }

    private func boxes(_ cloud: ControlPanel) async throws -> [String] {
        try await cloud.objects("box").compactMap { $0["statusCode"]?.text }.filter { $0 != "TERMT" }
    }
}

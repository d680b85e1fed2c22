import Foundation
import OrderedJSON
import Rehearsal
import Testing

@Suite("servers of the Classic environment") struct ClassicScenarios {
    private static let web: JSON = [
        "name": "LEGACY_web", "image": "ubuntu-18.04-64-server", "publicIp": "203.0.113.7", "loginKey": "ops",
        "forwardedPort": 2222, "disks": [["name": "uploads", "size": 100, "type": "SSD"]],
        "groups": [
            [
                "name": "web",
                "rules": [
                    ["source": "0.0.0.0/0", "ports": "443", "description": "customers"],
                    ["group": ["name": "jump", "rules": [["source": "198.51.100.7", "ports": "22"]]], "ports": "22"],
                ],
            ]
        ],
    ]

    /// What is left in the manifests when the server is not.
    private static let others = Manifests.vpc("main")

    private func withServer(_ body: (RehearsalStage) async throws -> Void) async throws {
        try await RehearsalStage.with { stage in
            try stage.project()
            try await stage.cloud.addClassicServer(["name": "legacy", "zone": "KR-2"])
            try await body(stage)
        }
    }

    private func manifest(_ fields: String..., head: String = "") -> String {
        Manifests.document("ClassicServer", "legacy", head: head, fields)
    }

    private func server(_ stage: RehearsalStage) async throws -> JSON {
        try await stage.cloud.objects("classicServer").first ?? .null
    }

    @Test("a server is imported, stopped, resized, started, protected, drifts, and is terminated only by several words")
    func wholeLife() async throws {
        try await withServer { stage in
            try stage.manifest(manifest())
            let adopted = try await stage.apply()
            #expect(adopted.status == 0 && adopted.out.contains("legacy"), "\(adopted)")
            #expect(try await stage.nacre("plan", "--detailed-exitcode").status == 0)
            #expect(try await stage.cloud.changingCallCount() == 0)

            try stage.manifest(manifest("power: off", "protectTermination: true"))
            #expect(try await stage.apply().status == 0)
            #expect(try await server(stage)["serverInstanceStatus"] == "NSTOP")
            try stage.manifest(manifest("serverProduct: SPSVRSTAND000005", "power: on", "protectTermination: true"))
            let resized = try await stage.apply()
            #expect(resized.status == 0, "\(resized)")
            let running = try await server(stage)
            #expect(running["serverProductCode"] == "SPSVRSTAND000005" && running["serverInstanceStatus"] == "RUN")

            try await stage.cloud.change("classicServer", named: "legacy", ["isProtectServerTermination": false])
            let drift = try await stage.nacre("drift")
            #expect(drift.status == 2 && drift.out.contains("protectTermination"), "\(drift)")
            #expect(try await stage.apply().status == 0)

            try stage.manifest(manifest("protectTermination: false", head: "lifecycle: {onRemove: delete}"))
            #expect(try await stage.apply().status == 0)
            try stage.manifest(Self.others)
            let kept = try await stage.apply()
            #expect(kept.status != 0 && kept.all.contains("--allow-data-loss"), "\(kept)")
            #expect(try await stage.cloud.objects("classicServer").count == 1)
            let gone = try await stage.apply("--allow-data-loss")
            #expect(gone.status == 0, "\(gone)")
            #expect(try await stage.cloud.objects("classicServer").isEmpty)
            #expect(try await stage.cloud.objects("classicDisk").isEmpty)
        }
    }

    @Test("removed from the manifests, a server stays; one with additional disks is not terminated")
    func stays() async throws {
        try await RehearsalStage.with { stage in
            try stage.project()
            try await stage.cloud.addClassicServer(["name": "legacy", "disks": [["size": 10]]])
            try stage.manifest(manifest())
            #expect(try await stage.apply().status == 0)
            try stage.manifest(Self.others)
            #expect(try await stage.apply().status == 0)
            #expect(try await stage.cloud.objects("classicServer").count == 1)

            try stage.manifest(
                Manifests.joined(Self.others, manifest(head: "lifecycle: {onRemove: delete}")))
            #expect(try await stage.apply().status == 0)
            try stage.manifest(Self.others)
            try await stage.cloud.resetCalls()
            let stopped = try await stage.apply("--allow-data-loss")
            #expect(stopped.status != 0 && stopped.all.contains("disks besides its root disk"), "\(stopped)")
            #expect(try await stage.cloud.changingCallCount() == 0)
        }
    }

    @Test("a server that does not exist is an error with the reason, and no capability allows it")
    func creation() async throws {
        try await withServer { stage in
            try stage.manifest(Manifests.document("ClassicServer", "new"))
            let plan = try await stage.nacre("plan")
            #expect(plan.status != 0 && plan.all.contains("2025-06-18"), "\(plan)")
            #expect(plan.all.contains("--for-vpc") && plan.all.contains("not offer the Classic environment"), "\(plan)")
            let explained = try await stage.nacre("explain", "ClassicServer")
            #expect(explained.out.contains("pull/533") && !explained.out.contains("capabilities:"), "\(explained)")
            try stage.scratch.write(
                """
                apiVersion: nacre/v1
                kind: Project
                metadata: {name: shop}
                spec: {cloud: "\(stage.cloud.url)", capabilities: {ClassicServer: [create]}}
                """, to: "nacre.yaml")
            let allowed = try await stage.nacre("plan")
            #expect(allowed.status == 1 && allowed.all.contains("nothing that an account can be allowed"), "\(allowed)")
        }
    }

    @Test("discovery omits classic servers unless their kind is named")
    func discovery() async throws {
        try await withServer { stage in
            let all = try await stage.nacre("discover", "--dry-run")
            #expect(!all.out.contains("kind: ClassicServer") && all.all.contains("--kind ClassicServer"), "\(all)")
            let own = try await stage.nacre("discover", "--kind", "ClassicServer", "--dry-run")
            #expect(own.out.contains("ClassicServer/legacy") || own.out.contains("kind: ClassicServer"), "\(own)")
        }
    }

    @Test("manifests for a VPC are valid, say what they do not know, and create what they describe")
    func migration() async throws {
        try await RehearsalStage.with { stage in
            try stage.project()
            try await stage.cloud.addClassicServer(Self.web)
            let exported = try await stage.nacre(
                "export", "ClassicServer/LEGACY_web", "--for-vpc", "--out", "manifests/")
            #expect(exported.status == 0, "\(exported)")
            let text = try String(contentsOfFile: stage.scratch.path("manifests/LEGACY_web-vpc.yaml"), encoding: .utf8)
            for said in [
                "Data: nothing on the disks is moved", "192.0.2.51:2222 to 22", "was ubuntu-18.04-64-server",
                "another address than 203.0.113.7", "LEGACY_web is written as legacy-web",
                "osType: UBUNTU", "group: jump", "198.51.100.7/32", "size: 100", "privateKeyFile: ops.pem",
            ] { #expect(text.contains(said), "\(said) is missing in\n\(text)") }
            #expect(try await stage.cloud.changingCallCount() == 0)
            let valid = try await stage.nacre("validate")
            #expect(valid.status == 0, "\(valid)")

            let made = try await stage.apply()
            #expect(made.status == 0, "\(made)")
            #expect(try await stage.nacre("plan", "--detailed-exitcode").status == 0)
            let server = try await stage.cloud.objects("server").first ?? .null
            #expect(server["serverName"] == "legacy-web" && server["cpuCount"] == 2)
            #expect(try await stage.cloud.objects("classicServer").count == 1, "the classic one is not touched")
        }
    }

    @Test("only kinds with a successor are written for a VPC, and not with flags of other exports")
    func misuse() async throws {
        try await withServer { stage in
            let vpc = try await stage.nacre("export", "Vpc/main", "--for-vpc")
            #expect(vpc.status == 1 && vpc.all.contains("only ClassicServer"), "\(vpc)")
            let flat = try await stage.nacre("export", "ClassicServer/legacy", "--for-vpc", "--flat")
            #expect(flat.status != 0 && flat.all.contains("cannot be combined"), "\(flat)")
            let missing = try await stage.nacre("export", "ClassicServer/legcy", "--for-vpc")
            #expect(missing.status == 1 && missing.all.contains("did you mean legacy?"), "\(missing)")
        }
    }
}

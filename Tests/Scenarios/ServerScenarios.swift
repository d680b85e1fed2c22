import Foundation
import OrderedJSON
import Rehearsal
import Testing

@Suite("servers") struct ServerScenarios {
    /// One server, with `spec` beside what it needs.
    private static func server(_ spec: String) -> String {
        Manifests.servers(1).replacing("serverSpec: ci2-g3", with: "serverSpec: ci2-g3\n  \(spec)")
            .replacing("forEach: {count: 1}\n", with: "").replacing("\"web-${each.index}\"", with: "web-0")
    }

    private static let withoutServer = Manifests.servers(0)

    @Test("a new spec is shown as stop and start, and a server that ops had stopped stays off")
    func spec() async throws {
        try await RehearsalStage.with { stage in
            try stage.project()
            try stage.manifest(Manifests.servers(2))
            #expect(try await stage.apply().status == 0)
            let off = try #require(try await stage.cloud.object("server", named: "web-1")?["id"]?.text)
            try await stage.cloud.change(
                "server", id: off, ["serverInstanceStatus": "NSTOP", "serverInstanceStatusName": "stopped"])

            try stage.manifest(Manifests.servers(2).replacing("ci2-g3", with: "s2-g3"))
            let plan = try await stage.nacre("plan")
            #expect(plan.out.contains("[stop/start]") && plan.out.contains("changeServerInstanceSpec"), "\(plan)")
            #expect(try await stage.apply().status == 0)
            let states = try await stage.cloud.objects("server").compactMap { server in
                server["serverName"]?.text.map { "\($0) \(server["serverInstanceStatus"]?.text ?? "")" }
            }
            #expect(states.sorted() == ["web-0 RUN", "web-1 NSTOP"])
            #expect(try await stage.nacre("plan", "--detailed-exitcode").status == 0)
        }
    }

    @Test("a protection of nacre's own is lifted in plain sight, somebody else's stands")
    func protection() async throws {
        try await RehearsalStage.with { stage in
            try stage.project()
            try stage.manifest(Self.server("protectTermination: true"))
            #expect(try await stage.apply().status == 0)
            try stage.manifest(Self.withoutServer)
            let own = try await stage.nacre("plan")
            #expect(own.out.contains("protectTermination") && own.out.contains("setProtectServerTermination"), "\(own)")

            try stage.manifest(Self.server("description: plain"))
            #expect(try await stage.apply().status == 0)
            try await stage.cloud.change("server", named: "web-0", ["isProtectServerTermination": true])
            try stage.manifest(Self.withoutServer)
            let other = try await stage.nacre("plan")
            #expect(other.out.contains("error  ") && other.out.contains("not by nacre"), "\(other)")
            #expect(try await stage.apply().status != 0)
            #expect(try await stage.cloud.objects("server").count == 1)

            try await stage.cloud.change("server", named: "web-0", ["isProtectServerTermination": false])
            #expect(try await stage.apply().status == 0)
            #expect(try await stage.cloud.objects("server").isEmpty)
        }
    }

    @Test("an own image is made of a server, outlives it, and another server starts from it")
    func image() async throws {
        try await RehearsalStage.with { stage in
            try stage.project()
            let image = { (more: String) in
                "apiVersion: ncloud/v1\nkind: ServerImage\nmetadata: {name: golden}\nspec: {\(more)sharedWith: []}"
            }
            let clone = """
                apiVersion: ncloud/v1
                kind: Server
                metadata: {name: clone}
                spec: {subnet: app, image: golden, serverSpec: ci2-g3, loginKey: ops}
                """
            try stage.manifest(Manifests.joined(Self.server(""), image("server: web-0, "), clone))
            let apply = try await stage.apply()
            #expect(apply.status == 0, "\(apply)")
            #expect(try await stage.nacre("plan", "--detailed-exitcode").status == 0)

            try stage.manifest(Manifests.joined(Self.withoutServer, image(""), clone))
            #expect(try await stage.apply().status == 0)
            #expect(try await stage.cloud.names("server") == ["clone"])
            #expect(try await stage.cloud.names("serverImage").contains("golden"))
            #expect(try await stage.nacre("plan", "--detailed-exitcode").status == 0)
        }
    }

    @Test("many servers are stopped and terminated by list")
    func byList() async throws {
        try await RehearsalStage.with { stage in
            try stage.project()
            try stage.manifest(Manifests.servers(60))
            #expect(try await stage.apply("--quiet").status == 0)
            let made = try await stage.cloud.calls()
            #expect(made["getSubnetDetail"] == nil && (made["getAccessControlGroupList"] ?? 0) <= 2, "\(made)")
            try await stage.cloud.resetCalls()
            let destroy = try await stage.nacre("destroy", "--auto-approve", "--quiet")
            #expect(destroy.status == 0, "\(destroy)")
            let calls = try await stage.cloud.calls()
            let commands = (calls["stopServerInstances"] ?? 0) + (calls["terminateServerInstances"] ?? 0)
            #expect(commands >= 2 && commands <= 12, "\(calls)")
            #expect(try await stage.cloud.objects("server").isEmpty)
        }
    }

    @Test("a joint call that fails or loses its answer leaves nothing behind")
    func jointTrouble() async throws {
        try await RehearsalStage.with { stage in
            try stage.project()
            try stage.manifest(Manifests.servers(5))
            #expect(try await stage.apply().status == 0)
            try await stage.cloud.faults([
                ["match": "stopServerInstances", "times": 1, "status": 503],
                ["match": "terminateServerInstances", "times": 1, "drop": "afterCommit"],
            ])
            let destroy = try await stage.nacre("destroy", "--auto-approve")
            #expect(destroy.status == 0, "\(destroy)")
            #expect(try await stage.cloud.objects("server").isEmpty)
        }
    }

    @Test("a kept private key is read back only on request, into a file of its owner's or after a yes")
    func secret() async throws {
        try await RehearsalStage.with { stage in
            try stage.project()
            try stage.manifest(
                """
                apiVersion: ncloud/v1
                kind: LoginKey
                metadata: {name: kept}
                spec: {}
                ---
                apiVersion: ncloud/v1
                kind: LoginKey
                metadata: {name: filed}
                spec: {privateKeyFile: filed.pem}
                """)
            #expect(try await stage.apply().status == 0)
            let silent = try await stage.nacre("state", "secret", "LoginKey/kept")
            #expect(silent.status == 1 && !silent.all.contains("PRIVATE KEY") && silent.err.contains("--out"))
            let filed = try await stage.nacre("state", "secret", "LoginKey/filed")
            #expect(filed.status == 1 && filed.err.contains("filed.pem"), "\(filed)")

            let shown = try await stage.nacre("state", "secret", "LoginKey/kept", "--reveal")
            #expect(shown.status == 0 && shown.out.hasPrefix("-----BEGIN RSA PRIVATE KEY-----\n"))
            let file = stage.scratch.path("kept.pem")
            let written = try await stage.nacre("state", "secret", "LoginKey/kept", "privateKey", "--out", file)
            #expect(written.status == 0 && !written.all.contains("PRIVATE KEY"), "\(written)")
            #expect(try stage.scratch.read("kept.pem") == shown.out)
            let mode = try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions] as? NSNumber
            #expect(mode?.intValue == 0o600)
        }
    }

    @Test("the file that a manifest names has the key of the object there is, and what was there before is kept")
    func keyFile() async throws {
        try await RehearsalStage.with { stage in
            try stage.project()
            try stage.scratch.write("an older key", to: "keys/ops.pem")
            try stage.scratch.write("not a folder", to: "blocked")
            func manifest(_ path: String) -> String {
                "apiVersion: ncloud/v1\nkind: LoginKey\nmetadata: {name: ops}\nspec: {privateKeyFile: \(path)}"
            }
            try stage.manifest(manifest("blocked/ops.pem"))
            let blocked = try await stage.apply()
            #expect(
                blocked.status == 3
                    && blocked.all.contains("LoginKey/ops was not created: cannot write blocked/ops.pem"),
                "\(blocked)")
            #expect(try await stage.cloud.calls()["createLoginKey"] == nil, "nothing is made whose key cannot be kept")

            try stage.manifest(manifest("keys/ops.pem"))
            let applied = try await stage.apply()
            #expect(applied.status == 0 && applied.err.contains("what was there is in keys/ops.pem.1"), "\(applied)")
            #expect(try stage.scratch.read("keys/ops.pem").hasPrefix("-----BEGIN RSA PRIVATE KEY-----\n"))
            #expect(try stage.scratch.read("keys/ops.pem.1") == "an older key")
            #expect(!stage.scratch.files().contains { $0.hasSuffix(".partial") })
            let mode = try FileManager.default.attributesOfItem(atPath: stage.scratch.path("keys/ops.pem"))[
                .posixPermissions]
            #expect((mode as? NSNumber)?.intValue == 0o600)
        }
    }
}

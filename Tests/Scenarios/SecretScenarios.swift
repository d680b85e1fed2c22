import Foundation
import OrderedJSON
import Rehearsal
import Testing

@Suite("secrets") struct SecretScenarios {
    private static let box = """
        apiVersion: ncloud/v1
        kind: DataBoxFrame
        metadata: {name: analytics}
        spec: {}
        ---
        apiVersion: ncloud/v1
        kind: DataBox
        metadata: {name: churn}
        spec:
          frame: analytics
          sslVpnCount: 1
          connectServers:
            - {spec: 4002, storage: 100, adminPassword: "${secret.admin}", userPassword1: "${secret.user}"}
          tensorFlowCpuServers:
            - {spec: 5001, storage: 100, userPassword: "${secret.user}"}
          nas: [{count: 1, size: 500}]
        ---
        apiVersion: ncloud/v1
        kind: LoginKey
        metadata: {name: filed}
        spec: {privateKeyFile: filed.pem}
        ---
        apiVersion: ncloud/v1
        kind: LoginKey
        metadata: {name: kept}
        spec: {}
        """

    @Test("no file for a secret replaces the state or a file of the workspace, wherever it is named")
    func ownFiles() async throws {
        try await RehearsalStage.with { stage in
            func key(_ file: String) -> String { Manifests.document("LoginKey", "ops", "privateKeyFile: \(file)") }
            try stage.project()
            for file in ["state/nacre.db", "nacre.yaml", "manifests/main.yaml", "/tmp/ops.pem", "''"] {
                try stage.manifest(key(file))
                let plan = try await stage.nacre("plan")
                #expect(plan.status == 1 && plan.err.contains("at manifests/main.yaml:4:"), "\(file): \(plan)")
            }
            // What only the apply knows the path of.
            try stage.manifest(
                Manifests.joined(Manifests.vpc("nacre"), key("\"state/${Vpc/nacre.name}.db\"")))
            let apply = try await stage.apply()
            #expect(
                apply.status == 3 && apply.all.contains("LoginKey/ops was not created: cannot write state/nacre.db"),
                "\(apply)")
            #expect(try await stage.cloud.calls()["createLoginKey"] == nil)

            try stage.manifest(Manifests.document("LoginKey", "ops"))
            #expect(try await stage.apply().status == 0)
            let settings = try stage.scratch.read("nacre.yaml")
            for file in ["nacre.yaml", "state/nacre.db", "state/nacre.db.key", "manifests/main.yaml"] {
                let written = try await stage.nacre(
                    "state", "secret", "LoginKey/ops", "--out", stage.scratch.path(file))
                #expect(written.status == 1 && written.err.contains("write the secret to another file"), "\(written)")
                let plan = try await stage.nacre("plan", "--out", stage.scratch.path(file))
                #expect(plan.status == 1 && plan.err.contains("choose another file for the plan"), "\(plan)")
            }
            #expect(try stage.scratch.read("nacre.yaml") == settings)
            #expect(try await stage.nacre("state", "verify").status == 0)
        }
    }

    @Test("no secret is in any output, in the state's bytes, in a backup or in a saved plan")
    func nowhere() async throws {
        try await RehearsalStage.with { stage in
            try stage.project("  secrets: {admin: {env: ADMIN_PASSWORD}, user: {env: USER_PASSWORD}}")
            try stage.manifest(Self.box)
            let passwords = ["ADMIN_PASSWORD": "Quartz7!adm", "USER_PASSWORD": "Basalt8!usr"]
            let secretKey = "SIMULATORSECRETKEY0000000000000000000001"
            var said = ""
            for arguments in [
                ["plan", "--verbose", "--verbose"], ["plan", "--output", "json", "--out", "plan.json"],
                ["apply", "plan.json", "--verbose", "--verbose"], ["plan", "--output", "json"],
                ["state", "list", "--output", "json"], ["state", "show", "DataBox/churn"],
                ["state", "show", "LoginKey/kept"], ["show", "DataBox/churn", "--output", "json"], ["state", "export"],
                ["drift", "--verbose"], ["state", "history"], ["graph"], ["doctor", "--verbose", "--verbose"],
            ] {
                let result = try await stage.start(
                    arguments, environment: passwords.merging(["NACRE_LOG": "trace"]) { _, new in new }
                ).result()
                #expect(result.status == 0, "\(arguments): \(result)")
                said += result.all
            }
            let key = try stage.scratch.read("filed.pem")
            let line = try #require(key.split(separator: "\n").dropFirst().first.map(String.init))
            let kept = try await stage.cloud.objects("loginKey").compactMap { $0["privateKey"]?.text }
                .flatMap { $0.split(separator: "\n").dropFirst().prefix(1).map(String.init) }
            let secrets = Array(passwords.values) + [secretKey, line] + kept
            for secret in secrets { #expect(!said.contains(secret)) }
            for file in stage.scratch.files() where file != "filed.pem" {
                let bytes = try stage.scratch.bytes(file)
                for secret in secrets {
                    #expect(bytes.range(of: Data(secret.utf8)) == nil, "a secret is in \(file)")
                    let encoded = Data(Data(secret.utf8).base64EncodedString().utf8)
                    #expect(bytes.range(of: encoded) == nil, "a secret is in \(file), encoded")
                }
            }
            let mode = try FileManager.default.attributesOfItem(atPath: stage.scratch.path("filed.pem"))
            #expect((mode[.posixPermissions] as? NSNumber)?.intValue == 0o600)
        }
    }

    @Test("a secret that is not given is named, and the same secret is no difference")
    func compared() async throws {
        try await RehearsalStage.with { stage in
            try stage.project("  secrets: {admin: {env: ADMIN_PASSWORD}, user: {env: USER_PASSWORD}}")
            try stage.manifest(Self.box)
            let missing = try await stage.nacre("plan")
            #expect(missing.status == 1 && missing.err.contains("ADMIN_PASSWORD"), "\(missing)")
            let passwords = ["ADMIN_PASSWORD": "Quartz7!adm", "USER_PASSWORD": "Basalt8!usr"]
            let apply = try await stage.start(["apply", "--auto-approve"], environment: passwords).result()
            #expect(apply.status == 0, "\(apply)")
            let same = try await stage.start(["plan", "--detailed-exitcode"], environment: passwords).result()
            #expect(same.status == 0, "\(same)")
        }
    }
}

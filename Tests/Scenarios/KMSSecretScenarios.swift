import Foundation
import OrderedJSON
import Rehearsal
import Testing

/// Secrets and the key of a state, kept by KMS.
@Suite("secrets from KMS") struct KMSSecretScenarios {
    private static let password = "Marble3!kms"

    private static let key = """
        apiVersion: ncloud/v1
        kind: KmsKey
        metadata: {name: vault}
        spec: {type: AES256}
        ---
        apiVersion: ncloud/v1
        kind: LoginKey
        metadata: {name: kept}
        spec: {}
        """

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
          connectServers: [{spec: 4002, storage: 100, adminPassword: "${secret.admin}"}]
          tensorFlowCpuServers: [{spec: 5001, storage: 100}]
          nas: [{count: 1, size: 500}]
        """

    /// A KMS key, and the password encrypted with it in `nacre.yaml`.
    private func prepare(_ stage: RehearsalStage, _ more: String = "") async throws -> String {
        try stage.project()
        try stage.manifest(Self.key, file: "key")
        let apply = try await stage.apply()
        #expect(apply.status == 0, "\(apply)")
        let tag = try #require(
            try await stage.nacre("state", "show", "KmsKey/vault", "-o", "json").json["resource"]?["id"]?.text)
        let encrypted = try await stage.start(
            ["secret", "encrypt", "--key", tag], environment: ["SECRET": Self.password],
            launcher: ["/bin/sh", "-c", "printf '%s\\n' \"$SECRET\" | \"$@\"", "sh"]
        ).result()
        #expect(encrypted.out.hasPrefix("ncpkms:v1:"), "\(encrypted)")
        try stage.project(
            """
              secrets: {admin: {kms: {key: \(tag), ciphertext: "\(encrypted.out.dropLast())"}}}
            \(more.replacing("TAG", with: tag))
            """)
        try stage.manifest(Self.box)
        return tag
    }

    private func decrypts(_ stage: RehearsalStage) async throws -> Int {
        try await stage.cloud.calls().filter { $0.key.hasSuffix("/decrypt") }.values.reduce(0, +)
    }

    @Test("a ciphertext in nacre.yaml is decrypted once by the commands that need it, and by no other")
    func once() async throws {
        try await RehearsalStage.with { stage in
            _ = try await prepare(stage)
            try await stage.cloud.resetCalls()
            for command in [["validate"], ["lint"], ["graph"], ["drift"], ["discover", "--dry-run"]] {
                let result = try await stage.start(command).result()
                #expect(result.status == 0, "\(command): \(result)")
            }
            #expect(try await decrypts(stage) == 0)
            let apply = try await stage.apply()
            #expect(apply.status == 0 && !apply.all.contains(Self.password), "\(apply)")
            #expect(try await decrypts(stage) == 1)
            let same = try await stage.nacre("plan", "--detailed-exitcode")
            #expect(same.status == 0, "\(same)")
            #expect(try await decrypts(stage) == 2)
        }
    }

    @Test("a state whose key KMS keeps opens with KMS alone, and without it serves what needs no secret")
    func stateKey() async throws {
        try await RehearsalStage.with { stage in
            let tag = try await prepare(stage, "  stateKey: {kms: {key: TAG}}")
            let before = try await stage.nacre("state", "secret", "LoginKey/kept", "--reveal").out
            #expect(try await stage.apply().status == 0)
            let rekey = try await stage.nacre("state", "rekey")
            #expect(rekey.status == 0 && rekey.out.contains(tag), "\(rekey)")
            try stage.scratch.remove("state/nacre.db.key")
            #expect(try await stage.nacre("state", "secret", "LoginKey/kept", "--reveal").out == before)
            let same = try await stage.nacre("plan", "--detailed-exitcode")
            #expect(same.status == 0, "\(same)")
            // Somebody takes the right to use the key away: nothing can be decrypted, and everything else works.
            try await stage.cloud.faults([["match": "*/decrypt", "status": 403]])
            for command in [["state", "list"], ["drift"], ["validate"]] {
                let result = try await stage.start(command).result()
                #expect(result.status == 0, "\(command): \(result)")
            }
            let secret = try await stage.nacre("state", "secret", "LoginKey/kept", "--reveal")
            #expect(secret.status == 1 && secret.err.contains(tag), "\(secret)")
            try await stage.cloud.faults([])
            #expect(try await stage.nacre("state", "rekey", "--to", "file").status == 0)
            #expect(try await stage.nacre("state", "secret", "LoginKey/kept", "--reveal").out == before)
        }
    }

    @Test("a ciphertext of another key, a damaged one and a key that there is not are told apart, without a value")
    func wrong() async throws {
        try await RehearsalStage.with { stage in
            let tag = try await prepare(stage)
            let settings = try stage.scratch.read("nacre.yaml")
            for (from, to) in [(tag, "nosuchkey1"), ("ncpkms:v1:", "ncpkms:v1:AAAA")] {
                try stage.scratch.write(settings.replacing(from, with: to), to: "nacre.yaml")
                let plan = try await stage.nacre("plan")
                #expect(plan.status == 1 && plan.err.contains("the secret 'admin' has no value"), "\(plan)")
                #expect(plan.err.contains("nacre.yaml:9") && plan.err.contains("help:"), "\(plan)")
            }
        }
    }

    @Test("an edit in place changes the ciphertext in nacre.yaml and nothing else")
    func edited() async throws {
        try await RehearsalStage.with { stage in
            _ = try await prepare(stage)
            let before = try stage.scratch.read("nacre.yaml")
            try stage.scratch.write("#!/bin/sh\nprintf 'Basalt8!new\\n' > \"$1\"\n", to: "editor")
            chmod(stage.scratch.path("editor"), 0o700)
            let edit = try await stage.nacre("secret", "edit", "admin", environment: ["EDITOR": "./editor"])
            #expect(edit.status == 0 && !edit.all.contains("Basalt8"), "\(edit)")
            let decrypted = try await stage.nacre("secret", "decrypt", "admin", "--reveal")
            #expect(decrypted.out == "Basalt8!new\n", "\(decrypted)")
            let blank = { (text: String) in text.replacing(#/ncpkms:v1:[^"]*/#, with: "-") }
            #expect(try blank(stage.scratch.read("nacre.yaml")) == blank(before))
            #expect(try stage.scratch.read("nacre.yaml") != before)
        }
    }
}

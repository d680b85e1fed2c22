import Foundation
import Rehearsal
import Testing

extension LeakScenarios {
    @Test("no mistake in a manifest, a setting or an option shows the secret that it is about")
    func mistaken() async throws {
        try await RehearsalStage.with { stage in
            let literal = Self.planted["literal"] ?? ""
            let box = { (field: String) in
                "apiVersion: ncloud/v1\nkind: DataBox\nmetadata: {name: a}\nspec: {frame: f, connectServers: [{\(field)}]}\n"
            }
            let mistakes: [(settings: String, manifest: String, environment: [String: String])] = [
                ("", box("adminPassword: \(literal)"), [:]), ("", box("adminPasword: \(literal)"), [:]),
                ("", box("adminPassword: [\(literal)"), [:]),
                ("  secrets: {a: \(literal)}", box(""), [:]), ("  secrets: {a: [\(literal)]}", box(""), [:]),
                ("  secrets: {a: {kms: {key: k, ciphertext: \(literal)}}}", box(""), [:]),
                ("  stateKey: \(literal)", box(""), [:]), ("  stateKey: {passphrase: \(literal)}", box(""), [:]),
                ("  variables: {pin: {sensitive: true, default: \(literal), typ: x}}", box(""), [:]),
                (
                    "  variables: {pin: {sensitive: true, type: integer}}", box("memo: ${var.pin}"),
                    ["NACRE_VAR_pin": literal]
                ),
                ("  secrets: {a: {env: A}}", box("memo: \"x${secret.a}\""), ["A": literal]),
                ("  secrets: {a: {env: A}}", box("spec: \"${secret.a}\""), ["A": literal]),
                ("  secrets: {a: {env: A}}", box("adminPassword: \"${secret.a}\""), ["A": literal + literal + literal]),
                (
                    "  allowCommands: [sh]\n  secrets: {a: {command: [sh, -c, 'echo \"$A\"; echo \"no $A\" >&2; exit 3']}}",
                    box("adminPassword: \"${secret.a}\""), ["A": literal]
                ),
            ]
            var said: [String: String] = [:]
            for (number, mistake) in mistakes.enumerated() {
                try stage.project(mistake.settings)
                try stage.manifest(mistake.manifest)
                for command in [
                    ["plan", "--verbose", "--verbose"], ["validate", "-o", "json"], ["validate", "-o", "sarif"],
                ] {
                    let result = try await stage.start(command, environment: mistake.environment).result()
                    said["\(number) \(command)"] = result.all
                }
                try stage.scratch.remove("nacre.yaml")
                try stage.scratch.remove("manifests/main.yaml")
            }
            try stage.project("  stateKey: {passphrase: {env: A}}")
            try stage.manifest("apiVersion: ncloud/v1\nkind: LoginKey\nmetadata: {name: a}\nspec: {}\n")
            for (command, environment) in [
                (["plan", "-v", literal], [:]), (["plan", "-v", "a=\(literal)"], [:]),
                (["apply", "--auto-approve"], ["A": "too-short"]),
                (["state", "rekey", "--to", "env:B"], ["B": literal]),
                (["apply", "--auto-approve"], ["NCLOUD_ACCESS_KEY": "k", "NCLOUD_SECRET_KEY": literal, "A": literal]),
            ] {
                let result = try await stage.start(command, environment: environment).result()
                #expect(result.status != 0, "\(command): \(result)")
                said["\(command)"] = result.all
            }
            for (command, text) in said {
                for secret in Self.spellings(literal) { #expect(!text.contains(secret), "\(command): \(text)") }
            }
        }
    }
}

import Foundation
import Rehearsal
import Testing

/// `nacre secret`, with the key of the state.
@Suite("encrypting, decrypting and editing") struct SecretCommandScenarios {
    private static let secret = "Quartz7!adm with blanks"

    /// Runs the command with the secret on its standard input.
    private func piped(
        _ stage: RehearsalStage, _ arguments: [String], _ input: String = secret
    ) async throws -> NacreProcess.Result {
        try await stage.start(
            arguments, environment: ["SECRET": input],
            launcher: ["/bin/sh", "-c", "printf '%s\\n' \"$SECRET\" | \"$@\"", "sh"]
        ).result()
    }

    private func edit(_ stage: RehearsalStage, _ script: String) async throws -> NacreProcess.Result {
        try stage.scratch.write("#!/bin/sh\n\(script)\n", to: "editor")
        chmod(stage.scratch.path("editor"), 0o700)
        return try await stage.nacre("secret", "edit", "--file", "sealed", environment: ["EDITOR": "./editor -x"])
    }

    private func decrypted(_ stage: RehearsalStage) async throws -> String {
        let result = try await stage.nacre("secret", "decrypt", "--file", "sealed", "--reveal")
        return result.status == 0 ? String(result.out.dropLast()) : result.all
    }

    @Test("what is encrypted is decrypted by the same state, after a change of its key as well, and by no other")
    func roundTrip() async throws {
        try await RehearsalStage.with { stage in
            try stage.project()
            let encrypted = try await piped(stage, ["secret", "encrypt", "--out", "sealed"])
            #expect(encrypted.status == 0 && !encrypted.all.contains("Quartz7"), "\(encrypted)")
            #expect(try stage.scratch.read("sealed").hasPrefix("nacre:v1:"))
            #expect(try await decrypted(stage) == Self.secret)
            #expect(try await stage.nacre("state", "rekey").status == 0)
            #expect(try await decrypted(stage) == Self.secret)
            let silent = try await stage.nacre("secret", "decrypt", "--file", "sealed")
            #expect(silent.status == 1 && !silent.all.contains("Quartz7"), "\(silent)")
            _ = try await piped(stage, ["secret", "encrypt", "--state", "other.db"])
            let other = try await stage.nacre(
                "secret", "decrypt", "--file", "sealed", "--reveal", "--state", "other.db")
            #expect(other.status == 1 && other.err.contains("does not decrypt it"), "\(other)")
            let empty = try await piped(stage, ["secret", "encrypt"], "")
            #expect(empty.status == 1 && empty.err.contains("is empty"), "\(empty)")
        }
    }

    @Test("Ctrl-C at a hidden prompt ends the command with 130, and the terminal shows again what is typed")
    func interruptedPrompt() async throws {
        try await RehearsalStage.with { stage in
            for (settings, command, prompt) in [
                ("", ["secret", "encrypt"], "The secret: "),
                ("  stateKey: {passphrase: {}}", ["state", "rekey"], "assphrase of the state: "),
            ] {
                try stage.project(settings)
                let terminal = try Terminal()
                let process = try stage.start(command, terminal: terminal)
                #expect(try await stage.until { process.errors.contains(prompt) && !terminal.isEchoing })
                terminal.type("half a secr\u{3}")
                let result = await process.result(within: .seconds(60))
                #expect(result.status == 130 && !result.all.contains("half"), "\(command): \(result)")
                #expect(terminal.isEchoing)
            }
        }
    }

    @Test("what is typed at a hidden prompt is the secret, without what ends the line")
    func typed() async throws {
        try await RehearsalStage.with { stage in
            try stage.project()
            let terminal = try Terminal()
            let process = try stage.start(["secret", "encrypt", "--out", "sealed"], terminal: terminal)
            #expect(try await stage.until { !terminal.isEchoing })
            terminal.type(Self.secret + "\n")
            let result = await process.result(within: .seconds(60))
            #expect(result.status == 0 && terminal.isEchoing, "\(result)")
            #expect(try await decrypted(stage) == Self.secret)

            // The end of input is no secret, and nothing is read visibly instead.
            let second = try Terminal()
            let ended = try stage.start(["secret", "encrypt"], terminal: second)
            #expect(try await stage.until { !second.isEchoing })
            second.type("\u{4}")
            let nothing = await ended.result(within: .seconds(60))
            #expect(nothing.status == 1 && nothing.err.contains("is empty"), "\(nothing)")
        }
    }

    @Test("an editor gets a file in memory that only its owner opens, and nothing of it is left")
    func edited() async throws {
        try await RehearsalStage.with { stage in
            try stage.project()
            #expect(try await piped(stage, ["secret", "encrypt", "--out", "sealed"]).status == 0)
            let result = try await edit(
                stage,
                """
                stat -c '%a' "$2" "$(dirname "$2")" > seen; df --output=fstype "$2" | tail -1 >> seen
                echo "$2" >> seen; echo swap > "$2.swp"; printf 'Basalt8!new\\n' > "$2"
                """)
            #expect(result.status == 0 && !result.all.contains("Basalt8"), "\(result)")
            let seen = try stage.scratch.read("seen").split(separator: "\n").map(String.init)
            #expect(seen.prefix(3) == ["600", "700", "tmpfs"], "\(seen)")
            #expect(!FileManager.default.fileExists(atPath: URL(filePath: seen[3]).deletingLastPathComponent().path))
            #expect(try await decrypted(stage) == "Basalt8!new")
        }
    }

    @Test("an edit that fails, changes nothing or leaves nothing keeps what was there")
    func unedited() async throws {
        try await RehearsalStage.with { stage in
            try stage.project()
            #expect(try await piped(stage, ["secret", "encrypt", "--out", "sealed"]).status == 0)
            let before = try stage.scratch.read("sealed")
            for (script, status, word) in [
                ("echo x > \"$2\"; exit 3", Int32(1), "exit code 3"), ("true", 0, "nothing was changed"),
                (": > \"$2\"", 1, "is empty"), ("rm \"$2\"", 1, "is missing"), ("kill -9 $$", 1, "exit code 137"),
            ] {
                let result = try await edit(stage, script)
                #expect(result.status == status && result.err.contains(word), "\(script): \(result)")
                #expect(try stage.scratch.read("sealed") == before)
            }
            let missing = try await stage.nacre(
                "secret", "edit", "--file", "sealed", environment: ["EDITOR": "/no/such/editor"])
            #expect(missing.status == 1 && missing.err.contains("cannot be started"), "\(missing)")
            let left = try FileManager.default.contentsOfDirectory(atPath: "/dev/shm").filter {
                $0.hasPrefix("nacre-edit-")
            }
            #expect(left.isEmpty, "\(left)")
        }
    }
}

import Foundation
import Rehearsal
import Testing

/// Workspaces that an earlier build left, with their state and the world of its built-in simulator
/// (`EarlierState`, written on 2026-11-29, state schema 4).
@Suite("state of an earlier build") struct UpgradeScenarios {
    private func workspace(
        _ name: String, environment: [String: String] = [:],
        _ body: (@escaping @Sendable (String...) async throws -> NacreProcess.Result) async throws -> Void
    ) async throws {
        let environment = environment.merging(["NACRE_SIMULATOR_SPEED": "2000"]) { $1 }
        try await Gate.shared.pass {
            let scratch = try Scratch()
            let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "EarlierState/\(name)")
            try scratch.copy(from: folder.path)
            try await body { arguments in
                try await NacreProcess(arguments, in: scratch, environment: environment).result()
            }
            try? FileManager.default.removeItem(atPath: scratch.root + "-home")
        }
    }

    @Test("opens, migrates and plans empty")
    func finished() async throws {
        try await workspace("finished") { nacre in
            let plan = try await nacre("plan", "--detailed-exitcode")
            #expect(plan.status == 0, "\(plan)")
            let drift = try await nacre("drift")
            #expect(drift.status == 0, "\(drift)")
            let apply = try await nacre("apply", "--auto-approve")
            #expect(apply.status == 0, "\(apply)")
            let verify = try await nacre("state", "verify")
            #expect(verify.status == 0, "\(verify)")
        }
    }

    @Test("a run that it left in the middle of a call is finished, and nothing is made twice")
    func interrupted() async throws {
        try await workspace("interrupted") { nacre in
            let apply = try await nacre("apply", "--auto-approve")
            #expect(apply.status == 0, "\(apply)")
            let plan = try await nacre("plan", "--detailed-exitcode")
            #expect(plan.status == 0, "\(plan)")
            let found = try await nacre("discover", "--dry-run")
            #expect(found.status == 0, "\(found)")
            // What the earlier run made is managed, and there is no second one of it.
            #expect(!found.out.contains("more-") && !found.out.contains("second"), "\(found)")
        }
    }

    @Test("is destroyed to the last object")
    func destroyed() async throws {
        try await workspace("finished") { nacre in
            let destroy = try await nacre("destroy", "--auto-approve")
            #expect(destroy.status == 0, "\(destroy)")
            #expect(try await nacre("state", "list", "--output", "json").json["resources"]?.elements == [])
            let found = try await nacre("discover", "--dry-run")
            #expect(found.status == 0, "\(found)")
            for name in ["shop", "web", "golden", "way-out", "orders"] {
                #expect(!found.out.contains(name), "\(found)")
            }
        }
    }

    @Test("kept secrets under a key file open, stay through a change of keys, and none appears to have changed")
    func sealed() async throws {
        let passwords = ["ADMIN_PASSWORD": "Quartz7!adm", "USER_PASSWORD": "Basalt8!usr"]
        let passphrase = ["PASS": "correct horse battery staple"]
        try await workspace("sealed", environment: passwords.merging(passphrase) { $1 }) { nacre in
            let key = try await nacre("state", "secret", "LoginKey/kept", "--reveal")
            #expect(key.status == 0 && key.out.contains("PRIVATE KEY"), "\(key)")
            for target in ["passphrase:PASS", "file", "file:keys/other.key"] {
                let plan = try await nacre("plan", "--detailed-exitcode")
                #expect(plan.status == 0, "\(plan)")
                let rekey = try await nacre("state", "rekey", "--to", target)
                #expect(rekey.status == 0, "\(rekey)")
                #expect(try await nacre("state", "secret", "LoginKey/kept", "--reveal").out == key.out)
            }
            let apply = try await nacre("apply", "--auto-approve")
            #expect(apply.status == 0, "\(apply)")
            #expect(try await nacre("state", "verify").status == 0)
        }
    }
}

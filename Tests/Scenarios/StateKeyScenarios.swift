import Foundation
import OrderedJSON
import Rehearsal
import Testing

/// What keeps the key of a state: changed, missing, cut off in the middle.
@Suite("the key of a state") struct StateKeyScenarios {
    private static let passphrase = ["PASS": "correct horse battery staple", "ADMIN_PASSWORD": "Quartz7!adm"]

    private static let objects = """
        apiVersion: ncloud/v1
        kind: LoginKey
        metadata: {name: kept}
        spec: {}
        ---
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

    private func prepare(_ stage: RehearsalStage, _ more: String = "") async throws {
        try stage.project("  secrets: {admin: {env: ADMIN_PASSWORD}}\n\(more)")
        try stage.manifest(Self.objects)
        let apply = try await stage.nacre("apply", "--auto-approve", environment: Self.passphrase)
        #expect(apply.status == 0, "\(apply)")
    }

    private func kept(_ stage: RehearsalStage, _ environment: [String: String] = passphrase) async throws -> String {
        let result = try await stage.nacre("state", "secret", "LoginKey/kept", "--reveal", environment: environment)
        return result.status == 0 ? result.out : result.all
    }

    @Test("killed at any moment, a change of keys leaves a state that opens, and a change after it works")
    func killed() async throws {
        try await RehearsalStage.with { stage in
            try await prepare(stage)
            let before = try await kept(stage)
            #expect(before.contains("PRIVATE KEY"))
            let isSoak = ProcessInfo.processInfo.environment["NACRE_SOAK"] == "1"
            var finished = 0
            for moment in 0..<(isSoak ? 120 : 12) {
                let target = moment % 4 == 3 ? "passphrase:PASS" : "file"
                let rekey = try stage.start(["state", "rekey", "--to", target], environment: Self.passphrase)
                try await Task.sleep(for: .milliseconds(isSoak ? 2 * moment : 12 * moment))
                rekey.signal(SIGKILL)
                if await rekey.result().status == 0 { finished += 1 }
                #expect(try await kept(stage) == before, "killed after moment \(moment)")
            }
            let last = try await stage.nacre("state", "rekey", "--to", "file", environment: Self.passphrase)
            #expect(last.status == 0, "\(last)")
            #expect(try await kept(stage) == before && !stage.scratch.exists("state/nacre.db.key.next"))
            #expect(try await stage.nacre("state", "verify").status == 0)
            let same = try await stage.nacre("plan", "--detailed-exitcode", environment: Self.passphrase)
            #expect(same.status == 0, "no secret appears to have changed: \(same)")
        }
    }

    @Test("without its key a state serves everything that needs no secret, and says what it cannot do")
    func locked() async throws {
        try await RehearsalStage.with { stage in
            try await prepare(stage, "  stateKey: {passphrase: {env: PASS}}")
            #expect(!stage.scratch.exists("state/nacre.db.key"))
            let without = ["ADMIN_PASSWORD": "Quartz7!adm"]
            for command in [
                ["validate"], ["state", "list"], ["state", "show", "DataBox/churn"], ["state", "verify"], ["drift"],
                ["show", "DataBox/churn"], ["state", "history"], ["state", "export"], ["discover", "--dry-run"],
            ] {
                let result = try await stage.start(command, environment: without).result()
                #expect(result.status == 0, "\(command): \(result)")
            }
            let plan = try await stage.nacre("plan", "--detailed-exitcode", environment: without)
            #expect(
                plan.status == 0 && plan.all.contains("DataBox/churn") && plan.all.contains("PASS is not set"),
                "\(plan)")
            for command in [
                ["plan", "--out", "p"], ["apply", "--auto-approve"], ["state", "rekey"],
                ["state", "secret", "LoginKey/kept", "--reveal"],
            ] {
                let result = try await stage.start(command, environment: without).result()
                #expect(result.status == 1 && result.err.contains("PASS is not set"), "\(command): \(result)")
            }
            let doctor = try await stage.nacre("doctor", environment: without)
            #expect(doctor.status == 1 && doctor.out.contains("PROBLEM  state key"), "\(doctor)")
            let destroy = try await stage.nacre("destroy", "--auto-approve", environment: without)
            #expect(destroy.status == 0, "\(destroy)")
        }
    }

    @Test("nothing is created whose secret could not be kept")
    func unkept() async throws {
        try await RehearsalStage.with { stage in
            try stage.project("  stateKey: {passphrase: {env: PASS}}")
            try stage.manifest("apiVersion: ncloud/v1\nkind: LoginKey\nmetadata: {name: kept}\nspec: {}\n")
            let apply = try await stage.apply()
            #expect(apply.status == 1 && apply.err.contains("PASS is not set"), "\(apply)")
            #expect(try await stage.cloud.objects("loginKey").isEmpty)
        }
    }

    @Test("the wrong passphrase is an error that says so, and shows neither")
    func wrong() async throws {
        try await RehearsalStage.with { stage in
            try await prepare(stage, "  stateKey: {passphrase: {env: PASS}}")
            let other = Self.passphrase.merging(["PASS": "incorrect horse battery staple"]) { $1 }
            for command in [["plan"], ["apply", "--auto-approve"], ["state", "secret", "LoginKey/kept", "--reveal"]] {
                let result = try await stage.start(command, environment: other).result()
                #expect(result.status == 1 && result.err.contains("is not the one"), "\(result)")
                #expect(!result.all.contains("horse"))
            }
        }
    }

    @Test("opened with SQLite alone, a state holds ciphertext and fingerprints")
    func ciphertext() async throws {
        try await RehearsalStage.with { stage in
            try await prepare(stage)
            let key = try await kept(stage).split(separator: "\n")[1]
            for (program, arguments) in [("sqlite3", ["state/nacre.db", ".dump"])] {
                let dump = Process()
                dump.executableURL = URL(filePath: "/usr/bin/env")
                dump.arguments = [program] + arguments
                dump.currentDirectoryURL = URL(filePath: stage.scratch.root)
                let pipe = Pipe()
                dump.standardOutput = pipe
                dump.standardError = FileHandle.nullDevice
                try dump.run()
                let text = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
                dump.waitUntilExit()
                // The tool may be missing; then the bytes are all there is to look at.
                if dump.terminationStatus == 0 { #expect(text.contains("CREATE TABLE secrets") && !text.contains(key)) }
                #expect(!text.contains("Quartz7"))
            }
            let wrapped = try stage.scratch.bytes("state/nacre.db")
            #expect(wrapped.range(of: Data(key.utf8)) == nil && wrapped.range(of: Data("Quartz7".utf8)) == nil)
        }
    }
}

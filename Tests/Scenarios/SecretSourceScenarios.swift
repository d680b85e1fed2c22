import Foundation
import OrderedJSON
import Rehearsal
import Testing

/// Secrets that a program gives.
@Suite("sources of secrets") struct SecretSourceScenarios {
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
          tensorFlowCpuServers: [{spec: 5001, storage: 100}]
          nas: [{count: 1, size: 500}]
        """

    /// A workspace whose secrets come from the program `give`, which notes that it ran.
    private func prepare(_ stage: RehearsalStage, _ script: String, timeout: String = "") throws {
        try stage.project(
            """
              allowCommands: [./give]
              secrets:
                admin: {command: [./give, admin]\(timeout)}
                user: {command: [./give, admin]\(timeout)}
            """)
        try stage.manifest(Self.box)
        try stage.scratch.write("#!/bin/sh\necho ran >> runs\n\(script)\n", to: "give")
        chmod(stage.scratch.path("give"), 0o700)
    }

    private func runs(_ stage: RehearsalStage) -> Int {
        ((try? stage.scratch.read("runs")) ?? "").split(separator: "\n").count
    }

    @Test("a program is asked once a run, by the commands that need its secret and by no other")
    func once() async throws {
        try await RehearsalStage.with { stage in
            try prepare(stage, "echo 'Quartz7!adm'")
            for command in [
                ["validate"], ["lint"], ["graph"], ["drift"], ["show", "DataBox/churn"], ["discover", "--dry-run"],
            ] {
                let result = try await stage.start(command).result()
                #expect(result.status == 0 || command.count == 2, "\(command): \(result)")
            }
            #expect(runs(stage) == 0)
            #expect(try await stage.nacre("plan").status == 0)
            #expect(runs(stage) == 1)
            #expect(try await stage.apply().status == 0)
            #expect(runs(stage) == 2)
            let same = try await stage.nacre("plan", "--detailed-exitcode")
            #expect(same.status == 0, "\(same)")
            let destroy = try await stage.nacre("destroy", "--auto-approve")
            #expect(destroy.status == 0 && runs(stage) == 3, "\(destroy)")
        }
    }

    @Test("a program that gives no secret is named with the reason, and nothing that it printed is shown")
    func failing() async throws {
        try await RehearsalStage.with { stage in
            for (script, word) in [
                ("echo 'Quartz7!adm'; echo 'no access: Quartz7!adm' >&2; exit 3", "failed with exit code 3"),
                ("exit 0", "printed nothing"), ("echo", "printed nothing"), ("printf '\\377\\376\\n'", "not UTF-8"),
                ("kill -9 $$", "failed with exit code 137"), ("head -c 100000 /dev/zero", "printed more than 64 KiB"),
            ] {
                try prepare(stage, script)
                let plan = try await stage.nacre("plan")
                #expect(plan.status == 1 && plan.err.contains(word) && plan.err.contains("./give"), "\(plan)")
                #expect(plan.err.contains("nacre.yaml:11"), "its declaration is shown: \(plan)")
                #expect(!plan.all.contains("Quartz7"))
                #expect(runs(stage) == 1, "asked once, although two secrets come from it")
                try stage.scratch.remove("runs")
            }
            try prepare(stage, "sleep 60", timeout: ", timeout: 1s")
            let slow = try await stage.nacre("plan")
            #expect(slow.status == 1 && slow.err.contains("did not end within 1 s"), "\(slow)")
            try stage.scratch.remove("give")
            let missing = try await stage.nacre("plan")
            #expect(missing.status == 1 && missing.err.contains("cannot be started"), "\(missing)")
        }
    }

    @Test("a program gets neither the keys of the account nor what opens the state, and leaves nothing waiting")
    func surroundings() async throws {
        try await RehearsalStage.with { stage in
            // A daemon that it starts keeps its streams open for long.
            try prepare(stage, "env > environment\nsleep 300 &\necho 'Quartz7!adm'")
            let plan = try await stage.nacre(
                "plan",
                environment: [
                    "NCLOUD_ACCESS_KEY": "SIMULATORACCESSKEY01",
                    "NCLOUD_SECRET_KEY": "SIMULATORSECRETKEY0000000000000000000001",
                    "NACRE_STATE_KEY": String(repeating: "9f", count: 32), "PASSWORD_STORE_DIR": "/store",
                ])
            #expect(plan.status == 0, "\(plan)")
            let given = try stage.scratch.read("environment")
            #expect(given.contains("PASSWORD_STORE_DIR=/store"))
            #expect(
                !given.contains("SIMULATORSECRETKEY") && !given.contains("9f9f") && !given.contains("SIMULATORACCESS"))
        }
    }
}

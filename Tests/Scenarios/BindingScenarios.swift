import Foundation
import OrderedJSON
import Rehearsal
import Testing

@Suite("a state belongs to one cloud") struct BindingScenarios {
    @Test("another cloud, region, account or environment is refused before anything is called or changed")
    func refused() async throws {
        try await applied { stage, other in
            for foreign in [["--cloud", other.url], ["--region", "JPN"]] {
                for command in [["plan"], ["apply", "--auto-approve"], ["destroy", "--auto-approve"], ["drift"]] {
                    try await stage.cloud.resetCalls()
                    let result = try await stage.start(command + foreign).result()
                    #expect(result.status == 4, "\(command + foreign): \(result)")
                    #expect(result.err.contains("nacre state rebind"), "\(result)")
                    #expect(try await stage.cloud.callCount() == 0)
                }
            }
            let region = try await stage.nacre("plan", environment: ["NCLOUD_REGION": "JPN"])
            #expect(region.status == 4 && region.err.contains("another region"), "\(region)")
            #expect(try await other.objects("vpc").isEmpty)
            #expect(try await stage.nacre("plan", "--detailed-exitcode").status == 0)
        }
    }

    @Test("another cloud is refused as such, also where there is no key for it")
    func withoutKey() async throws {
        try await applied { stage, _ in
            let result = try await stage.nacre("plan", "--cloud", "https://ncloud.invalid")
            #expect(result.status == 4 && result.err.contains("another cloud"), "\(result)")
        }
    }

    @Test("a second key of the account is taken, one of another account is refused")
    func keys() async throws {
        try await applied { stage, _ in
            #expect(try await stage.nacre("plan", environment: Self.key("2")).status == 0)
            let foreign = try await stage.nacre("apply", "--auto-approve", environment: Self.key("3"))
            #expect(foreign.status == 4 && foreign.err.contains("another account"), "\(foreign)")
        }
    }

    @Test("where the cloud does not tell whose a key is, a second one is confirmed once")
    func untold() async throws {
        try await applied(faults: [["match": "GET /api/v1/caller-identity", "probability": 1, "status": 404]]) {
            stage, _ in
            #expect(try await stage.nacre("plan").status == 0)
            let second = try await stage.nacre("plan", environment: Self.key("2"))
            #expect(second.status == 4 && second.err.contains("nacre state rebind"), "\(second)")
            let rebind = try await stage.nacre("state", "rebind", "--auto-approve", environment: Self.key("2"))
            #expect(rebind.status == 0, "\(rebind)")
            #expect(try await stage.nacre("plan", environment: Self.key("2")).status == 0)
            #expect(try await stage.nacre("plan").status == 0)
        }
    }

    @Test("a state is moved on purpose, and history tells it")
    func rebinding() async throws {
        try await applied { stage, other in
            let asked = try await stage.nacre("state", "rebind", "--cloud", other.url)
            #expect(asked.status == 1 && asked.err.contains("--auto-approve"), "\(asked)")
            let moved = try await stage.nacre("state", "rebind", "--cloud", other.url, "--auto-approve")
            #expect(moved.status == 0 && moved.out.contains(other.url), "\(moved)")
            #expect(try await stage.nacre("plan").status == 4)
            #expect(try await stage.nacre("plan", "--cloud", other.url).status == 0)
            #expect(try await stage.nacre("state", "history").out.contains("bound the state"))
        }
    }

    @Test("each environment has a state of its own, and the plan names it")
    func environments() async throws {
        try await applied { stage, _ in
            try stage.scratch.write(
                "apiVersion: nacre/v1\nkind: Environment\nmetadata: {name: prod}\nspec: {}", to: "env/prod.yaml")
            let plan = try await stage.nacre("plan", "-e", "prod", "-o", "json")
            #expect(plan.status == 4 && plan.err.contains("state may be lost"), "\(plan)")
            #expect(try plan.json["target"]?["environment"]?.text == "prod")
            let text = try await stage.nacre("plan", "-e", "prod")
            #expect(text.out.contains("environment prod"), "\(text)")
            let made = try await stage.nacre("apply", "-e", "prod", "--auto-approve", "--ignore-existing")
            #expect(made.status == 0, "\(made)")
            #expect(stage.scratch.exists("state/prod.db"))
            let settings = try stage.scratch.read("nacre.yaml") + "\n  state: state/${environment}.sqlite\n"
            try stage.scratch.write(settings, to: "nacre.yaml")
            #expect(try await stage.nacre("apply", "-e", "prod", "--auto-approve", "--ignore-existing").status == 0)
            #expect(stage.scratch.exists("state/prod.sqlite"))

            let crossed = try await stage.nacre("plan", "-e", "prod", "--state", "state/nacre.db")
            #expect(crossed.status == 4 && crossed.err.contains("another environment"), "\(crossed)")
        }
    }

    @Test("a workspace copied with its state deletes nothing of the first one's")
    func projects() async throws {
        try await applied { stage, _ in
            let settings = try stage.scratch.read("nacre.yaml")
            try stage.scratch.write(settings.replacing("name: shop", with: "name: copy"), to: "nacre.yaml")
            try stage.manifest(Manifests.vpc("other"))
            let apply = try await stage.apply()
            #expect(apply.status == 4 && apply.err.contains("another project"), "\(apply)")
            #expect(try await stage.cloud.names("vpc") == ["main"])
            #expect(try await stage.nacre("state", "rebind", "--auto-approve").status == 0)
            #expect(try await stage.apply().status == 0)
        }
    }

    @Test("doctor shows who one is")
    func doctor() async throws {
        try await applied { stage, _ in
            let sub = try await stage.nacre("doctor", environment: Self.key("2"))
            #expect(sub.out.contains("Sub of account sim-"), "\(sub)")
        }
    }

    // MARK: The stage

    private static func key(_ number: String) -> [String: String] {
        [
            "NCLOUD_ACCESS_KEY": "SIMULATORACCESSKEY0\(number)",
            "NCLOUD_SECRET_KEY": "SIMULATORSECRETKEY000000000000000000000\(number)",
        ]
    }

    /// A workspace that was applied to one cloud, and a second cloud beside it.
    private func applied(
        faults: [JSON] = [], _ body: (RehearsalStage, ControlPanel) async throws -> Void
    ) async throws {
        try await RehearsalStage.with { stage in
            try stage.project()
            try stage.manifest(Manifests.vpc("main"))
            try await stage.cloud.faults(faults)
            #expect(try await stage.apply().status == 0)
            let simulator = try stage.start(["simulate", "--speed", "2000"])
            defer { simulator.signal(SIGTERM) }
            #expect(try await stage.until { simulator.output.contains("\n") })
            let line = try #require(simulator.output.split(separator: "\n").first)
            try await body(stage, ControlPanel(String(line.dropFirst("listening on ".count))))
        }
    }
}

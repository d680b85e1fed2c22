import Rehearsal
import Testing

/// The whole command in bad weather, at its own pace. Tests/Laws/FaultStorms does the same faster, and with all kinds.
@Suite("weather") struct Weather {
    private static let manifest = Manifests.joined(
        Manifests.vpc("main"), Manifests.document("InitScript", "setup", "content: echo hello"),
        Manifests.product("shop"))

    @Test(
        "run again until it exits with 0, apply has made everything once",
        arguments: Storm.chosen(seeds: 1, underSoak: 20))
    func untilDone(_ storm: Storm) async throws {
        try await RehearsalStage.with { stage in
            try stage.project()
            try stage.manifest(Self.manifest)
            try await stage.cloud.faults(storm.faults)
            var runs: [NacreProcess.Result] = []
            while runs.count < 10, runs.last?.status != 0 {
                runs.append(try await stage.apply())
                #expect([0, 1, 3].contains(runs.last?.status), "\(storm.reproduction)\n\(runs)")
            }
            #expect(runs.last?.status == 0, "\(storm.reproduction)\n\(runs)")
            try await stage.cloud.faults([])

            let plan = try await stage.nacre("plan", "--detailed-exitcode")
            #expect(plan.status == 0, "\(storm.reproduction)\n\(plan)")
            #expect(try await stage.nacre("state", "verify").status == 0, "\(storm.reproduction)")
            #expect(try await stage.cloud.names("vpc") == ["main"], "\(storm.reproduction)")
            #expect(try await stage.cloud.names("initScript") == ["setup"], "\(storm.reproduction)")
            #expect(try await stage.cloud.names("product") == ["shop"], "\(storm.reproduction)")
        }
    }
}

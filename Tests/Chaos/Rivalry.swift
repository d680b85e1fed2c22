import OrderedJSON
import Rehearsal
import Testing

/// Several applies of one workspace at the same time.
@Suite("rivals") struct Rivalry {
    private static let manifest = Manifests.joined(
        Manifests.vpc("main"), Manifests.subnet(in: "main"), Manifests.product("shop"))

    @Test("of several applies one works and the others wait their turn", arguments: [2, 5])
    func waiting(_ rivals: Int) async throws {
        try await RehearsalStage.with { stage in
            try stage.project()
            try stage.manifest(Self.manifest)
            let all = try (0..<rivals).map { _ in
                try stage.start(["apply", "--auto-approve", "--lock-timeout", "300"])
            }
            for process in all {
                let result = await process.result()
                #expect(result.status == 0, "\(result)")
            }
            try await expectWhole(stage)
            // One made everything; to the others nothing differed.
            for creation in ["createVpc", "createSubnet", "POST /api/v1/products"] {
                #expect(try await stage.cloud.calls()[creation] == 1, "\(creation)")
            }
        }
    }

    @Test("of several applies that do not wait one works and the others name it and leave with 5", arguments: [2, 5])
    func turningAway(_ rivals: Int) async throws {
        try await RehearsalStage.with { stage in
            try stage.project()
            try stage.manifest(Self.manifest)
            // The holder is held up until the others have been and gone.
            try await stage.cloud.faults([["match": "createVpc", "times": 1, "delayMs": 60_000]])
            let holder = try stage.start(["apply", "--auto-approve"])
            #expect(try await stage.until { try await stage.cloud.calls()["createVpc"] == 1 })
            let others = try (1..<rivals).map { _ in try stage.start(["apply", "--auto-approve"]) }
            for process in others {
                let result = await process.result()
                #expect(result.status == 5, "\(result)")
                #expect(result.err.contains("pid \(holder.pid)"), "\(result)")
            }
            holder.signal(9)
            _ = await holder.result()
            try await stage.cloud.faults([])

            // The dead holder's lock is no hindrance, and what it had begun is found.
            let apply = try await stage.apply()
            #expect(apply.status == 0, "\(apply)")
            #expect(apply.err.contains("released the lock of a dead process"), "\(apply)")
            try await expectWhole(stage)
        }
    }

    private func expectWhole(_ stage: RehearsalStage) async throws {
        #expect(try await stage.cloud.names("vpc") == ["main"])
        #expect(try await stage.cloud.names("subnet") == ["app"])
        #expect(try await stage.cloud.names("product") == ["shop"])
        let plan = try await stage.nacre("plan", "--detailed-exitcode")
        #expect(plan.status == 0, "\(plan)")
        let verify = try await stage.nacre("state", "verify")
        #expect(verify.status == 0, "\(verify)")
    }
}

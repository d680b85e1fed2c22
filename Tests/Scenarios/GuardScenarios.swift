import Foundation
import Rehearsal
import Testing

@Suite("guards and locks") struct GuardScenarios {
    @Test("a plan beyond a limit is refused with 4, and nothing happens")
    func limits() async throws {
        try await RehearsalStage.with { stage in
            try stage.project()
            try stage.manifest(Manifests.small)
            #expect(try await stage.nacre("plan", "--fail-on", "create").status == 4)
            #expect(try await stage.apply("--fail-on", "create").status == 4)
            #expect(try await stage.cloud.objects("vpc").isEmpty)
            #expect(try await stage.apply("--fail-on", "destroy,replace,restart").status == 0)

            try stage.manifest(Manifests.vpc("main", cidr: "10.1.0.0/16"))
            let replace = try await stage.apply("--fail-on", "replace")
            #expect(replace.status == 4 && replace.err.contains("Vpc/main"), "\(replace)")
            let destroy = try await stage.apply("--max-destroy", "2")
            #expect(destroy.status == 4, "\(destroy)")
            #expect(try await stage.cloud.names("product") == ["shop"])
            #expect(try await stage.apply("--max-destroy", "3").status == 0)
        }
    }

    @Test("the project's own limit holds until the command line says otherwise")
    func projectLimit() async throws {
        try await RehearsalStage.with { stage in
            try stage.project("  maxDestroy: 0")
            try stage.manifest(Manifests.small)
            #expect(try await stage.apply().status == 0)
            try stage.manifest(Manifests.vpc("main"))
            #expect(try await stage.nacre("plan").status == 4)
            #expect(try await stage.apply().status == 4)
            #expect(try await stage.apply("--max-destroy", "5").status == 0)
        }
    }

    @Test("targets and excludes narrow what is done")
    func selection() async throws {
        try await RehearsalStage.with { stage in
            try stage.project()
            try stage.manifest(Manifests.small)
            #expect(try await stage.apply("--target", "Api/orders").status == 0)
            #expect(try await stage.cloud.names("api") == ["orders"])
            #expect(try await stage.cloud.objects("vpc").isEmpty)
            let plan = try await stage.nacre("plan", "--exclude", "Vpc", "--detailed-exitcode")
            #expect(plan.status == 0, "\(plan)")
        }
    }

    @Test("without a terminal and without --auto-approve nothing is done, and it says what to do")
    func approval() async throws {
        try await RehearsalStage.with { stage in
            try stage.project()
            try stage.manifest(Manifests.small)
            let apply = try await stage.nacre("apply")
            #expect(apply.status == 1 && apply.err.contains("--auto-approve"), "\(apply)")
            #expect(try await stage.cloud.objects("vpc").isEmpty)
        }
    }

    @Test("a lock held by someone alive is respected with 5, waited for when asked, and free when its holder died")
    func lock() async throws {
        try await RehearsalStage.with { stage in
            try stage.project()
            try stage.manifest(Manifests.small)
            // Long enough for the others to come, however slow the machine.
            try await stage.cloud.faults([["match": "createVpc", "times": 1, "delayMs": 15_000]])
            let first = try stage.start(["apply", "--auto-approve"])
            #expect(try await stage.until { first.errors.contains("Vpc/main: creating") })
            let second = try await stage.apply()
            #expect(second.status == 5, "\(second)")
            #expect(second.err.contains("pid \(first.pid)") || second.err.contains("\(first.pid)"), "\(second)")
            #expect(try await stage.nacre("state", "lock").status == 5)
            let patient = try await stage.apply("--lock-timeout", "60")
            #expect(patient.status == 0 && patient.err.contains("waiting for the state lock"), "\(patient)")
            #expect(await first.result().status == 0)

            try stage.manifest(Manifests.joined(Manifests.small, Manifests.product("late")))
            try await stage.cloud.faults([["match": "POST /api/v1/products", "times": 1, "delayMs": 60_000]])
            try await stage.cloud.resetCalls()
            let dying = try stage.start(["apply", "--auto-approve"])
            // Killed before its call has left, it would leave the delay to the next one.
            #expect(try await stage.until { try await stage.cloud.calls()["POST /api/v1/products"] == 1 })
            dying.signal(SIGKILL)
            _ = await dying.result()
            let heir = try await stage.apply()
            #expect(heir.status == 0 && heir.err.contains("released the lock of a dead process"), "\(heir)")
            #expect(try await stage.cloud.names("product") == ["late", "shop"])
            #expect(try await stage.nacre("state", "lock").status == 0)
        }
    }
}

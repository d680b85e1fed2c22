import Foundation
import Rehearsal
import Testing

@Suite("interrupts") struct InterruptScenarios {
    @Test("Ctrl-C lets running steps end, begins no others, and the next apply goes on where it stopped")
    func once() async throws {
        try await RehearsalStage.with(speed: 100) { stage in
            try stage.project()
            try stage.manifest(Manifests.servers(3))
            let apply = try stage.start(["apply", "--auto-approve"])
            #expect(try await stage.until { apply.errors.contains("Vpc/main: creating") })
            apply.signal(SIGINT)
            let result = await apply.result()
            #expect(result.status == 130, "\(result)")
            #expect(result.out.contains("not started"))
            #expect(try await stage.cloud.names("vpc") == ["main"])
            #expect(try await stage.cloud.objects("subnet").isEmpty)

            let resumed = try await stage.apply()
            #expect(resumed.status == 0, "\(resumed)")
            try await complete(stage)
        }
    }

    @Test("a second Ctrl-C leaves at once; what was begun is recorded, and the next apply ends it without a double")
    func twice() async throws {
        try await RehearsalStage.with(speed: 4) { stage in
            try stage.project()
            try stage.manifest(Manifests.servers(3))
            let apply = try stage.start(["apply", "--auto-approve"])
            #expect(try await stage.until { apply.errors.contains("Server/web-2: waiting") })
            apply.signal(SIGINT)
            #expect(try await stage.until { apply.errors.contains("Interrupted") })
            apply.signal(SIGINT)
            let result = await apply.result()
            #expect(result.status == 130, "\(result)")
            #expect(result.out.contains("pending"))
            let listed = try await stage.nacre("state", "list")
            #expect(listed.out.contains("Server/web-0") && listed.out.contains("creating"), "\(listed)")

            let plan = try await stage.nacre("plan")
            #expect(plan.out.contains("resume"), "\(plan)")
            let resumed = try await stage.apply()
            #expect(resumed.status == 0, "\(resumed)")
            try await complete(stage)
        }
    }

    @Test("while apply reads, Ctrl-C ends it and gives the lock back; the long pause it was in is reported")
    func whileReading() async throws {
        try await RehearsalStage.with(speed: 100) { stage in
            try stage.project()
            try stage.manifest(Manifests.vpc("main"))
            try await stage.cloud.faults([["match": "getVpcList", "status": 429, "code": "410", "retryAfter": 2038]])
            let apply = try stage.start(["apply", "--auto-approve"])
            #expect(try await stage.until { apply.errors.contains("getVpcList: throttled: retrying in 5 min") })
            apply.signal(SIGTERM)
            let result = await apply.result()
            #expect(result.status == 130, "\(result)")
            let lock = try await stage.nacre("state", "lock")
            #expect(lock.status == 0, "\(lock)")
            try await stage.cloud.faults([])
            #expect(try await stage.apply().status == 0)
        }
    }

    private static let key = "apiVersion: ncloud/v1\nkind: ApiKey\nmetadata: {name: app}\nspec: {}\n"

    @Test(
        "a rotation that is interrupted gives the lock back: before its call at once, during it with the new secret delivered"
    )
    func rotating() async throws {
        try await RehearsalStage.with(speed: 100) { stage in
            try stage.project()
            try stage.manifest(Self.key)
            #expect(try await stage.apply().status == 0)
            try await stage.cloud.faults([
                ["match": "GET */api-keys*", "status": 429, "code": "410", "retryAfter": 2038]
            ])
            let reading = try stage.start(["rotate", "ApiKey/app", "--show"])
            #expect(try await stage.until { reading.errors.contains("throttled") })
            reading.signal(SIGTERM)
            let stopped = await reading.result()
            #expect(stopped.status == 130 && stopped.out.isEmpty, "\(stopped)")
            #expect(try await stage.nacre("state", "lock").out.contains("The state is not locked."))

            try await stage.cloud.faults([["match": "PATCH */api-keys/*", "delayMs": 2000]])
            let calling = try stage.start(["rotate", "ApiKey/app", "--show"])
            #expect(try await stage.until { try await stage.nacre("state", "lock").out.contains("held") })
            try await Task.sleep(for: .milliseconds(500))
            calling.signal(SIGINT)
            let rotated = await calling.result()
            #expect(rotated.status == 0 && !rotated.out.isEmpty, "\(rotated)")
            #expect(rotated.err.contains("finishing the current operation"), "\(rotated)")
            #expect(try await stage.nacre("state", "lock").out.contains("The state is not locked."))
        }
    }

    private func complete(_ stage: RehearsalStage) async throws {
        #expect(try await stage.cloud.names("vpc") == ["main"])
        #expect(try await stage.cloud.names("subnet") == ["app"])
        #expect(try await stage.cloud.names("server") == ["web-0", "web-1", "web-2"])
        let plan = try await stage.nacre("plan", "--detailed-exitcode")
        #expect(plan.status == 0, "\(plan)")
        #expect(try await stage.nacre("state", "verify").status == 0)
    }
}

import Foundation
import OrderedJSON
import Rehearsal
import Testing

@Suite("choosing images and sizes") struct LookupScenarios {
    private func manifest(_ image: String, _ spec: String) -> String {
        Manifests.servers(1).replacing("{id: \"23214590\"}", with: image).replacing("ci2-g3", with: spec)
    }

    @Test("the newest image and the smallest size are taken, and kept when newer ones come, until the user moves")
    func newestAndSmallest() async throws {
        try await RehearsalStage.with { stage in
            try stage.project()
            let chosen = manifest(
                "{lookup: {osType: UBUNTU, version: \"22.04\", hypervisor: KVM, pick: newest}}",
                "{lookup: {cpuCount: 2, memoryGiB: 8, hypervisor: KVM, pick: smallest}}")
            try stage.manifest(chosen)
            let apply = try await stage.apply()
            #expect(apply.status == 0, "\(apply)")
            let server = try #require(try await stage.cloud.object("server", named: "web-0"))
            #expect(server["serverImageNo"] == "23214590" && server["serverSpecCode"] == "s2-g3", "\(server)")

            try await stage.cloud.publishImage(
                ["name": "ubuntu-22.04-base", "number": "27000001", "created": "2026-02-01T10:00:00+0900"])
            let plan = try await stage.nacre("plan", "--detailed-exitcode")
            #expect(plan.status == 0 && plan.out.contains("newer-choice"), "\(plan)")
            #expect(plan.out.contains(#"to switch to it, write image: {id: "27000001"}"#), "\(plan)")

            try await stage.cloud.change("serverImage", id: "23214590", ["serverImageLifeCyclePhase": "RETIRED"])
            #expect(try await stage.nacre("plan", "--detailed-exitcode").status == 0)

            try stage.manifest(manifest("27000001", "s2-g3"))
            let move = try await stage.nacre("plan")
            #expect(move.out.contains("replace") && move.out.contains("27000001"), "\(move)")
        }
    }

    @Test("plain texts are codes, ids, or names where one has the name")
    func plainTexts() async throws {
        try await RehearsalStage.with { stage in
            try stage.project()
            for (image, spec, shown) in [
                ("23214590", "ci2-g3", "23214590"),
                ("ubuntu-22.04-base", "{id: ci2-g3}", "ubuntu-22.04-base (23214590)"),
            ] {
                try stage.manifest(manifest(image, spec))
                let plan = try await stage.nacre("plan")
                #expect(plan.status == 0 && plan.out.contains("image: \"\(shown)\""), "\(plan)")
            }
            for (image, told) in [
                ("ubuntu-22.40-base", "did you mean ubuntu-22.04-base?"), ("1", "there is no"),
                ("{lookup: {osType: UBUNTU, pick: newst}}", "did you mean 'newest'?"),
                ("{lookup: {ostype: UBUNTU}}", "did you mean 'osType'?"),
            ] {
                try stage.manifest(manifest(image, "ci2-g3"))
                let plan = try await stage.nacre("plan")
                #expect(plan.status == 1 && plan.err.contains(told), "\(plan)")
            }
        }
    }

    @Test("a lookup that cannot decide says what there is, at the line it stands in")
    func undecided() async throws {
        try await RehearsalStage.with { stage in
            try stage.project()
            try stage.manifest(
                manifest("{lookup: {osType: UBUNTU, version: \"21\"}}", "{lookup: {cpuCount: 4, hypervisor: KVM}}"))
            let plan = try await stage.nacre("plan", "--target", "Server/web-0")
            #expect(plan.status == 1, "\(plan)")
            try expectSnapshot(plan.err, "lookup-undecided")
        }
    }
}

import Model
import Rehearsal
import Testing

/// What a VPC brings along and manifests want to manage.
@Suite("laws of companions") struct CompanionLaws {
    @Test("nothing of the name came along: the step fails and says so, nothing is created instead")
    func nothing() async throws {
        try await LawBench.with { bench in
            let acl = Manifests.document("NetworkAcl", "default", head: "import: {name: other-acl}", "vpc: main")
            let outcome = try #require(try await bench.apply(bench.load(Manifests.vpc("main"), acl)))
            #expect(!outcome.isComplete)
            #expect(outcome.shortfalls.contains("was created with its Vpc"), "\(outcome.shortfalls)")
            #expect(try await bench.cloud.objects("networkAcl").count == 1)
        }
    }
}

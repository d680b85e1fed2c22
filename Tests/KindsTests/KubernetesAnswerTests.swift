import Model
import NcloudClient
import OrderedJSON
import Testing

@testable import Kinds

/// Source: api/nks.md §2.
@Suite("answers about clusters that are not what was asked for") struct KubernetesAnswerTests {
    @Test(
        "pools, clusters and entries are not gone because an answer lacks their list",
        arguments: [.null, [:], ["status": "ok"]] as [JSON])
    func noList(_ answer: JSON) async throws {
        let session = FakeSession(answers: [
            "/clusters": answer, "/clusters/5f0c/node-pool": answer, "/clusters/5f0c/access-entries": answer,
            "/clusters/5f0c/oidc": answer, "/clusters/5f0c/ip-acl": answer,
        ])
        let pools = operations("NodePool")
        await #expect(throws: APIFailure.self) { _ = try await pools.list(ReadScope(), from: session) }
        await #expect(throws: APIFailure.self) {
            _ = try await pools.detail(of: "5f0c/7", knownAs: ["cluster": "5f0c"], from: session)
        }
        await #expect(throws: APIFailure.self) {
            _ = try await operations("KubernetesCluster").list(ReadScope(), from: session)
        }
        for field in ["accessEntries", "oidc", "ipAcl"] {
            let listed = FakeSession(answers: [
                "/clusters": ["clusters": [["uuid": "5f0c", "name": "shop"]]],
                "/clusters/5f0c/access-entries": answer, "/clusters/5f0c/oidc": answer, "/clusters/5f0c/ip-acl": answer,
            ])
            await #expect(throws: APIFailure.self, "\(field)") {
                _ = try await operations("KubernetesCluster").list(
                    ReadScope(ids: ["5f0c"], fields: [field]), from: listed)
            }
        }
    }

    @Test("a pool that its cluster's own list lacks is gone, and so is one of a cluster that is gone")
    func goneFromItsList() async throws {
        let without = FakeSession(answers: ["/clusters/5f0c/node-pool": ["nodePool": [["instanceNo": 8, "name": "b"]]]])
        let gone = FakeSession(failures: ["/clusters/5f0c/node-pool": .gone])
        for session in [without, gone] {
            let detail = try await operations("NodePool").detail(
                of: "5f0c/7", knownAs: ["cluster": "5f0c"], from: session)
            guard case .missing = detail else {
                Issue.record("\(detail)")
                continue
            }
        }
    }
}

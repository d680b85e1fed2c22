import Model
import Testing

@testable import Kinds

@Suite("keys of KMS, call by call") struct KmsKeyTests {
    private static func key(_ status: String) -> LiveObject {
        LiveObject(
            kind: "KmsKey", id: "abc", attributes: ["name": "vault", "enabled": .bool(status == "ENABLE")],
            status: status)
    }

    @Test("a key that is brought back is enabled, also by the run after one that died in between")
    func recovering() async throws {
        // The plan of a key that is pending deletion wants it enabled, as it was made.
        let first = FakeSession()
        try await operations("KmsKey").update(
            Self.key("REVOKE"), to: wanted("KmsKey", "vault", ["name": "vault", "enabled": true]), through: first)
        #expect(first.events == [.change("/keys/abc/cancel-deletion"), .change("/keys/abc/enable")])
        // After the cancellation it shows itself as disabled, and the manifest says nothing of it.
        let bare = wanted("KmsKey", "vault", ["name": "vault"])
        let second = FakeSession(memory: first.memory)
        try await operations("KmsKey").update(Self.key("DISABLE"), to: bare, through: second)
        #expect(second.events == [.change("/keys/abc/enable")])
        let unrelated = FakeSession()
        try await operations("KmsKey").update(Self.key("DISABLE"), to: bare, through: unrelated)
        #expect(unrelated.events.isEmpty)
    }

    @Test("a key that is to stay disabled is not enabled when it is brought back")
    func disabled() async throws {
        let session = FakeSession()
        try await operations("KmsKey").update(
            Self.key("REVOKE"), to: wanted("KmsKey", "vault", ["name": "vault", "enabled": false]), through: session)
        #expect(session.events == [.change("/keys/abc/cancel-deletion")])
    }
}

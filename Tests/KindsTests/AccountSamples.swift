import Model
import NcloudClient
import OrderedJSON

@testable import Kinds

/// What tests of sub accounts and their rights begin with. Source: api/identity.md §1; pub-iam-v2-….
enum AccountSamples {
    static let main: JSON = ["id": "owner", "loginAlias": "shop", "userType": "Customer"]

    static func session(
        _ answers: [String: JSON] = [:], failures: [String: APIFailure] = [:], as caller: JSON = main
    ) -> FakeSession {
        FakeSession(answers: answers.merging(["/caller-identity": caller]) { $1 }, failures: failures)
    }

    static func account(_ attributes: Attributes = [:]) -> LiveObject {
        let own: Attributes = [
            "loginId": "ann", "name": "Ann", "email": "ann@example.com", "memo": "", "consoleAccess": true,
            "apiAccess": true, "active": true, "policies": ["p1", "p2"], "groups": ["g1"],
        ]
        return LiveObject(kind: "SubAccount", id: "u1", attributes: own.merging(attributes) { $1 })
    }

    static func update(_ session: FakeSession, _ live: LiveObject, to desired: Attributes) async throws {
        try await operations(live.kind).update(live, to: wanted(live.kind, "ann", desired), through: session)
    }
}

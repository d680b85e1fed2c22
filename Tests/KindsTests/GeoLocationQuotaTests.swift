import Model
import NcloudClient
import OrderedJSON
import Testing

@testable import Kinds

/// Source: ai-application-service-geolocation-getquota, -setquota.
@Suite("the monthly limit of GeoLocation") struct GeoLocationQuotaTests {
    private static func answer(_ type: String, _ quota: Int64) -> JSON {
        ["resource": ["type": .string(type), "quota": .integer(quota)]]
    }

    private static func live(_ limit: String) -> LiveObject {
        LiveObject(kind: "GeoLocationQuota", id: "quota", attributes: ["monthlyCalls": .string(limit)])
    }

    private static func desired(_ limit: Value) -> DesiredObject {
        wanted("GeoLocationQuota", "monthly", ["monthlyCalls": limit])
    }

    @Test(
        "there is one, with a number or unlimited",
        arguments: [
            (answer("Limited", 100), "100"), (answer("Unlimited", -1), "unlimited"),
            (["type": "Limited", "quota": 7], "7"),
        ] as [(JSON, String)])
    func reading(_ answer: JSON, _ limit: String) async throws {
        let session = FakeSession(answers: ["/quota": answer])
        let found = try await operations("GeoLocationQuota").list(ReadScope(), from: session)
        #expect(found.map(\.id) == ["quota"])
        #expect(found[0].attributes == ["monthlyCalls": .string(limit)])
        let other = try await operations("GeoLocationQuota").detail(of: "other", knownAs: [:], from: session)
        guard case .missing = other else {
            Issue.record("\(other)")
            return
        }
        #expect(session.requests.map(\.endpoint) == ["GET /geolocation/v2/quota"])
    }

    @Test("an answer without a limit is no limit")
    func unreadable() async throws {
        await #expect(throws: APIFailure.self) {
            try await operations("GeoLocationQuota").list(ReadScope(), from: FakeSession(answers: ["/quota": [:]]))
        }
    }

    @Test(
        "another limit is written once, and waited for, as it takes a minute",
        arguments: [("100", "100"), ("unlimited", "unlimit")])
    func writing(_ limit: String, _ sent: String) async throws {
        let session = FakeSession(looks: [Self.live("7"), Self.live(limit)])
        try await operations("GeoLocationQuota").update(
            Self.live("7"), to: Self.desired(.string(limit)), through: session)
        #expect(session.events == [.change("/quota"), .wait("limit in effect")])
        #expect(session.requests.map(\.fields) == [["quota": sent]])
    }

    @Test("a limit that is as desired is not written")
    func unchanged() async throws {
        let session = FakeSession()
        try await operations("GeoLocationQuota").update(Self.live("7"), to: Self.desired("7"), through: session)
        #expect(session.events.isEmpty)
    }

    @Test("it is neither made nor deleted")
    func refusals() async throws {
        let session = FakeSession()
        let kind = operations("GeoLocationQuota")
        await #expect(throws: StepFailure.self) { try await kind.create(Self.desired("7"), through: session) }
        await #expect(throws: StepFailure.self) { try await kind.delete(Self.live("7"), through: session) }
        #expect(session.requests.isEmpty)
    }
}

import Kinds
import Model
import NcloudClient
import OrderedJSON
import Testing

/// Source: organization-get-org, organization-get-policy-region, organization-get-policy-allotment.
@Suite("quotas of the account") struct OrganizationQuotaTests {
    private static let master: JSON = ["masterMemberYn": "Y", "memberNo": 2_600_001, "organizationNo": 2706]
    private static let regions: JSON = [
        ["regionNo": 0, "regionCode": "COM"], ["regionNo": 1, "regionCode": "KR"],
    ]

    private static func resource(
        _ code: String, _ name: String, unit: String = "COUNT", part: JSON = nil, counts: JSON...
    ) -> JSON {
        [
            "resourceTypeCode": .string(code), "resourceName": .string(name), "lowerResourceName": part,
            "restrictionUnitCode": .string(unit),
            "resourceQuotaList": .array(
                counts.map { ["regionNo": "1", "resourceTypeCode": .string(code), "restrictionCount": $0] }),
        ]
    }

    @Test("the master account has the limits of its region, in three calls")
    func read() async throws {
        let session = FakeSession(answers: [
            "/org": Self.master, "/policy/region": Self.regions,
            "/policy/allotment/2600001/1": .array([
                Self.resource("VSVR", "Server", counts: 50, 20),
                Self.resource("CF", "Cloud Functions", unit: "BOOLEAN", counts: 1),
                Self.resource("X", "VPC (VPC)", counts: 5),
                Self.resource("Y", "Block Storage", part: "Snapshot", counts: 7),
                Self.resource("Z", "NAS"),
            ]),
        ])
        let quotas = await OrganizationQuotas.read(in: "KR", from: session)
        #expect(quotas.region == "KR" && quotas.rows.map(\.code) == ["VSVR", "X", "Y"])
        #expect(quotas.most(of: .code("VSVR")) == 20, "the strictest policy counts")
        #expect(quotas.most(of: .named("VPC")) == 5)
        #expect(quotas.most(of: .named("Snapshot")) == 7 && quotas.most(of: .named("Block Storage")) == nil)
        #expect(quotas.most(of: .code("CF")) == nil && quotas.most(of: .named("NAS")) == nil)
        #expect(session.requests.count == 3 && session.requests.allSatisfy(\.isRead))
        #expect(session.requests[2].endpoint == "GET /open-api/v1/policy/allotment/{…}/{…}")
    }

    @Test("an account that may not read them has none that are known, after one call")
    func denied() async {
        let failure = APIFailure(
            endpoint: "test", status: 403, envelope: .gateway, code: "COMMON_101", classification: .refused)
        let refused = FakeSession(failures: ["/org": failure])
        #expect(await OrganizationQuotas.read(in: "KR", from: refused) == AccountQuotas())
        #expect(refused.requests.count == 1)
        let member = FakeSession(answers: ["/org": ["masterMemberYn": "N", "memberNo": 2_600_001]])
        #expect(await OrganizationQuotas.read(in: "KR", from: member) == AccountQuotas())
        #expect(member.requests.count == 1)
        let elsewhere = FakeSession(answers: ["/org": Self.master, "/policy/region": Self.regions])
        #expect(await OrganizationQuotas.read(in: "SGN", from: elsewhere) == AccountQuotas())
        #expect(elsewhere.requests.count == 2)
    }
}

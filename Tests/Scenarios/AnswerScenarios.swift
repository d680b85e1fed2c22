import OrderedJSON
import Rehearsal
import Testing

@Suite("asking where an address is, and what was attacked") struct AnswerScenarios {
    private static let office = """
        apiVersion: ncloud/v1
        kind: GeoLocation
        metadata: {name: office}
        import: {id: 203.0.113.7}
        spec: {}
        """
    private static let attack = """
        apiVersion: ncloud/v1
        kind: SecurityEvent
        metadata: {name: brute-force}
        import: {id: IDS/526068433}
        spec: {}
        """
    private static let product = """
        apiVersion: ncloud/v1
        kind: Product
        metadata: {name: shop}
        spec:
          subscription: PUBLIC
          description: "served from ${GeoLocation/office.country}"
        """

    @Test("what is answered is shown and used in references, and nothing is made or changed for it")
    func references() async throws {
        try await RehearsalStage.with { stage in
            try stage.project()
            try stage.manifest(Manifests.joined(Self.office, Self.attack, Self.product))
            let made = try await stage.apply()
            #expect(made.status == 0, "\(made)")
            let product = try #require(try await stage.cloud.object("product", named: "shop"))
            #expect(product["productDescription"] == "served from KR", "\(product)")
            let shown = try await stage.nacre("show", "GeoLocation/office")
            #expect(shown.out.contains("4113558000") && shown.out.contains("NAVER"), "\(shown)")
            let event = try await stage.nacre("show", "SecurityEvent/brute-force")
            #expect(event.out.contains("Many passwords were tried"), "\(event)")
            #expect(try await stage.nacre("plan", "--detailed-exitcode").status == 0)
            let destroyed = try await stage.nacre("destroy", "--auto-approve")
            #expect(destroyed.status == 0, "\(destroyed)")
            let calls = try await stage.cloud.calls().keys.filter { $0.contains("geolocation") }
            #expect(calls.allSatisfy { $0.hasPrefix("GET ") }, "\(calls)")
        }
    }

    @Test(
        "an exhausted quota and a limit of the rate are told apart: one ends the run and says so, the other is waited out"
    )
    func quota() async throws {
        try await RehearsalStage.with { stage in
            try stage.project()
            try stage.manifest(Self.office)
            try await stage.cloud.faults([
                ["match": "GET /geolocation/*", "sequence": [["times": 2, "status": 429, "code": "420"]]]
            ])
            let slow = try await stage.apply()
            #expect(slow.status == 0, "\(slow)")
            try await stage.cloud.faults([["match": "GET /geolocation/*", "status": 429, "code": "400"]])
            let refused = try await stage.nacre("plan")
            #expect(refused.status != 0 && refused.all.contains("quota is exhausted"), "\(refused)")
        }
    }
}

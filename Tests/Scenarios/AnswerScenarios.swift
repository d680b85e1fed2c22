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
    private static let november = """
        apiVersion: ncloud/v1
        kind: SecurityReport
        metadata: {name: november}
        import: {id: WAF/2026-11-01/2026-11-30}
        spec: {}
        """
    private static let limit = """
        apiVersion: ncloud/v1
        kind: GeoLocationQuota
        metadata: {name: monthly}
        import: {id: quota}
        spec: {monthlyCalls: 1000}
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

    @Test("a report counts the events of a period and shows the latest; more of them are no drift")
    func reports() async throws {
        try await RehearsalStage.with { stage in
            try stage.project()
            try stage.manifest(Self.november.replacing("2026-11-30", with: "2026-10-31"))
            let wrong = try await stage.nacre("plan")
            #expect(
                wrong.status == 1 && wrong.all.flat.contains("no SecurityReport with id WAF/2026-11-01/2026-10-31"),
                "\(wrong)")
            try stage.manifest(Self.november)
            #expect(try await stage.apply().status == 0)
            let shown = try await stage.nacre("show", "SecurityReport/november", "--output", "json")
            for words in ["\"count\": 2", "2026-11-20T23:59:59+0900", "SQL injection", "203.0.113.8"] {
                #expect(shown.out.contains(words), "\(words)\n\(shown)")
            }
            let drift = try await stage.nacre("drift")
            #expect(drift.status == 0, "\(drift)")
        }
    }

    @Test("the monthly limit is overwritten, waited for, changed, lifted, and left as it is by a destroy")
    func monthlyLimit() async throws {
        try await RehearsalStage.with { stage in
            try stage.project()
            try stage.manifest(Self.limit.replacing("import: {id: quota}\n", with: ""))
            let unasked = try await stage.nacre("plan")
            #expect(unasked.status == 1 && unasked.all.flat.contains("import: {id: quota}"), "\(unasked)")
            try stage.manifest(Self.limit)
            let made = try await stage.apply()
            #expect(made.status == 0, "\(made)")
            #expect(try await limits(stage) == ["1000"])
            #expect(try await stage.nacre("plan", "--detailed-exitcode").status == 0)
            try stage.manifest(Self.limit.replacing("1000", with: "unlimited"))
            #expect(try await stage.apply().status == 0)
            #expect(try await limits(stage) == ["unlimit"])
            try stage.manifest(Self.limit.replacing("1000", with: "0"))
            let wrong = try await stage.nacre("validate")
            #expect(wrong.status != 0 && wrong.all.flat.contains("a whole number of calls above 0"), "\(wrong)")
            try stage.manifest(Self.limit)
            #expect(try await stage.apply().status == 0)
            let destroyed = try await stage.nacre("destroy", "--auto-approve")
            #expect(destroyed.status == 0 && destroyed.all.contains("forg"), "\(destroyed)")
            #expect(try await limits(stage) == ["1000"])
            let calls = try await stage.cloud.calls().filter { $0.key == "POST /geolocation/v2/quota" }
            #expect(calls.values.reduce(0, +) == 3, "\(calls)")
        }
    }

    @Test("doctor calls each service of lookups once, and tells apart why it may not")
    func doctor() async throws {
        try await RehearsalStage.with { stage in
            try stage.project()
            try stage.manifest(Manifests.joined(Self.office, Self.limit, Self.attack, Self.november))
            try await stage.cloud.resetCalls()
            let good = try await stage.nacre("doctor")
            #expect(good.status == 0, "\(good)")
            #expect(good.out.contains("ok       GeoLocation: can be called"), "\(good)")
            #expect(good.out.contains("ok       SecurityMonitoring: can be called"), "\(good)")
            let calls = try await stage.cloud.calls().filter {
                $0.key.contains("/geolocation/") || $0.key.contains("/vsecuritymonitoring/")
            }
            #expect(
                calls == [
                    "GET /geolocation/v2/geoLocation": 1, "POST /vsecuritymonitoring/v1/getIDSEventDetail": 1,
                ])
            for (fault, status, words) in Self.troubles {
                try await stage.cloud.faults([fault])
                let doctor = try await stage.nacre("doctor")
                #expect(doctor.status == status, "\(doctor)")
                for word in words { #expect(doctor.out.contains(word), "\(word)\n\(doctor)") }
                #expect(doctor.out.contains("ok       SecurityMonitoring: can be called"), "\(doctor)")
            }
            try await stage.cloud.faults([])
            try stage.manifest(Self.product.replacing("served from ${GeoLocation/office.country}", with: "plain"))
            let without = try await stage.nacre("doctor")
            #expect(without.status == 0 && !without.out.contains("can be called"), "\(without)")
        }
    }

    /// The limits that the simulated account has.
    private func limits(_ stage: RehearsalStage) async throws -> [String] {
        try await stage.cloud.names("geoLocationQuota", "limit")
    }

    /// What goes wrong with GeoLocation, the exit code of doctor, and what it says.
    private static let troubles: [(JSON, Int32, [String])] = {
        func fault(_ status: Int64, _ code: String, _ more: JSON = [:]) -> JSON {
            let own: JSON = ["match": "GET /geolocation/*", "status": .integer(status), "code": .string(code)]
            return .object(own.members.merging(more.members) { $1 })
        }
        return [
            (
                fault(400, "131004"), 1,
                ["PROBLEM  GeoLocation: this account has not subscribed to GeoLocation", "GeoLocation > Subscription"]
            ),
            (
                fault(429, "400", ["retryAfter": 3600]), 1,
                [
                    "PROBLEM  GeoLocation: the account's API call quota is exhausted", "retry after 3600 s",
                    "a limit of monthly calls ends with the month",
                ]
            ),
            (fault(429, "420"), 0, ["warning  GeoLocation: can be called, but not so often", "rate limit"]),
            (fault(401, "210"), 1, ["PROBLEM  GeoLocation: the key lacks the permission", "give the sub account"]),
            (fault(503, "500"), 1, ["PROBLEM  GeoLocation: no usable response"]),
            (fault(400, "131002"), 1, ["PROBLEM  GeoLocation: internal error of GeoLocation"]),
        ]
    }()

    @Test(
        "a service that the account has not subscribed to ends a plan with what to do; a missing permission is unknown")
    func refused() async throws {
        try await RehearsalStage.with { stage in
            try stage.project()
            try stage.manifest(Self.office)
            try await stage.cloud.faults([["match": "GET /geolocation/*", "status": 400, "code": "131004"]])
            let unsubscribed = try await stage.nacre("plan")
            #expect(
                unsubscribed.status == 1 && unsubscribed.all.flat.contains("GeoLocation > Subscription"),
                "\(unsubscribed)")
            try await stage.cloud.faults([["match": "GET /geolocation/*", "status": 401, "code": "210"]])
            let denied = try await stage.nacre("plan")
            #expect(denied.status == 1 && denied.all.flat.contains("lacks the permission"), "\(denied)")
            #expect(!denied.all.flat.contains("GeoLocation > Subscription"), "\(denied)")
        }
    }
}

extension String {
    /// In one line, however it was wrapped.
    fileprivate var flat: String { split(whereSeparator: \.isWhitespace).joined(separator: " ") }
}

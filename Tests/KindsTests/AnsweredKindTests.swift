import Model
import NcloudClient
import OrderedJSON
import Testing

@testable import Kinds

/// Source: ai-application-service-geolocation-geolocation; security-securitymonitoring-getidseventdetail.
@Suite("kinds that are only asked about") struct AnsweredKindTests {
    @Test("an address is asked for by itself, with all that is known of it; what is no address is not asked for")
    func locations() async throws {
        let session = FakeSession(answers: [
            "/geoLocation": [
                "returnCode": 0, "requestId": "r",
                "geoLocation": ["country": "KR", "code": "4113558000", "r1": "경기도", "lat": 37.36, "long": "127.1"],
            ]
        ])
        let scope = ReadScope(ids: ["203.0.113.7", "999999999", "nobody"])
        let found = try await operations("GeoLocation").list(scope, from: session)
        #expect(found.map(\.id) == ["203.0.113.7"])
        #expect(found[0].attributes["country"] == "KR" && found[0].attributes["ip"] == "203.0.113.7")
        #expect(found[0].attributes["latitude"] == .number(37.36) && found[0].attributes["longitude"] == .number(127.1))
        #expect(found[0].attributes["net"] == .null)
        #expect(session.requests.map(\.fields) == [["ip": "203.0.113.7", "ext": "t"]])
        #expect(try await operations("GeoLocation").list(ReadScope(everything: true), from: session).isEmpty)
    }

    @Test("an event is asked for by its service and ticket; one that is answered without a report is not there")
    func events() async throws {
        let answer: JSON = [
            "returnCode": 0, "returnMessage": "SUCCESS", "report": "block it", "lbName": "front", "lbInstanceNo": 7,
        ]
        let session = FakeSession(answers: ["/getIDSEventDetail": answer, "/getDDoSEventDetail": ["returnCode": "0"]])
        let scope = ReadScope(ids: ["IDS/1", "DDOS/2", "WAF/3", "IDS/", "999999999"])
        let found = try await operations("SecurityEvent").list(scope, from: session)
        #expect(found.map(\.id) == ["IDS/1"])
        #expect(
            found[0].attributes == [
                "service": "IDS", "ticket": "1", "report": "block it", "loadBalancer": "7", "loadBalancerName": "front",
                "loadBalancerDomain": .null,
            ])
        #expect(session.requests("/getIDSEventDetail").map(\.body) == [["ticketId": "1"]])
        #expect(Set(session.requests.map(\.path)) == ["/getIDSEventDetail", "/getDDoSEventDetail"])
        #expect(session.requests.allSatisfy { $0.isRead })
    }

    @Test("an answer that says it is an error is one, with its code and words")
    func refusal() async throws {
        let session = FakeSession(answers: ["/getIDSEventDetail": ["returnCode": 500, "returnMessage": "not now"]])
        await #expect {
            try await operations("SecurityEvent").list(ReadScope(ids: ["IDS/1"]), from: session)
        } throws: { error in
            (error as? APIFailure)?.code == "500" && "\(error)".contains("not now")
        }
    }

    @Test("a report asks for one event, the latest, and counts them all; what is no period is not asked for")
    func reports() async throws {
        let event: JSON = [
            "ticketId": "526070002", "date": "1795186799000", "eventNm": "SQL injection", "attackType": "Injection",
            "attackerIp": "198.51.100.21", "targetIp": "203.0.113.8",
        ]
        let session = FakeSession(answers: [
            "/getWAFList": ["returnCode": 0, "wafDataList": [event], "totalRows": 17, "page": 1],
            "/getAVList": ["returnCode": 0, "antiVirusDataList": [], "totalRows": 0],
        ])
        let no = [
            "WAF", "WAF/", "WAF/2026-11-31", "WAF/2026-11-30/2026-11-01", "WAF/2026-11-01/", "XYZ/2026-11-01",
            "WAF/2026-11-01/2026-11-30/x", "waf/2026-11-01", "999999999",
        ]
        let scope = ReadScope(ids: Set(no + ["WAF/2026-11-01/2026-11-30", "AV/2026-11-01"]))
        let found = try await operations("SecurityReport").list(scope, from: session)
        #expect(found.map(\.id) == ["AV/2026-11-01", "WAF/2026-11-01/2026-11-30"])
        #expect(
            found[1].attributes == [
                "service": "WAF", "firstDay": "2026-11-01", "lastDay": "2026-11-30", "count": 17,
                "latest": "2026-11-20T23:59:59+0900", "latestTicket": "526070002", "latestName": "SQL injection",
                "latestType": "Injection", "latestAttacker": "198.51.100.21", "latestTarget": "203.0.113.8",
            ])
        #expect(found[0].attributes["count"] == 0 && found[0].attributes["latest"] == .null)
        #expect(found[0].attributes["lastDay"] == .null)
        #expect(
            session.requests("/getWAFList").map(\.body) == [
                [
                    "startDateTime": 1_793_458_800_000, "endDateTime": 1_796_050_799_999, "page": 1, "countPerPage": 1,
                    "order": "desc",
                ]
            ])
        #expect(session.requests("/getAVList").first?.body?["endDateTime"] == 4_102_444_800_000)
        #expect(session.requests.allSatisfy(\.isRead) && session.requests.count == 2)
    }

    @Test("a response that does not count is no report")
    func uncounted() async throws {
        let scope = ReadScope(ids: ["IPS/2026-11-01"])
        for answer in [["returnCode": 0, "ipsDataList": [["date": "soon"]]], [:], ["totalRows": nil]] as [JSON] {
            let session = FakeSession(answers: ["/getIPSList": answer])
            let failure = await #expect(throws: APIFailure.self) {
                try await operations("SecurityReport").list(scope, from: session)
            }
            #expect(failure?.envelope == .unreadable)
        }
        let text = FakeSession(answers: ["/getIPSList": ["totalRows": "1", "ipsDataList": [["date": "soon"]]]])
        let found = try await operations("SecurityReport").list(scope, from: text)
        #expect(found.first?.attributes["count"] == 1 && found.first?.attributes["latest"] == "soon")
    }

    @Test("a response that says nothing of what was asked for is an error, and no object")
    func foreignAnswers() async throws {
        let session = FakeSession(answers: ["/geoLocation": ["returnCode": 0, "requestId": "r"]])
        for (kind, id) in [("GeoLocation", "203.0.113.7"), ("SecurityEvent", "IDS/1")] {
            let failure = await #expect(throws: APIFailure.self) {
                try await operations(kind).list(ReadScope(ids: [id]), from: session)
            }
            #expect(failure?.envelope == .unreadable, "\(kind)")
        }
        // The page's table has the members without one around them.
        let bare = FakeSession(answers: ["/geoLocation": ["returnCode": 0, "country": "KR"]])
        let found = try await operations("GeoLocation").list(ReadScope(ids: ["203.0.113.7"]), from: bare)
        #expect(found.first?.attributes["country"] == "KR")
    }

    @Test("endpoints are named by their calls, and only those that get something are reads")
    func names() {
        #expect(APIRequest.rest(.geoLocation, .get, "/geoLocation").endpoint == "GET /geolocation/v2/geoLocation")
        #expect(
            APIRequest.rest(.securityMonitoring, .post, "/getIDSEventDetail").endpoint
                == "POST /vsecuritymonitoring/v1/getIDSEventDetail")
        #expect(APIRequest.rest(.securityMonitoring, .post, "/getIDSList").isRead)
        #expect(!APIRequest.rest(.geoLocation, .post, "/quota").isRead)
    }

    @Test("nothing refers to what is only asked about, so that no lookup of it can be written: see docs/lookups.md")
    func lookups() {
        let fields = DriverCatalog.ncloud.kinds.kinds.flatMap(\.fields)
        let asked: Set<String> = ["GeoLocation", "SecurityEvent", "SecurityReport"]
        #expect(fields.allSatisfy { asked.isDisjoint(with: $0.type.referencedKinds) })
    }

    @Test("one call tells whether a service may be called: about what the manifests name, or about nothing")
    func trials() throws {
        func trial(_ kind: String, _ ids: String...) throws -> APIRequest? {
            let trial = try #require(DriverCatalog.ncloud[kind]?.trial)
            return trial(ids)
        }
        #expect(try trial("GeoLocation", "nobody", "203.0.113.7")?.fields["ip"] == "203.0.113.7")
        #expect(try trial("GeoLocation")?.path == "/quota")
        #expect(try trial("SecurityEvent", "DDOS/2")?.path == "/getDDoSEventDetail")
        #expect(try trial("SecurityReport", "WAF/2026-11-01")?.path == "/getWAFList")
        #expect(try trial("SecurityReport", "nothing")?.path == "/getIDSList")
        let trials = DriverCatalog.ncloud.kinds.kinds.compactMap { DriverCatalog.ncloud[$0.name]?.trial?([]) }
        #expect(trials.count >= 8 && trials.allSatisfy(\.isRead))
        #expect(DriverCatalog.ncloud["Vpc"]?.trial == nil)
    }
}

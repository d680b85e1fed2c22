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

    @Test("endpoints are named by their calls")
    func names() {
        #expect(APIRequest.rest(.geoLocation, .get, "/geoLocation").endpoint == "GET /geolocation/v2/geoLocation")
        #expect(
            APIRequest.rest(.securityMonitoring, .post, "/getIDSEventDetail").endpoint
                == "POST /vsecuritymonitoring/v1/getIDSEventDetail")
    }
}

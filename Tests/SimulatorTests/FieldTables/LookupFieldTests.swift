import OrderedJSON
import Testing

@testable import Simulator

/// The answers of the services that only answer. Source: api/classic-and-others.md §3 (Security Monitoring), §4 (GeoLocation); the
/// pages security-securitymonitoring-getidslist, -getidseventdetail, ai-application-service-geolocation-geolocation.
enum LookupFieldTables {
    private static func events(_ name: String) -> RESTAnswer {
        .object(
            FieldTable(
                texts: "returnMessage", integers: "returnCode",
                elements: [name: FieldTable(texts: "ticketId attackType attackIp targetIp")]))
    }

    private static let event = RESTAnswer.object(
        FieldTable(
            texts: "returnMessage lbName report lbDomainName lbInstanceNo", integers: "returnCode",
            optional: "lbName report lbDomainName lbInstanceNo"))

    /// The simulated calls of Security Monitoring. That those of Anti-DDoS have the same members is (inferred).
    static let security: [String: RESTAnswer] = [
        "POST /getIDSList": events("idsDataList"), "POST /getDDoSList": events("ddosDataList"),
        "POST /getIDSEventDetail": event, "POST /getDDoSEventDetail": event,
    ]

    /// The last four members come with `ext=t` alone.
    static let places: [String: RESTAnswer] = [
        "GET /geoLocation": .object(
            FieldTable(
                texts: "requestId", integers: "returnCode",
                objects: [
                    "geoLocation": FieldTable(
                        texts: "country code r1 r2 r3 net", ratios: "lat long", optional: "r3 net lat long")
                ]))
    ]
}

@Suite("fields of the answers of Security Monitoring and GeoLocation") struct LookupFieldTests {
    private static let range: JSON = [
        "startDateTime": 1_719_849_227_000, "endDateTime": 1_720_108_427_000, "page": 1, "countPerPage": 20,
    ]

    @Test("the simulator has every call of the tables, and no other")
    func calls() {
        #expect(RESTService.securityMonitoring.calls == Set(LookupFieldTables.security.keys))
        #expect(RESTService.geoLocation.calls == Set(LookupFieldTables.places.keys))
    }

    @Test("events answer exactly the fields of the pages; what a list needs is asked for")
    func events() async throws {
        try await withSimulator { client in
            let book = RESTAnswerBook(client, "/vsecuritymonitoring/v1", LookupFieldTables.security)
            let ticket = book.call("POST", "/getIDSList", Self.range)["idsDataList"]?[0]?["ticketId"] ?? .null
            #expect(book.call("POST", "/getIDSEventDetail", ["ticketId": ticket])["report"] != nil)
            book.call("POST", "/getDDoSList", Self.range)
            book.call("POST", "/getDDoSEventDetail", ["ticketId": ticket])
            let members = "startDateTime endDateTime page countPerPage"
            #expect(book.accepted(without: members, "POST", "/getIDSList", Self.range) == [])
            #expect(book.problems == [])
            #expect(book.unseen == ["ddosDataList"], "a fresh world has no such event")
        }
    }

    @Test("a place answers exactly the fields of the page")
    func places() async throws {
        try await withSimulator { client in
            let book = RESTAnswerBook(client, "/geolocation/v2", LookupFieldTables.places)
            let query = "/geoLocation?ip=203.0.113.7&responseFormatType=json"
            #expect(book.call("GET", query)["geoLocation"]?.members.keys.count == 4)
            #expect(book.call("GET", query + "&ext=t")["geoLocation"]?.members.keys.count == 8)
            #expect(book.problems == [])
        }
    }
}

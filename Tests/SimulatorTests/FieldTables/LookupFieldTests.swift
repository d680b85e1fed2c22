import OrderedJSON
import Testing

@testable import Simulator

/// The answers of the services that only answer. Source: api/classic-and-others.md §3 (Security Monitoring), §4 (GeoLocation); the
/// pages security-securitymonitoring-getidslist, -getwaflist, -getidseventdetail, ai-application-service-geolocation-geolocation, -getquota, -setquota.
enum LookupFieldTables {
    /// - Parameter own: members that the events of this service have besides the common ones. Of Anti-Virus they are (inferred).
    private static func events(_ name: String, _ own: String) -> RESTAnswer {
        let common = "ticketId product date region zoneName platForm vpcName"
        return .object(
            FieldTable(
                texts: "returnMessage", integers: "returnCode totalRows page",
                elements: [
                    name: FieldTable(
                        texts: "\(common) \(own)", optional: "eventNm attackerPort targetPort protocol detect")
                ]))
    }

    private static let attack = "eventNm attackType attackerIp attackerPort targetIp targetPort protocol detect"

    private static let event = RESTAnswer.object(
        FieldTable(
            texts: "returnMessage lbName report lbDomainName lbInstanceNo", integers: "returnCode",
            optional: "lbName report lbDomainName lbInstanceNo"))

    /// The simulated calls of Security Monitoring. That those of Anti-DDoS have the same members is (inferred).
    static let security: [String: RESTAnswer] = [
        "POST /getIDSList": events("idsDataList", attack), "POST /getDDoSList": events("ddosDataList", attack),
        "POST /getIPSList": events("ipsDataList", attack), "POST /getWAFList": events("wafDataList", attack),
        "POST /getAVList": events("antiVirusDataList", "malwareType infectedServerIp detectionPath"),
        "POST /getIDSEventDetail": event, "POST /getDDoSEventDetail": event,
    ]

    /// The last four members come with `ext=t` alone.
    static let places: [String: RESTAnswer] = [
        "GET /quota": .object(FieldTable(objects: ["resource": FieldTable(texts: "type", integers: "quota")])),
        "POST /quota": .noContent,
        "GET /geoLocation": .object(
            FieldTable(
                texts: "requestId", integers: "returnCode",
                objects: [
                    "geoLocation": FieldTable(
                        texts: "country code r1 r2 r3 net", ratios: "lat long", optional: "r3 net lat long")
                ])),
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
            for list in ["getDDoSList", "getIPSList", "getWAFList", "getAVList"] {
                book.call("POST", "/\(list)", Self.range.with(["endDateTime": 1_800_000_000_000]))
            }
            book.call("POST", "/getDDoSEventDetail", ["ticketId": ticket])
            let members = "startDateTime endDateTime page countPerPage"
            #expect(book.accepted(without: members, "POST", "/getIDSList", Self.range) == [])
            #expect(book.problems == [])
            #expect(book.unseen == ["ddosDataList", "ipsDataList"], "a fresh world has no such event")
        }
    }

    @Test("a place answers exactly the fields of the page")
    func places() async throws {
        try await withSimulator { client in
            let book = RESTAnswerBook(client, "/geolocation/v2", LookupFieldTables.places)
            let query = "/geoLocation?ip=203.0.113.7&responseFormatType=json"
            #expect(book.call("GET", query)["geoLocation"]?.members.keys.count == 4)
            #expect(book.call("GET", query + "&ext=t")["geoLocation"]?.members.keys.count == 8)
            #expect(book.call("GET", "/quota")["resource"] == ["type": "Unlimited", "quota": -1])
            book.call("POST", "/quota?quota=100")
            #expect(book.problems == [] && book.unseen == [])
        }
    }
}

import OrderedJSON
import Testing

@testable import Simulator

/// Source: ai-application-service-geolocation-geolocation; security-securitymonitoring.
@Suite("services of the simulator that only answer") struct LookupServiceTests {
    @Test("an address has a place, with more of it on request, as JSON or as XML")
    func places() async throws {
        try await withSimulator { client in
            func ask(_ query: String) -> TestClient.Reply { client.send("GET", "/geolocation/v2/geoLocation?\(query)") }
            let plain = ask("ip=203.0.113.7&responseFormatType=json")
            #expect(plain.json["returnCode"] == 0 && plain.json["geoLocation"]?["country"] == "KR")
            #expect(plain.json["geoLocation"]?["net"] == nil)
            let whole = ask("ip=203.0.113.7&ext=t&responseFormatType=json").json["geoLocation"]
            #expect(whole?["net"] == "NAVER" && whole?["lat"] != nil && whole?["long"] != nil)
            #expect(ask("ip=9.9.9.9&responseFormatType=json").json["geoLocation"]?["country"] == "O1")
            #expect(ask("ip=203.0.113.7").body.contains("<country>KR</country>"))
            for bad in ["", "ip=", "ip=300.1.1.1", "ip=1.2.3"] { #expect(ask(bad).status == 400, "\(bad)") }
        }
    }

    @Test("an event is listed in its time, and shown by its ticket")
    func events() async throws {
        try await withSimulator { client in
            func call(_ name: String, _ body: JSON) -> JSON {
                client.send(
                    "POST", "/vsecuritymonitoring/v1/\(name)", body: body.serialized(), type: "application/json"
                ).json
            }
            func list(_ start: Int64, _ end: Int64) -> [JSON] {
                call(
                    "getIDSList",
                    [
                        "startDateTime": .integer(start), "endDateTime": .integer(end), "page": 1, "countPerPage": 20,
                    ])["idsDataList"]?.elements ?? []
            }
            let ticket = list(1_719_849_227_000, 1_720_108_427_000).first?["ticketId"]?.text ?? ""
            #expect(ticket == "526068433" && list(0, 1).isEmpty)
            let shown = call("getIDSEventDetail", ["ticketId": .string(ticket)])
            #expect(shown["returnCode"] == 0 && shown["report"]?.text?.isEmpty == false)
            #expect(call("getIDSEventDetail", ["ticketId": "1"])["report"] == nil)
            #expect(call("getDDoSEventDetail", ["ticketId": .string(ticket)])["report"] == nil)
        }
    }
}

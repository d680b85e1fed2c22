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

    @Test(
        "a limit is in effect after a minute; what exceeds it in a month gets an error, and the next month begins again"
    )
    func quota() async throws {
        try await withSimulator { client in
            func shown() -> JSON? { client.send("GET", "/geolocation/v2/quota").json["resource"] }
            func set(_ quota: String) -> TestClient.Reply {
                client.send("POST", "/geolocation/v2/quota?quota=\(quota)")
            }
            func locate() -> TestClient.Reply {
                client.send("GET", "/geolocation/v2/geoLocation?ip=203.0.113.7&responseFormatType=json")
            }
            #expect(shown() == ["type": "Unlimited", "quota": -1])
            for bad in ["", "0", "-1", "many"] {
                let reply = set(bad)
                #expect(reply.status == 400 && reply.json["error"]?["errorCode"] == "130001", "\(bad)")
            }
            #expect(set("2").status == 204)
            #expect(shown()?["type"] == "Unlimited")
            client.pass(61)
            #expect(shown() == ["type": "Limited", "quota": 2])
            #expect(locate().status == 200 && locate().status == 200)
            let used = locate()
            #expect(used.status == 429 && used.json["error"]?["errorCode"] == "400")
            client.pass(32 * 86_400)
            #expect(locate().status == 200)
            #expect(set("unlimit").status == 204)
            client.pass(61)
            #expect(shown()?["quota"] == -1)
        }
    }

    @Test("each service lists its events page by page, the latest first, and says how many there are")
    func lists() async throws {
        try await withSimulator { client in
            func call(_ name: String, _ more: JSON = [:]) -> JSON {
                var body: JSON = [
                    "startDateTime": 1_793_458_800_000, "endDateTime": 1_796_050_799_999, "page": 1, "countPerPage": 1,
                ]
                body = .object(body.members.merging(more.members) { $1 })
                return client.send(
                    "POST", "/vsecuritymonitoring/v1/\(name)", body: body.serialized(), type: "application/json"
                ).json
            }
            let latest = call("getWAFList")
            #expect(latest["totalRows"] == 2 && latest["page"] == 1 && latest["returnCode"] == 0)
            let event = latest["wafDataList"]?[0]
            #expect(event?["date"] == "1795186799000" && event?["attackerIp"] == "198.51.100.21")
            #expect(call("getWAFList", ["page": 2])["wafDataList"]?[0]?["ticketId"] == "526070001")
            #expect(call("getWAFList", ["order": "asc"])["wafDataList"]?[0]?["ticketId"] == "526070001")
            #expect(call("getWAFList", ["page": 3])["wafDataList"]?.elements.isEmpty == true)
            #expect(call("getAVList")["antiVirusDataList"]?[0]?["malwareType"] == "Trojan")
            for name in ["getIPSList", "getDDoSList", "getIDSList"] { #expect(call(name)["totalRows"] == 0, "\(name)") }
            #expect(call("getWAFList", ["page": 0])["error"] != nil)
            #expect(call("getWAFList", ["order": "up"])["error"] != nil)
        }
    }
}

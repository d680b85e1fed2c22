import OrderedJSON
import Testing

@testable import Simulator

/// Source: api/classic-and-others.md §5; networking-cdn-getcdnplusinstancelist, -requestcdnpluspurge, -getcdnpluspurgehistorylist,
/// -getglobalcdninstancelist, -requestglobalcdnpurge.
@Suite("CDN+ and Global CDN") struct CdnTests {
    private func seed(_ client: TestClient, _ description: JSON) -> String {
        client.control("POST", "cdns", description).json["cdnInstanceNo"]?.text ?? ""
    }

    private func call(_ client: TestClient, _ action: String, _ parameters: [String: String] = [:]) -> TestClient.Reply
    {
        client.call(action, parameters, service: "cdn")
    }

    @Test("the two services have instances of their own; a number that neither has is refused, and none can be created")
    func instances() async throws {
        try await withSimulator { client in
            let plus = seed(client, ["name": "shop"])
            let global = seed(client, ["name": "world", "global": true, "rule": ["originUrl": "a.example.com"]])
            #expect(call(client, "getCdnPlusInstanceList").first["cdnInstanceNo"]?.text == plus)
            let found = call(client, "getGlobalCdnInstanceList", ["cdnInstanceNo": global]).first
            #expect(found["globalCdnRule"]?["originUrl"] == "a.example.com")
            #expect(found["globalCdnServiceDomainList"]?[0]?["domainId"] == nil)
            #expect(call(client, "getCdnPlusInstanceList", ["cdnInstanceNo": global]).code == "24109")
            #expect(call(client, "createCdnPlusInstance", ["serviceName": "new"]).status == 404)
            #expect(client.control("POST", "cdns", [:]).status == 400)
        }
    }

    @Test("a purge is requested, shows in the history, and is done after a while")
    func purge() async throws {
        try await withSimulator { client in
            let id = seed(client, ["name": "shop", "domains": ["www.example.com"]])
            let whole = ["cdnInstanceNo": id, "isWholeDomain": "true", "isWholePurge": "true"]
            let purge = call(client, "requestCdnPlusPurge", whole).first
            let number = purge["purgeId"]?.text ?? ""
            #expect(number == "PT000000000000002152" && purge["isWholePurge"] == true)
            let some = whole.merging(["isWholePurge": "false", "targetDirectoryName": "/img"]) { $1 }
            #expect(call(client, "requestCdnPlusPurge", some).first["targetDirectoryName"] == "/img")
            func history(_ more: [String: String] = [:]) -> TestClient.Reply {
                call(client, "getCdnPlusPurgeHistoryList", ["cdnInstanceNo": id].merging(more) { $1 })
            }
            #expect(history().content["totalRows"] == 2)
            #expect(history(["purgeIdList.1": number]).first["purgeStatusName"] == "requested")
            client.pass(6)
            let done = history(["purgeIdList.1": number])
            #expect(done.content["totalRows"] == 1 && done.first["purgeStatusName"] == "completed")
            #expect(call(client, "getCdnPlusPurgeHistoryList").code == "900", "the instance is required")
        }
    }

    @Test("a purge of nothing, of unknown domains or of a stopped instance is refused")
    func refusals() async throws {
        try await withSimulator { client in
            let id = seed(client, ["name": "shop"])
            let nothing = ["cdnInstanceNo": id, "isWholeDomain": "true", "isWholePurge": "false"]
            #expect(call(client, "requestCdnPlusPurge", nothing).code == "29102")
            let domains = [
                "cdnInstanceNo": id, "isWholeDomain": "false", "isWholePurge": "true", "domainIdList.1": "CD1",
            ]
            #expect(call(client, "requestCdnPlusPurge", domains).code == "29102")
            let other = ["cdnInstanceNo": "1", "isWholeDomain": "true", "isWholePurge": "true"]
            #expect(call(client, "requestCdnPlusPurge", other).code == "24109")
            let stop: JSON = ["table": "cdnPlus", "id": .string(id), "set": ["cdnInstanceStatus": "STOP"]]
            #expect(client.control("POST", "change", stop).status == 200)
            #expect(
                call(client, "requestCdnPlusPurge", nothing.merging(["isWholePurge": "true"]) { $1 }).code == "29101")
        }
    }
}

import OrderedJSON
import Testing

@testable import Simulator

/// The answers of `/vnas/v2`. Source: api/nas.md §1 (actions), §2 (fields).
enum NASFieldTables {
    static let volume = FieldTable(
        "nasVolumeInstanceList",
        texts: """
            nasVolumeInstanceNo nasVolumeInstanceStatusName createDate nasVolumeDescription mountInformation volumeName \
            snapshotVolumeConfigTime regionCode zoneCode initScriptNo
            """,
        integers: "volumeTotalSize volumeSize snapshotVolumeSize",
        flags: "isSnapshotConfiguration isEventConfiguration isEncryptedVolume isReturnProtection",
        coded: """
            nasVolumeInstanceStatus nasVolumeInstanceOperation volumeAllotmentProtocolType \
            snapshotVolumeConfigPeriodType snapshotVolumeConfigDayOfWeekType
            """,
        lists: "nasVolumeServerInstanceNoList",
        elements: ["nasVolumeInstanceCustomIpList": FieldTable(nil, texts: "customIp")],
        ratios: "snapshotVolumeConfigurationRatio",
        optional: "snapshotVolumeConfigPeriodType snapshotVolumeConfigDayOfWeekType")

    static let rule = FieldTable(
        "nasVolumeAccessControlRuleList", texts: "serverInstanceNo", flags: "readAccess writeAccess")
    static let snapshot = FieldTable(
        "nasVolumeSnapshotList", texts: "nasVolumeSnapshotName createDate", integers: "snapshotSize", flags: "isBusy")

    /// Every action of the service, with what it answers. What a rating or the history of a configuration holds was not read.
    static let actions: [String: FieldTable] = [
        "createNasVolumeInstance": volume, "deleteNasVolumeInstances": volume, "changeNasVolumeSize": volume,
        "setNasVolumeReturnProtection": volume, "getNasVolumeInstanceList": volume,
        "getNasVolumeInstanceDetail": volume,
        "getNasVolumeInstanceRatingList": FieldTable("nasVolumeInstanceRatingList"),
        "addNasVolumeAccessControl": volume, "removeNasVolumeAccessControl": volume,
        "setNasVolumeAccessControl": volume, "getNasVolumeAccessControlRuleList": rule,
        "createNasVolumeSnapshot": snapshot, "deleteNasVolumeSnapshot": snapshot,
        "restoreNasVolumeWithSnapshot": volume, "changeNasVolumeSnapshotConfiguration": volume,
        "getNasVolumeSnapshotList": snapshot,
        "getNasVolumeSnapshotConfigurationHistoryList": FieldTable("nasVolumeSnapshotConfigurationHistoryList"),
    ]
}

@Suite("fields of the NAS answers") struct NASFieldTests {
    @Test("the simulator has every action of the sheet, and no other")
    func actions() {
        #expect(NASFieldTables.actions.count == 17)
        #expect(Set(ActionService.nas.actions.keys) == Set(NASFieldTables.actions.keys))
    }

    @Test("every action answers exactly the fields of the sheet, in their shapes")
    func story() async throws {
        try await withSimulator { client in
            let home = client.makeVPC()
            let subnet = client.makeSubnet(home)
            let server = client.createServer(home, subnet: subnet).first["serverInstanceNo"]?.text ?? ""
            client.pass(60)
            let book = AnswerBook(client, tables: NASFieldTables.actions, service: "vnas")
            let volume = book.call(
                "createNasVolumeInstance",
                [
                    "volumeName": "uploads", "volumeSize": "500", "volumeAllotmentProtocolTypeCode": "NFS",
                    "accessControlRuleList.1.serverInstanceNo": server,
                ])
            #expect(volume["volumeName"] == "n1234567_uploads" && volume["volumeTotalSize"] == .integer(500 << 30))
            let one = ["nasVolumeInstanceNo": volume["nasVolumeInstanceNo"]?.text ?? ""]
            func call(_ action: String, _ more: [String: String] = [:]) -> JSON {
                let answer = book.call(action, one.merging(more) { $1 })
                client.pass(10)
                return answer
            }
            client.pass(10)
            book.call("getNasVolumeInstanceList", ["nasVolumeInstanceNoList.1": one["nasVolumeInstanceNo"] ?? ""])
            _ = call("changeNasVolumeSize", ["volumeSize": "800"])
            _ = call(
                "changeNasVolumeSnapshotConfiguration",
                ["snapshotVolumeConfigurationRatio": "20", "snapshotVolumeConfigTime": "3"])
            let changed = call("getNasVolumeInstanceDetail")
            #expect(changed["volumeTotalSize"] == .integer(800 << 30))
            #expect(changed["snapshotVolumeSize"] == .integer(160 << 30))
            _ = call(
                "setNasVolumeAccessControl",
                [
                    "accessControlRuleList.1.serverInstanceNo": server, "accessControlRuleList.1.writeAccess": "false",
                ])
            #expect(call("getNasVolumeAccessControlRuleList")["writeAccess"] == false)
            #expect(
                call("removeNasVolumeAccessControl", ["serverInstanceNoList.1": server])[
                    "nasVolumeServerInstanceNoList"]
                    == [])
            _ = call("addNasVolumeAccessControl", ["serverInstanceNoList.1": server])
            let snapshot = call("createNasVolumeSnapshot")
            let name = ["nasVolumeSnapshotName": snapshot["nasVolumeSnapshotName"]?.text ?? ""]
            _ = call("getNasVolumeSnapshotList")
            _ = call("restoreNasVolumeWithSnapshot", name)
            _ = call("deleteNasVolumeSnapshot", name)
            _ = call("getNasVolumeInstanceRatingList")
            _ = call("getNasVolumeSnapshotConfigurationHistoryList")
            _ = call("setNasVolumeReturnProtection", ["isReturnProtection": "false"])
            _ = call("deleteNasVolumeInstances", ["nasVolumeInstanceNoList.1": one["nasVolumeInstanceNo"] ?? ""])
            #expect(book.problems == [])
            #expect(Set(NASFieldTables.actions.keys).subtracting(book.sizes.keys) == [])
            #expect(call("getNasVolumeInstanceDetail") == .null)
        }
    }

    @Test(
        "what a volume cannot be is refused",
        arguments: [
            ["volumeSize": "550"], ["volumeSize": "400"], ["volumeSize": "20100"], ["volumeName": "up-loads"],
            ["volumeAllotmentProtocolTypeCode": "SMB"], ["volumeAllotmentProtocolTypeCode": "CIFS"],
            ["zoneCode": "KR-9"], ["accessControlRuleList.1.serverInstanceNo": "7"],
        ])
    func refused(_ change: [String: String]) async throws {
        try await withSimulator { client in
            let good = ["volumeSize": "500", "volumeAllotmentProtocolTypeCode": "NFS"]
            let reply = client.call("createNasVolumeInstance", good.merging(change) { $1 }, service: "vnas")
            #expect(reply.status == 400, "\(reply.body)")
        }
    }

    @Test("the user of the first CIFS volume is that of all; a protected volume is not deleted")
    func identity() async throws {
        try await withSimulator { client in
            func make(_ name: String, _ user: String?) -> TestClient.Reply {
                var parameters = [
                    "volumeName": name, "volumeSize": "500", "volumeAllotmentProtocolTypeCode": "CIFS",
                    "isReturnProtection": "true",
                ]
                if let user { parameters.merge(["cifsUserName": user, "cifsUserPassword": "Abcdef1!"]) { $1 } }
                return client.call("createNasVolumeInstance", parameters, service: "vnas")
            }
            let number = make("one", "shopuser").first["nasVolumeInstanceNo"]?.text ?? ""
            #expect(make("two", "someoneelse").status == 400 && make("three", nil).status == 200)
            client.pass(10)
            let deletion = client.call(
                "deleteNasVolumeInstances", ["nasVolumeInstanceNoList.1": number], service: "vnas")
            #expect(deletion.status == 400)
        }
    }
}

import OrderedJSON
import Testing

@testable import Simulator

/// The answers of `/server/v2`. Source: api/classic-and-others.md §1; the pages common-apidatatype-serverinstance,
/// -blockstorageinstance, -accesscontrolgroup, -accesscontrolrule, -zone and -region.
enum ClassicFieldTables {
    private static let zoneTexts = "zoneNo zoneName zoneCode zoneDescription regionNo"
    private static let regionTexts = "regionNo regionCode regionName"
    private static let places = ["zone": FieldTable(texts: zoneTexts), "region": FieldTable(texts: regionTexts)]
    private static let groupTexts = """
        accessControlGroupConfigurationNo accessControlGroupName accessControlGroupDescription createDate
        """

    static let server = FieldTable(
        "serverInstanceList",
        texts: """
            serverInstanceNo serverName serverDescription loginKeyName publicIp privateIp serverImageName \
            serverInstanceStatusName createDate uptime serverImageProductCode serverProductCode \
            portForwardingPublicIp userData
            """,
        integers: "cpuCount memorySize baseBlockStorageSize portForwardingExternalPort portForwardingInternalPort",
        flags: "isFeeChargingMonitoring isProtectServerTermination",
        coded: """
            platformType serverInstanceStatus serverInstanceOperation baseBlockStorageDiskType \
            baseBlockStroageDiskDetailType serverInstanceType
            """,
        elements: ["accessControlGroupList": FieldTable(texts: groupTexts, flags: "isDefaultGroup")], objects: places,
        optional: "portForwardingExternalPort portForwardingInternalPort")

    static let disk = FieldTable(
        "blockStorageInstanceList",
        texts: """
            blockStorageInstanceNo serverInstanceNo serverName blockStorageName deviceName blockStorageProductCode \
            blockStorageInstanceStatusName createDate blockStorageInstanceDescription
            """,
        integers: "blockStorageSize",
        coded: """
            blockStorageType blockStorageInstanceStatus blockStorageInstanceOperation diskType diskDetailType
            """,
        objects: places)

    static let rule = FieldTable(
        "accessControlRuleList",
        texts: """
            accessControlRuleConfigurationNo sourceIp sourceAccessControlRuleConfigurationNo \
            sourceAccessControlRuleName destinationPort accessControlRuleDescription
            """,
        coded: "protocolType")

    /// Every simulated action of the service, with what it answers. None makes a server.
    static let actions: [String: FieldTable] = [
        "getServerInstanceList": server, "startServerInstances": server, "stopServerInstances": server,
        "rebootServerInstances": server, "terminateServerInstances": server, "changeServerInstanceSpec": server,
        "setProtectServerTermination": server, "getBlockStorageInstanceList": disk,
        "getAccessControlGroupList": FieldTable(
            "accessControlGroupList", texts: groupTexts, flags: "isDefaultGroup"),
        "getAccessControlRuleList": rule, "getZoneList": FieldTable("zoneList", texts: zoneTexts),
        "getRegionList": FieldTable("regionList", texts: regionTexts),
    ]
}

@Suite("fields of the Server (Classic) answers") struct ClassicFieldTests {
    @Test("the simulator has every action of the table, and no other")
    func actions() {
        #expect(Set(ActionService.classicServer.actions.keys) == Set(ClassicFieldTables.actions.keys))
    }

    @Test("every action answers exactly the fields of the documents, in their shapes")
    func story() async throws {
        try await withSimulator { client in
            let groups: JSON = [["name": "web", "rules": [["source": "0.0.0.0/0", "ports": "443"]]]]
            let seed: JSON = ["name": "web", "forwardedPort": 2222, "groups": groups]
            let made = client.control("POST", "classic-servers", seed).json["serverInstanceNo"]?.text ?? ""
            let book = AnswerBook(client, tables: ClassicFieldTables.actions, service: "server")
            let one = ["serverInstanceNo": made]
            func act(_ action: String) {
                book.call(action, ["serverInstanceNoList.1": made])
                client.pass(10)
            }
            act("rebootServerInstances")
            for list in ["getServerInstanceList", "getBlockStorageInstanceList", "getZoneList", "getRegionList"] {
                book.call(list)
            }
            let group = book.call("getAccessControlGroupList")["accessControlGroupConfigurationNo"]?.text ?? ""
            book.call("getAccessControlRuleList", ["accessControlGroupConfigurationNo": group])
            act("stopServerInstances")
            book.call("changeServerInstanceSpec", one.merging(["serverProductCode": "SPSVRSTAND000005"]) { $1 })
            client.pass(10)
            act("startServerInstances")
            act("stopServerInstances")
            for flag in ["true", "false"] {
                book.call("setProtectServerTermination", one.merging(["isProtectServerTermination": flag]) { $1 })
            }
            act("terminateServerInstances")
            #expect(book.problems == [])
            #expect(book.unseen == [])
        }
    }
}

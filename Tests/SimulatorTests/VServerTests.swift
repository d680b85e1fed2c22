import OrderedJSON
import Testing

@testable import Simulator

@Suite struct VServerTests {
    @Test("a server is made through INIT and CREAT, stopped, changed and terminated")
    func lifeCycle() async throws {
        try await withSimulator { client in
            let home = client.makeVPC()
            let subnet = client.makeSubnet(home)
            let made = client.createServer(home, subnet: subnet)
            let number = try #require(made.first["serverInstanceNo"]?.text)
            func look() -> String {
                let server = client.call("getServerInstanceDetail", ["serverInstanceNo": number]).first
                let status = server["serverInstanceStatus"]?["code"]?.text ?? "gone"
                return status + " " + (server["serverInstanceOperation"]?["code"]?.text ?? "")
            }
            let one = ["serverInstanceNoList.1": number]
            #expect(look() == "INIT NULL")
            client.pass(2)
            #expect(look() == "CREAT CREAT")
            #expect(client.call("stopServerInstances", one).code == "1100031")
            client.pass(18)
            #expect(look() == "RUN NULL")
            #expect(client.call("terminateServerInstances", one).code == "1100031")
            #expect(client.call("stopServerInstances", one).status == 200)
            #expect(look() == "RUN SHTDN")
            client.pass(5)
            #expect(look() == "NSTOP NULL")
            let changed = client.call(
                "changeServerInstanceSpec", ["serverInstanceNo": number, "serverSpecCode": "s4-g3"])
            #expect(changed.first["cpuCount"] == 4)
            #expect(look() == "NSTOP CHNG")
            client.pass(5)
            #expect(client.call("terminateServerInstances", one).first["serverInstanceStatusName"] == "terminating")
            #expect(client.call("deleteSubnet", ["subnetNo": subnet]).code == "1001019")
            client.pass(5)
            #expect(look() == "gone ")
            #expect(client.call("deleteSubnet", ["subnetNo": subnet]).status == 200)
        }
    }

    @Test("a protected server is not terminated")
    func protection() async throws {
        try await withSimulator { client in
            let home = client.makeVPC()
            let server = client.createServer(
                home, subnet: client.makeSubnet(home), ["isProtectServerTermination": "True"]
            ).first["serverInstanceNo"]?.text
            client.pass(30)
            let one = ["serverInstanceNoList.1": server ?? ""]
            _ = client.call("stopServerInstances", one)
            client.pass(5)
            #expect(client.call("terminateServerInstances", one).code == "1100031")
            _ = client.call(
                "setProtectServerTermination",
                ["serverInstanceNo": server ?? "", "isProtectServerTermination": "false"])
            #expect(client.call("terminateServerInstances", one).status == 200)
        }
    }

    @Test("several servers get running numbers, an interface and a base disk each")
    func several() async throws {
        try await withSimulator { client in
            let home = client.makeVPC()
            let made = client.createServer(home, subnet: client.makeSubnet(home), ["serverCreateCount": "3"])
            let servers = made.content["serverInstanceList"]?.elements ?? []
            #expect(servers.map { $0["serverName"]?.text } == ["web001", "web002", "web003"])
            let interfaces = client.call("getNetworkInterfaceList").content["networkInterfaceList"]?.elements ?? []
            #expect(interfaces.map { $0["ip"]?.text } == ["10.0.1.6", "10.0.1.7", "10.0.1.8"])
            #expect(interfaces.allSatisfy { $0["deviceName"] == "eth0" && $0["isDefault"] == true })
            #expect(interfaces[0]["accessControlGroupNoList"] == [.string(home.acg)])
            client.pass(20)
            let disks = client.call("getBlockStorageInstanceList").content["blockStorageInstanceList"]?.elements ?? []
            #expect(disks.map { $0["blockStorageInstanceStatusName"] } == ["attached", "attached", "attached"])
        }
    }

    @Test("a spec of another hypervisor is 1413, an unknown one 1401")
    func products() async throws {
        try await withSimulator { client in
            let home = client.makeVPC()
            let subnet = client.makeSubnet(home)
            #expect(client.createServer(home, subnet: subnet, ["serverSpecCode": "s2-g2-s50"]).code == "1413")
            #expect(client.createServer(home, subnet: subnet, ["serverSpecCode": "nothing"]).code == "1401")
            let images = client.call("getServerImageList", ["hypervisorTypeCodeList.1": "KVM"]).content
            #expect(images["serverImageList"]?.elements.contains { $0["serverImageNo"] == "23214590" } == true)
            let specs = client.call("getServerSpecList", ["serverImageNo": "23214590"]).content
            #expect(specs["serverSpecList"]?.elements.allSatisfy { $0["hypervisorType"]?["code"] == "KVM" } == true)
        }
    }

    @Test("a change of an ACG in SET is 1007009, and an ACG in use is not deleted")
    func accessControl() async throws {
        try await withSimulator { client in
            let home = client.makeVPC()
            let subnet = client.makeSubnet(home, type: "PRIVATE")
            let group =
                client.call(
                    "createAccessControlGroup", ["vpcNo": home.vpc, "accessControlGroupName": "web-acg"]
                ).first["accessControlGroupNo"]?.text ?? ""
            func rule(_ port: String) -> [String: String] {
                [
                    "vpcNo": home.vpc, "accessControlGroupNo": group,
                    "accessControlGroupRuleList.1.protocolTypeCode": "TCP",
                    "accessControlGroupRuleList.1.ipBlock": "0.0.0.0/0",
                    "accessControlGroupRuleList.1.portRange": port,
                ]
            }
            let added = client.call("addAccessControlGroupInboundRule", rule("80"))
            #expect(added.first["protocolType"]?["number"] == 6)
            #expect(client.call("addAccessControlGroupInboundRule", rule("443")).code == "1007009")
            client.pass(1)
            let interface = client.call(
                "createNetworkInterface",
                ["vpcNo": home.vpc, "subnetNo": subnet, "accessControlGroupNoList.1": group])
            #expect(interface.first["networkInterfaceStatus"]?["code"] == "NOTUSED")
            let both = ["vpcNo": home.vpc, "accessControlGroupNo": group]
            #expect(client.call("deleteAccessControlGroup", both).status == 400)
            let number = interface.first["networkInterfaceNo"]?.text ?? ""
            let last = ["networkInterfaceNo": number, "accessControlGroupNoList.1": group]
            #expect(client.call("removeNetworkInterfaceAccessControlGroup", last).code == "1002035")
            _ = client.call("deleteNetworkInterface", ["networkInterfaceNo": number])
            client.pass(1)
            #expect(client.call("deleteAccessControlGroup", both).first["accessControlGroupStatus"]?["code"] == "RUN")
            client.pass(1)
            #expect(client.call("getAccessControlGroupDetail", both).first == .null)
        }
    }

    @Test("a public IP joins a server after a second, leaves it, and cannot join another at once")
    func publicIps() async throws {
        try await withSimulator { client in
            let home = client.makeVPC()
            let server =
                client.createServer(home, subnet: client.makeSubnet(home)).first["serverInstanceNo"]?.text ?? ""
            client.pass(30)
            let address = client.call("createPublicIpInstance").first["publicIpInstanceNo"]?.text ?? ""
            let both = ["publicIpInstanceNo": address, "serverInstanceNo": server]
            #expect(client.call("deletePublicIpInstance", both).code == "1080101")
            #expect(client.call("associatePublicIpWithServerInstance", both).first["serverInstanceNo"] == "")
            client.pass(1)
            let seen = client.call("getServerInstanceDetail", both).first
            #expect(seen["publicIpInstanceNo"]?.text == address)
            #expect(seen["publicIp"]?.text?.hasPrefix("198.18.") == true)
            _ = client.call("disassociatePublicIpFromServerInstance", both)
            client.pass(1)
            #expect(client.call("associatePublicIpWithServerInstance", both).code == "1003016")
            client.pass(3)
            #expect(client.call("associatePublicIpWithServerInstance", both).status == 200)
        }
    }

    @Test("the private key is answered once and opens the root password")
    func loginKeys() async throws {
        try await withSimulator { client in
            let made = client.call("createLoginKey", ["keyName": "ops-key"]).content
            let pem = try #require(made["privateKey"]?.text)
            #expect(pem.hasPrefix("-----BEGIN RSA PRIVATE KEY-----\n"))
            #expect(client.call("getLoginKeyList", ["keyName": "ops-key"]).first["privateKey"] == nil)
            #expect(client.call("createLoginKey", ["keyName": "ops-key"]).status == 400)
            let home = client.makeVPC()
            let server =
                client.createServer(home, subnet: client.makeSubnet(home)).first["serverInstanceNo"]?.text ?? ""
            client.pass(30)
            let good = client.call("getRootPassword", ["serverInstanceNo": server, "privateKey": pem])
            #expect(good.content["rootPassword"]?.text?.count == 12)
            #expect(client.call("getRootPassword", ["serverInstanceNo": server, "privateKey": "no"]).status == 400)
            #expect(
                client.call("deleteLoginKeys", ["keyNameList.1": "none"]).status == 200, "absent names are no error")
        }
    }

    @Test("a detached disk leaves its server in SETUP for five seconds, and an attached one stops termination")
    func disks() async throws {
        try await withSimulator { client in
            let home = client.makeVPC()
            let server =
                client.createServer(home, subnet: client.makeSubnet(home)).first["serverInstanceNo"]?.text ?? ""
            client.pass(30)
            let disk =
                client.call(
                    "createBlockStorageInstance",
                    ["blockStorageSize": "100", "zoneCode": "KR-1", "blockStorageVolumeTypeCode": "CB1"]
                ).first["blockStorageInstanceNo"]?.text ?? ""
            client.pass(2)
            let both = ["blockStorageInstanceNo": disk, "serverInstanceNo": server]
            #expect(client.call("attachBlockStorageInstance", both).first["deviceName"] == "/dev/vdb")
            client.pass(2)
            _ = client.call("stopServerInstances", ["serverInstanceNoList.1": server])
            client.pass(5)
            #expect(client.call("terminateServerInstances", ["serverInstanceNoList.1": server]).code == "1100031")
            #expect(client.call("detachBlockStorageInstances", ["blockStorageInstanceNoList.1": disk]).status == 200)
            let operation = client.call("getServerInstanceDetail", both).first["serverInstanceOperation"]
            #expect(operation?["code"] == "SETUP")
            client.pass(5)
            #expect(client.call("terminateServerInstances", ["serverInstanceNoList.1": server]).status == 200)
        }
    }
}

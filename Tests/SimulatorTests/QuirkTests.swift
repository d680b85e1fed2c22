import OrderedJSON
import Testing

@testable import Simulator

/// What the documents leave open about servers and networks, either way.
@Suite("open questions of servers and networks") struct QuirkTests {
    private func both(_ quirk: Quirk, _ body: (TestClient, _ isSet: Bool) throws -> Void) async throws {
        for isSet in [false, true] {
            try await withSimulator(with { $0.quirks = isSet ? [quirk] : [] }) { try body($0, isSet) }
        }
    }

    /// A server that is up, and the network it lives in.
    private func server(
        _ client: TestClient
    ) -> (number: String, home: (vpc: String, acl: String, acg: String), subnet: String) {
        let home = client.makeVPC()
        let subnet = client.makeSubnet(home)
        let made = client.createServer(home, subnet: subnet)
        client.pass(30)
        return (made.first["serverInstanceNo"]?.text ?? "", home, subnet)
    }

    @Test("subnets of a VPC are deleted at the same time, or one after the other")
    func subnets() async throws {
        try await both(.subnetDeletionsCollide) { client, isSet in
            let home = client.makeVPC()
            let subnets = (1...3).map { client.makeSubnet(home, "10.0.\($0).0/24") }
            let codes = subnets.map { client.call("deleteSubnet", ["subnetNo": $0]).code }
            #expect(codes == (isSet ? ["", "1001015", "1001015"] : ["", "", ""]))
            let more = [
                "vpcNo": home.vpc, "zoneCode": "KR-1", "subnet": "10.0.9.0/24", "networkAclNo": home.acl,
                "subnetTypeCode": "PUBLIC",
            ]
            #expect(client.call("createSubnet", more).code == "1001015", "creations are documented to collide")
        }
    }

    @Test("a network takes what is made in it while it is being set up, or has to be waited for")
    func newNetwork() async throws {
        try await both(.newNetworksWait) { client, isSet in
            let vpc = client.call("createVpc", ["ipv4CidrBlock": "10.0.0.0/16"]).first["vpcNo"]?.text ?? ""
            let group = client.call("createNetworkAclDenyAllowGroup", ["vpcNo": vpc])
            #expect(group.code == (isSet ? "1000902" : ""))
            if !isSet {
                let number = group.first["networkAclDenyAllowGroupNo"]?.text ?? ""
                let list = ["networkAclDenyAllowGroupNo": number, "ipList.1": "203.0.113.7"]
                #expect(client.call("setNetworkAclDenyAllowGroupIpList", list).status == 200)
            }
            client.pass(10)
            let home = (
                vpc, client.call("getNetworkAclList", ["vpcNo": vpc]).first["networkAclNo"]?.text ?? "",
                client.call("getAccessControlGroupList", ["vpcNo": vpc]).first["accessControlGroupNo"]?.text ?? ""
            )
            let subnet =
                client.call(
                    "createSubnet",
                    [
                        "vpcNo": vpc, "zoneCode": "KR-1", "subnet": "10.0.1.0/24", "networkAclNo": home.1,
                        "subnetTypeCode": "PUBLIC",
                    ]
                ).first["subnetNo"]?.text ?? ""
            let interface = ["vpcNo": vpc, "subnetNo": subnet, "accessControlGroupNoList.1": home.2]
            #expect(client.call("createNetworkInterface", interface).code == (isSet ? "1100000" : ""))
        }
    }

    @Test("a public IP that is being set up is associated, or has to be waited for")
    func newAddress() async throws {
        try await both(.newAddressWaits) { client, isSet in
            let there = ["serverInstanceNo": server(client).number]
            let made = client.call("createPublicIpInstance").first["publicIpInstanceNo"]?.text ?? ""
            let reply = client.call(
                "associatePublicIpWithServerInstance", there.merging(["publicIpInstanceNo": made]) { $1 })
            #expect(reply.code == (isSet ? "1003016" : ""))
            client.pass(2)
            let now = client.call("getPublicIpInstanceDetail", ["publicIpInstanceNo": made]).first
            #expect(now["publicIpInstanceStatus"]?["code"] == "RUN")
            #expect((now["serverInstanceNo"] == "") == isSet)
        }
    }

    @Test("a group takes rules while it is being set up, or has to be waited for")
    func newGroup() async throws {
        try await both(.newGroupWaits) { client, isSet in
            let home = client.makeVPC()
            let made = client.call("createAccessControlGroup", ["vpcNo": home.vpc]).first["accessControlGroupNo"]
            let rule = [
                "vpcNo": home.vpc, "accessControlGroupNo": made?.text ?? "",
                "accessControlGroupRuleList.1.protocolTypeCode": "TCP",
                "accessControlGroupRuleList.1.ipBlock": "0.0.0.0/0", "accessControlGroupRuleList.1.portRange": "22",
            ]
            let codes = (1...2).map { _ in client.call("addAccessControlGroupInboundRule", rule).code }
            #expect(codes == (isSet ? ["1007009", "1007009"] : ["", "1007009"]), "one change at a time is documented")
        }
    }

    @Test("a subnet is taken from a table that is being set, or has to be waited for")
    func tableSubnets() async throws {
        try await both(.tableKeepsSubnets) { client, isSet in
            let home = client.makeVPC()
            let subnet = client.makeSubnet(home, type: "PRIVATE")
            let made = client.call(
                "createRouteTable", ["vpcNo": home.vpc, "supportedSubnetTypeCode": "PRIVATE"]
            ).first["routeTableNo"]
            let place = ["vpcNo": home.vpc, "routeTableNo": made?.text ?? "", "subnetNoList.1": subnet]
            #expect(client.call("addRouteTableSubnet", place).status == 200)
            #expect(client.call("removeRouteTableSubnet", place).code == (isSet ? "1017013" : ""))
        }
    }

    @Test("detaching a disk that hangs on no server is done already, or refused as busy")
    func freeDisk() async throws {
        try await both(.freeDiskIsBusy) { client, isSet in
            let made =
                client.call(
                    "createBlockStorageInstance",
                    ["blockStorageSize": "100", "zoneCode": "KR-1", "blockStorageVolumeTypeCode": "CB1"]
                ).first["blockStorageInstanceNo"]?.text ?? ""
            client.pass(2)
            let reply = client.call("detachBlockStorageInstances", ["blockStorageInstanceNoList.1": made])
            #expect(reply.code == (isSet ? "1005902" : ""))
            let status = client.call("getBlockStorageInstanceDetail", ["blockStorageInstanceNo": made]).first
            #expect(status["blockStorageInstanceStatusName"] == "detached")
        }
    }

    @Test("an interface that a server has goes with USED to the end, or stays; the default one stays")
    func attachedInterface() async throws {
        try await both(.attachedInterfaceStays) { client, isSet in
            let place = server(client)
            let made =
                client.call(
                    "createNetworkInterface",
                    ["vpcNo": place.home.vpc, "subnetNo": place.subnet, "accessControlGroupNoList.1": place.home.acg]
                ).first["networkInterfaceNo"]?.text ?? ""
            let interface = ["networkInterfaceNo": made]
            _ = client.call(
                "attachNetworkInterface",
                interface.merging(["serverInstanceNo": place.number, "subnetNo": place.subnet]) { $1 })
            client.pass(1)
            let reply = client.call("deleteNetworkInterface", interface)
            #expect(reply.code == (isSet ? "1002900" : ""))
            if !isSet { #expect(reply.first["networkInterfaceStatus"]?["code"] == "USED") }
            client.pass(1)
            #expect((client.call("getNetworkInterfaceDetail", interface).first == .null) == !isSet)
            let first = client.call("getNetworkInterfaceList", ["isDefault": "true"]).first["networkInterfaceNo"]
            #expect(client.call("deleteNetworkInterface", ["networkInterfaceNo": first?.text ?? ""]).code == "1002900")
        }
    }

    @Test("what lasts is not told as something to try again")
    func lastingConditions() async throws {
        try await withSimulator { client in
            let place = server(client)
            let numbers = (1...2).map { _ in
                client.call("createPublicIpInstance").first["publicIpInstanceNo"]?.text ?? ""
            }
            client.pass(1)
            let codes = (numbers + numbers.suffix(1)).map { number -> String in
                let parameters = ["publicIpInstanceNo": number, "serverInstanceNo": place.number]
                let code = client.call("associatePublicIpWithServerInstance", parameters).code
                if number == numbers[1] { client.pass(1) }
                return code
            }
            #expect(codes == ["", "1003905", "1003905"], "an address is on its way to the server, and there")
            let other = ["publicIpInstanceNo": numbers[1], "serverInstanceNo": place.number]
            _ = client.call("disassociatePublicIpFromServerInstance", ["publicIpInstanceNo": numbers[0]])
            #expect(client.call("associatePublicIpWithServerInstance", other).code == "1003016", "it is leaving")
            client.pass(1)
            #expect(client.call("associatePublicIpWithServerInstance", other).status == 200)
            let disk =
                client.call(
                    "createBlockStorageInstance",
                    ["blockStorageSize": "100", "zoneCode": "KR-1", "blockStorageVolumeTypeCode": "CB1"]
                ).first["blockStorageInstanceNo"]?.text ?? ""
            client.pass(2)
            let attachment = ["blockStorageInstanceNo": disk, "serverInstanceNo": place.number]
            #expect(client.call("attachBlockStorageInstance", attachment).status == 200)
            client.pass(2)
            #expect(client.call("attachBlockStorageInstance", attachment).code == "1100000", "it hangs on a server")
            let interface = client.call("getNetworkInterfaceList").first["networkInterfaceNo"]?.text ?? ""
            let second = client.createServer(
                place.home, subnet: place.subnet, ["networkInterfaceList.1.networkInterfaceNo": interface])
            #expect(second.code == "1100000", "the interface has a server")
        }
    }

    @Test("every reading of the documents is about one service")
    func lists() {
        let lists = [
            Quirk.ofAPIGateway, Quirk.ofServers, Quirk.ofLinkage, Quirk.ofKMS, Quirk.ofCloudDB, Quirk.ofObjectStorage,
        ]
        #expect(lists.joined().count == Set(lists.joined()).count)
        #expect(Set(lists.joined()) == Set(Quirk.allCases))
    }
}

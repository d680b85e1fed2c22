import OrderedJSON
import Testing

@testable import Simulator

@Suite("simulated disks, interfaces and addresses") struct StorageTests {
    private struct Lab {
        let client: TestClient
        let home: (vpc: String, acl: String, acg: String)
        let subnet: String

        init(_ client: TestClient) {
            self.client = client
            home = client.makeVPC()
            subnet = client.makeSubnet(home)
        }

        func server(_ name: String) -> String {
            let made = client.createServer(home, subnet: subnet, ["serverName": name])
            client.pass(30)
            return made.first["serverInstanceNo"]?.text ?? ""
        }

        func disk(_ more: [String: String] = [:]) -> TestClient.Reply {
            let parameters = ["blockStorageSize": "50", "blockStorageVolumeTypeCode": "CB1", "zoneCode": "KR-1"]
            return client.call("createBlockStorageInstance", parameters.merging(more) { $1 })
        }

        func interface(_ more: [String: String] = [:]) -> TestClient.Reply {
            let parameters = ["vpcNo": home.vpc, "subnetNo": subnet, "accessControlGroupNoList.1": home.acg]
            return client.call("createNetworkInterface", parameters.merging(more) { $1 })
        }
    }

    @Test("a KVM disk goes through the documented states, and its server is set up anew after it left")
    func diskLife() async throws {
        try await withSimulator { client in
            let lab = Lab(client)
            let server = lab.server("web")
            let number = try #require(lab.disk().first["blockStorageInstanceNo"]?.text)
            func look() -> String {
                let disk = client.call("getBlockStorageInstanceDetail", ["blockStorageInstanceNo": number]).first
                return disk["blockStorageInstanceStatusName"]?.text ?? "gone"
            }
            let list = ["blockStorageInstanceNoList.1": number]
            let both = ["blockStorageInstanceNo": number, "serverInstanceNo": server]
            #expect(look() == "initialized")
            #expect(client.call("attachBlockStorageInstance", both).status == 400)
            client.pass(2)
            #expect(look() == "detached")
            #expect(client.call("attachBlockStorageInstance", both).status == 200)
            #expect(look() == "attaching")
            client.pass(2)
            #expect(look() == "attached")
            let larger = ["blockStorageInstanceNo": number, "blockStorageSize": "60"]
            #expect(client.call("changeBlockStorageInstance", larger).code == "1100031", "its server runs")
            #expect(client.call("detachBlockStorageInstances", list).status == 200)
            let busy = client.call("getServerInstanceDetail", ["serverInstanceNo": server]).first
            #expect(busy["serverInstanceOperation"]?["code"] == "SETUP")
            #expect(client.call("stopServerInstances", ["serverInstanceNoList.1": server]).code == "1100031")
            client.pass(5)
            #expect(look() == "detached")
            #expect(client.call("changeBlockStorageInstance", larger).status == 200)
            #expect(client.call("changeBlockStorageInstance", larger).status == 400)
            client.pass(2)
            for size in ["50", "65", "16390"] {
                let other = ["blockStorageInstanceNo": number, "blockStorageSize": size]
                #expect(client.call("changeBlockStorageInstance", other).code == "1100000", "\(size)")
            }
            #expect(client.call("deleteBlockStorageInstances", list).status == 200)
            #expect(look() == "terminating")
            client.pass(2)
            #expect(look() == "gone")
        }
    }

    @Test("wrong disks are refused")
    func wrongDisks() async throws {
        try await withSimulator { client in
            let lab = Lab(client)
            let server = lab.server("web")
            let wrong: [[String: String]] = [
                ["blockStorageSize": "55"], ["blockStorageSize": "0"], ["zoneCode": "XX-1"],
                ["blockStorageName": "1st"], ["blockStorageName": "ab"], ["serverInstanceNo": server],
                ["blockStorageVolumeTypeCode": "SSD"],
                ["blockStorageDescription": String(repeating: "x", count: 1001)],
                ["blockStorageSnapshotInstanceNo": "4711"],
            ]
            for parameters in wrong { #expect(lab.disk(parameters).code == "1100000", "\(parameters)") }
            #expect(lab.disk(["blockStorageName": "My_Disk-1"]).status == 200)
        }
    }

    @Test("a disk is at least as large as its snapshot, and a chain has seven snapshots at most")
    func snapshots() async throws {
        try await withSimulator { client in
            let lab = Lab(client)
            let source = lab.disk().first["blockStorageInstanceNo"]?.text ?? ""
            client.pass(2)
            func snapshot(_ type: String) -> TestClient.Reply {
                let reply = client.call(
                    "createBlockStorageSnapshotInstance",
                    ["originalBlockStorageInstanceNo": source, "snapshotTypeCode": type])
                client.pass(5)
                return reply
            }
            #expect(snapshot("INCREMENTAL").code == "1100000", "there is no full one yet")
            let full = snapshot("FULL").first["blockStorageSnapshotInstanceNo"]?.text ?? ""
            #expect(lab.disk(["blockStorageSize": "40", "blockStorageSnapshotInstanceNo": full]).code == "1100000")
            #expect(lab.disk(["blockStorageSnapshotInstanceNo": full]).first["blockStorageSnapshotInstanceNo"] != nil)
            for _ in 2...7 { #expect(snapshot("INCREMENTAL").status == 200) }
            #expect(snapshot("INCREMENTAL").status == 400)
            let first = ["blockStorageSnapshotInstanceNoList.1": full]
            #expect(client.call("deleteBlockStorageSnapshotInstances", first).status == 400, "others rest upon it")
        }
    }

    @Test("secondary addresses are given once in a subnet, five to an interface, and may change hands on request")
    func secondaryAddresses() async throws {
        try await withSimulator { client in
            let lab = Lab(client)
            let one = lab.interface(["secondaryIpList.1": "10.0.1.100", "secondaryIpCount": "1"]).first
            let other = lab.interface().first["networkInterfaceNo"]?.text ?? ""
            #expect(one["secondaryIpList"]?.elements.count == 2)
            #expect(lab.interface(["ip": "10.0.1.100"]).code == "1100000")
            let wanted = ["networkInterfaceNo": other, "secondaryIpList.1": "10.0.1.100"]
            #expect(client.call("assignSecondaryIps", wanted).code == "1100000")
            let taken = client.call("assignSecondaryIps", wanted.merging(["allowReassign": "true"]) { $1 })
            #expect(taken.first["secondaryIpList"] == ["10.0.1.100"])
            let all = client.call("getNetworkInterfaceList").content["networkInterfaceList"]?.elements ?? []
            #expect(all.count { $0["secondaryIpList"]?.elements.contains("10.0.1.100") ?? false } == 1)
            #expect(client.call("assignSecondaryIps", wanted).code == "1002022")
            client.pass(1)
            let more = ["networkInterfaceNo": other, "secondaryIpCount": "5"]
            #expect(client.call("assignSecondaryIps", more).status == 400)
            #expect(
                client.call(
                    "unassignSecondaryIps", ["networkInterfaceNo": other, "secondaryIpList.1": "10.0.1.101"]
                ).status == 400)
        }
    }

    @Test("a server takes three interfaces, at creation only in a private subnet")
    func interfaces() async throws {
        try await withSimulator { client in
            let lab = Lab(client)
            let server = lab.server("web")
            #expect(lab.interface(["serverInstanceNo": server]).code == "1100000")
            let inner = client.makeSubnet(lab.home, "10.0.2.0/24", type: "PRIVATE")
            let made = lab.interface(["subnetNo": inner, "serverInstanceNo": server])
            #expect(made.first["networkInterfaceStatus"]?["code"] == "SET" && made.first["deviceName"] == "eth1")
            client.pass(1)
            func attach() -> TestClient.Reply {
                let number = lab.interface().first["networkInterfaceNo"]?.text ?? ""
                return client.call(
                    "attachNetworkInterface",
                    ["networkInterfaceNo": number, "serverInstanceNo": server, "subnetNo": lab.subnet])
            }
            #expect(attach().status == 200)
            #expect(attach().status == 400)
        }
    }

    @Test("an address goes from server to server, but not at once, and is not deleted while it is set up")
    func addresses() async throws {
        try await withSimulator { client in
            let lab = Lab(client)
            let (one, other) = (lab.server("one"), lab.server("other"))
            let made = client.call("createPublicIpInstance", ["serverInstanceNo": one]).first
            let address = ["publicIpInstanceNo": made["publicIpInstanceNo"]?.text ?? ""]
            client.pass(1)
            #expect(client.call("disassociatePublicIpFromServerInstance", address).status == 200)
            client.pass(1)
            let there = address.merging(["serverInstanceNo": other]) { $1 }
            #expect(client.call("associatePublicIpWithServerInstance", there).code == "1003016")
            client.pass(3)
            #expect(client.call("associatePublicIpWithServerInstance", there).status == 200)
            client.pass(1)
            let now = client.call("getPublicIpInstanceDetail", address).first
            #expect(now["serverName"] == "other" && now["publicIpInstanceOperation"]?["code"] == "NULL")
            let fresh = client.call("createPublicIpInstance").first["publicIpInstanceNo"]?.text ?? ""
            #expect(client.call("deletePublicIpInstance", ["publicIpInstanceNo": fresh]).code == "1080101")
        }
    }
}

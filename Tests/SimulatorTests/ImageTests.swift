import OrderedJSON
import Testing

@testable import Simulator

@Suite("own images, placement groups and fabric clusters") struct ImageTests {
    private typealias Home = (vpc: String, acl: String, acg: String)

    /// A running server in a subnet of its own.
    private func server(
        _ client: TestClient, _ home: Home, _ more: [String: String] = [:], range: String = "10.0.1.0/24"
    ) -> String {
        let made = client.createServer(home, subnet: client.makeSubnet(home, range), more)
        client.pass(30)
        return made.first["serverInstanceNo"]?.text ?? ""
    }

    @Test("an image is made of a resting server, which copies meanwhile; its snapshots outlive it")
    func image() async throws {
        try await withSimulator { client in
            let server = server(client, client.makeVPC())
            let order = ["serverInstanceNo": server, "serverImageName": "golden"]
            let made = client.call("createServerImage", order)
            let number = try #require(made.first["serverImageNo"]?.text)
            #expect(made.first["serverImageStatus"]?["code"] == "INIT")
            #expect(made.first["serverImageType"]?["code"] == "SELF")
            let live = client.call("getServerInstanceDetail", ["serverInstanceNo": server]).first
            #expect(live["serverInstanceOperation"]?["code"] == "COPY")
            #expect(client.call("stopServerInstances", ["serverInstanceNoList.1": server]).code == "1100031")
            #expect(client.call("createServerImage", order).code == "1100031")
            client.pass(30)
            let done = client.call("getServerImageDetail", ["serverImageNo": number]).first
            #expect(done["serverImageStatus"]?["code"] == "CREAT")
            let snapshot = try #require(
                done["blockStorageMappingList"]?[0]?["blockStorageSnapshotInstanceNo"]?.text)
            #expect(client.call("stopServerInstances", ["serverInstanceNoList.1": server]).status == 200)

            let again = client.call(
                "createServerImageFromSnapshot",
                [
                    "serverImageName": "again", "blockStorageList.1.order": "0",
                    "blockStorageList.1.snapshotInstanceNo": snapshot,
                ])
            #expect(again.status == 200)
            let none = client.call("createServerImageFromSnapshot", ["serverImageName": "none"])
            #expect(none.code == "900")

            #expect(client.call("deleteServerImage", ["serverImageNoList.1": number]).content["totalRows"] == 1)
            client.pass(5)
            #expect(client.call("getServerImageDetail", ["serverImageNo": number]).content["totalRows"] == 0)
            let kept = client.call(
                "getBlockStorageSnapshotInstanceDetail", ["blockStorageSnapshotInstanceNo": snapshot])
            #expect(kept.content["totalRows"] == 1)
            #expect(client.call("deleteServerImage", ["serverImageNoList.1": number]).content["totalRows"] == 0)
        }
    }

    @Test("sharing adds and removes accounts; the cloud's own images are not shared")
    func sharing() async throws {
        try await withSimulator { client in
            let server = server(client, client.makeVPC())
            let number = try #require(
                client.call("createServerImage", ["serverInstanceNo": server, "serverImageName": "golden"])
                    .first["serverImageNo"]?.text)
            let both = [
                "serverImageNo": number, "targetLoginIdList.1": "a@x.com", "targetLoginIdList.2": "b@x.com",
            ]
            #expect(
                client.call("addServerImageSharingPermission", both).first["sharedLoginIdList"]
                    == ["a@x.com", "b@x.com"])
            let left = client.call(
                "removeServerImageSharingPermission", ["serverImageNo": number, "targetLoginIdList.1": "a@x.com"])
            #expect(left.first["sharedLoginIdList"] == ["b@x.com"])
            let foreign = ["serverImageNo": "23214590", "targetLoginIdList.1": "a@x.com"]
            #expect(client.call("addServerImageSharingPermission", foreign).code == "1100000")
        }
    }

    @Test("a member image is made of XEN servers only, and servers start from it")
    func memberImage() async throws {
        try await withSimulator { client in
            let home = client.makeVPC()
            let kvm = server(client, home)
            #expect(client.call("createMemberServerImageInstance", ["serverInstanceNo": kvm]).code == "1100000")

            let spec = ["serverImageNo": "16187005", "serverSpecCode": "s2-g2-s50", "serverName": "old"]
            let xen = server(client, home, spec, range: "10.0.2.0/24")
            let made = client.call(
                "createMemberServerImageInstance", ["serverInstanceNo": xen, "memberServerImageName": "veteran"]
            ).first
            #expect(made["originalServerInstanceNo"]?.text == xen)
            #expect(made["memberServerImageBlockStorageTotalRows"] == 1)
            let number = try #require(made["memberServerImageInstanceNo"]?.text)
            let order = spec.merging(["serverImageNo": "", "memberServerImageInstanceNo": number]) { _, new in new }
            let early = client.createServer(home, subnet: client.makeSubnet(home, "10.0.3.0/24"), order)
            #expect(early.code == "1100000")
            client.pass(30)
            let clone = client.createServer(home, subnet: client.makeSubnet(home, "10.0.4.0/24"), order).first
            #expect(clone["memberServerImageInstanceNo"]?.text == number && clone["serverImageNo"]?.text == number)
            let gone = client.call(
                "deleteMemberServerImageInstances", ["memberServerImageInstanceNoList.1": number])
            #expect(gone.status == 200)
        }
    }

    @Test("KVM servers are neither put into a placement group nor taken out; a group in use stays")
    func placement() async throws {
        try await withSimulator { client in
            let group = try #require(
                client.call("createPlacementGroup", ["placementGroupName": "apart"]).first["placementGroupNo"]?.text)
            let server = server(client, client.makeVPC(), ["placementGroupNo": group])
            let both = ["placementGroupNo": group, "serverInstanceNo": server]
            #expect(client.call("removePlacementGroupServerInstance", both).code == "1100000")
            #expect(client.call("deletePlacementGroup", ["placementGroupNo": group]).status == 400)
        }
    }

    @Test("a fabric cluster takes a whole list of servers, and none empties it")
    func fabric() async throws {
        try await withSimulator { client in
            let home = client.makeVPC()
            let server = server(client, home)
            let pool = try #require(
                client.call("getFabricClusterPoolList", ["zoneCode": "KR-1"]).first["fabricClusterPoolNo"]?.text)
            let order = [
                "fabricClusterName": "training", "vpcNo": home.vpc, "zoneCode": "KR-1", "fabricClusterPoolNo": pool,
            ]
            let number = try #require(client.call("createFabricCluster", order).first["fabricClusterNo"]?.text)
            let full = client.call(
                "changeFabricClusterServerInstances",
                ["fabricClusterNo": number, "clusterModeServerInstanceNoList.1": server])
            #expect(full.first["serverCount"] == 1)
            #expect(full.first["fabricClusterServerInstanceList"]?[0]?["serverInstanceNo"]?.text == server)
            let empty = client.call("updateFabricClusterServerInstances", ["fabricClusterNo": number])
            #expect(empty.first["serverCount"] == 0)
            let renamed = client.call(
                "changeFabricClusterName", ["fabricClusterNo": number, "fabricClusterName": "inference"])
            #expect(renamed.first["fabricClusterName"] == "inference")
            #expect(client.call("deleteFabricCluster", ["fabricClusterNo": number]).status == 200)
        }
    }
}

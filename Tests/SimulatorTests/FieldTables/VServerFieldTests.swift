import OrderedJSON
import Testing

@testable import Simulator

@Suite("fields of the server answers") struct VServerFieldTests {
    @Test("the simulator has every action of the sheet but those of flow logs, and no other")
    func actions() {
        #expect(VServerFieldTables.actions.count == 99)
        #expect(Set(ActionService.vserver.actions.keys) == Set(VServerFieldTables.actions.keys))
    }

    @Test("every action answers exactly the fields of the sheet, in their shapes")
    func story() async throws {
        try await withSimulator { client in
            let book = AnswerBook(client, tables: VServerFieldTables.actions)
            let lab = Lab(client, book)
            catalogueStory(book)
            accessStory(book, lab)
            serverStory(book, lab)
            interfaceStory(book, lab)
            addressStory(book, lab)
            diskStory(book, lab)
            imageStory(book, lab)
            clusterStory(book, lab)
            lab.clear(book)
            #expect(book.problems == [])
            #expect(Set(VServerFieldTables.actions.keys).subtracting(book.sizes.keys) == [])
            let empty = book.sizes.filter { $0.value == 0 && VServerFieldTables.actions[$0.key]?.list != nil }.keys
            // The last rule taken from a group leaves it without any.
            #expect(
                empty.sorted() == ["removeAccessControlGroupInboundRule", "removeAccessControlGroupOutboundRule"])
        }
    }

    @Test("a missing id is answered with an empty list, a missing placement group with an empty element")
    func missing() async throws {
        try await withSimulator { client in
            let details = [
                "getServerInstanceDetail": "serverInstanceNo", "getNetworkInterfaceDetail": "networkInterfaceNo",
                "getBlockStorageInstanceDetail": "blockStorageInstanceNo", "getInitScriptDetail": "initScriptNo",
                "getBlockStorageSnapshotInstanceDetail": "blockStorageSnapshotInstanceNo",
                "getAccessControlGroupDetail": "accessControlGroupNo",
                "getPublicIpInstanceList": "publicIpInstanceNoList.1",
            ]
            for (action, parameter) in details {
                let reply = client.call(action, [parameter: "4711"])
                #expect(reply.status == 200 && reply.content["totalRows"] == 0 && reply.first == .null, "\(action)")
            }
            let group = client.call("getPlacementGroupDetail", ["placementGroupNo": "4711"])
            #expect(group.first["placementGroupNo"] == "")
        }
    }

    /// A network with a KVM and a XEN server.
    private struct Lab {
        let vpc: String
        let group: String
        let subnet: String
        let kvm: String
        let xen: String
        let key: String

        init(_ client: TestClient, _ book: AnswerBook) {
            let home = client.makeVPC()
            (vpc, group) = (home.vpc, home.acg)
            subnet = client.makeSubnet(home)
            key = client.call("createLoginKey", ["keyName": "ops-key"]).content["privateKey"]?.text ?? ""
            let server = [
                "vpcNo": vpc, "subnetNo": subnet, "networkInterfaceList.1.networkInterfaceOrder": "0",
                "networkInterfaceList.1.accessControlGroupNoList.1": group,
            ]
            kvm = book.call(
                "createServerInstances",
                server.merging(["serverImageNo": "23214590", "serverSpecCode": "s2-g3", "serverName": "new-way"]) { $1 }
            ).number("serverInstanceNo")
            xen = book.call(
                "createServerInstances",
                server.merging([
                    "serverImageProductCode": "SW.VSVR.OS.LNX64.ROCKY.0810.B050", "serverName": "old-way",
                ]) { $1 }
            ).number("serverInstanceNo")
            book.settle()
        }

        func clear(_ book: AnswerBook) {
            let both = ["serverInstanceNoList.1": kvm, "serverInstanceNoList.2": xen]
            book.call("stopServerInstances", both)
            book.settle()
            book.call("terminateServerInstances", both)
            book.settle()
            book.call("deleteLoginKeys", ["keyNameList.1": "ops-key"])
        }
    }

    private func catalogueStory(_ book: AnswerBook) {
        for action in [
            "getRegionList", "getZoneList", "getServerImageList", "getServerSpecList", "getServerImageProductList",
            "getBlockStorageVolumeTypeList", "getHypervisorTypeList",
        ] { book.call(action) }
        book.call("getRaidList", ["productTypeCode": "BM"])
        book.call("getServerProductList", ["serverImageProductCode": "SW.VSVR.OS.LNX64.ROCKY.0810.B050"])
        book.call("getServerImageDetail", ["serverImageNo": "23214590"])
        book.call("getServerSpecDetail", ["serverSpecCode": "s2-g3"])
    }

    private func accessStory(_ book: AnswerBook, _ lab: Lab) {
        book.call("importLoginKey", ["keyName": "own-key", "publicKey": "ssh-rsa AAAA me"])
        book.call("createLoginKey", ["keyName": "third-key"])
        book.call("getLoginKeyList")
        let script = book.call("createInitScript", ["initScriptContent": "#!/bin/sh", "osTypeCode": "LNX"])
            .number("initScriptNo")
        book.call("getInitScriptList")
        book.call("getInitScriptDetail", ["initScriptNo": script])
        book.call("deleteInitScripts", ["initScriptNoList.1": script])
        let number = book.call("createAccessControlGroup", ["vpcNo": lab.vpc]).number("accessControlGroupNo")
        let group = ["vpcNo": lab.vpc, "accessControlGroupNo": number]
        book.settle()
        book.call("getAccessControlGroupList")
        book.call("getAccessControlGroupDetail", ["accessControlGroupNo": number])
        for direction in ["Inbound", "Outbound"] {
            let rule = group.merging([
                "accessControlGroupRuleList.1.protocolTypeCode": direction == "Inbound" ? "TCP" : "47",
                "accessControlGroupRuleList.1.portRange": direction == "Inbound" ? "22" : "",
                "accessControlGroupRuleList.1.ipBlock": "0.0.0.0/0",
            ]) { $1 }
            book.call("addAccessControlGroup\(direction)Rule", rule)
            book.settle()
            book.call("getAccessControlGroupRuleList", group)
            book.call("removeAccessControlGroup\(direction)Rule", rule)
            book.settle()
        }
        book.call("deleteAccessControlGroup", group)
        book.settle()
    }

    private func serverStory(_ book: AnswerBook, _ lab: Lab) {
        let server = ["serverInstanceNo": lab.kvm]
        let list = ["serverInstanceNoList.1": lab.kvm]
        book.call("getServerInstanceList")
        book.call("getServerInstanceDetail", server)
        book.call("changeServerInstanceName", server.merging(["serverName": "renamed"]) { $1 })
        book.call("setProtectServerTermination", server.merging(["isProtectServerTermination": "false"]) { $1 })
        book.call("getRootPassword", server.merging(["privateKey": lab.key]) { $1 })
        book.call(
            "getRootPasswordServerInstanceList",
            [
                "rootPasswordServerInstanceList.1.serverInstanceNo": lab.xen,
                "rootPasswordServerInstanceList.1.privateKey": lab.key,
            ])
        book.call("interruptServerInstance", server)
        book.call("rebootServerInstances", list)
        book.settle()
        book.call("stopServerInstances", list)
        book.settle()
        book.call("changeServerInstanceSpec", server.merging(["serverSpecCode": "s4-g3"]) { $1 })
        book.settle()
        book.call("startServerInstances", list)
        book.settle()
        let number = book.call("createPlacementGroup", ["placementGroupName": "apart"]).number("placementGroupNo")
        let place = ["placementGroupNo": number, "serverInstanceNo": lab.xen]
        book.call("getPlacementGroupList")
        book.call("getPlacementGroupDetail", ["placementGroupNo": number])
        book.call("addPlacementGroupServerInstance", place)
        book.call("removePlacementGroupServerInstance", place)
        book.call("deletePlacementGroup", ["placementGroupNo": number])
    }

    private func interfaceStory(_ book: AnswerBook, _ lab: Lab) {
        let number = book.call(
            "createNetworkInterface",
            [
                "vpcNo": lab.vpc, "subnetNo": lab.subnet, "accessControlGroupNoList.1": lab.group,
                "secondaryIpCount": "1",
            ]
        ).number("networkInterfaceNo")
        let interface = ["networkInterfaceNo": number]
        let place = interface.merging(["serverInstanceNo": lab.kvm, "subnetNo": lab.subnet]) { $1 }
        book.settle()
        book.call("getNetworkInterfaceList")
        book.call("attachNetworkInterface", place)
        book.settle()
        book.call("getNetworkInterfaceDetail", interface)
        let second = book.call("createAccessControlGroup", ["vpcNo": lab.vpc]).number("accessControlGroupNo")
        book.settle()
        for verb in ["add", "remove"] {
            book.call(
                "\(verb)NetworkInterfaceAccessControlGroup",
                interface.merging(["accessControlGroupNoList.1": second]) { $1 })
            book.settle()
        }
        for verb in ["assign", "unassign"] {
            book.call("\(verb)SecondaryIps", interface.merging(["secondaryIpList.1": "10.0.1.200"]) { $1 })
            book.settle()
        }
        book.call("detachNetworkInterface", place)
        book.settle()
        book.call("deleteNetworkInterface", interface)
        book.settle()
    }

    private func clusterStory(_ book: AnswerBook, _ lab: Lab) {
        book.call("getFabricClusterPoolList", ["zoneCode": "KR-1"])
        let made = book.call(
            "createFabricCluster",
            ["fabricClusterName": "training", "zoneCode": "KR-1", "vpcNo": lab.vpc, "fabricClusterPoolNo": "1"])
        let cluster = ["fabricClusterNo": made.number("fabricClusterNo")]
        for verb in ["change", "update"] {
            book.call(
                "\(verb)FabricClusterServerInstances",
                cluster.merging(["clusterModeServerInstanceNoList.1": lab.kvm]) { $1 })
        }
        book.call("changeFabricClusterName", cluster.merging(["fabricClusterName": "learning"]) { $1 })
        book.call("changeFabricClusterDescription", cluster.merging(["fabricClusterDescription": "at night"]) { $1 })
        book.call("getFabricClusterList")
        book.call("getFabricClusterDetail", cluster)
        book.call("updateFabricCluster", cluster.merging(["fabricClusterName": "inference"]) { $1 })
        book.call("deleteFabricCluster", cluster)
    }

    private func addressStory(_ book: AnswerBook, _ lab: Lab) {
        book.call("getPublicIpTargetServerInstanceList")
        let address = ["publicIpInstanceNo": book.call("createPublicIpInstance").number("publicIpInstanceNo")]
        book.settle()
        book.call("associatePublicIpWithServerInstance", address.merging(["serverInstanceNo": lab.kvm]) { $1 })
        book.settle()
        book.call("getPublicIpInstanceList")
        book.call("getPublicIpInstanceDetail", address)
        book.call("disassociatePublicIpFromServerInstance", address)
        book.settle()
        book.call("deletePublicIpInstance", address)
        book.settle()
    }

    private func diskStory(_ book: AnswerBook, _ lab: Lab) {
        let old = book.call("createBlockStorageInstance", ["blockStorageSize": "20", "serverInstanceNo": lab.xen])
        let source = book.call(
            "createBlockStorageInstance",
            ["blockStorageSize": "20", "blockStorageVolumeTypeCode": "CB1", "zoneCode": "KR-1"]
        ).number("blockStorageInstanceNo")
        book.settle()
        let number = book.call("createBlockStorageSnapshotInstance", ["originalBlockStorageInstanceNo": source])
            .number("blockStorageSnapshotInstanceNo")
        book.settle()
        book.call("getBlockStorageSnapshotInstanceList")
        book.call("getBlockStorageSnapshotInstanceDetail", ["blockStorageSnapshotInstanceNo": number])
        let disk = [
            "blockStorageInstanceNo": book.call(
                "createBlockStorageInstance",
                [
                    "blockStorageSize": "20", "blockStorageVolumeTypeCode": "CB1", "zoneCode": "KR-1",
                    "blockStorageSnapshotInstanceNo": number,
                ]
            ).number("blockStorageInstanceNo")
        ]
        book.settle()
        let list = ["blockStorageInstanceNoList.1": disk["blockStorageInstanceNo"] ?? ""]
        book.call("getBlockStorageInstanceList")
        book.call("setBlockStorageReturnProtection", disk.merging(["isReturnProtection": "false"]) { $1 })
        book.call("changeBlockStorageInstance", disk.merging(["blockStorageSize": "30"]) { $1 })
        book.settle()
        book.call("changeBlockStorageVolumeSize", disk.merging(["blockStorageSize": "40"]) { $1 })
        book.settle()
        book.call("attachBlockStorageInstance", disk.merging(["serverInstanceNo": lab.kvm]) { $1 })
        book.settle()
        book.call("getBlockStorageInstanceDetail", disk)
        book.call("detachBlockStorageInstances", list)
        book.settle()
        book.call(
            "deleteBlockStorageInstances",
            list.merging([
                "blockStorageInstanceNoList.2": source,
                "blockStorageInstanceNoList.3": old.number("blockStorageInstanceNo"),
            ]) { $1 })
        book.call("deleteBlockStorageSnapshotInstances", ["blockStorageSnapshotInstanceNoList.1": number])
        book.settle()
    }

    private func imageStory(_ book: AnswerBook, _ lab: Lab) {
        let image = [
            "serverImageNo": book.call(
                "createServerImage", ["serverInstanceNo": lab.kvm, "serverImageName": "golden"]
            ).number("serverImageNo")
        ]
        book.settle()
        let share = image.merging(["targetLoginIdList.1": "they@example.com"]) { $1 }
        book.call("addServerImageSharingPermission", share)
        book.call("getServerImageList")
        book.call("removeServerImageSharingPermission", share)
        let root = book.call("getBlockStorageSnapshotInstanceList", ["isBootable": "true"])
            .number("blockStorageSnapshotInstanceNo")
        let second = book.call(
            "createServerImageFromSnapshot",
            [
                "serverImageName": "silver", "blockStorageList.1.order": "0",
                "blockStorageList.1.snapshotInstanceNo": root,
            ])
        book.settle()
        book.call(
            "deleteServerImage",
            [
                "serverImageNoList.1": image["serverImageNo"] ?? "",
                "serverImageNoList.2": second.number("serverImageNo"),
            ])
        book.settle()
        memberImageStory(book, lab)
    }

    private func memberImageStory(_ book: AnswerBook, _ lab: Lab) {
        let number = book.call(
            "createMemberServerImageInstance",
            ["serverInstanceNo": lab.xen, "memberServerImageName": "bronze"]
        ).number("memberServerImageInstanceNo")
        let image = ["memberServerImageInstanceNo": number]
        book.settle()
        let share = image.merging(["targetLoginIdList.1": "they@example.com"]) { $1 }
        book.call("addMemberServerImageSharingPermission", share)
        book.call("getMemberServerImageInstanceList")
        book.call("getMemberServerImageInstanceDetail", image)
        book.call("removeMemberServerImageSharingPermission", share)
        book.call("setMemberServerImageSharingPermission", share)
        book.call("deleteMemberServerImageInstances", ["memberServerImageInstanceNoList.1": number])
        book.settle()
    }
}

extension JSON {
    /// The text of a member, empty when it is missing.
    fileprivate func number(_ name: String) -> String { self[name]?.text ?? "" }
}

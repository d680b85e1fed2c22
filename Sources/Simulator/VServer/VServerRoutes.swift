/// The actions of `/vserver/v2`. Source: api/vserver.md §1.
enum VServerRoutes {
    static let actions: [String: Action] = [
        catalogue, servers, keysAndScripts, accessControlGroups, networkInterfaces, publicIps, blockStorage,
        snapshots, placementGroups, images, fabricClusters,
    ].reduce(into: [:]) { $0.merge($1) { first, _ in first } }

    private static let catalogue: [String: Action] = [
        "getRegionList": VServerCatalogue.regionList, "getZoneList": VServerCatalogue.zoneList,
        "getHypervisorTypeList": VServerCatalogue.hypervisorList,
        "getServerImageList": VServerAnswers.serverImage.list,
        "getServerImageDetail": VServerAnswers.serverImage.detail,
        "getServerSpecList": VServerCatalogue.specList, "getServerSpecDetail": VServerAnswers.serverSpec.detail,
        "getServerImageProductList": OldProducts.images, "getServerProductList": OldProducts.servers,
        "getBlockStorageVolumeTypeList": VServerCatalogue.volumeTypeList, "getRaidList": VServerCatalogue.raidList,
    ]

    private static let servers: [String: Action] = [
        "createServerInstances": ServerCreation.create, "getServerInstanceList": VServerAnswers.server.list,
        "getServerInstanceDetail": VServerAnswers.server.detail, "startServerInstances": Servers.start,
        "stopServerInstances": Servers.stop, "rebootServerInstances": Servers.reboot,
        "terminateServerInstances": Servers.terminate, "changeServerInstanceSpec": Servers.changeSpec,
        "changeServerInstanceName": Servers.changeName, "setProtectServerTermination": Servers.setProtection,
        "interruptServerInstance": Servers.interrupt, "getRootPassword": RootPasswords.one,
        "getRootPasswordServerInstanceList": RootPasswords.several,
    ]

    private static let keysAndScripts: [String: Action] = [
        "createLoginKey": LoginKeys.create, "importLoginKey": LoginKeys.load,
        "getLoginKeyList": VServerAnswers.loginKey.list, "deleteLoginKeys": LoginKeys.delete,
        "createInitScript": InitScripts.create, "getInitScriptList": VServerAnswers.initScript.list,
        "getInitScriptDetail": VServerAnswers.initScript.detail, "deleteInitScripts": InitScripts.delete,
    ]

    private static let accessControlGroups: [String: Action] = [
        "createAccessControlGroup": AccessControlGroups.create,
        "getAccessControlGroupList": VServerAnswers.accessControlGroup.list,
        "getAccessControlGroupDetail": VServerAnswers.accessControlGroup.detail,
        "deleteAccessControlGroup": AccessControlGroups.delete,
        "getAccessControlGroupRuleList": AccessControlGroupRules.list,
        "addAccessControlGroupInboundRule": { world, parameters throws(Failure) in
            try AccessControlGroupRules.add("INBND", &world, parameters)
        },
        "addAccessControlGroupOutboundRule": { world, parameters throws(Failure) in
            try AccessControlGroupRules.add("OTBND", &world, parameters)
        },
        "removeAccessControlGroupInboundRule": { world, parameters throws(Failure) in
            try AccessControlGroupRules.remove("INBND", &world, parameters)
        },
        "removeAccessControlGroupOutboundRule": { world, parameters throws(Failure) in
            try AccessControlGroupRules.remove("OTBND", &world, parameters)
        },
    ]

    private static let networkInterfaces: [String: Action] = [
        "createNetworkInterface": NetworkInterfaces.create,
        "getNetworkInterfaceList": VServerAnswers.networkInterface.list,
        "getNetworkInterfaceDetail": VServerAnswers.networkInterface.detail,
        "deleteNetworkInterface": NetworkInterfaces.delete, "attachNetworkInterface": NetworkInterfaces.attach,
        "detachNetworkInterface": NetworkInterfaces.detach,
        "addNetworkInterfaceAccessControlGroup": NetworkInterfaces.addGroups,
        "removeNetworkInterfaceAccessControlGroup": NetworkInterfaces.removeGroups,
        "assignSecondaryIps": SecondaryAddresses.assign,
        "unassignSecondaryIps": SecondaryAddresses.unassign,
    ]

    private static let publicIps: [String: Action] = [
        "createPublicIpInstance": PublicIPs.create, "getPublicIpInstanceList": VServerAnswers.publicIp.list,
        "getPublicIpInstanceDetail": VServerAnswers.publicIp.detail, "deletePublicIpInstance": PublicIPs.delete,
        "associatePublicIpWithServerInstance": PublicIPs.associate,
        "disassociatePublicIpFromServerInstance": PublicIPs.disassociate,
        "getPublicIpTargetServerInstanceList": PublicIPs.targets,
    ]

    private static let blockStorage: [String: Action] = [
        "createBlockStorageInstance": BlockStorages.create,
        "getBlockStorageInstanceList": VServerAnswers.blockStorage.list,
        "getBlockStorageInstanceDetail": VServerAnswers.blockStorage.detail,
        "attachBlockStorageInstance": BlockStorages.attach, "detachBlockStorageInstances": BlockStorages.detach,
        "deleteBlockStorageInstances": BlockStorages.delete, "changeBlockStorageInstance": BlockStorages.resize,
        "changeBlockStorageVolumeSize": BlockStorages.resize,
        "setBlockStorageReturnProtection": BlockStorages.setProtection,
    ]

    private static let snapshots: [String: Action] = [
        "createBlockStorageSnapshotInstance": Snapshots.create,
        "getBlockStorageSnapshotInstanceList": VServerAnswers.snapshot.list,
        "getBlockStorageSnapshotInstanceDetail": VServerAnswers.snapshot.detail,
        "deleteBlockStorageSnapshotInstances": Snapshots.delete,
    ]

    private static let placementGroups: [String: Action] = [
        "createPlacementGroup": PlacementGroups.create, "getPlacementGroupList": VServerAnswers.placementGroup.list,
        "getPlacementGroupDetail": PlacementGroups.detail, "deletePlacementGroup": PlacementGroups.delete,
        "addPlacementGroupServerInstance": PlacementGroups.addServer,
        "removePlacementGroupServerInstance": PlacementGroups.removeServer,
    ]

    private static let images: [String: Action] = [
        "createServerImage": ServerImages.create, "createServerImageFromSnapshot": ServerImages.createFromSnapshot,
        "deleteServerImage": ServerImages.delete, "addServerImageSharingPermission": ServerImages.share,
        "removeServerImageSharingPermission": ServerImages.unshare,
        "createMemberServerImageInstance": MemberImages.create,
        "getMemberServerImageInstanceList": VServerAnswers.memberImage.list,
        "getMemberServerImageInstanceDetail": VServerAnswers.memberImage.detail,
        "deleteMemberServerImageInstances": MemberImages.delete,
        "addMemberServerImageSharingPermission": MemberImages.share,
        "removeMemberServerImageSharingPermission": MemberImages.unshare,
        "setMemberServerImageSharingPermission": MemberImages.setShares,
    ]

    private static let fabricClusters: [String: Action] = [
        "createFabricCluster": FabricClusters.create, "getFabricClusterList": VServerAnswers.fabricCluster.list,
        "getFabricClusterDetail": VServerAnswers.fabricCluster.detail, "deleteFabricCluster": FabricClusters.delete,
        "getFabricClusterPoolList": FabricClusters.pools, "updateFabricCluster": FabricClusters.update,
        "changeFabricClusterName": FabricClusters.update,
        "changeFabricClusterDescription": FabricClusters.changeDescription,
        "changeFabricClusterServerInstances": FabricClusters.changeServers,
        "updateFabricClusterServerInstances": FabricClusters.changeServers,
    ]
}

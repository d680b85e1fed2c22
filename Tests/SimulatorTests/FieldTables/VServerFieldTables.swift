/// The answers of `/vserver/v2`. Source: api/vserver.md §1 (lists), §3 (fields), §7 (numbers for texts).
enum VServerFieldTables {
    /// Without what is left out when it is unused.
    static let server = FieldTable(
        "serverInstanceList",
        texts: """
            serverInstanceNo serverName serverDescription loginKeyName publicIpInstanceNo publicIp \
            serverInstanceStatusName createDate uptime serverImageProductCode serverProductCode zoneCode regionCode \
            vpcNo subnetNo initScriptNo placementGroupNo placementGroupName memberServerImageInstanceNo serverImageNo \
            serverSpecCode fabricClusterPoolNo fabricClusterPoolName fabricClusterMode fabricClusterNo fabricClusterName
            """,
        integers: "cpuCount memorySize", flags: "isProtectServerTermination isPreInstallGpuDriver",
        coded: """
            platformType serverInstanceStatus serverInstanceOperation serverInstanceType baseBlockStorageDiskType \
            baseBlockStorageDiskDetailType hypervisorType
            """,
        lists: "networkInterfaceNoList",
        optional: """
            fabricClusterPoolNo fabricClusterPoolName fabricClusterMode fabricClusterNo fabricClusterName \
            isPreInstallGpuDriver
            """)

    static let mapping = FieldTable(
        nil, texts: "blockStorageSnapshotName blockStorageName",
        integers: "order blockStorageSnapshotInstanceNo blockStorageSize iops throughput", flags: "isEncryptedVolume",
        coded: "blockStorageVolumeType",
        optional: "blockStorageSnapshotInstanceNo iops throughput")

    static let image = FieldTable(
        "serverImageList",
        texts: """
            serverImageNo serverImageName serverImageDescription serverImageProductCode serverImageStatusName createDate \
            platformCategoryCode
            """,
        coded: """
            serverImageType hypervisorType cpuArchitectureType osCategoryType osType serverImageStatus \
            serverImageOperation shareStatus serverImageLifeCyclePhase
            """,
        lists: "sharedLoginIdList", elements: ["blockStorageMappingList": mapping])

    static let memberImage = FieldTable(
        "memberServerImageInstanceList",
        texts: """
            memberServerImageInstanceNo memberServerImageName memberServerImageDescription originalServerInstanceNo \
            originalServerImageProductCode memberServerImageInstanceStatusName createDate
            """,
        integers: "memberServerImageBlockStorageTotalRows memberServerImageBlockStorageTotalSize",
        coded: "memberServerImageInstanceStatus memberServerImageInstanceOperation shareStatus",
        lists: "sharedLoginIdList")

    static let spec = FieldTable(
        "serverSpecList", texts: "serverSpecCode generationCode serverProductCode serverSpecDescription",
        integers: """
            serverSpecNo cpuCount memorySize blockStorageMaxCount blockStorageMaxIops blockStorageMaxThroughput networkPerformance \
            networkInterfaceMaxCount gpuCount
            """,
        coded: "hypervisorType cpuArchitectureType")

    static let product = FieldTable(
        "productList",
        texts: "productCode productName productDescription osInformation dbKindCode generationCode",
        integers: "cpuCount memorySize baseBlockStorageSize addBlockStorageSize osMemorySize",
        coded: "productType infraResourceType infraResourceDetailType platformType diskType",
        optional: "infraResourceDetailType platformType diskType")

    static let volumeType = FieldTable(
        "blockStorageVolumeTypeList",
        integers: """
            minThroughput maxThroughput minIops maxIops minVolumeSize maxVolumeSize minBaseVolumeSize maxBaseVolumeSize
            """,
        flags: "isBaseStorageAvailable", coded: "blockStorageVolumeType hypervisorType", lists: "zoneCodeList")

    static let loginKey = FieldTable("loginKeyList", texts: "fingerprint keyName createDate publicKey")

    static let initScript = FieldTable(
        "initScriptList",
        texts: "initScriptNo initScriptName createDate initScriptDescription initScriptContent", coded: "osType")

    static let group = FieldTable(
        "accessControlGroupList",
        texts: "accessControlGroupNo accessControlGroupName vpcNo accessControlGroupDescription", flags: "isDefault",
        coded: "accessControlGroupStatus")

    static let groupRule = FieldTable(
        "accessControlGroupRuleList",
        texts: """
            accessControlGroupNo ipBlock accessControlGroupSequence portRange accessControlGroupRuleDescription
            """,
        coded: "accessControlGroupRuleType", numbered: "protocolType")

    /// The type is left out of an interface that is attached to nothing.
    static let networkInterface = FieldTable(
        "networkInterfaceList",
        texts: """
            networkInterfaceNo networkInterfaceName subnetNo deviceName instanceNo ip macAddress \
            networkInterfaceDescription
            """,
        flags: "deleteOnTermination isDefault enableFlowLog", coded: "networkInterfaceStatus instanceType",
        lists: "accessControlGroupNoList secondaryIpList", optional: "instanceType")

    static let publicIp = FieldTable(
        "publicIpInstanceList",
        texts: """
            publicIpInstanceNo publicIp publicIpDescription createDate lastModifyDate serverInstanceNo serverName \
            privateIp publicIpInstanceStatusName
            """,
        coded: "publicIpInstanceStatus publicIpInstanceOperation")

    /// The snapshot a disk was made from is a number, and left out of disks made from none.
    static let blockStorage = FieldTable(
        "blockStorageInstanceList",
        texts: """
            blockStorageInstanceNo serverInstanceNo blockStorageName deviceName blockStorageProductCode \
            blockStorageInstanceStatusName createDate blockStorageDescription zoneCode regionCode
            """,
        integers: "blockStorageSize maxIopsThroughput iops throughput blockStorageSnapshotInstanceNo",
        flags: "isEncryptedVolume isReturnProtection",
        coded: """
            blockStorageType blockStorageInstanceStatus blockStorageInstanceOperation blockStorageDiskType \
            blockStorageDiskDetailType blockStorageVolumeType hypervisorType
            """,
        optional: "blockStorageSnapshotInstanceNo")

    static let snapshot = FieldTable(
        "blockStorageSnapshotInstanceList",
        texts: """
            blockStorageSnapshotInstanceNo blockStorageSnapshotName blockStorageSnapshotDescription \
            originalBlockStorageInstanceNo blockStorageSnapshotInstanceStatusName createDate baseSnapshotInstanceNo
            """,
        integers: "blockStorageSnapshotVolumeSize snapshotChainDepth",
        flags: "isEncryptedOriginalBlockStorageVolume isBootable",
        coded: """
            blockStorageSnapshotInstanceStatus blockStorageSnapshotInstanceOperation hypervisorType \
            blockStorageVolumeType snapshotType
            """)

    static let placementGroup = FieldTable(
        "placementGroupList", texts: "placementGroupNo placementGroupName", coded: "placementGroupType")

    /// The sheet says "status, operation, statusName": taken for the names that a server's own answer has.
    static let clusterMember = FieldTable(
        nil, texts: "serverInstanceNo serverName serverInstanceStatusName createDate",
        coded: "serverInstanceStatus serverInstanceOperation")

    /// Source: api/vserver.md §3.12.
    static let cluster = FieldTable(
        "fabricClusterList",
        texts: """
            fabricClusterNo fabricClusterName fabricClusterDescription zoneCode regionCode vpcNo fabricClusterPoolNo \
            fabricClusterPoolName fabricClusterPoolCode createDate
            """,
        integers: "serverCount", coded: "fabricClusterStatus",
        elements: ["fabricClusterServerInstanceList": clusterMember])

    /// Every action but those of flow logs, with what it answers. Source: api/vserver.md §1.
    static let actions = servers.merging(images) { $1 }.merging(access) { $1 }.merging(attached) { $1 }
        .merging(clusters) { $1 }

    private static let clusters: [String: FieldTable] = [
        "createFabricCluster": cluster, "getFabricClusterList": cluster, "getFabricClusterDetail": cluster,
        "updateFabricCluster": cluster, "changeFabricClusterServerInstances": cluster,
        "updateFabricClusterServerInstances": cluster, "changeFabricClusterName": cluster,
        "changeFabricClusterDescription": cluster,
        "deleteFabricCluster": cluster,
        "getFabricClusterPoolList": FieldTable(
            "fabricClusterPoolList", texts: "fabricClusterPoolNo fabricClusterPoolName"),
    ]

    private static let servers: [String: FieldTable] = [
        "createServerInstances": server, "getServerInstanceList": server, "getServerInstanceDetail": server,
        "startServerInstances": server, "stopServerInstances": server, "rebootServerInstances": server,
        "terminateServerInstances": server, "changeServerInstanceSpec": server, "changeServerInstanceName": server,
        "setProtectServerTermination": server, "addPlacementGroupServerInstance": server,
        "removePlacementGroupServerInstance": server, "getPublicIpTargetServerInstanceList": server,
        "interruptServerInstance": server, "getRootPassword": FieldTable(nil),
        "getRootPasswordServerInstanceList": FieldTable(
            "rootPasswordServerInstanceList", texts: "serverInstanceNo rootPassword"),
        "createPlacementGroup": placementGroup, "getPlacementGroupList": placementGroup,
        "getPlacementGroupDetail": placementGroup, "deletePlacementGroup": placementGroup,
    ]

    private static let images: [String: FieldTable] = [
        "getRegionList": FieldTable("regionList", texts: "regionCode regionName"),
        "getZoneList": FieldTable("zoneList", texts: "zoneName zoneCode regionCode zoneDescription"),
        "getHypervisorTypeList": FieldTable("hypervisorTypeList", texts: "code codeName"),
        "getRaidList": FieldTable("raidList", texts: "raidTypeName raidName", coded: "productType"),
        "getServerImageList": image, "getServerImageDetail": image, "createServerImage": image,
        "createServerImageFromSnapshot": image, "deleteServerImage": image, "addServerImageSharingPermission": image,
        "removeServerImageSharingPermission": image, "createMemberServerImageInstance": memberImage,
        "getMemberServerImageInstanceList": memberImage, "getMemberServerImageInstanceDetail": memberImage,
        "deleteMemberServerImageInstances": memberImage, "addMemberServerImageSharingPermission": memberImage,
        "setMemberServerImageSharingPermission": memberImage,
        "removeMemberServerImageSharingPermission": memberImage, "getServerSpecList": spec,
        "getServerSpecDetail": spec, "getServerImageProductList": product, "getServerProductList": product,
        "getBlockStorageVolumeTypeList": volumeType,
    ]

    private static let access: [String: FieldTable] = [
        "createLoginKey": FieldTable(nil), "importLoginKey": loginKey, "getLoginKeyList": loginKey,
        "deleteLoginKeys": FieldTable(nil), "createInitScript": initScript, "getInitScriptList": initScript,
        "getInitScriptDetail": initScript, "deleteInitScripts": initScript,
        "createAccessControlGroup": group, "getAccessControlGroupList": group, "getAccessControlGroupDetail": group,
        "deleteAccessControlGroup": group, "getAccessControlGroupRuleList": groupRule,
        "addAccessControlGroupInboundRule": groupRule, "addAccessControlGroupOutboundRule": groupRule,
        "removeAccessControlGroupInboundRule": groupRule, "removeAccessControlGroupOutboundRule": groupRule,
    ]

    private static let attached: [String: FieldTable] = [
        "createNetworkInterface": networkInterface, "getNetworkInterfaceList": networkInterface,
        "getNetworkInterfaceDetail": networkInterface, "deleteNetworkInterface": networkInterface,
        "attachNetworkInterface": networkInterface, "detachNetworkInterface": networkInterface,
        "addNetworkInterfaceAccessControlGroup": networkInterface,
        "removeNetworkInterfaceAccessControlGroup": networkInterface, "assignSecondaryIps": networkInterface,
        "unassignSecondaryIps": networkInterface,
        "createPublicIpInstance": publicIp, "getPublicIpInstanceList": publicIp, "getPublicIpInstanceDetail": publicIp,
        "deletePublicIpInstance": publicIp, "associatePublicIpWithServerInstance": publicIp,
        "disassociatePublicIpFromServerInstance": publicIp,
        "createBlockStorageInstance": blockStorage, "getBlockStorageInstanceList": blockStorage,
        "getBlockStorageInstanceDetail": blockStorage, "attachBlockStorageInstance": blockStorage,
        "detachBlockStorageInstances": blockStorage, "deleteBlockStorageInstances": blockStorage,
        "changeBlockStorageInstance": blockStorage, "changeBlockStorageVolumeSize": blockStorage,
        "setBlockStorageReturnProtection": blockStorage,
        "createBlockStorageSnapshotInstance": snapshot, "getBlockStorageSnapshotInstanceList": snapshot,
        "getBlockStorageSnapshotInstanceDetail": snapshot, "deleteBlockStorageSnapshotInstances": snapshot,
    ]
}

import OrderedJSON

/// What server objects look like on the wire, and how they are listed. Source: api/vserver.md §1, §3.
enum VServerAnswers {
    static let server = Listing(
        table: .server, name: "serverInstanceList", id: "serverInstanceNo",
        shape: Shape([
            .text("serverInstanceNo"), .text("serverName"), .text("serverDescription"), .integer("cpuCount"),
            .integer("memorySize"), .coded("platformType", ["LNX64": "Linux 64 Bit", "WND64": "Windows 64 Bit"]),
            .text("loginKeyName"), .text("publicIpInstanceNo"), .text("publicIp"),
            .coded("serverInstanceStatus", serverStatusNames), .coded("serverInstanceOperation", serverOperationNames),
            .text("serverInstanceStatusName"), .text("createDate"), .text("uptime"), .text("serverImageProductCode"),
            .text("serverProductCode"), .flag("isProtectServerTermination"), .text("zoneCode"), .text("regionCode"),
            .text("vpcNo"), .text("subnetNo"), .texts("networkInterfaceNoList"), .text("initScriptNo"),
            .coded("serverInstanceType", ["HICPU": "High CPU", "STAND": "Standard"]),
            .coded("baseBlockStorageDiskType", ["NET": "Network Storage"]),
            .coded("baseBlockStorageDiskDetailType", ["SSD": "SSD", "HDD": "HDD"]), .text("placementGroupNo"),
            .text("placementGroupName"), .text("memberServerImageInstanceNo"),
            .coded("hypervisorType", hypervisorNames), .text("serverImageNo"), .text("serverSpecCode"),
            .raw("fabricClusterPoolNo"), .raw("fabricClusterNo"), .raw("fabricClusterName"),
        ]),
        filters: [
            .anyOf("serverInstanceNoList", of: "serverInstanceNo"), .exact("vpcNo"), .within("serverName"),
            .exact("serverInstanceStatusCode", of: "serverInstanceStatus"), .exact("ip", of: "ipList"),
            .exact("baseBlockStorageDiskTypeCode", of: "baseBlockStorageDiskType"), .exact("regionCode"),
            .exact("baseBlockStorageDiskDetailTypeCode", of: "baseBlockStorageDiskDetailType"),
            .anyOf("placementGroupNoList", of: "placementGroupNo"),
            .anyOf("hypervisorTypeCodeList", of: "hypervisorType"),
        ],
        derived: Servers.derived, derivedFilters: ["ipList"])

    static let serverImage = Listing(
        table: .serverImage, name: "serverImageList", id: "serverImageNo",
        shape: Shape([
            .text("serverImageNo"), .text("serverImageName"), .text("serverImageDescription"),
            .text("serverImageProductCode"), .coded("serverImageType", ["NCP": "NCP Server Image"]),
            .coded("hypervisorType", hypervisorNames), .coded("cpuArchitectureType", ["X86_64": "x86 64bit"]),
            .coded("osCategoryType", ["LINUX": "LINUX", "WINDOWS": "WINDOWS"]), .coded("osType", osNames),
            .coded("serverImageStatus", ["CREAT": "NSI CREATED state"]),
            .coded("serverImageOperation", ["NULL": "NSI NULL OP"]), .text("serverImageStatusName"),
            .text("createDate"), .coded("shareStatus", ["NULL": "NSI Share NULL State"]), .texts("sharedLoginIdList"),
            .raw("blockStorageMappingList"),
            .coded("serverImageLifeCyclePhase"), .text("platformCategoryCode"),
        ]),
        filters: [
            .anyOf("serverImageNoList", of: "serverImageNo"), .within("serverImageName"),
            .exact("serverImageStatusCode", of: "serverImageStatus"), .exact("regionCode"),
            .anyOf("hypervisorTypeCodeList", of: "hypervisorType"),
            .anyOf("serverImageTypeCodeList", of: "serverImageType"), .anyOf("osTypeCodeList", of: "osType"),
            .anyOf("platformCategoryCodeList", of: "platformCategoryCode"),
        ])

    static let serverSpec = Listing(
        table: .serverSpec, name: "serverSpecList", id: "serverSpecCode",
        shape: Shape([
            .text("serverSpecCode"), .text("generationCode"), .integer("cpuCount"), .integer("memorySize"),
            .coded("hypervisorType", hypervisorNames), .coded("cpuArchitectureType", ["X86_64": "x86 64bit"]),
            .integer("blockStorageMaxCount"), .integer("blockStorageMaxIops"), .integer("blockStorageMaxThroughput"),
            .integer("networkPerformance"), .integer("networkInterfaceMaxCount"), .text("serverProductCode"),
            .text("serverSpecDescription"), .integer("gpuCount"), .integer("serverSpecNo"),
        ]),
        filters: [
            .anyOf("serverSpecCodeList", of: "serverSpecCode"), .anyOf("hypervisorCodeList", of: "hypervisorType"),
            .anyOf("hypervisorTypeCodeList", of: "hypervisorType"),
        ],
        isPaged: false)

    static let loginKey = Listing(
        table: .loginKey, name: "loginKeyList", id: "keyName",
        shape: Shape(Shape.Field.texts(named: "fingerprint", "keyName", "createDate", "publicKey")),
        filters: [.exact("keyName")])

    static let initScript = Listing(
        table: .initScript, name: "initScriptList", id: "initScriptNo",
        shape: Shape([
            .text("initScriptNo"), .text("initScriptName"), .text("createDate"), .text("initScriptDescription"),
            .text("initScriptContent"), .coded("osType", ["LNX": "Linux", "WND": "Windows"]),
        ]),
        filters: [
            .anyOf("initScriptNoList", of: "initScriptNo"), .within("initScriptName"),
            .exact("osTypeCode", of: "osType"), .exact("regionCode"),
        ])

    static let accessControlGroup = Listing(
        table: .accessControlGroup, name: "accessControlGroupList", id: "accessControlGroupNo",
        shape: Shape([
            .text("accessControlGroupNo"), .text("accessControlGroupName"), .flag("isDefault"), .text("vpcNo"),
            .coded("accessControlGroupStatus"), .text("accessControlGroupDescription"),
        ]),
        filters: [
            .anyOf("accessControlGroupNoList", of: "accessControlGroupNo"), .within("accessControlGroupName"),
            .exact("accessControlGroupStatusCode", of: "accessControlGroupStatus"), .exact("vpcNo"),
            .exact("regionCode"),
        ])

    static let networkInterface = Listing(
        table: .networkInterface, name: "networkInterfaceList", id: "networkInterfaceNo",
        shape: Shape([
            .text("networkInterfaceNo"), .text("networkInterfaceName"), .text("subnetNo"), .flag("deleteOnTermination"),
            .flag("isDefault"), .text("deviceName"), .coded("networkInterfaceStatus"),
            .coded("instanceType", ["VSVR": "Server (VPC)"]), .text("instanceNo"), .text("ip"), .text("macAddress"),
            .texts("accessControlGroupNoList"), .text("networkInterfaceDescription"), .texts("secondaryIpList"),
            .flag("enableFlowLog"),
        ]),
        filters: [
            .anyOf("networkInterfaceNoList", of: "networkInterfaceNo"), .exact("ip"), .exact("instanceNo"),
            .within("networkInterfaceName"), .within("serverName"), .within("subnetName"), .exact("isDefault"),
            .exact("deviceName"), .exact("regionCode"),
        ],
        derived: { world, record in
            [
                "serverName": .string(world[.server, record["instanceNo"]]?["serverName"] ?? ""),
                "subnetName": .string(world[.subnet, record["subnetNo"]]?["subnetName"] ?? ""),
            ]
        }, derivedFilters: ["serverName", "subnetName"])

    static let publicIp = Listing(
        table: .publicIp, name: "publicIpInstanceList", id: "publicIpInstanceNo",
        shape: Shape([
            .text("publicIpInstanceNo"), .text("publicIp"), .text("publicIpDescription"), .text("createDate"),
            .text("lastModifyDate"), .text("serverInstanceNo"), .text("serverName"), .text("privateIp"),
            .coded("publicIpInstanceStatus"), .text("publicIpInstanceStatusName"),
            .coded("publicIpInstanceOperation", ["NULL": "NULL"]),
        ]),
        filters: [
            .anyOf("publicIpInstanceNoList", of: "publicIpInstanceNo"), .exact("publicIp"), .exact("privateIp"),
            .exact("isAssociated"), .within("serverName"), .exact("vpcNo"), .exact("regionCode"),
            .exact("publicIpInstanceStatusCode", of: "publicIpInstanceStatus"),
        ],
        derived: { world, record in
            let server = world[.server, record["serverInstanceNo"]]
            return ["isAssociated": .bool(server != nil), "vpcNo": .string(server?["vpcNo"] ?? "")]
        }, derivedFilters: ["isAssociated", "vpcNo"])

    static let memberImage = Listing(
        table: .memberImage, name: "memberServerImageInstanceList", id: "memberServerImageInstanceNo",
        shape: Shape([
            .text("memberServerImageInstanceNo"), .text("memberServerImageName"),
            .text("memberServerImageDescription"), .text("originalServerInstanceNo"),
            .text("originalServerImageProductCode"), .coded("memberServerImageInstanceStatus"),
            .coded("memberServerImageInstanceOperation"), .text("memberServerImageInstanceStatusName"),
            .text("createDate"), .integer("memberServerImageBlockStorageTotalRows"),
            .integer("memberServerImageBlockStorageTotalSize"), .coded("shareStatus"), .texts("sharedLoginIdList"),
        ]),
        filters: [
            .anyOf("memberServerImageInstanceNoList", of: "memberServerImageInstanceNo"),
            .within("memberServerImageName"), .exact("regionCode"),
            .exact("memberServerImageInstanceStatusCode", of: "memberServerImageInstanceStatus"),
        ])

    static let fabricCluster = Listing(
        table: .fabricCluster, name: "fabricClusterList", id: "fabricClusterNo",
        shape: Shape([
            .text("fabricClusterNo"), .text("fabricClusterName"), .text("fabricClusterDescription"),
            .coded("fabricClusterStatus"), .text("zoneCode"), .text("regionCode"), .text("vpcNo"),
            .text("fabricClusterPoolNo"), .text("fabricClusterPoolName"), .text("fabricClusterPoolCode"),
            .text("createDate"), .integer("serverCount"), .raw("fabricClusterServerInstanceList"),
        ]),
        filters: [
            .anyOf("fabricClusterNoList", of: "fabricClusterNo"), .within("fabricClusterName"),
            .exact("fabricClusterPoolNo"), .within("fabricClusterPoolName"), .exact("zoneCode"), .exact("vpcNo"),
            .exact("serverInstanceNo"), .exact("regionCode"),
        ],
        derived: FabricClusters.derived, derivedFilters: ["serverInstanceNo"])

    static let placementGroup = Listing(
        table: .placementGroup, name: "placementGroupList", id: "placementGroupNo",
        shape: Shape([
            .text("placementGroupNo"), .text("placementGroupName"),
            .coded("placementGroupType", ["AA": "Anti-Affinity"]),
        ]),
        filters: [
            .anyOf("placementGroupNoList", of: "placementGroupNo"), .within("placementGroupName"),
            .exact("regionCode"),
        ],
        isPaged: false)

    private static let serverStatusNames = [
        "INIT": "Server INIT State", "CREAT": "Server CREATE State", "RUN": "Server RUN State",
        "NSTOP": "Server normal stopped state",
    ]
    private static let serverOperationNames = [
        "NULL": "Server NULL OP", "START": "Server START OP", "SHTDN": "Server SHUTDOWN OP",
        "RESTA": "Server RESTART OP", "TERMT": "Server TERMINATE OP", "CREAT": "Server CREATE OP",
        "SETUP": "Server SETUP OP", "CHNG": "Server CHANGE OP",
    ]
    static let hypervisorNames = ["XEN": "XEN", "RHV": "RHV", "KVM": "KVM"]
    private static let osNames = ["UBUNTU": "UBUNTU", "ROCKY": "ROCKY", "CENTOS": "CENTOS", "WINDOWS": "WINDOWS"]
    /// The first is recorded from an account; the others are (inferred).
    static let volumeNames = [
        "CB1": "Common BlockStorage 1", "CB2": "Common BlockStorage 2", "FB1": "Fast BlockStorage 1",
        "FB2": "Fast BlockStorage 2", "SSD": "SSD", "HDD": "HDD",
    ]
}

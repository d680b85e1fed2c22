import Model

extension KindCases {
    static let server = [
        KindCases(
            "AccessControlGroup",
            otherValues: [
                "inbound": [["protocol": "UDP", "cidr": "10.9.0.0/16", "ports": "53"]],
                "outbound": [
                    ["protocol": "ICMP", "cidr": "0.0.0.0/0"],
                    ["protocol": "TCP", "cidr": "0.0.0.0/0", "ports": "443"],
                ],
            ],
            status: StatusPlace("accessControlGroup", "accessControlGroupStatus", ready: "RUN")),
        KindCases("LoginKey"),
        KindCases("InitScript"),
        KindCases(
            "Server",
            otherValues: [
                "accessControlGroups": [.cameWithVpc("AccessControlGroup")],
                "name": "web-other",
                "placementGroup": .example("PlacementGroup", "apart"),
                "power": "off",
                "protectTermination": true,
                "serverSpec": "c2-g3",
                "serverProduct": "SVR.VSVR.STAND.C004.M016.NET.SSD.B050.G002",
            ],
            // KVM servers stay in the group they are made in.
            preconditions: ["serverProduct": legacyServer, "placementGroup": legacyServer],
            status: StatusPlace("server", "serverInstanceStatus", ready: "RUN"),
            // A disk is on it that is to stay.
            occasionalCalls: ["detachBlockStorageInstances"]),
        KindCases(
            "ServerImage",
            otherValues: ["sharedWith": ["partner@example.com"]],
            status: StatusPlace("serverImage", "serverImageStatus", ready: "CREAT")),
        KindCases(
            "MemberServerImage",
            otherValues: ["sharedWith": ["partner@example.com", "branch@example.com"]],
            status: StatusPlace("memberImage", "memberServerImageInstanceStatus", ready: "CREAT")),
        KindCases("ServerSpec"),
        KindCases("ServerImageProduct"),
        KindCases("ServerProduct"),
        KindCases("Region"),
        KindCases("Zone"),
        KindCases("PlacementGroup"),
        KindCases(
            "FabricCluster",
            otherValues: [
                "description": "for the larger ones", "name": "inference", "servers": [.example("Server", "web-0")],
            ]),
        KindCases(
            "NetworkInterface",
            otherValues: [
                "accessControlGroups": [.cameWithVpc("AccessControlGroup")],
                "secondaryIpCount": 2,
                "secondaryIps": ["10.0.1.201", "10.0.1.202"],
                "server": .null,
            ],
            // The cloud chooses the addresses.
            irreversible: ["secondaryIpCount"],
            status: StatusPlace("networkInterface", "networkInterfaceStatus", ready: "NOTUSED")),
        KindCases(
            "PublicIp",
            otherValues: ["server": .null],
            status: StatusPlace("publicIp", "publicIpInstanceStatus", ready: "RUN")),
        KindCases(
            "BlockStorage",
            otherValues: ["returnProtection": true, "server": .null, "size": 200],
            irreversible: ["size"],
            status: StatusPlace("blockStorage", "blockStorageInstanceStatus", ready: "CREAT")),
        KindCases(
            "BlockStorageSnapshot",
            status: StatusPlace("snapshot", "blockStorageSnapshotInstanceStatus", ready: "CREAT")),
    ]

    private static let legacyServer: Attributes = [
        "image": .null, "imageProduct": "SW.VSVR.OS.LNX64.ROCKY.0810.B050", "serverSpec": .null,
        "serverProduct": "SVR.VSVR.STAND.C002.M008.NET.SSD.B050.G002",
    ]
}

/// The life cycles of VPC objects as data, in virtual seconds. Source: api/vpc.md §2, §4; the durations are (inferred).
enum VPCStates {
    /// INIT → CREATING → RUN, of a VPC.
    static let vpcCreation = created("vpcStatus", building: 1, ready: 5)
    static let subnetCreation = created("subnetStatus", building: 1, ready: 4)
    static let networkAclCreation = created("networkAclStatus", building: 1, ready: 2)
    static let groupCreation = created("networkAclDenyAllowGroupStatus", building: 1, ready: 2)
    /// The documents list no CREATING for these two.
    static let natGatewayCreation: [Step] = [
        .now(["natGatewayInstanceStatus": "INIT", "natGatewayInstanceStatusName": "init"]),
        .after(seconds: 30, ["natGatewayInstanceStatus": "RUN", "natGatewayInstanceStatusName": "run"]),
    ]
    static let peeringCreation: [Step] = [
        .now(["vpcPeeringInstanceStatus": "INIT", "vpcPeeringInstanceStatusName": "init"]),
        .after(seconds: 2, ["vpcPeeringInstanceStatus": "RUN", "vpcPeeringInstanceStatusName": "run"]),
    ]
    /// Between accounts nothing happens until the other side has answered. Source: api/vpc.md §3.7.
    static let peeringRequest: [Step] = Array(peeringCreation.prefix(1))
    static let peeringAcceptance: [Step] = Array(peeringCreation.suffix(1))

    /// RUN → TERMTING → gone.
    static let vpcDeletion = deleted("vpcStatus", gone: 3)
    static let subnetDeletion = deleted("subnetStatus", gone: 3)
    static let networkAclDeletion = deleted("networkAclStatus", gone: 2)
    static let groupDeletion = deleted("networkAclDenyAllowGroupStatus", gone: 2)
    static let natGatewayDeletion = deleted("natGatewayInstanceStatus", gone: 20)
    static let routeTableDeletion = deleted("routeTableStatus", gone: 2)
    static let peeringDeletion = deleted("vpcPeeringInstanceStatus", gone: 2)

    /// RUN → SET → RUN. An ACL with subnets takes visibly longer. Source: api/common.md §10.
    static let detachedAclChange = changed("networkAclStatus", seconds: 2)
    static let attachedAclChange = changed("networkAclStatus", seconds: 5)
    static let groupChange = changed("networkAclDenyAllowGroupStatus", seconds: 2)
    static let routeTableChange = changed("routeTableStatus", seconds: 2)

    private static func created(_ field: String, building: Double, ready: Double) -> [Step] {
        [
            .now([field: "INIT"]), .after(seconds: building, [field: "CREATING"]),
            .after(seconds: ready, [field: "RUN"]),
        ]
    }

    private static func deleted(_ field: String, gone: Double) -> [Step] {
        [.now([field: "TERMTING"]), .gone(seconds: gone)]
    }

    private static func changed(_ field: String, seconds: Double) -> [Step] {
        [.now([field: "SET"]), .after(seconds: seconds, [field: "RUN"])]
    }
}

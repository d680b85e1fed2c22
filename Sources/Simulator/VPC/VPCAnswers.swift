import OrderedJSON

/// What VPC objects look like on the wire, and how they are listed. Source: api/vpc.md §1, §3.
enum VPCAnswers {
    static let vpc = Listing(
        table: .vpc, name: "vpcList", id: "vpcNo",
        shape: Shape([
            .text("vpcNo"), .text("vpcName"), .text("ipv4CidrBlock"), .coded("vpcStatus"), .text("regionCode"),
            .text("createDate"),
        ]),
        filters: [
            .anyOf("vpcNoList", of: "vpcNo"), .within("vpcName"), .exact("vpcStatusCode", of: "vpcStatus"), region,
        ],
        isPaged: false)

    static let subnet = Listing(
        table: .subnet, name: "subnetList", id: "subnetNo",
        shape: Shape([
            .text("subnetNo"), .text("vpcNo"), .text("zoneCode"), .text("subnetName"), .text("subnet"),
            .coded("subnetStatus"), .text("createDate"),
            .coded("subnetType", ["PUBLIC": "Public", "PRIVATE": "Private"]),
            .coded("usageType", ["GEN": "General", "LOADB": "LoadBalancer", "BM": "BareMetal", "NATGW": "NatGateway"]),
            .text("networkAclNo"),
        ]),
        filters: [
            .anyOf("subnetNoList", of: "subnetNo"), .within("subnetName"), .exact("subnet"), .exact("vpcNo"),
            .exact("networkAclNo"), .exact("subnetTypeCode", of: "subnetType"), .exact("zoneCode"), region,
            .exact("usageTypeCode", of: "usageType"), .exact("subnetStatusCode", of: "subnetStatus"),
        ])

    static let networkAcl = Listing(
        table: .networkAcl, name: "networkAclList", id: "networkAclNo",
        shape: Shape([
            .text("networkAclNo"), .text("networkAclName"), .text("vpcNo"), .coded("networkAclStatus"),
            .text("networkAclDescription"), .text("createDate"), .flag("isDefault"),
        ]),
        filters: [
            .anyOf("networkAclNoList", of: "networkAclNo"), .within("networkAclName"), .exact("vpcNo"), region,
            .exact("networkAclStatusCode", of: "networkAclStatus"),
        ])

    static let denyAllowGroup = Listing(
        table: .denyAllowGroup, name: "networkAclDenyAllowGroupList", id: "networkAclDenyAllowGroupNo",
        shape: Shape([
            .text("networkAclDenyAllowGroupNo"), .text("networkAclDenyAllowGroupName"), .text("vpcNo"),
            .texts("ipList"), .coded("networkAclDenyAllowGroupStatus"), .text("networkAclDenyAllowGroupDescription"),
            .text("createDate"), .flag("isApplied"),
        ]),
        filters: [
            .anyOf("networkAclDenyAllowGroupNoList", of: "networkAclDenyAllowGroupNo"), .exact("vpcNo"), region,
            .within("networkAclDenyAllowGroupName"), .exact("isApplied"),
            .exact("networkAclDenyAllowGroupStatusCode", of: "networkAclDenyAllowGroupStatus"),
        ],
        derived: { world, record in ["isApplied": .bool(VPCRules.isApplied(record, world))] },
        derivedFilters: ["isApplied"])

    static let natGateway = Listing(
        table: .natGateway, name: "natGatewayInstanceList", id: "natGatewayInstanceNo",
        shape: Shape([
            .text("vpcNo"), .text("vpcName"), .text("natGatewayInstanceNo"), .text("natGatewayName"),
            .text("publicIp"), .coded("natGatewayInstanceStatus"), .text("natGatewayInstanceStatusName"),
            .coded("natGatewayInstanceOperation"), .text("createDate"), .text("natGatewayDescription"),
            .text("zoneCode"), .coded("natGatewayType", ["PBLIP": "Public", "PRVT": "Private"]), .text("subnetNo"),
            .text("subnetName"), .text("privateIp"), .text("publicIpInstanceNo"), .raw("natGatewayIpList"),
        ]),
        filters: [
            .anyOf("natGatewayInstanceNoList", of: "natGatewayInstanceNo"), .exact("zoneCode"), .exact("publicIp"),
            .within("vpcName"), .within("natGatewayName"), .exact("subnetNo"), .within("subnetName"), region,
            .exact("natGatewayInstanceStatusCode", of: "natGatewayInstanceStatus"), .exact("privateIp"),
            .exact("natGatewayTypeCode", of: "natGatewayType"),
        ],
        derived: { _, record in NatGateways.addresses(of: record) })

    static let routeTable = Listing(
        table: .routeTable, name: "routeTableList", id: "routeTableNo",
        shape: Shape([
            .text("regionCode"), .text("routeTableNo"), .text("routeTableName"), .flag("isDefault"), .text("vpcNo"),
            .coded("supportedSubnetType", ["PUBLIC": "Public", "PRIVATE": "Private"]), .coded("routeTableStatus"),
            .text("routeTableDescription"),
        ]),
        filters: [
            .anyOf("routeTableNoList", of: "routeTableNo"), .within("routeTableName"), .exact("vpcNo"), region,
            .exact("supportedSubnetTypeCode", of: "supportedSubnetType"),
        ])

    static let peering = Listing(
        table: .vpcPeering, name: "vpcPeeringInstanceList", id: "vpcPeeringInstanceNo",
        shape: Shape([
            .text("vpcPeeringInstanceNo"), .text("regionCode"), .text("vpcPeeringName"), .text("createDate"),
            .text("lastModifyDate"), .text("lastModifiyDate"), .coded("vpcPeeringInstanceStatus"),
            .text("vpcPeeringInstanceStatusName"), .coded("vpcPeeringInstanceOperation"), .text("sourceVpcNo"),
            .text("sourceVpcName"), .text("sourceVpcIpv4CidrBlock"), .text("sourceVpcLoginId"), .text("targetVpcNo"),
            .text("targetVpcName"), .text("targetVpcIpv4CidrBlock"), .text("targetVpcLoginId"),
            .text("vpcPeeringDescription"), .flag("hasReverseVpcPeering"), .flag("isBetweenAccounts"),
            .text("reverseVpcPeeringInstanceNo"),
        ]),
        filters: [
            .anyOf("vpcPeeringInstanceNoList", of: "vpcPeeringInstanceNo"), .within("sourceVpcName"),
            .within("targetVpcName"), .within("vpcPeeringName"), region,
            .exact("vpcPeeringInstanceStatusCode", of: "vpcPeeringInstanceStatus"),
        ],
        derived: { world, record in VPCPeerings.reverse(of: record, world) })

    /// A wrong region finds nothing. (inferred)
    private static let region = Listing.Filter.exact("regionCode")
}

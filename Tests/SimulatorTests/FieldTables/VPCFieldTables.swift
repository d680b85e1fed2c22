/// The answers of `/vpc/v2`. Source: api/vpc.md §1 (lists), §3 (fields), §2 (statuses).
enum VPCFieldTables {
    static let vpc = FieldTable(
        "vpcList", texts: "vpcNo vpcName ipv4CidrBlock regionCode createDate", coded: "vpcStatus")

    /// Without the region, which is not in the answer. Source: api/vpc.md §3.2.
    static let subnet = FieldTable(
        "subnetList", texts: "subnetNo vpcNo zoneCode subnetName subnet networkAclNo createDate",
        coded: "subnetStatus subnetType usageType")

    static let networkAcl = FieldTable(
        "networkAclList", texts: "networkAclNo networkAclName vpcNo networkAclDescription createDate",
        flags: "isDefault", coded: "networkAclStatus")

    static let networkAclRule = FieldTable(
        "networkAclRuleList",
        texts: "networkAclNo portRange createDate ipBlock denyAllowGroupNo networkAclRuleDescription",
        integers: "priority", coded: "protocolType ruleAction networkAclRuleType")

    static let denyAllowGroup = FieldTable(
        "networkAclDenyAllowGroupList",
        texts: """
            networkAclDenyAllowGroupNo networkAclDenyAllowGroupName vpcNo networkAclDenyAllowGroupDescription \
            createDate
            """,
        flags: "isApplied", coded: "networkAclDenyAllowGroupStatus", lists: "ipList")

    static let natGateway = FieldTable(
        "natGatewayInstanceList",
        texts: """
            vpcNo vpcName natGatewayInstanceNo natGatewayName publicIp natGatewayInstanceStatusName createDate \
            natGatewayDescription zoneCode subnetNo subnetName privateIp publicIpInstanceNo
            """,
        coded: "natGatewayInstanceStatus natGatewayInstanceOperation natGatewayType",
        elements: ["natGatewayIpList": FieldTable(nil, texts: "type privateIp publicIp publicIpInstanceNo")])

    /// Without a date. Source: api/vpc.md §3.6.
    static let routeTable = FieldTable(
        "routeTableList", texts: "regionCode routeTableNo routeTableName vpcNo routeTableDescription",
        flags: "isDefault", coded: "supportedSubnetType routeTableStatus")

    static let route = FieldTable(
        "routeList", texts: "destinationCidrBlock targetName routeTableNo targetNo", flags: "isDefault",
        coded: "targetType")

    /// One date comes under two names. Source: api/vpc.md §3.7.
    static let peering = FieldTable(
        "vpcPeeringInstanceList",
        texts: """
            vpcPeeringInstanceNo regionCode vpcPeeringName createDate lastModifyDate lastModifiyDate \
            vpcPeeringInstanceStatusName sourceVpcNo sourceVpcName sourceVpcIpv4CidrBlock sourceVpcLoginId \
            targetVpcNo targetVpcName targetVpcIpv4CidrBlock targetVpcLoginId vpcPeeringDescription \
            reverseVpcPeeringInstanceNo
            """,
        flags: "hasReverseVpcPeering isBetweenAccounts", coded: "vpcPeeringInstanceStatus vpcPeeringInstanceOperation")

    /// Every action of the service, with what it answers. Source: api/vpc.md §1.
    static let actions: [String: FieldTable] = [
        "createVpc": vpc, "getVpcList": vpc, "getVpcDetail": vpc, "deleteVpc": vpc,
        "createSubnet": subnet, "getSubnetList": subnet, "getSubnetDetail": subnet, "deleteSubnet": subnet,
        "setSubnetNetworkAcl": networkAcl,
        "createNetworkAcl": networkAcl, "getNetworkAclList": networkAcl, "getNetworkAclDetail": networkAcl,
        "deleteNetworkAcl": networkAcl, "setNetworkAclDescription": networkAcl,
        "getNetworkAclRuleList": networkAclRule, "addNetworkAclInboundRule": networkAclRule,
        "addNetworkAclOutboundRule": networkAclRule, "removeNetworkAclInboundRule": networkAclRule,
        "removeNetworkAclOutboundRule": networkAclRule,
        "createNetworkAclDenyAllowGroup": denyAllowGroup, "getNetworkAclDenyAllowGroupList": denyAllowGroup,
        "getNetworkAclDenyAllowGroupDetail": denyAllowGroup, "deleteNetworkAclDenyAllowGroup": denyAllowGroup,
        "setNetworkAclDenyAllowGroupIpList": denyAllowGroup,
        "setNetworkAclDenyAllowGroupDescription": denyAllowGroup,
        "createNatGatewayInstance": natGateway, "getNatGatewayInstanceList": natGateway,
        "getNatGatewayInstanceDetail": natGateway, "deleteNatGatewayInstance": natGateway,
        "setNatGatewayDescription": natGateway,
        "createRouteTable": routeTable, "getRouteTableList": routeTable, "getRouteTableDetail": routeTable,
        "deleteRouteTable": routeTable, "setRouteTableDescription": routeTable,
        "getRouteList": route, "addRoute": route, "removeRoute": route,
        "getRouteTableSubnetList": subnet, "addRouteTableSubnet": subnet, "removeRouteTableSubnet": subnet,
        "createVpcPeeringInstance": peering, "getVpcPeeringInstanceList": peering,
        "getVpcPeeringInstanceDetail": peering, "deleteVpcPeeringInstance": peering,
        "setVpcPeeringDescription": peering, "acceptOrRejectVpcPeering": peering,
    ]
}

/// The actions of `/vpc/v2`. Source: api/vpc.md §1.
enum VPCRoutes {
    static let actions: [String: Action] = [
        "createVpc": VPCs.create, "getVpcList": VPCAnswers.vpc.list, "getVpcDetail": VPCAnswers.vpc.detail,
        "deleteVpc": VPCs.delete,

        "createSubnet": Subnets.create, "getSubnetList": VPCAnswers.subnet.list,
        "getSubnetDetail": VPCAnswers.subnet.detail, "deleteSubnet": Subnets.delete,
        "setSubnetNetworkAcl": Subnets.setNetworkAcl,

        "createNetworkAcl": NetworkAcls.create, "getNetworkAclList": VPCAnswers.networkAcl.list,
        "getNetworkAclDetail": VPCAnswers.networkAcl.detail, "deleteNetworkAcl": NetworkAcls.delete,
        "setNetworkAclDescription": NetworkAcls.setDescription,

        "getNetworkAclRuleList": NetworkAclRules.list,
        "addNetworkAclInboundRule": { world, parameters throws(Failure) in
            try NetworkAclRules.add("INBND", &world, parameters)
        },
        "addNetworkAclOutboundRule": { world, parameters throws(Failure) in
            try NetworkAclRules.add("OTBND", &world, parameters)
        },
        "removeNetworkAclInboundRule": { world, parameters throws(Failure) in
            try NetworkAclRules.remove("INBND", &world, parameters)
        },
        "removeNetworkAclOutboundRule": { world, parameters throws(Failure) in
            try NetworkAclRules.remove("OTBND", &world, parameters)
        },

        "createNetworkAclDenyAllowGroup": DenyAllowGroups.create,
        "getNetworkAclDenyAllowGroupList": VPCAnswers.denyAllowGroup.list,
        "getNetworkAclDenyAllowGroupDetail": VPCAnswers.denyAllowGroup.detail,
        "deleteNetworkAclDenyAllowGroup": DenyAllowGroups.delete,
        "setNetworkAclDenyAllowGroupIpList": DenyAllowGroups.setAddresses,
        "setNetworkAclDenyAllowGroupDescription": DenyAllowGroups.setDescription,

        "createRouteTable": RouteTables.create, "getRouteTableList": VPCAnswers.routeTable.list,
        "getRouteTableDetail": VPCAnswers.routeTable.detail, "deleteRouteTable": RouteTables.delete,
        "setRouteTableDescription": RouteTables.setDescription,
        "getRouteTableSubnetList": RouteTables.subnets, "addRouteTableSubnet": RouteTables.addSubnets,
        "removeRouteTableSubnet": RouteTables.removeSubnets,
        "getRouteList": Routes.list, "addRoute": Routes.add, "removeRoute": Routes.remove,

        "createNatGatewayInstance": NatGateways.create, "getNatGatewayInstanceList": VPCAnswers.natGateway.list,
        "getNatGatewayInstanceDetail": VPCAnswers.natGateway.detail,
        "deleteNatGatewayInstance": NatGateways.delete, "setNatGatewayDescription": NatGateways.setDescription,

        "createVpcPeeringInstance": VPCPeerings.create, "getVpcPeeringInstanceList": VPCAnswers.peering.list,
        "getVpcPeeringInstanceDetail": VPCAnswers.peering.detail,
        "deleteVpcPeeringInstance": VPCPeerings.delete, "setVpcPeeringDescription": VPCPeerings.setDescription,
        "acceptOrRejectVpcPeering": VPCPeerings.acceptOrReject,
    ]
}

extension KindCases {
    static let vpc = [
        KindCases("Vpc", status: StatusPlace("vpc", "vpcStatus", ready: "RUN")),
        KindCases(
            "Subnet",
            otherValues: ["networkAcl": .example("NetworkAcl", "web")],
            status: StatusPlace("subnet", "subnetStatus", ready: "RUN")),
        KindCases(
            "NetworkAcl",
            otherValues: [
                "description": "taken and given",
                "inbound": [
                    ["priority": 5, "protocol": "TCP", "cidr": "10.9.0.0/16", "ports": "8000-8080", "action": "ALLOW"]
                ],
                "outbound": [
                    [
                        "priority": 7, "protocol": "ICMP", "cidr": "10.9.0.0/16", "action": "DROP",
                        "description": "no pings",
                    ]
                ],
            ],
            status: StatusPlace("networkAcl", "networkAclStatus", ready: "RUN")),
        KindCases(
            "NetworkAclDenyAllowGroup",
            otherValues: ["addresses": ["198.51.100.9", "203.0.113.8"], "description": ""],
            status: StatusPlace("denyAllowGroup", "networkAclDenyAllowGroupStatus", ready: "RUN")),
        KindCases(
            "NatGateway",
            otherValues: ["description": "the only way out"],
            status: StatusPlace("natGateway", "natGatewayInstanceStatus", ready: "RUN"),
            // A route leads there, in a table that outlives it.
            occasionalCalls: ["removeRoute"]),
        KindCases(
            "RouteTable",
            otherValues: [
                "description": "another way",
                "routes": [
                    ["destination": "0.0.0.0/0", "natGateway": .example("NatGateway", "way-out")],
                    ["destination": "10.1.0.0/16", "peering": .example("VpcPeering", "shop-to-partner")],
                    ["destination": "192.168.7.0/24", "virtualPrivateGateway": ["id": "4711", "name": "office"]],
                ],
                "subnets": [],
            ],
            status: StatusPlace("routeTable", "routeTableStatus", ready: "RUN")),
        KindCases(
            "VpcPeering",
            otherValues: ["accepted": true, "description": "and nothing comes back"],
            preconditions: ["accepted": ["targetVpcName": "partner", "targetAccount": "partner@example.com"]],
            status: StatusPlace("vpcPeering", "vpcPeeringInstanceStatus", ready: "RUN"),
            // A route leads there, in a table that outlives it.
            occasionalCalls: ["removeRoute"]),
    ]
}

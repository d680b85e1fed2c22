import Model

/// Values for fields that differ from what the examples say.
enum OtherValues {
    /// Valid ones, for changes that are carried out.
    static let inPlace: [String: Value] = [
        "AccessControlGroup.inbound": [["protocol": "UDP", "cidr": "10.9.0.0/16", "ports": "53"]],
        "AccessControlGroup.outbound": [
            ["protocol": "ICMP", "cidr": "0.0.0.0/0"], ["protocol": "TCP", "cidr": "0.0.0.0/0", "ports": "443"],
        ],
        "Api.description": "returns too",
        "BlockStorage.returnProtection": true,
        "BlockStorage.server": .null,
        "BlockStorage.size": 200,
        "DataBox.blockExternalNetwork": false,
        "DataBox.memo": "another study",
        "DataBoxFrame.memo": "handed over",
        "NetworkAcl.description": "taken and given",
        "NetworkAcl.inbound": [
            ["priority": 5, "protocol": "TCP", "cidr": "10.9.0.0/16", "ports": "8000-8080", "action": "ALLOW"]
        ],
        "NatGateway.description": "the only way out",
        "NetworkAclDenyAllowGroup.addresses": ["198.51.100.9", "203.0.113.8"],
        "NetworkAclDenyAllowGroup.description": "",
        "NetworkAcl.outbound": [
            ["priority": 7, "protocol": "ICMP", "cidr": "10.9.0.0/16", "action": "DROP", "description": "no pings"]
        ],
        "NetworkInterface.accessControlGroups": [standard("AccessControlGroup")],
        "NetworkInterface.secondaryIpCount": 2,
        "NetworkInterface.secondaryIps": ["10.0.1.201", "10.0.1.202"],
        "NetworkInterface.server": .null,
        "Product.description": "the shop as a service",
        "Product.name": "market",
        "Product.subscription": "PUBLIC",
        "RouteTable.description": "another way",
        "RouteTable.routes": [
            [
                "destination": "0.0.0.0/0",
                "natGateway": .reference(Reference(Address(kind: "NatGateway", name: "way-out"))),
            ],
            [
                "destination": "10.1.0.0/16",
                "peering": .reference(Reference(Address(kind: "VpcPeering", name: "shop-to-partner"))),
            ],
            ["destination": "192.168.7.0/24", "virtualPrivateGateway": ["id": "4711", "name": "office"]],
        ],
        "RouteTable.subnets": [],
        "PublicIp.server": .null,
        "Server.accessControlGroups": [standard("AccessControlGroup")],
        "Server.name": "web-other",
        "Server.power": "off",
        "Server.protectTermination": true,
        "Server.serverSpec": "c2-g3",
        "Server.serverProduct": "SVR.VSVR.STAND.C004.M016.NET.SSD.B050.G002",
        "VpcPeering.accepted": true,
        "VpcPeering.description": "and nothing comes back",
        "Subnet.networkAcl": .reference(Reference(Address(kind: "NetworkAcl", name: "web"))),
    ]

    /// What the example has to say instead for a field to make sense.
    static let before: [String: Attributes] = [
        "Server.serverProduct": [
            "image": .null, "imageProduct": "SW.VSVR.OS.LNX64.ROCKY.0810.B050", "serverSpec": .null,
            "serverProduct": "SVR.VSVR.STAND.C002.M008.NET.SSD.B050.G002",
        ],
        "VpcPeering.accepted": ["targetVpcName": "partner", "targetAccount": "partner@example.com"],
    ]

    /// The default object of a kind that came with the VPC.
    private static func standard(_ kind: String) -> Value {
        .reference(
            Reference(
                lookup: kind,
                criteria: ["vpc": .reference(Reference(Address(kind: "Vpc", name: "shop"))), "isDefault": true]))
    }

    /// Some other value of the field's type; good enough to plan with.
    static func any(_ field: Field, besides current: Value?) -> Value {
        switch field.type {
        case .string, .text, .json, .secret: "something-else"
        case .integer: .integer((current?.integer ?? 1) + 1)
        case .number: .number(7.5)
        case .boolean: .bool(!(current?.bool ?? false))
        case .cidr: "10.77.0.0/24"
        case .ipAddress: "10.77.0.77"
        case .enumeration(let values): .string(values.first { $0 != (current ?? field.initial)?.text } ?? "")
        case .reference: "987654321"
        case .list, .set: ["987654321"]
        case .keyed(let fields, _): .list([members(fields)])
        case .object(let fields): members(fields)
        }
    }

    private static func members(_ fields: [Field]) -> Value {
        let required = fields.filter { $0.presence == .required }
        return .map(Attributes(uniqueKeysWithValues: required.map { ($0.name, any($0, besides: nil)) }))
    }
}

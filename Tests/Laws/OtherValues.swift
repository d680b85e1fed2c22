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
        "Api.document": "# Orders\n\nHow to place them.",
        "ApiKey.description": "the app on tablets",
        "ApiKey.enabled": false,
        "ApiKey.name": "tablet-app",
        "Authorizer.cacheTtl": 60,
        "Authorizer.description": "looks at tokens",
        "Authorizer.function": "check-all",
        "Authorizer.name": "all-tokens",
        "Authorizer.payload": [["in": "query", "name": "token"], ["in": "header", "name": "Authorization"]],
        "Authorizer.region": "SGN",
        "BlockStorage.returnProtection": true,
        "BlockStorage.server": .null,
        "BlockStorage.size": 200,
        "DataBox.blockExternalNetwork": false,
        "DataBox.memo": "another study",
        "DataBoxFrame.memo": "handed over",
        "GatewayResponse.headers": [["name": "X-Reason", "value": "'nobody'"], ["name": "X-More", "value": "'1'"]],
        "GatewayResponse.status": 403,
        "GatewayResponse.templates": [["contentType": "text/plain", "template": "who?"]],
        "Method.apiKeyRequired": true,
        "Method.authentication": "NONE",
        "Method.authorizer": .reference(Reference(Address(kind: "Authorizer", name: "tokens"))),
        "Method.consumes": ["application/json", "text/plain"],
        "Method.description": "finds an order",
        "Method.endpoint": ["mock": ["status": 404, "body": "none", "headers": ["X-Mock": "yes"]]],
        "Method.parameters": [
            ["in": "query", "name": "fields", "type": "string", "required": true],
            ["in": "header", "name": "fields", "type": "integer"], ["in": "form", "name": "note"],
        ],
        "Method.produces": ["text/plain"],
        "Method.requestBody": ["model": .reference(Reference(Address(kind: "Model", name: "Order"))), "name": "whole"],
        "Method.responses": [
            ["status": 200, "description": "it", "headers": [["name": "X-Count", "type": "integer"]]],
            ["status": 404, "description": "none"],
        ],
        "Method.validation": ["queryStrings": ["fields"], "headers": ["X-Trace"]],
        "Model.description": "what was ordered",
        "Model.schema": ["type": "object", "properties": ["id": ["type": "integer"]]],
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
        "Resource.cors": [
            "origin": "https://example.com", "methods": ["GET"], "headers": ["X-Token", "X-Trace"],
            "exposeHeaders": ["X-Count"], "credentials": true, "maxAge": 600,
        ],
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
        "FabricCluster.description": "for the larger ones",
        "FabricCluster.name": "inference",
        "FabricCluster.servers": [.reference(Reference(Address(kind: "Server", name: "web-0")))],
        "MemberServerImage.sharedWith": ["partner@example.com", "branch@example.com"],
        "Server.name": "web-other",
        "Server.placementGroup": .reference(Reference(Address(kind: "PlacementGroup", name: "apart"))),
        "Server.power": "off",
        "Server.protectTermination": true,
        "Server.serverSpec": "c2-g3",
        "Server.serverProduct": "SVR.VSVR.STAND.C004.M016.NET.SSD.B050.G002",
        "ServerImage.sharedWith": ["partner@example.com"],
        "VpcPeering.accepted": true,
        "VpcPeering.description": "and nothing comes back",
        "Stage.cacheTtl": 30,
        "Stage.canary": ["endpoint": "https://next.example.com", "percent": .number(12.5), "throttle": 20],
        "Stage.contentEncoding": true,
        "Stage.defaultPlan": ["requestsPerSecond": 10, "quota": ["perDay": 100, "perMonth": 1000]],
        "Stage.endpoint": "NONE",
        "Stage.ipAcl": ["rule": "ALLOWED", "addresses": ["10.0.0.0/8", "203.0.113.7"]],
        "Stage.maintenance": ["status": 503, "response": "back at noon"],
        "Stage.minimumCompressionSize": 1024,
        "Stage.published": true,
        "Stage.throttle": 200,
        "Stage.usagePlans": [],
        "Subnet.networkAcl": .reference(Reference(Address(kind: "NetworkAcl", name: "web"))),
        "Subscription.approval": "REJECTED",
        "Subscription.plans": [
            [
                "stage": .reference(Reference(Address(kind: "Stage", name: "v1"))),
                "plan": .reference(Reference(Address(kind: "UsagePlan", name: "partner"))),
            ]
        ],
        "UsagePlan.description": "for partners",
        "UsagePlan.name": "partners",
        "UsagePlan.quota": ["perDay": 10, "perMonth": 100],
        "UsagePlan.quotaCondition": "2xx",
        "UsagePlan.requestsPerSecond": 5,
    ]

    /// Fields whose values depend on what the cloud or other objects hold; scenarios try them.
    static let triedElsewhere: Set<String> = ["Stage.deployment", "Stage.methods"]

    /// Fields that leave their object unlike what it was: a disk that has grown, addresses that the cloud chose.
    static let triedAlone: Set<String> = ["BlockStorage.size", "NetworkInterface.secondaryIpCount"]

    /// What the example has to say instead for a field to make sense.
    static let before: [String: Attributes] = [
        "Method.authorizer": ["authentication": .null],
        "Stage.minimumCompressionSize": ["contentEncoding": true],
        "Server.serverProduct": [
            "image": .null, "imageProduct": "SW.VSVR.OS.LNX64.ROCKY.0810.B050", "serverSpec": .null,
            "serverProduct": "SVR.VSVR.STAND.C002.M008.NET.SSD.B050.G002",
        ],
        // KVM servers stay in the group they are made in.
        "Server.placementGroup": [
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
        case .formatted(let format): .string(sample(of: format))
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

    private static func sample(of format: TextFormat) -> String {
        switch format {
        case .rsaPublicKey: "ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAAAQQDgT0aX"
        case .networkProtocol: "UDP"
        case .portRange: "7777"
        case .mountPoint: "/else"
        case .zoneCode: "KR-9"
        case .number: "987654321"
        case .email: "someone@else.example"
        case .addressOrRange: "10.77.0.0/24"
        case .endpoint, .webAddress: "https://else.example.com"
        case .endpointPath: "/else"
        case .contentType: "text/else"
        case .parameterName, .headerName, .payloadName, .corsText: "else"
        case .responseType: "SOMETHING_ELSE"
        case .answerClasses: "5xx"
        }
    }

    private static func members(_ fields: [Field]) -> Value {
        let required = fields.filter { $0.presence == .required }
        return .map(Attributes(uniqueKeysWithValues: required.map { ($0.name, any($0, besides: nil)) }))
    }
}

import Model
import NcloudClient
import OrderedJSON

/// What a route of ours leads to. Source: api/vpc.md §3.6.
enum RouteTarget: Hashable, Sendable {
    case natGateway(String)
    case peering(String)
    /// A gateway of another service, which is named by number and name.
    case virtualPrivateGateway(id: String, name: String)

    /// The vendor's code of the type.
    var code: String {
        switch self {
        case .natGateway: "NATGW"
        case .peering: "VPCPEERING"
        case .virtualPrivateGateway: "VGW"
        }
    }

    var id: String {
        switch self {
        case .natGateway(let id), .peering(let id), .virtualPrivateGateway(let id, _): id
        }
    }

    /// The field of the manifest that names the target, and its value.
    var member: (name: String, value: Value) {
        switch self {
        case .natGateway(let id): ("natGateway", .string(id))
        case .peering(let id): ("peering", .string(id))
        case .virtualPrivateGateway(let id, let name):
            ("virtualPrivateGateway", ["id": .string(id), "name": .string(name)])
        }
    }
}

/// A route of a route table, which has no id: within a table the destination is the key. Source: api/vpc.md §3.6.
struct Route: Hashable, Sendable {
    var destination: String
    var target: RouteTarget

    /// Nil for the routes that every table has, and for those that no call can add: nacre manages neither.
    init?(_ wire: JSON) {
        guard wire["isDefault"]?.bool != true, let destination = wire.nonEmpty("destinationCidrBlock"),
            let id = wire.nonEmpty("targetNo")
        else { return nil }
        self.destination = destination
        switch wire.code("targetType") {
        case "NATGW": target = .natGateway(id)
        case "VPCPEERING": target = .peering(id)
        case "VGW": target = .virtualPrivateGateway(id: id, name: wire.nonEmpty("targetName") ?? "")
        default: return nil
        }
    }

    init?(_ members: Attributes) {
        guard let destination = members.text("destination") else { return nil }
        self.destination = destination
        if let id = members.text("natGateway") {
            target = .natGateway(id)
        } else if let id = members.text("peering") {
            target = .peering(id)
        } else if let gateway = members["virtualPrivateGateway"]?.members, let id = gateway.text("id") {
            target = .virtualPrivateGateway(id: id, name: gateway.text("name") ?? "")
        } else {
            return nil
        }
    }

    /// The route in manifest vocabulary.
    var value: Value {
        let target = target.member
        return ["destination": .string(destination), target.name: target.value]
    }

    /// Adding and removing send the same four (api/vpc.md §3.6).
    func parameters(targetName: String?) -> Parameters {
        [
            "destinationCidrBlock": destination, "targetTypeCode": target.code, "targetNo": target.id,
            "targetName": targetName,
        ]
    }

    /// The name of what it leads to, which the calls want beside the number.
    func targetName(from cloud: any APICaller) async throws(APIFailure) -> String? {
        switch target {
        case .natGateway(let id):
            try await cloud.call(.action(.vpc, "getNatGatewayInstanceDetail", ["natGatewayInstanceNo": id]))[
                "natGatewayInstanceList"]?[0]?.nonEmpty("natGatewayName")
        case .peering(let id):
            try await cloud.call(.action(.vpc, "getVpcPeeringInstanceDetail", ["vpcPeeringInstanceNo": id]))[
                "vpcPeeringInstanceList"]?[0]?.nonEmpty("vpcPeeringName")
        case .virtualPrivateGateway(_, let name): name
        }
    }
}

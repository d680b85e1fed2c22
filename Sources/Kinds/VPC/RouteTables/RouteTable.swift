import Model
import NcloudClient
import OrderedJSON

extension Driver {
    /// Where the traffic of subnets goes that leaves their VPC. Source: api/vpc.md §3.6.
    public static let routeTable = Driver(
        Kind(
            "RouteTable", service: "VPC",
            summary: """
                Routes for traffic of subnets that leaves their VPC. Routes inside the VPC and through the internet \
                gateway are built in. Each VPC has a default table for public subnets and one for private ones, \
                which can be imported.
                """,
            fields: [
                Field(
                    "name", .string, .optionalFromName, change: .replace, constraints: [.resourceName],
                    "Name of the table."),
                Field("vpc", .reference("Vpc"), .required, change: .replace, "The VPC it belongs to."),
                Field(
                    "subnetType", .enumeration(["PUBLIC", "PRIVATE"]), .required, change: .replace,
                    "The type of the subnets that may use it."),
                Field(
                    "description", .string, change: .inPlace(.none), initial: "",
                    constraints: [.bytes(0...1000)], "Description, up to 1000 bytes."),
                routes,
                Field(
                    "subnets", .set(.reference("Subnet")),
                    change: .inPlace(.none, calls: ["removeRouteTableSubnet", "addRouteTableSubnet"]), initial: [],
                    "The subnets that use it. A removed subnet returns to the VPC's default table."
                ).shareable.holding(.routeTableOfSubnet),
                .ownership,
                .computed("isDefault", .boolean, "Whether it was created with the VPC."),
                .computed("status", "Status code."),
            ],
            identity: Kind.Identity(id: "routeTableNo", marker: ["name", "vpc"]),
            status: StatusTable(
                pending: ["INIT", "CREATING", "SET", "TERMTING"], ready: ["RUN"], leaving: ["TERMTING"]),
            place: Kind.Place(
                companionOf: "Vpc",
                // A subnet that moves touches two tables, so that tables of one VPC change one after the other.
                serializedOn: ["vpc"]),
            life: Kind.Life(
                creation: Kind.Procedure(seconds: 15, timeout: 600)
                    .then(["addRouteTableSubnet"], where: "subnets").then(["addRoute"], where: "routes"),
                update: Kind.Procedure(seconds: 10, timeout: 600),
                deletion: Kind.Procedure(seconds: 10, timeout: 600)
                    .first(["removeRouteTableSubnet"], where: "subnets")),
            choosing: Kind.Choosing(builtIn: ["isDefault": true]),
            checks: Kind.Checks(
                preflight: [.freeName(of: "RouteTable", within: "vpc", refused: false), .exists("Vpc", in: "vpc")]),
            example: """
                apiVersion: ncloud/v1
                kind: RouteTable
                metadata: {name: inside}
                spec:
                  vpc: shop
                  subnetType: PRIVATE
                  description: private subnets call out through the gateway
                  routes:
                    - {destination: 0.0.0.0/0, natGateway: way-out}
                  subnets: [orders]
                ---
                apiVersion: ncloud/v1
                kind: Subnet
                metadata: {name: orders}
                spec:
                  vpc: shop
                  zone: KR-1
                  cidr: 10.0.20.0/24
                  type: PRIVATE
                """),
        operations: ActionOperations(
            "RouteTable", .vpc,
            [
                .text("name", "routeTableName"), .text("vpc", "vpcNo"),
                .code("subnetType", "supportedSubnetType"), .text("description", "routeTableDescription"),
                .bool("isDefault", "isDefault"), .status("routeTableStatus"),
            ],
            parts: RouteTableContents.parts,
            changes: [
                .set("description", by: "setRouteTableDescription"),
                .own("routes", "subnets") { table throws(StepFailure) in
                    try await RouteTableChange(table).bring(table.live.attributes, to: table.desired)
                },
            ],
            // A table goes only when no subnet uses it. (inferred)
            clearing: { table throws(StepFailure) in
                try table.live.refuseDeletionOfDefault()
                let change = RouteTableChange(table)
                try await change.removeSubnets(try await change.contents().subnets)
                return [:]
            }))

    private static let routes = Field(
        "routes",
        .keyed(
            [
                Field("destination", .cidr, .required, "The destination range."),
                Field("natGateway", .reference("NatGateway"), "The target NAT gateway."),
                Field("peering", .reference("VpcPeering"), "The target VPC peering; with this VPC as source."),
                Field(
                    "virtualPrivateGateway",
                    .object([
                        Field("id", .formatted(.number), .required, "Its number."),
                        Field("name", .string, .required, "Its name."),
                    ]), "The target virtual private gateway."),
            ], by: ["destination"]),
        change: .inPlace(.none, calls: ["removeRoute", "addRoute"]), initial: [],
        constraints: [.choice(FieldChoice(.exactlyOne, of: ["natGateway", "peering", "virtualPrivateGateway"]))],
        "Routes in addition to the built-in ones, by destination."
    ).shareable
}

import Model
import NcloudClient
import OrderedJSON

extension Driver {
    /// Where the traffic of subnets goes that leaves their VPC. Source: api/vpc.md §3.6.
    public static let routeTable = Driver(
        Kind(
            "RouteTable", service: "VPC",
            summary: """
                Where the traffic of subnets goes that leaves their VPC. Routes inside the VPC and through the \
                internet gateway are built in. Each VPC brings a default table for public subnets and one for private \
                ones, which can be taken over by import.
                """,
            source: "api/vpc.md §3.6",
            fields: [
                Field(
                    "name", .string, .optionalFromName, change: .replace, constraints: [.resourceName],
                    "Name of the table."),
                Field("vpc", .reference("Vpc"), .required, change: .replace, "The VPC it belongs to."),
                Field(
                    "subnetType", .enumeration(["PUBLIC", "PRIVATE"]), .required, change: .replace,
                    "The type of the subnets that may use it."),
                Field(
                    "description", .string, change: .inPlace(.none, calls: ["setRouteTableDescription"]), initial: "",
                    constraints: [.bytes(0...1000)], "What it is for, up to 1000 bytes."),
                routes,
                Field(
                    "subnets", .set(.reference("Subnet")),
                    change: .inPlace(.none, calls: ["removeRouteTableSubnet", "addRouteTableSubnet"]), initial: [],
                    "The subnets that use it. One taken out falls back to the VPC's default table."
                ).shareable.holding(.routeTableOfSubnet),
                .ownership,
                .computed("isDefault", .boolean, "Whether it came with the VPC."),
                .computed("status", "Status code."),
            ],
            identity: Kind.Identity(id: "routeTableNo", marker: ["name", "vpc"]),
            status: StatusTable(
                pending: ["INIT", "CREATING", "SET", "TERMTING"], ready: ["RUN"], leaving: ["TERMTING"]),
            reading: Kind.Reading(["getRouteTableList"], perObject: ["getRouteList", "getRouteTableSubnetList"]),
            place: Kind.Place(
                companionOf: "Vpc",
                // A subnet that moves touches two tables, so that tables of one VPC change one after the other.
                serializedOn: ["vpc"]),
            life: Kind.Life(
                creation: Kind.Procedure(["createRouteTable"], seconds: 15, timeout: 600)
                    .then(["addRouteTableSubnet"], where: "subnets").then(["addRoute"], where: "routes"),
                update: Kind.Procedure([], seconds: 10, timeout: 600),
                deletion: Kind.Procedure(["deleteRouteTable"], seconds: 10, timeout: 600)
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
        operations: RouteTableOperations())

    private static let routes = Field(
        "routes",
        .keyed(
            [
                Field("destination", .cidr, .required, "The range that the traffic is meant for."),
                Field("natGateway", .reference("NatGateway"), "The NAT gateway it goes to."),
                Field("peering", .reference("VpcPeering"), "The VPC peering it goes through; of this VPC as source."),
                Field(
                    "virtualPrivateGateway",
                    .object([
                        Field("id", .formatted(.number), .required, "Its number."),
                        Field("name", .string, .required, "Its name."),
                    ]), "The virtual private gateway it goes to."),
            ], by: ["destination"]),
        change: .inPlace(.none, calls: ["removeRoute", "addRoute"]), initial: [],
        constraints: [.choice(FieldChoice(.exactlyOne, of: ["natGateway", "peering", "virtualPrivateGateway"]))],
        "Routes beside the built-in ones, by destination."
    ).shareable
}

struct RouteTableOperations: Operations {
    func list(_ scope: Scope, from cloud: any APICaller) async throws(APIFailure) -> [LiveObject] {
        let tables = try await cloud.pages(of: .action(.vpc, "getRouteTableList"), list: "routeTableList")
            .compactMap(Self.read)
        return try await tables.concurrentlyReading { table throws(APIFailure) in
            guard scope.wants(id: table.id, name: table.name) else { return table }
            return try await RouteTableContents.read(of: table.id, in: table.attributes.text("vpc"), from: cloud)
                .map { table.adding($0.attributes) }
        }.compactMap(\.self)
    }

    func detail(
        of id: String, knownAs attributes: Attributes, from cloud: any APICaller
    ) async throws(APIFailure) -> Detail {
        try await cloud.detail(
            .vpc, "getRouteTableDetail", "routeTableNo", of: id, list: "routeTableList"
        ) { wire throws(APIFailure) in
            guard let table = Self.read(wire) else { return nil }
            return try await RouteTableContents.read(of: id, in: table.attributes.text("vpc"), from: cloud)
                .map { table.adding($0.attributes) }
        }
    }

    private static func read(_ wire: JSON) -> LiveObject? {
        guard let id = wire.nonEmpty("routeTableNo") else { return nil }
        return LiveObject(
            kind: "RouteTable", id: id,
            attributes: [
                "name": Value(wire.nonEmpty("routeTableName")),
                "vpc": Value(wire.nonEmpty("vpcNo")),
                "subnetType": Value(wire.code("supportedSubnetType")),
                "description": Value(wire.nonEmpty("routeTableDescription")),
                "isDefault": Value(wire["isDefault"]?.bool),
                "status": Value(wire.code("routeTableStatus")),
            ],
            status: wire.code("routeTableStatus"))
    }

    func create(_ wanted: Wanted, through session: any Session) async throws(StepFailure) {
        let id = try await session.create(
            .action(
                .vpc, "createRouteTable",
                [
                    "vpcNo": wanted.text("vpc"),
                    "routeTableName": wanted.text("name"),
                    "routeTableDescription": wanted.text("description"),
                    "supportedSubnetTypeCode": wanted.text("subnetType"),
                ])
        ) { Creation(id: $0["routeTableList"]?[0]?.nonEmpty("routeTableNo")) }
        try await session.wait(for: id, until: .ready)
        let change = RouteTableChange(table: id, vpc: wanted.text("vpc"), isDefault: false, session: session)
        try await change.bring([:], to: wanted)
    }

    func update(_ live: LiveObject, to wanted: Wanted, through session: any Session) async throws(StepFailure) {
        if wanted.differs("description", from: live) {
            try await session.change(
                .action(
                    .vpc, "setRouteTableDescription",
                    ["routeTableNo": live.id, "routeTableDescription": wanted.text("description") ?? ""]),
                .idempotent)
            try await session.wait(for: live.id, until: .ready)
        }
        try await change(of: live, through: session).bring(live.attributes, to: wanted)
    }

    private func change(of live: LiveObject, through session: any Session) -> RouteTableChange {
        RouteTableChange(
            table: live.id, vpc: live.attributes.text("vpc"), isDefault: live.attributes["isDefault"]?.bool ?? false,
            session: session)
    }

    /// A table goes only when no subnet uses it. (inferred)
    func delete(_ live: LiveObject, through session: any Session) async throws(StepFailure) {
        try live.refuseDeletionOfDefault()
        let change = change(of: live, through: session)
        try await change.removeSubnets(try await change.contents().subnets)
        try await session.delete(.action(.vpc, "deleteRouteTable", ["routeTableNo": live.id]), id: live.id)
        try await session.wait(for: live.id, until: .gone)
    }
}

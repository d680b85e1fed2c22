import OrderedJSON

/// VPCs and the companions that live and die with them. Source: api/vpc.md §2, §3.1; durations are (inferred).
enum VPCs {
    static let kind = ActionKind(
        "Vpc", .vpc,
        columns: [.text("vpcNo", "vpcName", "ipv4CidrBlock"), .code("vpcStatus"), .text("regionCode", "createDate")],
        filters: [.within("vpcName"), .code("vpcStatus")], isPaged: false,
        lifeCycle: .network("vpcStatus", ready: 5, gone: 3),
        actions: [
            .create(
                [
                    .text("ipv4CidrBlock"), isAllowed, .name("vpcName", orMadeUp: "vpc"),
                    // The name is (inferred).
                    .withinQuota("VPC", of: .vpc),
                ], then: addCompanions),
            .delete(when: [.isNow("vpcStatus", "RUN", else: .notReady(1000, "VPC")), isEmpty], first: endCompanions),
        ])

    /// A VPC that things can be made in.
    static func usable(_ number: String, _ world: World) throws(Failure) -> Record {
        let vpc = try kind.find(world, number)
        guard isUsable(vpc["vpcStatus"], world) else { throw .notReady(1000, "VPC") }
        return vpc
    }

    /// Whether something in this status can be used: no document says that one has to wait until it runs.
    static func isUsable(_ status: String, _ world: World) -> Bool {
        status == "RUN" || status != "TERMTING" && !world.switches.quirks.contains(.newNetworksWait)
    }

    private static let isAllowed = Input.check { _, vpc, _ throws(Failure) in
        guard AddressBlock(vpc["ipv4CidrBlock"])?.isAllowedForNetworks == true else { throw .invalid("ipv4CidrBlock") }
    }

    /// Nothing of the customer's is in the VPC any more. Source: api/vpc.md §3.1.
    private static let isEmpty = Check { world, vpc, _ throws(Failure) in
        let own = companions.contains { table in
            world.records(table, where: "vpcNo", is: vpc.id).contains { !$0.flag("isDefault") }
        }
        let others: [(TableSchema, String)] = [
            (.subnet, "vpcNo"), (.denyAllowGroup, "vpcNo"), (.natGateway, "vpcNo"), (.server, "vpcNo"),
            (.loadBalancer, "vpcNo"), (.targetGroup, "vpcNo"),
            (.vpcPeering, "sourceVpcNo"), (.vpcPeering, "targetVpcNo"),
        ]
        guard !own, !others.contains(where: { world.contains($0.0, where: $0.1, is: vpc.id) }) else {
            throw .inUse(1000, "VPC")
        }
    }

    private static let companions: [TableSchema] = [.networkAcl, .accessControlGroup, .routeTable]

    /// The companions are there at once; a client that reads a new VPC looks them all up. (inferred: already at INIT)
    private static let addCompanions: KindAction.Effect = { world, vpc, _ throws(Failure) in
        let name = vpc["vpcName"]
        NetworkAcls.insertDefault(name: "\(name)-default-network-acl", vpcNo: vpc.id, &world)
        AccessControlGroups.insertDefault(name: "\(name)-default-acg", vpcNo: vpc.id, &world)
        for type in ["public", "private"] {
            RouteTables.insertDefault(name: "\(name)-default-\(type)-table", type: type.uppercased(), of: vpc, &world)
        }
    }

    private static let endCompanions: KindAction.Effect = { world, vpc, _ throws(Failure) in
        for table in companions {
            for companion in world.records(table, where: "vpcNo", is: vpc.id) {
                world.run(Array(kind.lifeCycle.deletion.suffix(1)), on: table, companion.id)
            }
        }
    }
}

extension Failure {
    /// Default companions live and die with their VPC. (inferred)
    static func isCompanion(_ family: Int, _ what: String) -> Failure {
        .action("\(family)901", "The default \(what) cannot be deleted.")
    }
}

extension TableSchema { static let vpc = TableSchema("vpc", numbers: .network) }

extension Input {
    /// The VPC that an object is made in.
    static let vpc = Input.vpc("vpcNo")

    /// A VPC of the account, under a parameter of another name.
    static func vpc(_ name: String) -> Input {
        Input { parameters, object, world throws(Failure) in
            object.attributes[name] = .string(try VPCs.usable(try parameters.required(name), world).id)
        }
    }
}

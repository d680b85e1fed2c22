import OrderedJSON

/// When the VPC service refuses, and with which code.
///
/// Codes are those of api/common.md §6.3. Where the sheets only say that a call fails, the code ends in 900 and up,
/// outside the numbers known: no client can come to rely on it. (inferred)
enum VPCRules {
    static func busySubnets() -> Failure {
        .action("1001015", "Another subnet of the VPC is being changed. Please try again later.")
    }

    static func subnetInUse() -> Failure {
        .action("1001019", "The subnet cannot be deleted because it is in use.")
    }

    /// The words are those the provider's tests wait for. (inferred: the code)
    static func subnetOutside() -> Failure {
        .action("1001905", "The subnet must belong to the IPv4 CIDR of the specified VPC.")
    }

    static func subnetNameTaken() -> Failure { .action("1001020", "The subnet name is already in use.") }

    static func subnetOverlap() -> Failure { .action("1001007", "The subnet overlaps another subnet of the VPC.") }

    static func aclBusyForRules() -> Failure {
        .action("1012005", "The network ACL rules are being changed. Please try again later.")
    }

    static func aclNotAccessible() -> Failure { .action("1011002", "The network ACL cannot be accessed.") }

    static func routeTableMissing() -> Failure { .action("1017007", "The route table does not exist.") }

    static func routeTableBusy() -> Failure { .action("1017013", "The route table is being set. Please try again.") }

    static func natRouteForNatSubnet() -> Failure {
        .action("1017033", "A NAT gateway route cannot serve a NAT gateway subnet.")
    }

    /// The object still holds others. (inferred)
    static func stillInUse(_ family: Int, _ what: String) -> Failure {
        .action("\(family)900", "The \(what) cannot be deleted because it is in use.")
    }

    /// Default companions live and die with their VPC. (inferred)
    static func isDefault(_ family: Int, _ what: String) -> Failure {
        .action("\(family)901", "The default \(what) cannot be deleted.")
    }

    /// The object is not in a state for this. (inferred)
    static func notReady(_ family: Int, _ what: String) -> Failure {
        .action("\(family)902", "The \(what) cannot be changed in its present status.")
    }

    static func invalid(_ name: String) -> Failure { .action("1100000", "Invalid parameter. (\(name))") }

    /// A VPC that things can be made in.
    static func usableVPC(_ number: String, _ world: World) throws(Failure) -> Record {
        let vpc = try VPCAnswers.vpc.find(world, number)
        guard isUsable(vpc["vpcStatus"], world) else { throw notReady(1000, "VPC") }
        return vpc
    }

    /// Whether something in this status can be used: no document says that one has to wait until it runs.
    static func isUsable(_ status: String, _ world: World) -> Bool {
        status == "RUN" || status != "TERMTING" && !world.switches.quirks.contains(.newNetworksWait)
    }

    /// Whether something of the customer's is still in the VPC. Source: api/vpc.md §3.1.
    static func isEmpty(_ vpc: Record, _ world: World) -> Bool {
        let companions: [TableName] = [.networkAcl, .routeTable, .accessControlGroup]
        let own = companions.contains { table in
            world.records(table, where: "vpcNo", is: vpc.id).contains { !$0.flag("isDefault") }
        }
        let others: [(TableName, String)] = [
            (.subnet, "vpcNo"), (.denyAllowGroup, "vpcNo"), (.natGateway, "vpcNo"), (.server, "vpcNo"),
            (.vpcPeering, "sourceVpcNo"), (.vpcPeering, "targetVpcNo"),
        ]
        return !own && !others.contains { world.contains($0.0, where: $0.1, is: vpc.id) }
    }

    static func isOccupied(_ subnet: Record, _ world: World) -> Bool {
        [TableName.server, .networkInterface, .natGateway].contains {
            world.contains($0, where: "subnetNo", is: subnet.id)
        }
    }

    /// Whether a change of some subnet of the VPC is under way.
    static func subnetsAreBusy(_ vpcNo: String, _ world: World) -> Bool {
        world.records(.subnet, where: "vpcNo", is: vpcNo).contains { $0["subnetStatus"] != "RUN" }
    }

    static func isApplied(_ group: Record, _ world: World) -> Bool {
        world.records(.networkAcl, where: "vpcNo", is: group["vpcNo"]).contains { acl in
            acl.attributes["rules"]?.elements.contains { $0["denyAllowGroupNo"]?.text == group.id } ?? false
        }
    }
}

import OrderedJSON

/// Access control groups. Source: api/vserver.md §2, §3.6.
enum AccessControlGroups {
    static let kind: ActionKind = ActionKind(
        "AccessControlGroup", .accessControlGroup, missing: { _ in .action("1007000", "The ACG does not exist.") },
        columns: [
            .text("accessControlGroupNo", "accessControlGroupName"), .flag("isDefault"), .text("vpcNo"),
            .code("accessControlGroupStatus"), .text("accessControlGroupDescription"),
        ],
        filters: [.within("accessControlGroupName"), .code("accessControlGroupStatus"), .exact("vpcNo")],
        lifeCycle: LifeCycle(
            creation: .passing(status("INIT"), seconds: 1, status("RUN")),
            change: .passing(status("SET"), seconds: 1, status("RUN")),
            // The status stays RUN: the official client gives up on TERMTING here.
            deletion: [.now(status("RUN")), .gone(seconds: 1)]),
        actions: [
            .create([
                .vpc, isWithinLimit, .name("accessControlGroupName", orMadeUp: "acg"),
                .description("accessControlGroupDescription"), .fixed(["isDefault": false, "rules": []]),
            ]),
            .delete(when: [
                .names("vpcNo"), .isNotDefault(else: .isDefault(1007, "ACG")),
                .isNow("accessControlGroupStatus", "RUN", else: isBusy),
                .isNotUsed(by: .networkInterface, as: "accessControlGroupNoList", else: .inUse(1007, "ACG")),
                isNotOfDatabase, .isNotUsed(by: .kubernetesCluster, as: "acgNo", else: .inUse(1007, "ACG")),
                // What servers are to be made with stays. (inferred)
                .isNotUsed(by: .autoScalingGroup, as: "accessControlGroupNoList", else: .inUse(1007, "ACG")),
            ]),
        ], AccessControlGroupRules.list.actions)

    static let isBusy = Failure.action("1007009", "The ACG settings are being changed. Please try again later.")

    private static func status(_ code: String) -> [String: JSON] { ["accessControlGroupStatus": .string(code)] }

    /// The group that a database was made with goes with it only. (inferred)
    private static let isNotOfDatabase = Check { world, group, _ throws(Failure) in
        let tables = DatabaseFamily.all.map(\.instances)
        guard !tables.contains(where: { world.contains($0, where: "accessControlGroupNoList", is: group.id) }) else {
            throw .inUse(1007, "ACG")
        }
    }

    private static let isWithinLimit = Input.check { _, group, world throws(Failure) in
        let siblings = world.records(.accessControlGroup, where: "vpcNo", is: group["vpcNo"])
        guard siblings.count < 500 else { throw .limit(1007, "ACGs") }
    }

    /// ACGs of one VPC, one to three of them.
    static func chosen(_ numbers: [String], vpcNo: String, _ world: World) throws(Failure) -> [String] {
        guard !numbers.isEmpty else { throw .missing("accessControlGroupNoList") }
        guard numbers.count <= 3 else { throw .invalid("accessControlGroupNoList") }
        for number in numbers {
            guard try kind.find(world, number)["vpcNo"] == vpcNo else { throw .invalid("accessControlGroupNoList") }
        }
        return numbers
    }

    /// The group every VPC has: all may leave; in may come the group itself and remote logins. (inferred)
    static func insertDefault(name: String, vpcNo: String, _ world: inout World) {
        let group = kind.insert(
            [
                "accessControlGroupName": .string(name), "vpcNo": .string(vpcNo), "isDefault": true,
                "accessControlGroupDescription": .string("VPC [\(name)] default ACG"),
            ], &world)
        func rule(_ direction: String, _ proto: String, _ block: String, _ group: String, _ ports: String) -> JSON {
            [
                "direction": .string(direction), "protocolType": .string(proto), "ipBlock": .string(block),
                "accessControlGroupSequence": .string(group), "portRange": .string(ports), "description": "",
            ]
        }
        var rules = [rule("INBND", "TCP", "0.0.0.0/0", "", "22"), rule("INBND", "TCP", "0.0.0.0/0", "", "3389")]
        for proto in ["TCP", "UDP", "ICMP"] {
            let ports = proto == "ICMP" ? "" : "1-65535"
            rules.append(rule("INBND", proto, "", group.id, ports))
            rules.append(rule("OTBND", proto, "0.0.0.0/0", "", ports))
        }
        world.set(.accessControlGroup, group.id, ["rules": .array(rules)])
    }
}

extension TableSchema {
    static let accessControlGroup = TableSchema("accessControlGroup", numbers: .network, indexes: ["vpcNo"])
}

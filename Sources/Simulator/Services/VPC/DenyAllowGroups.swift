import OrderedJSON

/// Deny-allow groups: address lists that network ACL rules refer to. Source: api/vpc.md §2, §3.4; durations are
/// (inferred).
enum DenyAllowGroups {
    static let kind = ActionKind(
        "NetworkAclDenyAllowGroup", .denyAllowGroup,
        columns: [
            .text("networkAclDenyAllowGroupNo", "networkAclDenyAllowGroupName", "vpcNo"), .list("ipList"),
            .code("networkAclDenyAllowGroupStatus"), .text("networkAclDenyAllowGroupDescription", "createDate"),
            .flag("isApplied"),
        ],
        filters: [
            .exact("vpcNo"), .within("networkAclDenyAllowGroupName"), .exact("isApplied"),
            .code("networkAclDenyAllowGroupStatus"),
        ],
        derived: ActionKind.Derivation(filtered: ["isApplied"]) { world, group in
            ["isApplied": .bool(isApplied(group, world))]
        },
        lifeCycle: lifeCycle,
        actions: [
            .create([
                .vpc, .name("networkAclDenyAllowGroupName", orMadeUp: "dag"), description, .fixed(["ipList": []]),
            ]),
            .delete(when: [
                isChangeable,
                Check { world, group, _ throws(Failure) in
                    if isApplied(group, world) { throw .inUse(1012, "deny-allow group") }
                },
            ]),
            .change(
                "setNetworkAclDenyAllowGroupIpList", [addresses], when: [isChangeable, isShared], plan: lifeCycle.change
            ),
            .change(
                "setNetworkAclDenyAllowGroupDescription", [description], when: [isChangeable], plan: lifeCycle.change),
        ])

    private static let lifeCycle = LifeCycle.network("networkAclDenyAllowGroupStatus", ready: 2, change: 2, gone: 2)

    private static let description = Input.description("networkAclDenyAllowGroupDescription")

    private static let isChangeable = Check { world, group, _ throws(Failure) in
        guard VPCs.isUsable(group["networkAclDenyAllowGroupStatus"], world) else {
            throw .notReady(1012, "deny-allow group")
        }
    }

    /// Replaces the whole list; no list clears it.
    private static let addresses = Input.values { parameters, _, _ throws(Failure) in
        ["ipList": .array(parameters.list("ipList").map(JSON.string))]
    }

    /// An address is in at most eight groups of the VPC.
    private static let isShared = Check { world, group, parameters throws(Failure) in
        let addresses = parameters.list("ipList")
        guard addresses.count <= 100, Set(addresses).count == addresses.count,
            addresses.allSatisfy({ AddressBlock.address($0) != nil })
        else { throw .invalid("ipList") }
        let others = world.records(.denyAllowGroup, where: "vpcNo", is: group["vpcNo"]).filter { $0.id != group.id }
        for address in addresses where others.count(where: { $0.list("ipList").contains(address) }) >= 8 {
            throw .invalid("ipList")
        }
    }

    private static func isApplied(_ group: Record, _ world: World) -> Bool {
        world.records(.networkAcl, where: "vpcNo", is: group["vpcNo"]).contains { acl in
            acl.attributes["rules"]?.elements.contains { $0["denyAllowGroupNo"]?.text == group.id } ?? false
        }
    }
}

extension TableSchema {
    static let denyAllowGroup = TableSchema(
        "denyAllowGroup", nameAttribute: "networkAclDenyAllowGroupName", numbers: .network, indexes: ["vpcNo"])
}

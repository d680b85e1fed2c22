import OrderedJSON

/// Network ACLs. Source: api/vpc.md §2, §3.3; durations are (inferred).
enum NetworkAcls {
    static let kind = ActionKind(
        "NetworkAcl", .networkAcl, missing: { .action("1011002", "The networkAcl does not exist. (\($0))") },
        columns: [
            .text("networkAclNo", "networkAclName", "vpcNo"), .code("networkAclStatus"),
            .text("networkAclDescription", "createDate"), .flag("isDefault"),
        ],
        filters: [.within("networkAclName"), .exact("vpcNo"), .code("networkAclStatus")],
        lifeCycle: .network("networkAclStatus", ready: 2, change: 2, gone: 2),
        actions: [
            .create([
                .vpc, .name("networkAclName", orMadeUp: "nacl"), .description("networkAclDescription"),
                .fixed(["isDefault": false, "rules": []]),
            ]),
            .delete(when: [
                .isNotDefault(else: .isCompanion(1011, "network ACL")), isAccessible,
                .isNotUsed(by: .subnet, as: "networkAclNo", else: .inUse(1011, "network ACL")),
            ]),
            .change("setNetworkAclDescription", [.description("networkAclDescription")], when: [isAccessible]),
        ], NetworkAclRules.list.actions)

    static let isNotAccessible = Failure.action("1011002", "The network ACL cannot be accessed.")

    private static let isAccessible = Check.isNow("networkAclStatus", "RUN", else: isNotAccessible)

    /// An ACL with subnets takes visibly longer. Source: api/common.md §10.
    static func change(of acl: Record, _ world: World) -> [Transition] {
        let isAttached = world.contains(.subnet, where: "networkAclNo", is: acl.id)
        return isAttached
            ? .passing(["networkAclStatus": "SET"], seconds: 5, ["networkAclStatus": "RUN"]) : kind.lifeCycle.change
    }

    static func insertDefault(name: String, vpcNo: String, _ world: inout World) {
        kind.insert(
            [
                "networkAclName": .string(name), "vpcNo": .string(vpcNo), "networkAclDescription": "",
                "isDefault": true, "rules": [],
            ], &world)
    }
}

extension TableSchema { static let networkAcl = TableSchema("networkAcl", numbers: .network, indexes: ["vpcNo"]) }

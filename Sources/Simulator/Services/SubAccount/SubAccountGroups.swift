import OrderedJSON

/// Groups of users. Source: pub-iam-v2-group-creategroup, -attachgroupsubaccounts; the others by analogy. (inferred)
enum SubAccountGroups {
    static let kind = RESTKind(
        .subAccountGroup,
        [
            .get("/groups") { world, call throws(Failure) in
                try IAM.page("groups", world.all(.subAccountGroup).reversed().map(summary), call)
            },
            .post("/groups", create),
            IAM.one("GET", "/groups/:", of: .subAccountGroup) { world, group, _ in .ok(detail(group, world)) },
            IAM.one("DELETE", "/groups/:", of: .subAccountGroup, delete),
            IAM.one("POST", "/groups/:/attach-sub-accounts", of: .subAccountGroup, add),
            IAM.one("POST", "/groups/:/detach-sub-accounts", of: .subAccountGroup, remove),
        ] + IAM.policyRoutes("/groups/:", of: .subAccountGroup))

    /// How many there can be, and in how many a user can be. Source: management-subaccount-creategroup.
    private static let limit = 300
    private static let perAccount = 10

    private static let create: RESTHandler = { world, call throws(Failure) in
        let name = try IAM.name(call, "groupName", 3...30)
        try IAM.requireFree(.subAccountGroup, "groupName", name, world)
        try IAM.require(.subAccountGroup, upTo: limit, world)
        let group = world.insert(
            .subAccountGroup, id: world.random.uuid(),
            [
                "groupName": name, "policies": [], "createdDateTime": world.universalDate,
                "updatedDateTime": world.universalDate,
            ])
        return .ok(detail(group, world), status: 201)
    }

    /// That members keep a group from being deleted is (inferred).
    private static let delete: IAM.Handler = { world, group, _ throws(Failure) in
        guard members(of: group, world).isEmpty else { throw .inUse("The group has sub accounts.") }
        world.remove(.subAccountGroup, group.id)
        return .noContent
    }

    private static let add: IAM.Handler = { world, group, call throws(Failure) in
        let ids = try IAM.listed(call, "subAccountIds", upTo: 100)
        for id in ids {
            guard let account = world[.subAccount, id] else { throw .notAttached }
            let groups = account.list("groups")
            guard !groups.contains(group.id) else { throw .alreadyAttached }
            guard groups.count < perAccount else { throw .limitExceeded }
        }
        for id in ids {
            let groups = (world[.subAccount, id]?.list("groups") ?? []) + [group.id]
            world.set(.subAccount, id, ["groups": .array(groups.map(JSON.string))])
        }
        return .noContent
    }

    private static let remove: IAM.Handler = { world, group, call throws(Failure) in
        let ids = try IAM.listed(call, "subAccountIds", upTo: 100)
        guard ids.allSatisfy({ world[.subAccount, $0]?.list("groups").contains(group.id) == true }) else {
            throw .notAttached
        }
        for id in ids {
            let groups = (world[.subAccount, id]?.list("groups") ?? []).filter { $0 != group.id }
            world.set(.subAccount, id, ["groups": .array(groups.map(JSON.string))])
        }
        return .noContent
    }

    private static func members(of group: Record, _ world: World) -> [Record] {
        world.all(.subAccount).filter { $0.list("groups").contains(group.id) }
    }

    private static func summary(_ group: Record) -> JSON {
        JSON.object(["groupId": .string(group.id), "nrn": IAM.nrn("Group", group.id)])
            .with(group.fields(["groupName", "createdDateTime", "updatedDateTime"]))
    }

    private static func detail(_ group: Record, _ world: World) -> JSON {
        let members = members(of: group, world).map { account -> JSON in
            [
                "subAccountId": .string(account.id), "loginId": .string(account["loginId"]),
                "name": .string(account["name"]), "nrn": IAM.nrn("SubAccount", account.id),
            ]
        }
        return summary(group).with(["subAccounts": .array(members), "policies": IAM.policies(of: group, world)])
    }
}

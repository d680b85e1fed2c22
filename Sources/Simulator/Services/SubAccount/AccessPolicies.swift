import OrderedJSON

/// Policies: those of the account, and some that NAVER Cloud manages. Source: pub-iam-v2-policy-createpolicy, -listpolicies,
/// -updatepolicy.
enum AccessPolicies {
    static let kind = RESTKind(
        .accessPolicy,
        [
            .get("/policies", list), .post("/policies", create),
            RESTRoute("GET", "/policies/:") { world, call throws(Failure) in
                let policy = try find(call.ids[0], world)
                // Without the parameter, permissions are left out. Source: pub-iam-v2-policy-getpolicy.
                return .ok(call.query.text("withPermissions") == "true" ? detail(policy) : listed(policy))
            },
            RESTRoute("PUT", "/policies/:", change), RESTRoute("DELETE", "/policies/:", delete),
        ])

    /// How many there can be. Source: management-subaccount-createpolicy.
    private static let limit = 500

    /// Two of many; their ids are (inferred).
    private static let managed: [Record] = [
        ("3b773a30-0000-4000-8000-246e96592200", "NCP_ADMINISTRATOR"),
        ("28ab8550-0000-4000-8000-005056a79baa", "NCP_INFRA_MANAGER"),
    ].map { id, name in
        let everything: JSON = [
            ["effect": "Allow", "targets": [["product": "*", "actions": ["*"], "resourceNrns": ["*"]]]]
        ]
        return Record(
            id: id, sequence: 0,
            attributes: [
                "policyName": .string(name), "policyType": "SYSTEM_MANAGED", "permissions": everything,
                "description": .null, "createdDateTime": "2019-01-01T00:00:00Z",
            ])
    }

    static func find(_ id: String, _ world: World) throws(Failure) -> Record {
        if let policy = managed.first(where: { $0.id == id }) { return policy }
        return try IAM.find(.accessPolicy, id, world)
    }

    private static let list: RESTHandler = { world, call throws(Failure) in
        let type = call.query.text("policyType")
        guard type == nil || type == "SYSTEM_MANAGED" || type == "USER_CREATED" else { throw .badRequest("policyType") }
        let all: [Record] = world.all(.accessPolicy).reversed() + managed
        return try IAM.page(
            "policies", all.filter { type == nil || $0["policyType"] == type }.map(listed), call)
    }

    private static let create: RESTHandler = { world, call throws(Failure) in
        let name = try IAM.name(call, "policyName", 3...30)
        let description = try IAM.optional(call, "description", upTo: 300)
        let permissions = try permissions(call)
        try IAM.requireFree(.accessPolicy, "policyName", name, world)
        try IAM.require(.accessPolicy, upTo: limit, world)
        let policy = world.insert(
            .accessPolicy, id: world.random.uuid(),
            [
                "policyName": name, "policyType": "USER_CREATED", "description": description,
                "permissions": permissions, "createdDateTime": world.universalDate,
                "updatedDateTime": world.universalDate,
            ])
        return .ok(detail(policy), status: 201)
    }

    /// All but the name is replaced; a description that is left out is deleted.
    private static let change: RESTHandler = { world, call throws(Failure) in
        let policy = try own(call, world)
        world.set(
            .accessPolicy, policy.id,
            [
                "description": try IAM.optional(call, "description", upTo: 300),
                "permissions": try permissions(call), "updatedDateTime": world.universalDate,
            ])
        return .ok(detail(try find(policy.id, world)))
    }

    /// That one in use is not deleted is (inferred).
    private static let delete: RESTHandler = { world, call throws(Failure) in
        let policy = try own(call, world)
        let holders = [TableSchema.subAccount, .subAccountGroup, .subAccountRole].flatMap { world.all($0) }
        guard !holders.contains(where: { $0.list("policies").contains(policy.id) }) else {
            throw .inUse("The policy is attached.")
        }
        world.remove(.accessPolicy, policy.id)
        return .noContent
    }

    /// Managed ones are nobody's to change. The code is (inferred).
    private static func own(_ call: RESTCall, _ world: World) throws(Failure) -> Record {
        let policy = try find(call.ids[0], world)
        guard policy["policyType"] == "USER_CREATED" else {
            throw .standard(403, "Forbidden", "You do not have sufficient permissions to perform this action.")
        }
        return policy
    }

    private static func permissions(_ call: RESTCall) throws(Failure) -> JSON {
        guard let permissions = call.body["permissions"], !permissions.elements.isEmpty else {
            throw .badRequest("permissions")
        }
        for permission in permissions.elements {
            guard ["Allow", "Deny"].contains(permission["effect"]?.text) else {
                throw .badRequest("permissions[].effect")
            }
            let targets = permission["targets"]?.elements ?? []
            guard !targets.isEmpty else { throw .badRequest("permissions[].targets") }
            for target in targets {
                let lists = ["actions", "resourceNrns"].map { target[$0]?.elements.compactMap(\.text) ?? [] }
                guard target["product"]?.text?.isEmpty == false, lists.allSatisfy({ !$0.isEmpty }) else {
                    throw .badRequest("permissions[].targets[]")
                }
            }
            if let condition = permission["condition"], condition.members.isEmpty {
                throw .badRequest("permissions[].condition")
            }
        }
        return permissions
    }

    /// What holders show of a policy. Source: pub-iam-v2-group-getgroup.
    static func summary(_ policy: Record) -> JSON {
        JSON.object(["policyId": .string(policy.id)]).with(policy.fields(["policyName", "policyType", "description"]))
    }

    private static func listed(_ policy: Record) -> JSON {
        summary(policy).with(["nrn": IAM.nrn("Policy", policy.id)])
            .with(policy.fields(["createdDateTime", "updatedDateTime"]))
    }

    private static func detail(_ policy: Record) -> JSON { listed(policy).with(policy.fields(["permissions"])) }
}

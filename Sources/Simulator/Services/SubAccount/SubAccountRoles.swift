import OrderedJSON

/// Roles. Source: pub-iam-v2-role-createrole, -getrole, -updaterole, -detachrolepolicies; the others by analogy. (inferred)
enum SubAccountRoles {
    static let kind = RESTKind(
        .subAccountRole,
        [
            .get("/roles") { world, call throws(Failure) in
                try IAM.page("roles", world.all(.subAccountRole).reversed().map(summary), call)
            },
            .post("/roles", create),
            IAM.one("GET", "/roles/:", of: .subAccountRole) { world, role, _ in .ok(detail(role, world)) },
            IAM.one("PATCH", "/roles/:", of: .subAccountRole, change),
            IAM.one("DELETE", "/roles/:", of: .subAccountRole) { world, role, _ in
                world.remove(.subAccountRole, role.id)
                return .noContent
            },
        ] + IAM.policyRoutes("/roles/:", of: .subAccountRole))

    private static let create: RESTHandler = { world, call throws(Failure) in
        let name = try IAM.name(call, "roleName", 3...100)
        guard let type = call.body["roleType"]?.text, ["Server", "Account", "Service"].contains(type) else {
            throw .badRequest("roleType")
        }
        let seconds = try session(call, type)
        guard type != "Account" || seconds != .null else { throw .badRequest("sessionExpirationSeconds") }
        let description = try IAM.optional(call, "description", upTo: 300)
        try IAM.requireFree(.subAccountRole, "roleName", name, world)
        let role = world.insert(
            .subAccountRole, id: world.random.uuid(),
            [
                "roleName": name, "roleType": .string(type), "sessionExpirationSeconds": seconds,
                "description": description, "policies": [], "active": true, "createdDateTime": world.universalDate,
                "updatedDateTime": world.universalDate,
            ])
        return .ok(detail(role, world), status: 201)
    }

    private static let change: IAM.Handler = { world, role, call throws(Failure) in
        var values: [String: JSON] = ["updatedDateTime": world.universalDate]
        for member in call.body.members.keys {
            switch member {
            case "roleName":
                values[member] = try IAM.name(call, member, 3...100)
                try IAM.requireFree(.subAccountRole, "roleName", values[member] ?? "", besides: role.id, world)
            case "roleType":
                guard call.body[member]?.text == role["roleType"] else { throw .badRequest(member) }
            case "description": values[member] = try IAM.optional(call, member, upTo: 300)
            case "sessionExpirationSeconds": values[member] = try session(call, role["roleType"])
            default: break
            }
        }
        world.set(.subAccountRole, role.id, values)
        return .ok(detail(try IAM.find(.subAccountRole, role.id, world), world))
    }

    /// Only roles that accounts switch to have sessions.
    private static func session(_ call: RESTCall, _ type: String) throws(Failure) -> JSON {
        guard let value = call.body["sessionExpirationSeconds"] else { return .null }
        guard type == "Account", let seconds = value.integer, [600, 1800, 3600, 10_800].contains(seconds) else {
            throw .badRequest("sessionExpirationSeconds")
        }
        return value
    }

    private static func summary(_ role: Record) -> JSON {
        JSON.object(["nrn": IAM.nrn("Role", role.id), "roleId": .string(role.id)])
            .with(role.fields(["roleName", "roleType", "createdDateTime"]))
    }

    private static func detail(_ role: Record, _ world: World) -> JSON {
        // What has the role is not simulated.
        summary(role).with(role.fields(["sessionExpirationSeconds", "description", "active", "updatedDateTime"]))
            .with(["policies": IAM.policies(of: role, world), "entities": []])
    }
}

import OrderedJSON

/// Users of the account. Source: pub-iam-v2-sub-account-createsubaccount, -listsubaccounts, -getsubaccount, -updatesubaccount,
/// -deletesubaccount.
enum SubAccounts {
    static let kind = RESTKind(
        .subAccount,
        [
            .get("/sub-accounts", list), .post("/sub-accounts", create),
            IAM.one("GET", "/sub-accounts/:", of: .subAccount) { world, account, _ in .ok(detail(account, world)) },
            IAM.one("PATCH", "/sub-accounts/:", of: .subAccount, change),
            IAM.one("DELETE", "/sub-accounts/:", of: .subAccount, delete),
        ] + IAM.policyRoutes("/sub-accounts/:", of: .subAccount),
        companions: { world, account in
            for key in SubAccountKeys.all(of: account.id, world) { world.remove(.subAccountKey, key.id) }
        })

    /// How many there can be. Source: management-subaccount-createsubaccount.
    private static let limit = 500

    private static let list: RESTHandler = { world, call throws(Failure) in
        try IAM.page("subAccounts", world.all(.subAccount).reversed().map(summary), call)
    }

    private static let create: RESTHandler = { world, call throws(Failure) in
        var values: [String: JSON] = [
            "loginId": try IAM.text(call, "loginId", 3...60), "name": try IAM.text(call, "name", 2...30),
            "email": try email(call), "memo": try IAM.optional(call, "memo", upTo: 300),
            "apiGatewayAccessible": try IAM.flag(call, "apiGatewayAccessible"),
            "consoleAccessible": try IAM.flag(call, "consoleAccessible"),
            "passwordResetRequired": .bool(call.body["passwordResetRequired"]?.bool ?? false),
            "active": true, "policies": [], "groups": [],
        ]
        let isGenerated = call.body["passwordGenerationRequired"]?.bool ?? false
        if !isGenerated { try requireGood(password: call.body["password"]?.text) }
        try IAM.requireFree(.subAccount, "loginId", values["loginId"] ?? "", world)
        try IAM.require(.subAccount, upTo: limit, world)
        let id = world.random.uuid()
        values["subAccountNo"] = .integer(world.count("subAccountNo", from: 23_229))
        values["createdDateTime"] = world.universalDate
        let account = world.insert(.subAccount, id: id, values)
        var answer = detail(account, world)
        if isGenerated {
            let letters = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ"
            answer = answer.with(["password": .string(world.random.text(11, of: letters) + "7!")])
        }
        return .ok(answer, status: 201)
    }

    /// 8 to 16 characters, with letters, digits and signs. Source: management-subaccount-createsubaccount.
    private static func requireGood(password: String?) throws(Failure) {
        guard let password, (8...16).contains(password.unicodeScalars.count), password.contains(where: \.isLetter),
            password.contains(where: \.isNumber), password.contains(where: { !$0.isLetter && !$0.isNumber })
        else { throw .badRequest("password") }
    }

    private static func email(_ call: RESTCall) throws(Failure) -> JSON {
        let email = try IAM.optional(call, "email", upTo: 100)
        guard email == .null || email.text?.contains("@") == true else { throw .badRequest("email") }
        return email
    }

    /// What is left out stays; only an e-mail address and a memo can be null.
    private static let change: IAM.Handler = { world, account, call throws(Failure) in
        var values: [String: JSON] = [:]
        for name in call.body.members.keys {
            switch name {
            case "name": values[name] = try IAM.text(call, name, 2...30)
            case "email": values[name] = try email(call)
            case "memo": values[name] = try IAM.optional(call, name, upTo: 300)
            case "apiGatewayAccessible", "consoleAccessible", "passwordResetRequired", "active":
                values[name] = try IAM.flag(call, name)
            default: break
            }
        }
        world.set(.subAccount, account.id, values)
        return .ok(detail(try IAM.find(.subAccount, account.id, world), world))
    }

    /// Access keys stay in the way unless they go along. That the refusal has this code is (inferred).
    private static let delete: IAM.Handler = { world, account, call throws(Failure) in
        let keys = SubAccountKeys.all(of: account.id, world)
        guard keys.isEmpty || call.query.text("cascading") == "true" else {
            throw .inUse("The sub account has access keys.")
        }
        for key in keys { world.remove(.subAccountKey, key.id) }
        world.remove(.subAccount, account.id)
        return .noContent
    }

    private static func summary(_ account: Record) -> JSON {
        let names = [
            "loginId", "name", "consoleAccessible", "apiGatewayAccessible", "active", "createdDateTime",
            "lastLoginDateTime",
        ]
        return JSON.object(["subAccountId": .string(account.id), "nrn": IAM.nrn("SubAccount", account.id)])
            .with(account.fields(names))
    }

    private static func detail(_ account: Record, _ world: World) -> JSON {
        let names = ["subAccountNo", "email", "passwordResetRequired", "memo"]
        let groups = account.list("groups").compactMap { world[.subAccountGroup, $0] }.map { group -> JSON in
            ["groupId": .string(group.id), "groupName": .string(group["groupName"])]
        }
        return summary(account).with(account.fields(names)).with([
            "emailVerified": false, "groups": .array(groups), "policies": IAM.policies(of: account, world),
        ])
    }
}

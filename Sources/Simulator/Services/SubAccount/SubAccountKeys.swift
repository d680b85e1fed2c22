import OrderedJSON

/// Access keys of users, which sign calls like any other. Source: pub-iam-v2-sub-account-createaccesskey, -listaccesskeys,
/// -changeaccesskeystatus, -deleteaccesskey.
enum SubAccountKeys {
    static let kind = RESTKind(
        .subAccountKey, at: "/sub-accounts/:/access-keys",
        [
            IAM.one("GET", "", of: .subAccount) { world, account, _ in
                .ok(["accessKeys": .array(all(of: account.id, world).map(render))])
            },
            IAM.one("POST", "", of: .subAccount, create),
            IAM.one("DELETE", "/:", of: .subAccount) { world, account, call throws(Failure) in
                world.remove(.subAccountKey, try find(call, of: account, world).id)
                return .noContent
            },
            IAM.one("POST", "/:/change-status", of: .subAccount) { world, account, call throws(Failure) in
                let key = try find(call, of: account, world)
                let active = try IAM.flag(call, "active")
                if active == true, !key.flag("active") { try requireRoom(account, world) }
                world.set(.subAccountKey, key.id, ["active": active])
                return .noContent
            },
        ])

    /// So many can be active. Source: pub-iam-v2-sub-account-createaccesskey.
    private static let limit = 2

    static func all(of account: String, _ world: World) -> [Record] {
        world.records(.subAccountKey, where: "subAccountId", is: account)
    }

    private static func find(_ call: RESTCall, of account: Record, _ world: World) throws(Failure) -> Record {
        guard let key = world[.subAccountKey, call.ids.last ?? ""], key["subAccountId"] == account.id else {
            throw .standard(404, "AccessKeyNotFound", "The specified access key could not be found.")
        }
        return key
    }

    private static func requireRoom(_ account: Record, _ world: World) throws(Failure) {
        guard all(of: account.id, world).count(where: { $0.flag("active") }) < limit else { throw .limitExceeded }
    }

    private static let create: IAM.Handler = { world, account, _ throws(Failure) in
        try requireRoom(account, world)
        let letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
        let access = "ncp_iam_" + world.random.text(20, of: letters)
        let secret = "ncp_iam_" + world.random.text(34, of: letters)
        let key = world.insert(
            .subAccountKey, id: access,
            [
                "accessKey": .string(access), "subAccountId": .string(account.id), "secret": .string(secret),
                "active": true, "createdDateTime": world.universalDate,
            ])
        return .ok(
            [
                "accessKey": .string(access), "createdDateTime": key.value("createdDateTime") ?? .null,
                "keySecret": .string(secret),
            ], status: 201)
    }

    private static func render(_ key: Record) -> JSON { key.fields(["accessKey", "active", "createdDateTime"]) }

    /// Lets signatures of a user's key in as long as the key and the user are active and may call the API.
    static func refresh(_ accessKey: String, in world: World, _ signatures: inout SignatureCheck) {
        guard let key = world[.subAccountKey, accessKey] else {
            if case .user = signatures.pairs[accessKey]?.owner { signatures.remove(accessKey) }
            return
        }
        let account = world[.subAccount, key["subAccountId"]]
        let isUsable =
            key.flag("active") && account?.flag("active") == true
            && account?.flag("apiGatewayAccessible") == true
        signatures.put(
            KeyPair(
                accessKey: accessKey, secretKey: key["secret"], owner: .user(key["subAccountId"]),
                isStopped: !isUsable))
    }
}

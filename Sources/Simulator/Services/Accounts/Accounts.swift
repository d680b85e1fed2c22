import OrderedJSON

/// Who owns a world, and the call that tells who owns a key. Source: api/identity.md §1.
enum Accounts {
    static let kind = RESTKind(
        .account,
        [.get("/caller-identity") { world, call throws(Failure) in try identity(call, world) }])

    /// Gives a world an account of its own: two worlds are two accounts, wherever they are served.
    static func found(_ world: inout World) {
        guard world.count(.account) == 0 else { return }
        // Never from the world's own dice: two worlds of one seed are two accounts all the same.
        var random = SeededRandom(seed: UInt64.random(in: .min ... .max))
        world.insert(
            .account, id: "account",
            [
                "alias": .string("sim-" + random.uuid().prefix(8)), "mainId": .string(random.uuid()),
                "subId": .string(random.uuid()),
            ])
    }

    /// The id is the user's, the alias the account's (inferred there).
    private static func identity(_ call: RESTCall, _ world: World) throws(Failure) -> Response {
        guard let owner = call.owner, let account = world.all(.account).first else { throw .unknownPath }
        let (id, type): (JSON?, JSON) =
            switch owner {
            case .main, .foreign: (account.attributes["mainId"], "Customer")
            case .sub: (account.attributes["subId"], "Sub")
            case .user(let id): (.string(id), "Sub")
            case .role: (.string(MetadataService.roleId), "Role")
            }
        return .json(["id": id ?? "", "loginAlias": account.attributes["alias"] ?? "", "userType": type])
    }
}

extension TableSchema { static let account = TableSchema("account", nameAttribute: "alias") }

extension RESTService {
    /// Who owns a key; of the Secure Token Service.
    static let accounts = RESTService("/api/v1", naming: .inPath, [Accounts.kind])
}

import Model

extension Driver {
    /// A user of the account. Source: api/other-services.md §3; pub-iam-v2-sub-account-….
    public static let subAccount = Driver(
        Kind(
            "SubAccount", service: "SubAccount",
            summary: """
                A sub account: a user who signs in to the console, calls the API, or both, with the rights of its policies and groups. \
                Its password is never read.
                """,
            fields: settings + rights + seen,
            identity: Kind.Identity(id: "subAccountId", marker: ["loginId"]),
            reading: Kind.Reading(
                [Caller.call, AccountCalls.accounts], perObject: [AccountCalls.account], besides: Caller.besides),
            place: Kind.Place(slots: [Kind.Slot(["loginId"])]),
            life: Kind.Life(
                creation: Kind.Procedure([AccountCalls.createAccount], seconds: 1, timeout: 60)
                    .then([AccountCalls.attachToAccount], where: "policies")
                    .then([AccountCalls.addMember], forEach: 1, in: "groups"),
                update: Kind.Procedure(seconds: 1, timeout: 60),
                deletion: Kind.Procedure([AccountCalls.deleteAccount], seconds: 1, timeout: 60),
                safeguards: OwnRights.safeguards(
                    "the access key in use is a key of it",
                    changing: ["policies", "groups", "apiAccess", "active"]),
                callShowingSecret: AccountCalls.createAccount, mustBeEmptyOf: "AccessKey"),
            checks: Kind.Checks(
                preflight: [AccountPreflight.login, AccountPreflight.password],
                limits: [.atMost(500, "sub account", canBeRaised: true)]),
            example: """
                apiVersion: ncloud/v1
                kind: SubAccount
                metadata: {name: deployer}
                spec:
                  loginId: shop-deployer
                  memo: deploys the shop
                  consoleAccess: false
                  apiAccess: true
                  groups: [operators]
                  policies: [no-deletions]
                  passwordFile: deployer-password.txt
                """),
        operations: SubAccountOperations(),
        secretRenewal:
            "set passwordReset: true, so that it is asked for a new password when it signs in, or reset it in the console"
    )

    private static let settings: [Field] = [
        Field(
            "loginId", .string, .required, change: .replace, constraints: [.length(3...60)],
            "What it signs in as, unique in the account: 3 to 60 characters."),
        changing("name", .string, .optionalFromName, rules: [.length(2...30)], "Name for display, 2 to 30 characters."),
        changing("email", .formatted(.email), initial: .null, "E-mail address."),
        changing("memo", .string, initial: "", rules: [.length(0...300)], "Memo, up to 300 characters."),
        changing("consoleAccess", .boolean, .required, "Whether it can sign in to the console."),
        changing("apiAccess", .boolean, .required, "Whether its access keys can call the API."),
        changing(
            "passwordReset", .boolean, initial: false,
            "Whether it is asked for a new password when it signs in."),
        changing("active", .boolean, initial: true, "Whether it can be used."),
        Field(
            "password", .secret, change: .createOnly, constraints: [.length(8...16)],
            "First password, 8 to 16 characters with letters, digits and signs (default: a random one, which is returned once)."
        ),
        Field(
            "passwordFile", .string, change: .createOnly,
            """
            File for a random first password, written when the sub account is created; readable only by its owner. If omitted, state keeps the \
            password encrypted.
            """),
    ]

    private static func changing(
        _ name: String, _ type: FieldType, _ presence: Field.Presence = .optional, initial: Value? = nil,
        rules constraints: [Constraint] = [], _ summary: String
    ) -> Field {
        Field(
            name, type, presence, change: .inPlace(.none, calls: [AccountCalls.changeAccount]), initial: initial,
            constraints: constraints, summary)
    }

    private static let rights: [Field] = [
        Field(
            "groups", .set(.reference("SubAccountGroup")),
            change: .inPlace(.none, calls: [AccountCalls.addMember, AccountCalls.removeMember]), initial: [],
            constraints: [.count(0...10)], "The groups that it is in, at most 10."
        ).shareable,
        Field(
            "policies", .set(.reference("AccessPolicy")),
            change: .inPlace(.none, calls: [AccountCalls.attachToAccount, AccountCalls.detachFromAccount]), initial: [],
            "Its own policies, besides those of its groups."
        ).shareable,
        .ownership,
    ]

    private static let seen: [Field] = [
        .computed("number", .integer, "Number of the sub account."),
        .computed("nrn", "Ncloud resource name."),
        .computed("lastLogin", "When it last signed in."),
        OwnRights.field(
            "Whether the access key in use is a key of it. Its rights are not changed then, and it is not deleted."),
        .computed("created", "When it was created."),
    ]
}

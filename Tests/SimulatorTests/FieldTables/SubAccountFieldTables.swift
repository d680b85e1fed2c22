/// The answers of Sub Account, API 2.0, below `/api/v2`. Source: api/other-services.md §1, §3; the pages of pub-iam-v2 and gov-iam-v2,
/// such as gov-iam-v2-sub-account-getsubaccount, pub-iam-v2-group-getgroup, -policy-getpolicy, -role-getrole.
///
/// What has no value is left out. (inferred)
enum SubAccountFieldTables {
    /// What holders show of a policy.
    static let heldPolicy = FieldTable(
        texts: "policyId policyName policyType description nrn", optional: "description nrn")

    static let listedAccount = FieldTable(
        texts: "subAccountId nrn loginId name createdDateTime lastLoginDateTime",
        flags: "consoleAccessible apiGatewayAccessible active", optional: "lastLoginDateTime")

    /// - Parameter isNew: whether it shows the password that the service made up.
    static func account(isNew: Bool = false) -> FieldTable {
        FieldTable(
            texts: "subAccountId nrn loginId name email memo createdDateTime lastLoginDateTime"
                + (isNew ? " password" : ""),
            integers: "subAccountNo",
            flags: "consoleAccessible apiGatewayAccessible active emailVerified passwordResetRequired",
            elements: [
                "groups": FieldTable(texts: "groupId groupName nrn", optional: "nrn"), "policies": heldPolicy,
            ], optional: "email memo lastLoginDateTime")
    }

    static let listedGroup = FieldTable(texts: "groupId groupName nrn createdDateTime updatedDateTime")

    static let group = FieldTable(
        texts: "groupId groupName nrn createdDateTime updatedDateTime",
        elements: [
            "subAccounts": FieldTable(texts: "subAccountId loginId name nrn"), "policies": heldPolicy,
        ])

    private static let policyTexts = "policyId policyName policyType description nrn createdDateTime updatedDateTime"

    static let listedPolicy = FieldTable(texts: policyTexts, optional: "description updatedDateTime")

    /// Permissions are shown on request, and by the calls that set them. (inferred: the latter)
    static let policy = FieldTable(
        texts: policyTexts,
        elements: [
            "permissions": FieldTable(
                texts: "effect",
                elements: ["targets": FieldTable(texts: "product", lists: "actions resourceNrns")],
                optional: "condition", open: "condition")
        ], optional: "description permissions")

    static let listedRole = FieldTable(texts: "nrn roleId roleName roleType createdDateTime")

    /// The form of `entities` was not read.
    static let role = FieldTable(
        texts: "nrn roleId roleName roleType description createdDateTime updatedDateTime lastUsedDateTime",
        integers: "sessionExpirationSeconds", flags: "active", elements: ["policies": heldPolicy],
        optional: "sessionExpirationSeconds description lastUsedDateTime", open: "entities")

    static let key = FieldTable(texts: "accessKey createdDateTime", flags: "active")

    /// What stands beside a list is as in other standardized services. (inferred)
    private static func page(_ name: String, _ table: FieldTable) -> RESTAnswer {
        .object(FieldTable(integers: "pageNo pageSize totalElements totalPages", elements: [name: table]))
    }

    private static func attaching(_ path: String) -> [String: RESTAnswer] {
        ["POST \(path)/attach-policies": .noContent, "POST \(path)/detach-policies": .noContent]
    }

    private static let one = "/sub-accounts/:"
    private static let keys = "/sub-accounts/:/access-keys"

    private static let others: [String: RESTAnswer] = [
        "GET /sub-accounts": page("subAccounts", listedAccount),
        "POST /sub-accounts": .object(account(isNew: true), status: 201), "GET \(one)": .object(account()),
        "PATCH \(one)": .object(account()), "DELETE \(one)": .noContent,
        "GET \(keys)": .object(FieldTable(elements: ["accessKeys": key])),
        "POST \(keys)": .object(FieldTable(texts: "accessKey createdDateTime keySecret"), status: 201),
        "DELETE \(keys)/:": .noContent, "POST \(keys)/:/change-status": .noContent,
        "GET /groups": page("groups", listedGroup), "POST /groups": .object(group, status: 201),
        "GET /groups/:": .object(group), "DELETE /groups/:": .noContent,
        "POST /groups/:/attach-sub-accounts": .noContent, "POST /groups/:/detach-sub-accounts": .noContent,
        "GET /policies": page("policies", listedPolicy), "POST /policies": .object(policy, status: 201),
        "GET /policies/:": .object(policy), "PUT /policies/:": .object(policy), "DELETE /policies/:": .noContent,
        "GET /roles": page("roles", listedRole), "POST /roles": .object(role, status: 201),
        "GET /roles/:": .object(role), "PATCH /roles/:": .object(role), "DELETE /roles/:": .noContent,
    ]

    /// Every simulated call of the service, with what it answers.
    static let answers = [one, "/groups/:", "/roles/:"].reduce(into: others) { answers, path in
        answers.merge(attaching(path)) { $1 }
    }
}

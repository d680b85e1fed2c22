import Model
import NcloudClient
import OrderedJSON

struct SubAccountOperations: CollectedOperations {
    let collection = AccountCollection(
        kind: "SubAccount", path: "/sub-accounts", id: "subAccountId", list: "subAccounts",
        columns: [
            .text("loginId", "loginId"), .text("name", "name"), .bool("consoleAccess", "consoleAccessible"),
            .bool("apiAccess", "apiGatewayAccessible"), Column.bool("active", "active").setLater(from: true),
            .text("nrn", "nrn"), .text("lastLogin", "lastLoginDateTime"), .createdDateTime,
        ],
        detailed: [
            .clearable("email", "email"), .clearable("memo", "memo"),
            .bool("passwordReset", "passwordResetRequired"), .number("number", "subAccountNo"),
            .attached("groups", "groups", each: "groupId"), .attached("policies", "policies", each: "policyId"),
        ],
        isOwn: { $0.id == $1 })

    private static let patched = [
        "name", "email", "memo", "consoleAccess", "apiAccess", "passwordReset", "active",
    ]

    /// Without a password the service makes one up, and shows it this once.
    func create(_ desired: DesiredObject, through session: any CallSession) async throws(StepFailure) {
        let password = desired.secret("password")
        let body = creation(of: desired) + [("passwordGenerationRequired", .bool(password == nil))]
        let isGenerated = password == nil
        let request = APIRequest.rest(
            .subAccount, .post, "/sub-accounts",
            body: JSON(present: body + (password.map { [("password", .string($0))] } ?? [])),
            sensitive: ["password"])
        let id = try await session.create(request) { answer in
            let shown = isGenerated ? answer.nonEmpty("password") : nil
            return Creation(id: answer.nonEmpty("subAccountId"), secrets: shown.map { ["password": $0] } ?? [:])
        }
        try await bring(ManagedObject(made(id, of: desired), to: desired, through: session))
    }

    func update(_ account: ManagedObject) async throws(StepFailure) {
        try await refuseIfOwn(changing: "policies", "groups", "apiAccess", "active", of: account)
        try await bring(account)
    }

    private func bring(_ account: ManagedObject) async throws(StepFailure) {
        try await patch(Self.patched, of: account)
        try await account.bringPolicies(at: collection.path(of: account.id))
        try await account.bringGroups()
    }

    /// Access keys are not deleted along: who uses one that this workspace does not know would be shut out.
    func delete(_ account: ManagedObject) async throws(StepFailure) {
        try await deleteUnlessOwn(account, query: ["cascading": false])
    }
}

extension ParentKind {
    /// The sub account that a key is for.
    static let subAccount = ParentKind(field: "subAccount", kind: "SubAccount") { cloud throws(APIFailure) in
        try await Driver.subAccount.operations.list(ReadScope(fields: ["loginId"]), from: cloud).map(\.id)
    }
}

import Model
import NcloudClient
import OrderedJSON

extension Driver {
    /// Temporary rights of servers, other accounts and services. Source: api/other-services.md §3; pub-iam-v2-role-….
    public static let role = Driver(
        Kind(
            "Role", service: "SubAccount",
            summary: """
                A role of Sub Account: rights that a server, another account or a service has for a while. Whom it is given to is set in the \
                console.
                """,
            fields: [
                Field(
                    "name", .string, .optionalFromName, change: .inPlace(.none, calls: [AccountCalls.changeRole]),
                    constraints: [.length(3...100)],
                    "Name of the role: 3 to 100 characters, the first one a letter."),
                Field(
                    "type", .enumeration(["Server", "Account", "Service"]), .required, change: .replace,
                    "Whom it is for: servers, other accounts that switch to it, or services."),
                Field(
                    "sessionExpiration", .integer, change: .inPlace(.none, calls: [AccountCalls.changeRole]),
                    "Seconds that a session of a role of type Account lasts: 600, 1800, 3600 or 10800."),
                Field(
                    "description", .string, change: .inPlace(.none, calls: [AccountCalls.changeRole]), initial: "",
                    constraints: [.length(0...300)], "Description, up to 300 characters."),
                Field(
                    "policies", .set(.reference("AccessPolicy")),
                    change: .inPlace(.none, calls: [AccountCalls.attachToRole, AccountCalls.detachFromRole]),
                    initial: [], "The policies that it has."
                ).shareable,
                .ownership,
                .computed("nrn", "Ncloud resource name."),
                OwnRights.field(
                    "Whether nacre runs with keys of this role. Its policies are not changed then, and it is not deleted."
                ),
                .computed("created", "When it was created."),
            ],
            identity: Kind.Identity(id: "roleId"),
            reading: Kind.Reading(
                [Caller.call, AccountCalls.roles], perObject: [AccountCalls.role], besides: Caller.besides),
            place: Kind.Place(slots: [Kind.Slot(["name"])]),
            life: Kind.Life(
                creation: Kind.Procedure([AccountCalls.createRole], seconds: 1, timeout: 60)
                    .then([AccountCalls.attachToRole], where: "policies"),
                update: Kind.Procedure(seconds: 1, timeout: 60),
                deletion: Kind.Procedure([AccountCalls.deleteRole], seconds: 1, timeout: 60),
                safeguards: OwnRights.safeguards("nacre runs with keys of it", changing: ["policies"])),
            // Services make some for themselves.
            choosing: Kind.Choosing(builtIn: ["type": "SSO"]),
            checks: Kind.Checks(
                preflight: [
                    .freeName(of: "Role", refused: true), AccountPreflight.firstLetter, AccountPreflight.session,
                ]),
            example: """
                apiVersion: ncloud/v1
                kind: Role
                metadata: {name: auditors}
                spec:
                  type: Account
                  sessionExpiration: 1800
                  description: look, and change nothing
                  policies: [no-deletions]
                """),
        operations: RoleOperations())
}

struct RoleOperations: CollectedOperations {
    let collection = AccountCollection(
        kind: "Role", path: "/roles", id: "roleId", list: "roles",
        columns: [.text("name", "roleName"), .text("type", "roleType")],
        detailed: [
            .number("sessionExpiration", "sessionExpirationSeconds"), .clearable("description", "description"),
            .attached("policies", "policies", each: "policyId"), .text("nrn", "nrn"), .createdDateTime,
        ],
        isOwn: { $0.id == $1 })

    func create(_ desired: DesiredObject, through session: any CallSession) async throws(StepFailure) {
        let body = JSON(present: creation(of: desired))
        let id = try await session.create(.rest(.subAccount, .post, "/roles", body: body)) { answer in
            Creation(id: answer.nonEmpty("roleId"))
        }
        try await update(ManagedObject(made(id, of: desired), to: desired, through: session))
    }

    func update(_ role: ManagedObject) async throws(StepFailure) {
        try await refuseIfOwn(changing: "policies", of: role)
        try await patch(["name", "sessionExpiration", "description"], of: role)
        try await role.bringPolicies(at: collection.path(of: role.id))
    }

    func delete(_ role: ManagedObject) async throws(StepFailure) { try await deleteUnlessOwn(role) }
}

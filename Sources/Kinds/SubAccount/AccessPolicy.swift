import Model

extension Driver {
    /// What may be done, to be attached to sub accounts, groups and roles. Source: api/other-services.md §3;
    /// pub-iam-v2-policy-….
    public static let accessPolicy = Driver(
        Kind(
            "AccessPolicy", service: "SubAccount",
            summary: """
                A policy of Sub Account: which actions are allowed or denied on which resources. The policies that NAVER Cloud manages \
                are of this kind too, for lookups.
                """,
            fields: fields,
            identity: Kind.Identity(id: "policyId", hasUniqueName: true),
            reading: Kind.Reading(
                [Caller.call, AccountCalls.policies], perObject: [AccountCalls.policy], besides: Caller.besides),
            place: Kind.Place(slots: [Kind.Slot(["name"])]),
            life: Kind.Life(
                creation: Kind.Procedure([AccountCalls.createPolicy], seconds: 1, timeout: 60),
                update: Kind.Procedure(seconds: 1, timeout: 60),
                deletion: Kind.Procedure([AccountCalls.deletePolicy], seconds: 1, timeout: 60),
                replacement: .createFirst,
                safeguards: OwnRights.safeguards(
                    "the access key in use has rights from it", changing: ["permissions"])
                    + [Safeguard.Act.deletion, .change("permissions"), .change("description")].map { act in
                        Safeguard(
                            act, while: "type", is: "SYSTEM_MANAGED", reason: "NAVER Cloud manages it",
                            advice: "create a policy of your own, or refer to this one with {lookup: …}")
                    }),
            choosing: Kind.Choosing(builtIn: ["type": "SYSTEM_MANAGED"]),
            checks: Kind.Checks(
                preflight: [.freeName(of: "AccessPolicy", refused: true), AccountPreflight.firstLetter],
                limits: [
                    .atMost(
                        500, "policy", plural: "policies", only: ["type": "USER_CREATED"], canBeRaised: true)
                ]),
            example: """
                apiVersion: ncloud/v1
                kind: AccessPolicy
                metadata: {name: server-operators}
                spec:
                  description: see all servers, start and stop those of the shop
                  permissions:
                    - targets:
                        - {product: Server, actions: [View/getServerInstanceList]}
                    - targets:
                        - product: Server
                          actions: [Change/startServerInstances, Change/stopServerInstances]
                      condition: {StringEquals: {"ncp:resourceTag/team": shop}}
                ---
                apiVersion: ncloud/v1
                kind: AccessPolicy
                metadata: {name: no-deletions}
                spec:
                  permissions:
                    - effect: Deny
                      targets:
                        - {product: Server, actions: [Change/terminateServerInstances]}
                """),
        operations: AccessPolicyOperations())

    private static let fields: [Field] = [
        Field(
            "name", .string, .optionalFromName, change: .replace, constraints: [.length(3...30)],
            "Name of the policy, unique in the account: 3 to 30 characters, the first one a letter."),
        Field(
            "description", .string, change: .inPlace(.none, calls: [AccountCalls.changePolicy]), initial: "",
            constraints: [.length(0...300)], "Description, up to 300 characters."),
        Field(
            "permissions", .list(.object(AccessPermission.fields)), .required,
            change: .inPlace(.none, calls: [AccountCalls.changePolicy]), constraints: [.count(1...1000)],
            "What it allows and denies. Deny takes precedence, whichever policy it is in."),
        .computed("type", "USER_CREATED, or SYSTEM_MANAGED for a policy that NAVER Cloud manages."),
        .computed("nrn", "Ncloud resource name."),
        OwnRights.field("Whether the access key in use has rights from it. Such a policy is not changed or deleted."),
        .computed("created", "When it was created."),
    ]
}

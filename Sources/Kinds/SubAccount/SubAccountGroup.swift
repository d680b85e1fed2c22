import Model
import NcloudClient
import OrderedJSON

extension Driver {
    /// Sub accounts with policies in common. Source: api/other-services.md §3; pub-iam-v2-group-….
    public static let subAccountGroup = Driver(
        Kind(
            "SubAccountGroup", service: "SubAccount",
            summary:
                "A group of sub accounts. Its policies apply to all members; which groups a sub account is in, its own document says.",
            fields: [
                Field(
                    "name", .string, .optionalFromName, change: .replace, constraints: [.length(3...30)],
                    "Name of the group, unique in the account: 3 to 30 characters, the first one a letter."),
                Field(
                    "policies", .set(.reference("AccessPolicy")),
                    change: .inPlace(.none, calls: [AccountCalls.attachToGroup, AccountCalls.detachFromGroup]),
                    initial: [], "The policies that its members have."
                ).shareable,
                .ownership,
                .computed("subAccounts", .set(.reference("SubAccount")), "Ids of its members."),
                .computed("nrn", "Ncloud resource name."),
                OwnRights.field(
                    """
                    Whether the sub account whose access key is in use is a member. The policies of such a group are not changed, and it \
                    is not deleted.
                    """),
                .computed("created", "When it was created."),
            ],
            identity: Kind.Identity(id: "groupId", hasUniqueName: true),
            reading: Kind.Reading(
                [Caller.call, AccountCalls.groups], perObject: [AccountCalls.group], besides: Caller.besides),
            place: Kind.Place(slots: [Kind.Slot(["name"])]),
            life: Kind.Life(
                creation: Kind.Procedure([AccountCalls.createGroup], seconds: 1, timeout: 60)
                    .then([AccountCalls.attachToGroup], where: "policies"),
                update: Kind.Procedure(seconds: 1, timeout: 60),
                deletion: Kind.Procedure([AccountCalls.deleteGroup], seconds: 1, timeout: 60)
                    .first([AccountCalls.removeMember], where: "subAccounts"),
                replacement: .createFirst,
                safeguards: OwnRights.safeguards(
                    "the sub account whose access key is in use is a member", changing: ["policies"])),
            checks: Kind.Checks(
                preflight: [.freeName(of: "SubAccountGroup", refused: true), AccountPreflight.firstLetter],
                limits: [.atMost(300, "group", canBeRaised: true)]),
            example: """
                apiVersion: ncloud/v1
                kind: SubAccountGroup
                metadata: {name: operators}
                spec:
                  policies: [server-operators]
                """),
        operations: SubAccountGroupOperations())
}

struct SubAccountGroupOperations: CollectedOperations {
    let collection = AccountCollection(
        kind: "SubAccountGroup", path: "/groups", id: "groupId", list: "groups",
        columns: [.text("name", "groupName")],
        detailed: [
            .attached("policies", "policies", each: "policyId"),
            .listed("subAccounts", "subAccounts", each: "subAccountId"), .text("nrn", "nrn"), .createdDateTime,
        ],
        isOwn: { $0.groups.contains($1) })

    func create(_ desired: DesiredObject, through session: any CallSession) async throws(StepFailure) {
        let body: JSON = ["groupName": .string(desired.text("name") ?? desired.address.name)]
        let id = try await session.create(.rest(.subAccount, .post, "/groups", body: body)) { answer in
            Creation(id: answer.nonEmpty("groupId"))
        }
        try await update(ManagedObject(made(id, of: desired), to: desired, through: session))
    }

    func update(_ group: ManagedObject) async throws(StepFailure) {
        try await refuseIfOwn(changing: "policies", of: group)
        try await group.bringPolicies(at: collection.path(of: group.id))
    }

    /// Whether a group with members is deleted is not documented: they are taken out first. Those of this workspace have left
    /// it already.
    func delete(_ group: ManagedObject) async throws(StepFailure) {
        let id = group.id
        try await group.refuseIfOwn { $0.groups.contains(id) }
        try await empty(group)
        try await group.delete(.rest(.subAccount, .delete, collection.path(of: id)))
    }

    /// Takes all members out. A call takes out everyone it names or no one: if one of them has left meanwhile, those who are
    /// still there are listed and named again. A group that is gone has no members.
    private func empty(_ group: ManagedObject) async throws(StepFailure) {
        var members = try await members(of: group)
        while !members.isEmpty {
            do throws(StepFailure) { return try await detach(members, from: group) } catch .api(let failure) {
                guard failure.classification == .gone else { throw .api(failure) }
                let left = try await self.members(of: group)
                guard Set(left) != Set(members) else { throw .api(failure) }
                members = left
            }
        }
    }

    /// - Throws: a refusal where the answer does not list them: a group that may have members is not deleted.
    private func members(of group: ManagedObject) async throws(StepFailure) -> [String] {
        let (collection, id, session) = (self.collection, group.id, group.session)
        let shown = try await StepFailure.wrapping { () throws(APIFailure) in
            try await collection.detail(of: id, from: session)
        }
        guard case .shown(let live) = shown else { return [] }
        guard let members = live.attributes["subAccounts"] else {
            throw .refused(
                "the group \(group.text("name") ?? id) was not deleted: the response does not list its members",
                help: "run again, or delete the group in the console")
        }
        return members.elements.compactMap(\.text)
    }

    private func detach(_ members: [String], from group: ManagedObject) async throws(StepFailure) {
        for part in members.batches(of: Self.batch) {
            try await group.change(
                .rest(
                    .subAccount, .post, "\(collection.path(of: group.id))/detach-sub-accounts",
                    body: ["subAccountIds": .array(part.map(JSON.string))]))
        }
    }

    /// How many members one call takes (pub-iam-v2-group-attachgroupsubaccounts).
    private static let batch = 100
}

import Model
import NcloudClient
import OrderedJSON

struct AccessPolicyOperations: CollectedOperations {
    let collection = AccountCollection(
        kind: "AccessPolicy", path: "/policies", id: "policyId", list: "policies",
        columns: [.text("name", "policyName"), .text("type", "policyType")],
        detailed: [
            .clearable("description", "description"),
            Column("permissions", read: AccessPermission.read, write: AccessPermission.write), .text("nrn", "nrn"),
            .createdDateTime,
        ],
        // Permissions come only on request. Source: pub-iam-v2-policy-getpolicy.
        query: ["withPermissions": "true"],
        isOwn: { $0.policies.contains($1) })

    func create(_ desired: DesiredObject, through session: any CallSession) async throws(StepFailure) {
        let body = JSON(present: creation(of: desired))
        _ = try await session.create(.rest(.subAccount, .post, "/policies", body: body)) { answer in
            Creation(id: answer.nonEmpty("policyId"))
        }
    }

    /// One call replaces the whole policy but its name; a description that it leaves out is deleted.
    func update(_ policy: ManagedObject) async throws(StepFailure) {
        guard policy.differs("description", "permissions") else { return }
        try await refuseIfOwn(changing: "permissions", of: policy)
        let members = collection.detailed.change(["description", "permissions"], of: policy).filter { $0.1 != .null }
        try await policy.change(
            .rest(.subAccount, .put, collection.path(of: policy.id), body: JSON(present: members)))
    }

    func delete(_ policy: ManagedObject) async throws(StepFailure) { try await deleteUnlessOwn(policy) }
}

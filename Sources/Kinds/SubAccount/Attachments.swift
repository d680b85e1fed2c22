import Model
import NcloudClient
import OrderedJSON

extension ManagedObject {
    /// How many policies one call takes (pub-iam-v2-sub-account-attachsubaccountpolicies).
    private static let batch = 10

    /// Attaches policies, then detaches others, so that a right that is there before and after is never missing in between.
    /// - Parameter path: that of the object.
    func bringPolicies(at path: String) async throws(StepFailure) {
        guard differs("policies") else { return }
        let (held, wanted) = (Self.ids("policies", of: live.attributes), Self.ids("policies", of: desired.attributes))
        try await send("\(path)/attach-policies", wanted.subtracting(held)) { $0.isSubset(of: $1) }
        try await send("\(path)/detach-policies", held.subtracting(wanted)) { $0.isDisjoint(with: $1) }
    }

    /// A call attaches or detaches all the policies it names, or none, and fails if one of them is so already: it is sent
    /// again only if it shows no effect.
    private func send(
        _ path: String, _ policies: Set<String>, _ isDone: @escaping @Sendable (Set<String>, Set<String>) -> Bool
    ) async throws(StepFailure) {
        for ids in policies.sorted().batches(of: Self.batch) {
            let body: JSON = ["policyIds": .array(ids.map(JSON.string))]
            try await change(.rest(.subAccount, .post, path, body: body)) { live in
                isDone(Set(ids), Self.ids("policies", of: live.attributes))
            }
        }
    }

    /// Puts a sub account into groups and takes it out of others.
    func bringGroups() async throws(StepFailure) {
        guard differs("groups") else { return }
        let (held, wanted) = (Self.ids("groups", of: live.attributes), Self.ids("groups", of: desired.attributes))
        let body: JSON = ["subAccountIds": [.string(id)]]
        for group in wanted.subtracting(held).sorted() {
            try await change(.rest(.subAccount, .post, "/groups/\(group)/attach-sub-accounts", body: body)) { live in
                Self.ids("groups", of: live.attributes).contains(group)
            }
        }
        for group in held.subtracting(wanted).sorted() {
            let request = APIRequest.rest(.subAccount, .post, "/groups/\(group)/detach-sub-accounts", body: body)
            do throws(StepFailure) {
                try await change(request) { !Self.ids("groups", of: $0.attributes).contains(group) }
            } catch .api(let failure) {
                // The group went, and the membership with it.
                guard failure.classification == .gone else { throw .api(failure) }
            }
        }
    }

    private static func ids(_ field: String, of attributes: Attributes) -> Set<String> {
        Set((attributes[field]?.elements ?? []).compactMap(\.spelling))
    }
}

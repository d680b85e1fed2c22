import Model
import NcloudClient
import OrderedJSON

/// Whose key signs the calls, and what its rights come from: neither is taken away by the run that needs them. Source:
/// api/identity.md §1, api/other-services.md §3.
struct Caller: Sendable, Hashable {
    /// The main account, a sub account or a role.
    let id: String
    /// The groups that the sub account is in.
    var groups: Set<String> = []
    /// The policies of the user itself, and of those groups.
    var policies: Set<String> = []

    /// The calls beside the first one, in words for readers.
    static let besides = "with a key of a sub account or role: that one, and its groups, once each"
    static let call = "GET /caller-identity"

    /// - Throws: ``APIFailure`` also when the cloud does not say whose the key is: what is not known cannot be spared.
    static func read(from cloud: any APICaller) async throws(APIFailure) -> Caller {
        let request = APIRequest.rest(.sts, .get, "/caller-identity")
        let answer = try await cloud.call(request)
        guard let id = answer.nonEmpty("id") else {
            throw APIFailure(
                endpoint: request.endpoint, envelope: .unreadable, classification: .refused,
                meaning: "the response does not say whose access key it is")
        }
        var caller = Caller(id: id)
        switch answer.nonEmpty("userType") {
        // The main account has all rights, and nothing here takes them away.
        case "Customer": break
        case "Role":
            let role = try await cloud.unlessGone(.rest(.subAccount, .get, "/roles/\(id)"))
            caller.policies = ids("policies", "policyId", of: role)
        default:
            let user = try await cloud.unlessGone(.rest(.subAccount, .get, "/sub-accounts/\(id)"))
            caller.groups = ids("groups", "groupId", of: user)
            caller.policies = ids("policies", "policyId", of: user)
            for group in caller.groups.sorted() {
                let group = try await cloud.unlessGone(.rest(.subAccount, .get, "/groups/\(group)"))
                caller.policies.formUnion(ids("policies", "policyId", of: group))
            }
        }
        return caller
    }

    private static func ids(_ list: String, _ member: String, of object: JSON?) -> Set<String> {
        Set((object?[list]?.elements ?? []).compactMap { $0.nonEmpty(member) })
    }
}

/// What keeps a plan from the rights of the key that it is carried out with.
enum OwnRights {
    static let advice = "run nacre with a key of the main account or of another sub account"
    static let name = "isOwn"

    static func field(_ summary: String) -> Field { .computed(name, .boolean, summary) }

    /// - Parameters:
    ///   - reason: why, as the end of a sentence about the object.
    ///   - fields: what changes the rights besides a deletion.
    static func safeguards(_ reason: String, changing fields: [String]) -> [Safeguard] {
        ([.deletion] + fields.map(Safeguard.Act.change)).map { act in
            Safeguard(act, while: name, is: true, reason: reason, advice: advice)
        }
    }
}

extension ManagedObject {
    /// Makes sure that the key in use does not depend on the object. It may be another one than when the change was planned.
    func spareCaller(_ isOwn: @Sendable (Caller) -> Bool) async throws(StepFailure) {
        let session = self.session
        let caller = try await StepFailure.wrapping { () throws(APIFailure) in try await Caller.read(from: session) }
        guard isOwn(caller) else { return }
        throw .refused(
            "the rights of the access key in use depend on \(live.kind) \(live.name ?? id)", help: OwnRights.advice)
    }
}

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

    /// - Throws: ``APIFailure`` also when the cloud does not say whose the key is, or does not show that user and all that its
    ///   rights come from: what is not known cannot be spared.
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
            caller.policies = try await Holder("/roles", id, "roleId", from: cloud).ids("policies", each: "policyId")
        default:
            let user = try await Holder("/sub-accounts", id, "subAccountId", from: cloud)
            caller.groups = try user.ids("groups", each: "groupId")
            caller.policies = try user.ids("policies", each: "policyId")
            for group in caller.groups.sorted() {
                // One that was deleted meanwhile gives no rights any more.
                let policies = try await cloud.unlessGone { () throws(APIFailure) in
                    try await Holder("/groups", group, "groupId", from: cloud).ids("policies", each: "policyId")
                }
                caller.policies.formUnion(policies ?? [])
            }
        }
        return caller
    }
}

/// What holds policies: the answer of its own call, which shows that object and no other one.
private struct Holder {
    private let request: APIRequest
    private let wire: JSON

    init(_ path: String, _ id: String, _ member: String, from cloud: any APICaller) async throws(APIFailure) {
        request = .rest(.subAccount, .get, "\(path)/\(id)")
        wire = try await cloud.call(request)
        guard wire.nonEmpty(member) == id else { throw Self.unclear(request, "the response shows another object") }
    }

    /// The ids in one of its lists, which has to be there.
    func ids(_ list: String, each member: String) throws(APIFailure) -> Set<String> {
        guard let ids = wire.ids(in: list, each: member) else {
            throw Self.unclear(request, "the response lacks the list \"\(list)\"")
        }
        return ids
    }

    private static func unclear(_ request: APIRequest, _ problem: String) -> APIFailure {
        APIFailure(
            endpoint: request.endpoint, envelope: .unreadable, classification: .ambiguous,
            meaning: "\(problem), so that the rights of the access key are not known")
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
    /// Refuses the step where the rights of the key in use depend on the object. The plan has checked that too, but perhaps with
    /// another key.
    func refuseIfOwn(_ isOwn: @Sendable (Caller) -> Bool) async throws(StepFailure) {
        let session = self.session
        let caller = try await StepFailure.wrapping { () throws(APIFailure) in try await Caller.read(from: session) }
        guard isOwn(caller) else { return }
        throw .refused(
            "the rights of the access key in use depend on \(live.kind) \(live.name ?? id)", help: OwnRights.advice)
    }
}

import Model
import NcloudClient
import OrderedJSON

/// What a cluster has that only calls of its own show: the OpenID Connect provider and the addresses that reach it.
/// Source: api/nks.md §4.
enum ClusterPart {
    static let oidcCall = "GET /vnks/v2/clusters/{uuid}/oidc"
    static let ipAclCall = "GET /vnks/v2/clusters/{uuid}/ip-acl"

    static let all = ObjectParts([
        ObjectParts([oidcCall], of: "oidc") { cluster, cloud throws(APIFailure) in
            try await cloud.unlessGone { () throws(APIFailure) in
                ["oidc": provider(try await answer("oidc", with: "status", of: cluster.id, from: cloud))]
            }
        },
        ObjectParts([ipAclCall], of: "ipAcl") { cluster, cloud throws(APIFailure) in
            try await cloud.unlessGone { () throws(APIFailure) in
                ["ipAcl": acl(try await answer("ip-acl", with: "defaultAction", of: cluster.id, from: cloud))]
            }
        },
        ObjectParts([AccessEntries.listCall], of: "accessEntries") { cluster, cloud throws(APIFailure) in
            try await cloud.unlessGone { () throws(APIFailure) in
                ["accessEntries": .list(try await AccessEntries.all(of: cluster.id, from: cloud).map(\.value))]
            }
        },
    ])

    /// What the call for a part shows.
    /// - Throws: the failure of a call that was answered without `member`: that part must not look switched off.
    private static func answer(
        _ part: String, with member: String, of cluster: String, from cloud: any APICaller
    ) async throws(APIFailure) -> JSON {
        let request = APIRequest.rest(.nks, .get, "/clusters/\(cluster)/\(part)")
        let answer = try await cloud.call(request)
        guard answer[member] != nil else { throw .unreadable(request, "the response has no \(member)") }
        return answer
    }

    // MARK: OpenID Connect

    static let oidc = [
        Field("issuerUrl", .formatted(.webAddress), .required, "URL of the provider."),
        Field("clientId", .string, .required, "Client id that its tokens are for."),
        Field("usernameClaim", .string, "Claim with the user's name."),
        Field("usernamePrefix", .string, "What names get in front."),
        Field("groupsClaim", .string, "Claim with the user's groups."),
        Field("groupsPrefix", .string, "What groups get in front."),
        Field("requiredClaim", .string, "Claim that a token must have, as name=value."),
    ]

    /// The members of the provider at the API.
    private static let names: KeyValuePairs<String, String> = [
        "issuerUrl": "issuerURL", "clientId": "clientId", "usernameClaim": "usernameClaim",
        "usernamePrefix": "usernamePrefix", "groupsClaim": "groupsClaim", "groupsPrefix": "groupsPrefix",
        "requiredClaim": "requiredClaim",
    ]

    /// One that is switched off is none.
    private static func provider(_ wire: JSON) -> Value {
        guard wire["status"]?.bool == true else { return .null }
        return .present(Attributes(names.map { ($0, Value(wire.nonEmpty($1))) }) { _, last in last })
    }

    static func body(ofProvider value: Value?) -> JSON {
        guard let members = value?.members, value?.isAbsent == false else { return ["status": false] }
        // What is not set is sent empty, as the vendor's provider does.
        let texts = names.map { field, name in (name, JSON.string(members.text(field) ?? "")) }
        return JSON(present: [("status", true)] + texts)
    }

    // MARK: Addresses

    static let ipAcl = [
        Field("defaultAction", .enumeration(["allow", "deny"]), .required, "What happens to all other addresses."),
        Field(
            "entries",
            .keyed(
                [
                    Field("address", .cidr, .required, "The range."),
                    Field("action", .enumeration(["allow", "deny"]), .required, "What happens to it."),
                    Field("comment", .string, "A note."),
                ], by: ["address"]), initial: [], "Ranges with a rule of their own."),
    ]

    /// What a new cluster has. (inferred)
    static let openAcl: Value = ["defaultAction": "allow", "entries": []]

    private static func acl(_ wire: JSON) -> Value {
        let entries = (wire["entries"]?.elements ?? []).filter { $0.nonEmpty("address") != nil }.map { entry -> Value in
            .present([
                "address": Value(entry.nonEmpty("address")), "action": Value(entry.nonEmpty("action")),
                "comment": Value(entry.nonEmpty("comment")),
            ])
        }
        return ["defaultAction": .string(wire.nonEmpty("defaultAction") ?? "allow"), "entries": .list(entries)]
    }

    /// The list is replaced as a whole.
    static func body(ofAcl value: Value?) -> JSON {
        let members = (value ?? openAcl).members
        let entries = (members["entries"]?.elements ?? []).map(\.members).map { entry in
            JSON(
                present: ["address", "action", "comment"].compactMap { name in
                    entry.text(name).map { (name, .string($0)) }
                })
        }
        return ["defaultAction": .string(members.text("defaultAction") ?? "allow"), "entries": .array(entries)]
    }
}

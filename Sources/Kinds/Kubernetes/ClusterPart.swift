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
            shownProvider(try await cloud.call(.rest(.nks, .get, "/clusters/\(cluster.id)/oidc")))
        },
        ObjectParts([ipAclCall], of: "ipAcl") { cluster, cloud throws(APIFailure) in
            do throws(APIFailure) {
                return shownAcl(try await cloud.call(.rest(.nks, .get, "/clusters/\(cluster.id)/ip-acl")))
            } catch {
                // The financial site has none: it stays unread.
                guard error.isNotOffered else { throw error }
                return [:]
            }
        },
        ObjectParts([AccessEntries.listCall], of: "accessEntries") { cluster, cloud throws(APIFailure) in
            ["accessEntries": .list(try await AccessEntries.all(of: cluster.id, from: cloud).map(\.value))]
        },
    ])

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

    /// One that is switched off is none. It stays unread where the answer does not say whether it is.
    private static func shownProvider(_ answer: JSON) -> Attributes {
        let wire = answer["oidc"] ?? answer
        guard let isOn = wire["status"]?.bool else { return [:] }
        guard isOn else { return ["oidc": .null] }
        return ["oidc": .present(Attributes(names.map { ($0, Value(wire.nonEmpty($1))) }) { _, last in last })]
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

    /// It stays unread where the answer lacks a part of it: what is not shown is not taken for the list of a new cluster.
    private static func shownAcl(_ answer: JSON) -> Attributes {
        let wire = answer["ipAcl"] ?? answer
        guard let action = wire.nonEmpty("defaultAction"), let list = wire.members["entries"] else { return [:] }
        let entries = list.elements.filter { $0.nonEmpty("address") != nil }.map { entry -> Value in
            .present([
                "address": Value(entry.nonEmpty("address")), "action": Value(entry.nonEmpty("action")),
                "comment": Value(entry.nonEmpty("comment")),
            ])
        }
        return ["ipAcl": ["defaultAction": .string(action), "entries": .list(entries)]]
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

import Model
import NcloudClient
import OrderedJSON

/// The addresses from which a key's tokens may be used. Source: api/kms.md §4, §8.
enum KmsKeyAcl {
    static let fields = [
        Field("enabled", .boolean, .required, "Whether the list applies; an empty one then denies all tokens."),
        Field("addresses", .set(.ipAddress), .required, "IPv4 addresses."),
    ]

    /// What a new key has.
    static let unset: Value = ["enabled": false, "addresses": []]

    /// Out of an answer; nil where it lacks a part, which is not what a new key has.
    static func value(_ wire: JSON) -> Value? {
        guard let isEnabled = wire.flag("isAclEnabled"), case .array(let list)? = wire["allowedIpList"] else {
            return nil
        }
        return ["enabled": .bool(isEnabled), "addresses": Value(texts: list.compactMap(\.text).sorted())]
    }

    /// Adds what is lacking before the list applies, and removes the rest after it no longer does: at no moment is an
    /// address refused that both lists hold.
    static func update(_ key: ManagedObject) async throws(StepFailure) {
        guard key.differs("acl") else { return }
        let (live, wanted) = (List(key.live.attributes["acl"]), List(key.desired.attributes["acl"]))
        let path = "/keys/\(key.id)/acl"
        if live.isEnabled, !wanted.isEnabled { try await key.change(.rest(.kms, .post, "\(path)/disable")) }
        let missing = wanted.addresses.subtracting(live.addresses)
        if !missing.isEmpty { try await key.change(.rest(.kms, .post, path, body: body(missing))) }
        if wanted.isEnabled, !live.isEnabled { try await key.change(.rest(.kms, .post, "\(path)/enable")) }
        let surplus = live.addresses.subtracting(wanted.addresses)
        if !surplus.isEmpty { try await key.change(.rest(.kms, .delete, path, body: body(surplus))) }
    }

    private static func body(_ addresses: Set<String>) -> JSON {
        ["ipList": .array(addresses.sorted().map(JSON.string))]
    }

    private struct List {
        let isEnabled: Bool
        let addresses: Set<String>

        init(_ value: Value?) {
            let members = (value ?? KmsKeyAcl.unset).members
            isEnabled = members["enabled"]?.bool ?? false
            addresses = Set(members["addresses"]?.elements.compactMap(\.spelling) ?? [])
        }
    }
}

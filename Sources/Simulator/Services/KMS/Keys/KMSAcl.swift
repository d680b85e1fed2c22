import OrderedJSON

/// The addresses that a key's tokens may be used from. Source: api/kms.md §4.
enum KMSAcl {
    static let routes: [RESTRoute] = [
        KMS.account("GET", "/acl") { world, key, _ throws(Failure) in
            key.fields(["keyTag", "isAclEnabled", "allowedIpList"])
        },
        KMS.account("POST", "/acl") { world, key, call throws(Failure) in
            let given = try addresses(call)
            return try set(key, key.list("allowedIpList").filter { !given.contains($0) } + given, &world)
        },
        KMS.account("DELETE", "/acl") { world, key, call throws(Failure) in
            let given = try addresses(call)
            return try set(key, key.list("allowedIpList").filter { !given.contains($0) }, &world)
        },
        KMS.account("POST", "/acl/enable") { world, key, _ throws(Failure) in try turn(key, true, &world) },
        KMS.account("POST", "/acl/disable") { world, key, _ throws(Failure) in try turn(key, false, &world) },
    ]

    /// Whether a token may be used from `address`: with an empty list, from nowhere.
    static func admits(_ address: String, to key: Record) -> Bool {
        !key.flag("isAclEnabled") || key.list("allowedIpList").contains(address)
    }

    private static func set(_ key: Record, _ addresses: [String], _ world: inout World) throws(Failure) -> JSON {
        try KMS.requireUnrevoked(key, world)
        let list: JSON = .array(addresses.map(JSON.string))
        world.set(.kmsKey, key.id, ["allowedIpList": list])
        return ["keyTag": .string(key.id), "allowedIpList": list]
    }

    private static func turn(_ key: Record, _ isOn: Bool, _ world: inout World) throws(Failure) -> JSON {
        try KMS.requireUnrevoked(key, world)
        world.set(.kmsKey, key.id, ["isAclEnabled": .bool(isOn)])
        return ["keyTag": .string(key.id), "isAclEnabled": .bool(isOn)]
    }

    /// An old page spells the field `IpList`.
    private static func addresses(_ call: RESTCall) throws(Failure) -> [String] {
        guard case .array(let elements)? = call.body["ipList"] ?? call.body["IpList"], !elements.isEmpty else {
            throw .kms(.invalidRequest)
        }
        let addresses = elements.compactMap(\.text).filter(isAddress)
        guard addresses.count == elements.count else { throw .kms(.invalidRequest) }
        return addresses.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    }

    private static func isAddress(_ text: String) -> Bool {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 4 && parts.allSatisfy { UInt8($0).map(String.init) == String($0) }
    }
}

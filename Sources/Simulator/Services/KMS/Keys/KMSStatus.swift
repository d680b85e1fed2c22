import OrderedJSON

/// The status of a key. Source: api/kms.md §3.
enum KMSStatus {
    static let routes: [RESTRoute] = [
        KMS.account("POST", "/enable", enable), KMS.account("POST", "/disable", disable),
        KMS.account("POST", "/request-deletion", requestDeletion),
        KMS.account("POST", "/cancel-deletion", cancelDeletion),
    ]

    /// How long a deletion can be cancelled.
    static let graceSeconds: Int64 = 72 * 3600

    private static let enable: KMS.KeyHandler = { world, key, _ throws(Failure) in
        try move(key, from: ["DISABLE"], to: "ENABLE", &world)
    }

    private static let disable: KMS.KeyHandler = { world, key, _ throws(Failure) in
        try move(key, from: ["ENABLE"], to: "DISABLE", &world)
    }

    /// Source: api/kms.md §3 (that an enabled key need not be disabled first is inferred).
    private static let requestDeletion: KMS.KeyHandler = { world, key, _ throws(Failure) in
        let end = world.now + graceSeconds * 1000
        return try move(
            key, from: ["ENABLE", "DISABLE"], to: "REVOKE", more: ["destroyDate": .integer(end)],
            then: [.gone(seconds: Double(graceSeconds))], &world)
    }

    private static let cancelDeletion: KMS.KeyHandler = { world, key, _ throws(Failure) in
        try move(key, from: ["REVOKE"], to: "DISABLE", more: ["destroyDate": .null], &world)
    }

    private static func move(
        _ key: Record, from: [String], to status: String, more: [String: JSON] = [:], then: [Transition] = [],
        _ world: inout World
    ) throws(Failure) -> JSON {
        guard from.contains(key["status"]) else { throw .kmsStatus(world) }
        let values: [String: JSON] = ["status": .string(status), "statusDate": .integer(world.now)]
        world.run([.now(values.merging(more) { $1 })] + then, on: .kmsKey, key.id)
        return ["keyTag": .string(key.id), "status": .string(status), "statusDate": .integer(world.now)]
    }
}

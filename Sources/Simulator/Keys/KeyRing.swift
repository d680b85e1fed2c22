import OrderedJSON

/// What the console does with the key pairs of an account: at most two a user, stopped, used again, and deleted once they
/// are stopped. Source: api/signing.md §4.
enum KeyRing {
    private static let limit = 2

    /// All pairs without their secrets.
    static func describe(_ state: Cloud.State) -> JSON {
        let pairs = state.signatures.pairs.values.sorted { $0.accessKey < $1.accessKey }
        return [
            "keys": .array(
                pairs.map { pair in
                    [
                        "accessKey": .string(pair.accessKey), "owner": .string("\(pair.owner)"),
                        "isUsable": .bool(pair.isUsable(at: state.world.now)),
                        "end": pair.end.map { .string(Timestamp(milliseconds: $0).universal) } ?? .null,
                    ]
                })
        ]
    }

    /// Issues a pair to the main account, or to the sub account: `{"owner": "sub"}`.
    static func add(_ body: JSON, _ state: inout Cloud.State) throws(Failure) -> JSON {
        let name = body["owner"]?.text ?? "main"
        guard let owner = ["main": KeyPair.Owner.main, "sub": .sub][name] else {
            throw .rest(400, "100", "give owner: main or sub")
        }
        guard state.signatures.pairs.values.count(where: { $0.owner == owner }) < limit else {
            throw .rest(400, "100", "the \(name) account has \(limit) key pairs: stop and delete one first")
        }
        let pair = issue(to: owner, &state.world)
        state.signatures.put(pair)
        return ["accessKey": .string(pair.accessKey), "secretKey": .string(pair.secretKey)]
    }

    static func set(isStopped: Bool, _ body: JSON, _ state: inout Cloud.State) throws(Failure) {
        var pair = try find(body, state)
        pair.isStopped = isStopped
        state.signatures.put(pair)
    }

    static func delete(_ body: JSON, _ state: inout Cloud.State) throws(Failure) {
        let pair = try find(body, state)
        guard pair.isStopped else { throw .rest(400, "100", "only a stopped key can be deleted") }
        state.signatures.remove(pair.accessKey)
    }

    private static func find(_ body: JSON, _ state: Cloud.State) throws(Failure) -> KeyPair {
        guard let pair = state.signatures.pairs[body["accessKey"]?.text ?? ""] else {
            throw .rest(404, "300", "no such key; give accessKey")
        }
        return pair
    }

    static func issue(to owner: KeyPair.Owner, until end: Int64? = nil, _ world: inout World) -> KeyPair {
        let letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
        return KeyPair(
            accessKey: "ncp_iam_BPASKR" + world.random.text(20, of: letters),
            secretKey: "ncp_iam_BPKSKR" + world.random.text(40, of: letters), owner: owner, end: end)
    }
}

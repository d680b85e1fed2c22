import OrderedJSON

/// Key Management Service: two APIs over one store of keys. Source: api/kms.md §1.
///
/// API 2.0 is served below `/kms/v1`, where an account's signature or, for some calls, a key's token is accepted. API 1.0 is
/// served below `/keys/v1` and `/keys/v2`, named after the version of the signature.
enum KMS {
    /// What a call about one key does; gives the `data` of the answer.
    typealias KeyHandler = @Sendable (inout World, Record, RESTCall) throws(Failure) -> JSON

    static let base = "/kms/v1/keys"

    /// A call about one key, by its account.
    static func account(_ method: String, _ path: String, _ handler: @escaping KeyHandler) -> RESTRoute {
        RESTRoute(method, base + "/:" + path) { world, call throws(Failure) in
            guard call.owner != nil else { throw .kms(.unauthorized) }
            let key = try find(call, &world)
            return answer(try KMSActivities.logging(call, of: key, &world, handler))
        }
    }

    /// A call about one key, by its account or with an access token.
    static func accountOrToken(_ path: String, _ handler: @escaping KeyHandler) -> RESTRoute {
        RESTRoute("POST", base + "/:" + path) { world, call throws(Failure) in
            let key = try find(call, &world)
            return answer(
                try KMSActivities.logging(call, of: key, &world) { world, key, call throws(Failure) in
                    if call.owner == nil { try KMSTokens.admit(call, to: key, as: .access, world) }
                    return try handler(&world, key, call)
                })
        }
    }

    static func answer(_ data: JSON) -> Response { .json(["code": "SUCCESS", "data": data]) }

    /// The key that a path names, as it is now: an automatic rotation that is due happens first.
    static func find(_ call: RESTCall, _ world: inout World) throws(Failure) -> Record {
        let tag = call.ids.first ?? ""
        guard let key = world[.kmsKey, tag], key["boundary"] == boundary(of: call) else { throw .kms(.notFound) }
        KMSRotation.catchUp(key, &world)
        return world[.kmsKey, tag] ?? key
    }

    /// The host decides where a key is kept. (inferred) Source: api/kms.md §1, §2.
    static func boundary(of call: RESTCall) -> String {
        switch call.headers["host"]?.prefix(while: { $0 != "." }) {
        case "ocapi-kr": "KR"
        case "ocapi-jp": "JP"
        default: "GLOBAL"
        }
    }

    static func requireEnabled(_ key: Record, _ world: World) throws(Failure) {
        guard key["status"] == "ENABLE" else { throw .kmsStatus(world) }
    }

    /// A key that waits for its deletion is only looked at, or brought back.
    static func requireUnrevoked(_ key: Record, _ world: World) throws(Failure) {
        guard key["status"] != "REVOKE" else { throw .kmsStatus(world) }
    }
}

extension RESTService {
    /// Both APIs of Key Management Service. Source: api/kms.md §4, §5.
    static let kms = RESTService(
        "", naming: .inPath, isOpen: KMSTokens.isCarried,
        [KMSKeys.kind, KMSActivities.kind])
}

extension RESTCall {
    /// A field of the body that has to be a text.
    func text(_ name: String) throws(Failure) -> String {
        guard case .string(let text)? = body[name] else { throw .kms(.invalidRequest) }
        return text
    }

    /// A field of the body that has to be a whole number.
    func number(_ name: String, in range: ClosedRange<Int64>) throws(Failure) -> Int64 {
        guard case .integer(let number)? = body[name], range.contains(number) else { throw .kms(.invalidRequest) }
        return number
    }
}

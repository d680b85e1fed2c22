import OrderedJSON

/// Tokens that open a key without an account. Source: api/kms.md §4.
enum KMSTokens {
    /// What a token is for.
    enum Purpose: String {
        case access, refresh
    }

    static let header = "x-ncp-ocapi-token"

    static let routes: [RESTRoute] = [
        KMS.account("GET", "/token-generator", show), KMS.account("POST", "/token-generator", start),
        KMS.account("PUT", "/token-generator", replace), KMS.account("DELETE", "/token-generator", end),
        KMS.account("POST", "/token-set") { world, key, call throws(Failure) in try issue(call, key, &world) },
        refreshed("PUT", "/token-set") { world, key, call throws(Failure) in try issue(call, key, &world) },
        refreshed("POST", "/access-token", issueAccess),
    ]

    /// Such a request brings its own authorization instead of an account's signature.
    static func isCarried(_ request: Request) -> Bool { request.headers[header] != nil }

    /// - Throws: a refusal when the token of a call is not one of the key's, has expired, or comes from an address that
    ///   the key's list lacks.
    static func admit(_ call: RESTCall, to key: Record, as purpose: Purpose, _ world: World) throws(Failure) {
        guard let token = call.headers[header] else { throw .kms(.unauthorized) }
        let own = key.attributes["tokens"]?.elements.first { $0["token"]?.text == token }
        guard let own else {
            let isOfAnother = world.all(.kmsKey).contains { key in
                key.attributes["tokens"]?.elements.contains { $0["token"]?.text == token } ?? false
            }
            throw .kms(isOfAnother ? .forbidden : .unauthorized)
        }
        let isAlive = own["expires"]?.integer.map { $0 > world.now } ?? true
        guard own["purpose"]?.text == purpose.rawValue, isAlive else { throw .kms(.unauthorized) }
        guard KMSAcl.admits(call.address, to: key) else { throw .kms(.forbidden) }
    }

    /// A call that a refresh token opens.
    private static func refreshed(_ method: String, _ path: String, _ handler: @escaping KMS.KeyHandler) -> RESTRoute {
        RESTRoute(method, KMS.base + "/:" + path) { world, call throws(Failure) in
            let key = try KMS.find(call, &world)
            return KMS.answer(
                try KMSActivities.logging(call, of: key, &world) { world, key, call throws(Failure) in
                    try admit(call, to: key, as: .refresh, world)
                    return try handler(&world, key, call)
                })
        }
    }

    private static let show: KMS.KeyHandler = { _, key, _ throws(Failure) in
        let id = key.value("tokenGeneratorId")
        return ["tokenGeneratorId": id ?? .null, "status": id == nil ? "INACTIVE" : "ACTIVE"]
    }

    private static let start: KMS.KeyHandler = { world, key, _ throws(Failure) in
        try require(isActive: false, key, world)
        return renew(key, &world)
    }

    /// Every token issued so far is dead at once, here and when it ends.
    private static let replace: KMS.KeyHandler = { world, key, _ throws(Failure) in
        try require(isActive: true, key, world)
        return renew(key, &world)
    }

    private static let end: KMS.KeyHandler = { world, key, _ throws(Failure) in
        try require(isActive: true, key, world)
        world.set(.kmsKey, key.id, ["tokenGeneratorId": .null, "tokens": []])
        return .null
    }

    private static func renew(_ key: Record, _ world: inout World) -> JSON {
        world.set(.kmsKey, key.id, ["tokenGeneratorId": .string(world.random.uuid()), "tokens": []])
        return .null
    }

    private static func require(isActive: Bool, _ key: Record, _ world: World) throws(Failure) {
        try KMS.requireUnrevoked(key, world)
        guard (key.value("tokenGeneratorId") != nil) == isActive else { throw .kmsStatus(world) }
    }

    /// Tokens issued before stay valid.
    private static func issue(_ call: RESTCall, _ key: Record, _ world: inout World) throws(Failure) -> JSON {
        try require(isActive: true, key, world)
        let access = try token(.access, call, "accessTokenHours", usual: 72, &world)
        let refresh = try token(.refresh, call, "refreshTokenHours", usual: 2160, &world)
        keep([access, refresh], key, &world)
        return ["accessToken": access["token"] ?? "", "refreshToken": refresh["token"] ?? ""]
    }

    private static let issueAccess: KMS.KeyHandler = { world, key, call throws(Failure) in
        let access = try token(.access, call, "accessTokenHours", usual: 72, &world)
        keep([access], key, &world)
        return ["accessToken": access["token"] ?? ""]
    }

    private static func keep(_ tokens: [JSON], _ key: Record, _ world: inout World) {
        let alive = key.attributes["tokens"]?.elements.filter { token in
            token["expires"]?.integer.map { $0 > world.now } ?? true
        }
        world.set(.kmsKey, key.id, ["tokens": .array((alive ?? []) + tokens)])
    }

    /// The hours are a number, a number as a text, or `UL` for no end.
    private static func token(
        _ purpose: Purpose, _ call: RESTCall, _ field: String, usual: Int64, _ world: inout World
    ) throws(Failure) -> JSON {
        let given = call.body[field] ?? .integer(usual)
        let text = world.random.text(64, of: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")
        let token: JSON = ["token": .string(text), "purpose": .string(purpose.rawValue)]
        if given == "UL" { return token }
        guard let hours = given.integer, (1...17_520).contains(hours) else { throw .kms(.invalidRequest) }
        return token.with(["expires": .integer(world.now + hours * 3_600_000)])
    }
}

extension RESTCall {
    /// Where the call comes from. All clients of a simulator are on this machine, so they may say where they would be.
    var address: String {
        let claimed = headers["x-forwarded-for"]?.split(separator: ",").first
        return claimed.map { String($0.trimmingPrefix(" ")) } ?? "127.0.0.1"
    }
}

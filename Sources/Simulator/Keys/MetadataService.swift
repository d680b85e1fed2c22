import OrderedJSON

/// What a server of the account is told about itself and its role, at the simulator's own address instead of
/// `169.254.169.254`. Source: api/signing.md §4.
struct MetadataService: Sendable {
    /// Which versions of the service there are; a server can be set to version 2 alone.
    enum Versions: String, Sendable, CaseIterable {
        case both, v1, v2, none
    }

    static let roleId = "5b1c2d3e-0000-4000-8000-serverrole01"

    private var versions = Versions.both
    /// How long keys last, in virtual seconds.
    private var keySeconds: Int64 = 21_600
    private var tokens: Set<String> = []
    private var pair: KeyPair?

    /// `{"metadata": "both", "v1", "v2" or "none", "keySeconds": N}`; keys that were issued keep their end.
    mutating func set(_ body: JSON) throws(Failure) {
        if let given = body["metadata"] {
            guard let versions = Versions(rawValue: given.text ?? "") else {
                throw .rest(400, "100", "give metadata: \(Versions.allCases.map(\.rawValue).joined(separator: ", "))")
            }
            self.versions = versions
        }
        if let given = body["keySeconds"] {
            guard let seconds = given.integer, seconds > 0 else { throw .rest(400, "100", "give keySeconds, from 1") }
            (keySeconds, pair) = (seconds, nil)
        }
    }

    /// The answer to a request for metadata; nil for any other request.
    static func answer(_ request: Request, _ state: inout Cloud.State, real: Int64) -> Response? {
        let segments = request.segments
        guard let first = segments.first, ["latest", "2020-11-18"].contains(first) else { return nil }
        state.calls.count(request.method + " " + request.path)
        let words = segments.dropFirst().joined(separator: "/")
        guard state.metadata.versions != .none else { return missing }
        guard words != "api/token" else { return state.metadata.token(request, &state.world) }
        guard request.method == "GET", words.hasPrefix("meta-data/iam") else { return missing }
        guard state.metadata.admits(request) else { return .plain("Unauthorized", status: 401) }
        return text(words.dropFirst("meta-data/iam".count), &state, real: real)
    }

    private static let missing = Response.plain("Path Not found.", status: 404)

    /// Version 2 begins with a token.
    private mutating func token(_ request: Request, _ world: inout World) -> Response {
        guard versions != .v1, request.method == "PUT" else { return Self.missing }
        let seconds = request.headers["x-ncp-metadata-token-ttl-seconds"].flatMap(Int64.init) ?? 0
        // What is answered to a wrong time is (inferred), and tokens do not end here.
        guard (1...21_600).contains(seconds) else { return .plain("Bad Request", status: 400) }
        let token = world.random.text(40, of: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789")
        tokens.insert(token)
        return .plain(token)
    }

    /// A token that is sent has to be one; without any only version 1 answers. (inferred: the refusal)
    private func admits(_ request: Request) -> Bool {
        guard let token = request.headers["x-ncp-metadata-token"] else { return versions != .v2 }
        return versions == .v1 || tokens.contains(token)
    }

    private static func text(_ path: Substring, _ state: inout Cloud.State, real: Int64) -> Response {
        switch path.split(separator: "/").map(String.init) {
        case []: return .plain("info\nsecurity-credentials")
        case ["info"]:
            return .json([
                "roleId": .string(roleId), "roleName": "reconciler", "roleType": "Server",
                "createTime": "2026-01-01T00:00:00Z",
            ])
        case ["security-credentials"]: return .plain(roleId)
        case ["security-credentials", roleId]:
            return .json(state.metadata.keys(&state.signatures, &state.world, real: real))
        default: return missing
        }
    }

    /// The present keys; new ones once half of their life is over. (inferred: when)
    private mutating func keys(_ signatures: inout SignatureCheck, _ world: inout World, real: Int64) -> JSON {
        let life = keySeconds * 1000
        if pair.map({ ($0.end ?? 0) - world.now <= life / 2 }) ?? true {
            let fresh = KeyRing.issue(to: .role, until: world.now + life, &world)
            signatures.put(fresh)
            pair = fresh
        }
        guard let pair, let end = pair.end else { return [:] }
        // Clients compare with their own clock, which the world's may run faster than.
        let speed = world.clock.speed > 0 ? world.clock.speed : 1
        let announced = real + Int64(Double(end - world.now) / speed)
        return [
            "Code": "Success", "Message": "", "AccessKeyId": .string(pair.accessKey),
            "SecretAccessKey": .string(pair.secretKey),
            "Expiration": .string(Timestamp(milliseconds: announced).universal),
        ]
    }
}

extension Response {
    fileprivate static func plain(_ text: String, status: Int = 200) -> Response {
        Response(status: status, contentType: "text/plain;charset=UTF-8", body: Array(text.utf8))
    }
}

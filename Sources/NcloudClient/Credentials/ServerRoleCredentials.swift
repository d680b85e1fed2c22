import OrderedJSON

/// The temporary keys of the role of the server this runs on, renewed before they end. Source: api/signing.md §4.
///
/// Asks metadata version 2 (with a token) first, then version 1.
public actor ServerRoleCredentials: CredentialProvider {
    /// Keys are renewed when they end within this many milliseconds.
    private static let renewalMargin: Int64 = 15 * 60 * 1000

    private let origin: String
    private let transport: any HTTPTransport
    private let now: @Sendable () -> Int64
    private var cached: Credentials?

    /// - Parameters:
    ///   - origin: Scheme and host of the metadata service; `NCLOUD_METADATA_API_ENDPOINT` replaces it in tests.
    ///   - transport: One with short limits: anywhere else than on a server nothing answers.
    ///   - now: Milliseconds since 1970.
    public init(
        origin: String = "http://169.254.169.254",
        transport: any HTTPTransport = CurlTransport(
            limits: .init(connect: .seconds(1), stall: .seconds(3), total: .seconds(3))),
        now: @escaping @Sendable () -> Int64 = ServerClock.systemMilliseconds
    ) {
        self.origin = origin
        self.transport = transport
        self.now = now
    }

    public func current() async throws(CredentialFailure) -> Credentials {
        if let cached, let expiry = cached.expiry, expiry.milliseconds - now() > Self.renewalMargin { return cached }
        let fresh = try await fetch()
        cached = fresh
        return fresh
    }

    private func fetch() async throws(CredentialFailure) -> Credentials {
        let token = try await token()
        let role = try await text("/latest/meta-data/iam/security-credentials", token: token)
        let roleID = String(role[...].trimmingSpaces())
        guard !roleID.isEmpty, !roleID.contains("/") else { throw CredentialFailure("this server has no role") }
        let answer = try await text("/latest/meta-data/iam/security-credentials/\(roleID)", token: token)
        guard let json = try? JSON(parsing: answer), let accessKey = json["AccessKeyId"]?.text,
            let secretKey = json["SecretAccessKey"]?.text
        else { throw CredentialFailure("the metadata service returned no keys for role \(roleID)") }
        return Credentials(
            accessKey: accessKey, secretKey: secretKey, source: .serverRole(roleID),
            expiry: json["Expiration"]?.text.flatMap(Self.date))
    }

    /// A token of metadata version 2, nil on a server that only has version 1.
    private func token() async throws(CredentialFailure) -> String? {
        let request = HTTPRequest(
            method: .put, origin: origin, target: "/latest/api/token",
            headers: [HTTPHeader("X-NCP-METADATA-TOKEN-TTL-SECONDS", "21600")], body: [], isRepeatable: true)
        let response = try await answer(to: request)
        guard response.status == 200 else { return nil }
        return String(decoding: response.body, as: UTF8.self)
    }

    private func text(_ target: String, token: String?) async throws(CredentialFailure) -> String {
        let headers = token.map { [HTTPHeader("X-NCP-METADATA-TOKEN", $0)] } ?? []
        let response = try await answer(
            to: HTTPRequest(method: .get, origin: origin, target: target, headers: headers, isRepeatable: true))
        guard response.status == 200 else {
            throw CredentialFailure(
                "this server has no role (the metadata service responded with HTTP \(response.status))")
        }
        return String(decoding: response.body, as: UTF8.self)
    }

    private func answer(to request: HTTPRequest) async throws(CredentialFailure) -> HTTPResponse {
        do throws(TransportFailure) { return try await transport.send(request) } catch {
            throw CredentialFailure("the metadata service does not respond (\(error.cause.rawValue))")
        }
    }

    /// `2020-12-31T08:53:47Z`, also with `+0000`; read as UTC.
    private static func date(_ text: String) -> ServerDate? {
        let parts = text.prefix(19).split(separator: "T")
        guard parts.count == 2 else { return nil }
        return HTTPDate.parse("\(parts[0].filter { $0 != "-" }) \(parts[1]) GMT")
    }
}

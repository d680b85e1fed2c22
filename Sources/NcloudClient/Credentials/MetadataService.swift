import OrderedJSON

/// The service that tells a server about itself, asked for the keys of its role. Source: api/signing.md §4.
///
/// Version 2 (with a token) is tried first, then version 1.
struct MetadataService: Sendable {
    let origin: String
    let transport: any HTTPTransport

    func credentials() async throws(CredentialFailure) -> Credentials {
        let token = try await token()
        let role = try await text("/latest/meta-data/iam/security-credentials", token: token)
        let roleID = String(role[...].trimmingSpaces())
        guard !roleID.isEmpty, !roleID.contains("/") else { throw CredentialFailure("this server has no role") }
        let answer = try await text("/latest/meta-data/iam/security-credentials/\(roleID)", token: token)
        guard let json = try? JSON(parsing: answer), let accessKey = json["AccessKeyId"]?.text,
            let secretKey = json["SecretAccessKey"]?.text, !accessKey.isEmpty, !secretKey.isEmpty
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

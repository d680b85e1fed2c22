import OrderedJSON

extension KMSKey {
    /// What is done with a key, by its name in each API.
    enum Action: String {
        case encrypt, decrypt, sign, verify
        case reEncrypt = "re-encrypt"
        case createDataKey = "create-custom-key"

        /// API 1.0 joins the words. Source: api/kms.md §5.
        var olderName: String {
            switch self {
            case .reEncrypt: "reencrypt"
            case .createDataKey: "createCustomKey"
            case .encrypt, .decrypt, .sign, .verify: rawValue
            }
        }
    }

    /// Makes a call.
    /// - Parameter sealed: what it is about, to tell why it was refused.
    /// - Returns: the `data` of the answer.
    func call(
        _ action: Action, _ members: [(String, JSON)], sensitive: Set<String> = [], about sealed: KMSText? = nil
    ) async throws(KMSFailure) -> JSON {
        var body = JSON.object([:]).members
        for (name, value) in members { body[name] = value }
        let request = request(action, .object(body), sensitive)
        do throws(APIFailure) {
            let answer = try await caller.call(request)
            // Older pages show the members without an envelope.
            return answer["data"] ?? answer
        } catch {
            throw KMSFailure(error, of: self, action, sealed, status: await status(after: error))
        }
    }

    private func request(_ action: Action, _ body: JSON, _ sensitive: Set<String>) -> APIRequest {
        switch api {
        case .version1(let signature):
            let service: Service = signature == .v2 ? .kmsSignedV2 : .kmsSignedV1
            return .rest(service, .post, "/\(tag)/\(action.olderName)", body: body, sensitive: sensitive)
                .signed(signature)
        case .version2:
            return .rest(.kms, .post, "/keys/\(tag)/\(action.rawValue)", body: body, sensitive: sensitive)
        }
    }

    /// The status of the key, asked for when that may be why a call was refused; nil when it is not, or is not told.
    private func status(after failure: APIFailure) async -> String? {
        guard KMSFailure.isAboutStatus(failure) else { return nil }
        let answer = try? await caller.call(.rest(.kms, .get, "/keys/\(tag)"))
        return answer?["data"]?["status"]?.text
    }
}

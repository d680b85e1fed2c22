import Model
import NcloudClient

extension KMSAccess {
    /// KMS of a cloud, called with its credentials.
    public init(_ cloud: CloudConnection) {
        // The financial site has API 1.0 alone. Source: api/kms.md §1.
        let isFinancial = cloud.endpoint == .ncloud(.fin)
        let api: KMSKey.API = isFinancial ? .version1(signature: .v2) : .version2
        self.init { tag, plaintext throws(Failure) in
            do throws(KMSFailure) {
                return try await KMSKey(tag, through: cloud.caller, api: api)
                    .encrypt(plaintext.withBytes(Array.init))
            } catch {
                throw Failure(error)
            }
        } decrypt: { tag, ciphertext throws(Failure) in
            do throws(KMSFailure) {
                return SecretBytes(try await KMSKey(tag, through: cloud.caller, api: api).decrypt(ciphertext))
            } catch {
                throw Failure(error)
            }
        }
    }
}

extension KMSAccess.Failure {
    init(_ failure: KMSFailure) {
        self.init(failure.message, help: failure.help, isWrongKey: failure.reason == .wrongKey)
    }
}

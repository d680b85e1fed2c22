import Execution
import Model
import NcloudClient

extension KMSAccess {
    /// KMS of a cloud, called with its credentials.
    public init(_ cloud: CloudConnection) {
        // What waits for a key waits for everything else: half a minute is enough to know that KMS is away.
        let caller = PatientCaller(
            cloud.client, limiter: cloud.limiter, policy: RetryPolicy(patience: .seconds(30)), clock: cloud.clock,
            counter: cloud.counter, announce: cloud.announce)
        // The financial site has API 1.0 alone. Source: api/kms.md §1.
        let isFinancial = cloud.endpoint == .ncloud(.fin)
        let api: KMSKey.API = isFinancial ? .version1(signature: .v2) : .version2
        self.init { tag, plaintext throws(Failure) in
            do throws(KMSFailure) {
                return try await KMSKey(tag, through: caller, api: api)
                    .encrypt(plaintext.withBytes(Array.init))
            } catch {
                throw Failure(error)
            }
        } decrypt: { tag, ciphertext throws(Failure) in
            do throws(KMSFailure) {
                return SecretBytes(try await KMSKey(tag, through: caller, api: api).decrypt(ciphertext))
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

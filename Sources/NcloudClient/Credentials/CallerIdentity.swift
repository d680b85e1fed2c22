import OrderedJSON

/// Who owns an access key, as the cloud tells. Source: api/identity.md §1.
public struct CallerIdentity: Sendable, Hashable {
    /// The user: the main account, a sub account or a role.
    public var id: String
    /// The account's access page; empty when the cloud tells none. Two users of one account share it.
    public var alias: String
    /// `Customer`, `Sub` or `Role`.
    public var userType: String
}

extension NcloudClient {
    /// Asks whose the access key is.
    /// - Returns: nil when the cloud does not tell: the call is not served there, or is refused.
    public func callerIdentity() async -> CallerIdentity? {
        for _ in 0..<Self.identityAttempts {
            do throws(APIFailure) {
                return CallerIdentity(try await call(.rest(.sts, .get, "/caller-identity")))
            } catch {
                switch error.classification {
                case .retry, .ambiguous, .busy, .clockSkew: continue
                case .gone, .quota, .unauthenticated, .refused: return nil
                }
            }
        }
        return nil
    }

    /// A cloud that does not tell who calls is no reason to stop, so it is not asked for long.
    private static let identityAttempts = 3
}

extension CallerIdentity {
    /// Nil for an answer that names nobody.
    fileprivate init?(_ answer: JSON) {
        let id = answer["id"]?.text ?? ""
        let alias = answer["loginAlias"]?.text ?? ""
        guard !id.isEmpty || !alias.isEmpty else { return nil }
        self.init(id: id, alias: alias, userType: answer["userType"]?.text ?? "")
    }
}

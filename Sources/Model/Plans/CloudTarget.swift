/// Whom a plan is about: the cloud, the region, the account and the environment of the manifests.
public struct CloudTarget: Hashable, Sendable {
    /// Who owns the access key, as far as the cloud tells. Source: api/identity.md §1.
    public struct Account: Hashable, Sendable {
        /// The user: the main account or one of its sub accounts; empty when not told.
        public var id: String
        /// What users of one account have in common; empty when not told.
        public var alias: String

        public init(id: String, alias: String) {
            self.id = id
            self.alias = alias
        }
    }

    /// `ncloud`, `ncloud-gov`, `ncloud-fin`, `simulator`, or the address of another endpoint.
    public var cloud: String
    public var region: String
    /// The environment laid over the manifests; nil for none.
    public var environment: String?
    /// Nil when it was not asked for, or the cloud does not tell.
    public var account: Account?

    public init(cloud: String, region: String, environment: String? = nil, account: Account? = nil) {
        self.cloud = cloud
        self.region = region
        self.environment = environment
        self.account = account
    }
}

extension CloudTarget: CustomStringConvertible {
    /// Without the account, such as `ncloud KR, environment prod`.
    public var place: String { CloudTarget(cloud: cloud, region: region, environment: environment).description }

    /// On one line, such as `ncloud KR, account acme, environment prod`.
    public var description: String {
        let parts = [
            "\(cloud) \(region)", account.map { "account \($0)" }, environment.map { "environment \($0)" },
        ]
        return parts.compactMap(\.self).joined(separator: ", ")
    }
}

extension CloudTarget.Account: CustomStringConvertible {
    public var description: String { alias.isEmpty ? id : alias }
}

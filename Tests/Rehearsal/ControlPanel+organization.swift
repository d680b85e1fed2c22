import OrderedJSON

extension ControlPanel {
    /// The account is in an organization, and has limits: each with a code, a name, and a count.
    /// - Parameter isMaster: whether it may read them.
    public func organization(isMaster: Bool = true, quotas: [JSON]) async throws {
        try await send(.post, "organization", ["master": .bool(isMaster), "quotas": .array(quotas)])
    }
}

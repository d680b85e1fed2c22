import OrderedJSON

extension ControlPanel {
    /// A server of the Classic environment that was there before; only its name is required.
    /// - Returns: its number.
    @discardableResult
    public func addClassicServer(_ description: JSON) async throws -> String {
        try await send(.post, "classic-servers", description)["serverInstanceNo"]?.text ?? ""
    }

    /// A certificate that the account has.
    public func addCertificate(_ name: String) async throws {
        _ = try await send(.post, "certificates", ["name": .string(name)])
    }

    /// An instance of CDN+ that was there before, or of Global CDN with `global`; only its name is required.
    /// - Returns: its number.
    @discardableResult
    public func addCdn(_ description: JSON) async throws -> String {
        try await send(.post, "cdns", description)["cdnInstanceNo"]?.text ?? ""
    }
}

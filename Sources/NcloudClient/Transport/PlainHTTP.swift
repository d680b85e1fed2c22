/// Where unencrypted http is allowed: this machine, and the metadata service a cloud server can only reach that way.
enum PlainHTTP {
    /// The address of the metadata service. Source: api/signing.md §4.
    static let metadataHost = "169.254.169.254"

    /// Whether `origin` may be called: any https, and http to loopback or the metadata service.
    static func isAllowed(_ origin: String) -> Bool {
        if origin.hasPrefix("https://") { return true }
        return isLoopback(origin) || origin == "http://\(metadataHost)"
    }

    /// Whether `origin` names this machine by a loopback address or as `localhost`.
    static func isLoopback(_ origin: String) -> Bool {
        guard let scheme = ["http://", "https://"].first(where: { origin.hasPrefix($0) }) else { return false }
        let authority = origin.dropFirst(scheme.count).prefix { $0 != "/" && $0 != "?" && $0 != "#" }
        // A user part could hide the real host behind something that reads like loopback.
        guard !authority.contains("@"), !authority.contains("\\") else { return false }
        if authority.hasPrefix("[") { return authority.prefix { $0 != "]" } == "[::1" }
        let host = authority.prefix { $0 != ":" }
        return host.lowercased() == "localhost" || isLoopbackAddress(host)
    }

    private static func isLoopbackAddress(_ host: Substring) -> Bool {
        let parts = host.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 4 && parts.first == "127"
            && parts.allSatisfy { $0.count <= 3 && $0.allSatisfy(\.isNumber) && UInt8($0) != nil }
    }
}

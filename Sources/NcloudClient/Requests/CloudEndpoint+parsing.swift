/// Why a text names no cloud.
public struct EndpointError: Error, Sendable, Hashable, CustomStringConvertible {
    public var description: String
}

extension CloudEndpoint {
    /// Reads `ncloud`, `ncloud-gov`, `ncloud-fin`, the site names `public`, `gov`, `fin`, or `http(s)://host[:port]`.
    ///
    /// The address of a site's own action gateway, as `NCLOUD_API_GW` holds it, means that site.
    /// - Throws: ``EndpointError`` for anything else, and for plain http to another machine.
    public init(parsing text: String) throws(EndpointError) {
        switch text {
        case "ncloud", "ncloud-public", "public": self = .ncloud(.public)
        case "ncloud-gov", "gov": self = .ncloud(.gov)
        case "ncloud-fin", "fin": self = .ncloud(.fin)
        default: self = try Self.address(text)
        }
    }

    private static func address(_ text: String) throws(EndpointError) -> CloudEndpoint {
        var origin = text[...]
        while origin.last == "/" { origin.removeLast() }
        let sites = Site.allCases.map(CloudEndpoint.ncloud)
        if let site = sites.first(where: { $0.origin(of: .vpc) == origin }) { return site }
        // One third-party list spells the financial site's gateway without the prefix. Source: api/common.md §2.
        if origin == "https://ncloud.apigw.fin-ntruss.com" { return .ncloud(.fin) }
        guard let scheme = ["http://", "https://"].first(where: { origin.hasPrefix($0) }) else {
            throw EndpointError(
                description: "unknown cloud \"\(text)\"; use ncloud, ncloud-gov, ncloud-fin or https://host[:port]")
        }
        let authority = origin.dropFirst(scheme.count)
        guard !authority.isEmpty, !authority.contains(where: { "/?#@\\".contains($0) || $0.isWhitespace }) else {
            throw EndpointError(
                description: "\"\(text)\" must be a scheme, a host and optionally a port, without path or user")
        }
        guard scheme == "https://" || PlainHTTP.isLoopback(String(origin)) else {
            throw EndpointError(description: "plain http is only allowed for this machine; use https for \(authority)")
        }
        return .custom(origin: String(origin))
    }
}

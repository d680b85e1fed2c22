import OrderedJSON

/// Where a stage's HTTP endpoints are: a scheme, a host and the beginning of a path, or NONE. Source: api/apigateway.md §5.1.
struct EndpointDomain: Sendable {
    let isSecure: Bool
    let host: String
    let port: Int?
    /// What comes before the path of a method; without a `/` at its end.
    let path: String

    /// nil for NONE and for anything that is no such address.
    init?(_ text: String) {
        isSecure = text.hasPrefix("https://")
        guard isSecure || text.hasPrefix("http://") else { return nil }
        let rest = text.dropFirst(isSecure ? 8 : 7)
        var authority = rest.prefix { $0 != "/" }
        var path = rest.dropFirst(authority.count)
        guard path.utf8.allSatisfy({ HeaderRule.isWordByte($0) || "&%./-~".utf8.contains($0) }) else { return nil }
        if let at = authority.lastIndex(of: "@") { authority = authority[authority.index(after: at)...] }
        let parts = authority.split(separator: ":", omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count), !parts[0].isEmpty,
            parts[0].utf8.allSatisfy({ HeaderRule.isWordByte($0) || ".-".utf8.contains($0) })
        else { return nil }
        port = parts.count == 2 ? Int(parts[1]) : nil
        guard parts.count == 1 || (1...65_535).contains(port ?? 0) else { return nil }
        host = String(parts[0]).lowercased()
        while path.hasSuffix("/") { path = path.dropLast() }
        self.path = String(path)
    }

    /// Whether it is this machine.
    var isLoopback: Bool { host == "localhost" || AddressBlock.address(host).map { $0 >> 24 == 127 } ?? false }

    /// - Throws: the refusal of a request whose `name` is neither NONE nor an address.
    static func check(_ body: JSON, _ name: String) throws(Failure) {
        let text = try body.text(name, upTo: 200)
        guard text == "NONE" || EndpointDomain(text) != nil else { throw .invalidField(name) }
    }
}

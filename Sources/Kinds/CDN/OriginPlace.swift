import Model

/// Where the origin of a CDN+ or Global CDN instance is, as an edge wants it: one host, one protocol, one port.
struct OriginPlace {
    /// Nil where the instance shows none.
    var host: String?
    var spoken = "HTTP"
    var port: Int64 = 80
    var path: String?
    /// What is lost of it, a sentence each.
    var notes: [String] = []

    /// A path of an edge's origin has so many characters (``EdgeOrigin``).
    private static let longestPath = 100

    /// - Parameter origin: the member `origin` of an instance; its host may be a URL. HTTPS is preferred. (inferred)
    init(_ origin: Attributes) {
        guard var rest = origin.text("host").map({ $0[...] }) else { return }
        var scheme: String?
        if let end = rest.firstRange(of: "://") {
            scheme = rest[..<end.lowerBound].lowercased()
            rest = rest[end.upperBound...]
        }
        let place = rest.prefix { $0 != "/" }
        let own = String(rest.dropFirst(place.count))
        let parts = place.split(separator: ":", maxSplits: 1)
        // An address of version 6 is no host of an edge.
        host = parts.first.map(String.init).flatMap { $0.hasPrefix("[") ? nil : $0 }
        let http = Self.port(origin["httpPort"])
        let https = Self.port(origin["httpsPort"])
        let isSecure = scheme.map { $0 == "https" } ?? (https != nil)
        spoken = isSecure ? "HTTPS" : "HTTP"
        let written = parts.dropFirst().first.flatMap { Int64($0) }.flatMap { Self.ports.contains($0) ? $0 : nil }
        port = written ?? (isSecure ? https ?? 443 : http ?? 80)
        if isSecure, scheme == nil, let http { notes.append("the origin was also requested by HTTP on port \(http)") }
        takePath([own, origin.text("path") ?? ""])
    }

    private static let ports: ClosedRange<Int64> = 1...65_535

    private static func port(_ value: Value?) -> Int64? {
        value?.integer.flatMap { ports.contains($0) ? $0 : nil }
    }

    private mutating func takePath(_ parts: [String]) {
        let names = parts.flatMap { $0.split(separator: "/") }
        guard !names.isEmpty else { return }
        let whole = "/" + names.joined(separator: "/")
        if whole.count <= Self.longestPath {
            path = whole
        } else {
            notes.append(
                "the path of its origin is missing, as it has more than \(Self.longestPath) characters: \(whole)")
        }
    }
}

/// A time to cache content for, as an edge wants it: `7d` and `604800` are both read. (inferred: no document shows one)
struct CacheAge {
    let number: Int64
    let unit: String

    private static let units: [Character: (name: String, seconds: Int64)] = [
        "s": ("SECONDS", 1), "m": ("MINUTES", 60), "h": ("HOURS", 3600), "d": ("DAYS", 86_400),
    ]
    /// 365 days, in seconds.
    private static let longest: Int64 = 31_536_000

    /// Nil for what is no time, or a longer one than a year.
    init?(_ text: String) {
        let digits = text.prefix(while: \.isNumber)
        let end = text.dropFirst(digits.count).lowercased()
        guard let number = Int64(digits), let unit = Self.units[end.first ?? "s"], end.count <= 1,
            (1...Self.longest / unit.seconds).contains(number)
        else { return nil }
        self.number = number
        self.unit = unit.name
    }
}

/// An IPv4 range in CIDR notation, its host bits zero.
public struct IPv4Range: Hashable, Sendable, CustomStringConvertible {
    public var base: UInt32
    /// The prefix length, 0 to 32.
    public var prefix: Int

    /// Reads `10.0.0.0/16`. Nil when it is no range, or an address inside one (`10.0.0.1/16`).
    public init?(_ text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, let address = IPv4Range.address(String(parts[0])), let prefix = Int(parts[1]),
            (0...32).contains(prefix), String(prefix) == parts[1]
        else { return nil }
        self.init(base: address, prefix: prefix)
        guard base & ~mask == 0 else { return nil }
    }

    /// Reads a range whatever its host bits are, and a single address as the range of that one.
    public init?(including text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count), let address = IPv4Range.address(String(parts[0])) else { return nil }
        let prefix = parts.count == 1 ? 32 : Int(parts[1]) ?? -1
        guard (0...32).contains(prefix), parts.count == 1 || String(prefix) == parts[1] else { return nil }
        self.init(base: prefix == 0 ? 0 : address & ~0 << UInt32(32 - prefix), prefix: prefix)
    }

    /// The range as text, a single address without its prefix length.
    var shortest: String { prefix == 32 ? IPv4Range.text(base) : description }

    private init(base: UInt32, prefix: Int) {
        self.base = base
        self.prefix = prefix
    }

    /// Reads a dotted address of four numbers without leading zeros.
    public static func address(_ text: String) -> UInt32? {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 4 else { return nil }
        var address: UInt32 = 0
        for part in parts {
            guard let number = UInt8(part), String(number) == part else { return nil }
            address = address << 8 | UInt32(number)
        }
        return address
    }

    private var mask: UInt32 { prefix == 0 ? 0 : ~0 << UInt32(32 - prefix) }

    public func contains(_ other: IPv4Range) -> Bool {
        other.prefix >= prefix && other.base & mask == base
    }

    public func overlaps(_ other: IPv4Range) -> Bool { contains(other) || other.contains(self) }

    public func contains(address: UInt32) -> Bool { address & mask == base }

    /// Where `address` stands in the range, counted from its base at 0.
    public func position(of address: UInt32) -> UInt32 { address - base }

    /// The last address of the range.
    public var last: UInt32 { base | ~mask }

    /// The dotted spelling of an address.
    public static func text(_ address: UInt32) -> String {
        [24, 16, 8, 0].map { String(address >> UInt32($0) & 255) }.joined(separator: ".")
    }

    /// The address space that VPCs may use (api/vpc.md §3.1).
    public static let privateSpace = [
        IPv4Range(base: 10 << 24, prefix: 8), IPv4Range(base: 172 << 24 | 16 << 16, prefix: 12),
        IPv4Range(base: 192 << 24 | 168 << 16, prefix: 16),
    ]

    public var description: String {
        "\(IPv4Range.text(base))/\(prefix)"
    }
}

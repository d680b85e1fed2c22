/// An IPv4 block such as `10.0.0.0/16`.
struct AddressBlock: Hashable, Sendable {
    let first: UInt32
    let prefix: Int

    /// nil for anything but four numbers and a length, with all host bits zero.
    init?(_ text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, let address = Self.address(String(parts[0])), let prefix = Int(parts[1]),
            (0...32).contains(prefix)
        else { return nil }
        first = address
        self.prefix = prefix
        guard Int64(address) % size == 0 else { return nil }
    }

    var size: Int64 { Int64(1) << (32 - prefix) }

    var last: UInt32 { UInt32(Int64(first) + size - 1) }

    func contains(_ other: AddressBlock) -> Bool { first <= other.first && other.last <= last }

    func overlaps(_ other: AddressBlock) -> Bool { first <= other.last && other.first <= last }

    func contains(_ address: UInt32) -> Bool { (first...last).contains(address) }

    /// Whether the block is /16 … /28 of private space. Source: api/vpc.md §3.1.
    var isAllowedForNetworks: Bool {
        let spaces = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"].compactMap(AddressBlock.init)
        return (16...28).contains(prefix) && spaces.contains { $0.contains(self) }
    }

    static func address(_ text: String) -> UInt32? {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 4 else { return nil }
        var address: UInt32 = 0
        for part in parts {
            guard let byte = UInt8(part) else { return nil }
            address = address << 8 | UInt32(byte)
        }
        return address
    }

    static func spelled(_ address: UInt32) -> String {
        [24, 16, 8, 0].map { String(address >> $0 & 0xFF) }.joined(separator: ".")
    }
}

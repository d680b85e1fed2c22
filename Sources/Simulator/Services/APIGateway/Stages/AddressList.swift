/// Addresses and blocks of addresses, separated by commas, lines or blanks. Source: api/apigateway.md §5.1 (ipAclList).
struct AddressList: Sendable {
    private let ranges: [ClosedRange<UInt32>]

    /// nil where some entry is neither an IPv4 address nor a block.
    init?(_ text: String) {
        var ranges: [ClosedRange<UInt32>] = []
        for entry in text.split(whereSeparator: { $0 == "," || $0.isNewline || $0 == " " }) {
            guard let range = Self.range(entry) else { return nil }
            ranges.append(range)
        }
        guard !ranges.isEmpty else { return nil }
        self.ranges = ranges
    }

    func contains(_ address: UInt32) -> Bool { ranges.contains { $0.contains(address) } }

    private static func range(_ entry: Substring) -> ClosedRange<UInt32>? {
        let parts = entry.split(separator: "/", omittingEmptySubsequences: false)
        guard let address = AddressBlock.address(String(parts[0])), parts.count <= 2 else { return nil }
        guard parts.count == 2 else { return address...address }
        guard let length = Int(parts[1]), (0...32).contains(length) else { return nil }
        let host = length == 0 ? UInt32.max : (UInt32(1) << (32 - length)) - 1
        return (address & ~host)...(address | host)
    }
}

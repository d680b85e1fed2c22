import Model

/// Names for what takes the place of classic objects: those that VPC takes, each once.
struct SuccessorNames {
    private var taken: Set<Address> = []

    /// An address for an object of `kind`, as like to `text` as may be. Source: api/common.md §7.
    mutating func address(_ kind: String, _ text: String) -> Address {
        let plain = Self.plain(text)
        var address = Address(kind: kind, name: plain)
        var number = 2
        while !taken.insert(address).inserted {
            address.name = Self.fitted(plain, before: "-\(number)")
            number += 1
        }
        return address
    }

    private static let length = 3...30

    private static func plain(_ text: String) -> String {
        let words = text.lowercased().utf8.split { byte in
            !(UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
                && !(UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
        }
        var name = words.map { String(decoding: $0, as: UTF8.self) }.joined(separator: "-")
        if name.first?.isLetter != true { name = name.isEmpty ? "classic" : "classic-" + name }
        if name.count < length.lowerBound { name += "-classic" }
        return fitted(name, before: "")
    }

    /// The name with an end, cut where it takes too much.
    private static func fitted(_ name: String, before end: String) -> String {
        var start = String(name.prefix(length.upperBound - end.count))
        while start.last == "-" { start.removeLast() }
        return start + end
    }
}

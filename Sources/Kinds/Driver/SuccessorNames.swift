import Model

/// Names for what takes the place of other objects: those that services take today, each once.
struct SuccessorNames {
    /// What is put to names that are too short, or do not begin with a letter.
    let filler: String
    private var taken: Set<Address> = []

    init(filler: String) { self.filler = filler }

    /// An address for an object of `kind` whose name is `text`, changed as little as possible. Source: api/common.md §7;
    /// names of Global Edge may have more (api/classic-and-others.md §5).
    mutating func address(_ kind: String, _ text: String) -> Address {
        let plain = plain(text)
        var address = Address(kind: kind, name: plain)
        var number = 2
        while !taken.insert(address).inserted {
            address.name = Self.fitted(plain, before: "-\(number)")
            number += 1
        }
        return address
    }

    private static let length = 3...30

    private func plain(_ text: String) -> String {
        let words = text.lowercased().utf8.split { byte in
            !(UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
                && !(UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
        }
        var name = words.map { String(decoding: $0, as: UTF8.self) }.joined(separator: "-")
        if name.first?.isLetter != true { name = name.isEmpty ? filler : "\(filler)-\(name)" }
        if name.count < Self.length.lowerBound { name += "-\(filler)" }
        return Self.fitted(name, before: "")
    }

    /// The name with an end, cut where it takes too much.
    private static func fitted(_ name: String, before end: String) -> String {
        var start = String(name.prefix(length.upperBound - end.count))
        while start.last == "-" { start.removeLast() }
        return start + end
    }
}

import Model

/// Numbers as sentences say them.
enum Quantity {
    /// `1 object`, `2 objects`.
    static func count(_ number: Int, _ noun: String, plural: String? = nil) -> String {
        Counted.of(number, noun, plural: plural)
    }

    /// How often each word occurs, in the order of first occurrence.
    static func tally(_ words: [String]) -> [(word: String, count: Int)] {
        var counts: [(word: String, count: Int)] = []
        for word in words {
            if let index = counts.firstIndex(where: { $0.word == word }) {
                counts[index].count += 1
            } else {
                counts.append((word, 1))
            }
        }
        return counts
    }

    /// A length of time in its two largest units: `0.4 s`, `12 s`, `4 min 12 s`, `1 h 5 min`.
    static func time(_ seconds: Double) -> String {
        guard seconds >= 0, seconds < 1e9 else { return "(unknown time)" }
        if seconds < 9.95 {
            let tenths = Int((seconds * 10).rounded())
            return tenths % 10 == 0 ? "\(tenths / 10) s" : "\(tenths / 10).\(tenths % 10) s"
        }
        let whole = Int(seconds.rounded())
        if whole < 60 { return "\(whole) s" }
        if whole < 3600 { return two(whole / 60, "min", whole % 60, "s") }
        return two(whole / 3600, "h", whole % 3600 / 60, "min")
    }

    static func time(_ seconds: Int) -> String { time(Double(seconds)) }

    private static func two(_ large: Int, _ unit: String, _ small: Int, _ smaller: String) -> String {
        small == 0 ? "\(large) \(unit)" : "\(large) \(unit) \(small) \(smaller)"
    }

    /// How many of each kind, by name: `PublicIp 1, Server 2`.
    static func perKind(_ addresses: [Address]) -> String {
        var counts: [String: Int] = [:]
        for address in addresses { counts[address.kind, default: 0] += 1 }
        return counts.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: ", ")
    }

    /// The names in natural order, runs of numbers drawn together: `db, web-0 … web-11`. Past `limit` names and runs
    /// the rest is only counted.
    static func names(_ addresses: [Address], limit: Int = 60) -> String {
        var runs: [NameRun] = []
        for address in addresses.sorted() {
            if let last = runs.indices.last, runs[last].takes(address.name) { continue }
            runs.append(NameRun(address.name))
        }
        let rest = runs.dropFirst(limit).reduce(0) { $0 + $1.length }
        return runs.prefix(limit).map(\.text).joined(separator: ", ") + (rest > 0 ? " and \(rest) more" : "")
    }
}

/// Names that differ in a number that counts up by one at their end.
private struct NameRun {
    private let first: String
    private var last: String
    private(set) var length = 1

    init(_ name: String) {
        first = name
        last = name
    }

    /// Takes `name` in if it is the one after the last.
    mutating func takes(_ name: String) -> Bool {
        guard let (stem, number) = Self.parts(last), let (otherStem, next) = Self.parts(name), stem == otherStem,
            next == number + 1
        else { return false }
        last = name
        length += 1
        return true
    }

    var text: String {
        switch length {
        case 1: first
        case 2: "\(first), \(last)"
        default: "\(first) … \(last)"
        }
    }

    /// Stem and number; nil when the name does not end in a number, or in one with leading zeros.
    private static func parts(_ name: String) -> (stem: Substring, number: Int)? {
        let digits = name.reversed().prefix { ("0"..."9").contains($0) }.count
        let spelling = name.suffix(digits)
        guard let number = Int(spelling), String(number) == spelling, number < Int.max else { return nil }
        return (name.dropLast(digits), number)
    }
}

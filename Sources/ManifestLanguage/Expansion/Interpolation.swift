/// A text cut at its `${…}`.
enum Interpolation {
    enum Segment: Equatable {
        case text(String)
        /// What stands between `${` and its `}`.
        case expression(String)
        /// A `${` whose `}` is missing.
        case unclosed(String)
    }

    /// Whether there is anything to do; nearly every text says no, so this has to be quick.
    static func occurs(in text: String) -> Bool {
        var previous: UInt8 = 0
        for byte in text.utf8 {
            if byte == UInt8(ascii: "{"), previous == UInt8(ascii: "$") { return true }
            previous = byte
        }
        return false
    }

    /// The segments in order. `$${` stands for `${` itself.
    static func segments(of text: String) -> [Segment] {
        var segments: [Segment] = []
        var plain = ""
        var rest = text[...]
        while let dollar = rest.firstIndex(of: "$") {
            plain += rest[..<dollar]
            rest = rest[dollar...]
            if rest.hasPrefix("$${") {
                plain += "${"
                rest = rest.dropFirst(3)
            } else if rest.hasPrefix("${") {
                if !plain.isEmpty { segments.append(.text(plain)) }
                plain = ""
                let inside = rest.dropFirst(2)
                guard let end = closing(of: inside) else { return segments + [.unclosed(String(rest))] }
                segments.append(.expression(String(inside[..<end])))
                rest = inside[inside.index(after: end)...]
            } else {
                plain += "$"
                rest = rest.dropFirst()
            }
        }
        plain += rest
        return plain.isEmpty ? segments : segments + [.text(plain)]
    }

    /// The `}` that closes what begins before `text`, inner braces paired off.
    private static func closing(of text: Substring) -> Substring.Index? {
        var depth = 0
        for index in text.indices {
            switch text[index] {
            case "{": depth += 1
            case "}" where depth == 0: return index
            case "}": depth -= 1
            default: break
            }
        }
        return nil
    }
}

// Names, paths and ranges. Letters are told by their bytes: a letter with a combining mark is one character.

extension Constraint {
    static func diskNameViolation(_ text: String) -> String? {
        guard (3...30).contains(text.unicodeScalars.count) else {
            return violation(text.unicodeScalars.count, 3...30, "characters")
        }
        guard let first = text.utf8.first, isLetter(first) else { return "starts with a letter" }
        return apiNameViolation(text)
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
    }

    static func nameViolation(_ text: String, _ length: ClosedRange<Int>) -> String? {
        let letters = UInt8(ascii: "a")...UInt8(ascii: "z")
        let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
        // Bytes, not characters: a letter with a combining mark is one character between "a" and "z".
        let isPlain = text.utf8.allSatisfy { letters.contains($0) || digits.contains($0) || $0 == UInt8(ascii: "-") }
        guard length.contains(text.unicodeScalars.count) else {
            return violation(text.unicodeScalars.count, length, "characters")
        }
        guard isPlain, let first = text.utf8.first, letters.contains(first), text.last != "-" else {
            return "must consist of lower-case letters, digits and '-', start with a letter and not end with '-'"
        }
        return nil
    }

    static func bucketNameViolation(_ text: String) -> String? {
        guard (3...63).contains(text.unicodeScalars.count) else {
            return violation(text.unicodeScalars.count, 3...63, "characters")
        }
        func isPlain(_ byte: UInt8) -> Bool {
            (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
                || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
        }
        let marks = [UInt8(ascii: "."), UInt8(ascii: "-")]
        guard let first = text.utf8.first, let last = text.utf8.last, isPlain(first), isPlain(last),
            text.utf8.allSatisfy({ isPlain($0) || marks.contains($0) }), !text.contains("..")
        else {
            return """
                must consist of lower-case letters, digits, '.' and '-', start and end with a letter or digit and not \
                contain '..'
                """
        }
        return IPv4Range.address(text) == nil ? nil : "must not be an IPv4 address"
    }

    static func apiNameViolation(_ text: String) -> String? {
        let isPlain = text.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
                true
            default: false
            }
        }
        return isPlain ? nil : "may contain only letters, digits, '_' and '-'"
    }

    static func apiPathViolation(_ text: String) -> String? {
        guard text.hasPrefix("/") else { return "must start with '/'" }
        guard text != "/" else { return nil }
        for segment in text.dropFirst().split(separator: "/", omittingEmptySubsequences: false) {
            let isVariable = segment.hasPrefix("{") && segment.hasSuffix("}") && segment.count > 2
            let word = isVariable ? segment.dropFirst().dropLast(segment.hasSuffix("+}") ? 2 : 1) : segment
            let isPlain = word.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"):
                    true
                case UInt8(ascii: "+"): !isVariable
                default: false
                }
            }
            if word.isEmpty { return "must not have an empty segment, or end with '/'" }
            if !isPlain {
                return "may contain only letters, digits, '_', '+' and '-', {name} and {name+}, not '\(segment)'"
            }
            if !isVariable, word.hasSuffix("+") || word.hasSuffix("-") {
                return "must have segments that end with a letter, a digit or '_', not '\(segment)'"
            }
        }
        return nil
    }

    static func privateRangeViolation(_ text: String, prefix: ClosedRange<Int>) -> String? {
        guard let range = IPv4Range(text) else { return nil }
        guard prefix.contains(range.prefix) else {
            return "must be a /\(prefix.lowerBound) to /\(prefix.upperBound) range, but is /\(range.prefix)"
        }
        let isPrivate = IPv4Range.privateSpace.contains { $0.contains(range) }
        return isPrivate ? nil : "must be inside 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16"
    }

    static func portsViolation(_ rule: Value) -> String? {
        guard let name = rule.members["protocol"]?.text else { return nil }
        let hasPorts = !(rule.members["ports"]?.isAbsent ?? true)
        switch name {
        case "TCP", "UDP": return hasPorts ? nil : "must set ports in each \(name) rule"
        default: return hasPorts ? "must not set ports in a rule for \(name): only TCP and UDP have ports" : nil
        }
    }
}

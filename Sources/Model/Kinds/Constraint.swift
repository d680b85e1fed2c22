/// A rule that a value can be held to before any call is made.
public enum Constraint: Hashable, Sendable {
    /// Inclusive bounds on the number of characters; of a map, on those of its JSON.
    case length(ClosedRange<Int>)
    /// Inclusive bounds on the number of UTF-8 bytes, where the API counts bytes.
    case bytes(ClosedRange<Int>)
    case range(ClosedRange<Int64>)
    /// Inclusive bounds on the number of elements.
    case count(ClosedRange<Int>)
    case multiple(of: Int64)
    /// Lower-case letters, digits and `-`; first a letter, last a letter or digit (api/common.md §7).
    case resourceName
    /// Letters, digits, `_` and `-` (api/apigateway.md §3).
    case apiName
    /// A path of an API: `/`, or segments that are words, `{name}` or `{name+}` (api/apigateway.md §4.1).
    case apiPath
    /// 3 to 30 letters, digits, `_` and `-`, first a letter (api/vserver.md §3.9).
    case diskName
    /// Bounds on the prefix length of an IPv4 range inside private address space (api/vpc.md §3.1).
    case privateRange(prefix: ClosedRange<Int>)
    /// One port or `first-last` (api/common.md §7).
    case portRange
    /// Not a whole-string pattern but a set of characters that must not appear.
    case without(characters: String)
    /// `TCP`, `UDP`, `ICMP`, or the number of any other protocol, 1 to 254 (api/vserver.md §3.6).
    case networkProtocol
    /// Each rule of a list names ports when its protocol has them, TCP and UDP, and none otherwise.
    case portsFitProtocol
    /// Holds for the members of an object, or of each object in a list.
    case choice(FieldChoice)
    /// A number that can become larger in place, and never smaller.
    case growsOnly
}

extension Constraint {
    /// Says how `value` breaks the rule; nil when it keeps it or is not known yet.
    public func violation(of value: Value) -> String? {
        switch (self, value) {
        case (.length(let bounds), .string(let text)) where !bounds.contains(text.count):
            "must have \(bounds.lowerBound) to \(bounds.upperBound) characters, has \(text.count)"
        case (.length(let bounds), .map): Self.lengthViolation(value.plainJSON.serialized().count, bounds)
        case (.bytes(let bounds), .string(let text)) where !bounds.contains(text.utf8.count):
            "must have \(bounds.lowerBound) to \(bounds.upperBound) bytes, has \(text.utf8.count)"
        case (.range(let bounds), .integer(let number)) where !bounds.contains(number):
            "must lie between \(bounds.lowerBound) and \(bounds.upperBound)"
        case (.count(let bounds), .list(let elements)) where !bounds.contains(elements.count):
            "must have \(bounds.lowerBound) to \(bounds.upperBound) elements, has \(elements.count)"
        case (.multiple(let step), .integer(let number)) where number % step != 0:
            "must be a multiple of \(step)"
        case (.resourceName, .string(let text)): Self.resourceNameViolation(text)
        case (.apiName, .string(let text)): Self.apiNameViolation(text)
        case (.apiPath, .string(let text)): Self.apiPathViolation(text)
        case (.diskName, .string(let text)): Self.diskNameViolation(text)
        case (.privateRange(let prefix), .string(let text)): Self.privateRangeViolation(text, prefix: prefix)
        case (.portRange, .string(let text)): Self.portRangeViolation(text)
        case (.without(let characters), .string(let text)):
            text.first { characters.contains($0) }.map { "must not contain '\($0)'" }
        case (.networkProtocol, .string(let text)): Self.networkProtocolViolation(text)
        case (.portsFitProtocol, .list(let elements)): elements.lazy.compactMap(Self.portsViolation).first
        case (.choice(let choice), .map(let members)): choice.violation(in: members)
        case (.choice(let choice), .list(let elements)):
            elements.lazy.compactMap { choice.violation(in: $0.members) }.first.map { "each element \($0)" }
        default: nil
        }
    }

    /// Says how a change from `before` to `after` breaks the rule; nil when it keeps it.
    public func violation(changing before: Value?, to after: Value?) -> String? {
        guard self == .growsOnly, let before = before?.integer, let after = after?.integer, after < before else {
            return nil
        }
        return "cannot shrink from \(before) to \(after)"
    }

    /// A map that travels as a text of JSON.
    private static func lengthViolation(_ count: Int, _ bounds: ClosedRange<Int>) -> String? {
        guard !bounds.contains(count) else { return nil }
        return "must have \(bounds.lowerBound) to \(bounds.upperBound) characters as JSON, has \(count)"
    }

    private static func diskNameViolation(_ text: String) -> String? {
        guard (3...30).contains(text.count) else { return "must have 3 to 30 characters, has \(text.count)" }
        guard let first = text.utf8.first, isLetter(first) else { return "begins with a letter" }
        return apiNameViolation(text)
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
    }

    private static func resourceNameViolation(_ text: String) -> String? {
        let letters = UInt8(ascii: "a")...UInt8(ascii: "z")
        let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
        // Bytes, not characters: a letter with a combining mark is one character between "a" and "z".
        let isPlain = text.utf8.allSatisfy { letters.contains($0) || digits.contains($0) || $0 == UInt8(ascii: "-") }
        guard (3...30).contains(text.count) else { return "must have 3 to 30 characters, has \(text.count)" }
        guard isPlain, let first = text.utf8.first, letters.contains(first), text.last != "-" else {
            return "may hold lower-case letters, digits and '-', begins with a letter and does not end with '-'"
        }
        return nil
    }

    private static func apiNameViolation(_ text: String) -> String? {
        let isPlain = text.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
                true
            default: false
            }
        }
        return isPlain ? nil : "may hold letters, digits, '_' and '-' only"
    }

    private static func apiPathViolation(_ text: String) -> String? {
        guard text.hasPrefix("/") else { return "must begin with '/'" }
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
            if word.isEmpty { return "must not have an empty segment, nor end with '/'" }
            if !isPlain { return "may hold letters, digits, '_', '+' and '-', {name} and {name+}, not '\(segment)'" }
            if !isVariable, word.hasSuffix("+") || word.hasSuffix("-") {
                return "must have segments that end with a letter, a digit or '_', not '\(segment)'"
            }
        }
        return nil
    }

    private static func privateRangeViolation(_ text: String, prefix: ClosedRange<Int>) -> String? {
        guard let range = IPv4Range(text) else { return nil }
        guard prefix.contains(range.prefix) else {
            return "must be a /\(prefix.lowerBound) to /\(prefix.upperBound) range, is /\(range.prefix)"
        }
        let isPrivate = IPv4Range.privateSpace.contains { $0.contains(range) }
        return isPrivate ? nil : "must lie inside 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16"
    }

    private static func portsViolation(_ rule: Value) -> String? {
        guard let name = rule.members["protocol"]?.text else { return nil }
        let hasPorts = !(rule.members["ports"]?.isAbsent ?? true)
        switch name {
        case "TCP", "UDP": return hasPorts ? nil : "must name ports in each \(name) rule"
        default: return hasPorts ? "must not name ports in a rule for \(name): only TCP and UDP have them" : nil
        }
    }

    private static func portRangeViolation(_ text: String) -> String? {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false).map { plainNumber($0) }
        let valid = (1...65_535)
        switch parts.count {
        case 1: if let port = parts[0], valid.contains(port) { return nil }
        case 2:
            if let first = parts[0], let last = parts[1], valid.contains(first), valid.contains(last), first <= last {
                return nil
            }
        default: break
        }
        return "must be a port such as 22 or a range such as 8000-8080, within 1 to 65535"
    }

    /// A number in its one spelling: no sign, no leading zeros.
    private static func plainNumber(_ text: Substring) -> Int? {
        guard let number = Int(text), String(number) == text else { return nil }
        return number
    }

    /// TCP, UDP and ICMP have names, so that a rule has one spelling only.
    private static func networkProtocolViolation(_ text: String) -> String? {
        let named: [String: String] = ["1": "ICMP", "6": "TCP", "17": "UDP"]
        if named.values.contains(text) { return nil }
        if let name = named[text] { return "must be written \(name)" }
        guard let number = plainNumber(text[...]), (1...254).contains(number) else {
            return "must be TCP, UDP, ICMP or a protocol number from 1 to 254"
        }
        return nil
    }
}

// Letters are told by their bytes: a letter with a combining mark is one character between "a" and "z".

extension TextFormat {
    /// Protocols that go by a name, so that a rule has one spelling only (api/vserver.md §3.6).
    static let protocolNames = ["1": "ICMP", "6": "TCP", "17": "UDP"]

    func accepts(_ text: String) -> Bool {
        switch self {
        case .rsaPublicKey: PublicKey(text) != nil
        case .networkProtocol: Self.isProtocol(text)
        case .portRange: Self.ports(text) != nil
        case .mountPoint: Self.isMountPoint(text)
        case .zoneCode: Self.isMade(text, of: "-", letters: .upper)
        case .number: Self.isMade(text, of: "", letters: .none)
        case .email: Self.isEmail(text)
        case .addressOrRange: IPv4Range(including: text) != nil
        case .endpoint: text == "NONE" || WebAddress(text)?.isPlain ?? false
        case .webAddress: WebAddress(text) != nil
        case .endpointPath: text.utf8.first == UInt8(ascii: "/") && !text.utf8.contains(UInt8(ascii: "+"))
        case .contentType: Self.isMade(text, of: "._+/-*", letters: .lower)
        case .parameterName: Self.isMade(text, of: "_+,-.", letters: .both)
        case .headerName: Self.isMade(text, of: "_+-", letters: .both) && !text.hasSuffix("+") && !text.hasSuffix("-")
        case .payloadName: Self.isMade(text, of: "_", letters: .both)
        case .responseType: Self.isMade(text, of: "_", letters: .upper)
        case .answerClasses: Self.answerClasses(of: text) != nil
        case .fileContent: true
        case .corsText: text.first?.isWhitespace != true && text.last?.isWhitespace != true
        case .quarterHour: Self.isQuarterHour(text)
        case .engineVersion: Self.isMade(text, of: "._-", letters: .both) && text.contains(where: \.isNumber)
        case .databaseHost: Self.isDatabaseHost(text)
        case .cacheVersion: Self.isCacheVersion(text)
        case .moment: DateTime(text) != nil
        case .recurrence: Self.isRecurrence(text)
        case .zoneName: Self.isZoneName(text)
        case .recordHost: Self.isRecordHost(text)
        case .recordValue: !text.isEmpty && !text.contains(where: \.isNewline)
        case .dimensions: Self.dimensions(of: text) != nil
        case .addressBlock: Self.normalBlock(text) != nil
        // What of it is one is left to those who serve it.
        case .mediaType: true
        case .callLimit: text == "unlimited" || Int64(text).map { $0 > 0 && String($0) == text } ?? false
        }
    }

    /// Which letters a text may hold besides digits.
    private enum Letters { case none, lower, upper, both }

    private static func isMade(_ text: String, of extra: String, letters: Letters) -> Bool {
        !text.isEmpty
            && text.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "0")...UInt8(ascii: "9"): true
                case UInt8(ascii: "a")...UInt8(ascii: "z"): letters == .lower || letters == .both
                case UInt8(ascii: "A")...UInt8(ascii: "Z"): letters == .upper || letters == .both
                default: extra.utf8.contains(byte)
                }
            }
    }

    private static func isQuarterHour(_ text: String) -> Bool {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, parts.allSatisfy({ $0.utf8.count == 2 }), let hour = Int(parts[0]) else { return false }
        return (0...23).contains(hour) && ["00", "15", "30", "45"].contains(parts[1])
    }

    private static func isDatabaseHost(_ text: String) -> Bool {
        if IPv4Range.address(text) != nil || IPv4Range(text) != nil { return true }
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        return (1...4).contains(parts.count) && parts.last == "%"
            && parts.dropLast().allSatisfy { plainNumber($0).map { (0...255).contains($0) } ?? false }
    }

    private static func isCacheVersion(_ text: String) -> Bool {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        return parts.count == 2 && ["simple", "cluster"].contains(parts[1])
            && parts[0].split(separator: ".", omittingEmptySubsequences: false).allSatisfy { plainNumber($0) != nil }
    }

    /// Numbers, ranges, lists and steps within the bounds of each field.
    private static func isRecurrence(_ text: String) -> Bool {
        let fields = text.split(separator: " ")
        let bounds = [0...59, 0...23, 1...31, 1...12, 0...7]
        guard fields.count == bounds.count else { return false }
        return zip(fields, bounds).allSatisfy { field, bounds in
            field.split(separator: ",", omittingEmptySubsequences: false).allSatisfy { part in
                let pieces = part.split(separator: "/", omittingEmptySubsequences: false)
                guard (1...2).contains(pieces.count), pieces.count == 1 || Int(pieces[1]).map({ $0 > 0 }) ?? false
                else {
                    return false
                }
                if pieces[0] == "*" { return true }
                let ends = pieces[0].split(separator: "-", omittingEmptySubsequences: false).map { Int($0) ?? -1 }
                return (1...2).contains(ends.count) && ends.allSatisfy(bounds.contains)
                    && ends[0] <= ends[ends.count - 1]
            }
        }
    }

    // MARK: Numbers

    /// A number in its one spelling: no sign, no leading zeros.
    private static func plainNumber(_ text: Substring) -> Int? {
        guard let number = Int(text), String(number) == text else { return nil }
        return number
    }

    private static func isProtocol(_ text: String) -> Bool {
        if protocolNames.values.contains(text) { return true }
        guard protocolNames[text] == nil, let number = plainNumber(text[...]) else { return false }
        return (1...254).contains(number)
    }

    private static func ports(_ text: String) -> ClosedRange<Int>? {
        let ends = text.split(separator: "-", omittingEmptySubsequences: false).map { plainNumber($0) }
        guard let first = ends.first ?? nil, let last = ends.last ?? nil, ends.count <= 2, first <= last,
            first >= 1, last <= 65_535
        else { return nil }
        return first...last
    }

    /// `22-22` is 22.
    static func normalPorts(_ text: String) -> String {
        guard let ports = ports(text), ports.count == 1 else { return text }
        return String(ports.lowerBound)
    }

    // MARK: Names

    private static func isMountPoint(_ text: String) -> Bool {
        guard let first = text.utf8.first, first == UInt8(ascii: "/") else { return false }
        let name = String(text.dropFirst())
        guard let letter = name.utf8.first else { return true }
        return isMade(name, of: "", letters: .lower) && letter >= UInt8(ascii: "a")
    }

    private static func isEmail(_ text: String) -> Bool {
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count == 2, !parts[0].isEmpty, parts[1].contains("."), !parts[1].hasPrefix("."),
            !parts[1].hasSuffix(".")
        else { return false }
        return text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F }
    }

    /// What stands between the classes is not documented, so anything may that is no letter or digit.
    static func answerClasses(of text: String) -> [String]? {
        let words = text.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init)
        let known = ["2xx", "3xx", "4xx", "5xx", "others"]
        guard !words.isEmpty, words.allSatisfy(known.contains) else { return nil }
        return known.filter(words.contains)
    }

    // MARK: Addresses

    /// Schemes and hosts are the same in either case, paths are not.
    static func normalAddress(_ text: String) -> String {
        guard let address = WebAddress(text) else { return text }
        return address.scheme.lowercased() + "://" + address.authority.lowercased() + address.rest
    }

    /// What a text that is no RSA key is instead, where it shows.
    static func sortOfKey(_ text: String) -> String {
        if PrivateKeys.occur(in: text) { return ", but this is a private key" }
        let word = text.split(whereSeparator: \.isWhitespace).first.map(String.init) ?? ""
        let others = ["ssh-ed25519", "ssh-dss", "ecdsa-sha2-nistp256", "ecdsa-sha2-nistp384", "ecdsa-sha2-nistp521"]
        if others.contains(word) || word.hasPrefix("sk-") { return ", but this is a key of type \(word)" }
        return word == "ssh-rsa" ? ", but this one is truncated or damaged" : ""
    }
}

/// An address of the web, taken apart as far as its checks need it.
struct WebAddress {
    let scheme: Substring
    let authority: Substring
    /// The path and what follows, with its slash; empty where there is none.
    let rest: Substring

    init?(_ text: String) {
        guard let end = text.firstRange(of: "://"), text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else { return nil }
        scheme = text[..<end.lowerBound]
        authority = text[end.upperBound...].prefix { $0 != "/" && $0 != "?" && $0 != "#" }
        rest = text[authority.endIndex...]
        guard ["http", "https"].contains(scheme.lowercased()), Self.isAuthority(authority) else { return nil }
    }

    /// Whether the path is made of what a stage's endpoint may hold: letters, digits and `& % _ . / - ~`.
    var isPlain: Bool {
        rest.utf8.allSatisfy { Self.isWord($0) || "&%./-~".utf8.contains($0) }
    }

    /// A host name or an IPv4 address, perhaps with a user before and a port after it.
    private static func isAuthority(_ text: Substring) -> Bool {
        let host = text.lastIndex(of: "@").map { text[text.index(after: $0)...] } ?? text
        let parts = host.split(separator: ":", omittingEmptySubsequences: false)
        guard let name = parts.first, parts.count <= 2, !name.isEmpty,
            name.utf8.allSatisfy({ isWord($0) || ".-".utf8.contains($0) })
        else { return false }
        return parts.count == 1 || Int(parts[1]).map { (1...65_535).contains($0) } ?? false
    }

    private static func isWord(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
            true
        default: false
        }
    }
}

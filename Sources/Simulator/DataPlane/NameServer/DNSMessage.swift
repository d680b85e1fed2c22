/// Numbers of record types. Source: the IANA registry of DNS parameters.
enum DNSType {
    private static let numbers: [String: UInt16] = [
        "A": 1, "NS": 2, "CNAME": 5, "SOA": 6, "PTR": 12, "MX": 15, "TXT": 16, "AAAA": 28, "SRV": 33, "DS": 43,
        "SPF": 99,
        "ANY": 255, "CAA": 257,
    ]
    private static let names = Dictionary(numbers.map { ($1, $0) }) { first, _ in first }

    static func number(_ name: String) -> UInt16? { numbers[name] }
    static func name(_ number: UInt16) -> String { names[number] ?? "TYPE\(number)" }
}

/// Names as messages have them.
enum DNSName {
    /// In lower case, without the dot at the end.
    static func plain(_ text: String) -> String {
        let lower = text.lowercased()
        return lower.hasSuffix(".") ? String(lower.dropLast()) : lower
    }

    static func encoded(_ name: String) -> [UInt8] {
        let labels = plain(name).split(separator: ".")
        return labels.flatMap { [UInt8(clamping: $0.utf8.count)] + Array($0.utf8.prefix(63)) } + [0]
    }
}

/// The question of a query. Source: RFC 1035 §4.1.
struct DNSQuestion: Sendable {
    let id: [UInt8]
    /// The bits of opcode and RD.
    let flags: UInt8
    let name: String
    let type: String
    /// The question as it came, for the answer to repeat.
    let bytes: [UInt8]
    /// How long an answer may be.
    let limit: Int

    /// Nil for what is no query of one question.
    init?(_ message: [UInt8]) {
        guard message.count > 12, message[2] & 0x80 == 0, message[4] == 0, message[5] == 1 else { return nil }
        var labels: [String] = []
        var place = 12
        while place < message.count, message[place] != 0 {
            let length = Int(message[place])
            guard length < 64, place + length < message.count else { return nil }
            labels.append(String(decoding: message[(place + 1)...(place + length)], as: UTF8.self))
            place += length + 1
        }
        guard place + 4 < message.count else { return nil }
        id = Array(message[0...1])
        flags = message[2] & 0x79
        name = labels.joined(separator: ".").lowercased()
        type = DNSType.name(UInt16(message[place + 1]) << 8 | UInt16(message[place + 2]))
        bytes = Array(message[12...(place + 4)])
        // Whoever sends an OPT record takes longer ones.
        limit = message[11] > 0 ? 1232 : 512
    }
}

/// An answer. Source: RFC 1035 §4.1.
struct DNSMessage: Sendable {
    enum Status: UInt8 {
        case fine = 0
        case noSuchName = 3
        case refused = 5
    }

    private let question: DNSQuestion
    var status = Status.fine
    var isAuthoritative = true
    private(set) var answers: [[UInt8]] = []
    private var authorities: [[UInt8]] = []

    init(answering question: DNSQuestion) { self.question = question }

    mutating func addAnswer(_ name: String, _ type: String, _ ttl: UInt32, _ content: String) {
        if let record = Self.record(name, type, ttl, content) { answers.append(record) }
    }

    mutating func addAuthority(_ name: String, _ type: String, _ ttl: UInt32, _ content: String) {
        if let record = Self.record(name, type, ttl, content) { authorities.append(record) }
    }

    /// One that is too long says so, and nothing else.
    var bytes: [UInt8] {
        let whole = bytes(answers, authorities, isCut: false)
        return whole.count <= question.limit ? whole : bytes([], [], isCut: true)
    }

    private func bytes(_ answers: [[UInt8]], _ authorities: [[UInt8]], isCut: Bool) -> [UInt8] {
        let isKnown = status != .refused && isAuthoritative
        var bytes = question.id
        bytes.append(question.flags | 0x80 | (isKnown ? 0x04 : 0) | (isCut ? 0x02 : 0))
        bytes += [status.rawValue, 0, 1]
        bytes += Self.pair(answers.count) + Self.pair(authorities.count)
        bytes += [0, 0]
        bytes += question.bytes
        for record in answers + authorities { bytes += record }
        return bytes
    }

    /// Nil for content that is not of its type.
    private static func record(_ name: String, _ type: String, _ ttl: UInt32, _ content: String) -> [UInt8]? {
        guard let number = DNSType.number(type), let data = DNSData.encoded(content, as: type) else { return nil }
        var bytes = DNSName.encoded(name) + pair(Int(number))
        bytes += [0, 1]
        bytes += [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: ttl >> UInt32($0)) }
        bytes += pair(data.count) + data
        return bytes
    }

    static func pair(_ number: Int) -> [UInt8] {
        [UInt8(truncatingIfNeeded: number >> 8), UInt8(truncatingIfNeeded: number)]
    }
}

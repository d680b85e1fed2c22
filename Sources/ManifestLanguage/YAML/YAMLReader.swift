/// The documents of one file.
enum YAMLReader {
    /// What a file may hold at most. A limit met is an error, never a guess.
    struct Limits: Sendable {
        var bytes = 64 << 20
        var depth = 100
        /// How many nodes the aliases of one file may stand for together.
        var aliasedNodes = 100_000
    }

    struct Result {
        /// The roots of the documents, empty documents left out.
        var documents: [Node] = []
        /// False when reading stopped at an error: there may be documents that nobody has seen.
        var isComplete = true
    }

    /// Reads every document up to the end or the first error of syntax.
    static func read(_ source: SourceFile, limits: Limits = Limits(), findings: Findings) -> Result {
        for place in source.privateKeys { findings.conceal(place) }
        guard isReadable(source, limits: limits, findings: findings) else { return Result(isComplete: false) }
        var parser = NodeParser(source: source, limits: limits, findings: findings)
        return parser.parse()
    }

    private static func isReadable(_ source: SourceFile, limits: Limits, findings: Findings) -> Bool {
        if source.bytes.count > limits.bytes {
            findings.error(
                .tooLarge, "the file is larger than \(limits.bytes >> 20) MB", at: Place(source, line: 1, column: 1),
                help: "split it into several files")
            return false
        }
        if let offset = invalidByte(source.bytes) {
            let byte = String(source.bytes[offset], radix: 16, uppercase: true)
            findings.error(
                .badUTF8, "byte 0x\(byte) is not valid UTF-8", at: source.place(ofByte: offset),
                help: isWide(source.bytes) ? "the file is UTF-16: save it as UTF-8" : "save the file as UTF-8")
            return false
        }
        return true
    }

    /// Whether the file begins with the byte order mark of UTF-16.
    private static func isWide(_ bytes: [UInt8]) -> Bool {
        bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF])
    }

    /// The offset of the first byte that cannot belong to UTF-8 text.
    static func invalidByte(_ bytes: [UInt8]) -> Int? {
        if String(validating: bytes, as: UTF8.self) != nil { return nil }
        var index = 0
        while index < bytes.count {
            let width = sequenceLength(bytes[index])
            let end = index + width
            guard width > 0, end <= bytes.count, String(validating: bytes[index..<end], as: UTF8.self) != nil else {
                return index
            }
            index = end
        }
        return nil
    }

    private static func sequenceLength(_ lead: UInt8) -> Int {
        switch lead {
        case 0..<0x80: 1
        case 0xC2..<0xE0: 2
        case 0xE0..<0xF0: 3
        case 0xF0..<0xF5: 4
        default: 0
        }
    }
}

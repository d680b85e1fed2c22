import Model

/// The text of one file, cut into lines the way libyaml counts them.
///
/// A class so that the million places of a large workspace share one text; nothing in it changes.
final class SourceFile: Sendable {
    /// As shown to the user, relative to the workspace.
    let path: String
    let bytes: [UInt8]
    /// The offset in bytes at which each line begins.
    private let lineStarts: [Int]

    /// What some editors put in front, and YAML and JSON readers skip (YAML 1.2.2 §5.2).
    static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

    init(path: String, bytes: [UInt8]) {
        self.path = path
        let bytes = bytes.starts(with: SourceFile.byteOrderMark) ? Array(bytes.dropFirst(3)) : bytes
        self.bytes = bytes
        lineStarts = bytes.withUnsafeBufferPointer(SourceFile.lineStarts)
    }

    /// The place of the first character.
    var start: Place { Place(self, line: 1, column: 1) }

    /// The text of the line `number`, counted from 1, without its line break; empty when there is no such line.
    func line(_ number: Int) -> String {
        guard number >= 1, number <= lineStarts.count else { return "" }
        var end = number < lineStarts.count ? lineStarts[number] : bytes.count
        let start = lineStarts[number - 1]
        while end > start, bytes[end - 1] == 0x0A || bytes[end - 1] == 0x0D { end -= 1 }
        return String(decoding: bytes[start..<end], as: UTF8.self)
    }

    /// The texts of all lines.
    var lines: [String] { (1...lineStarts.count).map(line) }

    /// Where private keys stand, whatever is wrong around them; each to its last line, or to the end of the file.
    var privateKeys: [Place] {
        guard PrivateKeys.occur(in: String(decoding: bytes, as: UTF8.self)) else { return [] }
        var places: [Place] = []
        var first: Int?
        for (index, line) in lines.enumerated() {
            if first == nil, PrivateKeys.begins(line) { first = index + 1 }
            guard let start = first, PrivateKeys.ends(line) || index + 1 == lineStarts.count else { continue }
            places.append(Place(self, line: start, column: 1, lines: index + 2 - start))
            first = nil
        }
        return places
    }

    /// The place of the byte at `offset`, its column counted in characters.
    func place(ofByte offset: Int) -> Place {
        var low = 0
        var high = lineStarts.count
        while high - low > 1 {
            let middle = (low + high) / 2
            if lineStarts[middle] <= offset { low = middle } else { high = middle }
        }
        let before = bytes[lineStarts[low]..<min(offset, bytes.count)]
        let column = before.reduce(0) { $1 & 0xC0 == 0x80 ? $0 : $0 + 1 }
        return Place(self, line: low + 1, column: column + 1, length: 1)
    }

    /// libyaml breaks lines at CR, LF, CR LF, U+0085, U+2028 and U+2029 (YAML 1.1); counting otherwise would show the
    /// wrong line.
    private static func lineStarts(_ bytes: UnsafeBufferPointer<UInt8>) -> [Int] {
        var starts = [0]
        var index = 0
        while index < bytes.count {
            let width = lineBreak(bytes, at: index)
            index += max(width, 1)
            if width > 0 { starts.append(index) }
        }
        return starts
    }

    /// The length in bytes of the line break at `index`; zero when there is none.
    private static func lineBreak(_ bytes: UnsafeBufferPointer<UInt8>, at index: Int) -> Int {
        func next(_ distance: Int) -> UInt8 { index + distance < bytes.count ? bytes[index + distance] : 0 }
        switch bytes[index] {
        case 0x0A: return 1
        case 0x0D: return next(1) == 0x0A ? 2 : 1
        case 0xC2: return next(1) == 0x85 ? 2 : 0
        case 0xE2: return next(1) == 0x80 && (next(2) == 0xA8 || next(2) == 0xA9) ? 3 : 0
        default: return 0
        }
    }
}

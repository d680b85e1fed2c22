/// Files put together in the ZIP format, without compression. Source: APPNOTE 6.3, §4.3.
enum ZipFile {
    static func bytes(_ files: [(name: String, content: [UInt8])]) -> [UInt8] {
        var (body, directory) = ([UInt8](), [UInt8]())
        for file in files {
            let name = Array(file.name.utf8)
            let size = little(UInt32(file.content.count))
            let facts: [UInt8] =
                [20, 0, 0, 8, 0, 0, 0, 0, 0x21, 0] + little(checksum(file.content)) + size + size
                + little(UInt16(name.count)) + [0, 0]
            directory +=
                little(0x0201_4B50 as UInt32) + [20, 0] + facts + Array(repeating: 0, count: 10)
                + little(UInt32(body.count)) + name
            body += little(0x0403_4B50 as UInt32) + facts + name + file.content
        }
        let count = little(UInt16(files.count))
        let end: [UInt8] =
            little(0x0605_4B50 as UInt32) + [0, 0, 0, 0] + count + count + little(UInt32(directory.count))
            + little(UInt32(body.count)) + [0, 0]
        return body + directory + end
    }

    private static func little<Number: FixedWidthInteger>(_ number: Number) -> [UInt8] {
        (0..<Number.bitWidth / 8).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
    }

    /// CRC-32.
    private static func checksum(_ bytes: [UInt8]) -> UInt32 {
        ~bytes.reduce(0xFFFF_FFFF as UInt32) { sum, byte in
            (0..<8).reduce(sum ^ UInt32(byte)) { sum, _ in sum & 1 == 1 ? sum >> 1 ^ 0xEDB8_8320 : sum >> 1 }
        }
    }
}

extension Timestamp {
    /// A moment spelled `2026-01-01T09:00:00+0900`; nil for anything else.
    init?(offset text: String) {
        let bytes = Array(text.utf8)
        let form = Array("dddd-dd-ddTdd:dd:dd".utf8)
        guard bytes.count == 24, zip(form, bytes).allSatisfy(Self.fits), Self.isSign(bytes[19]),
            bytes[20...].allSatisfy(Self.isDigit)
        else { return nil }
        func number(_ start: Int, _ count: Int) -> Int64 {
            bytes[start..<(start + count)].reduce(0) { $0 * 10 + Int64($1 - UInt8(ascii: "0")) }
        }
        let (year, month, day) = (number(0, 4), number(5, 2), number(8, 2))
        let (hour, minute, second) = (number(11, 2), number(14, 2), number(17, 2))
        let offset = (number(20, 2) * 60 + number(22, 2)) * (bytes[19] == UInt8(ascii: "-") ? -1 : 1)
        guard (1...12).contains(month), (1...31).contains(day), hour < 24, minute < 60, second < 60 else { return nil }
        self.init(year, month, day, hour: hour, minute: minute - offset, second: second)
        guard spelled(minutesEast: offset).hasPrefix(text.prefix(10)) else { return nil }
    }

    /// The date at an offset in minutes: a day that its month does not have comes out as another one.
    private func spelled(minutesEast offset: Int64) -> String {
        Timestamp(milliseconds: milliseconds + offset * 60_000).universal
    }

    private static func fits(_ form: UInt8, _ byte: UInt8) -> Bool {
        form == UInt8(ascii: "d") ? isDigit(byte) : form == byte
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
    private static func isSign(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-") }
}

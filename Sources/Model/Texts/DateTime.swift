/// A moment spelled with its offset: `2026-12-01T09:00:00+0900`, with a colon in the offset, or with `Z` for it.
public struct DateTime: Hashable, Sendable {
    /// Seconds since 1970.
    public let seconds: Int64

    public init(seconds: Int64) { self.seconds = seconds }

    /// nil for anything else.
    public init?(_ text: String) {
        guard let match = text.wholeMatch(of: Self.form) else { return nil }
        let numbers = [match.2, match.3, match.4].compactMap { Int64($0) }
        guard numbers.count == 3, numbers[0] < 24, numbers[1] < 60, numbers[2] < 60,
            let day = Self.day(match.1), let offset = Self.minutes(match.5)
        else { return nil }
        seconds = ((day * 24 + numbers[0]) * 60 + numbers[1] - offset) * 60 + numbers[2]
    }

    /// In Korean time, as the cloud spells moments: `2026-12-01T09:00:00+0900` (api/common.md §7).
    public var korean: String {
        let local = seconds + 9 * 3600
        let (day, rest) = Self.divide(local, 86_400)
        func padded(_ value: Int64) -> String { (value < 10 ? "0" : "") + String(value) }
        let time = [rest / 3600, rest / 60 % 60, rest % 60].map(padded).joined(separator: ":")
        return Self.date(ofDay: day) + "T" + time + "+0900"
    }

    /// The day that it is in UTC: `2026-12-01`.
    public var utcDay: String { Self.date(ofDay: Self.divide(seconds, 86_400).quotient) }

    private static var form: Regex<(Substring, Substring, Substring, Substring, Substring, Substring)> {
        /([0-9]{4}-[0-9]{2}-[0-9]{2})T([0-9]{2}):([0-9]{2}):([0-9]{2})(Z|[+-][0-9]{2}:?[0-9]{2})/
    }

    private static func minutes(_ offset: Substring) -> Int64? {
        if offset == "Z" { return 0 }
        let digits = offset.dropFirst().filter { $0 != ":" }
        guard let hours = Int64(digits.prefix(2)), let minutes = Int64(digits.suffix(2)), hours < 24, minutes < 60
        else { return nil }
        return (hours * 60 + minutes) * (offset.hasPrefix("-") ? -1 : 1)
    }

    /// The days from 1970-01-01 to a date such as `2025-10-23`; nil for anything else.
    static func day(_ date: some StringProtocol) -> Int64? {
        let parts = date.split(separator: "-").compactMap { Int64($0) }
        guard parts.count == 3, (1...12).contains(parts[1]), parts[2] >= 1 else { return nil }
        let day = days(parts[0], parts[1], parts[2])
        // A day that its month does not have comes out as one of the next.
        return self.date(ofDay: day) == date ? day : nil
    }

    /// Days since 1970-01-01, in years that begin in March, so that a leap day is the last one of its year.
    private static func days(_ year: Int64, _ month: Int64, _ day: Int64) -> Int64 {
        let shifted = month <= 2 ? year - 1 : year
        let (era, yearOfEra) = divide(shifted, 400)
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    private static func date(ofDay day: Int64) -> String {
        let (era, dayOfEra) = divide(day + 719_468, 146_097)
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shifted = (5 * dayOfYear + 2) / 153
        let month = shifted < 10 ? shifted + 3 : shifted - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        func padded(_ value: Int64, _ width: Int) -> String {
            let digits = String(value)
            return String(repeating: "0", count: max(0, width - digits.count)) + digits
        }
        return "\(padded(year, 4))-\(padded(month, 2))-\(padded(dayOfYear - (153 * shifted + 2) / 5 + 1, 2))"
    }

    private static func divide(_ value: Int64, _ divisor: Int64) -> (quotient: Int64, remainder: Int64) {
        let (quotient, remainder) = value.quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
    }
}

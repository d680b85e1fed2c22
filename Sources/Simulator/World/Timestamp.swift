/// A moment spelled the ways the services spell it; proleptic Gregorian calendar, no leap seconds.
struct Timestamp {
    /// Milliseconds since 1970-01-01 UTC.
    let milliseconds: Int64

    /// `2026-01-01T09:00:00+0900`, an offset without a colon. Source: api/common.md §7.
    var korean: String { date(shifted: 9) + "T" + time(shifted: 9) + "+0900" }

    /// `2026-01-01 09:00:00`, without a zone. Source: api/databoxframe.md §2.
    var koreanPlain: String { date(shifted: 9) + " " + time(shifted: 9) }

    /// `2026-01-01T09:00:00+09:00`. Source: get-datafence.
    var koreanOffset: String { date(shifted: 9) + "T" + time(shifted: 9) + "+09:00" }

    /// `2026-01-01T00:00:00Z`. Source: api/apigateway.md §1.4.
    var universal: String { date(shifted: 0) + "T" + time(shifted: 0) + "Z" }

    /// `2026-01-01T00:00:00.000Z`, as S3 spells it. (inferred)
    var universalMillis: String {
        date(shifted: 0) + "T" + time(shifted: 0) + "." + padded(floorDivide(milliseconds, 1000).remainder, 3) + "Z"
    }

    /// `Thu, 01 Jan 2026 00:00:00 GMT`, for the Date header.
    var http: String {
        let (year, month, day) = civil(shifted: 0)
        let weekdays = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"]
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        let weekday = weekdays[Int(floorDivide(milliseconds, 86_400_000).quotient % 7)]
        return "\(weekday), \(padded(day)) \(months[Int(month) - 1]) \(padded(year, 4)) \(time(shifted: 0)) GMT"
    }

    init(milliseconds: Int64) { self.milliseconds = milliseconds }

    /// A moment of a date, in UTC.
    init(_ year: Int64, _ month: Int64, _ day: Int64, hour: Int64, minute: Int64, second: Int64) {
        let minutes = (Self.days(year, month, day) * 24 + hour) * 60 + minute
        milliseconds = (minutes * 60 + second) * 1000
    }

    /// Days since 1970-01-01, counted in years that begin in March so that the leap day comes last.
    private static func days(_ year: Int64, _ month: Int64, _ day: Int64) -> Int64 {
        let shifted = month <= 2 ? year - 1 : year
        let era = shifted / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * 146_097 + dayOfEra - 719_468
    }

    private func date(shifted hours: Int64) -> String {
        let (year, month, day) = civil(shifted: hours)
        return "\(padded(year, 4))-\(padded(month))-\(padded(day))"
    }

    private func time(shifted hours: Int64) -> String {
        let seconds = floorDivide(milliseconds / 1000 + hours * 3600, 86_400).remainder
        return "\(padded(seconds / 3600)):\(padded(seconds / 60 % 60)):\(padded(seconds % 60))"
    }

    /// Days to a date, counted in years that begin in March so that the leap day comes last.
    private func civil(shifted hours: Int64) -> (year: Int64, month: Int64, day: Int64) {
        let days = floorDivide(milliseconds + hours * 3_600_000, 86_400_000).quotient + 719_468
        let (era, dayOfEra) = floorDivide(days, 146_097)
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
    }

    private func floorDivide(_ value: Int64, _ divisor: Int64) -> (quotient: Int64, remainder: Int64) {
        let (quotient, remainder) = value.quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
    }

    private func padded(_ value: Int64, _ width: Int = 2) -> String {
        let digits = String(value)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}

/// A moment as signature version 4 spells it: `20150830T123600Z`.
enum AWSTimestamp {
    /// - Parameter milliseconds: since 1970-01-01 UTC.
    static func text(_ milliseconds: Int64) -> String {
        let seconds = milliseconds / 1000
        let (year, month, day) = civil(days: seconds / 86_400)
        let time = seconds % 86_400
        return padded(year, 4) + padded(month) + padded(day) + "T" + padded(time / 3600) + padded(time / 60 % 60)
            + padded(time % 60) + "Z"
    }

    /// Days to a date, counted in years that begin in March so that the leap day comes last.
    private static func civil(days: Int64) -> (year: Int64, month: Int64, day: Int64) {
        let shifted = days + 719_468
        let (era, dayOfEra) = (shifted / 146_097, shifted % 146_097)
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        return (year, month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
    }

    private static func padded(_ number: Int64, _ width: Int = 2) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}

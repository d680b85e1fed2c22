/// Five fields that say at which minutes something happens: minute, hour, day of the month, month, day of the week.
struct CronSchedule {
    private let minutes: Set<Int>
    private let hours: Set<Int>
    private let days: Set<Int>
    private let months: Set<Int>
    private let weekdays: Set<Int>
    /// Either day field alone decides when the other one is open; with both given, one of them has to fit.
    private let isAnyDay: Bool
    private let isAnyWeekday: Bool

    /// nil for anything else than five fields of numbers, ranges, lists and steps within their bounds.
    init?(_ text: String) {
        let fields = text.split(separator: " ").map(String.init)
        guard fields.count == 5, let minutes = Self.values(fields[0], 0...59),
            let hours = Self.values(fields[1], 0...23),
            let days = Self.values(fields[2], 1...31), let months = Self.values(fields[3], 1...12),
            let weekdays = Self.values(fields[4], 0...7)
        else { return nil }
        self.minutes = minutes
        self.hours = hours
        self.days = days
        self.months = months
        self.weekdays = Set(weekdays.map { $0 % 7 })
        isAnyDay = fields[2].hasPrefix("*")
        isAnyWeekday = fields[4].hasPrefix("*")
    }

    private static func values(_ field: String, _ bounds: ClosedRange<Int>) -> Set<Int>? {
        var values: Set<Int> = []
        for part in field.split(separator: ",", omittingEmptySubsequences: false) {
            let pieces = part.split(separator: "/", omittingEmptySubsequences: false)
            guard (1...2).contains(pieces.count), let range = range(pieces[0], bounds, isOpen: pieces.count == 2),
                let step = pieces.count == 1 ? 1 : Int(pieces[1]), step > 0
            else { return nil }
            values.formUnion(stride(from: range.lowerBound, through: range.upperBound, by: step))
        }
        return values
    }

    private static func range(_ text: Substring, _ bounds: ClosedRange<Int>, isOpen: Bool) -> ClosedRange<Int>? {
        if text == "*" { return bounds }
        let ends = text.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) ?? -1 }
        guard (1...2).contains(ends.count), ends.allSatisfy(bounds.contains), ends[0] <= ends[ends.count - 1] else {
            return nil
        }
        return ends[0]...(ends.count == 1 && isOpen ? bounds.upperBound : ends[ends.count - 1])
    }

    /// The first moment after another one, both in milliseconds since 1970; nil when none comes within eight years.
    func next(after moment: Int64, hoursEast offset: Int64) -> Int64? {
        let shift = offset * 3_600_000
        let first = (moment + shift) / 60_000 + 1
        let day = first / 1440
        for candidate in day..<(day + 8 * 366) where fits(day: candidate) {
            let begin = candidate == day ? Int(first % 1440) : 0
            for hour in hours.sorted() where hour >= begin / 60 {
                for minute in minutes.sorted() where hour * 60 + minute >= begin {
                    return (candidate * 1440 + Int64(hour * 60 + minute)) * 60_000 - shift
                }
            }
        }
        return nil
    }

    private func fits(day: Int64) -> Bool {
        let date = Timestamp(milliseconds: day * 86_400_000).universal.split(separator: "T")[0].split(separator: "-")
        guard let month = Int(date[1]), let dayOfMonth = Int(date[2]), months.contains(month) else { return false }
        // 1970-01-01 was a Thursday.
        let isWeekday = weekdays.contains(Int((day + 4) % 7))
        let isDay = days.contains(dayOfMonth)
        return isAnyDay || isAnyWeekday ? isDay && isWeekday : isDay || isWeekday
    }
}

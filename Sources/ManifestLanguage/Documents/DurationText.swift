/// Lengths of time as manifests write them: `90s`, `40m`, `1h30m`.
enum DurationText {
    /// The length in seconds; nil when the text is no such length, or zero.
    static func seconds(_ text: String) -> Int? {
        var total = 0
        var lastUnit = Int.max
        var digits = ""
        for character in text {
            if character.isASCII, character.isNumber {
                digits.append(character)
                continue
            }
            guard let unit = units[character], unit < lastUnit, let count = Int(digits), count < 1_000_000 else {
                return nil
            }
            total += count * unit
            lastUnit = unit
            digits = ""
        }
        return digits.isEmpty && total > 0 ? total : nil
    }

    /// A length as the fewest words say it: `1h30m`.
    static func text(seconds: Int) -> String {
        var rest = seconds
        return units.sorted { $0.value > $1.value }.reduce(into: "") { text, unit in
            if rest >= unit.value { text += "\(rest / unit.value)\(unit.key)" }
            rest %= unit.value
        }
    }

    private static let units: [Character: Int] = ["h": 3600, "m": 60, "s": 1]
}

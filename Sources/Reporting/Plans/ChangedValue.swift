import Model

/// Two values side by side or, where there is no room for that, one beneath the other. Nothing is cut: what is approved is
/// seen whole.
struct ChangedValue {
    /// One side of a value, or one element or line that came or went.
    struct Element: Hashable, Sendable {
        var mark: String
        var text: String
    }

    private let before: Value
    private let after: Value
    private let room: Int

    init(before: Value?, after: Value?, room: Int) {
        self.before = before ?? .null
        self.after = after ?? .null
        self.room = room
    }

    var line: Line {
        if case .secret = before, case .secret = after { return Line("(secret) → (new secret)") }
        // The mark before the field says that it came or went.
        if before.isAbsent, !after.isAbsent { return Line(after.shown) }
        if after.isAbsent, !before.isAbsent { return Line(before.shown) }
        if isTooWide { return Line(parts.isEmpty ? "old (-), new (+)" : counts) }
        return Line(before.shown).adding(" → ", .faint).adding(after.shown)
    }

    /// What stands beneath the line when two values have no room beside each other: the elements of a list or the lines
    /// of a text that differ, else both values.
    var elements: [Element] {
        guard isTooWide else { return [] }
        let parts = self.parts
        if !parts.isEmpty { return parts }
        return [Element(mark: "-", text: before.shown), Element(mark: "+", text: after.shown)]
    }

    private var isTooWide: Bool {
        if case .secret = before, case .secret = after { return false }
        guard !before.isAbsent, !after.isAbsent else { return false }
        return before.shown.columns + after.shown.columns + 3 > room
    }

    /// Elements or lines that came or went; none when only their order differs, or there are none.
    private var parts: [Element] {
        let (old, new) = (Self.pieces(before), Self.pieces(after))
        guard old.count > 1 || new.count > 1 else { return [] }
        return Self.difference(old, without: new).map { Element(mark: "-", text: $0.shown) }
            + Self.difference(new, without: old).map { Element(mark: "+", text: $0.shown) }
    }

    private var counts: String {
        let gone = parts.filter { $0.mark == "-" }.count
        let facts = [(gone, "removed"), (parts.count - gone, "added")].filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
        return facts.joined(separator: ", ")
    }

    /// What a value is made of that can be told one by one.
    private static func pieces(_ value: Value) -> [Value] {
        switch value {
        case .list(let elements): elements
        case .string(let text):
            text.split(separator: "\n", omittingEmptySubsequences: false).map { .string(String($0)) }
        case .null, .bool, .integer, .number, .map, .reference, .template, .secret: []
        }
    }

    /// What is in `list` more often than in `other`, in order.
    private static func difference(_ list: [Value], without other: [Value]) -> [Value] {
        var counts: [Value: Int] = [:]
        for value in other { counts[value, default: 0] += 1 }
        return list.filter { value in
            guard let count = counts[value], count > 0 else { return true }
            counts[value] = count - 1
            return false
        }
    }
}

extension Value {
    /// The value as plans show it; the stand-in for an own name says so.
    var shown: String { self == FieldChange.ownName ? "(its own name)" : display }

    /// ``shown``, cut to `limit` columns; of a long text also its length.
    func short(_ limit: Int) -> String {
        guard shown.columns > limit else { return shown }
        guard case .string(let text) = self else { return shown.cut(to: limit) }
        let size = " (\(Quantity.count(text.count, "character")))"
        return shown.cut(to: max(8, limit - size.columns - 1)) + "\"" + size
    }
}

import Model

/// Two values side by side, shortened to where they differ.
struct ChangedValue {
    /// One element that came or went.
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
        if !elements.isEmpty { return Line(elementCounts) }
        // The mark before the field says that it came or went.
        if before.isAbsent, !after.isAbsent { return Line(after.short(room)) }
        if after.isAbsent, !before.isAbsent { return Line(before.short(room)) }
        let (one, other) = spellings
        return Line(one).adding(" → ", .faint).adding(other)
    }

    /// The elements that differ, when both are lists too long to stand side by side.
    var elements: [Element] {
        guard case .list(let old) = before, case .list(let new) = after else { return [] }
        guard before.shown.columns + after.shown.columns + 3 > min(room, Self.widest) else { return [] }
        let gone = Self.difference(old, without: new).map { Element(mark: "-", text: $0.short(room)) }
        let come = Self.difference(new, without: old).map { Element(mark: "+", text: $0.short(room)) }
        return gone + come
    }

    private var elementCounts: String {
        let gone = elements.filter { $0.mark == "-" }.count
        let come = elements.count - gone
        let facts = [(gone, "removed"), (come, "added")].filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
        return facts.joined(separator: ", ")
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

    private var spellings: (String, String) {
        let (one, other) = (before.shown, after.shown)
        let room = min(room, Self.widest)
        guard one.columns + other.columns + 3 > room else { return (one, other) }
        let half = max(16, (room - 3) / 2)
        guard case .string(let old) = before, case .string(let new) = after else {
            return (one.cut(to: half), other.cut(to: half))
        }
        let shared = max(0, zip(old, new).prefix { $0 == $1 }.count - 8)
        return (old.window(from: shared, columns: half), new.window(from: shared, columns: half))
    }

    /// Beyond this, what is the same on both sides of a change is left out even where a line may be any length.
    private static let widest = 400
}

extension Value {
    /// The value as plans show it; the stand-in for an own name says so.
    var shown: String { self == FieldChange.ownName ? "(each its own name)" : display }

    /// ``shown``, cut to `limit` columns; of a long text also its length.
    func short(_ limit: Int) -> String {
        guard shown.columns > limit else { return shown }
        guard case .string(let text) = self else { return shown.cut(to: limit) }
        let size = " (\(Quantity.count(text.count, "character")))"
        return shown.cut(to: max(8, limit - size.columns - 1)) + "\"" + size
    }
}

extension String {
    /// The text from its `start`th character on, quoted, at most `columns` wide, ellipses where it is cut.
    fileprivate func window(from start: Int, columns: Int) -> String {
        let head = start > 0 ? "…" : ""
        return "\"" + head + String(dropFirst(start)).escapedForDisplay.cut(to: columns - 2 - head.columns) + "\""
    }
}

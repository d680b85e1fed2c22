import Model

/// Changes field by field: `~ size  10 → 20  (forces replacement)`.
struct ChangeList {
    let indent: Int
    let style: TextStyle

    func lines(_ changes: [FieldChange]) -> [Line] {
        let changes = changes.flatMap(\.innermost)
        let paths = changes.map(\.path.description)
        let width = min(32, style.room(after: 0) / 3, paths.map(\.printable.columns).max() ?? 0)
        return changes.flatMap { lines($0, pathWidth: width) }
    }

    private func lines(_ change: FieldChange, pathWidth: Int) -> [Line] {
        let mark = Self.mark(change)
        var head = Line(mark.text + " ", mark.tone, indent: indent)
        head.add(change.path.description)
        head.pad(to: max(pathWidth, change.path.description.printable.columns) + 4)
        head.hanging = style.column(indent + pathWidth + 4)
        let notes = Self.notes(change)
        let room = style.room(after: max(head.hanging, indent + head.columns))
        let values = ChangedValue(before: change.readableBefore, after: change.readableAfter, room: room)
        head.add(values.line)
        if !notes.isEmpty { head.add("  (\(notes.joined(separator: "; ")))", change.disruption.noteTone) }
        let elements = values.elements.map { element -> Line in
            var line = Line(element.mark + " ", element.mark == "+" ? .good : .danger, indent: head.hanging)
            line.hanging = head.hanging + 2
            line.add(element.text)
            return line
        }
        return [head] + elements
    }

    private static func mark(_ change: FieldChange) -> (text: String, tone: Tone) {
        let wasAbsent = change.before?.isAbsent ?? true
        let isAbsent = change.after?.isAbsent ?? true
        if wasAbsent, !isAbsent { return ("+", .good) }
        if isAbsent, !wasAbsent { return ("-", .danger) }
        return ("~", .change)
    }

    private static func notes(_ change: FieldChange) -> [String] {
        var notes: [String] = []
        if change.forcesReplace {
            notes.append("forces replacement")
        } else if change.disruption != .none {
            notes.append(change.disruption.rawValue)
        }
        if let words = change.origin.words { notes.append(words) }
        return notes
    }
}

extension Disruption {
    fileprivate var noteTone: Tone { self == .none ? .note : tone }
}

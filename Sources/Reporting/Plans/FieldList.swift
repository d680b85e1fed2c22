import Model

/// The fields of a new object: short ones in running lines, long ones each in their own, and none cut: they are what is
/// approved.
struct FieldList {
    let indent: Int
    let style: TextStyle

    func lines(_ changes: [FieldChange]) -> [Line] {
        lines(changes.compactMap { change in change.readableAfter.map { (change.path.description, $0) } })
    }

    func lines(_ fields: [(name: String, value: Value)]) -> [Line] {
        var lines: [Line] = []
        var running = Line(indent: indent)
        let room = style.room(after: indent)
        func flush() {
            if !running.pieces.isEmpty { lines.append(running) }
            running = Line(indent: indent)
        }
        for field in fields where !field.value.isAbsent {
            let line = Self.line(field.name, field.value.shown, indent: indent)
            guard line.columns <= min(room, 48) else {
                flush()
                lines += long(field.name, field.value, room: room)
                continue
            }
            if running.columns + 2 + line.columns > room { flush() }
            if !running.pieces.isEmpty { running.add("  ") }
            running.add(line)
        }
        flush()
        return lines
    }

    private static func line(_ name: String, _ value: String, indent: Int) -> Line {
        Line("\(name): ", .faint, indent: indent, hanging: indent + 2).adding(value)
    }

    /// One line, or for a list an element a line.
    private func long(_ name: String, _ value: Value, room: Int) -> [Line] {
        let elements = value.elements
        guard elements.count > 1, name.columns + 2 + value.shown.columns > room else {
            return [Self.line(name, value.shown, indent: indent)]
        }
        return [Line("\(name):", .faint, indent: indent)]
            + elements.map { Line("- ", indent: indent + 2, hanging: indent + 4).adding($0.shown) }
    }
}

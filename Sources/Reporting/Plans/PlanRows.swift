import Model

/// The body of a plan's text: a line a row, and beneath it what changes.
struct PlanRows {
    let rows: [PlanRow]
    let style: TextStyle
    let details: PlanReport.Details

    private static let detailIndent = 6

    var lines: [Line] {
        var table = Table()
        for row in rows { table.add(cells(row)) }
        var lines: [Line] = []
        var isAfterDetails = false
        for (row, line) in zip(rows, table.lines) {
            let beneath = self.beneath(row)
            if isAfterDetails || (!beneath.isEmpty && !lines.isEmpty) { lines.append(Line()) }
            lines.append(line)
            lines += beneath
            isAfterDetails = !beneath.isEmpty
        }
        return lines
    }

    private func cells(_ row: PlanRow) -> [Line] {
        let step = row.first
        let subject = row.isFolded ? "\(row.steps.count) × \(row.kind)" : step.address.description
        var why = Line()
        if let tag = Self.tag(step) { why.add(tag + " ", step.effectiveDisruption.tone) }
        why.add(StepReason.text(row))
        return [
            Line(step.action.symbol, step.action.tone), Line(step.word, step.action.tone),
            Line(subject, .strong), why,
        ]
    }

    /// The disruption, unless the action's own word says as much.
    private static func tag(_ step: Step) -> String? {
        switch step.action {
        case .delete, .deleteReplaced, .replace: step.effectiveDisruption == .replace ? nil : step.disruption.tag
        case .resume(.deleting): step.effectiveDisruption == .replace ? "[DELETES]" : step.disruption.tag
        case .create, .update, .adopt, .move, .forget, .resume, .updateLifecycle, .refuse: step.disruption.tag
        }
    }

    private func beneath(_ row: PlanRow) -> [Line] {
        var lines: [Line] = []
        if row.isFolded { lines.append(detail(Quantity.names(row.steps.map(\.address)))) }
        if case .refuse(let advice) = row.first.action { lines.append(detail("help: \(advice)", .note)) }
        for reason in row.first.breaking { lines.append(detail("breaking change for API clients: \(reason)", .danger)) }
        if let words = row.first.checkpointWords(isFolded: row.isFolded) { lines.append(detail(words, .note)) }
        for remainder in row.first.remainders { lines.append(detail(remainder.text, remainder.tone)) }
        if showsChanges(row) { lines += changes(row) }
        if details == .full, let costs = costs(row) { lines.append(detail(costs, .faint)) }
        return lines
    }

    private func showsChanges(_ row: PlanRow) -> Bool {
        switch details {
        case .full: true
        case .summary: row.first.effectiveDisruption > .none
        }
    }

    private func changes(_ row: PlanRow) -> [Line] {
        let step = row.first
        let changes = step.shownChanges.map { row.isFolded ? $0.withoutName(step.address.name) : $0 }
        let isAllNew = step.makesObject && changes.allSatisfy { $0.before == nil }
        if isAllNew {
            return details == .full ? FieldList(indent: Self.detailIndent, style: style).lines(changes) : []
        }
        return ChangeList(indent: Self.detailIndent, style: style).lines(changes)
    }

    /// Calls, time and dependencies; nil when there is nothing to say.
    private func costs(_ row: PlanRow) -> String? {
        let step = row.first
        var parts: [String] = []
        if !step.calls.isEmpty {
            parts.append("calls \(step.calls.joined(separator: ", "))\(row.isFolded ? " for each" : "")")
        }
        if step.seconds > 0 { parts.append("about \(Quantity.time(step.seconds))") }
        if !row.isFolded, !step.waitsFor.isEmpty { parts.append("depends on \(Self.some(step.waitsFor))") }
        return parts.isEmpty ? nil : parts.joined(separator: "; ")
    }

    private static func some(_ ids: [Step.ID]) -> String {
        let shown = ids.prefix(5).map(\.description).joined(separator: ", ")
        return ids.count > 5 ? "\(shown) and \(ids.count - 5) more" : shown
    }

    private func detail(_ text: String, _ tone: Tone = .plain) -> Line {
        Line(text, tone, indent: Self.detailIndent)
    }
}

extension Step.Remainder {
    /// What becomes of it, in a line beneath the step.
    fileprivate var text: String {
        switch fate {
        case .deleted: "also deletes \(kind) \(id), which was created with it"
        case .left(let why): "leaves \(kind) \(id) in the cloud: \(why)"
        case .ended: "ends \(kind) \(id), which it has made"
        }
    }

    fileprivate var tone: Tone {
        switch fate {
        case .deleted, .ended: .danger
        case .left: .note
        }
    }
}

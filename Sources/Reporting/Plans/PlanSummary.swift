import Model

/// The head of a plan's text: how many of what, and what it costs.
struct PlanSummary {
    private let plan: Plan
    private let rows: [PlanRow]

    init(_ plan: Plan, rows: [PlanRow]) {
        self.plan = plan
        self.rows = rows
    }

    var lines: [Line] { [heading] + target + [Line()] + counts + [Line()] + forecast }

    private var target: [Line] { plan.target.map { [Line("on \($0)")] } ?? [] }

    private var heading: Line {
        let steps = rows.reduce(0) { $0 + $1.steps.count }
        var line = Line("Plan for \(plan.project)", .strong)
        line.add(": \(Quantity.count(steps, "step"))")
        if !plan.unchanged.isEmpty { line.add(", \(Quantity.count(plan.unchanged.count, "object")) unchanged") }
        return line
    }

    /// A row an action, in the order the actions first appear, which is that of danger.
    private var counts: [Line] {
        var order: [String] = []
        var groups: [String: (action: Step.Action, addresses: [Address])] = [:]
        for row in rows {
            // The parts of an update are one.
            let addresses = row.steps.filter { !$0.isPartial }.map(\.address)
            guard !addresses.isEmpty else { continue }
            let word = row.first.word
            if groups[word] == nil { order.append(word) }
            groups[word, default: (row.first.action, [])].addresses += addresses
        }
        var table = Table(rightAligned: [2])
        for word in order {
            guard let (action, addresses) = groups[word] else { continue }
            table.add(
                Line(action.symbol, action.tone), Line(word, action.tone), Line(String(addresses.count), .strong),
                Line(Quantity.perKind(addresses)))
        }
        return table.lines
    }

    private var forecast: [Line] {
        let forecast = plan.forecast
        var table = Table()
        let time = forecast.seconds == 0 ? "" : ", about \(Quantity.time(forecast.seconds))"
        table.add(Line("takes"), Line("\(Quantity.count(forecast.calls, "write call"))\(time)"))
        if let disruptions { table.add(Line("disrupts"), disruptions) }
        let destroyed = self.destroyed
        if !destroyed.isEmpty {
            table.add(
                Line("deletes", .danger),
                Line("\(Quantity.count(destroyed.count, "object")): ", .danger).adding(Self.named(destroyed)))
        }
        let losing = plan.losingData
        if !losing.isEmpty {
            table.add(
                Line("loses", .danger),
                Line("data of \(Quantity.count(losing.count, "object")): ", .danger).adding(Self.named(losing))
                    .adding(" (needs --allow-data-loss, or a saved plan)"))
        }
        return table.lines
    }

    /// How many objects feel what, the worst first. Deletions that lose no data are listed under what is deleted.
    private var disruptions: Line? {
        var counts: [Disruption: Int] = [:]
        for row in rows where !(row.first.destroys && row.first.effectiveDisruption == .replace) {
            counts[row.first.effectiveDisruption, default: 0] += row.steps.count { !$0.isPartial }
        }
        var line = Line()
        for disruption in Disruption.allCases.reversed() where disruption != .none {
            guard let count = counts[disruption], count > 0 else { continue }
            line.add(line.pieces.isEmpty ? "" : ", ")
            line.add("\(disruption.rawValue) \(count)", disruption.tone)
        }
        return line.pieces.isEmpty ? nil : line
    }

    private var destroyed: [Address] {
        let steps = rows.flatMap(\.steps).filter { $0.destroys || $0.action == .replace }
        return Set(steps.map(\.address)).sorted()
    }

    /// `Server web-0 … web-11; Subnet app`.
    private static func named(_ addresses: [Address]) -> String {
        var kinds: [(kind: String, addresses: [Address])] = []
        for address in addresses {
            if kinds.last?.kind == address.kind {
                kinds[kinds.count - 1].addresses.append(address)
            } else {
                kinds.append((address.kind, [address]))
            }
        }
        return kinds.map { "\($0.kind) \(Quantity.names($0.addresses))" }.joined(separator: "; ")
    }
}

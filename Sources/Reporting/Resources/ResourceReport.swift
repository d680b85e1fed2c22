import Model
import OrderedJSON

/// Objects as state remembers them, for `state list`, `state show` and `show`.
public enum ResourceReport {
    /// A line an object: address, id and what is out of the ordinary about it. No newline at the end.
    public static func list(_ resources: [RecordedResource], style: TextStyle = .plain) -> String {
        guard !resources.isEmpty else { return "No objects in state." }
        var table = Table(indent: 0)
        table.add(Line("ADDRESS", .faint), Line("ID", .faint), Line("STATUS", .faint))
        for resource in resources.sorted(by: { $0.address < $1.address }) {
            table.add(
                Line(resource.address.description, .strong), Line(resource.id ?? "(none yet)"),
                Line(resource.standing, resource.condition == .ready ? .plain : .change))
        }
        return table.lines.text(style)
    }

    /// All that is known of one object. What the cloud says now comes first; what is only recorded is called so.
    public static func one(
        _ resource: RecordedResource, live: LiveView = .notAsked, style: TextStyle = .plain
    ) -> String {
        var lines = [Line(resource.address.description, .strong)]
        lines += facts(resource, live).lines
        lines += section("last applied", resource.applied, live: live.object?.attributes, style)
        let outputs = live.object.map { object in
            Attributes(
                uniqueKeysWithValues: resource.lastSeen.map { ($0.key, object.attributes[$0.key] ?? $0.value) })
        }
        lines += section(live.outputTitle, outputs ?? resource.lastSeen, live: nil, style)
        if let object = live.object {
            let known = Set(resource.applied.keys).union(resource.lastSeen.keys)
            let rest = object.attributes.filter { !known.contains($0.key) }
            lines += section("other live values", rest, live: nil, style)
        }
        return lines.text(style)
    }

    private static func facts(_ resource: RecordedResource, _ live: LiveView) -> Table {
        var table = Table()
        table.add(Line("id"), Line(resource.id ?? "(none yet)"))
        table.add(Line("status"), status(resource, live))
        if let code = live.object?.status { table.add(Line("in the cloud"), Line(code)) }
        if let created = live.object?.created { table.add(Line("created"), Line(created)) }
        if let operation = resource.operation { table.add(Line("operation"), Line(operation, .change)) }
        if !resource.dependencies.isEmpty {
            let names = resource.dependencies.map(\.description).joined(separator: ", ")
            table.add(Line("depends on"), Line(names))
        }
        return table
    }

    private static func status(_ resource: RecordedResource, _ live: LiveView) -> Line {
        switch live {
        case .notAsked, .found: Line(resource.standing, resource.condition == .ready ? .plain : .change)
        case .gone: Line("deleted outside nacre", .danger).adding(" (recorded: \(resource.standing))")
        case .unknown: Line("unknown: it could not be read", .change).adding(" (recorded: \(resource.standing))")
        }
    }

    private static func section(
        _ title: String, _ fields: Attributes, live: Attributes?, _ style: TextStyle
    ) -> [Line] {
        guard !fields.isEmpty else { return [] }
        var table = Table(indent: 4)
        for (name, value) in fields {
            var line = Line(value.shown)
            if let other = live?[name], other.differs(from: value) {
                line.add("  (in the cloud: \(other.shown))", .change)
            }
            table.add(Line(name), line)
        }
        return [Line(), Line(title, .note, indent: 2)] + table.lines
    }
}

extension LiveView {
    /// What the values are that the cloud chose: as it has them, or as it was once seen to.
    fileprivate var outputTitle: String {
        switch self {
        case .found: "live values, from the cloud"
        case .notAsked: "last seen in the cloud"
        case .gone, .unknown: "last seen in the cloud, not live"
        }
    }
}

extension Value {
    /// Whether a live value is another than the one applied. A secret the cloud does not show is no difference.
    fileprivate func differs(from applied: Value) -> Bool {
        guard !applied.holdsSecret, !(isAbsent && applied.isAbsent) else { return false }
        return self != applied
    }
}

extension RecordedResource {
    /// How far it came and how it is kept: `ready, protected, retained`.
    var standing: String {
        var words = [condition.rawValue]
        if protect { words.append("protected") }
        switch onRemove {
        case .delete: break
        case .confirm: words.append("removal needs confirmation")
        case .retain: words.append("retained on removal")
        }
        if adopted { words.append("adopted") }
        return words.joined(separator: ", ")
    }
}

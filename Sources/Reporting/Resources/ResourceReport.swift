import Model
import OrderedJSON

/// Objects as state remembers them, for `state list`, `state show` and `show`.
public enum ResourceReport {
    /// A line an object: address, id and what is out of the ordinary about it. No newline at the end.
    public static func list(_ resources: [RecordedResource], style: TextStyle = .plain) -> String {
        guard !resources.isEmpty else { return "state holds no objects" }
        var table = Table(indent: 0)
        table.add(Line("ADDRESS", .faint), Line("ID", .faint), Line("STANDING", .faint))
        for resource in resources.sorted(by: { $0.address < $1.address }) {
            table.add(
                Line(resource.address.description, .strong), Line(resource.id ?? "(none yet)"),
                Line(resource.standing, resource.condition == .ready ? .plain : .change))
        }
        return table.lines.text(style)
    }

    /// All that is known of one object. With `live`, fields that differ in the cloud are marked.
    public static func one(
        _ resource: RecordedResource, live: LiveObject? = nil, style: TextStyle = .plain
    ) -> String {
        var lines = [Line(resource.address.description, .strong)]
        lines += facts(resource, live).lines
        lines += section("applied", resource.applied, live: live?.attributes, style)
        lines += section("from the cloud", resource.shownOutputs, live: nil, style)
        if let live {
            let known = Set(resource.applied.keys).union(resource.outputs.keys)
            lines += section("live besides", live.attributes.filter { !known.contains($0.key) }, live: nil, style)
        }
        return lines.text(style)
    }

    private static func facts(_ resource: RecordedResource, _ live: LiveObject?) -> Table {
        var table = Table()
        table.add(Line("id"), Line(resource.id ?? "(none yet)"))
        table.add(Line("standing"), Line(resource.standing, resource.condition == .ready ? .plain : .change))
        if let status = live?.status { table.add(Line("status"), Line(status)) }
        if let created = live?.created { table.add(Line("created"), Line(created)) }
        if !resource.dependencies.isEmpty {
            let names = resource.dependencies.map(\.description).joined(separator: ", ")
            table.add(Line("built upon"), Line(names))
        }
        return table
    }

    private static func section(
        _ title: String, _ fields: Attributes, live: Attributes?, _ style: TextStyle
    ) -> [Line] {
        guard !fields.isEmpty else { return [] }
        var table = Table(indent: 4)
        let room = style.room(after: 6 + (fields.keys.map(\.columns).max() ?? 0))
        for (name, value) in fields {
            var line = Line(value.short(room))
            if let other = live?[name], other.differs(from: value) {
                line.add("  (in the cloud: \(other.short(room / 2)))", .change)
            }
            table.add(Line(name), line)
        }
        return [Line(), Line(title, .note, indent: 2)] + table.lines
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
        case .confirm: words.append("removal to be confirmed")
        case .retain: words.append("retained on removal")
        }
        if adopted { words.append("adopted") }
        return words.joined(separator: ", ")
    }
}

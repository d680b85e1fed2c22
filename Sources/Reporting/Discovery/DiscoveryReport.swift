import Model
import OrderedJSON

/// What was discovered, for people and for programs.
public struct DiscoveryReport {
    /// The version of the JSON.
    public static let format = "nacre.discovery/2"

    /// The files by path, with what is in them.
    public var files: [(path: String, addresses: [Address])]
    public var isWritten: Bool
    public var managed: Int
    public var builtIn: Int
    /// How many objects were imported.
    public var adopted: Int
    public var notes: [Diagnostic]
    /// Objects whose manifests do not say what the cloud has.
    public var differing: [Step]

    public init(
        files: [(path: String, addresses: [Address])], isWritten: Bool, managed: Int, builtIn: Int, adopted: Int,
        notes: [Diagnostic], differing: [Step]
    ) {
        self.files = files
        self.isWritten = isWritten
        self.managed = managed
        self.builtIn = builtIn
        self.adopted = adopted
        self.notes = notes
        self.differing = differing
    }

    /// What was found and where it is written; without notes, which are reported separately. No newline at the end.
    public func text(style: TextStyle = .plain) -> String {
        var lines = [Line(summary)]
        if !files.isEmpty {
            var table = Table()
            for file in files { table.add(Line(file.path, .strong), Line(Quantity.perKind(file.addresses))) }
            lines += [Line()] + table.lines
        }
        if isWritten, !files.isEmpty {
            lines += [Line(), Line("Imported \(Quantity.count(adopted, "object")). Nothing in the cloud was changed.")]
        }
        lines += differing.flatMap(Self.lines)
        return lines.text(style)
    }

    private var summary: String {
        let found = files.reduce(0) { $0 + $1.addresses.count }
        var text = found == 0 ? "No new objects" : "Found \(Quantity.count(found, "object"))"
        let more = found == 0 ? "" : " more"
        if managed > 0 { text += "; \(managed)\(more) already managed" }
        if builtIn > 0 { text += "; \(builtIn)\(more) built-in, not written" }
        return text
    }

    private static func lines(_ step: Step) -> [Line] {
        var reason = Line()
        if case .refuse = step.action { reason = Line(": \(step.reason.text)") }
        let head = Line().adding("differs  ", .change).adding(step.address.description, .strong)
            .adding(reason.pieces.map(\.text).joined())
        return [Line(), head]
            + step.changes.map { change in
                Line(
                    "\(change.path): in the cloud \((change.before ?? .null).display), in the manifest \((change.after ?? .null).display)",
                    indent: 4)
            }
    }

    public var json: JSON {
        JSON(members: [
            ("format", .string(Self.format)),
            (
                "files",
                .array(
                    files.map { file in
                        JSON(members: [
                            ("path", .string(file.path)),
                            ("objects", JSON(strings: file.addresses.map(\.description))),
                        ])
                    })
            ),
            ("written", .bool(isWritten)),
            ("imported", JSON(adopted)),
            ("managed", JSON(managed)),
            ("builtIn", JSON(builtIn)),
            (
                "differing",
                .array(
                    differing.map { step in
                        JSON(members: [
                            ("address", .string(step.address.description)),
                            ("fields", JSON(strings: step.changes.map(\.path.description))),
                            ("reason", .string(step.reason.text)),
                        ])
                    })
            ),
            ("notes", .array(notes.map(\.json))),
        ])
    }
}

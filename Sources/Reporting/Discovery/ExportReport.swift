import Model
import OrderedJSON

/// What was exported, for people and for programs.
public struct ExportReport {
    /// The version of the JSON.
    public static let format = "nacre.export/1"

    public var manifests: String
    /// The file it was written to; nil for standard output.
    public var path: String?
    public var addresses: [Address]
    public var notes: [Diagnostic]
    /// What a plan from the manifests would change.
    public var differing: [Step]

    public init(
        manifests: String, path: String?, addresses: [Address], notes: [Diagnostic], differing: [Step]
    ) {
        self.manifests = manifests
        self.path = path
        self.addresses = addresses
        self.notes = notes
        self.differing = differing
    }

    /// Where it went and how much it is, on one line.
    public var summary: String {
        "wrote \(path ?? "to standard output"): \(Quantity.perKind(addresses))"
    }

    /// What would be changed, to be warned of.
    public var differences: [Diagnostic] {
        differing.map { step in
            let changes = step.changes.map {
                "\($0.path): in the cloud \(($0.before ?? .null).display), in the manifest \(($0.after ?? .null).display)"
            }
            return Diagnostic(
                .warning, code: "differs",
                "\(step.address) differs from its manifest: applying it would change the object",
                notes: changes.isEmpty ? [step.reason.text] : changes,
                help: "check these fields before you apply the manifest"
            )
        }
    }

    public var json: JSON {
        JSON(members: [
            ("format", .string(Self.format)),
            ("path", path.map(JSON.string)),
            ("manifests", .string(manifests)),
            ("objects", JSON(strings: addresses.map(\.description))),
            ("differing", JSON(strings: differing.map(\.address.description))),
            ("notes", .array(notes.map(\.json))),
        ])
    }
}

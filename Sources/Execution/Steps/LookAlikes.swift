import Kinds
import Model

/// The live objects from before a run by what a marker compares first, so that making thousands of a kind does not go
/// through thousands each time.
struct LookAlikes: Sendable {
    private let all: [String: [LiveObject]]
    private let byMark: [String: [String: [LiveObject]]]

    init(_ live: LiveSnapshot, _ catalog: KindCatalog) {
        var all: [String: [LiveObject]] = [:]
        var byMark: [String: [String: [LiveObject]]] = [:]
        for kind in catalog.kinds where live.observedKinds.contains(kind.name) {
            let objects = live.all(kind.name)
            all[kind.name] = objects
            guard let field = Self.field(kind) else { continue }
            byMark[kind.name] = Dictionary(grouping: objects) { $0.attributes[field]?.spelling ?? "" }
        }
        self.all = all
        self.byMark = byMark
    }

    /// The objects among which those are that a marker of `wanted` would match, and few others.
    func of(_ kind: Kind, _ desired: DesiredObject, tag: String) -> [LiveObject] {
        guard let field = Self.field(kind),
            let mark = field == Self.tag ? tag : desired.attributes[field]?.spelling
        else { return all[kind.name] ?? [] }
        return byMark[kind.name]?[mark] ?? []
    }

    private static let tag = "tag"

    private static func field(_ kind: Kind) -> String? {
        kind.identity.isTagged ? tag : kind.identity.marker.first
    }
}

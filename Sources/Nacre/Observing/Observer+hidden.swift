import Kinds
import Model
import NcloudClient

// What the account is not allowed to see is unknown, not gone.

extension LiveSnapshot {
    /// Takes in that nothing of `kind` can be read.
    mutating func hide(_ kind: String, _ failure: APIFailure) {
        hide(kind, because: Hidden(call: failure.endpoint, reason: failure.description))
    }

    /// The rows among `missing` of which nothing can be known, since what they are listed under is hidden, are hidden
    /// too.
    mutating func hideInside(_ missing: [RecordedResource], _ catalog: KindCatalog) {
        for record in missing {
            guard let id = record.id, let parent = catalog[record.address.kind]?.place.listedUnder else { continue }
            let field = catalog[record.address.kind]?.field(referringTo: parent)
            let parentID = field.flatMap { (record.applied[$0] ?? record.lastSeen[$0])?.spelling }
            if let why = hidden(parent, id: parentID) { hide(record.address.kind, id: id, because: why) }
        }
    }

    /// Kinds listed under `kinds` that are hidden cannot be listed at all: they are hidden as well.
    mutating func hideKinds(under kinds: [String], _ catalog: KindCatalog) -> [String] {
        var readable: [String] = []
        for kind in kinds {
            if let parent = catalog[kind]?.place.listedUnder, let why = hidden(parent, id: nil) {
                hide(kind, because: why)
            } else {
                readable.append(kind)
            }
        }
        return readable
    }
}

/// Objects of another kind that an object makes and ends by itself, as a group does servers.
///
/// nacre takes them for nobody else's: it writes no manifests of them, adopts none, and deletes none. They go with the object
/// that has made them.
public struct Members: Hashable, Sendable {
    /// The kind of the members.
    public var kind: String
    /// The field of the maker that lists their ids.
    public var field: String

    public init(_ kind: String, listedBy field: String) {
        self.kind = kind
        self.field = field
    }

    /// The ids of the members that a maker with these fields has.
    public func ids(in attributes: Attributes) -> [String] {
        attributes[field]?.elements.compactMap(\.spelling) ?? []
    }
}

extension KindCatalog {
    /// The kinds whose objects make and end objects of this kind by themselves.
    public func makers(of kind: String) -> [Kind] { kinds.filter { $0.life.members?.kind == kind } }
}

/// Which live objects others have made, and end by themselves; as far as their makers were read.
public struct Memberships: Sendable {
    private var makers: [FieldType.Target: LiveObject] = [:]

    public init(_ live: LiveSnapshot, _ catalog: KindCatalog) {
        for kind in catalog.kinds {
            guard let members = kind.life.members else { continue }
            for maker in live.all(kind.name) {
                for id in members.ids(in: maker.attributes) {
                    makers[FieldType.Target(kind: members.kind, id: id)] = maker
                }
            }
        }
    }

    /// The object that has made this one; nil for one that somebody else made.
    public func maker(of object: LiveObject) -> LiveObject? {
        maker(of: FieldType.Target(kind: object.kind, id: object.id))
    }

    public func maker(of target: FieldType.Target) -> LiveObject? { makers.isEmpty ? nil : makers[target] }
}

extension LiveObject {
    /// What to call it in a message: `AutoScalingGroup web (id 10412)`.
    public var fullTitle: String { "\(kind) \(name.map { "\($0) (id \(id))" } ?? id)" }
}

/// How the manifests of a kind name objects of the workspace that may be of several kinds, such as what a group watches: one by
/// one, or by the labels that they have.
///
/// It is settled when manifests are read: the field `targets` then holds a reference to each object, and `field` is gone. So a
/// plan shows an update when an object comes to have the labels, and what is chosen is made first.
public struct LabelSelector: Sendable {
    /// The field with the labels, a map of texts.
    public var field: String
    /// The set of ids that has a reference to each object.
    public var targets: String
    /// The kinds that the objects may be of, by what the manifest says; nil where that cannot be told.
    public var kinds: @Sendable (Attributes) -> [String]?
    /// The field that names what decides the kinds, and the names that do; nil where no one field does.
    public var source: (field: String, names: [String])?

    public init(
        _ field: String = "selector", into targets: String = "targets",
        by source: (field: String, names: [String])? = nil, kinds: @escaping @Sendable (Attributes) -> [String]?
    ) {
        self.field = field
        self.targets = targets
        self.kinds = kinds
        self.source = source
    }
}

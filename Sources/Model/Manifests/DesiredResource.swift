import OrderedCollections

/// One object as the manifests want it, variables and `forEach` already worked out.
public struct DesiredResource: Hashable, Sendable {
    public var address: Address
    public var attributes: Attributes
    public var lifecycle: Lifecycle
    public var labels: OrderedDictionary<String, String>
    /// The address the object had before, from `renamedFrom`.
    public var renamedFrom: Address?
    /// Whether the rename follows from that of the object around, and was not written for this one.
    public var isRenamedAlong = false
    /// The field by which an entry of a list inside another object is told apart: it names the entry, and so changes
    /// with its address.
    public var keyField: String?
    /// Fields that the manifest does not write, and that have the object's name in the workspace for want of another.
    public var fieldsFromName: Set<String> = []
    /// What to adopt instead of creating, from `import`.
    public var adoption: Adoption?
    /// How it is changed together with the other objects of its document; nil when all may be out of service at once.
    public var rollout: Rollout?
    /// Objects named by `dependsOn`, besides those that references name.
    public var dependsOn: [Address]
    /// Where the document begins.
    public var span: SourceSpan?
    /// Where each field was written.
    public var spans: [FieldPath: SourceSpan]

    public init(
        _ address: Address, attributes: Attributes = [:], lifecycle: Lifecycle = Lifecycle(),
        labels: OrderedDictionary<String, String> = [:], renamedFrom: Address? = nil, adoption: Adoption? = nil,
        dependsOn: [Address] = [], span: SourceSpan? = nil, spans: [FieldPath: SourceSpan] = [:]
    ) {
        self.address = address
        self.attributes = attributes
        self.lifecycle = lifecycle
        self.labels = labels
        self.renamedFrom = renamedFrom
        self.adoption = adoption
        self.dependsOn = dependsOn
        self.span = span
        self.spans = spans
    }

    /// Every object of this workspace that this one needs, sorted, itself left out.
    public var dependencies: [Address] {
        let referenced = attributes.values.flatMap(\.references).compactMap(\.address)
        return Set(referenced + dependsOn).subtracting([address]).sorted()
    }
}

/// Which live object a manifest adopts.
public enum Adoption: Hashable, Sendable {
    case id(String)
    /// By the fields that identify the kind, usually its name.
    case name(String)
}

/// How an object is treated apart from what it is.
public struct Lifecycle: Hashable, Sendable {
    public enum Removal: String, Hashable, Sendable, CaseIterable {
        /// Removed from the manifests, it is deleted.
        case delete
        /// Deleted only when asked for by name or confirmed at the terminal.
        case confirm
        /// Forgotten, the object stays in the cloud.
        case retain
    }

    /// Refuses every plan that would delete or replace it. Kept in state: deleting the manifest does not lift it.
    public var protect: Bool
    public var onRemove: Removal
    public var ignore: [Ignore]
    /// Overrides of waiting limits, in seconds.
    public var timeouts: Timeouts
    /// Findings of `nacre lint` that are accepted here.
    public var suppressions: [LintSuppression]

    public init(
        protect: Bool = false, onRemove: Removal = .delete, ignore: [Ignore] = [], timeouts: Timeouts = Timeouts(),
        suppressions: [LintSuppression] = []
    ) {
        self.protect = protect
        self.onRemove = onRemove
        self.ignore = ignore
        self.timeouts = timeouts
        self.suppressions = suppressions
    }
}

/// A field left to others.
public struct Ignore: Hashable, Sendable {
    public var path: FieldPath
    public var reason: String?
    /// The last day it holds, as `2027-01-31`; nil means for good.
    public var until: String?

    public init(path: FieldPath, reason: String? = nil, until: String? = nil) {
        self.path = path
        self.reason = reason
        self.until = until
    }

    /// Whether it holds on the day `today`, written like `until`.
    public func holds(on today: String) -> Bool { until.map { today <= $0 } ?? true }
}

/// Waiting limits in seconds; nil leaves the kind's own.
public struct Timeouts: Hashable, Sendable {
    public var create: Int?
    public var update: Int?
    public var delete: Int?

    public init(create: Int? = nil, update: Int? = nil, delete: Int? = nil) {
        self.create = create
        self.update = update
        self.delete = delete
    }
}

extension DesiredResource {
    /// Changes when a wanted field does; equal digests mean the manifest asks for the same.
    public var digest: Digest { Digest(of: attributes) }

    /// The order of blame, for what two objects cannot both be: by where they are written, then by address.
    public func precedes(_ other: DesiredResource) -> Bool {
        switch (span, other.span) {
        case (let mine?, let theirs?) where mine != theirs: mine < theirs
        default: address < other.address
        }
    }

    /// The address, and where it is written: `Vpc/main at manifests/network.yaml:1:1`.
    public var title: String { span.map { "\(address) at \($0)" } ?? address.description }
}

/// One field of a kind: what it may hold, who sets it, and what changing it does.
public struct Field: Hashable, Sendable {
    /// Who gives the field its value.
    public enum Presence: Hashable, Sendable {
        /// The manifest must.
        case required
        /// The manifest may; left out, the cloud decides.
        case optional
        /// Left out, it is the object's name in the workspace.
        case optionalFromName
        /// Only the cloud does; manifests read it, never write it.
        case computed
    }

    /// What has to happen when the wanted value differs from the live one.
    public enum Change: Hashable, Sendable {
        /// The object takes the new value through these API calls; those that its operations name, where there are none.
        case inPlace(Disruption, calls: [String] = [])
        /// Only a new object can have the new value.
        case replace
        /// No call changes it and no new object may be made for it; the text says what to do instead.
        case refused(String)
        /// The cloud forgets what it was given, or gives it once; nothing to compare.
        case createOnly
        /// How nacre treats the object: kept in state, never sent. Compared with what was last applied.
        case stateOnly
    }

    public var name: String
    public var type: FieldType
    public var presence: Presence
    public var change: Change
    /// What the cloud takes when the field is left out. Removing the field from a manifest plans this value.
    public var initial: Value?
    public var constraints: [Constraint]
    /// Whether an object with partial ownership leaves the elements alone that its manifest never named.
    public private(set) var isShareable = false
    /// Whether the set takes further elements in place, and only a new object is without one that it has.
    public private(set) var isGaining = false
    /// Whether it says what the object is attached to: attaching one that was free disturbs nobody.
    public var isAttachment: Bool
    /// What it takes for its object alone.
    public internal(set) var holds: [Hold] = []
    /// The field in common with the object that came with the parent, to which it goes back when what it names goes away
    /// and no manifest says more of it; nil for none.
    public internal(set) var fallback: String?
    /// Whether the cloud deletes nothing that it names while the object lives, though no call gives it another value.
    public internal(set) var isBinding = false
    /// How the elements of its list come, change and go, where calls of their own do that.
    public internal(set) var elementCalls: ElementCalls?
    /// The computed field that lists what others changed of its elements and did not publish; nil for most.
    public internal(set) var unpublishedIn: String?
    /// Whether it says what the object was made of, as that was at the moment: the object holds that moment, and neither
    /// the end of its origin nor a new one in the same place makes a difference to it.
    public private(set) var isOrigin = false
    /// Whether the cloud or others move it as a rule, so that only somebody's will puts it into a manifest: discovery does
    /// not write it.
    public private(set) var isLeftToOthers = false
    /// Whether it may refer to the object that it is a field of, since that is created without it: a rule may admit its own group.
    public private(set) var mayBeItself = false
    /// The field that decides instead where the manifest has it; nil for a field that counts always.
    public private(set) var overriddenBy: String?
    /// Whether no answer shows it, though it changes in place: it is compared with what was last applied.
    public private(set) var isUnshown = false
    /// One sentence for `explain`, the schema and the reference pages.
    public var summary: String

    public init(
        _ name: String, _ type: FieldType, _ presence: Presence = .optional, change: Change = .replace,
        initial: Value? = nil, constraints: [Constraint] = [], isAttachment: Bool = false, _ summary: String
    ) {
        self.name = name
        self.type = type
        self.presence = presence
        self.change = change
        self.initial = initial
        self.constraints = constraints
        self.isAttachment = isAttachment
        self.summary = summary
    }
}

extension Field {
    /// An optional part of an object or of the elements of a list, which change as a whole.
    public init(_ name: String, _ type: FieldType, constraints: [Constraint] = [], _ summary: String) {
        self.init(name, type, .optional, constraints: constraints, summary)
    }

    /// A field that only the cloud sets.
    public static func computed(_ name: String, _ type: FieldType, _ summary: String) -> Field {
        Field(name, type, .computed, change: .createOnly, summary)
    }

    /// A text that only the cloud sets.
    public static func computed(_ name: String, _ summary: String) -> Field {
        computed(name, .string, summary)
    }

    /// Says whether the shareable lists of an object are nacre's as a whole.
    public static let ownership = ownership(initially: "full")

    /// The same for a kind whose objects are owned partly where manifests do not say otherwise.
    public static func ownership(initially initial: String) -> Field {
        Field(
            "ownership", .enumeration(["full", "partial"]), change: .stateOnly, initial: .string(initial),
            """
            With partial, nacre manages only the listed elements of its lists: others are left alone and are not \
            drift.
            """)
    }

    /// The same field, as one whose elements others may add to.
    public var shareable: Field {
        var field = self
        field.isShareable = true
        return field
    }

    /// The same set, as one that an object of the cloud can get more of in place, and never less.
    public var gaining: Field {
        var field = self
        field.isGaining = true
        return field
    }

    /// The same field, as one that no answer shows: it is compared with what was last applied, and the operations see that.
    public var unshown: Field {
        var field = self
        field.isUnshown = true
        return field
    }

    /// The same reference, as one that may be to its own object.
    public var orItself: Field {
        var field = self
        field.mayBeItself = true
        return field
    }

    /// The same field, as one that is moved by others as a rule.
    public var leftToOthers: Field {
        var field = self
        field.isLeftToOthers = true
        return field
    }

    /// The same field, as one that counts only at the creation while the manifest has `field`, which decides from then on.
    public func overridden(by field: String) -> Field {
        var result = self
        result.overriddenBy = field
        return result
    }

    /// The same field, as one that says what the object was made of.
    public var asOrigin: Field {
        var field = self
        field.isOrigin = true
        return field
    }

    /// The secret that goes into the file which the field names: `privateKey` for `privateKeyFile`; nil for other fields.
    ///
    /// What the cloud returns once is written at the creation alone (``Change/createOnly``); what it returns at any time
    /// also when the field comes or names another file (``unshown``).
    public var deliveredSecret: String? {
        guard isWritable, type == .string, name.hasSuffix("File"), change == .createOnly || isUnshown else {
            return nil
        }
        return String(name.dropLast("File".count))
    }

    /// Whether its value is a map of texts, though its type admits other values in it.
    public var isMapOfTexts: Bool { constraints.contains(.mapOfTexts) || constraints.contains(.objectMetadata) }

    /// Whether it is what the object, or an element, is called: one line, in every service.
    public var isName: Bool { name == "name" || presence == .optionalFromName }

    /// Whether a manifest may set it.
    public var isWritable: Bool { presence != .computed }

    /// Whether a change from one value to another takes a new object.
    public func forcesReplacement(from before: Value?, to after: Value?) -> Bool {
        guard !isGaining else {
            let kept = after?.elements ?? []
            return (before?.elements ?? []).contains { !kept.contains($0) }
        }
        return change == .replace
    }

    /// Whether a live value can be compared with the wanted one.
    public var isComparable: Bool { change != .createOnly && isWritable }
}

extension Field.Change {
    /// What the change does to those who use the object.
    public var disruption: Disruption {
        switch self {
        case .inPlace(let disruption, _): disruption
        case .replace: .replace
        case .refused, .createOnly, .stateOnly: .none
        }
    }

    /// Whether the object takes another value by a call.
    public var isInPlace: Bool {
        switch self {
        case .inPlace: true
        case .replace, .refused, .createOnly, .stateOnly: false
        }
    }

    /// Whether no step of ours brings the object to another value.
    public var isRefused: Bool {
        switch self {
        case .refused: true
        case .inPlace, .replace, .createOnly, .stateOnly: false
        }
    }

    /// The calls by which it takes another value; none where it does not.
    public var calls: [String] {
        switch self {
        case .inPlace(_, let calls): calls
        case .replace, .refused, .createOnly, .stateOnly: []
        }
    }
}

import Kinds
import Model
import Planning

/// By what an object is found again whose creation was not answered.
///
/// It is written into the intent, so that a later run finds the object by it when this one dies.
public struct Marker: Hashable, Sendable {
    /// The key under which the ids of look-alikes are kept that were there before.
    private static let before = "$before"
    /// The key of the fields besides the kind's marker that no call changes.
    private static let fixed = "$fixed"

    /// Fields and what they must hold.
    public let fields: Attributes
    /// Fields that no call changes and that the object must not contradict: two objects of one name can differ in them.
    public let fixed: Attributes
    /// Look-alikes from before the create: none of them is the lost one.
    public let preexisting: Set<String>

    /// - Parameter siblings: the live objects of the kind before the create.
    public init(_ kind: Kind, _ desired: DesiredObject, tag: String, siblings: [LiveObject]) {
        var fields: Attributes = [:]
        for name in kind.identity.marker { fields[name] = desired[name] }
        if kind.identity.isTagged { fields["tag"] = .string(tag) }
        self.fields = fields
        fixed = kind.fixed(desired.attributes).filter { fields[$0.key] == nil }
        preexisting = Set(siblings.filter { Self.agree(fields, $0) }.map(\.id))
    }

    /// Reads what ``attributes`` wrote.
    public init(_ attributes: Attributes) {
        preexisting = Set(attributes[Self.before]?.elements.compactMap(\.text) ?? [])
        var fields = attributes
        fields[Self.before] = nil
        fixed = fields.removeValue(forKey: Self.fixed)?.members ?? [:]
        self.fields = fields
    }

    public var attributes: Attributes {
        var attributes = fields
        if !fixed.isEmpty { attributes[Self.fixed] = .map(fixed) }
        if !preexisting.isEmpty { attributes[Self.before] = .list(preexisting.sorted().map(Value.string)) }
        return attributes
    }

    /// Whether `object`, of `kind`, could be the one. One that is deleted, and only listed for a while, is not.
    public func matches(_ object: LiveObject, _ kind: Kind?) -> Bool {
        !fields.isEmpty && !preexisting.contains(object.id) && Self.agree(fields, object)
            && kind?.isDeleted(object) != true && kind?.canBeMade(with: fixed, object) ?? true
    }

    /// Whether it names nothing but the objects that the one belongs to, so that it matches whatever is new there.
    func namesParentsOnly(_ kind: Kind) -> Bool {
        !fields.isEmpty
            && fields.keys.allSatisfy { name in
                guard case .reference? = kind.field(name)?.type else { return false }
                return true
            }
    }

    private static func agree(_ fields: Attributes, _ object: LiveObject) -> Bool {
        fields.allSatisfy { name, value in object.attributes[name]?.spelling == value.spelling }
    }
}

import Kinds
import Model

/// A place that the cloud is known to give to one object at a time, and that objects of two kinds, or two of one, would
/// have.
struct ContestedSlot: CustomStringConvertible {
    /// A kind, and the fields that say which place.
    typealias Side = (kind: Kind, fields: [String])

    let one: Side
    let other: Side

    var description: String { "\(one.kind.name) \(one.fields) and \(other.kind.name) \(other.fields)" }

    static let all: [ContestedSlot] = {
        let slots = DriverCatalog.ncloud.kinds.ofAccount.flatMap { kind in
            kind.allSlots.filter { $0.isCertain && $0.limit == 1 && $0.rule == nil }.map { (kind: kind, slot: $0) }
        }
        return slots.indices.flatMap { index in
            let (kind, slot) = slots[index]
            let rivals = slots[index...].filter { $0.slot.space == slot.space && slot.space != nil }
            return (rivals.isEmpty ? [(kind: kind, slot: slot)] : rivals).map {
                ContestedSlot(one: (kind, slot.fields), other: ($0.kind, $0.slot.fields))
            }
        }
    }()

    /// Two objects that say the same of these fields, and nothing the same of other places.
    func pair() throws -> [DesiredResource] {
        var first = try RivalManifests.copy(one.kind, "first")
        var second = try RivalManifests.copy(other.kind, "second")
        for name in other.kind.place.slots.compactMap(\.fields.last) where !other.fields.contains(name) {
            guard let field = other.kind.field(name) else { continue }
            let isNeeded = field.presence == .required
            second.attributes[name] = isNeeded ? OtherValues.any(field, besides: second.attributes[name]) : nil
        }
        for (mine, theirs) in zip(one.fields, other.fields) {
            guard let (field, value) = one.kind.field(mine).map({ ($0, first.attributes[mine]) }) else { continue }
            let address = Self.address(in: first)
            first.attributes[mine] = address.flatMap { field.holding(address: $0) } ?? value ?? Self.sample(field)
            second.attributes[theirs] =
                address.flatMap { other.kind.field(theirs)?.holding(address: $0) } ?? first.attributes[mine]
        }
        return [first, second]
    }

    private static func sample(_ field: Field) -> Value { OtherValues.any(field, besides: nil) }

    /// An address in the subnet of an object; nil for one in no subnet.
    private static func address(in resource: DesiredResource) -> Value? {
        let subnet = resource.attributes["subnet"]?.references.first?.address
        let examples = ExampleWorld.applied.desired.resources
        let range = examples.first { $0.address == subnet }?.attributes["cidr"]?.text
        return range.map { .string($0.split(separator: ".").prefix(3).joined(separator: ".") + ".50") }
    }
}

extension Field {
    /// The address as a value of the field; nil for a field that holds none.
    fileprivate func holding(address: Value) -> Value? {
        switch type {
        case .ipAddress: address
        case .list(.ipAddress), .set(.ipAddress): [address]
        case .list, .set, .string, .text, .formatted, .integer, .number, .boolean, .cidr, .enumeration, .reference,
            .secret, .keyed, .object, .rows, .json:
            nil
        }
    }
}

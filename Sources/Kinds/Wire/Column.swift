import Model
import OrderedJSON

/// One field of a kind and its names at the vendor's API, coming out and going in.
///
/// A kind lists its columns once. From them its ``ActionOperations`` or ``RESTOperations`` read objects, make them and
/// change them. What only the cloud sets, no manifest gives, so that it is never sent.
struct Column: Sendable {
    /// What a column is to the object besides one of its fields.
    enum Role: Sendable {
        case plain
        case status
        case created
    }

    /// Whether the call that makes an object takes the field.
    enum Creation: Sendable {
        /// It is sent when the manifest gives it.
        case given
        /// It is sent in any case, and without a value in the manifest with this one.
        case always(Value?)
        /// It is set afterwards, on an object that has this value at first.
        case later(Value)
    }

    /// The field in manifest vocabulary.
    let field: String
    /// The value out of an answer. Nil leaves the field out, so that nothing is compared with it.
    var read: @Sendable (JSON) -> Value?
    /// What a request says of the value, by member; nil stands for a field that is taken away.
    var write: @Sendable (Value?) -> [(String, JSON)]
    var role = Role.plain
    var creation = Creation.given
    /// Whether the value is a list whose order means nothing.
    var isSet = false
    /// Whether the value is never logged.
    var isSensitive = false

    init(
        _ field: String, read: @escaping @Sendable (JSON) -> Value?,
        write: @escaping @Sendable (Value?) -> [(String, JSON)] = { _ in [] }
    ) {
        self.field = field
        self.read = read
        self.write = write
    }
}

extension [Column] {
    /// The fields that an answer shows.
    func attributes(_ wire: JSON) -> Attributes {
        Attributes(compactMap { column in column.read(wire).map { (column.field, $0) } }) { _, last in last }
    }

    /// The object that an answer shows.
    /// - Parameter known: fields that the answer need not repeat, such as the parent it was asked for.
    func object(_ kind: String, id: String, _ wire: JSON, besides known: Attributes = [:]) -> LiveObject {
        func text(_ role: Column.Role) -> String? { first { $0.role == role }?.read(wire)?.text }
        return LiveObject(
            kind: kind, id: id, attributes: known.merging(attributes(wire)) { known, _ in known },
            status: text(.status), created: text(.created))
    }

    /// What the call that makes an object says of it.
    func creation(of desired: DesiredObject) -> [(String, JSON)] {
        flatMap { column -> [(String, JSON)] in
            let value = desired[column.field]
            return switch column.creation {
            case .given: value == nil ? [] : column.write(value)
            case .always(let other): column.write(value ?? other)
            case .later: []
            }
        }
    }

    /// The object as that call has made it.
    func made(_ kind: String, id: String, of desired: DesiredObject) -> LiveObject {
        let values = map { column -> (String, Value) in
            switch column.creation {
            case .given, .always: (column.field, desired.attributes[column.field] ?? .null)
            case .later(let first): (column.field, first)
            }
        }
        return LiveObject(kind: kind, id: id, attributes: Attributes(values) { _, last in last })
    }

    /// What a call says that gives some fields the values they should have. A call that replaces several at once is also
    /// told those that stay.
    func change(_ fields: [String], of object: ManagedObject) -> [(String, JSON)] {
        filter { fields.contains($0.field) }.flatMap { $0.write(object.value($0.field)) }
    }

    /// Whether one of the fields is desired and is not what the object has.
    func differ(_ fields: [String], of object: ManagedObject) -> Bool {
        fields.filter { object.differs($0) }.contains { field in
            guard first(where: { $0.field == field })?.isSet == true else { return true }
            func set(_ attributes: Attributes) -> Set<Value> { Set(attributes[field]?.elements ?? []) }
            return set(object.desired.attributes) != set(object.live.attributes)
        }
    }

    /// The fields that a new object lacks until calls of their own set them.
    var setLater: [String] {
        compactMap { column in
            guard case .later(let first) = column.creation, first.isAbsent else { return nil }
            return column.field
        }
    }

    /// The members of requests that are never logged.
    var sensitive: Set<String> {
        Set(filter(\.isSensitive).flatMap { $0.write(.string("")) }.map(\.0))
    }
}

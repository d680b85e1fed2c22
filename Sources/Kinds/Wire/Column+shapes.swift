import Model
import OrderedJSON

// The shapes that values have at the vendor's API. Answers are read leniently: every member may be missing.

extension Column {
    /// A text, a number that is an id, or anything else that answers spell as a text. An empty one is an absent one.
    /// - Parameter sent: the name it goes in under, where that is another one.
    static func text(_ field: String, _ member: String, sent: String? = nil) -> Column {
        Column(field, read: { Value(text: $0.at(member)) }, write: writeText(sent ?? member))
    }

    /// A text that answers may lack: left out then, so that nothing is compared with it. An empty one is shown.
    static func optionalText(_ field: String, _ member: String) -> Column {
        Column(field, read: { $0[member]?.text.map(Value.string) }, write: writeText(member))
    }

    /// A code with its name beside it; it goes in alone, as `subnetTypeCode` (api/common.md §5).
    /// - Parameter words: our words for codes that have others. Codes that are not among them stay.
    static func code(
        _ field: String, _ member: String, sent: String? = nil, words: [String: String] = [:]
    ) -> Column {
        Column(
            field, read: { Value($0.code(member).map { words[$0] ?? $0 }) }, write: writeText(sent ?? "\(member)Code"))
    }

    static func number(_ field: String, _ member: String, sent: String? = nil) -> Column {
        Column(field, read: { Value($0.at(member)?.integer) }, write: writeValue(sent ?? member))
    }

    /// A size that answers show in bytes, and the field has in GB.
    static func gigabytes(_ field: String, _ member: String) -> Column {
        Column(field, read: { Value($0[member]?.integer.map { $0 >> 30 }) }, write: writeValue(member))
    }

    /// A number that the service answers as 0 where it was never set.
    static func limit(_ field: String, _ member: String) -> Column {
        Column(field, read: { Value(limit: $0[member]?.integer) }, write: writeValue(member))
    }

    /// A boolean that answers spell `isX` or `x` (api/apigateway.md §1.4).
    static func flag(_ field: String, _ member: String) -> Column {
        Column(field, read: { Value($0.flag(member)) }, write: writeValue(member))
    }

    /// A JSON document, which travels as a text.
    static func json(_ field: String, _ member: String) -> Column {
        Column(
            field, read: { Value($0.nonEmpty(member)) },
            write: { value in value.map { [(member, .string($0.text ?? $0.plainJSON.serialized()))] } ?? [] })
    }

    static func bool(_ field: String, _ member: String, sent: String? = nil) -> Column {
        Column(field, read: { Value($0.at(member)?.bool) }, write: writeValue(sent ?? member))
    }

    /// A list of texts.
    /// - Parameter element: the member to take of each element, where these are objects.
    static func texts(_ field: String, _ member: String, each element: String? = nil, sent: String? = nil) -> Column {
        Column(field) { wire in
            let elements = wire[member]?.elements ?? []
            return Value(
                texts: elements.compactMap { part in
                    guard let element else { return part.text }
                    return part.nonEmpty(element)
                })
        } write: { value in
            let texts = value?.elements.compactMap(\.spelling) ?? []
            return [(sent ?? member, .array(texts.map(JSON.string)))]
        }
    }

    /// A list of objects of texts.
    /// - Parameter members: the fields of an element, and their names at the API.
    static func records(
        _ field: String, _ member: String, each members: KeyValuePairs<String, String>
    ) -> Column {
        Column(field) { wire in
            .list(
                (wire[member]?.elements ?? []).map { part in
                    .present(Attributes(members.map { ($0, Value(text: part[$1])) }) { _, last in last })
                })
        }
    }

    /// The status code; with the operation that goes on behind a slash, where there is one: `CREAT/ATTAC`.
    static func status(_ member: String, operation: String? = nil) -> Column {
        var column = Column("status") { wire in
            guard let code = wire.code(member) else { return .null }
            guard let operation, let running = wire.code(operation), running != "NULL" else { return .string(code) }
            return .string("\(code)/\(running)")
        }
        column.role = .status
        return column
    }

    /// The status code of a service that answers it as a text.
    static func plainStatus(_ member: String) -> Column {
        var column = Column.text("status", member)
        column.role = .status
        return column
    }

    /// The same of members called alike: `blockStorageInstanceStatus` and `blockStorageInstanceOperation`.
    static func statusAndOperation(of noun: String) -> Column {
        status("\(noun)Status", operation: "\(noun)Operation")
    }

    static let created: Column = {
        var column = Column.text("created", "createDate")
        column.role = .created
        return column
    }()

    /// What is read in a way of its own; nil leaves the field out.
    static func value(
        _ field: String, sent: String? = nil, _ read: @escaping @Sendable (JSON) -> Value?
    ) -> Column {
        guard let sent else { return Column(field, read: read) }
        return Column(field, read: read, write: writeText(sent))
    }

    /// What is sent, and shown by no answer.
    static func sent(_ field: String, as parameter: String) -> Column {
        Column(field, read: { _ in nil }, write: writeText(parameter))
    }

    /// A list of objects that is sent, and shown by no answer.
    /// - Parameter members: the fields of an element, and their names at the API.
    static func sent(_ field: String, as parameter: String, each members: KeyValuePairs<String, String>) -> Column {
        Column(field) { _ in
            nil
        } write: { value in
            let elements = (value?.elements ?? []).map { part in
                JSON(present: members.compactMap { field, name in JSON.wire(part.members[field]).map { (name, $0) } })
            }
            return [(parameter, .array(elements))]
        }
    }

    private static func writeText(_ name: String) -> @Sendable (Value?) -> [(String, JSON)] {
        { value in
            guard case .secret(let secret)? = value else { return [(name, .string(value?.spelling ?? ""))] }
            return [(name, .string(secret.reveal() ?? ""))]
        }
    }

    private static func writeValue(_ name: String) -> @Sendable (Value?) -> [(String, JSON)] {
        { value in JSON.wire(value).map { [(name, $0)] } ?? [] }
    }
}

extension Column {
    /// The same, left out where an answer does not show it, so that nothing is compared with it.
    var whenShown: Column {
        var column = self
        column.read = { [read] in read($0).flatMap { $0.isAbsent ? nil : $0 } }
        return column
    }

    /// The same list, left out where an answer does not show it: no list is not an empty one.
    /// - Parameter member: where the list is.
    func whenListed(under member: String) -> Column {
        var column = self
        column.read = { [read] wire in
            guard case .array? = wire.at(member) else { return nil }
            return read(wire)
        }
        return column
    }

    /// The same list as a set: in order, each element once.
    var asSet: Column {
        let sorted: @Sendable (Value) -> Value = { Value(texts: Set($0.elements.compactMap(\.spelling)).sorted()) }
        var column = self
        column.isSet = true
        column.read = { [read] in read($0).map(sorted) }
        column.write = { [write] in write($0.map(sorted)) }
        return column
    }

    /// The same, left out of requests where there is nothing: an empty text would not take it away.
    var leftOutWhenEmpty: Column {
        var column = self
        column.write = { [write] value in value.map { $0.isAbsent ? [] : write($0) } ?? [] }
        return column
    }

    /// The same, never logged.
    var sensitive: Column {
        var column = self
        column.isSensitive = true
        return column
    }

    /// The same, sent as `value` when the manifest says nothing.
    func assuming(_ value: Value) -> Column {
        var column = self
        column.creation = .always(value)
        return column
    }

    /// The same, not taken by the call that makes an object but set afterwards. A new object has `first`.
    func setLater(from first: Value = .null) -> Column {
        var column = self
        column.creation = .later(first)
        return column
    }
}

import Model
import NcloudClient
import OrderedJSON

// Kubernetes Service takes and shows the numbers of objects as numbers. Source: api/nks.md §1.

extension Column {
    /// The number of an object.
    static func number(of field: String, _ member: String, or older: String? = nil) -> Column {
        Column(field) { wire in
            Value(wire.nonEmpty(member) ?? older.flatMap(wire.nonEmpty))
        } write: { value in
            value?.spelling.map { [(member, JSON(number: $0))] } ?? []
        }
    }

    /// The numbers of several objects.
    static func numbers(of field: String, _ member: String) -> Column {
        var column = Column(field) { wire in
            Value(texts: Set((wire[member]?.elements ?? []).compactMap(\.text)).sorted())
        } write: { value in
            [(member, .numbers(value?.elements.compactMap(\.spelling) ?? []))]
        }
        column.isSet = true
        return column
    }
}

extension JSON {
    static func numbers(_ ids: [String]) -> JSON { .array(ids.sorted().map { JSON(number: $0) }) }
}

extension ManagedObject {
    /// What the set is to have more than it has.
    func added(to field: String) -> [String] {
        let present = Set(live.attributes[field]?.elements.compactMap(\.spelling) ?? [])
        return (desired.texts(field) ?? []).filter { !present.contains($0) }
    }
}

import OrderedJSON

/// Records by id, with creation order and secondary indexes; every operation stays cheap with many thousand records.
struct RecordTable: Sendable {
    private let indexed: [String]
    private var records: [String: Record] = [:]
    /// Ids by creation; those of removed records stay until they outnumber the living.
    private var order: [(id: String, sequence: Int64)] = []
    private var indexes: [String: [String: Set<String>]] = [:]

    init(_ schema: TableSchema) { indexed = schema.indexes }

    var count: Int { records.count }

    subscript(_ id: String) -> Record? { records[id] }

    /// All records in creation order.
    var all: [Record] { order.compactMap(living) }

    /// The records whose `attribute` is, or contains, `value`; in creation order.
    func records(where attribute: String, is value: String) -> [Record] {
        guard indexed.contains(attribute) else {
            return all.filter { Self.keys($0, attribute).contains(value) }
        }
        let ids = indexes[attribute]?[value] ?? []
        return ids.compactMap { records[$0] }.sorted { $0.sequence < $1.sequence }
    }

    /// Whether some record has `value` in `attribute`.
    func contains(where attribute: String, is value: String) -> Bool {
        guard indexed.contains(attribute) else {
            return records.values.contains { Self.keys($0, attribute).contains(value) }
        }
        return indexes[attribute]?[value]?.isEmpty == false
    }

    mutating func put(_ record: Record) {
        if let old = records[record.id] { unindex(old) } else { order.append((record.id, record.sequence)) }
        records[record.id] = record
        for attribute in indexed {
            for key in Self.keys(record, attribute) {
                indexes[attribute, default: [:]][key, default: []].insert(record.id)
            }
        }
    }

    mutating func remove(_ id: String) {
        guard let old = records.removeValue(forKey: id) else { return }
        unindex(old)
        if order.count > 64 + records.count * 2 { order = order.filter { living($0) != nil } }
    }

    /// The record of an entry, unless it is gone or its id was given to a later one.
    private func living(_ entry: (id: String, sequence: Int64)) -> Record? {
        guard let record = records[entry.id], record.sequence == entry.sequence else { return nil }
        return record
    }

    private mutating func unindex(_ record: Record) {
        for attribute in indexed {
            for key in Self.keys(record, attribute) {
                indexes[attribute]?[key]?.remove(record.id)
                if indexes[attribute]?[key]?.isEmpty == true { indexes[attribute]?[key] = nil }
            }
        }
    }

    private static func keys(_ record: Record, _ attribute: String) -> [String] {
        guard let value = record.attributes[attribute] else { return [] }
        if case .array(let elements) = value { return elements.compactMap(\.text) }
        return value.text.map { [$0] } ?? []
    }
}

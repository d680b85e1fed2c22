import OrderedJSON

/// One object of the simulated cloud. Codes are kept as plain text; answers dress them up.
struct Record: Sendable {
    let id: String
    /// Place in creation order; lists are sorted by it.
    let sequence: Int64
    var attributes: [String: JSON]
    /// Changes still to come, by time.
    var pending: [PendingTransition] = []

    subscript(_ name: String) -> String { attributes[name]?.text ?? "" }

    /// The attribute as it is kept; nil for none and for null.
    func value(_ name: String) -> JSON? {
        // Spelled out: in a conditional expression `nil` would be read as the JSON value null.
        guard let value = attributes[name], value != .null else { return nil }
        return value
    }

    func list(_ name: String) -> [String] { attributes[name]?.elements.compactMap(\.text) ?? [] }

    func flag(_ name: String) -> Bool { attributes[name]?.bool ?? false }

    func integer(_ name: String) -> Int64 { attributes[name]?.integer ?? 0 }
}

/// Names one record of the world.
struct RecordKey: Hashable, Sendable {
    let table: TableSchema
    let id: String
}

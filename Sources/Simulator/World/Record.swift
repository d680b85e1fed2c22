import OrderedJSON

/// One object of the simulated cloud. Codes are kept as plain text; answers dress them up.
struct Record: Sendable {
    let id: String
    /// Place in creation order; lists are sorted by it.
    let sequence: Int64
    var attributes: [String: JSON]
    /// Changes still to come, by time.
    var pending: [PendingStep] = []

    subscript(_ name: String) -> String { attributes[name]?.text ?? "" }

    func list(_ name: String) -> [String] { attributes[name]?.elements.compactMap(\.text) ?? [] }

    func flag(_ name: String) -> Bool { attributes[name]?.bool ?? false }

    func integer(_ name: String) -> Int64 { attributes[name]?.integer ?? 0 }
}

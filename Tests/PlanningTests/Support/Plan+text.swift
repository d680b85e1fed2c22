import Model

extension Plan {
    /// One line for each step, `create Network/a [new in the manifests] after …`, changes beneath it.
    var text: String { steps.map(\.text).joined(separator: "\n") }

    /// The same without the changes.
    var outline: String { steps.map(\.line).joined(separator: "\n") }

    /// The actions alone, in order.
    var actions: [String] { steps.map { "\($0.action.word) \($0.id)" } }
}

extension Step {
    var text: String { ([line] + changes.map(\.text)).joined(separator: "\n") }

    var line: String {
        let order = waitsFor.isEmpty ? "" : " after " + waitsFor.map(\.description).joined(separator: ", ")
        return "\(action.word) \(id) [\(reason.text)]\(order)"
    }
}

extension FieldChange {
    var text: String {
        let size = disruption == .none ? "" : ", \(disruption.rawValue)"
        return "  \(path): \(before?.display ?? "-") → \(after?.display ?? "-") (\(origin.rawValue)\(size))"
    }
}

import Model

extension [Field] {
    /// An object with the fields that it needs, as people write one: `{recipient: hongildong, notify: [EMAIL]}`. Nil where it
    /// needs none.
    /// - Parameter text: what was written in its place, which is most likely the first name or reference in it.
    func example(with text: String? = nil) -> String? {
        let needed = filter { $0.isWritable && $0.presence == .required }
        guard !needed.isEmpty else { return nil }
        let named = text == nil ? nil : needed.first(where: \.type.isName)?.name
        let members = needed.map { field in
            "\(field.name): \(field.name == named ? text ?? "…" : field.type.example)"
        }
        return "{\(members.joined(separator: ", "))}"
    }
}

extension FieldType {
    /// Whether a plain word may stand here.
    fileprivate var isName: Bool {
        switch self {
        case .string, .text, .formatted, .reference: true
        case .integer, .number, .boolean, .cidr, .ipAddress, .enumeration, .secret, .list, .set, .keyed, .object, .rows,
            .json:
            false
        }
    }

    /// A value as it may be written; `…` where nothing can be said of it.
    fileprivate var example: String {
        switch self {
        case .enumeration(let values): values.first ?? "…"
        case .integer, .number: "1"
        case .boolean: "true"
        case .cidr: "10.0.0.0/16"
        case .ipAddress: "10.0.0.5"
        case .list(let element), .set(let element): "[\(element.example)]"
        case .keyed(let fields, _), .rows(let fields, _): "[\(fields.example() ?? "…")]"
        case .object(let fields): fields.example() ?? "…"
        case .string, .text, .formatted, .reference, .secret, .json: "…"
        }
    }
}

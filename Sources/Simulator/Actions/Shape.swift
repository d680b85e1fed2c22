import OrderedCollections
import OrderedJSON

/// The wire shape of one kind of answer element: its fields in the documented order.
struct Shape: Sendable {
    enum Field: Sendable {
        /// A text; `""` when there is none. Source: api/common.md §5.
        case text(String)
        case integer(String)
        case flag(String)
        /// `{code, codeName}`; left out when the object has no such code.
        case coded(String, [String: String] = [:])
        /// A list of plain texts.
        case texts(String)
        /// A value answered as it is kept; left out when there is none.
        case raw(String)

        /// Names of the attributes, for declaring many fields at once.
        static func texts(named names: String...) -> [Field] { names.map(Field.text) }
    }

    let fields: [Field]

    init(_ fields: [Field]...) { self.fields = fields.flatMap { $0 } }

    func render(_ record: Record) -> JSON {
        var members: OrderedDictionary<String, JSON> = [:]
        for field in fields {
            switch field {
            case .text(let name): members[name] = .string(record[name])
            case .integer(let name): members[name] = .integer(record.integer(name))
            case .flag(let name): members[name] = .bool(record.flag(name))
            case .coded(let name, let names): members[name] = Self.coded(record[name], names)
            case .texts(let name): members[name] = .array(record.list(name).map(JSON.string))
            case .raw(let name): members[name] = record.attributes[name].flatMap { $0 == .null ? nil : $0 }
            }
        }
        return .object(members)
    }

    /// A code with its name, nil for no code. Without a better name a code is its own, in lower case.
    static func coded(_ code: String, _ names: [String: String] = [:]) -> JSON? {
        guard !code.isEmpty else { return nil }
        return ["code": .string(code), "codeName": .string(names[code] ?? code.lowercased())]
    }
}

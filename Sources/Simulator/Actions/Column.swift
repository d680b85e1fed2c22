import OrderedCollections
import OrderedJSON

/// Fields of an answer that look alike on the wire, in the documented order.
struct Column: Sendable {
    let names: [String]
    fileprivate let render: @Sendable (Record, String) -> JSON?

    private init(_ names: [String], _ render: @escaping @Sendable (Record, String) -> JSON?) {
        self.names = names
        self.render = render
    }

    /// Texts; `""` where there is none. Source: api/common.md §5.
    static func text(_ names: String...) -> Column { Column(names) { .string($0[$1]) } }

    static func integer(_ names: String...) -> Column { Column(names) { .integer($0.integer($1)) } }

    static func flag(_ names: String...) -> Column { Column(names) { .bool($0.flag($1)) } }

    /// Plain lists of texts.
    static func list(_ names: String...) -> Column { Column(names) { .array($0.list($1).map(JSON.string)) } }

    /// `{code, codeName}`; omitted if the object has no such code.
    static func code(_ name: String, _ codeNames: [String: String] = [:]) -> Column {
        Column([name]) { .coded($0[$1], codeNames) }
    }

    /// Values as they are kept; omitted where there are none.
    static func raw(_ names: String...) -> Column { Column(names) { $0.value($1) } }
}

extension [Column] {
    func render(_ record: Record) -> JSON {
        var members: OrderedDictionary<String, JSON> = [:]
        for column in self {
            for name in column.names { members[name] = column.render(record, name) }
        }
        return .object(members)
    }
}

extension JSON {
    /// A code with its name, nil for no code. Without a better name a code is its own, in lower case.
    static func coded(_ code: String, _ names: [String: String] = [:]) -> JSON? {
        guard !code.isEmpty else { return Optional.none }
        return ["code": .string(code), "codeName": .string(names[code] ?? code.lowercased())]
    }
}

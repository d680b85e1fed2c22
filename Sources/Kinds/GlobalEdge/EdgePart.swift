import Model
import OrderedJSON

/// A part of an edge's document: its fields, and where they are in it.
struct EdgePart: Sendable {
    private let fields: [Field]
    private let paths: [String: String]

    init(_ fields: [Field], _ paths: [String: String]) {
        self.fields = fields
        self.paths = paths
    }

    // MARK: Reading

    @Sendable func read(_ wire: JSON) -> Value {
        .present(
            Attributes(
                fields.compactMap { field in
                    paths[field.name].map { (field.name, Self.value(field, wire.at($0))) }
                }
            ) { $1 })
    }

    static func value(_ field: Field, _ wire: JSON?) -> Value {
        switch field.type {
        case .integer: Value(wire?.integer)
        case .boolean: Value(wire?.bool)
        case .list: texts(wire)
        case .set: Value(texts: (wire?.elements ?? []).compactMap(\.text).sorted())
        case .string, .text, .formatted, .number, .cidr, .ipAddress, .enumeration, .reference, .secret, .keyed, .object,
            .rows, .json:
            Value(text: wire)
        }
    }

    static func texts(_ wire: JSON?) -> Value { Value(texts: (wire?.elements ?? []).compactMap(\.text)) }

    // MARK: Writing

    /// The part as it is sent, with what is taken where nothing is said.
    func write(_ members: Attributes) -> JSON {
        var part: JSON = [:]
        for field in fields {
            guard let path = paths[field.name] else { continue }
            let value = members[field.name].flatMap { $0.isAbsent ? nil : $0 } ?? field.initial
            if let value { part.put(Self.json(value), at: path) } else { part.put(.null, at: path) }
        }
        return part.withoutEmptyRewrite
    }

    /// Elements of a list, each over the one of its name: what no field says of that is kept.
    func list(_ elements: [Value], over live: [JSON]) -> [JSON] {
        elements.map { element in
            let part = write(element.members)
            let former = live.first { $0["ruleName"] != nil && $0["ruleName"] == part["ruleName"] } ?? [:]
            return part.filled(by: former, keeping: true)
        }
    }

    static func json(_ value: Value) -> JSON {
        switch value {
        case .list(let elements): .array(elements.map(json))
        case .null, .bool, .integer, .number, .string, .map, .reference, .template, .secret: JSON.wire(value) ?? .null
        }
    }
}

extension JSON {
    /// Gives the member at the end of a path a value.
    mutating func put(_ value: JSON, at path: String) { put(value, along: path.split(separator: ".")[...]) }

    private mutating func put(_ value: JSON, along path: ArraySlice<Substring>) {
        guard let first = path.first.map(String.init) else {
            self = value
            return
        }
        var members = members
        var inner = members[first] ?? [:]
        inner.put(value, along: path.dropFirst())
        members[first] = inner
        self = .object(members)
    }

    /// Lays an object over the one at the end of a path, member by member.
    mutating func merge(_ value: JSON, at path: String) {
        put(value.filled(by: at(path) ?? [:], keeping: true), at: path)
    }

    /// The object with the members of another one that it lacks, inside its own objects too.
    /// - Parameter keeping: whether a member that is null here stays so.
    func filled(by other: JSON, keeping: Bool = false) -> JSON {
        guard case .object(var members) = self, case .object(let others) = other else { return self }
        for (name, value) in others {
            guard let own = members[name], keeping || own != .null else {
                members[name] = value
                continue
            }
            members[name] = own.filled(by: value, keeping: keeping)
        }
        return .object(members)
    }

    /// A rule that rewrites nothing says so. Source: that of ``EdgeSettings``.
    fileprivate var withoutEmptyRewrite: JSON {
        guard case .object(var members) = self, let rewrite = members["urlRewrite"] else { return self }
        let target = rewrite["rewriteTarget"]
        members["urlRewrite"] =
            target == nil ? ["enabled": false] : ["enabled": true, "rewriteTarget": target ?? .null]
        return .object(members)
    }
}

import Model

/// A value as written, with its place.
struct Node: Sendable {
    enum Content: Sendable {
        case null
        case bool(Bool)
        case integer(Int64)
        case number(Double)
        case string(String)
        case list([Node])
        case map([Member])
        /// What an expression stands for: known only once another object exists.
        case reference(Reference)
        case template([TemplatePart])
        case secret(Secret)
        /// Already reported as wrong; accepted everywhere so that one mistake is told once.
        case unknown
    }

    struct Member: Sendable {
        var key: String
        var place: Place
        var value: Node
    }

    var content: Content
    var place: Place
    /// A value that came from outside the manifests: `${` in it is text and nothing more.
    var isLiteral = false

    init(_ content: Content, at place: Place, isLiteral: Bool = false) {
        self.content = content
        self.place = place
        self.isLiteral = isLiteral
    }
}

extension Node {
    /// The member `key` of a map; nil when this is no map or has no such key.
    func member(_ key: String) -> Member? {
        guard case .map(let members) = content else { return nil }
        return members.first { $0.key == key }
    }

    var members: [Member] {
        guard case .map(let members) = content else { return [] }
        return members
    }

    var isNull: Bool {
        guard case .null = content else { return false }
        return true
    }

    var isUnknown: Bool {
        guard case .unknown = content else { return false }
        return true
    }

    /// The same value and everything in it, closed to interpolation.
    var asLiteral: Node {
        var node = self
        node.isLiteral = true
        switch content {
        case .list(let elements): node.content = .list(elements.map(\.asLiteral))
        case .map(let members):
            node.content = .map(members.map { Member(key: $0.key, place: $0.place, value: $0.value.asLiteral) })
        case .null, .bool, .integer, .number, .string, .reference, .template, .secret, .unknown: break
        }
        return node
    }

    /// What it is, in a reader's words, with its article.
    var title: String {
        switch content {
        case .null: "empty"
        case .bool: "a boolean"
        case .integer: "an integer"
        case .number: "a number"
        case .string: "a string"
        case .list: "a list"
        case .map: "a map"
        case .reference, .template: "a value known only after apply"
        case .secret: "a secret"
        case .unknown: "something unreadable"
        }
    }

    /// A scalar as a text: numbers as they were written, so that `8.0` stays `8.0`. Nil for everything else.
    var text: String? {
        switch content {
        case .string(let text): return text
        case .integer(let value): return writtenNumber ?? String(value)
        case .number(let value): return writtenNumber ?? String(value)
        case .null, .bool, .list, .map, .reference, .template, .secret, .unknown: return nil
        }
    }

    /// The spelling of a number that stands in the file as itself and not through an expression.
    private var writtenNumber: String? {
        let spelling = place.spelling
        switch (CoreSchema.content(ofPlain: spelling), content) {
        case (.integer(let written), .integer(let value)) where written == value: return spelling
        case (.number(let written), .number(let value)) where written == value: return spelling
        default: return nil
        }
    }
}

/// A value of a document that somebody wrote, with where it stands.
public struct PlacedValue: Sendable {
    /// What was written.
    public enum Content: Sendable {
        case null
        case bool(Bool)
        case integer(Int64)
        case number(Double)
        case string(String)
        case list([PlacedValue])
        case map([Member])
    }

    /// An entry of a map.
    public struct Member: Sendable {
        public var key: String
        /// Where the key stands.
        public var span: SourceSpan
        public var value: PlacedValue

        /// - Parameter span: where the key stands.
        public init(_ key: String, at span: SourceSpan, _ value: PlacedValue) {
            self.key = key
            self.span = span
            self.value = value
        }
    }

    /// What was written; that of a map in the order of its keys.
    public var content: Content
    /// Where it begins.
    public var span: SourceSpan

    public init(_ content: Content, at span: SourceSpan) {
        self.content = content
        self.span = span
    }
}

extension PlacedValue {
    /// The member `key` of a map; nil when this is no map, has no such key, or nothing is written behind it.
    public func member(_ key: String) -> Member? { members.first { $0.key == key && !$0.value.isNull } }

    /// The value of the member `key`; nil as for ``member(_:)``.
    public subscript(key: String) -> PlacedValue? { member(key)?.value }

    /// The members of a map; empty for everything else.
    public var members: [Member] {
        guard case .map(let members) = content else { return [] }
        return members
    }

    /// The elements of a list; empty for everything else.
    public var elements: [PlacedValue] {
        guard case .list(let elements) = content else { return [] }
        return elements
    }

    /// A text, or a number as one; nil for everything else.
    public var text: String? {
        switch content {
        case .string(let text): text
        case .integer(let value): String(value)
        case .number(let value): String(value)
        case .null, .bool, .list, .map: nil
        }
    }

    /// True or false; nil for everything else.
    public var bool: Bool? {
        guard case .bool(let value) = content else { return nil }
        return value
    }

    /// Whether nothing is written, or `null`.
    public var isNull: Bool {
        guard case .null = content else { return false }
        return true
    }

    /// Whether it is a map, an empty one included.
    public var isMap: Bool {
        guard case .map = content else { return false }
        return true
    }

    /// What it is, in a reader's words, with its article.
    public var title: String {
        switch content {
        case .null: "empty"
        case .bool: "a boolean"
        case .integer: "an integer"
        case .number: "a number"
        case .string: "a string"
        case .list: "a list"
        case .map: "a map"
        }
    }

    /// The same without places.
    public var value: Value {
        switch content {
        case .null: .null
        case .bool(let value): .bool(value)
        case .integer(let value): .integer(value)
        case .number(let value): .number(value)
        case .string(let text): .string(text)
        case .list(let elements): .list(elements.map(\.value))
        case .map(let members):
            .map(Attributes(members.map { ($0.key, $0.value.value) }, uniquingKeysWith: { first, _ in first }))
        }
    }
}

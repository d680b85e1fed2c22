/// Where in an object a value is: `rules[TCP 22].description`. Starts beneath `spec`.
public struct FieldPath: Hashable, Sendable, Comparable, CustomStringConvertible {
    public enum Component: Hashable, Sendable {
        case field(String)
        /// An element of a keyed list by its key, or of a list by its position.
        case element(String)
    }

    public var components: [Component]

    public init(_ components: [Component]) { self.components = components }
    public init(_ field: String) { components = [.field(field)] }
    /// A field inside others: `endpoint.http.path`.
    public init(_ first: String, _ rest: String...) { components = ([first] + rest).map(Component.field) }

    public func appending(_ field: String) -> FieldPath { FieldPath(components + [.field(field)]) }
    public func appending(element key: String) -> FieldPath { FieldPath(components + [.element(key)]) }

    /// The field of the object that the path begins with.
    public var field: String {
        guard case .field(let name)? = components.first else { return "" }
        return name
    }

    /// Whether this is `other` or lies inside it.
    public func isInside(_ other: FieldPath) -> Bool {
        components.starts(with: other.components)
    }

    public var description: String {
        components.reduce(into: "") { text, component in
            switch component {
            case .field(let name): text += text.isEmpty ? name : ".\(name)"
            case .element(let key): text += "[\(key)]"
            }
        }
    }

    public static func < (left: FieldPath, right: FieldPath) -> Bool {
        NaturalOrder.precedes(left.description, right.description)
    }
}

extension FieldPath: ExpressibleByStringLiteral {
    public init(stringLiteral value: String) { self.init(value) }
}

/// One name and value as they go into a form or a query, not yet percent-encoded.
public struct Parameter: Sendable, Hashable {
    public var name: String
    public var value: String

    public init(_ name: String, _ value: String) {
        self.name = name
        self.value = value
    }
}

/// Something that can stand as the value of a parameter: text, whole numbers, booleans, ``Parameters``, or arrays of them.
public protocol ParameterRepresentable: Sendable {
    /// The flat parameters this value makes under `name`.
    func parameters(named name: String) -> [Parameter]
}

extension String: ParameterRepresentable {
    public func parameters(named name: String) -> [Parameter] { [Parameter(name, self)] }
}

extension Int: ParameterRepresentable {
    public func parameters(named name: String) -> [Parameter] { [Parameter(name, String(self))] }
}

extension Int64: ParameterRepresentable {
    public func parameters(named name: String) -> [Parameter] { [Parameter(name, String(self))] }
}

extension Bool: ParameterRepresentable {
    public func parameters(named name: String) -> [Parameter] { [Parameter(name, self ? "true" : "false")] }
}

extension Array: ParameterRepresentable where Element: ParameterRepresentable {
    /// Elements are numbered from 1: `name.1`, `name.2`. Source: api/common.md §4.
    public func parameters(named name: String) -> [Parameter] {
        enumerated().flatMap { index, element in element.parameters(named: "\(name).\(index + 1)") }
    }
}

extension Optional: ParameterRepresentable where Wrapped: ParameterRepresentable {
    public func parameters(named name: String) -> [Parameter] { self?.parameters(named: name) ?? [] }
}

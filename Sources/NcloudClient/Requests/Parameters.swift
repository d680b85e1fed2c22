import OrderedJSON

/// The parameters of one call, flattened the way the cloud wants lists. Source: api/common.md §4.
///
/// ```swift
/// let parameters: Parameters = [
///     "serverName": name,                                  // an optional that is nil is left out
///     "accessControlGroupNoList": ["12", "34"],            // accessControlGroupNoList.1=12 …
///     "networkInterfaceList": [
///         ["networkInterfaceOrder": 0, "subnetNo": subnet] as Parameters   // networkInterfaceList.1.subnetNo=…
///     ],
/// ]
/// ```
/// An empty list leaves its parameter out: there is no way to send one. An empty string is sent, and read as absent.
public struct Parameters: Sendable, Hashable {
    /// The flat parameters in the order they were given.
    public private(set) var flat: [Parameter] = []

    public init() {}

    /// Adds `value` under `name`; nil and empty lists add nothing.
    public mutating func add(_ name: String, _ value: (any ParameterRepresentable)?) {
        guard let value else { return }
        flat += value.parameters(named: name)
    }

    /// Adds all of `other` behind the own ones.
    public mutating func add(_ other: Parameters) {
        flat += other.flat
    }

    /// The first value under a flat name such as `list.1`.
    public subscript(name: String) -> String? {
        flat.first { $0.name == name }?.value
    }
}

extension Parameters: ExpressibleByDictionaryLiteral {
    public init(dictionaryLiteral elements: (String, (any ParameterRepresentable)?)...) {
        for (name, value) in elements { add(name, value) }
    }
}

extension Parameters: ParameterRepresentable {
    /// The fields of an object: `name.field`.
    public func parameters(named name: String) -> [Parameter] {
        flat.map { Parameter("\(name).\($0.name)", $0.value) }
    }
}

extension JSON: ParameterRepresentable {
    /// Scalars as text, arrays numbered from 1, objects by field; null is left out.
    public func parameters(named name: String) -> [Parameter] {
        switch self {
        case .null: []
        case .bool, .integer, .number, .string: [Parameter(name, text ?? "")]
        case .array(let elements): elements.parameters(named: name)
        case .object(let members):
            members.flatMap { field, value in value.parameters(named: "\(name).\(field)") }
        }
    }
}

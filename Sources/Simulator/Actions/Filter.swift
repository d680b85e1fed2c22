/// A parameter that narrows a list, and the attribute it looks at.
struct Filter: Sendable {
    enum Comparison: Sendable {
        case exact
        /// Part of a name. Whether the service wants whole names is not documented. (inferred)
        case within
        /// The begin of a name.
        case beginning
        /// A list parameter; the attribute must be one of its elements.
        case anyOf
    }

    let comparison: Comparison
    let parameter: String
    let attribute: String

    static func exact(_ parameter: String, of attribute: String? = nil) -> Filter {
        Filter(comparison: .exact, parameter: parameter, attribute: attribute ?? parameter)
    }

    static func within(_ name: String) -> Filter { Filter(comparison: .within, parameter: name, attribute: name) }

    static func beginning(_ name: String) -> Filter {
        Filter(comparison: .beginning, parameter: name, attribute: name)
    }

    static func anyOf(_ parameter: String, of attribute: String) -> Filter {
        Filter(comparison: .anyOf, parameter: parameter, attribute: attribute)
    }

    /// One code, such as `vpcStatusCode` of `vpcStatus`.
    static func code(_ attribute: String) -> Filter { exact(attribute + "Code", of: attribute) }

    /// One of several codes, such as `osTypeCodeList` of `osType`.
    static func codes(_ attribute: String) -> Filter { anyOf(attribute + "CodeList", of: attribute) }

    /// Whether a call makes use of it.
    func isUsed(_ parameters: CallParameters) -> Bool {
        comparison == .anyOf ? !parameters.list(parameter).isEmpty : parameters.text(parameter) != nil
    }

    /// What a record has to fulfil; nil when the call does not ask for it. The wanted values are read once.
    func condition(_ parameters: CallParameters) -> ((Record) -> Bool)? {
        guard isUsed(parameters) else { return nil }
        let text = parameters.text(parameter) ?? ""
        switch comparison {
        case .exact:
            let wanted = text.lowercased()
            return { $0[attribute].lowercased() == wanted || $0.list(attribute).contains(wanted) }
        case .within: return { $0[attribute].contains(text) }
        case .beginning: return { $0[attribute].hasPrefix(text) }
        case .anyOf:
            let wanted = Set(parameters.list(parameter))
            return { wanted.contains($0[attribute]) || $0.list(attribute).contains(where: wanted.contains) }
        }
    }
}

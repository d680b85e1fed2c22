import OrderedJSON

/// What an action takes from its parameters: what is accepted, and which attribute keeps it.
struct Input: Sendable {
    /// Adds to the attributes; those of the inputs before are there already.
    let take: @Sendable (CallParameters, inout [String: JSON], inout World) throws(Failure) -> Void

    init(
        _ take: @escaping @Sendable (CallParameters, inout [String: JSON], inout World) throws(Failure) -> Void
    ) {
        self.take = take
    }

    /// A name by the usual rule; without one the service makes it up.
    static func name(
        _ name: String, orMadeUp prefix: String, length: ClosedRange<Int> = NameRule.usualLength
    ) -> Input {
        Input { parameters, attributes, world throws(Failure) in
            attributes[name] = .string(
                try NameRule.check(parameters, name, length: length) ?? world.madeUpName(prefix))
        }
    }

    /// A name by the usual rule that has to be given.
    static func name(_ name: String) -> Input {
        Input { parameters, attributes, _ throws(Failure) in
            attributes[name] = .string(try NameRule.required(parameters, name))
        }
    }

    static func description(_ name: String) -> Input {
        Input { parameters, attributes, _ throws(Failure) in
            attributes[name] = .string(try NameRule.description(parameters, name))
        }
    }

    /// Any text that has to be given.
    static func text(_ name: String) -> Input {
        Input { parameters, attributes, _ throws(Failure) in
            attributes[name] = .string(try parameters.required(name))
        }
    }

    /// One of some codes: `subnetType` is given as `subnetTypeCode`. It has to be, unless there is a default.
    static func code(_ attribute: String, of codes: [String], default usual: String? = nil) -> Input {
        Input { parameters, attributes, _ throws(Failure) in
            let parameter = attribute + "Code"
            guard let code = parameters.text(parameter) ?? usual else { throw .missing(parameter) }
            guard codes.contains(code) else { throw .invalid(parameter) }
            attributes[attribute] = .string(code)
        }
    }

    /// A flag; it has to be given, unless there is a default.
    static func flag(_ name: String, default usual: Bool? = nil) -> Input {
        Input { parameters, attributes, _ throws(Failure) in
            guard let flag = try parameters.flag(name) ?? usual else { throw .missing(name) }
            attributes[name] = .bool(flag)
        }
    }

    /// A whole number within bounds; it has to be given, unless there is a default.
    static func integer(_ name: String, in bounds: ClosedRange<Int64>, default usual: Int64? = nil) -> Input {
        Input { parameters, attributes, _ throws(Failure) in
            guard let number = try parameters.integer(name) ?? usual else { throw .missing(name) }
            guard bounds.contains(number) else { throw .invalid(name) }
            attributes[name] = .integer(number)
        }
    }

    /// The number of an object of another kind, which has to be there.
    static func reference(_ name: String, to kind: @autoclosure @escaping @Sendable () -> ActionKind) -> Input {
        Input { parameters, attributes, world throws(Failure) in
            attributes[name] = .string(try kind().find(world, try parameters.required(name)).id)
        }
    }

    /// The number of an object of another kind that may be named, and is there then.
    static func optional(_ name: String, to kind: @autoclosure @escaping @Sendable () -> ActionKind) -> Input {
        Input { parameters, attributes, world throws(Failure) in
            guard let id = parameters.text(name) else { return }
            attributes[name] = .string(try kind().find(world, id).id)
        }
    }

    /// What no parameter says.
    static func fixed(_ values: [String: JSON]) -> Input {
        Input { _, attributes, _ throws(Failure) in attributes.merge(values) { $1 } }
    }

    /// What takes more than a line to work out.
    static func values(
        _ work: @escaping @Sendable (CallParameters, [String: JSON], inout World) throws(Failure) -> [String: JSON]
    ) -> Input {
        Input { parameters, attributes, world throws(Failure) in
            attributes.merge(try work(parameters, attributes, &world)) { $1 }
        }
    }

    /// What has to hold before something is made, given what the inputs before have taken.
    static func check(
        _ verify: @escaping @Sendable (CallParameters, [String: JSON], World) throws(Failure) -> Void
    ) -> Input {
        Input { parameters, attributes, world throws(Failure) in try verify(parameters, attributes, world) }
    }

    /// No other object of the parent has the same value. Which parent, the inputs before have taken.
    static func unique(
        _ attribute: String, in table: TableSchema, within parent: String, else failure: Failure
    ) -> Input {
        check { _, attributes, world throws(Failure) in
            let siblings = world.records(table, where: parent, is: attributes[parent]?.text ?? "")
            if siblings.contains(where: { $0.attributes[attribute] == attributes[attribute] }) { throw failure }
        }
    }
}

extension [Input] {
    func taken(_ parameters: CallParameters, _ world: inout World) throws(Failure) -> [String: JSON] {
        var attributes: [String: JSON] = [:]
        for input in self { try input.take(parameters, &attributes, &world) }
        return attributes
    }
}

import OrderedJSON

/// What an action takes from its parameters: what is accepted, and which attribute keeps it.
struct Input: Sendable {
    /// Adds to an object, which has what the inputs before have taken.
    let take: @Sendable (CallParameters, inout Record, inout World) throws(Failure) -> Void

    init(_ take: @escaping @Sendable (CallParameters, inout Record, inout World) throws(Failure) -> Void) {
        self.take = take
    }

    /// A name by the usual rule; without one the service makes it up.
    static func name(
        _ name: String, orMadeUp prefix: String, length: ClosedRange<Int> = NameRule.usualLength
    ) -> Input {
        Input { parameters, object, world throws(Failure) in
            object.attributes[name] = .string(
                try NameRule.check(parameters, name, length: length) ?? world.madeUpName(prefix))
        }
    }

    /// A required name by the usual rule.
    static func name(_ name: String) -> Input {
        Input { parameters, object, _ throws(Failure) in
            object.attributes[name] = .string(try NameRule.required(parameters, name))
        }
    }

    static func description(_ name: String) -> Input {
        Input { parameters, object, _ throws(Failure) in
            object.attributes[name] = .string(try NameRule.description(parameters, name))
        }
    }

    /// Any text; required.
    static func text(_ name: String) -> Input {
        Input { parameters, object, _ throws(Failure) in
            object.attributes[name] = .string(try parameters.required(name))
        }
    }

    /// One of some codes: `subnetType` is given as `subnetTypeCode`. Required, unless there is a default.
    static func code(_ attribute: String, of codes: [String], default usual: String? = nil) -> Input {
        Input { parameters, object, _ throws(Failure) in
            let parameter = attribute + "Code"
            guard let code = parameters.text(parameter) ?? usual else { throw .missing(parameter) }
            guard codes.contains(code) else { throw .invalid(parameter) }
            object.attributes[attribute] = .string(code)
        }
    }

    /// A flag; required, unless there is a default.
    static func flag(_ name: String, default usual: Bool? = nil) -> Input {
        Input { parameters, object, _ throws(Failure) in
            guard let flag = try parameters.flag(name) ?? usual else { throw .missing(name) }
            object.attributes[name] = .bool(flag)
        }
    }

    /// A whole number within bounds; required, unless there is a default.
    static func integer(_ name: String, in bounds: ClosedRange<Int64>, default usual: Int64? = nil) -> Input {
        Input { parameters, object, _ throws(Failure) in
            guard let number = try parameters.integer(name) ?? usual else { throw .missing(name) }
            guard bounds.contains(number) else { throw .invalid(name) }
            object.attributes[name] = .integer(number)
        }
    }

    /// The number of an existing object of another kind; required.
    static func reference(_ name: String, to kind: @autoclosure @escaping @Sendable () -> ActionKind) -> Input {
        Input { parameters, object, world throws(Failure) in
            object.attributes[name] = .string(try kind().find(world, try parameters.required(name)).id)
        }
    }

    /// The number of an object of another kind that may be named, and is there then.
    static func optional(_ name: String, to kind: @autoclosure @escaping @Sendable () -> ActionKind) -> Input {
        Input { parameters, object, world throws(Failure) in
            guard let id = parameters.text(name) else { return }
            object.attributes[name] = .string(try kind().find(world, id).id)
        }
    }

    /// What no parameter says.
    static func fixed(_ values: [String: JSON]) -> Input {
        Input { _, object, _ throws(Failure) in object.attributes.merge(values) { $1 } }
    }

    /// What takes more than a line to work out.
    static func values(
        _ work: @escaping @Sendable (CallParameters, Record, inout World) throws(Failure) -> [String: JSON]
    ) -> Input {
        Input { parameters, object, world throws(Failure) in
            object.attributes.merge(try work(parameters, object, &world)) { $1 }
        }
    }

    /// What must hold before something is made, given what the inputs before have taken.
    static func check(_ verify: @escaping @Sendable (CallParameters, Record, World) throws(Failure) -> Void) -> Input {
        Input { parameters, object, world throws(Failure) in try verify(parameters, object, world) }
    }

    /// No other object of the parent has the same value. Which parent, the inputs before have taken.
    static func unique(
        _ attribute: String, in table: TableSchema, within parent: String, else failure: Failure
    ) -> Input {
        check { _, object, world throws(Failure) in
            let siblings = world.records(table, where: parent, is: object[parent])
            if siblings.contains(where: { $0[attribute] == object[attribute] }) { throw failure }
        }
    }
}

extension [Input] {
    /// An object with what the inputs take from a call.
    func taken(
        _ parameters: CallParameters, by object: Record = Record(id: "", sequence: 0, attributes: [:]),
        _ world: inout World
    ) throws(Failure) -> [String: JSON] {
        var object = object
        for input in self { try input.take(parameters, &object, &world) }
        return object.attributes
    }
}

import Model

// Checks that nobody else has what only one object may have: a name, a login, an address.

extension Preflight {
    /// Who else has it.
    enum Holder: Sendable {
        /// A document of this workspace.
        case document(Address)
        /// An object that this workspace does not manage.
        case unmanaged(Scene.Neighbour)
    }

    /// Nobody else has the value of `field`. Of two documents of this workspace, one is blamed.
    /// - Parameters:
    ///   - fields: further fields that decide whether two objects have the same.
    ///   - refused: whether the cloud refuses a second one; otherwise two documents may have the same value.
    ///   - same: the objects that have the same value, the object itself perhaps among them.
    ///   - problem: what is wrong, by the value and who else has it.
    static func unique(
        _ field: String, with fields: Set<String> = [], reading kinds: [String] = [], refused: Bool = true,
        same: @escaping @Sendable (Subject, Scene) -> [Scene.Neighbour],
        problem: @escaping @Sendable (_ value: String, Holder) -> Problem
    ) -> Preflight {
        Preflight(of: fields.union([field]), reading: kinds) { subject, scene in
            guard !subject.isResumed, let value = subject.text(field),
                let other = same(subject, scene).first(where: { $0.address != subject.address })
            else { return [] }
            guard let address = other.address else { return [problem(value, .unmanaged(other))] }
            guard refused, other.id != nil || address < subject.address else { return [] }
            return [problem(value, .document(address))]
        }
    }

    /// Nobody else has an object of the same name, and of the same parent where the name counts within one.
    /// - Parameters:
    ///   - refused: whether the cloud refuses a second one. Otherwise it is only worth a warning (api/common.md §1).
    ///   - parent: the field that holds the parent names count within; nil for the account.
    static func freeName(of kind: String, within parent: String? = nil, refused: Bool) -> Preflight {
        unique("name", refused: refused) { subject, scene in
            scene.all(kind, where: "name", is: subject.attributes["name"]).filter { other in
                parent.map { other.attributes[$0] == subject.attributes[$0] } ?? true
            }
        } problem: { name, holder in
            switch holder {
            case .document(let address): return .twice(name, in: address)
            case .unmanaged(let other):
                let id = other.id ?? ""
                let otherwise =
                    refused ? "otherwise choose another name" : "a second one with that name would be created"
                return Problem(
                    refused ? .error : .warning, at: "name",
                    "the account already has an unmanaged \(kind) \"\(name)\"", notes: ["its id is \(id)"],
                    help: "to manage that one, write import: {id: \"\(id)\"}; \(otherwise)")
            }
        }
    }
}

extension Preflight.Problem {
    /// Two documents have one name.
    static func twice(_ name: String, in address: Address) -> Preflight.Problem {
        Preflight.Problem(
            at: "name", "\(address) is also named \"\(name)\"", help: "give one of them another name")
    }
}

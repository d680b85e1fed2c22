extension Field {
    /// The calls by which the elements of a keyed list come, change and go: the users of a database.
    public struct ElementCalls: Hashable, Sendable {
        public var add: String
        /// Nil where an element that differs cannot be changed.
        public var change: String?
        public var remove: String
        /// How many elements one call takes.
        public var batch: Int
        /// What the removal of one does.
        public var removal: Disruption
        /// Members of elements, and the fields of the object by whose values they are kept though the list does not name
        /// them: the user that an object was made with.
        public var spared: [String: String]

        public init(
            add: String, change: String?, remove: String, batch: Int, removal: Disruption = .none,
            spared: [String: String] = [:]
        ) {
            self.add = add
            self.change = change
            self.remove = remove
            self.batch = batch
            self.removal = removal
            self.spared = spared
        }

        /// All of them, for kinds that name the calls of a field.
        public var names: [String] { [add, change, remove].compactMap(\.self) }

        /// The one that a change of an element takes.
        public func call(of element: FieldChange) -> String? {
            if element.before == nil { return add }
            return element.after == nil ? remove : change
        }

        /// How many calls so many elements take.
        public func count(of elements: Int) -> Int { (elements + batch - 1) / batch }
    }

    /// The same field, as one whose elements have calls of their own.
    public func changing(_ calls: ElementCalls) -> Field {
        var field = self
        field.elementCalls = calls
        return field
    }
}

extension Field {
    /// The same keyed list, whose elements others may change and leave unpublished: what is live of such an element is not
    /// known, and the list omits it.
    /// - Parameter field: the computed field with a line for each change that waits; it begins with the key of its element.
    public func unpublished(in field: String) -> Field {
        var list = self
        list.unpublishedIn = field
        return list
    }

    /// The changes among `lines` that wait to be published and are of the element with this key.
    public static func unpublished(_ key: String, among lines: Value?) -> [String] {
        (lines?.elements ?? []).compactMap(\.text).filter { $0.hasPrefix("\(key) ") }
    }
}

extension Kind {
    /// The calls that changes of one object take, each as often as it is made.
    public func calls(
        for changes: [FieldChange], own: (FieldChange) -> [String]? = { _ in nil }
    ) -> [String] {
        var calls: [String] = []
        var elements: [String: [String]] = [:]
        let counted = life.countedCalls.filter { name, _ in changes.contains { $0.path.field == name } }
        for change in changes where counted[change.path.field] == nil {
            let field = field(change.path.field)
            if let own = own(change) {
                calls += own
            } else if let own = field?.elementCalls, let call = own.call(of: change) {
                elements[change.path.field, default: []].append(call)
            } else {
                calls += (field?.change.calls ?? []).filter { !calls.contains($0) }
            }
        }
        for field in fields {
            guard let own = field.elementCalls, let changed = elements[field.name] else { continue }
            for name in own.names {
                let count = own.count(of: changed.count { $0 == name })
                calls += Array(repeating: name, count: count)
            }
        }
        for (name, count) in counted.sorted(by: { $0.key < $1.key }) {
            calls += count(changes.filter { $0.path.field == name })
        }
        return calls
    }
}

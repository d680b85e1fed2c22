/// Something that can be known about an object that is to be made or changed before any call is made, and would make
/// one fail: a code nobody offers, a range that overlaps. Pure.
///
/// What is not known yet is never a problem: a check keeps silent about references to objects still to be made, and
/// about kinds that could not be read.
public struct Preflight: Sendable {
    /// The fields it is about: it is run when one of them is set or changed. Empty means any.
    public var fields: Set<String>
    /// The kinds whose objects it looks at, read for it unless the run has read them anyway.
    public var reads: [String]
    /// The field that names the parent, where the objects listed under that one are all it looks at; nil where it looks at those
    /// of every parent.
    public var parent: String?
    public var problems: @Sendable (Subject, Scene) -> [Problem]
    /// Whether the manifest alone decides, so that it is run when manifests are read: `validate` needs no cloud for it.
    public private(set) var isOfManifest = false
    /// Whether it is about what an object is imported as, so that it is run for every import and for nothing else.
    public private(set) var isOfImport = false

    public init(
        of fields: Set<String> = [], reading reads: [String] = [], under parent: String? = nil,
        _ problems: @escaping @Sendable (Subject, Scene) -> [Problem]
    ) {
        self.fields = fields
        self.reads = reads
        self.parent = parent
        self.problems = problems
    }

    /// The same check, as one that looks at nothing but the manifest, whatever is changed of it.
    public var ofManifest: Preflight {
        var check = self
        check.isOfManifest = true
        return check
    }

    /// The same check, as one of what is imported, whether or not anything of it is changed.
    public var ofImport: Preflight {
        var check = self
        check.isOfImport = true
        return check
    }

    /// The object that is to be made or changed.
    public struct Subject: Sendable {
        public var address: Address
        /// As the manifests want it; references to what does not exist yet are still in it.
        public var attributes: Attributes
        /// The fields that a call will set.
        public var changed: Set<String>
        /// Whether it is made, or made anew.
        public var isNew: Bool
        /// Whether an earlier run began to make it: what is there already may well be its own doing.
        public var isResumed: Bool
        /// What its manifest refers to or names in `dependsOn`, in order: that is there before it is made.
        public var dependencies: [Address]

        public init(
            _ address: Address, _ attributes: Attributes, changed: Set<String>, isNew: Bool, isResumed: Bool = false,
            dependencies: [Address] = []
        ) {
            self.address = address
            self.attributes = attributes
            self.changed = changed
            self.isNew = isNew
            self.isResumed = isResumed
            self.dependencies = dependencies
        }

        /// The text of a field that is known; nil when it is left out, empty or open.
        public func text(_ field: String) -> String? { attributes.knownText(field) }

        /// The range in a field that is known.
        public func range(_ field: String) -> IPv4Range? { text(field).flatMap { IPv4Range($0) } }
    }

    /// What is wrong, and with which field.
    public struct Problem: Hashable, Sendable {
        public var severity: Diagnostic.Severity
        /// The field the user should look at; nil for the object as a whole.
        public var field: String?
        /// Where inside the field; nil for the field as a whole.
        public var inside: FieldPath?
        /// Lower case, no full stop.
        public var message: String
        public var notes: [String]
        public var help: String?

        public init(
            _ severity: Diagnostic.Severity = .error, at field: String?, _ message: String, notes: [String] = [],
            help: String? = nil, inside path: FieldPath? = nil
        ) {
            self.severity = severity
            self.field = field
            inside = path
            self.message = message
            self.notes = notes
            self.help = help
        }

        /// Where the user should look, as exactly as it is known; nil for the object as a whole.
        public var place: FieldPath? { inside ?? field.map { FieldPath($0) } }

        /// As it is reported of an object.
        public func diagnostic(of address: Address, at span: SourceSpan?) -> Diagnostic {
            Diagnostic(
                severity, code: "preflight", "\(address): \(message)", at: span, notes: notes, help: help)
        }
    }

    /// Everything around the object: what will be there when the run has ended, as far as it is known.
    public struct Scene: Sendable {
        /// An object beside the one that is checked.
        public struct Neighbour: Sendable {
            /// Nil for one that this workspace does not manage.
            public var address: Address?
            /// Nil for one that is still to be made.
            public var id: String?
            public var attributes: Attributes

            public init(address: Address?, id: String?, attributes: Attributes) {
                self.address = address
                self.id = id
                self.attributes = attributes
            }

            public func text(_ field: String) -> String? { attributes.knownText(field) }

            /// The range in a field that is known.
            public func range(_ field: String) -> IPv4Range? { text(field).flatMap { IPv4Range($0) } }

            /// What to call it in a message.
            public var title: String {
                if let address { return address.description }
                let name = text("name")
                return name.map { id == $0 || id == nil ? $0 : "\($0) (\(id ?? ""))" } ?? id ?? "another one"
            }
        }

        private let neighbours: [String: [Neighbour]]
        /// The day of the run, as `2027-01-31`; nil where it makes no difference.
        public let today: String?
        private let byID: [String: [String: Int]]
        private let byAddress: [Address: (kind: String, index: Int)]
        private let readKinds: Set<String>
        /// The places of neighbours by a field that many checks ask for.
        private let byField: [Key: [Int]]

        private struct Key: Hashable {
            var kind: String
            var field: String
            var value: Value
        }

        private static let indexed = ["name", "vpc", "subnet", "group"]

        /// - Parameters:
        ///   - neighbours: by kind, those of the workspace first.
        ///   - readKinds: the kinds whose list was read in full.
        ///   - today: the day of the run.
        public init(_ neighbours: [String: [Neighbour]], readKinds: Set<String>, today: String? = nil) {
            self.neighbours = neighbours
            self.today = today
            self.readKinds = readKinds
            var byField: [Key: [Int]] = [:]
            var byID: [String: [String: Int]] = [:]
            var byAddress: [Address: (kind: String, index: Int)] = [:]
            for (kind, list) in neighbours {
                for (index, one) in list.enumerated() {
                    if let id = one.id { byID[kind, default: [:]][id] = index }
                    if let address = one.address { byAddress[address] = (kind, index) }
                    for field in Self.indexed {
                        guard let value = one.attributes[field], !value.isAbsent else { continue }
                        byField[Key(kind: kind, field: field, value: value), default: []].append(index)
                    }
                }
            }
            self.byField = byField
            self.byID = byID
            self.byAddress = byAddress
        }

        /// Every object of the kind, in the workspace or not; empty when the kind was not read.
        public func all(_ kind: String) -> [Neighbour] { neighbours[kind] ?? [] }

        /// Those of them whose field has this value; none for a value that is missing.
        public func all(_ kind: String, where field: String, is value: Value?) -> [Neighbour] {
            guard let value, !value.isAbsent else { return [] }
            guard Self.indexed.contains(field) else { return all(kind).filter { $0.attributes[field] == value } }
            let list = all(kind)
            return byField[Key(kind: kind, field: field, value: value), default: []].map { list[$0] }
        }

        /// Whether an object that is not listed does not exist.
        public func isComplete(_ kind: String) -> Bool { readKinds.contains(kind) }

        /// The object of `kind` that a field's value refers to; nil when that is not known, or not there.
        public func object(_ kind: String, _ value: Value?) -> Neighbour? {
            switch value {
            case .reference(let reference)?:
                guard reference.attribute == nil, let address = reference.address, let found = byAddress[address] else {
                    return nil
                }
                return neighbours[found.kind]?[found.index]
            case .some(let value):
                guard let id = value.spelling, let index = byID[kind]?[id] else { return nil }
                return neighbours[kind]?[index]
            case nil: return nil
            }
        }

        /// Whether the value is an id that the cloud does not have.
        public func isMissing(_ kind: String, _ value: Value?) -> Bool {
            guard let id = value?.spelling, !id.isEmpty, isComplete(kind) else { return false }
            return byID[kind]?[id] == nil
        }

        /// Whether two values refer to one object; nil while that is open.
        public func areSame(_ kind: String, _ one: Value?, _ other: Value?) -> Bool? {
            guard let one, let other, !one.isAbsent, !other.isAbsent else { return nil }
            if one == other { return true }
            if let left = one.spelling, let right = other.spelling { return left == right }
            guard let left = object(kind, one), let right = object(kind, other) else { return nil }
            if let mine = left.address, let theirs = right.address { return mine == theirs }
            return left.address == nil && right.address == nil ? left.id == right.id : false
        }
    }
}

extension Attributes {
    /// The text of a field that is known; nil when it is left out, empty or open.
    fileprivate func knownText(_ field: String) -> String? {
        guard let text = self[field]?.spelling, !text.isEmpty else { return nil }
        return text
    }
}

import Model

/// One part of what an object serves, in the form that state keeps: a method, say, as it was deployed.
struct DeployedElement {
    /// The part's title, such as `GET /orders`.
    var path: String
    /// Tells one form of it from another; nil while a value is open, and of what only the cloud has told.
    var digest: String?
    /// The ids of what it names outside of what is deployed: those may be called otherwise and still be the same.
    var uses: [Value]
    /// The values that the cloud tells too.
    var reported: Attributes
    /// The id of the object: alike as two may be, what is served is one of them. Nil for what this plan makes, and for what
    /// only the cloud has told.
    var object: String?
    /// Whether this plan does something about it.
    var isPlanned = false
    /// The object that this plan makes for it, be it once more.
    var made: Address?

    /// Whether this plan makes it: it is another object then, under another id.
    var isNew: Bool { made != nil }

    init(
        path: String, digest: String?, uses: [Value] = [], reported: Attributes, object: String? = nil,
        isPlanned: Bool = false, made: Address? = nil
    ) {
        self.path = path
        self.digest = digest
        self.uses = uses
        self.reported = reported
        self.object = object
        self.isPlanned = isPlanned
        self.made = made
    }

    init?(_ value: Value) {
        guard let path = value.members["path"]?.text else { return nil }
        self.init(
            path: path, digest: value.members["digest"]?.text, uses: value.members["uses"]?.elements ?? [],
            reported: value.members["told"]?.members ?? [:], object: value.members["object"]?.text)
    }

    var value: Value {
        var members: Attributes = ["path": .string(path)]
        if let digest { members["digest"] = .string(digest) }
        if !uses.isEmpty { members["uses"] = .list(uses) }
        if !reported.isEmpty { members["told"] = .map(reported) }
        if let object { members["object"] = .string(object) }
        if let made { members[Kind.Deployment.made] = .string(made.description) }
        return .map(members)
    }

    /// Whether both are, as far as can be told, the same.
    func matches(_ other: DeployedElement) -> Bool {
        if let object, let another = other.object, object != another { return false }
        if let digest, let another = other.digest { return digest == another && uses == other.uses }
        // A value was open when it was deployed, or only the cloud's own account of it is known: whether what this plan
        // does is in it already, nobody can tell.
        if isPlanned { return false }
        return reported.allSatisfy { name, value in other.reported[name].map { $0 == value } ?? true }
    }
}

/// What was deployed and what would be, side by side.
struct DeploymentComparison {
    let snapshot: Kind.Deployment
    /// What was deployed by nacre, as state has it; nil when it never did.
    let applied: [DeployedElement]?
    /// What the cloud tells of a deployment that nacre did not make; nil when it need not be asked.
    let reported: [DeployedElement]?

    init(_ snapshot: Kind.Deployment, _ catalog: KindCatalog, applied: Value?, reported: Value?) {
        self.snapshot = snapshot
        self.applied = applied.map { $0.elements.compactMap(DeployedElement.init) }
        let fields = snapshot.parts.filter { !$0.reported.isEmpty }.flatMap { catalog[$0.kind]?.fields ?? [] }
        self.reported = reported.map { value in
            value.elements.compactMap(DeployedElement.init).map { Self.canonical($0, fields) }
        }
    }

    /// The element with what the cloud tells in the spelling that state has it in.
    private static func canonical(_ element: DeployedElement, _ fields: [Field]) -> DeployedElement {
        let form = CanonicalForm { value, _ in value.spelling }
        var element = element
        for field in fields {
            guard let value = element.reported[field.name] else { continue }
            element.reported[field.name] = form.of(value, field.type).map { Value($0) }
        }
        return element
    }

    /// The changes from what is served to `target`.
    func changes(to target: [DeployedElement]) -> [FieldChange] {
        let served = served(besides: target)
        let before = Dictionary(served.map { ($0.path, $0) }, uniquingKeysWith: { _, last in last })
        let after = Dictionary(target.map { ($0.path, $0) }, uniquingKeysWith: { _, last in last })
        return Set(before.keys).union(after.keys).compactMap { change(before[$0], after[$0]) }.sorted {
            $0.path < $1.path
        }
    }

    /// What is served; of what the cloud does not tell, what nacre deployed, or else what is there.
    fileprivate func served(besides target: [DeployedElement]) -> [DeployedElement] {
        guard let reported else { return applied ?? [] }
        return reported + (applied ?? target).filter { !isTold($0) }
    }

    /// Whether the cloud tells of such parts.
    private func isTold(_ element: DeployedElement) -> Bool {
        snapshot.parts.contains { !$0.reported.isEmpty && ($0.label.isEmpty || element.path.hasPrefix("\($0.label) ")) }
            && !snapshot.parts.contains { $0.reported.isEmpty && element.path.hasPrefix("\($0.label) ") }
    }

    /// Whether a part that the cloud tells of has changed since nacre deployed it: what was deployed by others meanwhile
    /// may have been taken before or after.
    private func isOutdated(_ one: DeployedElement, _ other: DeployedElement) -> Bool {
        if reported != nil, other.isPlanned { return true }
        guard one.digest == nil, let digest = other.digest,
            let deployed = applied?.last(where: { $0.path == one.path })?.digest
        else { return false }
        return deployed != digest
    }

    private func change(_ one: DeployedElement?, _ other: DeployedElement?) -> FieldChange? {
        if let one, let other, other.matches(one), !other.isNew, !isOutdated(one, other) { return nil }
        guard let path = other?.path ?? one?.path else { return nil }
        // What differs though nothing is planned about it was changed by others.
        let isOurs = other?.isPlanned ?? true
        return FieldChange(
            FieldPath(snapshot.field).appending(element: path), before: one == nil ? nil : "deployed version",
            after: other == nil ? nil : "current version", origin: isOurs ? .manifest : .drift)
    }
}

extension Kind.Deployment {
    /// The member of an element that names the object it stands for, until that has an id.
    fileprivate static let made = "made"

    /// What an object serves, with the ids of the objects that were made for it.
    public static func identified(_ deployed: Value, id: (Address) -> String?) -> Value {
        .list(
            deployed.elements.map { element in
                var members = element.members
                guard let address = members.removeValue(forKey: made)?.text.flatMap({ Address($0) }) else {
                    return element
                }
                members["object"] = id(address).map(Value.string)
                return .map(members)
            })
    }

    /// What an object serves that others have deployed: of what the cloud tells, what is told; of the rest, `wanted`. An
    /// element of which nothing else is told is taken to be as wanted.
    public func served(reported: Value, wanted: Value, catalog: KindCatalog) -> Value {
        let target = wanted.elements.compactMap(DeployedElement.init)
        let byPath = Dictionary(target.map { ($0.path, $0) }, uniquingKeysWith: { _, last in last })
        let served = DeploymentComparison(self, catalog, applied: nil, reported: reported).served(besides: target)
        return .list(
            served.sorted { $0.path < $1.path }.map { element in
                (byPath[element.path].flatMap { $0.matches(element) ? $0 : nil } ?? element).value
            })
    }
}

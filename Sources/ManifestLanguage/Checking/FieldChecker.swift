import Model

/// Holds one object's spec against its kind and turns it into attributes.
struct FieldChecker {
    /// Another object that this one names, and where.
    struct Edge {
        var target: Address
        var place: Place
        /// Whether the object may name itself there.
        var mayBeItself = false
    }

    let kind: Kind
    let scope: Scope
    private(set) var spans: [FieldPath: SourceSpan] = [:]
    private(set) var edges: [Edge] = []
    /// Whether the field that is being read may name its own object.
    private var mayBeItself = false
    /// Places that it takes for its object alone, by the field that does.
    private(set) var claims: [HoldClaims.Claim] = []
    /// Files that it names for secrets.
    private(set) var secretFiles: [SecretFileClaims.Claim] = []
    /// Fields that are not written and take their value from the object's name.
    private(set) var fieldsFromName: Set<String> = []

    /// The name of the object itself; objects written inside the same outer one are near, and need no whole name.
    let home: String

    init(kind: Kind, scope: Scope, home: String = "") {
        self.kind = kind
        self.scope = scope
        self.home = home
    }

    var findings: Findings { scope.findings }

    /// The attributes of an object called `name`, nil when that is wrong; fields that take their value from the name get it here.
    mutating func attributes(of spec: Node.Member?, name: String?, at place: Place) -> Attributes {
        var attributes = Attributes()
        for field in kind.fields where field.presence == .optionalFromName {
            if let given = spec?.value.member(field.name), !given.value.isNull { continue }
            guard let name else { continue }
            attributes[field.name] = .string(name)
            fieldsFromName.insert(field.name)
            spans[FieldPath(field.name)] = place.span
            check(
                .string(name), of: field, titled: "metadata.name, which is also '\(field.name)',", at: place,
                help: "rename it, or give the object another name in the cloud with spec.\(field.name)")
        }
        let node = spec.map { scope.expand($0.value) } ?? Node(.map([]), at: place)
        switch node.content {
        case .map(let members):
            let written = object(members, kind.fields, FieldPath([]), owner: kind.name, at: spec?.place ?? place)
            attributes.merge(written) { $1 }
            checkChoices(members, at: spec?.place ?? place)
        case .null: _ = object([], kind.fields, FieldPath([]), owner: kind.name, at: spec?.place ?? place)
        case .bool, .integer, .number, .string, .list, .reference, .template, .secret, .unknown:
            scope.wrongType(node, "spec", "a map")
        }
        return attributes
    }

    mutating func object(
        _ members: [Node.Member], _ fields: [Field], _ path: FieldPath, owner: String, at place: Place
    ) -> Attributes {
        var attributes = Attributes()
        var misspelt: Set<String> = []
        for member in members {
            guard let field = fields.first(where: { $0.name == member.key }) else {
                if let meant = reportUnknown(member, fields, owner) { misspelt.insert(meant) }
                continue
            }
            guard field.isWritable else {
                findings.error(
                    .computedField, "'\(field.name)' of \(owner.withArticle) is set by the cloud and cannot be written",
                    at: member.place, help: "remove the line")
                continue
            }
            let inner = path.appending(field.name)
            let outer = mayBeItself
            mayBeItself = field.mayBeItself
            defer { mayBeItself = outer }
            let node = scope.expand(member.value)
            if node.isNull { warnOfNothing(field, inner, member) }
            guard !node.isNull, let read = self.value(node, field.type, inner, at: member.place) else { continue }
            let value = field.isMapOfTexts ? spelled(read, node) : read
            attributes[field.name] = value
            spans[inner] = node.place.span
            if path.components.isEmpty, !field.holds.isEmpty {
                claims.append(HoldClaims.Claim(field: field, value: value, place: node.place))
            }
            if path.components.isEmpty, field.deliveredSecret != nil, case .string(let file) = value {
                secretFiles.append(SecretFileClaims.Claim(field: field.name, path: file, place: node.place))
            }
            check(Self.withFaulty(value, node), of: field, titled: "'\(inner)'", at: node.place)
        }
        reportMissing(members, fields.filter { !misspelt.contains($0.name) }, owner, at: place)
        return attributes
    }

    /// A list whose entries went, be it behind a `#`: what the cloud has of them would go too.
    private func warnOfNothing(_ field: Field, _ path: FieldPath, _ member: Node.Member) {
        switch field.type {
        case .list, .set, .keyed, .rows:
            scope.warnOfNothing(member, "'\(path)'", help: "write [] if there are to be none, or remove the line")
        case .string, .text, .formatted, .integer, .number, .boolean, .cidr, .ipAddress, .enumeration, .reference,
            .secret, .object, .json:
            break
        }
    }

    /// The value with the members that are written and wrong, which is told of them already: they are there all the same.
    private static func withFaulty(_ value: Value, _ node: Node) -> Value {
        guard case .map(let members) = node.content, case .map(let read) = value else { return value }
        let written = members.filter { !$0.value.isNull }.map { ($0.key, Value.bool(true)) }
        return .map(read.merging(written) { read, given in read.isAbsent ? given : read })
    }

    /// Fields that stand in for each other, judged by what is written, right or wrong.
    private func checkChoices(_ members: [Node.Member], at place: Place) {
        let written = members.filter { !$0.value.isNull }.map { ($0.key, Value.bool(true)) }
        let given = Attributes(written, uniquingKeysWith: { first, _ in first })
        for choice in kind.choices {
            guard let violation = choice.violation(in: given) else { continue }
            findings.error(
                .missingField, "\(kind.name.withArticle) \(violation)", at: place, help: choice.help(in: given))
        }
    }

    /// Gives back the field that was probably meant; it is not to be called missing as well.
    private func reportUnknown(_ member: Node.Member, _ fields: [Field], _ owner: String) -> String? {
        let writable = fields.filter(\.isWritable)
        let inside =
            owner == kind.name
            ? kind.place.nests.map(\.field) + [kind.serving.definition?.field].compactMap(\.self) : []
        let nearest = findings.nearest(member.key, in: writable.map(\.name) + inside)
        // A secret under a misspelt name is still a secret.
        if case .secret? = writable.first(where: { $0.name == nearest })?.type { findings.conceal(member.value.place) }
        let belongsOutside = owner == kind.name && ManifestDocument.keys.contains(member.key)
        findings.error(
            .unknownField, "\(owner.withArticle) has no field '\(member.key)'", at: member.place,
            help: nearest.map { "did you mean '\($0)'?" }
                ?? (belongsOutside ? "it belongs next to spec, not inside it" : writable.map(\.name).offered("fields:"))
        )
        return nearest
    }

    private func reportMissing(_ members: [Node.Member], _ fields: [Field], _ owner: String, at place: Place) {
        let missing = fields.filter { field in
            guard field.presence == .required else { return false }
            return members.first { $0.key == field.name }?.value.isNull ?? true
        }
        guard !missing.isEmpty else { return }
        let names = missing.map { "'\($0.name)'" }.joined(separator: ", ")
        findings.error(
            .missingField, "\(owner.withArticle) needs \(names)", at: place,
            notes: missing.map { "\($0.name) is \($0.type.wanted)\($0.summary.isEmpty ? "" : ": \($0.summary)")" },
            help: missing.count == 1 ? "add the field" : "add the fields")
    }

    private func check(_ value: Value, of field: Field, titled title: String, at place: Place, help: String? = nil) {
        var isRight = true
        for constraint in field.constraints {
            guard let violation = violation(of: constraint, by: value) else { continue }
            isRight = false
            findings.error(.badValue, "\(title) \(violation)", at: place, help: help ?? constraint.help(for: value))
        }
        guard isRight, field.isName, let text = value.text?.withoutLastLineBreaks,
            text.unicodeScalars.contains(where: { $0.properties.generalCategory == .control })
        else { return }
        findings.error(
            .badValue, "\(title) must be a name without line breaks and control characters", at: place, help: help)
    }

    private func violation(of constraint: Constraint, by value: Value) -> String? {
        guard case .secret(let secret) = value else { return constraint.violation(of: value) }
        // What is not fetched yet is checked when it is.
        guard let text = secret.reveal() else { return nil }
        switch constraint {
        // Only the length may be told of a secret, and which rule it breaks.
        case .length, .bytes, .password: return constraint.violation(of: .string(text))
        case .joined, .range, .count, .multiple, .name, .apiName, .bucketName, .diskName, .apiPath, .privateRange,
            .mapOfTexts, .headerText, .objectMetadata, .portsFitProtocol, .choice, .firstIs, .growsOnly, .givenForNew,
            .spelled, .port, .upgrades,
            .keeps:
            return nil
        }
    }

    mutating func note(_ span: SourceSpan, for path: FieldPath) { spans[path] = span }

    /// Takes down whom a value names.
    mutating func note(_ value: Value, at place: Place) {
        for reference in value.references {
            guard let address = reference.address else { continue }
            edges.append(Edge(target: address, place: place, mayBeItself: mayBeItself))
        }
    }
}

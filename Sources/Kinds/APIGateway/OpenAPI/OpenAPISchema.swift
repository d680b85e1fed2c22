import Model

/// Turns schemas into those that models hold, in which references go to other models. Source: api/apigateway.md §4.7.
///
/// Schemas are kept as they are, extensions included; only `$ref` changes: in the gateway's own dialect a model is
/// `#/definitions/<name>`, and what is no model is put in.
struct OpenAPISchema {
    private let document: OpenAPIDocument
    private let names: [String: String]

    /// How many schemas were put in the place of references.
    private final class Count {
        var value = 0
    }

    /// How many there may be, so that a hostile document comes to an end.
    private static let putInLimit = 2000
    private let putIn = Count()

    init(_ document: OpenAPIDocument, _ names: [String: String]) {
        self.document = document
        self.names = names
    }

    /// The name of the schema that a reference goes to; nil when it goes elsewhere.
    static func name(_ reference: String, _ document: OpenAPIDocument) -> String? {
        let prefix = document.dialect.schemas
        guard reference.hasPrefix(prefix) else { return nil }
        let rest = reference.dropFirst(prefix.count)
        return rest.isEmpty || rest.contains("/") ? nil : OpenAPIDocument.unescaped(rest)
    }

    /// The schema of a model. OpenAPI 3.1 has true for one that lets in everything, and false for nothing; a model is a
    /// map always.
    func model(_ schema: PlacedValue) -> PlacedValue { Self.asMap(converted(schema)) }

    private static func asMap(_ schema: PlacedValue) -> PlacedValue {
        switch schema.bool {
        case true?: .fields([], at: schema.span)
        case false?: .fields([("not", .fields([], at: schema.span))], at: schema.span)
        case nil: schema
        }
    }

    /// - Parameter open: the references that are being put in around this one.
    private func converted(_ schema: PlacedValue, inside open: [String] = []) -> PlacedValue {
        switch schema.content {
        case .map(let members):
            if let reference = schema["$ref"], let text = reference.text {
                return referred(text, at: reference.span, members, inside: open)
            }
            return PlacedValue(.map(members.map { keyword($0, open) }), at: schema.span)
        case .list(let elements):
            return PlacedValue(.list(elements.map { converted($0, inside: open) }), at: schema.span)
        case .null, .bool, .integer, .number, .string: return schema
        }
    }

    private func keyword(_ member: PlacedValue.Member, _ open: [String]) -> PlacedValue.Member {
        var member = member
        switch (SchemaKeyword(member.key), member.value.content) {
        case (.data, _): break
        case (.schemasByName, .map(let members)):
            let inner = members.map { PlacedValue.Member($0.key, at: $0.span, converted($0.value, inside: open)) }
            member.value.content = .map(inner)
        case (.discriminator, .map(let members)):
            member.value.content = .map(members.map { $0.key == "mapping" ? mapping($0) : $0 })
        case (.schema, _), (.parts, _), (.schemasByName, _), (.discriminator, _):
            member.value = converted(member.value, inside: open)
        }
        return member
    }

    private func referred(
        _ text: String, at span: SourceSpan, _ members: [PlacedValue.Member], inside open: [String]
    ) -> PlacedValue {
        if let name = Self.name(text, document) {
            if names[name] == nil { _ = document.target(of: text, at: span) }
            let target = PlacedValue.text("#/definitions/\(names[name] ?? name)", at: span)
            // What stands beside a reference (a description, say) stays.
            let kept = members.map {
                $0.key == "$ref" ? PlacedValue.Member("$ref", at: $0.span, target) : keyword($0, open)
            }
            return PlacedValue(.map(kept), at: span)
        }
        let beside = members.filter { $0.key != "$ref" && !$0.value.isNull }.map { keyword($0, open) }
        guard text.hasPrefix("#") else {
            document.report.notExpressed(
                "a schema in another document: anything is accepted instead", at: span,
                help: "nacre reads one document; copy '\(text)' into it")
            return PlacedValue(.map(beside), at: span)
        }
        guard !open.contains(text), open.count < 32 else {
            document.report.malformed(
                "the schema '\(text)' contains itself", at: span,
                help: "give it a name: schemas in \(document.dialect.schemas) can refer to themselves")
            return PlacedValue(.map([]), at: span)
        }
        putIn.value += 1
        guard putIn.value <= Self.putInLimit else {
            document.report.malformed(
                "schemas nested in each other more than \(Self.putInLimit) times", at: span,
                help: "give them names: schemas in \(document.dialect.schemas) are not inlined")
            return PlacedValue(.map([]), at: span)
        }
        guard let target = document.target(of: text, at: span) else { return PlacedValue(.map([]), at: span) }
        return Self.together(converted(target, inside: open + [text]), beside)
    }

    /// A schema, and what stands beside the reference that it was put in the place of: one map where that says the same,
    /// or else both as parts.
    private static func together(_ schema: PlacedValue, _ beside: [PlacedValue.Member]) -> PlacedValue {
        if beside.isEmpty { return schema }
        let own = asMap(schema)
        let words: Set = ["title", "description", "summary", "example", "examples", "deprecated", "default"]
        if beside.allSatisfy({ words.contains($0.key) || own[$0.key] == nil }) { return own.overlaid(with: beside) }
        let parts = PlacedValue.list([own, PlacedValue(.map(beside), at: schema.span)], at: schema.span)
        return .fields([("allOf", parts)], at: schema.span)
    }

    /// A discriminator names schemas by reference too.
    private func mapping(_ member: PlacedValue.Member) -> PlacedValue.Member {
        var member = member
        member.value.content = .map(
            member.value.members.map { entry in
                guard let text = entry.value.text else { return entry }
                // A bare name is the schema's too (OpenAPI 3.1 §4.8.25).
                let target = Self.name(text, document).map { "#/definitions/\(names[$0] ?? $0)" } ?? names[text] ?? text
                return PlacedValue.Member(entry.key, at: entry.span, .text(target, at: entry.value.span))
            })
        return member
    }
}

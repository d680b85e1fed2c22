import Model

/// Turns schemas into those that models hold, in which references go to other models. Source: api/apigateway.md §4.7.
///
/// Schemas are kept as they are, extensions included; only `$ref` changes: in the gateway's own dialect a model is
/// `#/definitions/<name>`, and what is no model is put in.
struct OpenAPISchema {
    private let document: OpenAPIDocument
    private let names: [String: String]

    /// Keywords whose members are schemas by name, so that a name which looks like a keyword is none.
    private static let named: Set = [
        "properties", "patternProperties", "definitions", "$defs", "dependentSchemas",
    ]
    /// Keywords that hold values and no schemas: a `$ref` in them is data.
    private static let literal: Set = ["example", "examples", "default", "enum", "const"]

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

    /// - Parameter open: the references that are being put in around this one.
    func converted(_ schema: PlacedValue, inside open: [String] = []) -> PlacedValue {
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
        if Self.literal.contains(member.key) || member.key.hasPrefix("x-") { return member }
        var member = member
        switch member.value.content {
        case .map(let members) where Self.named.contains(member.key):
            let inner = members.map { PlacedValue.Member($0.key, at: $0.span, converted($0.value, inside: open)) }
            member.value.content = .map(inner)
        case .map(let members) where member.key == "discriminator":
            member.value.content = .map(members.map { $0.key == "mapping" ? mapping($0) : $0 })
        default: member.value = converted(member.value, inside: open)
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
        guard text.hasPrefix("#") else {
            document.report.notExpressed(
                "a schema in another document: in its place anything is taken", at: span,
                help: "nacre reads one document; put '\(text)' into it")
            return PlacedValue(.map([]), at: span)
        }
        guard !open.contains(text), open.count < 32 else {
            document.report.malformed(
                "the schema '\(text)' holds itself", at: span,
                help: "give it a name: schemas beneath \(document.dialect.schemas) may refer to themselves")
            return PlacedValue(.map([]), at: span)
        }
        guard document.report.mayPutIn() else {
            document.report.malformed(
                "schemas put into each other more than \(OpenAPIReport.putInLimit) times", at: span,
                help: "give them names: what stands beneath \(document.dialect.schemas) is not put in")
            return PlacedValue(.map([]), at: span)
        }
        guard let target = document.target(of: text, at: span) else { return PlacedValue(.map([]), at: span) }
        return converted(target, inside: open + [text])
    }

    /// A discriminator names schemas by reference too.
    private func mapping(_ member: PlacedValue.Member) -> PlacedValue.Member {
        var member = member
        member.value.content = .map(
            member.value.members.map { entry in
                guard let text = entry.value.text, let name = Self.name(text, document) else { return entry }
                let target = PlacedValue.text("#/definitions/\(names[name] ?? name)", at: entry.value.span)
                return PlacedValue.Member(entry.key, at: entry.span, target)
            })
        return member
    }
}

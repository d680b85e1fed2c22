import Model

/// The models of a document: the schemas that have a name, and those of bodies that have none.
final class OpenAPIModels {
    private let document: OpenAPIDocument
    private var report: OpenAPIReport { document.report }
    /// What schemas are called in the gateway, by their names in the document.
    private let names: [String: String]
    private let schema: OpenAPISchema
    private var unnamed: [PlacedValue] = []
    /// Names that are given away.
    private var taken: Set<String>
    /// Beginnings of derived names that several operations have.
    private let crowded: Set<String>

    init(_ document: OpenAPIDocument) {
        self.document = document
        names = OpenAPIModelNames.names(of: document.schemas?.members.filter { !$0.value.isNull }.map(\.key) ?? [])
        schema = OpenAPISchema(document, names)
        taken = Set(names.values)
        crowded = OpenAPIModelNames.crowded(OpenAPIPaths.operations(of: document))
    }

    /// All models, as an API has them inside; nil when there are none. To be asked for once everything else is read.
    func member() -> PlacedValue.Member? {
        let named = report.map(document.schemas, "the schemas").compactMap(model)
        let all = named + unnamed
        guard let first = all.first else { return nil }
        let span = document.schemas?.span ?? first.span
        return PlacedValue.Member("models", at: span, .list(all, at: span))
    }

    private func model(_ member: PlacedValue.Member) -> PlacedValue? {
        guard member.value.isMap || member.value.bool != nil else {
            report.malformed(
                "the schema \(member.key) must be a map, but is \(member.value.title)", at: member.value.span)
            return nil
        }
        let name = names[member.key] ?? member.key
        if name != member.key {
            report.notExpressed("'\(member.key)' as the name of a model: it is named \(name)", at: member.span)
        }
        return model(name, at: member.span, member.value)
    }

    private func model(_ name: String, at span: SourceSpan, _ schema: PlacedValue) -> PlacedValue {
        .fields([("name", .text(name, at: span)), ("schema", self.schema.model(schema))], at: span)
    }

    // MARK: Bodies

    /// A body of a method or response; nil when the document says nothing of what is in it, or, reported, what cannot be
    /// expressed.
    /// - Parameters:
    ///   - name: as written; the model's when left out.
    ///   - derivedName: what the model is called when the schema has no name.
    func body(
        _ schema: PlacedValue?, name: PlacedValue?, description: PlacedValue? = nil,
        derivedName: OpenAPIModelNames.Derived, title: String
    ) -> PlacedValue? {
        guard let schema, let model = modelName(of: schema, derivedName, title), let text = model.text else {
            return nil
        }
        let label = name ?? .text(text, at: model.span)
        let plain = OpenAPIModelNames.plain(label.text ?? "", dots: false)
        if name != nil, plain != label.text {
            report.notExpressed("the body name '\(label.text ?? "")': it is named \(plain)", at: label.span)
        }
        return .fields(
            [("model", model), ("name", .text(plain, at: label.span)), ("description", description?.trimmed)],
            at: schema.span)
    }

    /// The model that a schema names; one made of it when it names none.
    private func modelName(of schema: PlacedValue, _ derived: OpenAPIModelNames.Derived, _ title: String)
        -> PlacedValue?
    {
        if let reference = schema["$ref"], let text = reference.text, let name = OpenAPISchema.name(text, document) {
            guard let known = names[name] else {
                _ = document.target(of: text, at: reference.span)
                return nil
            }
            report.rest(
                schema.members.filter { $0.key != "$ref" }, of: "\(title), next to $ref", called: "references",
                known: [],
                remarks: ["description", "summary", "title"])
            return .text(known, at: reference.span)
        }
        // What stands beside the reference is read with the schema.
        let reference = schema.member("$ref").map { PlacedValue(.map([$0]), at: schema.span) }
        guard let resolved = document.resolve(reference ?? schema, title, beside: .everything) else { return nil }
        // True lets in everything, and so says nothing.
        if resolved.bool == true { return nil }
        guard resolved.isMap || resolved.bool != nil else {
            report.malformed("the schema of \(title) must be a map, but is \(resolved.title)", at: resolved.span)
            return nil
        }
        guard resolved["type"]?.text != "file" else {
            report.notExpressed("\(title) as a file: it has no model", at: resolved.span)
            return nil
        }
        guard !resolved.members.isEmpty || resolved.bool != nil || schema.members.count > 1 else { return nil }
        let isAlone = derived.isWhole && !taken.contains(derived.text) && !crowded.contains(derived.beginning)
        let name = isAlone ? derived.text : OpenAPIModelNames.apart(derived.text, title, from: taken)
        taken.insert(name)
        unnamed.append(model(name, at: schema.span, schema))
        return .text(name, at: schema.span)
    }
}

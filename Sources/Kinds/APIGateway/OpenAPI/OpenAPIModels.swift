import Model

/// The models of a document: the schemas that have a name, and those of bodies that have none.
final class OpenAPIModels {
    private let document: OpenAPIDocument
    private var report: OpenAPIReport { document.report }
    /// What schemas are called in the gateway, by their names in the document.
    private let names: [String: String]
    private var derived: [PlacedValue] = []
    private var taken: Set<String>

    init(_ document: OpenAPIDocument) {
        self.document = document
        var names: [String: String] = [:]
        var taken: Set<String> = []
        for member in document.schemas?.members ?? [] {
            let plain = Self.plain(member.key)
            let name = taken.contains(plain) ? Self.apart(plain, member.key) : plain
            taken.insert(name)
            names[member.key] = name
        }
        self.names = names
        self.taken = taken
    }

    /// All models, as an API has them inside; nil when there are none. To be asked for once everything else is read.
    func member() -> PlacedValue.Member? {
        let named = report.map(document.schemas, "the schemas").compactMap(model)
        let all = named + derived
        guard let first = all.first else { return nil }
        let span = document.schemas?.span ?? first.span
        return PlacedValue.Member("models", at: span, .list(all, at: span))
    }

    private func model(_ member: PlacedValue.Member) -> PlacedValue? {
        guard member.value.isMap else {
            report.malformed("the schema \(member.key) must be a map, not \(member.value.title)", at: member.value.span)
            return nil
        }
        let name = names[member.key] ?? member.key
        if name != member.key {
            report.notExpressed("'\(member.key)' as the name of a model: it is called \(name)", at: member.span)
        }
        return model(name, at: member.span, member.value)
    }

    private func model(_ name: String, at span: SourceSpan, _ schema: PlacedValue) -> PlacedValue {
        let converted = OpenAPISchema(document, names).converted(schema)
        return .fields([("name", .text(name, at: span)), ("schema", converted)], at: span)
    }

    // MARK: Bodies

    /// A body of a method or response; nil when the document says nothing of what is in it, or, reported, what cannot be
    /// expressed.
    /// - Parameters:
    ///   - name: as written; the model's when left out.
    ///   - derivedName: what the model is called when the schema has no name.
    func body(
        _ schema: PlacedValue?, name: PlacedValue?, description: PlacedValue? = nil, derivedName: String, title: String
    ) -> PlacedValue? {
        guard let schema, let model = modelName(of: schema, derivedName, title), let text = model.text else {
            return nil
        }
        let label = name ?? .text(text, at: model.span)
        let plain = Self.plain(label.text ?? "", dots: false)
        if name != nil, plain != label.text {
            report.notExpressed("the body name '\(label.text ?? "")': it is called \(plain)", at: label.span)
        }
        return .fields(
            [("model", model), ("name", .text(plain, at: label.span)), ("description", description?.trimmed)],
            at: schema.span)
    }

    /// The model that a schema names; one made of it when it names none.
    private func modelName(of schema: PlacedValue, _ derivedName: String, _ title: String) -> PlacedValue? {
        if let reference = schema["$ref"], let text = reference.text, let name = OpenAPISchema.name(text, document) {
            guard let known = names[name] else {
                _ = document.target(of: text, at: reference.span)
                return nil
            }
            return .text(known, at: reference.span)
        }
        guard let resolved = document.resolve(schema, title) else { return nil }
        guard resolved.isMap else {
            report.malformed("the schema of \(title) must be a map, not \(resolved.title)", at: resolved.span)
            return nil
        }
        guard resolved["type"]?.text != "file" else {
            report.notExpressed("\(title) as a file: it has no model", at: resolved.span)
            return nil
        }
        guard !resolved.members.isEmpty else { return nil }
        let name = taken.contains(derivedName) ? Self.apart(derivedName, title) : derivedName
        taken.insert(name)
        derived.append(model(name, at: schema.span, resolved))
        return .text(name, at: schema.span)
    }

    // MARK: Names

    /// `GET /orders/{id}` and `Response200` make `GetOrdersIdResponse200`, which stays as long as the path does.
    static func derivedName(_ method: String, _ path: String, _ part: String) -> String {
        let words = path.split { !$0.isASCII || !($0.isLetter || $0.isNumber) }
        let joined = ([Substring(method.lowercased())] + words).map { $0.prefix(1).uppercased() + $0.dropFirst() }
            .joined()
        return String(joined.prefix(100 - part.count)) + part
    }

    /// A name in the letters that names of objects have, 100 at most.
    private static func plain(_ name: String, dots: Bool = true) -> String {
        let letters = name.utf8.map {
            Address.isPlain($0) && (dots || $0 != UInt8(ascii: ".")) ? $0 : UInt8(ascii: "_")
        }
        return letters.isEmpty ? "_" : String(decoding: letters.prefix(100), as: UTF8.self)
    }

    /// A name that another has already, made different by what it stands for.
    private static func apart(_ name: String, _ origin: String) -> String {
        "\(name.prefix(93))_\(Digest(of: Array(origin.utf8)).text.prefix(6))"
    }
}

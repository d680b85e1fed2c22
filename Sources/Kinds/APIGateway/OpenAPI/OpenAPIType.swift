import Model

/// The type of a parameter or header: one word of the gateway's, and whether there may be several.
/// Source: api/apigateway.md §4.4.
struct OpenAPIType {
    private(set) var name: PlacedValue
    /// Nil where there is one only.
    private(set) var isArray: PlacedValue?

    /// What schemas of parameters say beyond their type. The gateway checks none of it.
    static let remarks: Set = [
        "enum", "default", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "minLength", "maxLength",
        "pattern", "minItems", "maxItems", "uniqueItems", "multipleOf", "const", "nullable", "title", "example",
        "examples", "deprecated", "allowEmptyValue", "allowReserved", "collectionFormat", "style", "explode",
        "contentMediaType", "contentEncoding", "readOnly", "writeOnly", "externalDocs", "xml", "$comment",
    ]
    private static let structures = ["oneOf", "anyOf", "allOf", "not"]

    /// Reads it from a parameter or header, in which OpenAPI 3 has a schema and Swagger 2.0 the words themselves.
    init(_ owner: PlacedValue, _ title: String, _ plural: String, _ document: OpenAPIDocument) {
        switch document.dialect {
        case .swagger2: self.init(shape: owner, title, plural, document)
        case .openAPI3:
            if let schema = owner["schema"] {
                self.init(schema: schema, title, plural, document)
            } else {
                if let content = owner.member("content") {
                    document.report.notExpressed(
                        "a content type for \(title): it is treated as a string", at: content.span)
                }
                self.init(name: .text("string", at: owner.span), isArray: nil)
            }
        }
    }

    /// How many schemas may stand inside each other: one may hold itself.
    private static let depthLimit = 8

    /// Reads it from a schema.
    init(
        schema: PlacedValue, _ title: String, _ plural: String, _ document: OpenAPIDocument, depth: Int = 0
    ) {
        guard depth < Self.depthLimit else {
            document.report.malformed(
                "the type of \(title) contains itself", at: schema.span, help: "write its type: string, integer, …")
            self.init(name: .text("string", at: schema.span), isArray: nil)
            return
        }
        guard let resolved = document.resolve(schema, title, beside: .everything) else {
            self.init(name: .text("string", at: schema.span), isArray: nil)
            return
        }
        document.report.rest(
            resolved.members.filter { !$0.value.isNull }, of: title, called: plural,
            known: Set(["type", "format", "items", "properties", "required", "description"] + Self.structures),
            remarks: Self.remarks)
        self.init(shape: resolved, title, plural, document, depth: depth + 1)
    }

    private init(name: PlacedValue, isArray: PlacedValue?) {
        self.name = name
        self.isArray = isArray
    }

    private init(
        shape: PlacedValue, _ title: String, _ plural: String, _ document: OpenAPIDocument, depth: Int = 0
    ) {
        if let structure = Self.structures.compactMap({ shape.member($0) }).first {
            // One part alone is that part.
            if structure.key != "not", structure.value.elements.count == 1 {
                self.init(schema: structure.value.elements[0], title, plural, document, depth: depth)
                return
            }
            document.report.notExpressed("\(structure.key) of \(title): it is treated as a string", at: structure.span)
        }
        let written = Self.single(shape["type"], title, document)
        guard written?.text == "array" else {
            self.init(name: Self.word(written, shape["format"], title, plural, at: shape.span, document), isArray: nil)
            return
        }
        let span = written?.span ?? shape.span
        guard let items = shape["items"] else {
            self.init(name: .text("string", at: span), isArray: .flag(true, at: span))
            return
        }
        var inner = OpenAPIType(schema: items, title, plural, document, depth: depth)
        if inner.isArray != nil {
            document.report.notExpressed("an array of arrays (\(title)): it is treated as one array", at: items.span)
        }
        inner.isArray = .flag(true, at: span)
        self = inner
    }

    /// OpenAPI 3.1 may list types; one of them, besides null, is a type all the same.
    private static func single(
        _ type: PlacedValue?, _ title: String, _ document: OpenAPIDocument
    ) -> PlacedValue? {
        guard let type, case .list(let types) = type.content else { return type }
        let real = types.filter { $0.text != "null" }
        if real.count == 1 { return real[0] }
        document.report.notExpressed("\(real.count) types of \(title): it is treated as a string", at: type.span)
        return nil
    }

    private static func word(
        _ type: PlacedValue?, _ format: PlacedValue?, _ title: String, _ plural: String, at span: SourceSpan,
        _ document: OpenAPIDocument
    ) -> PlacedValue {
        let place = type?.span ?? span
        let word: String
        switch (type?.text ?? "string", format?.text) {
        case ("integer", "int64"): word = "long"
        case ("integer", "int32"), ("integer", nil): word = "integer"
        case ("number", "float"): word = "float"
        case ("number", "double"), ("number", nil): word = "double"
        case ("string", "binary"), ("file", _): word = "file"
        case ("string", nil): word = "string"
        case ("boolean", nil): word = "boolean"
        case ("string", _?), ("integer", _?), ("number", _?), ("boolean", _?):
            // A date is a text, and so on.
            document.report.notKept("format of \(plural)", at: format?.span ?? place)
            word = ["integer": "integer", "number": "double", "boolean": "boolean"][type?.text] ?? "string"
        case (let other, _):
            document.report.notExpressed("the type '\(other)' of \(title): it is treated as a string", at: place)
            word = "string"
        }
        return .text(word, at: place)
    }
}

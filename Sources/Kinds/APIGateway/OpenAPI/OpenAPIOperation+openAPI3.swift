import Model

extension OpenAPIOperation {
    private static let formTypes: Set = ["multipart/form-data", "application/x-www-form-urlencoded"]

    /// Bodies as OpenAPI 3 has them: a schema for each content type.
    func openAPI3() -> OpenAPIBodies {
        var bodies = OpenAPIBodies()
        if let written = value["requestBody"], let body = document.resolve(written, "the body of \(title)") {
            read(body, into: &bodies)
        }
        var types: [PlacedValue] = []
        bodies.responses = responses { response, status in
            let title = "response \(status) of \(self.title)"
            self.remarkOnRest(of: response, title, remarks: ["summary"])
            let content = self.report.map(response["content"], "the content of \(title)")
            types += content.map { .text($0.key, at: $0.span) }
            return self.schema(of: content, title)
        }
        if let first = types.first {
            bodies.produces = OpenAPIContentTypes(report).plain(types, at: first.span)
        }
        return bodies
    }

    private func read(_ body: PlacedValue, into bodies: inout OpenAPIBodies) {
        let title = "the body of \(title)"
        report.rest(
            report.map(body, title), of: title, called: "bodies", known: ["description", "content", Self.bodyName],
            remarks: ["required", "summary"])
        let content = report.map(body["content"], "the content of \(title)")
        guard let first = content.first else { return }
        let types = content.map { PlacedValue.text($0.key, at: $0.span) }
        bodies.consumes = OpenAPIContentTypes(report).plain(types, at: first.span)
        let forms = content.filter { Self.formTypes.contains(OpenAPIContentTypes.essence($0.key)) }
        let others = content.filter { !Self.formTypes.contains(OpenAPIContentTypes.essence($0.key)) }
        bodies.parameters = schema(of: forms, title).map { fields(of: $0, title) } ?? []
        bodies.requestBody = models.body(
            schema(of: others, title), name: body[Self.bodyName], description: body["description"],
            derivedName: derivedName("Request"), title: title)
        // The gateway has it of a body with a model only.
        if bodies.requestBody == nil, let description = body.member("description") {
            report.notKept("description of bodies without a model", at: description.span)
        }
    }

    /// The schema of the first content type that has one: the gateway has one model for all of them.
    private func schema(of content: [PlacedValue.Member], _ title: String) -> PlacedValue? {
        for type in content {
            report.rest(
                report.map(type.value, "\(type.key) of \(title)"), of: "\(type.key) of \(title)", called: "contents",
                known: ["schema"], remarks: ["example", "examples", "encoding"])
        }
        let schemas = content.compactMap { type in type.value["schema"].map { (type, $0) } }
        guard let first = schemas.first else { return nil }
        for (type, schema) in schemas.dropFirst() where schema.value != first.1.value {
            report.notExpressed(
                "a separate schema for \(type.key) (\(title)): the one of \(first.0.key) is used", at: type.span)
        }
        return first.1
    }

    // MARK: Forms

    /// The fields of a form, which the gateway has among the parameters.
    private func fields(of form: PlacedValue, _ title: String) -> [PlacedValue] {
        guard let schema = document.resolve(form, title, beside: .everything) else { return [] }
        let properties = report.map(schema["properties"], "the properties of \(title)")
        if properties.isEmpty, !schema.members.isEmpty {
            report.notExpressed("a form without properties (\(title)): its fields are ignored", at: schema.span)
        }
        let required = Set(report.list(schema["required"], "'required' of \(title)").compactMap(\.text))
        return properties.compactMap { property in
            let name = "the field \(property.key) of \(title)"
            let isRequired = required.contains(property.key)
            return OpenAPIParameters.entry(
                name: .text(property.key, at: property.span), place: .text("form", at: property.span),
                type: OpenAPIType(schema: property.value, name, "form fields", document),
                required: isRequired ? .flag(true, at: property.span) : nil,
                description: report.text(property.value["description"], "'description' of \(name)"),
                at: property.span, of: self)
        }
    }
}

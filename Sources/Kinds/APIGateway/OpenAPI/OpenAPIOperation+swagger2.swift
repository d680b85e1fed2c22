import Model

extension OpenAPIOperation {
    /// Bodies as Swagger 2.0 has them: content types in lists, the body among the parameters, schemas in responses.
    func swagger2(_ parameters: OpenAPIParameters.Reading) -> OpenAPIBodies {
        var bodies = OpenAPIBodies()
        bodies.consumes = contentTypes("consumes")
        bodies.produces = contentTypes("produces")
        if let body = parameters.body {
            report.rest(
                body.members, of: "the body of \(title)", called: "bodies",
                known: ["name", "in", "description", "schema"], remarks: ["required", "summary", "example", "examples"])
            bodies.requestBody = models.body(
                body["schema"], name: body["name"], description: body["description"],
                derivedName: derivedName("Request"), title: "the body of \(title)")
        }
        bodies.responses = responses { response, status in
            self.remarkOnRest(of: response, "response \(status) of \(self.title)", remarks: ["summary", "examples"])
            return response["schema"]
        }
        return bodies
    }

    /// Those of the method, or else of the whole document.
    private func contentTypes(_ key: String) -> PlacedValue? {
        let written = value[key] ?? document.root[key]
        guard let written else { return nil }
        return OpenAPIContentTypes(report).plain(report.list(written, "'\(key)' of \(title)"), at: written.span)
    }
}

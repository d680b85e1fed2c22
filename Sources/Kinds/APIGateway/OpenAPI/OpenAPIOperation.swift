import Model

/// One method of a path while it is read.
struct OpenAPIOperation {
    let document: OpenAPIDocument
    let models: OpenAPIModels
    let path: String
    let method: String
    /// Where the method's name stands.
    let span: SourceSpan
    let value: PlacedValue
    /// Parameters of all methods of the path.
    let inherited: [PlacedValue]
    var report: OpenAPIReport { document.report }
    /// What it is called in messages.
    var title: String { "\(method) \(path)" }

    private static let known = OpenAPIWords(
        common: [
            "summary", "description", "parameters", "responses", "security", "x-ncp-apigateway-endpoint",
            "x-ncp-apigateway-filters", "x-ncp-apigw-use-body-when-formdata",
        ], swagger2: ["consumes", "produces", "schemes"], openAPI3: ["requestBody", "servers"])
    private static let remarks: Set = ["operationId", "tags", "externalDocs", "deprecated"]

    init(
        _ document: OpenAPIDocument, _ models: OpenAPIModels, _ path: String, _ method: String,
        _ member: PlacedValue.Member, inherited: [PlacedValue]
    ) {
        self.document = document
        self.models = models
        self.path = path
        self.method = method
        self.inherited = inherited
        span = member.span
        value = member.value
    }

    /// What the model of a body is called when its schema has no name.
    func derivedName(_ part: String) -> OpenAPIModelNames.Derived { .init(method, path, part) }

    /// The method as a path has it inside.
    func entry() -> PlacedValue {
        let parameters = OpenAPIParameters(self).read()
        let bodies: OpenAPIBodies =
            switch document.dialect {
            case .swagger2: swagger2(parameters)
            case .openAPI3: openAPI3()
            }
        let list = parameters.list + bodies.parameters
        let access = access()
        remarkOnRest()
        return .fields(
            [
                ("method", .text(method, at: span)), ("description", description), ("endpoint", endpoint()),
                ("authentication", access.authentication), ("authorizer", access.authorizer),
                ("apiKeyRequired", access.apiKeyRequired), ("validation", access.validation),
                ("consumes", bodies.consumes), ("produces", bodies.produces),
                ("parameters", list.first.map { .list(list, at: value["parameters"]?.span ?? $0.span) }),
                ("requestBody", bodies.requestBody), ("responses", bodies.responses),
            ], at: span)
    }

    /// The summary and what follows it: the gateway has one text for both.
    private var description: PlacedValue? {
        let parts = ["summary", "description"].compactMap { key in
            report.text(value[key], "'\(key)' of \(title)")?.trimmed
        }
        guard let first = parts.first, let text = first.text, let other = parts.last?.text, text != other else {
            return parts.first
        }
        return .text("\(text)\n\n\(other)", at: first.span)
    }

    private func remarkOnRest() {
        document.rest(value.members, of: title, called: "operations", known: Self.known, remarks: Self.remarks)
        if document.dialect == .openAPI3, let servers = value.member("servers") {
            report.notExpressed(
                "a separate server for \(title)", at: servers.span,
                help: "a stage can set another 'endpoint' for single methods, in its 'methods'")
        }
        if document.dialect == .swagger2, let schemes = value.member("schemes") {
            report.notExpressed("'schemes' of \(title): the gateway is called by https", at: schemes.span)
        }
        if value["x-ncp-apigw-use-body-when-formdata"]?.bool == true,
            let member = value.member("x-ncp-apigw-use-body-when-formdata")
        {
            report.notExpressed(
                "\(member.key) of \(title) through nacre: no API call sets it", at: member.span,
                help: "only the gateway's own import can")
        }
    }
}

/// What the dialects have in different places: what a method takes and answers.
struct OpenAPIBodies {
    var consumes: PlacedValue?
    var produces: PlacedValue?
    var requestBody: PlacedValue?
    var responses: PlacedValue?
    /// Fields of forms, where those are a part of the body.
    var parameters: [PlacedValue] = []
}

import Model

extension Kind.Definition {
    /// An API described by Swagger 2.0 or OpenAPI 3, with the gateway's extensions. Source: api/apigateway.md §3
    /// (Swagger dialect).
    static let openAPI = Kind.Definition(
        "openapi", marks: ["swagger", "openapi"],
        """
        The path in the workspace of a Swagger 2.0 or OpenAPI 3 document that describes the API's paths, methods and \
        models. Fields in the manifest take precedence.
        """,
        unfold: unfolded)

    private static func unfolded(_ root: PlacedValue) -> Unfolded {
        let report = OpenAPIReport()
        guard let dialect = dialect(of: root, report) else {
            return Unfolded(diagnostics: report.diagnostics(top: root.span))
        }
        let document = OpenAPIDocument(root: root, dialect: dialect, report: report)
        let members = OpenAPIReader(document).members()
        let top = root.members.first { $0.key == "swagger" || $0.key == "openapi" }?.span ?? root.span
        return Unfolded(members, diagnostics: report.diagnostics(top: top))
    }

    private static func dialect(of root: PlacedValue, _ report: OpenAPIReport) -> OpenAPIDocument.Dialect? {
        guard root.isMap else {
            report.malformed("an OpenAPI document must be a map, but is \(root.title)", at: root.span)
            return nil
        }
        guard let version = root["swagger"] ?? root["openapi"] else {
            report.malformed(
                "this is not an OpenAPI document: it has neither 'swagger' nor 'openapi'",
                at: root.members.first?.span ?? root.span, help: "start it with 'openapi: 3.0.3' or 'swagger: \"2.0\"'")
            return nil
        }
        let text = version.text ?? ""
        // Written without quotes, 2.0 is a number, and 3.0 too.
        if root["swagger"] != nil, ["2.0", "2"].contains(text) { return .swagger2 }
        if root["swagger"] == nil, text == "3" || text.hasPrefix("3.") { return .openAPI3 }
        report.malformed(
            "nacre does not know this version of OpenAPI: \(text)", at: version.span,
            help: "supported versions: swagger 2.0, openapi 3.0, 3.1 and 3.2")
        return nil
    }
}

/// Reads a document into the fields of an API and the objects inside it.
struct OpenAPIReader {
    let document: OpenAPIDocument
    private let models: OpenAPIModels
    private var report: OpenAPIReport { document.report }

    init(_ document: OpenAPIDocument) {
        self.document = document
        models = OpenAPIModels(document)
    }

    func members() -> [PlacedValue.Member] {
        let resources = OpenAPIPaths(document, models).resources()
        // Last, since bodies without a name make models too.
        let members = information() + [resources, models.member()].compactMap(\.self)
        reportMissing()
        remarkOnRest()
        return members
    }

    /// What a document must have: one that lost its paths would take every method from an API that is live.
    private func reportMissing() {
        for key in document.required where document.root[key] == nil {
            let empty = document.root.members.first { $0.key == key }
            let strangers = document.root.members.map(\.key).filter { !topWords.contains($0) }
            // Which one was meant is told where it stands.
            if empty == nil, NearestName.of(key, in: strangers) != nil { continue }
            report.malformed(
                empty == nil ? "the document has no '\(key)'" : "'\(key)' of the document is empty",
                at: empty?.span ?? document.root.span,
                notes: ["\(document.title) requires it"],
                help: key == "paths"
                    ? "write 'paths: {}' if the API has none" : "add 'info: {title: …, version: …}'")
        }
        guard document.required.contains("paths") || document.describesSomething else {
            return report.malformed(
                "the document has none of 'paths', 'components' and 'webhooks'", at: document.root.span,
                notes: ["\(document.title) requires one of them"],
                help: "write 'paths: {}' if the API has none")
        }
    }

    /// The words that mean something at the top of a document.
    private var topWords: Set<String> {
        let common: Set = ["swagger", "openapi", "info", "paths", "security", "$schema", "jsonSchemaDialect", "$self"]
        switch document.dialect {
        case .swagger2:
            return common.union([
                "host", "basePath", "schemes", "consumes", "produces", "definitions", "parameters", "responses",
                "securityDefinitions",
            ])
        case .openAPI3: return common.union(["servers", "components"])
        }
    }

    /// What callers read about the API; its name is the manifest's.
    private func information() -> [PlacedValue.Member] {
        let info = report.map(document.root["info"], "info")
        report.rest(
            info, of: "info", called: "the document", known: ["title", "version", "description", "summary"],
            remarks: ["contact", "license", "termsOfService"])
        let fields = [("summary", "description"), ("description", "document")]
        return fields.compactMap { key, field in
            guard let member = info.first(where: { $0.key == key }),
                let text = report.text(member.value, "'\(key)' of info")?.trimmed
            else { return nil }
            return PlacedValue.Member(field, at: member.span, text)
        }
    }

    private func remarkOnRest() {
        switch document.dialect {
        case .swagger2: break
        case .openAPI3: remarkOnServers(document.root["servers"], of: "the document")
        }
        report.rest(
            document.root.members.filter { !$0.value.isNull }, of: "the document", called: "the document",
            known: topWords, remarks: ["tags", "externalDocs"])
    }

    /// The server is the stage's `endpoint`; several of them are a choice that callers do not have here.
    private func remarkOnServers(_ servers: PlacedValue?, of title: String) {
        let servers = report.list(servers, "servers")
        guard servers.count > 1 else { return }
        report.notExpressed(
            "\(servers.count) servers of one API", at: servers[1].span,
            help: "each stage has one, its 'endpoint'; create a stage for each server")
    }
}

import Model

/// The paths of a document, with their methods. Source: api/apigateway.md §4.1, §4.2.
struct OpenAPIPaths {
    let document: OpenAPIDocument
    let models: OpenAPIModels
    private var report: OpenAPIReport { document.report }

    private static let operations = ["get", "put", "post", "delete", "options", "head", "patch"]
    /// Methods of HTTP, or groups of them, that the gateway has no name for.
    private static let foreign: Set = ["trace", "query", "additionalOperations"]

    init(_ document: OpenAPIDocument, _ models: OpenAPIModels) {
        self.document = document
        self.models = models
    }

    /// All paths, as an API has them inside; nil when there are none.
    func resources() -> PlacedValue.Member? {
        guard let paths = document.root.member("paths") else { return nil }
        // Left empty, a path is a path all the same.
        if !paths.value.isMap { _ = report.map(paths.value, "paths") }
        let list = paths.value.members.compactMap(resource)
        return list.isEmpty ? nil : PlacedValue.Member("resources", at: paths.span, .list(list, at: paths.span))
    }

    /// The methods of a document and their paths, without a look at what they say.
    static func operations(of document: OpenAPIDocument) -> [(method: String, path: String)] {
        (document.root["paths"]?.members ?? []).flatMap { member in
            let parts = item(member, document.quiet)?.members ?? []
            return parts.compactMap { part in methodName(part.key).map { ($0, member.key) } }
        }
    }

    private func resource(_ member: PlacedValue.Member) -> PlacedValue? {
        guard !member.key.hasPrefix("x-") else {
            report.rest([member], of: "paths", called: "paths", known: [])
            return nil
        }
        guard let item = Self.item(member, document) else { return nil }
        let parts = item.isNull ? [] : report.map(item, "the path \(member.key)")
        let inherited = report.list(item["parameters"], "the parameters of \(member.key)")
        let path = path(member.key, parts, inherited)
        let methods = parts.compactMap { method($0, path, inherited) }
        // Each API has a root from the beginning; exported documents show it empty (api/apigateway.md §4.1).
        if path == "/", methods.isEmpty { return nil }
        return .fields(
            [
                ("path", .text(path, at: member.span)),
                ("methods", methods.isEmpty ? nil : .list(methods, at: member.span)),
            ], at: member.span)
    }

    /// What a path is described by; nil, and reported, when that is not to be found.
    private static func item(_ member: PlacedValue.Member, _ document: OpenAPIDocument) -> PlacedValue? {
        // Left empty, a path is a path all the same.
        if member.value.isNull { return member.value }
        return document.resolve(member.value, "the path \(member.key)", beside: .everything)
    }

    private func method(
        _ member: PlacedValue.Member, _ path: String, _ inherited: [PlacedValue]
    ) -> PlacedValue? {
        let name = member.key
        if let method = Self.methodName(name) {
            guard member.value.isMap else {
                report.malformed(
                    "\(name) of \(path) must be a map, but is \(member.value.title)", at: member.value.span)
                return nil
            }
            return OpenAPIOperation(document, models, path, method, member, inherited: inherited).entry()
        }
        let known: Set = ["parameters", "$ref", "summary", "description"]
        if Self.foreign.contains(name) {
            report.notExpressed("\(name) of \(path): it is ignored", at: member.span, sort: name)
        } else if name == "servers" {
            report.notExpressed(
                "a separate server for \(path)", at: member.span,
                help: "a stage can set another 'endpoint' for single methods, in its 'methods'")
        } else if name.hasPrefix("x-") {
            report.rest([member], of: path, called: "paths", known: [])
        } else if !known.contains(name) {
            let near = NearestName.of(name, in: Self.operations)
            report.malformed(
                "a path has no '\(name)'", at: member.span,
                help: near.map { "did you mean '\($0)'?" } ?? "methods: \(Self.operations.joined(separator: ", "))")
        } else if name == "summary" || name == "description" {
            report.notKept("\(name) of paths", at: member.span)
        }
        return nil
    }

    /// The gateway's method for a key of a path. Swagger has no word for ANY, and the name of the dialect's extension is
    /// not documented, so any of the gateway's that says so is taken.
    private static func methodName(_ key: String) -> String? {
        if operations.contains(key) { return key.uppercased() }
        let words = key.lowercased().split(separator: "-")
        return words.starts(with: ["x", "ncp"]) && words.contains("any") ? "ANY" : nil
    }

    // MARK: Greedy variables

    /// The path as the gateway writes it: variables that take all the rest end with `+`
    /// (`x-ncp-apigw-extended-variables`).
    private func path(_ path: String, _ parts: [PlacedValue.Member], _ inherited: [PlacedValue]) -> String {
        let own = parts.filter { Self.methodName($0.key) != nil }.flatMap { $0.value["parameters"]?.elements ?? [] }
        // Problems with a parameter are told where it is read.
        let quiet = document.quiet
        let greedy = (inherited + own).compactMap { parameter -> String? in
            let parameter = quiet.resolve(parameter, "")
            guard parameter?["x-ncp-apigw-extended-variables"]?.bool == true else { return nil }
            return parameter?["name"]?.text
        }
        return Set(greedy).reduce(path) { $0.replacing("{\($1)}", with: "{\($1)+}") }
    }
}

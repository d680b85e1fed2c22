import Model

extension OpenAPIOperation {
    private static let filtersName = "x-ncp-apigateway-filters"

    /// Who may call a method, and what requests must have. Nil is what the document does not speak of.
    struct Access {
        var authentication: PlacedValue?
        var authorizer: PlacedValue?
        var apiKeyRequired: PlacedValue?
        var validation: PlacedValue?
    }

    /// The gateway's own extension says all of it; what it leaves out is taken from `security`.
    /// Source: api/apigateway.md §3 (Swagger dialect) and §4.2.
    func access() -> Access {
        var access = security()
        guard let filters = value.member(Self.filtersName) else { return access }
        let members = report.map(filters.value, "\(Self.filtersName) of \(title)")
        report.rest(
            members, of: "\(Self.filtersName) of \(title)", called: "filters", known: ["valid", "apiKey", "auth"])
        if let required = report.flag(filters.value["apiKey"]?["required"], "'apiKey' of \(title)") {
            access.apiKeyRequired = required
        }
        if let auth = filters.value["auth"] { read(auth, into: &access) }
        if let valid = filters.value["valid"] { access.validation = validation(valid) }
        return access
    }

    private func read(_ auth: PlacedValue, into access: inout Access) {
        guard let platform = report.requiredText("platform", of: auth, "'auth' of \(title)") else { return }
        access.authentication = platform
        guard platform.text == "AUTHORIZER" else { return }
        access.authentication = nil
        // Left out, the id is an empty one, which is refused in its place, and the method never made without an
        // authorizer; unless the manifest writes who is let in, and so takes the place of this.
        let id = report.text(auth["authorizerId"], "'authorizerId' of \(title)") ?? .text("", at: platform.span)
        access.authorizer = .fields([("id", id)], at: id.span)
    }

    private func validation(_ valid: PlacedValue) -> PlacedValue? {
        guard let type = report.requiredText("type", of: valid, "'valid' of \(title)") else { return nil }
        switch type.text {
        case "NONE": return .fields([], at: valid.span)
        case "QUERYSTRING_HEADERS":
            return .fields([("queryStrings", valid["queryStrings"]), ("headers", valid["headers"])], at: valid.span)
        default:
            report.notExpressed("the validation '\(type.text ?? "")' of \(title): it is ignored", at: type.span)
            return nil
        }
    }

    // MARK: Security requirements

    /// What `security` asks for, of the method or else of the whole document: the gateway's schemes, all of them.
    private func security() -> Access {
        guard let written = value["security"] ?? document.root["security"] else { return Access() }
        let alternatives = report.list(written, "'security' of \(title)")
        let asked = alternatives.flatMap { report.map($0, "an entry of 'security' of \(title)") }
        var names: Set<OpenAPIScheme> = []
        for member in asked {
            if let scheme = OpenAPIScheme(member.key, document) {
                names.insert(scheme)
            } else if document.securitySchemes?[member.key] == nil {
                report.malformed(
                    "unknown security scheme '\(member.key)'", at: member.span,
                    help: NearestName.of(member.key, in: document.securitySchemes?.members.map(\.key) ?? [])
                        .map { "did you mean '\($0)'?" } ?? "declare it, or remove the requirement")
            } else {
                report.notExpressed(
                    "the security scheme '\(member.key)': it requires nothing", at: member.span,
                    help: "supported schemes: x-ncp-apigw-api-key and x-ncp-iam; write an 'authorizer' in the manifest",
                    sort: "scheme \(member.key)")
            }
        }
        if alternatives.count > 1, value[Self.filtersName] == nil, !names.isEmpty {
            report.notExpressed(
                "a choice between authentication schemes (\(title)): all of them are required",
                at: alternatives[1].span,
                sort: "choice")
        }
        return Access(
            authentication: .text(names.contains(.iam) ? "IAM" : "NONE", at: written.span),
            apiKeyRequired: .flag(names.contains(.apiKey), at: written.span))
    }
}

/// The security schemes of the gateway. Source: api/apigateway.md §3 (Swagger dialect).
enum OpenAPIScheme: Hashable {
    case apiKey, iam

    private static let known: [String: OpenAPIScheme] = ["x-ncp-apigw-api-key": .apiKey, "x-ncp-iam": .iam]

    /// The scheme that goes by `name` in a document: by that name itself, or by the header it is declared to be.
    init?(_ name: String, _ document: OpenAPIDocument) {
        let declared = document.securitySchemes?[name]
        let header = declared?["in"]?.text == "header" ? declared?["name"]?.text : nil
        guard let scheme = Self.known[name] ?? header.flatMap({ Self.known[$0] }) else { return nil }
        self = scheme
    }
}

import Model

/// The parameters of a method. Source: api/apigateway.md §4.4.
struct OpenAPIParameters {
    /// What was read: parameters as a method has them inside, and what Swagger 2.0 calls a parameter and is the body.
    struct Reading {
        var list: [PlacedValue] = []
        var body: PlacedValue?
    }

    let operation: OpenAPIOperation
    private var document: OpenAPIDocument { operation.document }
    private var report: OpenAPIReport { operation.report }

    private static let known = OpenAPIWords(
        common: [
            "name", "in", "required", "description", "x-ncp-parameter-is-logged", "x-ncp-apigw-extended-variables",
        ], swagger2: ["type", "format", "items"], openAPI3: ["schema", "content"])

    init(_ operation: OpenAPIOperation) { self.operation = operation }

    func read() -> Reading {
        var reading = Reading()
        for parameter in all() {
            guard let place = report.requiredText("in", of: parameter, "a parameter of \(operation.title)") else {
                continue
            }
            switch place.text {
            case "query", "header": reading.list += [entry(parameter, place)].compactMap(\.self)
            case "formData" where document.dialect == .swagger2:
                reading.list += [entry(parameter, .text("form", at: place.span))].compactMap(\.self)
            case "body" where document.dialect == .swagger2: reading.body = parameter
            case "path": checkVariable(parameter)
            case "cookie", "querystring":
                report.notExpressed(
                    "a parameter in \(place.text ?? "") (\(operation.title)): it is ignored", at: place.span,
                    sort: place.text)
            default:
                report.malformed(
                    "a parameter cannot be in '\(place.text ?? "")'", at: place.span,
                    help: "write query, header or path")
            }
        }
        return reading
    }

    /// Those of the path, and the method's own, which take the place of others of the same name.
    private func all() -> [PlacedValue] {
        let own = report.list(operation.value["parameters"], "the parameters of \(operation.title)")
        var all: [PlacedValue] = []
        for written in operation.inherited + own {
            let title = "a parameter of \(operation.title)"
            guard let parameter = document.resolve(written, title) else { continue }
            guard parameter.isMap else {
                report.malformed("\(title) must be a map, but is \(parameter.title)", at: parameter.span)
                continue
            }
            guard report.requiredText("name", of: parameter, title) != nil else { continue }
            let index = all.firstIndex {
                $0["name"]?.text == parameter["name"]?.text && $0["in"]?.text == parameter["in"]?.text
            }
            if let index { all[index] = parameter } else { all.append(parameter) }
        }
        return all
    }

    private func entry(_ parameter: PlacedValue, _ place: PlacedValue) -> PlacedValue? {
        let name = parameter["name"]?.text ?? ""
        let title = "the parameter \(name) of \(operation.title)"
        if place.text == "header", document.dialect.ignoredHeaders.contains(name.lowercased()) {
            report.notExpressed(
                "\(title), which OpenAPI 3 has in another place: it is ignored", at: parameter.span,
                sort: "header \(name)")
            return nil
        }
        document.rest(
            parameter.members, of: title, called: "parameters", known: Self.known,
            remarks: OpenAPIType.remarks.union(["summary"]))
        let type = OpenAPIType(parameter, title, "parameters", document)
        return Self.entry(
            name: parameter["name"], place: place, type: type,
            required: report.flag(parameter["required"], "'required' of \(title)"),
            logged: report.flag(parameter["x-ncp-parameter-is-logged"], "'x-ncp-parameter-is-logged' of \(title)"),
            description: report.text(parameter["description"], "'description' of \(title)"), at: parameter.span,
            of: operation)
    }

    /// A parameter as a method has it inside; nil, and reported, when its name is none for the gateway.
    static func entry(
        name: PlacedValue?, place: PlacedValue, type: OpenAPIType, required: PlacedValue?, logged: PlacedValue? = nil,
        description: PlacedValue?, at span: SourceSpan, of operation: OpenAPIOperation
    ) -> PlacedValue? {
        guard let name, let text = name.text, isName(text) else {
            operation.report.notExpressed(
                "'\(name?.text ?? "")' as the name of a parameter (\(operation.title)): it is ignored",
                at: name?.span ?? span, help: "names consist of at most 100 letters, digits, '_', '+', ',', '-' and '.'"
            )
            return nil
        }
        return .fields(
            [
                ("in", place), ("name", name), ("type", type.name), ("array", type.isArray), ("required", required),
                ("logged", logged), ("description", description?.trimmed),
            ], at: span)
    }

    private static func isName(_ text: String) -> Bool {
        (1...100).contains(text.utf8.count)
            && text.utf8.allSatisfy { Address.isPlain($0) || "+,".utf8.contains($0) }
    }

    /// Variables of the path are there by being in it; what else is said of them has no place.
    private func checkVariable(_ parameter: PlacedValue) {
        let name = parameter["name"]?.text ?? ""
        if !operation.path.contains("{\(name)}"), !operation.path.contains("{\(name)+}") {
            report.malformed(
                "\(operation.path) has no variable '\(name)'", at: parameter["name"]?.span ?? parameter.span,
                help: "write '{\(name)}' into the path, or remove the parameter")
        }
        if let description = parameter.member("description") {
            report.notKept("description of path variables", at: description.span)
        }
        let type = OpenAPIType(parameter, "the variable \(name) of \(operation.path)", "path variables", document)
        if let name = type.name.text, name != "string" { report.notKept("type of path variables", at: type.name.span) }
        if let logged = parameter.member("x-ncp-parameter-is-logged"), logged.value.bool == true {
            report.notExpressed(
                "\(logged.key) of the variable \(name) of \(operation.path) through nacre: it is ignored",
                at: logged.span)
        }
    }
}

import Model
import OrderedJSON

/// What the Swagger text of a deployment tells of it. Source: api/apigateway.md §3, "Swagger dialect".
struct DeployedDocument {
    private let document: JSON

    init(_ document: JSON) { self.document = document }

    /// The parts that stages keep, with what the document is known to tell of each.
    var parts: Value { .list(methods) }

    private var methods: [Value] {
        (document["paths"] ?? [:]).members.flatMap { path, operations in
            operations.members.compactMap { method, operation -> Value? in
                guard let name = Self.name(of: method) else { return nil }
                return ["path": .string("\(name) \(path)"), "told": Self.told(operation)]
            }
        }
    }

    /// Swagger 2.0 has no word for ANY; the dialect's is an extension whose name is not documented.
    private static func name(of method: String) -> String? {
        let name =
            method.lowercased().hasPrefix("x-") && method.lowercased().contains("any") ? "ANY" : method.uppercased()
        return MethodWire.names.contains(name) ? name : nil
    }

    private static func told(_ operation: JSON) -> Value {
        var told = Attributes()
        if let http = operation["x-ncp-apigateway-endpoint"]?["HTTP"] {
            told["endpoint"] = [
                "http": .present([
                    "method": Value(http.nonEmpty("method")), "path": Value(http.nonEmpty("url")),
                    "stream": .bool(http["stream"]?.bool ?? false),
                ])
            ]
        }
        if let filters = operation["x-ncp-apigateway-filters"] {
            told["apiKeyRequired"] = .bool(filters["apiKey"]?["required"]?.bool ?? false)
            // Which authorizer decides is not in the document.
            let platform = filters["auth"]?.nonEmpty("platform") ?? "NONE"
            told["authentication"] = .string(platform == "AUTHORIZER" ? "NONE" : platform)
        }
        return .map(told)
    }
}

import Kinds
import ManifestLanguage
import Model

/// A workspace with one API, `shop.orders`, that names a document.
struct OpenAPIBench {
    static let path = "api/orders.yaml"

    var document: String
    /// Lines beside `openapi`, as they stand in the API.
    var beside = ""
    var openapi = OpenAPIBench.path
    /// Other files by path.
    var others: [String: String] = [:]
    var environmentName: String?

    func load() throws(Diagnostics) -> LoadedWorkspace {
        var drafts = others
        drafts["nacre.yaml"] = """
            apiVersion: nacre/v1
            kind: Project
            metadata: {name: test}
            spec: {cloud: simulator, region: KR, manifests: ["manifests/*.yaml"], variables: {api: {default: \(Self.path)}}}
            """
        drafts["manifests/shop.yaml"] = """
            apiVersion: ncloud/v1
            kind: Product
            metadata: {name: shop}
            spec:
              subscription: PUBLIC
              apis:
                - name: orders
                  openapi: \(openapi)
            \(beside.split(separator: "\n").map { "      \($0)" }.joined(separator: "\n"))
            """
        // What every document must have and few tests are about.
        let lacksInfo = document.contains(#/^(openapi|swagger):/#) && !document.contains("info")
        let info = lacksInfo ? "\ninfo: {title: orders, version: \"1\"}\n" : ""
        drafts[Self.path] = document + info
        return try ManifestLoader.load(
            ManifestSource(root: "nowhere", environmentName: environmentName, drafts: drafts),
            catalog: DriverCatalog.ncloud.kinds)
    }

    /// What is wanted inside the API, by the addresses' last part: `Method/orders.GET`.
    func inside() throws(Diagnostics) -> [String: Attributes] {
        let resources = try load().desired.resources.map { resource in
            (resource.address.description.replacing("/shop.orders.", with: "/"), resource.attributes)
        }
        return Dictionary(resources, uniquingKeysWith: { first, _ in first })
    }

    func method(_ name: String) throws(Diagnostics) -> Attributes {
        try inside()["Method/\(name)"] ?? [:]
    }

    /// One line for each problem: `line:column severity: message (help)`, those of other files with their path.
    var problems: [String] {
        var found: [Diagnostic]
        do throws(Diagnostics) { found = try load().warnings } catch { found = error.all }
        return found.map { problem in
            let place = problem.span.map { "\($0)".replacing("\(Self.path):", with: "") } ?? "-"
            return "\(place) \(problem.severity.rawValue): \(problem.message)"
        }
    }

    /// A document of OpenAPI 3 with these lines under `paths`, and others at the top.
    static func paths(_ lines: String, top: String = "") -> OpenAPIBench {
        let inside = lines.split(separator: "\n").map { "  \($0)" }.joined(separator: "\n")
        return OpenAPIBench(document: "openapi: 3.0.3\npaths:\n\(inside)\n\(top)")
    }

    /// A document of OpenAPI 3 with one method, GET /orders, of these lines.
    static func get(_ lines: String, top: String = "") -> OpenAPIBench {
        let inside = lines.split(separator: "\n").map { "    \($0)" }.joined(separator: "\n")
        return paths("/orders:\n  get:\n\(inside)", top: top)
    }

    /// The same of Swagger 2.0.
    static func swagger(_ lines: String, top: String = "") -> OpenAPIBench {
        let inside = lines.split(separator: "\n").map { "      \($0)" }.joined(separator: "\n")
        return OpenAPIBench(document: "swagger: \"2.0\"\npaths:\n  /orders:\n    get:\n\(inside)\n\(top)")
    }
}

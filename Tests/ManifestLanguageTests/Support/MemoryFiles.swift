import Model

@testable import ManifestLanguage

/// The files of a workspace in a table.
struct MemoryFiles: WorkspaceFiles {
    var texts: [String: [UInt8]]

    init(_ texts: [String: String]) { self.texts = texts.mapValues { Array($0.utf8) } }

    func bytes(of path: String, upTo limit: Int) throws(FileProblem) -> [UInt8]? { texts[path] }

    func paths(in folder: String) -> [String] {
        texts.keys.filter { path in
            path.split(separator: "/").dropLast().joined(separator: "/") == folder
        }
    }

    func paths(below folder: String) -> [String] {
        texts.keys.filter { folder.isEmpty || $0.hasPrefix("\(folder)/") }
    }
}

/// A workspace of one manifest file, and what becomes of it.
struct TestWorkspace {
    static let project = """
        apiVersion: nacre/v1
        kind: Project
        metadata: {name: test}
        """
    static let network = """
        apiVersion: ncloud/v1
        kind: Vpc
        metadata: {name: main}
        spec: {cidr: 10.0.0.0/16}
        ---
        apiVersion: ncloud/v1
        kind: Subnet
        metadata: {name: app}
        spec: {vpc: main, cidr: 10.0.1.0/24}
        ---

        """

    var project = TestWorkspace.project
    var manifest = ""
    var others: [String: String] = [:]
    var variables: [String: String] = [:]
    var environment: [String: String] = [:]
    var environmentName: String?
    var secrets: [String: Secret] = [:]
    var state: String?

    /// A Server `web` with these lines in its spec, beside a Vpc `main` and a Subnet `app`.
    static func server(_ lines: String, subnet: String = "app", head: String = "") -> TestWorkspace {
        let spec = ["subnet: \(subnet)"] + lines.split(separator: "\n").map(String.init)
        let server = """
            apiVersion: ncloud/v1
            kind: Server
            metadata: {name: web}
            \(head)
            spec:
            \(spec.map { "  \($0)" }.joined(separator: "\n"))
            """
        return TestWorkspace(manifest: network + server)
    }

    func load() throws(Diagnostics) -> LoadedWorkspace {
        var texts = others
        texts["nacre.yaml"] = project
        texts["manifests/a.yaml"] = manifest
        var source = ManifestSource(
            root: "work", variables: variables, environment: environment, environmentName: environmentName)
        source.secrets = secrets
        source.state = state
        return try ManifestLoader.load(
            source, catalog: TestCatalog.catalog, files: MemoryFiles(texts))
    }

    func resource(_ address: String) throws -> DesiredResource? {
        try load().desired.resources.first { $0.address.description == address }
    }

    /// One line for each problem: `file:line:column code: message (help)`.
    var problems: [String] {
        do throws(Diagnostics) {
            return try load().warnings.map(Self.line)
        } catch {
            return error.all.map(Self.line)
        }
    }

    private static func line(_ diagnostic: Diagnostic) -> String {
        let place = diagnostic.span.map { "\($0) " } ?? ""
        return "\(place)\(diagnostic.code): \(diagnostic.message)" + (diagnostic.help.map { " (\($0))" } ?? "")
    }
}

import ArgumentParser
import Kinds
import Model
import Nacre

struct ExportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Print manifests for an existing object and everything nested in it. Nothing is imported or changed.",
        discussion: """
            Reads the object, everything nested in it, the objects it refers to and, for an API Gateway product, the keys \
            that subscribe to it. A plan from the printed manifests has no changes. With --cloud, no workspace is needed.

            Select an object by its name in the cloud or in the workspace: Product/shop; for a nested object, \
            Api/shop.orders. --no-import prints a copy for another account.

            Exits with 2 if a plan from the manifests would still change something, and with 3 if a part could not be read.
            """)

    @Argument(help: ArgumentHelp("Kind/name, or with --kind only the name.", valueName: "object"))
    var objects: [String] = []

    @Option(help: "The kind of the objects.")
    var kind: String?

    @Option(
        help:
            "The id of the object, instead of a name with --kind, or to choose one of several. Repeatable with --kind."
    )
    var id: [String] = []

    @Flag(help: "Only the objects and everything nested in them; other references are written as {id: …}.")
    var only = false

    @Flag(help: "One document per object, without nesting.")
    var flat = false

    @Flag(help: "Omit the import lines that identify the existing objects.")
    var noImport = false

    @Flag(help: "Manifests of similar servers in a VPC instead, to start a migration from; only for ClassicServer.")
    var forVpc = false

    @Flag(help: "Manifests of similar edges of Global Edge instead; only for CdnPlus and GlobalCdn.")
    var forEdge = false

    @Option(
        help: ArgumentHelp(
            "A new file, or a folder for it (default: standard output). Never overwrites files.", valueName: "path"),
        completion: .file())
    var out: String?

    @OptionGroup var flags: ReadingOptions

    func validate() throws {
        guard !objects.isEmpty || !id.isEmpty else {
            throw ValidationError("an object is required: nacre export Kind/name")
        }
        guard id.isEmpty || objects.count <= 1 else { throw ValidationError("--id can be used with at most one name") }
        guard objects.isEmpty || id.count <= 1 else { throw ValidationError("a name can have at most one --id") }
        guard !objects.isEmpty || kind != nil else { throw ValidationError("--id requires --kind or Kind/name") }
        guard !(forVpc && forEdge) else { throw ValidationError("--for-vpc cannot be combined with --for-edge") }
        if let successor, only || flat || noImport {
            throw ValidationError("\(successor.flag) cannot be combined with --only, --flat or --no-import")
        }
        guard kind == nil else { return }
        for object in objects where Address(object) == nil {
            throw ValidationError("\"\(object)\" has no kind: use Kind/\(object), or --kind")
        }
    }

    private var successor: Migration.Successor? { forVpc ? .vpc : forEdge ? .edge : nil }

    func run() async throws {
        try await Session.run(flags) { session in
            let request = ExportRequest(
                try targets(), takesRelated: !only, imports: !noImport, nests: !flat, successor: successor)
            return try await ExportSession(session: session, request: request, out: out).run()
        }
    }

    private func targets() throws(Diagnostic) -> [ExportRequest.Target] {
        var targets: [ExportRequest.Target] = []
        for object in objects { targets.append(try target(object)) }
        guard objects.isEmpty, let kind else { return targets }
        let known = try DriverCatalog.ncloud.kinds.writable(kind).name
        return id.map { ExportRequest.Target(kind: known, id: $0) }
    }

    /// `Kind/name`, or a name of the kind that the flag says.
    private func target(_ object: String) throws(Diagnostic) -> ExportRequest.Target {
        var address = Address(object) ?? Address(kind: "", name: object)
        if let kind, address.kind != kind { address = Address(kind: kind, name: object) }
        return ExportRequest.Target(
            kind: try DriverCatalog.ncloud.kinds.writable(address.kind).name, name: address.name, id: id.first)
    }
}

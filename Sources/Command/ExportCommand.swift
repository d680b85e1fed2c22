import ArgumentParser
import Kinds
import Model
import Nacre

struct ExportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Print manifests for an existing object and everything nested in it. Nothing is imported or changed.",
        discussion: """
            Reads the object from the cloud, what lies in it, what it refers to and, for a product of API Gateway, the \
            keys that subscribe to it, and writes them as a person would. A plan from that text finds nothing to do. No \
            workspace is needed when --cloud says where to read.

            An object is named as the cloud or the workspace calls it: Product/shop; for what lies in another, \
            Api/shop.orders. --no-import writes a copy for another account.

            Exits with 2 when a plan from the text would change something all the same, with 3 when a part could not be \
            read.
            """)

    @Argument(help: ArgumentHelp("Kind/name, or with --kind names alone.", valueName: "object"))
    var objects: [String] = []

    @Option(help: "The kind of the objects.")
    var kind: String?

    @Option(help: "The id of the object, alone with --kind or beside a name that several have. Repeatable with --kind.")
    var id: [String] = []

    @Flag(help: "Only the objects and what lies in them; what else they refer to is written as {id: …}.")
    var only = false

    @Flag(help: "A document for each object, none inside another.")
    var flat = false

    @Flag(help: "Leave out the lines that say which live object a document is about.")
    var noImport = false

    @Option(
        help: ArgumentHelp(
            "A new file, or a folder for one; else standard output. Nothing is overwritten.", valueName: "path"),
        completion: .file())
    var out: String?

    @OptionGroup var flags: ReadingOptions

    func validate() throws {
        guard !objects.isEmpty || !id.isEmpty else { throw ValidationError("say which object: nacre export Kind/name") }
        guard id.isEmpty || objects.count <= 1 else { throw ValidationError("--id goes with one name at most") }
        guard objects.isEmpty || id.count <= 1 else { throw ValidationError("a name has one --id at most") }
        guard !objects.isEmpty || kind != nil else { throw ValidationError("--id needs --kind, or Kind/name") }
        guard kind == nil else { return }
        for object in objects where Address(object) == nil {
            throw ValidationError("\"\(object)\" does not say of which kind it is: write Kind/\(object), or --kind")
        }
    }

    func run() async throws {
        try await Session.run(flags) { session in
            let request = ExportRequest(
                try targets(), takesRelated: !only, imports: !noImport, nests: !flat)
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

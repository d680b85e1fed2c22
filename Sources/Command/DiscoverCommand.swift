import ArgumentParser
import Kinds
import ManifestLanguage
import Model
import Nacre
import Planning

struct DiscoverCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "discover",
        abstract:
            "Generate manifests for the objects in the account and import them. Nothing in the cloud changes.",
        discussion: """
            Writes manifests for all objects that are not managed yet, with references by name and without defaults. Then \
            imports the objects, and plans to show that nothing differs. No file is overwritten. Objects that the cloud \
            creates itself, such as the default groups of a VPC, are only referred to.

            Exits with 2 if a plan would still change something, and with 3 if a kind could not be read.
            """)

    @Option(help: "Only objects of this kind; references to other kinds are written as ids. Repeatable.")
    var kind: [String] = []

    @Option(
        help: ArgumentHelp("Only objects with this name; * matches any characters. Repeatable.", valueName: "pattern"))
    var name: [String] = []

    @Flag(help: "Include objects created with their parent, such as the default groups of a VPC.")
    var builtIn = false

    @Option(help: "How manifests are split into files: by-kind, by-vpc or one-file.")
    var layout = ManifestLayout.byKind

    @Option(
        help: "The folder for the files, inside the workspace (default: where spec.manifests expects them).",
        completion: .directory)
    var out: String?

    @Flag(help: "Show the files; write and import nothing.")
    var dryRun = false

    @Option(help: "How long to wait for the state lock, in seconds.")
    var lockTimeout = 0

    @OptionGroup var global: GlobalOptions

    func run() async throws {
        try await Session.run(global) { session in
            let request = DiscoveryRequest(
                choice: DiscoveryChoice(
                    kinds: Set(
                        try kind.map { name throws(Diagnostic) in try DriverCatalog.ncloud.kinds.writable(name).name }),
                    names: name, includesBuiltIn: builtIn),
                layout: layout, folder: out)
            return try await DiscoverSession(
                session: session, request: request, isDryRun: dryRun, lockTimeout: .seconds(lockTimeout)
            ).run()
        }
    }
}

extension ManifestLayout: ExpressibleByArgument {}

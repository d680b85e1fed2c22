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
            "Write manifests for what the account holds, and take it under management. Nothing in the cloud changes.",
        discussion: """
            Objects that the workspace does not know yet are written as manifests, their references by name, without what \
            goes without saying; then they are adopted, and a plan shows that nothing differs. No file is overwritten. \
            What the cloud made by itself, such as the default groups of a VPC, is only referred to.

            Exits with 2 when a plan would change something all the same, with 3 when a kind could not be read.
            """)

    @Option(help: "Only objects of this kind; references to others are ids. Repeatable.")
    var kind: [String] = []

    @Option(help: ArgumentHelp("Only objects of this name, * for anything. Repeatable.", valueName: "pattern"))
    var name: [String] = []

    @Flag(help: "Also what came with its parent, such as the default groups of a VPC.")
    var builtIn = false

    @Option(help: "What goes into a file: by-kind, by-vpc or one-file.")
    var layout = ManifestLayout.byKind

    @Option(
        help: "The folder for the files, inside the workspace; else where the project keeps its manifests.",
        completion: .directory)
    var out: String?

    @Flag(help: "Show the files; write and adopt nothing.")
    var dryRun = false

    @Option(help: "Seconds to wait for a lock that somebody holds.")
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

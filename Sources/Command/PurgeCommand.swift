import ArgumentParser
import Execution
import Kinds
import Model
import Nacre
import StateStore

struct PurgeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "purge",
        abstract: "Remove content from the cache of an edge, or of a CDN+ or Global CDN instance.",
        discussion: """
            Without paths, everything is removed. A path is a file such as /css/main.css, a directory such as /css/*, or files of a \
            directory with one extension such as /img/*.png; CDN+ accepts files and directories, Global CDN files only. Global Edge \
            accepts 10 requests per minute, each with up to 100 paths; further requests wait. The purge is recorded in the history of the state.
            """)

    @Argument(help: "The object: Edge/name, CdnPlus/name or GlobalCdn/name.")
    var address: String

    @Argument(help: "What to remove: files, directories or patterns (default: everything).")
    var paths: [String] = []

    @Flag(help: "Do not wait until the servers have done it.")
    var noWait = false

    @Option(help: "How long to wait for the state lock, in seconds.")
    var lockTimeout = 0

    @OptionGroup var global: GlobalOptions

    func run() async throws {
        try await Session.run(global, formats: [.text]) { session in
            let workspace = try session.workspace()
            let request = PurgeRequest(
                address: try session.address(address), paths: paths, waits: !noWait,
                lease: LeaseRequest.current("purge", environment: session.environment),
                lockTimeout: .seconds(lockTimeout))
            try OutputStream.results.check()
            let isDone = try await Interrupts.heeded { _ in
                try await session.reconciling(
                    workspace, .readWrite, lockTimeout: request.lockTimeout, needsSecrets: false
                ) { reconciliation in
                    try await reconciliation.purge(request, note: { session.console.note($0) })
                }
            }
            let what = paths.isEmpty ? "everything" : paths.count == 1 ? paths[0] : "\(paths.count) paths"
            try session.console.print("\(address): \(isDone ? "purged" : "requested the purge of") \(what)")
            return .done
        }
    }
}

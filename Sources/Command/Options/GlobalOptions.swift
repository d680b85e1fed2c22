import ArgumentParser
import ManifestLanguage

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Flags that every command about a workspace takes.
struct GlobalOptions: ParsableArguments {
    @Option(name: [.short, .long], help: "The folder that holds nacre.yaml.", completion: .directory)
    var workspace = "."

    @Option(name: [.short, .long], help: "Lay env/NAME.yaml over the manifests.")
    var environment: String?

    @Option(name: [.customShort("v"), .customLong("var")], help: "Set a variable: name=value. Repeatable.")
    var variables: [String] = []

    @Option(help: "simulator, ncloud, ncloud-gov, ncloud-fin or https://host[:port]; else what the project says.")
    var cloud: String?

    @Option(help: "The profile of ~/.ncloud/configure to take credentials from.")
    var profile: String?

    @Option(help: "The region; else NCLOUD_REGION, else what the project says.")
    var region: String?

    @Option(help: "The state database; else what the project says.", completion: .file())
    var state: String?

    @Option(help: "How many steps may be under way at once.")
    var parallelism = 64

    @Flag(help: "No colours. NO_COLOR does the same.")
    var noColor = false

    @Flag(name: [.short, .long], help: "Only results and errors.")
    var quiet = false

    @Flag(name: .long, help: "Say more; twice shows every call.")
    var verbose: Int

    @Option(name: [.short, .long], help: "text or json; sarif for lint and validate.")
    var output = OutputFormat.text

    enum OutputFormat: String, ExpressibleByArgument, CaseIterable {
        case text, json, sarif
    }

    mutating func validate() throws {
        for variable in variables where !variable.contains("=") {
            throw ValidationError("-v takes name=value, not \"\(variable)\"")
        }
        guard parallelism > 0 else { throw ValidationError("--parallelism must be at least 1") }
    }

    /// The workspace's folder without a trailing slash.
    var root: String {
        var root = workspace[...]
        while root.count > 1, root.hasSuffix("/") { root.removeLast() }
        return String(root)
    }

    var source: ManifestSource {
        let pairs = variables.map { pair -> (String, String) in
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            return (String(parts[0]), parts.count > 1 ? String(parts[1]) : "")
        }
        return ManifestSource(
            root: root, variables: Dictionary(pairs, uniquingKeysWith: { _, last in last }),
            environment: ProcessInfo.processInfo.environment, environmentName: environment)
    }
}

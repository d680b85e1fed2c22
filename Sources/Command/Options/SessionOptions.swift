import ManifestLanguage

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// What the flags of an invocation come to, whichever of them its command takes.
struct SessionOptions: Sendable {
    var workspace = "."
    var environment: String?
    var variables: [String: String] = [:]
    var cloud: String?
    var profile: String?
    var region: String?
    var state: String?
    var noColor = false
    var quiet = false
    /// How often more was asked for.
    var verbose = 0
    var output = ConsoleOptions.OutputFormat.text

    /// The workspace's folder without a trailing slash.
    var root: String {
        var root = workspace[...]
        while root.count > 1, root.hasSuffix("/") { root.removeLast() }
        return String(root)
    }

    var source: ManifestSource {
        var source = ManifestSource(
            root: root, variables: variables, environment: ProcessInfo.processInfo.environment,
            environmentName: environment)
        let here = FileManager.default.currentDirectoryPath
        source.state = state.map { $0.hasPrefix("/") ? $0 : "\(here)/\($0)" }
        return source
    }
}

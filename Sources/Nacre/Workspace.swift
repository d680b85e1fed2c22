import Kinds
import ManifestLanguage
import Model

/// A folder of manifests, read and checked.
public struct Workspace: Sendable {
    public let source: ManifestSource
    public internal(set) var desired: Desired
    public let warnings: [Diagnostic]
    public let files: [String]
    /// What of those files is never shown.
    let concealments: Concealments
    /// The variables whose values are treated like secrets.
    public var sensitiveVariables: Set<String> = []
    /// The secrets that are used and whose values were not fetched.
    public var pendingSecrets: [PendingSecret] = []
    /// The environment variables that hold secrets.
    public var secretVariables: [String] = []
    /// The files that declared secrets are read from.
    var secretFiles: [String] = []

    /// What a secret must not be written to: the files that nacre reads, relative to the workspace or absolute.
    public var ownFiles: [String] {
        guard case .file(let key?) = project.stateKey else { return files + secretFiles }
        return files + secretFiles + [key]
    }

    public var project: Project { desired.project }

    /// A workspace of which only the settings count: for commands that read the cloud and no manifests.
    public static func bare(_ project: Project, _ source: ManifestSource) -> Workspace {
        Workspace(
            source: source, desired: Desired(project: project), warnings: [], files: [], concealments: Concealments())
    }

    /// Reads the workspace.
    /// - Throws: every problem found, when one of them is an error.
    public static func load(
        _ source: ManifestSource, catalog: KindCatalog = DriverCatalog.ncloud.kinds
    ) throws(Diagnostics) -> Workspace {
        let loaded = try ManifestLoader.load(source, catalog: catalog)
        return Workspace(
            source: source, desired: loaded.desired, warnings: loaded.warnings, files: loaded.files,
            concealments: loaded.concealments, sensitiveVariables: loaded.sensitiveVariables,
            pendingSecrets: loaded.pendingSecrets, secretVariables: loaded.secretVariables,
            secretFiles: loaded.secretFiles)
    }

    /// The same workspace, read anew with manifest files that are not written yet.
    /// - Throws: every problem found, when one of them is an error.
    public func adding(
        _ drafts: [String: String], catalog: KindCatalog = DriverCatalog.ncloud.kinds
    ) throws(Diagnostics) -> Workspace {
        var source = source
        source.drafts.merge(drafts) { $1 }
        return try Workspace.load(source, catalog: catalog)
    }

    /// Where the state database of a project is: `override` if given, else what the project says, relative to the
    /// workspace.
    public static func statePath(of project: Project, in root: String, override: String? = nil) -> String {
        if let override { return override }
        return project.state.hasPrefix("/") ? project.state : "\(root)/\(project.state)"
    }
}

import Model

/// A workspace read and checked without an error.
public struct LoadedWorkspace: Sendable {
    public var desired: Desired
    /// What does not stop a run but should be looked at, in the order of the files.
    public var warnings: [Diagnostic]
    /// Every file that was read, relative to the workspace, sorted.
    public var files: [String]
    /// What of those files is never shown.
    public var concealments: Concealments
    /// The variables whose values are treated like secrets.
    public var sensitiveVariables: Set<String>
    /// The secrets that are used and were not fetched, sorted by name.
    public var pendingSecrets: [PendingSecret]
    /// The environment variables that hold secrets, sorted: declared ones, and those of sensitive variables.
    public var secretVariables: [String]
    /// The files that declared secrets are read from, sorted.
    public var secretFiles: [String]

    public init(
        desired: Desired, warnings: [Diagnostic] = [], files: [String] = [],
        concealments: Concealments = Concealments(), sensitiveVariables: Set<String> = [],
        pendingSecrets: [PendingSecret] = [], secretVariables: [String] = [],
        secretFiles: [String] = []
    ) {
        self.desired = desired
        self.warnings = warnings
        self.files = files
        self.concealments = concealments
        self.sensitiveVariables = sensitiveVariables
        self.pendingSecrets = pendingSecrets
        self.secretVariables = secretVariables
        self.secretFiles = secretFiles
    }
}

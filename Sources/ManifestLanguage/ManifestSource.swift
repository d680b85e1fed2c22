import Model

/// Where a workspace is and what the run brings with it.
public struct ManifestSource: Sendable {
    /// The folder that holds `nacre.yaml`.
    public var root: String
    /// Values given with `-v name=value`, by name.
    public var variables: [String: String]
    /// The environment of the process: `${env.X}`, `NACRE_VAR_x` and secrets are read from it.
    public var environment: [String: String]
    /// The `-e` of the command line: `env/<name>.yaml` is laid over the manifests.
    public var environmentName: String?
    /// The values of secrets that were fetched for this run, by name; those of `command` and `kms` come from nowhere else.
    public var secrets: [String: Secret] = [:]
    /// The absolute path of the state that the run uses instead of the project's, as `--state` names it.
    public var state: String?
    /// Manifest files that are not written yet, by path: read as if they were.
    public var drafts: [String: String]

    public init(
        root: String, variables: [String: String] = [:], environment: [String: String] = [:],
        environmentName: String? = nil, drafts: [String: String] = [:]
    ) {
        self.root = root
        self.variables = variables
        self.environment = environment
        self.environmentName = environmentName
        self.drafts = drafts
    }
}

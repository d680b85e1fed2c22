/// The workspace's own settings, from `nacre.yaml`.
public struct Project: Hashable, Sendable {
    public var name: String
    /// `simulator`, `ncloud`, `ncloud-gov`, `ncloud-fin` or the base URL of a compatible endpoint.
    public var cloud: String
    public var region: String
    /// Globs of manifest files, relative to the workspace.
    public var manifests: [String]
    /// The path of the state database, relative to the workspace.
    public var state: String
    /// How many objects one apply may delete or replace; nil means any number.
    public var maxDestroy: Int?
    /// How `nacre lint` treats the workspace.
    public var lint: LintSettings
    /// How much of the past its state keeps.
    public var history = HistoryLimits()

    public init(
        name: String, cloud: String = "ncloud", region: String = "KR", manifests: [String] = ["manifests/**/*.yaml"],
        state: String = "state/nacre.db", maxDestroy: Int? = nil, lint: LintSettings = LintSettings()
    ) {
        self.name = name
        self.cloud = cloud
        self.region = region
        self.manifests = manifests
        self.state = state
        self.maxDestroy = maxDestroy
        self.lint = lint
    }
}

/// Everything the manifests say, checked against the kinds.
public struct Desired: Hashable, Sendable {
    public var project: Project
    /// Sorted by address, each address once.
    public var resources: [DesiredResource]
    /// Objects to drop from state untouched, from documents with `forget: true`.
    public var forgotten: [Address]

    public init(project: Project, resources: [DesiredResource] = [], forgotten: [Address] = []) {
        self.project = project
        self.resources = resources.sorted { $0.address < $1.address }
        self.forgotten = forgotten.sorted()
    }
}

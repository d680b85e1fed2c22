/// The workspace's own settings, from `nacre.yaml`.
public struct Project: Hashable, Sendable {
    public var name: String
    /// The clouds that have a name.
    public static let clouds = ["simulator", "ncloud", "ncloud-gov", "ncloud-fin"]

    /// One of ``clouds`` or the base URL of a compatible endpoint.
    public var cloud: String
    public var region: String
    /// The environment laid over the manifests; nil for none.
    public var environment: String?
    /// Globs of manifest files, relative to the workspace.
    public var manifests: [String]
    /// The path of the state database, relative to the workspace: each environment has one of its own by default.
    public var state: String
    /// How many objects one apply may delete or replace; nil means any number.
    public var maxDestroy: Int?
    /// How `nacre lint` treats the workspace.
    public var lint: LintSettings
    /// What its account may do although the cloud offers it no more, by kind: see ``CapabilityCalendar``.
    public var capabilities: [String: Set<Ending.Operation>] = [:]
    /// How much of the past its state keeps.
    public var history = HistoryLimits()
    /// The programs that may be started for secrets, as they are named in `command`.
    public var allowedCommands: [String] = []
    /// What keeps the data key of its state.
    public var stateKey = StateKeyPlace.file(nil)

    public init(
        name: String, cloud: String = "ncloud", region: String = "KR", environment: String? = nil,
        manifests: [String] = ["manifests/**/*.yaml"], state: String? = nil, maxDestroy: Int? = nil,
        lint: LintSettings = LintSettings()
    ) {
        self.name = name
        self.cloud = cloud
        self.region = region
        self.environment = environment
        self.manifests = manifests
        self.state = state ?? Self.state(of: environment)
        self.maxDestroy = maxDestroy
        self.lint = lint
    }
}

extension Project {
    /// What `${environment}` stands for in the path of the state when no environment is named.
    public static let noEnvironment = "default"

    /// Where the state of an environment is unless the project says: `state/nacre.db`, or `state/prod.db` of `prod`.
    public static func state(of environment: String?) -> String { "state/\(environment ?? "nacre").db" }
}

/// Everything the manifests say, checked against the kinds.
public struct Desired: Hashable, Sendable {
    public var project: Project
    /// Sorted by address, each address once.
    public var resources: [DesiredResource]
    /// What manifests declare of what no API manages, to be checked; sorted by address.
    public var externals: [DesiredResource]
    /// Objects to drop from state untouched, from documents with `forget: true`.
    public var forgotten: [Address]
    /// Where it was read from; nil when it does not come from manifests.
    public var manifests: ManifestPatterns?

    public init(
        project: Project, resources: [DesiredResource] = [], externals: [DesiredResource] = [],
        forgotten: [Address] = [], manifests: ManifestPatterns? = nil
    ) {
        self.project = project
        self.resources = resources.sorted { $0.address < $1.address }
        self.externals = externals.sorted { $0.address < $1.address }
        self.forgotten = forgotten.sorted()
        self.manifests = manifests
    }
}

extension Project {
    /// What SQLite keeps in the header of a state, so that another database is never taken for one: its application id, `nacr`.
    public static let stateFileID: Int32 = 0x6E61_6372

    /// The scheme of a state that is named like an address elsewhere, such as `s3://bucket/key`; nil for a path.
    public static func scheme(ofState text: String) -> String? {
        guard let colon = text.firstIndex(of: ":"), text[colon...].hasPrefix("://") else { return nil }
        let scheme = text[..<colon]
        guard scheme.first?.isLetter ?? false,
            scheme.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || "+.-".contains($0)) })
        else { return nil }
        return String(scheme)
    }
}

/// How much of the past a state keeps: runs with their steps and calls.
public struct HistoryLimits: Hashable, Sendable {
    /// The most runs that are kept.
    public var runs: Int
    /// Days after which a run is dropped, however few there are.
    public var days: Int

    /// This many runs stay whatever their age is: a clock that was wrong for a moment must not take everything.
    public static let ageless = 20

    public init(runs: Int = 200, days: Int = 365) {
        self.runs = runs
        self.days = days
    }
}

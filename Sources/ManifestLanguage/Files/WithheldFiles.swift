import Model

/// The files of a workspace that hold secrets, or belong to a state: no field takes its content from them, and no secret is
/// written to them.
struct WithheldFiles {
    /// What a file is.
    enum Holding: Hashable {
        /// The source of the secret of this name.
        case secret(String)
        case stateKey
        case state
    }

    private let files: any WorkspaceFiles
    /// The secrets that come from files, by where these are.
    private let secrets: [String: String]
    /// The state that the settings name, and the one of the run.
    private let states: [StateFiles]
    private let key: String?

    /// - Parameters:
    ///   - state: the state of the run, where it is another one than that of the project.
    ///   - secrets: the names of the secrets that come from files, by path.
    init(_ files: any WorkspaceFiles, _ project: Project, state: String? = nil, secrets: [String: String]) {
        self.files = files
        self.secrets = Dictionary(secrets.map { (Self.place(of: $0.key, files), $0.value) }) { first, _ in first }
        states = ([project.state] + (state.map { [$0] } ?? [])).map { StateFiles(Self.place(of: $0, files)) }
        switch project.stateKey {
        case .file(let path): key = path.map { Self.place(of: $0, files) }
        case .kms, .passphrase: key = nil
        }
    }

    /// Where a file is, links followed, in lower case: some file systems take both cases for one.
    func place(of path: String) -> String { Self.place(of: path, files) }

    /// What the file at `path` holds; nil for one that anybody may use.
    func holding(of path: String) -> Holding? {
        let place = self.place(of: path)
        if let name = secrets[place] { return .secret(name) }
        if let key, StateFiles.isKey(place, ofKey: key) { return .stateKey }
        return states.contains { $0.contains(place) } ? .state : nil
    }

    /// Why a file is withheld, to follow its path; nil for one that is not.
    func reason(for path: String) -> String? {
        switch holding(of: path) {
        case .secret(let name): "is the source of the secret '\(name)'"
        case .stateKey: "is the key of the state"
        case .state: "belongs to the state"
        case nil: nil
        }
    }

    /// The same of what a file holds: another state, or a copy of one.
    static func reason(for bytes: [UInt8]) -> String? {
        let header = 72
        guard bytes.count >= header, bytes.starts(with: Array("SQLite format 3".utf8) + [0]) else { return nil }
        let id = bytes[68..<header].reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
        return id == UInt32(bitPattern: Project.stateFileID) ? "is a state of nacre" : nil
    }

    private static func place(of path: String, _ files: any WorkspaceFiles) -> String {
        files.place(of: path).lowercased()
    }
}

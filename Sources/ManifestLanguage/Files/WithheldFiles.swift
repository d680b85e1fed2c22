import Model

/// The files of a workspace that no field takes its content from: what they hold is secret, or belongs to the state.
struct WithheldFiles {
    private let files: any WorkspaceFiles
    /// The secrets that come from files, by where these are.
    private let secrets: [String: String]
    /// Where the state is. The names of its companions begin with its own.
    private let state: String
    private let stateKey: String?

    /// - Parameter secrets: the names of the secrets that come from files, by path.
    init(_ files: any WorkspaceFiles, _ project: Project, secrets: [String: String]) {
        self.files = files
        self.secrets = Dictionary(secrets.map { (files.place(of: $0.key), $0.value) }) { first, _ in first }
        state = files.place(of: project.state)
        switch project.stateKey {
        case .file(let path): stateKey = path.map { files.place(of: $0) }
        case .kms, .passphrase: stateKey = nil
        }
    }

    /// Why a file is withheld, to follow its path; nil for one that is not.
    func reason(for path: String) -> String? {
        let place = files.place(of: path)
        if let name = secrets[place] { return "is the source of the secret '\(name)'" }
        if place == stateKey { return "is the key of the state" }
        let isOfState = place == state || place.hasPrefix("\(state)-") || place.hasPrefix("\(state).")
        return isOfState ? "belongs to the state" : nil
    }

    /// The same of what a file holds: another state, or a copy of one.
    static func reason(for bytes: [UInt8]) -> String? {
        let header = 72
        guard bytes.count >= header, bytes.starts(with: Array("SQLite format 3".utf8) + [0]) else { return nil }
        let id = bytes[68..<header].reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
        return id == UInt32(bitPattern: Project.stateFileID) ? "is a state of nacre" : nil
    }
}

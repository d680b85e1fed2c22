import Model

/// The files of a workspace whose content fields of objects hold, each read once.
final class ContentFiles {
    /// The largest that is taken, in bytes.
    static let limit = 10 << 20

    private let files: any WorkspaceFiles
    /// What values hold: a file that many objects name is digested and encoded once.
    private var texts: [String: String] = [:]
    /// The files that hold a private key.
    private var keys: Set<String> = []

    /// Known once the settings are read.
    var withheld: WithheldFiles?

    init(_ files: any WorkspaceFiles) { self.files = files }

    /// Every file that was read.
    var paths: [String] { texts.keys.sorted() }

    /// The text of the content of the file at `path`, which `place` names; nil after reporting why there is none.
    func text(at path: String, named place: Place, _ field: FieldPath, _ findings: Findings) -> String? {
        guard let path = DefinitionFiles.inside(path), !files.leadsOutside(path) else {
            findings.error(
                .outsideWorkspace, "'\(field)' is not a path inside the workspace", at: place,
                help: "put the file itself in the workspace, and write its path relative to the folder of "
                    + ProjectReader.file)
            return nil
        }
        if let reason = withheld?.reason(for: path) { return refuse(path, reason, place, field, findings) }
        if let known = texts[path] { return known }
        guard let bytes = bytes(of: path, place, field, findings) else { return nil }
        guard bytes.count <= Self.limit else {
            findings.error(
                .badValue, "\(path), given as '\(field)', has more than \(Self.limit) bytes", at: place,
                help: "upload large files with another tool")
            return nil
        }
        if let reason = WithheldFiles.reason(for: bytes) { return refuse(path, reason, place, field, findings) }
        let text = FileContent(bytes).text
        texts[path] = text
        if PrivateKeys.areWhole(in: String(decoding: bytes, as: UTF8.self)) { keys.insert(path) }
        return text
    }

    /// Whether the file at `path`, whose text was asked for, holds a private key.
    func holdsPrivateKey(_ path: String) -> Bool { DefinitionFiles.inside(path).map { keys.contains($0) } ?? false }

    private func refuse(
        _ path: String, _ reason: String, _ place: Place, _ field: FieldPath, _ findings: Findings
    ) -> String? {
        findings.error(
            .leakedSecret, "\(path), given as '\(field)', \(reason)", at: place,
            help: "give another file: the cloud would have what is in this one")
        return nil
    }

    private func bytes(of path: String, _ place: Place, _ field: FieldPath, _ findings: Findings) -> [UInt8]? {
        do throws(FileProblem) {
            if let bytes = try files.bytes(of: path, upTo: Self.limit) { return bytes }
        } catch {
            findings.error(
                .unreadableFile, "\(path), given as '\(field)', cannot be read: \(error.reason)", at: place)
            return nil
        }
        let folder = place.source.path.folder
        let beside = folder.isEmpty ? path : "\(folder)/\(path)"
        let paths = Set([path.folder, beside.folder]).flatMap { files.paths(in: $0) }
        let meant = paths.contains(beside) ? beside : findings.nearest(path, in: paths)
        findings.error(
            .unreadableFile, "no such file: \(path), given as '\(field)'", at: place,
            notes: ["paths are relative to the folder of \(ProjectReader.file)"],
            help: meant.map { "did you mean '\($0)'?" } ?? "create the file, or correct the path")
        return nil
    }
}

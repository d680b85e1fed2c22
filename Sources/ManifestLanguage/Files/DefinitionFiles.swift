import Model

/// The documents in other languages that fields of objects name, each read once.
final class DefinitionFiles {
    /// A document, and the file it stands in.
    struct Document {
        var source: SourceFile
        var root: PlacedValue
    }

    /// What documents are recognised by, when one is looked for that may have been meant.
    private static let endings = [".yaml", ".yml", ".json"]

    private let files: any WorkspaceFiles
    /// Nil for what could not be read.
    private var documents: [String: Document?] = [:]

    init(_ files: any WorkspaceFiles) { self.files = files }

    /// Every file that was read.
    var paths: [String] { documents.filter { $0.value != nil }.keys.sorted() }

    /// The document at `path`, which `place` names; nil after reporting why there is none.
    func document(at path: String, named place: Place, _ field: String, _ findings: Findings) -> Document? {
        guard let path = Self.inside(path) else {
            findings.error(
                .outsideWorkspace, "'\(field)' is not a path inside the workspace", at: place,
                help:
                    "put the file in the workspace, and write its path relative to the folder of \(ProjectReader.file)")
            return nil
        }
        guard !files.leadsOutside(path) else {
            findings.error(
                .outsideWorkspace, "'\(field)' refers to \(path), a link to a file outside the workspace", at: place,
                help: "replace the link with the file itself")
            return nil
        }
        if let known = documents[path], known != nil { return known }
        let read = read(path, place, field, findings)
        documents[path] = .some(read)
        return read
    }

    /// The path in its plainest form; nil when it leads out of the workspace, or to the workspace itself.
    static func inside(_ path: String) -> String? {
        guard !path.hasPrefix("/") else { return nil }
        var parts: [Substring] = []
        for part in path.split(separator: "/") where part != "." {
            guard part == ".." else {
                parts.append(part)
                continue
            }
            guard parts.popLast() != nil else { return nil }
        }
        return parts.isEmpty ? nil : parts.joined(separator: "/")
    }

    private func read(_ path: String, _ place: Place, _ field: String, _ findings: Findings) -> Document? {
        let own = Findings()
        defer { findings.join(own) }
        guard let source = source(path, place, field, own) else { return nil }
        let result = YAMLReader.read(source, findings: own)
        guard result.isComplete, !own.hasErrors else { return nil }
        for other in result.documents.dropFirst() {
            own.error(
                .misplacedDocument, "\(path) must contain exactly one document", at: other.place, help: "split the file"
            )
        }
        guard let root = result.documents.first else {
            own.error(.wrongType, "\(path), given as '\(field)', is empty", at: place)
            return nil
        }
        return Document(source: source, root: root.placed)
    }

    private func source(_ path: String, _ place: Place, _ field: String, _ findings: Findings) -> SourceFile? {
        do throws(FileProblem) {
            if let bytes = try files.bytes(of: path) { return SourceFile(path: path, bytes: bytes) }
            reportMissing(path, place, field, findings)
        } catch {
            findings.error(
                .unreadableFile, "\(path), given as '\(field)', cannot be read: \(error.reason)", at: place)
        }
        return nil
    }

    private func reportMissing(_ path: String, _ place: Place, _ field: String, _ findings: Findings) {
        let folder = place.source.path.folder
        let beside = folder.isEmpty ? path : "\(folder)/\(path)"
        // These folders and no more: a workspace may lie among much else.
        let paths = Set([path.folder, beside.folder, folder]).flatMap { files.paths(in: $0) }
            .filter { path in Self.endings.contains { path.hasSuffix($0) } }
        let meant = paths.contains(beside) ? beside : findings.nearest(path, in: paths)
        findings.error(
            .unreadableFile, "no such file: \(path), given as '\(field)'", at: place,
            notes: ["paths are relative to the folder of \(ProjectReader.file)"],
            help: meant.map { "did you mean '\($0)'?" } ?? "create the file, or correct the path")
    }
}

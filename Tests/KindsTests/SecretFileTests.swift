import Foundation
import Kinds
import ManifestLanguage
import Model
import Testing

/// The files that manifests name for secrets.
@Suite("Files for secrets") struct SecretFileTests {
    private static let project = """
        apiVersion: nacre/v1
        kind: Project
        metadata: {name: files}
        spec:
          secrets: {db: {file: given.txt}}
        """

    /// What is wrong with login keys that name these files, each with its place.
    private func problems(_ files: String...) throws -> [String] {
        let root = FileManager.default.temporaryDirectory.appending(path: "nacre-files-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: root) }
        try FileManager.default.createDirectory(at: root.appending(path: "folder"), withIntermediateDirectories: true)
        try Data(Self.project.utf8).write(to: root.appending(path: "nacre.yaml"))
        try Data("SQLite format 3\0 and more".utf8).write(to: root.appending(path: "prod.db"))
        let documents = files.enumerated().map { index, file in
            "apiVersion: ncloud/v1\nkind: LoginKey\nmetadata: {name: key-\(index)}\nspec: {privateKeyFile: \(file)}"
        }
        let text = documents.joined(separator: "\n---\n")
        let source = ManifestSource(root: root.path, drafts: ["manifests/keys.yaml": text])
        do throws(Diagnostics) { _ = try ManifestLoader.load(source, catalog: DriverCatalog.ncloud.kinds) } catch {
            return error.all.map { "\($0.span.map { "\($0)" } ?? "") \($0.code): \($0.message)" }
        }
        return []
    }

    @Test(
        "a secret replaces nothing that nacre needs, and leaves the workspace never",
        arguments: [
            ("nacre.yaml", "would replace nacre.yaml: it holds the settings of the workspace"),
            ("./manifests/../Nacre.yaml", "would replace Nacre.yaml: it holds the settings of the workspace"),
            ("manifests/keys.yaml", "would replace manifests/keys.yaml: it is a manifest"),
            ("manifests/new.yaml", "would replace manifests/new.yaml: it would be read as a manifest"),
            ("env/prod.yaml", "would replace env/prod.yaml: it would be read as an environment"),
            ("state/nacre.db", "would replace state/nacre.db: it belongs to the state"),
            ("state/nacre.db-wal", "would replace state/nacre.db-wal: it belongs to the state"),
            ("state/nacre.db.key", "would replace state/nacre.db.key: it belongs to the state"),
            ("state/nacre.db.simulator", "would replace state/nacre.db.simulator: it belongs to the state"),
            ("state/nacre.db.backups/1.db", "would replace state/nacre.db.backups/1.db: it belongs to the state"),
            ("prod.db", "would replace prod.db: it is a database, such as a state"),
            ("given.txt", "would replace given.txt: the secret 'db' is read from it"),
            ("folder", "would replace folder: it is a folder"),
            ("keys/", "must be the path of a file, but keys/ is a folder"),
            ("..", "must be the path of a file, but .. is a folder"),
            ("''", "must be the path of a file, but is empty"),
            ("\"nacre.yaml\\n.pem\"", "must be a path without line breaks and control characters"),
            ("/tmp/key.pem", "is not a path inside the workspace"),
            ("../key.pem", "is not a path inside the workspace"),
            ("~/key.pem", "is not a path inside the workspace"),
        ])
    func places(_ file: String, _ message: String) throws {
        let told = try problems(file)
        #expect(told.count == 1)
        #expect(told.first?.hasPrefix("manifests/keys.yaml:4:24 ") == true, "\(told)")
        #expect(told.first?.hasSuffix(": 'privateKeyFile' \(message)") == true, "\(told)")
    }

    @Test("files of their own are taken, and one file is of one object")
    func ownership() throws {
        #expect(try problems("keys/a.pem", "keys/b.pem", "state.txt", "statement.db.txt") == [])
        let told = try problems("keys/a.pem", "./keys//a.pem")
        #expect(
            told == [
                "manifests/keys.yaml:9:24 taken-twice: LoginKey/key-1: 'privateKeyFile' is already in use: keys/a.pem can hold "
                    + "one secret"
            ])
    }
}

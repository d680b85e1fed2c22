import Foundation
import Kinds
import Model
import Testing

@testable import Execution

@Suite("Files that no secret replaces") struct SparedFileTests {
    /// What comes of a secret written to `path` in a folder with a state, its companions, and files that nacre reads.
    private static func written(to path: String) throws -> (problem: String?, text: String?) {
        let folder = FileManager.default.temporaryDirectory.appending(path: "spared-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        for (name, text) in ["nacre.yaml": "kind: Project", "state.db": "SQLite format 3\0", "old.pem": "old"] {
            try Data(text.utf8).write(to: folder.appending(path: name))
        }
        try FileManager.default.createSymbolicLink(
            atPath: folder.appending(path: "link.yaml").path, withDestinationPath: "nacre.yaml")
        func text() -> String? { try? String(contentsOf: folder.appending(path: path), encoding: .utf8) }
        do throws(StepFailure) {
            _ = try PrivateFile.write("s3cret", to: path, in: folder.path, sparing: ["nacre.yaml"])
        } catch {
            guard case .diagnostic(let problem) = error else { return ("\(error)", text()) }
            return (problem.message, text())
        }
        return (nil, text())
    }

    @Test(
        "whatever a manifest or a command line says, nacre.yaml and states stay",
        arguments: [
            ("nacre.yaml", "nacre reads this file"), ("./nacre.yaml", "nacre reads this file"),
            ("link.yaml", "nacre reads this file"), ("state.db", "it is a database, such as a state"),
            ("state.db-wal", "it belongs to the database"), ("state.db.key.next", "it belongs to the database"),
            ("state.db.backups/1", "it belongs to the database"), ("", "it is not the path of a file"),
            ("keys/", "it is not the path of a file"),
        ])
    func spared(_ path: String, _ reason: String) throws {
        let (problem, text) = try Self.written(to: path)
        #expect(problem?.contains(reason) == true, "\(problem ?? "nothing")")
        #expect(text?.contains("s3cret") != true)
    }

    @Test("a path that the system would take for a shorter one is none")
    func zero() { #expect(SparedFiles([], in: "/nonexistent").obstacle(at: "/nonexistent/nacre.yaml\0.pem") != nil) }

    @Test("other files are written", arguments: ["old.pem", "keys/new.pem", "states.db.pem", "state.db.pem"])
    func others(_ path: String) throws {
        let (problem, text) = try Self.written(to: path)
        #expect(problem == nil && text == "s3cret")
    }
}

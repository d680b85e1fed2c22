import Foundation
import Model
import Testing

@testable import ManifestLanguage

@Suite("files with contents of objects") struct ContentFileTests {
    @Test("of a file that is too large no more is read than shows it, and it is said where it is named")
    func limit() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "contents-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appending(path: "disk.img")
        try Data("image".utf8).write(to: file)
        // It takes no room on the disk, and would take all the memory there is.
        #expect(truncate(file.path, 1 << 40) == 0)
        let files = DiskFiles(root: folder.path)
        let bytes = try #require(try files.bytes(of: "disk.img", upTo: 100))
        #expect(bytes.count > 100 && bytes.count <= 1 << 17 && bytes.starts(with: Array("image".utf8)))

        let findings = Findings()
        let contents = ContentFiles(files)
        let place = Place(SourceFile(path: "a.yaml", bytes: []), line: 1, column: 1)
        #expect(contents.text(at: "disk.img", named: place, "content", findings) == nil)
        #expect(findings.sorted().map(\.message).contains { $0.contains("has more than 10485760 bytes") })
        try Data("small".utf8).write(to: folder.appending(path: "small"))
        #expect(
            contents.text(at: "small", named: place, "content", findings).flatMap { FileContent($0) }?.bytes.count == 5)
        #expect(contents.paths == ["small"])
    }

    @Test(
        "the source of a secret, the state and what is beside it are no content of a field",
        arguments: [
            ("keys/pw.txt", "is the source of the secret 'db'"),
            ("./keys/../keys/pw.txt", "is the source of the secret"),
            ("state/nacre.db", "belongs to the state"), ("state/nacre.db-wal", "belongs to the state"),
            ("state/nacre.db.key", "belongs to the state"), ("state/nacre.db.backups/1.db", "belongs to the state"),
        ])
    func withheld(path: String, reason: String) {
        var workspace = TestWorkspace.server("description: {file: \(path)}")
        workspace.project += "\nspec: {secrets: {db: {file: keys/pw.txt}}}\n"
        for file in ["keys/pw.txt", "state/nacre.db", "state/nacre.db-wal", "state/nacre.db.key"] {
            workspace.others[file] = "a"
        }
        workspace.others["state/nacre.db.backups/1.db"] = "a"
        let problems = workspace.problems
        #expect(problems.count == 1, "\(problems)")
        #expect(
            problems.first?.contains("leaked-secret: ") == true && problems.first?.contains(reason) == true,
            "\(problems)")
        workspace.others["state/notes.txt"] = "a"
        workspace.manifest = workspace.manifest.replacing(path, with: "state/notes.txt")
        #expect(workspace.problems.isEmpty)
    }

    @Test("a link to the source of a secret is withheld too, and so is a state under any name")
    func hidden() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "withheld-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try Data("password".utf8).write(to: folder.appending(path: "pw.txt"))
        try FileManager.default.createSymbolicLink(
            atPath: folder.appending(path: "page.txt").path, withDestinationPath: "pw.txt")
        let files = WithheldFiles(
            DiskFiles(root: folder.path), Project(name: "shop"),
            secrets: [folder.appending(path: "pw.txt").path: "db"])
        #expect(files.reason(for: "page.txt") == "is the source of the secret 'db'")
        #expect(files.reason(for: "other.txt") == nil)
        #expect(files.reason(for: "state/nacre.db") == "belongs to the state", "it is not there yet")

        var database = Array("SQLite format 3".utf8) + [UInt8](repeating: 0, count: 85)
        #expect(WithheldFiles.reason(for: database) == nil)
        database.replaceSubrange(68..<72, with: Array("nacr".utf8))
        #expect(WithheldFiles.reason(for: database) == "is a state of nacre")
        #expect(WithheldFiles.reason(for: Array("SQLite".utf8)) == nil)
    }

    @Test("a text of many lines may be a file, whose expressions are none; a path that is none is told")
    func texts() throws {
        var workspace = TestWorkspace.server("description: {file: notes/web.txt}")
        workspace.others = ["notes/web.txt": "hello ${name}\nbye\n"]
        #expect(try workspace.resource("Server/web")?.attributes["description"] == "hello ${name}\nbye\n")
        #expect(try workspace.load().files.contains("notes/web.txt"))
        workspace = TestWorkspace.server("description: {file: notes/wep.txt}")
        workspace.others = ["notes/web.txt": "hello"]
        #expect(workspace.problems.map { $0.contains("did you mean 'notes/web.txt'?") } == [true])
    }
}

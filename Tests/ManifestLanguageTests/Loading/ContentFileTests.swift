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

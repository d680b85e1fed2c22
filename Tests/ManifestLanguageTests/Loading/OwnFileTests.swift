import Foundation
import Model
import Testing

@testable import ManifestLanguage

@Suite("files that no secret is written to") struct OwnFileTests {
    /// Files none of which can be looked into.
    private struct ClosedFiles: WorkspaceFiles {
        var problem: FileProblem

        func bytes(of path: String, upTo limit: Int) throws(FileProblem) -> [UInt8]? { throw problem }
        func paths(below folder: String) -> [String] { [] }
        func paths(in folder: String) -> [String] { [] }
    }

    private static func own(_ files: some WorkspaceFiles, _ manifests: [String] = [], state: String? = nil) -> OwnFiles
    {
        var project = Project(name: "shop")
        project.manifests = manifests
        return OwnFiles(project, read: [], withheld: WithheldFiles(files, project, state: state, secrets: [:]))
    }

    /// What is said of a secret that goes to keys/a.txt.
    private static func problems(_ files: some WorkspaceFiles) -> [String] {
        var claims = SecretFileClaims()
        let place = Place(SourceFile(path: "a.yaml", bytes: []), line: 1, column: 1)
        let claim = SecretFileClaims.Claim(field: "passwordFile", path: "keys/a.txt", place: place)
        claims.add(claim, of: Address(kind: "SubAccount", name: "a"))
        let findings = Findings()
        claims.report(own(files), files, findings)
        return findings.sorted().map(\.message)
    }

    @Test("the file of a secret that a colleague may not read is no error; a folder or a pipe is")
    func unreadable() {
        #expect(Self.problems(ClosedFiles(problem: FileProblem(reason: "Permission denied"))) == [])
        let pipe = FileProblem(reason: "it is not a regular file", isRegularFile: false)
        #expect(
            Self.problems(ClosedFiles(problem: pipe)) == [
                "'passwordFile' would replace keys/a.txt: it is not a regular file"
            ])
    }

    @Test("a file that would be read is taken; hidden ones, and what is in folders below env, are not read")
    func patterns() {
        let own = Self.own(MemoryFiles([:]), ["**/*.yaml", ".infra/*.yaml"])
        #expect(own.title(of: "manifests/a.yaml") == "it would be read as a manifest")
        #expect(own.title(of: ".infra/a.yaml") == "it would be read as a manifest")
        #expect(own.title(of: "env/prod.yaml") == "it would be read as an environment")
        for path in [".kube/prod.yaml", "kube/.prod.yaml", ".infra/.a.yaml", "env/keys/a.yaml", "env/a.txt"] {
            #expect(own.title(of: path) == nil, "\(path)")
        }
    }

    @Test("the state of --state is withheld like the one of the project, by any path to it")
    func otherState() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "own-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let files = DiskFiles(root: folder.path)
        let own = Self.own(files, state: folder.appending(path: "other/prod.db").path)
        for path in ["other/prod.db", "other/prod.db.key", "Other/prod.db-wal", "state/nacre.db"] {
            #expect(own.title(of: path) == "it belongs to the state", "\(path)")
        }
        #expect(own.title(of: "other/prod.html") == nil)
        #expect(Self.own(files).title(of: "other/prod.db") == nil)
    }

    @Test("the loader withholds the state of the run from contents of fields")
    func loading() {
        var workspace = TestWorkspace.server("description: {file: other/prod.db}")
        workspace.others["other/prod.db"] = "a"
        #expect(workspace.problems == [])
        workspace.state = "other/prod.db"
        #expect(workspace.problems.map { $0.contains("belongs to the state") } == [true])
    }
}

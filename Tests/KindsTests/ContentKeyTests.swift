import Foundation
import Kinds
import ManifestLanguage
import Model
import Testing

@Suite("Private keys in contents of objects") struct ContentKeyTests {
    private static let project = "apiVersion: nacre/v1\nkind: Project\nmetadata: {name: pages}\n"

    /// The codes of what is wrong with two objects that have the content of one file, and one with the text itself.
    private static func problems(_ content: String) throws -> [String] {
        let root = FileManager.default.temporaryDirectory.appending(path: "nacre-content-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: root) }
        try FileManager.default.createDirectory(at: root, withIntermediateDirectories: true)
        try Data(project.utf8).write(to: root.appending(path: "nacre.yaml"))
        try Data(content.utf8).write(to: root.appending(path: "page.txt"))
        let block = content.split(separator: "\n").map { "    \($0)\n" }.joined()
        let objects = ["a": "{file: page.txt}\n", "b": "{file: ./page.txt}\n", "c": "|\n\(block)"].sorted {
            $0.key < $1.key
        }
        let documents = objects.map { name, content in
            "apiVersion: ncloud/v1\nkind: StorageObject\nmetadata: {name: \(name)}\nspec:\n  bucket: shop-pages\n  content: \(content)"
        }
        let bucket = "apiVersion: ncloud/v1\nkind: Bucket\nmetadata: {name: shop-pages}\n"
        let text = ([bucket] + documents).joined(separator: "---\n")
        let source = ManifestSource(root: root.path, drafts: ["manifests/pages.yaml": text])
        do throws(Diagnostics) { _ = try ManifestLoader.load(source, catalog: DriverCatalog.ncloud.kinds) } catch {
            return error.all.filter { $0.severity == .error }.map(\.code)
        }
        return []
    }

    @Test("a script that speaks of private keys is uploaded; a private key is not, from whichever object")
    func mention() throws {
        #expect(try Self.problems("const head = \"-----BEGIN PRIVATE KEY-----\";\n") == [])
        let key = "-----BEGIN PRIVATE KEY-----\nMIIEAAAA\n-----END PRIVATE KEY-----\n"
        #expect(try Self.problems(key) == ["leaked-secret", "leaked-secret", "leaked-secret"])
    }
}

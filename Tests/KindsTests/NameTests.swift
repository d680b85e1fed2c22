import Foundation
import Kinds
import ManifestLanguage
import Model
import Testing

@Suite("Names") struct NameTests {
    private func problems(_ spec: String, kind: String = "SubAccountGroup", name: String = "ops") throws -> [String] {
        let root = FileManager.default.temporaryDirectory.appending(path: "nacre-names-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: root) }
        try FileManager.default.createDirectory(at: root, withIntermediateDirectories: true)
        try Data("apiVersion: nacre/v1\nkind: Project\nmetadata: {name: names}\n".utf8)
            .write(to: root.appending(path: "nacre.yaml"))
        let text = "apiVersion: ncloud/v1\nkind: \(kind)\nmetadata: {name: \(name)}\nspec: \(spec)\n"
        let source = ManifestSource(root: root.path, drafts: ["manifests/names.yaml": text])
        do throws(Diagnostics) { _ = try ManifestLoader.load(source, catalog: DriverCatalog.ncloud.kinds) } catch {
            return error.all.map(\.message)
        }
        return []
    }

    @Test("a name is one line, whatever else its service allows; a line break at its end is nobody's")
    func lines() throws {
        let told = try problems("{name: \"ab\\ncd\"}")
        #expect(told == ["'name' must be a name without line breaks and control characters"])
        #expect(try problems("{name: \"ab\\acd\"}").count == 1 && problems("{name: \"ab cd\"}") == [])
        #expect(try problems("\n  name: |\n    operators") == [])
    }
}

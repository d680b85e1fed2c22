import Foundation
import Model
import Reporting
import Testing

@testable import ManifestLanguage

@Suite("Wrong workspaces")
struct DiagnosticSnapshotTests {
    static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent(
        "Diagnostics")
    static let names: [String] =
        ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []).sorted()

    @Test("each wrong workspace is told in full, as recorded", arguments: names)
    func snapshot(name: String) throws {
        let root = Self.folder.appendingPathComponent(name).path
        let source = ManifestSource(root: root, environment: ["USER": "tester"])
        try expectSnapshot(try told(source), at: "\(root)/expected.txt")
    }

    @Test("there are twenty of them")
    func count() { #expect(Self.names.count == 20) }

    private func told(_ source: ManifestSource) throws -> String {
        do throws(Diagnostics) {
            _ = try ManifestLoader.load(source, catalog: TestCatalog.catalog)
            return "no error\n"
        } catch {
            return DiagnosticReport.text(error.all) + "\n"
        }
    }
}

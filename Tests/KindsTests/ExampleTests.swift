import Foundation
import Kinds
import ManifestLanguage
import Model
import Testing

@Suite("examples") struct ExampleTests {
    private static let project = """
        apiVersion: nacre/v1
        kind: Project
        metadata: {name: examples}
        spec:
          cloud: simulator
          region: KR
          manifests: ["manifests/*.yaml"]
          secrets:
            admin: {env: ADMIN}
            user1: {env: USER1}
            user2: {env: USER2}
            mapsId: {env: MAPS_ID}
            mapsSecret: {env: MAPS_SECRET}
            tlsKey: {env: TLS_KEY}
        """

    @Test("the examples of all kinds are one valid workspace")
    func workspace() throws {
        let root = FileManager.default.temporaryDirectory.appending(path: "nacre-examples-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: root) }
        let manifests = root.appending(path: "manifests")
        try FileManager.default.createDirectory(at: manifests, withIntermediateDirectories: true)
        try Data(Self.project.utf8).write(to: root.appending(path: "nacre.yaml"))
        for kind in DriverCatalog.ncloud.kinds.kinds {
            try Data(kind.example.utf8).write(to: manifests.appending(path: "\(kind.name).yaml"))
        }
        let source = ManifestSource(
            root: root.path,
            environment: [
                "ADMIN": "Abcdef1!", "USER1": "Abcdef2!", "USER2": "Abcdef3!", "MAPS_ID": "id", "MAPS_SECRET": "secret",
                "TLS_KEY": "key",
            ])
        do throws(Diagnostics) {
            let loaded = try ManifestLoader.load(source, catalog: DriverCatalog.ncloud.kinds)
            // An example may bring along what it rests on.
            let declared = loaded.desired.resources + loaded.desired.externals
            #expect(Set(declared.map(\.address.kind)) == Set(DriverCatalog.ncloud.kinds.names))
            #expect(
                loaded.desired.resources.allSatisfy { !isExternal($0) }
                    && loaded.desired.externals.allSatisfy(isExternal))
        } catch {
            for problem in error.all {
                Issue.record("\(problem.span.map { "\($0)" } ?? ""): \(problem.message) \(problem.help ?? "")")
            }
        }
    }

    private func isExternal(_ resource: DesiredResource) -> Bool {
        DriverCatalog.ncloud.kinds[resource.address.kind]?.isExternal ?? false
    }
}

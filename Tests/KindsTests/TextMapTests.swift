import Foundation
import Kinds
import ManifestLanguage
import Model
import Testing

@Suite("maps of strings") struct TextMapTests {
    private static func load(_ manifest: String) throws -> [DesiredResource] {
        let root = FileManager.default.temporaryDirectory.appending(path: "maps-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: root) }
        try FileManager.default.createDirectory(
            at: root.appending(path: "manifests"), withIntermediateDirectories: true)
        let project = """
            apiVersion: nacre/v1
            kind: Project
            metadata: {name: maps}
            spec: {manifests: ["manifests/*.yaml"]}
            """
        try Data(project.utf8).write(to: root.appending(path: "nacre.yaml"))
        try Data(manifest.utf8).write(to: root.appending(path: "manifests/main.yaml"))
        let source = ManifestSource(root: root.path, environment: [:])
        return try ManifestLoader.load(source, catalog: DriverCatalog.ncloud.kinds).desired.resources
    }

    @Test("scalars in them are strings, as they are written; what others have becomes one")
    func metadata() throws {
        let resources = try Self.load(
            """
            apiVersion: ncloud/v1
            kind: Vpc
            metadata: {name: main}
            spec: {cidr: 10.0.0.0/16}
            ---
            apiVersion: ncloud/v1
            kind: StorageObject
            metadata: {name: index}
            spec:
              bucket: {id: pages}
              content: a
              metadata: {a: 1, b: true, c: 1.50, d: "2", e: ~, f: "${Vpc/main.cidr}"}
            """)
        let object = try #require(resources.first { $0.address.kind == "StorageObject" })
        let cidr = Reference(Address(kind: "Vpc", name: "main"), attribute: "cidr")
        #expect(
            object.attributes["metadata"] == [
                "a": "1", "b": "true", "c": "1.50", "d": "2", "e": "", "f": .template([.reference(cidr)]),
            ])
        let resolved = object.attributes["metadata"]?.resolving { _ in 7 }
        #expect(resolved?.members["f"] == "7")
    }

    @Test("so are those inside other fields")
    func headers() throws {
        let resources = try Self.load(
            """
            apiVersion: ncloud/v1
            kind: Method
            metadata: {name: get}
            spec:
              resource: {id: p/a/r}
              method: GET
              endpoint: {mock: {status: 200, headers: {x-count: 3, x-new: false}}}
            """)
        let endpoint = try #require(resources.first?.attributes["endpoint"]?.members)
        #expect(endpoint["mock"]?.members["headers"] == ["x-count": "3", "x-new": "false"])
    }
}

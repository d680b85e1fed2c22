import Model
import Testing

@testable import ManifestLanguage

@Suite("Loading")
struct LoadingTests {
    @Test("a server gets its attributes, references and places")
    func server() throws {
        let workspace = TestWorkspace.server(
            "image: {id: 23214590}\nport: 80\ntags: [a, 8.0]\ndisk: {size: 50}\ndescription: ${Vpc/main.cidr} is home",
            head: "lifecycle: {protect: true, onRemove: retain, ignore: [spec.port], timeouts: {create: 1h30m}}")
        let server = try #require(try workspace.resource("Server/web"))
        #expect(
            server.attributes == [
                "subnet": .reference(Reference(Address(kind: "Subnet", name: "app"))), "image": "23214590", "port": 80,
                "tags": ["a", "8.0"], "disk": ["size": 50],
                "description": .template([
                    .reference(Reference(Address(kind: "Vpc", name: "main"), attribute: "cidr")), .text(" is home"),
                ]),
            ])
        #expect(server.lifecycle.protect && server.lifecycle.onRemove == .retain)
        #expect(server.lifecycle.ignore == [Ignore(path: "port")] && server.lifecycle.timeouts.create == 5400)
        #expect(server.spans["port"].map(\.description) == "manifests/a.yaml:18:9")
        #expect(server.spans[FieldPath("tags").appending(element: "1")]?.column == 13)
        #expect(server.spans[FieldPath("disk").appending("size")]?.column == 16)
        #expect(server.dependencies.map(\.description) == ["Subnet/app", "Vpc/main"])
    }

    @Test("what is named twice in a set is told, in whatever form; in a list it counts")
    func namedTwice() {
        let groups = TestWorkspace.server("accessControlGroups: [{id: \"1\"}, {id: \"2\"}, {id: \"1\"}]\ntags: [a, a]")
        #expect(
            groups.problems == [
                "manifests/a.yaml:17:47 duplicate-element: 'accessControlGroups' contains \"1\" twice (remove one of the two)"
            ])
    }

    @Test("a name left out is the object's name, at its place")
    func nameFromMetadata() throws {
        let vpc = try #require(try TestWorkspace.server("port: 1").resource("Vpc/main"))
        #expect(vpc.attributes["name"] == "main")
        #expect(vpc.spans["name"]?.description == "manifests/a.yaml:3:18")
    }

    @Test("import, renamedFrom, forget, labels and dependsOn are carried over")
    func heads() throws {
        var workspace = TestWorkspace.server(
            "port: 1", head: "import: {id: 42}\nrenamedFrom: www\ndependsOn: [Vpc/main]")
        workspace.manifest +=
            "\n---\napiVersion: ncloud/v1\nkind: Server\nmetadata: {name: old, labels: {a: 1}}\nforget: true"
        let loaded = try workspace.load()
        let server = try #require(loaded.desired.resources.first { $0.address.name == "web" })
        #expect(server.adoption == .id("42") && server.renamedFrom == Address(kind: "Server", name: "www"))
        #expect(server.dependsOn == [Address(kind: "Vpc", name: "main")])
        #expect(loaded.desired.forgotten == [Address(kind: "Server", name: "old")])
        #expect(loaded.files == ["manifests/a.yaml", "nacre.yaml"])
    }

    @Test("an address that is left may be taken: a series moves up, two objects change places")
    func renamesOfASeries() throws {
        func vpcs(_ names: [(String, String?)]) -> TestWorkspace {
            TestWorkspace(
                manifest: names.map { name, former in
                    """
                    apiVersion: ncloud/v1
                    kind: Vpc
                    metadata: {name: \(name)}
                    \(former.map { "renamedFrom: \($0)\n" } ?? "")spec: {cidr: 10.0.0.0/16}
                    """
                }.joined(separator: "\n---\n"))
        }
        for names in [
            [("one", "two"), ("two", "tri")], [("one", "two"), ("two", "one")],
            [("one", "two"), ("two", "tri"), ("tri", "one")],
        ] {
            let resources = try vpcs(names).load().desired.resources
            let found = Dictionary(uniqueKeysWithValues: resources.map { ($0.address.name, $0.renamedFrom?.name) })
            #expect(found == Dictionary(uniqueKeysWithValues: names))
        }
        #expect(vpcs([("one", "two"), ("two", nil)]).problems.map { $0.contains("which is still declared") } == [true])
        #expect(vpcs([("one", "two"), ("two", "tri"), ("tri", nil)]).problems.count == 1)
        #expect(vpcs([("one", "tri"), ("two", "tri")]).problems.count == 1)
    }

    @Test("after an error of syntax nothing is called missing, since it may stand further down")
    func noCascade() {
        var workspace = TestWorkspace.server("port: 0", subnet: "elsewhere")
        workspace.others["manifests/b.yaml"] = "a: [b"
        #expect(workspace.problems.map { $0.split(separator: ":")[2] } == ["9 bad-value", "4 yaml-syntax"])
    }

    @Test("an object with a wrong name is still checked")
    func wrongName() {
        var workspace = TestWorkspace.server("port: 0")
        workspace.manifest = workspace.manifest.replacing("{name: web}", with: "{name: web server}")
        #expect(workspace.problems.map { $0.split(separator: " ")[1] } == ["bad-name:", "bad-value:"])
    }

    @Test("the project alone needs no manifests, no variables and no secrets")
    func projectAlone() throws {
        let files = MemoryFiles([
            "nacre.yaml": """
            apiVersion: nacre/v1
            kind: Project
            metadata: {name: shop}
            spec:
              cloud: http://127.0.0.1:8080
              region: ${env.REGION}
              manifests: [a/*.yaml]
              maxDestroy: 3
              variables: {x: {}}
              secrets: {y: {env: NOT_SET}}
            """
        ])
        let source = ManifestSource(root: "w", environment: ["REGION": "JPN"])
        let project = try ManifestLoader.project(of: source, files: files)
        #expect(
            project
                == Project(
                    name: "shop", cloud: "http://127.0.0.1:8080", region: "JPN", manifests: ["a/*.yaml"], maxDestroy: 3)
        )
        #expect(throws: Diagnostics.self) { try ManifestLoader.project(of: source, files: MemoryFiles([:])) }
    }
}

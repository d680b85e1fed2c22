import Foundation
import Kinds
import ManifestLanguage
import Model
import Testing

@Suite("objects chosen by labels") struct LabelSelectorTests {
    private static let network = [
        document("Vpc", "main", "cidr: 10.0.0.0/16"),
        document("Subnet", "app", "vpc: main", "zone: KR-1", "cidr: 10.0.1.0/24", "type: PUBLIC"),
    ]

    private static func document(_ kind: String, _ name: String, labels: String = "", _ fields: String...) -> String {
        """
        apiVersion: ncloud/v1
        kind: \(kind)
        metadata: {name: \(name), labels: {\(labels)}}
        spec: {\(fields.joined(separator: ", "))}
        """
    }

    /// A server with labels: `role: web`.
    private static func server(_ name: String, _ labels: String) -> String {
        document("Server", name, labels: labels, "subnet: app", "image: {id: \"23214590\"}", "serverSpec: ci2-g3")
    }

    private static func group(product: String = "Server", _ field: String) -> String {
        document("MonitorGroup", "web", "product: \(product)", field)
    }

    /// The fields of the group in a workspace of these documents, or what is wrong with them.
    private func load(_ documents: String...) throws -> (group: DesiredResource?, problems: [Diagnostic]) {
        let root = FileManager.default.temporaryDirectory.appending(path: "labels-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: root) }
        try FileManager.default.createDirectory(
            at: root.appending(path: "manifests"), withIntermediateDirectories: true)
        let project = """
            apiVersion: nacre/v1
            kind: Project
            metadata: {name: labels}
            spec: {manifests: ["manifests/*.yaml"]}
            """
        try Data(project.utf8).write(to: root.appending(path: "nacre.yaml"))
        let text = (Self.network + documents).joined(separator: "\n---\n")
        try Data(text.utf8).write(to: root.appending(path: "manifests/main.yaml"))
        do throws(Diagnostics) {
            let loaded = try ManifestLoader.load(
                ManifestSource(root: root.path, environment: [:]), catalog: DriverCatalog.ncloud.kinds)
            return (loaded.desired.resources.first { $0.address.kind == "MonitorGroup" }, loaded.warnings)
        } catch { return (nil, error.all) }
    }

    private func targets(_ documents: String...) throws -> [String] {
        let loaded = try load(documents.joined(separator: "\n---\n"))
        #expect(loaded.problems == [])
        return (loaded.group?.attributes["targets"]?.elements ?? []).map { value in
            value.references.first?.description ?? value.spelling ?? ""
        }
    }

    @Test("every object with all of the labels is a target, which is made first; the selector itself is gone")
    func chosen() throws {
        let loaded = try load(
            Self.server("web-b", "role: web, tier: 1"), Self.server("web-a", "role: web, tier: 1"),
            Self.server("web-c", "role: web"), Self.server("web-d", "role: db, tier: 1"),
            Self.group("selector: {role: web, tier: 1}"))
        let group = try #require(loaded.group, "\(loaded.problems)")
        let servers = ["web-a", "web-b"].map { Address(kind: "Server", name: $0) }
        #expect(group.attributes["targets"] == .list(servers.map { .reference(Reference($0)) }))
        #expect(group.attributes["selector"] == nil && group.dependencies == servers)
    }

    @Test("targets are named by name, by address, by expression or by id, and labels add to them")
    func named() throws {
        let servers = ["a", "b", "c", "d"].map { Self.server("web-\($0)", "role: r\($0)") }.joined(separator: "\n---\n")
        #expect(
            try targets(
                servers,
                Self.group("targets: [web-a, Server/web-b, \"${Server/web-c.id}\", \"12345\"], selector: {role: rd}"))
                == ["Server/web-a", "Server/web-b", "Server/web-c", "12345", "Server/web-d"])
        #expect(try targets(servers, Self.group("targets: [web-a], selector: {role: ra}")) == ["Server/web-a"])
    }

    @Test(
        "what cannot be chosen is an error at its place, with what was probably meant",
        arguments: [
            ("selector: {role: wep}", "no Server of this workspace has the labels role=wep", "did you mean role=web?"),
            ("selector: {}", "'selector' must be a map of labels and their values", nil),
            ("targets: [webb-0]", "no Server 'webb-0' in this workspace", "did you mean 'web-0'?"),
            ("targets: [Vpc/main]", "'targets' cannot have a Vpc", "name a Server"),
            ("targets: [\"${Vpc/main.id}\"]", "'targets' cannot have a Vpc", "name a Server"),
            ("description: none", "a MonitorGroup needs at least one of targets, selector", nil),
        ] as [(String, String, String?)])
    func wrong(field: String, message: String, help: String?) throws {
        let loaded = try load(Self.server("web-0", "role: web"), Self.group(field))
        let problem = try #require(loaded.problems.first { $0.message == message }, "\(loaded.problems)")
        #expect(help == nil || problem.help == help, "\(problem)")
        #expect(problem.span != nil)
    }

    @Test("a selector without a product that nacre has a kind for is an error, and names of objects need none")
    func otherProducts() throws {
        let server = Self.server("web-0", "role: web")
        let other = Self.group(product: "Something", "selector: {role: web}")
        let message = "'selector' of MonitorGroup/web does not say of which kind its objects are"
        #expect(try load(server, other).problems.map(\.message) == [message])
        let named = Self.group(product: "Something", "targets: [Server/web-0, x-1]")
        #expect(try targets(server, named) == ["Server/web-0", "x-1"])
    }

    @Test("a misspelt product is blamed itself, not the selector that needs it")
    func misspeltProduct() throws {
        let found = try load(Self.server("web-0", "role: web"), Self.group(product: "Servr", "selector: {role: web}"))
        #expect(found.problems.map(\.message) == ["no known product 'Servr'"])
        #expect(found.problems.first?.help == "did you mean Server?")
    }

    @Test("a word in the place of a recipient is answered with an entry to write, a missing way with those there are")
    func recipients() throws {
        let word = try load(Self.document("EventRule", "busy", "product: Server", "recipients: [hongildong]"))
        let wrong = try #require(word.problems.first { $0.message.contains("recipients[0]") }, "\(word.problems)")
        #expect(wrong.help == "write an entry such as {recipient: hongildong, notify: [EMAIL]}")
        let lacking = try load(
            Self.document("EventRule", "busy", "product: Server", "recipients: [{recipient: hongildong}]"))
        let missing = try #require(lacking.problems.first { $0.message.contains("'notify'") }, "\(lacking.problems)")
        #expect(missing.notes.first?.contains("a list with any of EMAIL, SMS: ") == true, "\(missing.notes)")
    }

    @Test("objects that wait for each other by labels are a cycle")
    func cycle() throws {
        let server = Self.server("web-0", "role: web").replacing("spec:", with: "dependsOn: [MonitorGroup/web]\nspec:")
        let found = try load(server, Self.group("selector: {role: web}")).problems
        #expect(found.contains { $0.message.hasPrefix("dependency cycle:") }, "\(found)")
    }
}

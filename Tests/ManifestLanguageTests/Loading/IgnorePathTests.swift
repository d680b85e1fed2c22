import Model
import Testing

@testable import ManifestLanguage

@Suite("Paths to ignore")
struct IgnorePathTests {
    private func problems(_ path: String, _ kind: String = "Server") -> [String] {
        let head = "lifecycle: {ignore: [\"\(path)\"]}"
        if kind == "Server" { return TestWorkspace.server("port: 80", head: head).problems }
        let spec = kind == "Database" ? "{subnet: app}" : "{vpc: main}"
        return TestWorkspace(
            manifest: TestWorkspace.network
                + "apiVersion: ncloud/v1\nkind: \(kind)\nmetadata: {name: it}\n\(head)\nspec: \(spec)\n"
        ).problems
    }

    @Test(
        "a path that an object of the kind can have is taken, whether something is there or not",
        arguments: [
            ("port", "Server"), ("spec.disk.size", "Server"), ("tags[0]", "Server"),
            ("accessControlGroups[123]", "Server"), ("rules[TCP 22].description", "AccessControlGroup"),
            ("rules[TCP 22]", "AccessControlGroup"), ("settings.a.b[0].c", "Database"),
        ])
    func fits(_ path: String, _ kind: String) { #expect(problems(path, kind) == []) }

    @Test(
        "one that no object of the kind can have is an error",
        arguments: [
            ("disk.sise", "Server", "names 'sise'"),
            ("port.number", "Server", "'port' has no number: it is"),
            ("tags[first]", "Server", "'tags' has no element [first]"),
            ("disk[0]", "Server", "'disk' has no [0]: it is"),
            (
                "rules.description", "AccessControlGroup",
                "has no field 'description' (select one element by its protocol, ports: rules[protocol ports].description)"
            ),
            ("rules[TCP 22].note", "AccessControlGroup", "names 'note'"), ("[0]", "Server", "is not a field path"),
        ])
    func misfits(_ path: String, _ kind: String, _ told: String) {
        let problems = problems(path, kind)
        #expect(problems.count == 1)
        #expect(problems.first?.contains(told) == true, "\(problems)")
    }
}

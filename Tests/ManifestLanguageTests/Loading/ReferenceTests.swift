import Model
import Testing

@testable import ManifestLanguage

@Suite("References in manifests")
struct ReferenceTests {
    @Test("references are taken in all their forms")
    func references() throws {
        func subnet(_ text: String) throws -> Value? {
            try TestWorkspace.server("", subnet: text).resource("Server/web")?.attributes["subnet"]
        }
        let app = Value.reference(Reference(Address(kind: "Subnet", name: "app")))
        #expect(try subnet("app") == app)
        #expect(try subnet("Subnet/app") == app)
        #expect(try subnet("{ref: app}") == app)
        #expect(try subnet("${Subnet/app.id}") == app)
        #expect(try subnet("${Subnet/app}") == app)
        #expect(try subnet("{id: \"00123\"}") == "00123")
        #expect(
            try subnet("{lookup: {vpc: main, cidr: 10.0.9.0/24}}")
                == .reference(
                    Reference(
                        lookup: "Subnet",
                        criteria: [
                            "vpc": .reference(Reference(Address(kind: "Vpc", name: "main"))), "cidr": "10.0.9.0/24",
                        ])))
    }

    @Test(
        "a wrong reference says what would be right",
        arguments: [
            (
                "${Vpc/main.id}",
                "wrong-reference: 'subnet' must refer to a Subnet, but Vpc/main is a Vpc (name a Subnet)"
            ),
            ("Vpc/main", "wrong-reference: expected a reference to a Subnet, found a Vpc (write the name of a Subnet)"),
            (
                "12345",
                "wrong-type: 'subnet' must be a reference to a Subnet, but is an integer "
                    + "(for the id of an object write {id: \"12345\"})"
            ),
            (
                "\"12345\"",
                "missing-reference: no Subnet '12345' in this workspace "
                    + "(for an object that nacre does not manage write {id: \"12345\"})"
            ),
            (
                "{id: \"\"}",
                "bad-value: the id in 'subnet' is empty (write the id of a Subnet, or name one in the manifest)"
            ),
            (
                "{lookup: {}}",
                "bad-value: the lookup in 'subnet' has no criteria (give field values of a Subnet that match exactly one object)"
            ),
            (
                "{ref: app, id: \"1\"}",
                "wrong-reference: a reference is a name, {ref: …}, {id: …} or {lookup: {…}} "
                    + "(give exactly one of ref, id and lookup)"
            ),
            (
                "${Subnet/app.vpc}",
                "wrong-reference: 'subnet' must refer to a Subnet, but Subnet/app.vpc is a Vpc (name a Subnet)"
            ),
        ])
    func wrongReferences(text: String, wanted: String) {
        let problems = TestWorkspace.server("", subnet: text).problems
        #expect(problems.map { String($0.drop { $0 != " " }.dropFirst()) } == [wanted])
    }

    @Test(
        "an object that names itself is an error at its line, whatever the form of the reference",
        arguments: [
            ("dependsOn: [Vpc/main]", "{cidr: 10.0.0.0/16}", "4:13"),
            ("", "{cidr: 10.0.0.0/16, name: \"${Vpc/main.id}\"}", "4:"),
        ])
    func loops(head: String, spec: String, place: String) {
        let problems = TestWorkspace(
            manifest: """
                apiVersion: ncloud/v1
                kind: Vpc
                metadata: {name: main}
                \(head.isEmpty ? "" : head + "\n")spec: \(spec)
                """
        ).problems
        #expect(problems.count == 1, "\(problems)")
        #expect(problems.first?.contains("cycle: dependency cycle: Vpc/main refers to itself") == true, "\(problems)")
        #expect(problems.first?.contains("a.yaml:\(place)") == true, "\(problems)")
    }

    @Test("elements of a keyed list are placed by their key, and an object may name itself where its kind allows it")
    func keyed() throws {
        let group = try #require(
            try TestWorkspace(
                manifest: TestWorkspace.network + """
                    apiVersion: ncloud/v1
                    kind: AccessControlGroup
                    metadata: {name: web}
                    spec:
                      vpc: main
                      rules:
                        - {protocol: TCP, ports: 22, source: web}
                    """
            ).resource("AccessControlGroup/web"))
        let path = FieldPath("rules").appending(element: "TCP 22").appending("source")
        #expect(group.spans[path]?.description == "manifests/a.yaml:17:42")
        #expect(group.attributes["rules"]?.elements.first?.members["ports"] == "22")
    }
}

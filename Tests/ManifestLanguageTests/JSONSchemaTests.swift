import Model
import OrderedJSON
import Testing

@testable import ManifestLanguage

@Suite("JSON Schema")
struct JSONSchemaTests {
    @Test("a kind's schema has its writable fields, the required ones named, summaries as descriptions")
    func kind() {
        let schema = JSONSchema.document(for: TestCatalog.catalog, kind: "Server")
        let spec = schema["properties"]?["spec"]
        #expect(spec?["required"] == ["subnet"] && spec?["properties"]?["privateIp"] == nil)
        #expect(spec?["properties"]?["port"]?["description"]?.text == "Where it listens.")
        #expect(schema["properties"]?["kind"]?["const"]?.text == "Server" && schema["$defs"]?["lifecycle"] != nil)
    }

    @Test("the whole set holds every kind and the workspace's own documents, and all its pointers lead somewhere")
    func whole() {
        let schema = JSONSchema.document(for: TestCatalog.catalog, kind: nil)
        let definitions = schema["$defs"]?.members
        for name in TestCatalog.catalog.names + ["Project", "Environment"] { #expect(definitions?[name] != nil) }
        #expect(schema["oneOf"]?.elements.count == 7)
        for pointer in pointers(schema) {
            #expect(definitions?[String(pointer.dropFirst("#/$defs/".count))] != nil, "\(pointer)")
        }
    }

    private func pointers(_ json: JSON) -> [String] {
        let own = json["$ref"]?.text.map { [$0] } ?? []
        return own + json.elements.flatMap(pointers) + json.members.values.flatMap(pointers)
    }
}

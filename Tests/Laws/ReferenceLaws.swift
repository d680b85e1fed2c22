import Kinds
import ManifestLanguage
import Model
import OrderedJSON
import Reporting
import Testing

@Suite("laws of reference") struct ReferenceLaws {
    @Test(
        "explain says of a kind and each of its fields what they are",
        arguments: DriverCatalog.ncloud.kinds.kinds.map(\.name))
    func explain(_ name: String) throws {
        let kind = try #require(DriverCatalog.ncloud.kinds[name])
        let style = TextStyle(colour: false, width: 0)
        let page = try KindReport.explain(kind, field: nil, style: style)
        #expect(page.contains(kind.summary.prefix(20)))
        for field in kind.fields {
            #expect(page.contains(field.name))
            #expect(try KindReport.explain(kind, field: field.name, style: style).contains(field.name))
        }
        for nest in kind.place.nests {
            #expect(
                try KindReport.explain(kind, field: nest.field, style: style).contains("nacre explain \(nest.kind)"))
        }
        guard let definition = kind.serving.definition else { return }
        #expect(try KindReport.explain(kind, field: definition.field, style: style).contains(definition.summary))
    }

    @Test("the schema describes every field that a manifest may set", arguments: DriverCatalog.ncloud.kinds.names)
    func schema(_ name: String) throws {
        let kind = try #require(DriverCatalog.ncloud.kinds[name])
        let text = JSONSchema.document(for: DriverCatalog.ncloud.kinds, kind: name).serialized()
        #expect(text.contains("\"\(name)\""))
        for field in kind.fields where field.isWritable { #expect(text.contains("\"\(field.name)\""), "\(field.name)") }
    }

    @Test("the reference pages hold every kind, with its example")
    func pages() {
        let pages = KindReport.markdown(DriverCatalog.ncloud.kinds.kinds)
        for kind in DriverCatalog.ncloud.kinds.kinds { #expect(pages.contains(kind.example), "\(kind.name)") }
    }
}

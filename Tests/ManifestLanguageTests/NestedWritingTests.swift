import Model
import Testing

@testable import ManifestLanguage

@Suite("writing objects inside others") struct NestedWritingTests {
    private static let house = Address(kind: "House", name: "home")
    private static let kitchen = Address(kind: "Room", name: "home.kitchen")

    @Test("an entry reads as a person would have written it, and reads back as the object it was")
    func entries() throws {
        var kitchen = DesiredResource(
            Self.kitchen,
            attributes: [
                "house": .reference(Reference(Self.house)), "path": "/kitchen", "note": "one\ntwo\n",
                "next": .reference(Reference(Address(kind: "Room", name: "home.hall"))),
            ], adoption: .id("1/2"))
        kitchen.lifecycle.protect = true
        kitchen.lifecycle.timeouts = Timeouts(create: 5400, delete: 61)
        let hall = DesiredResource(
            Address(kind: "Room", name: "home.hall"),
            attributes: ["house": .reference(Reference(Self.house)), "path": "/hall"], adoption: .name("/hall"))
        let house = ManifestDraft(
            DesiredResource(Self.house, attributes: ["note": "tidy"]),
            inside: [ManifestDraft(kitchen), ManifestDraft(hall)])
        let text = ManifestWriter(Self.kinds).text(of: [house])
        #expect(
            text == """
                apiVersion: ncloud/v1
                kind: House
                metadata: {name: home}
                spec:
                  note: tidy
                  rooms:
                    - path: /kitchen
                      import: {id: 1/2}
                      lifecycle: {protect: true, timeouts: {create: 1h30m, delete: 1m1s}}
                      note: |
                        one
                        two
                      next: hall
                    - {path: /hall, import: {name: /hall}}

                """)
        let read = try read(text)
        #expect(read.map(\.address) == [Self.house, hall.address, Self.kitchen])
        #expect(read[2].attributes == kitchen.attributes && read[2].adoption == .id("1/2"))
        #expect(read[2].lifecycle == kitchen.lifecycle && read[1].adoption == .name("/hall"))
    }

    @Test("a name that would mean a nearer object is not written alone")
    func captured() throws {
        // Beside home.kitchen, "hall" is home.hall, wherever that is written.
        let far = Address(kind: "Room", name: "hall")
        let near = Address(kind: "Room", name: "home.hall")
        let referring = [far, near].map { target in
            DesiredResource(
                Self.kitchen,
                attributes: [
                    "house": .reference(Reference(Self.house)), "path": "/kitchen",
                    "next": .reference(Reference(target)),
                ])
        }
        for kitchen in referring {
            let others = [far, near].map {
                ManifestDraft(DesiredResource($0, attributes: ["house": "9", "path": "/hall"]))
            }
            for drafts in [
                [ManifestDraft(DesiredResource(Self.house), inside: [ManifestDraft(kitchen)])],
                [ManifestDraft(DesiredResource(Self.house)), ManifestDraft(kitchen)],
            ] {
                let text = ManifestWriter(Self.kinds).text(of: drafts + others)
                let read = try #require(try read(text).first { $0.address == Self.kitchen })
                #expect(read.attributes["next"] == kitchen.attributes["next"], "\(text)")
            }
        }
    }

    private func read(_ text: String) throws -> [DesiredResource] {
        let project = "apiVersion: nacre/v1\nkind: Project\nmetadata: {name: test}\n"
        let files = MemoryFiles(["nacre.yaml": project, "manifests/a.yaml": text])
        return try ManifestLoader.load(ManifestSource(root: "work"), catalog: Self.kinds, files: files).desired
            .resources
    }

    private static let kinds = KindCatalog([
        kind(
            "House", [Field("note", .text, "")],
            nests: [Kind.Nest("rooms", "Room", through: "house", key: "path", "")]),
        kind(
            "Room",
            [
                Field("house", .reference("House"), .required, ""), Field("path", .string, .required, ""),
                Field("note", .text, ""), Field("next", .reference("Room"), ""),
            ]),
    ])

    private static func kind(_ name: String, _ fields: [Field], nests: [Kind.Nest] = []) -> Kind {
        Kind(
            name, service: "Test", summary: "", fields: fields, identity: Kind.Identity(id: "no"),
            place: Kind.Place(nests: nests),
            life: Kind.Life(
                creation: Kind.Procedure([], seconds: 1, timeout: 1),
                deletion: Kind.Procedure([], seconds: 1, timeout: 1)), example: "")
    }
}

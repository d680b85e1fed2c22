import Model
import Testing

@testable import Planning

@Suite("objects that must be empty before they go") struct OccupancyTests {
    private static func kind(_ name: String, _ fields: [Field] = [], in parent: String? = nil, of inside: String? = nil)
        -> Kind
    {
        Kind(
            name, service: "Test", summary: "",
            fields: [Field("name", .string, .optionalFromName, change: .replace, "")] + fields,
            identity: Kind.Identity(id: "no"), place: Kind.Place(listedUnder: parent),
            life: Kind.Life(
                creation: Kind.Procedure(["make"], seconds: 1, timeout: 1),
                deletion: Kind.Procedure(["drop"], seconds: 1, timeout: 1), mustBeEmptyOf: inside), example: "")
    }

    private static let catalog = KindCatalog([
        kind("Shelf", of: "Book"),
        kind("Book", [Field("shelf", .reference("Shelf"), .required, change: .replace, "")], in: "Shelf"),
    ])

    private static func book(_ id: String, on shelf: String) -> LiveObject {
        LiveObject(kind: "Book", id: id, attributes: ["name": .string("book \(id)"), "shelf": .string(shelf)])
    }

    private func occupancy(_ steps: [Step]) -> Occupancy {
        Occupancy(Plan(project: "p", steps: steps), catalog: Self.catalog)
    }

    private func deletion(_ kind: String, _ id: String) -> Step {
        Step(Address(kind: kind, name: id), .delete, because: .destroyRequested, objectID: id)
    }

    @Test("what a plan does not delete is counted and named, once for each that holds it")
    func strangers() throws {
        let occupancy = occupancy([deletion("Shelf", "1"), deletion("Shelf", "2"), deletion("Book", "a")])
        let question = try #require(occupancy.questions.first)
        #expect(question.kind == "Book" && question.parents == ["1", "2"] && question.limit > 1000)
        let found = occupancy.diagnostics(
            question, inside: ["a", "b", "c", "d", "e"].map { Self.book($0, on: "1") })
        #expect(found.count == 1 && found.first?.severity == .error)
        #expect(
            found.first?.message
                == "Shelf/1 cannot be deleted: it contains 4 objects that this plan does not delete: book b, book c, book d, …"
        )
    }

    @Test("one that holds only what the plan deletes goes, and nothing is asked of plans that delete none")
    func empty() throws {
        let occupancy = occupancy([deletion("Shelf", "1"), deletion("Book", "a")])
        let question = try #require(occupancy.questions.first)
        #expect(occupancy.diagnostics(question, inside: [Self.book("a", on: "1")]).isEmpty)
        #expect(self.occupancy([deletion("Book", "a")]).questions.isEmpty)
    }
}

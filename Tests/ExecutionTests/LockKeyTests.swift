import Kinds
import Model
import Planning
import Testing

@Suite("What steps keep each other from") struct LockKeyTests {
    private let catalog = KindCatalog([
        Kind(
            "Address", service: "Test", summary: "",
            fields: [
                Field("server", .reference("Server"), change: .inPlace(.none, calls: []), ""),
                Field("groups", .set(.reference("Group")), change: .inPlace(.none, calls: []), ""),
            ],
            identity: Kind.Identity(id: "no"),
            place: Kind.Place(serializedOn: ["server", "groups"]),
            life: Kind.Life(
                creation: Kind.Procedure([], seconds: 1, timeout: 1),
                deletion: Kind.Procedure([], seconds: 1, timeout: 1)),
            example: ""),
        Kind(
            "Range", service: "Test", summary: "", fields: [Field("server", .reference("Server"), "")],
            identity: Kind.Identity(id: "no"),
            place: Kind.Place(serializedOn: ["server"]),
            life: Kind.Life(
                creation: Kind.Procedure([], seconds: 1, timeout: 1),
                deletion: Kind.Procedure([], seconds: 1, timeout: 1, isSideBySide: true)), example: ""),
    ])
    private let address = Address(kind: "Address", name: "a")
    private let web = Address(kind: "Server", name: "web")

    private func keys(_ wanted: Attributes, applied: Attributes? = nil) -> Set<String> {
        let rows = [RecordedResource(web, id: "12")]
        let step = Step(
            address, .update, because: .differs, desired: DesiredResource(address, attributes: wanted))
        return LockKeys(catalog: catalog, recorded: Recorded(rows)).keys(
            of: step, recorded: applied.map { RecordedResource(address, id: "1", applied: $0) })
    }

    @Test("its own object, and the parent whether named by address or by id")
    func parents() {
        let byAddress = keys(["server": .reference(Reference(web))])
        #expect(byAddress == ["Address/a", "Server/web"])
        #expect(keys(["server": "12"]) == byAddress)
        #expect(keys(["server": "99"]) == ["Address/a", "Server 99"])
        #expect(keys([:]) == ["Address/a"])
    }

    @Test("who moves changes the parent it leaves as well as the one it comes to")
    func moving() {
        #expect(keys(["server": "99"], applied: ["server": "12"]) == ["Address/a", "Server/web", "Server 99"])
    }

    @Test("what is deleted side by side waits for no turn of its parent; what is made does")
    func sideBySide() {
        let range = Address(kind: "Range", name: "a")
        let row = RecordedResource(range, id: "1", applied: ["server": "12"])
        func keys(_ action: Step.Action) -> Set<String> {
            LockKeys(catalog: catalog, recorded: Recorded([]))
                .keys(of: Step(range, action, because: .differs), recorded: row)
        }
        #expect(keys(.delete) == ["Range/a"])
        #expect(keys(.deleteReplaced) == ["Range/a"])
        #expect(keys(.update) == ["Range/a", "Server 12"])
    }

    @Test("every parent in a list")
    func lists() {
        #expect(keys(["groups": .list(["1", "2"])]) == ["Address/a", "Group 1", "Group 2"])
    }
}

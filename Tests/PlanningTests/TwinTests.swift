import Model
import Planning
import Testing

@Suite("Documents about one object") struct TwinTests {
    /// A kind that is listed under networks and found by the network alone.
    private static func ticket(isShared: Bool) -> Kind {
        Kind(
            "Ticket", service: "Test", summary: "",
            fields: [
                Field("network", .reference("Network"), .required, change: .replace, ""),
                Field("note", .string, change: .inPlace(.none, calls: ["setNote"]), ""),
            ],
            identity: Kind.Identity(id: "no", marker: ["network"], isMarkerShared: isShared),
            place: Kind.Place(
                listedUnder: "Network",
                slots: isShared ? [Kind.Slot(["network"], isCertain: false, space: "ticket", limit: 2)] : []),
            life: Kind.Life(
                creation: Kind.Procedure(["makeTicket"], seconds: 1, timeout: 9),
                deletion: Kind.Procedure(["dropTicket"], seconds: 1, timeout: 9)), example: "")
    }

    /// A network and tickets of it, those in the cloud first.
    private static func world(isShared: Bool, there: [String], wanted: [String]) -> World {
        var world = World()
        world.catalog = KindCatalog(TestCatalog.kinds.kinds + [ticket(isShared: isShared)])
        world.observed.insert("Ticket")
        world.have("Network/n", "n-1", ["range": "10.0.0.0/16"])
        world.want("Network/n", ["range": "10.0.0.0/16"])
        for name in there { world.have("Ticket/\(name)", "t-\(name)", ["network": "n-1"], on: ["Network/n"]) }
        for name in wanted { world.want("Ticket/\(name)", ["network": ref("Network/n")]) }
        return world
    }

    @Test("what a kind is found by is one object's alone, unless the kind says that several have it")
    func shared() {
        let refused = Self.world(isShared: false, there: [], wanted: ["a", "b"]).plan()
        #expect(refused.steps.contains { $0.isRefused })
        let both = Self.world(isShared: true, there: [], wanted: ["a", "b"]).plan()
        #expect(both.actions == ["create Ticket/a", "create Ticket/b"])
        #expect(Self.world(isShared: true, there: ["a", "b"], wanted: ["a", "b"]).plan().steps.isEmpty)
    }

    @Test("a second one does not wait for the first to go; a third one does")
    func rotation() {
        func waits(_ there: [String], _ wanted: [String]) -> [Step.ID] {
            Self.world(isShared: true, there: there, wanted: wanted).plan().steps
                .first { $0.action == .create }?.waitsFor ?? []
        }
        #expect(waits(["a"], ["b"]) == [])
        #expect(waits(["a", "b"], ["b", "c"]) == [Step.ID(at("Ticket/a"))])
    }
}

import Model
import Planning

/// Invented kinds that make others besides, capture them, or cannot be made again.
enum HouseCatalog {
    static let kinds = KindCatalog([
        kind("Street", [Field("range", .cidr, change: .replace, ""), note]),
        kind(
            "House",
            [
                Field("street", .reference("Street"), .required, change: .replace, ""),
                Field("door", .reference("Door"), change: .replace, ""), note,
                .computed("shownDoor", ""),
            ],
            byproducts: [Byproduct("Door", shownBy: "shownDoor", impliedBy: "withDoor", calls: ["dropDoor"])],
            slots: [Kind.Slot(["street", "name"])]),
        kind(
            "Door", [Field("house", .reference("House"), change: .inPlace(.none, calls: ["hang"]), initial: .null, "")]),
        kind(
            "Palace",
            [
                Field("street", .reference("Street"), .required, change: .replace, ""),
                Field("borrowed", .reference("Court"), change: .replace, ""),
                .computed("shownCourt", ""),
            ], byproducts: [Byproduct("Court", shownBy: "shownCourt", isPart: true)]),
        kind("Court", [Field("street", .reference("Street"), .required, change: .replace, "")]),
        kind(
            "Photo",
            [Field("of", .reference("House"), change: .replace, "").asOrigin, note]),
        kind(
            "Hut",
            [
                Field("size", .integer, change: .inPlace(.restart, calls: ["resize"]), ""),
                Field("model", .string, change: .replace, ""), Field("spot", .string, change: .replace, ""), note,
                Field("beside", .reference("Hut"), change: .replace, ""),
            ], slots: [Kind.Slot(["spot"])], replacement: .deleteFirstUnlessRolledOut),
        kind(
            "Village", [Field("huts", .set(.reference("Hut")), change: .inPlace(.none, calls: ["setHuts"]), ""), note]),
        kind(
            "Vault",
            [
                Field("size", .integer, change: .replace, ""),
                Field("shelves", .integer, change: .inPlace(.dataLoss, calls: ["refit"]), ""), note,
            ], holdsData: true),
        kind("Rack", [Field("slots", .rows(slot), change: .inPlace(.none, calls: ["fill"]), "")]),
        kind(
            "Antique", [Field("size", .integer, change: .replace, ""), note],
            endings: [
                Ending(
                    .create, on: "2026-06-01", reason: "nobody makes them any more", advice: "buy another one first",
                    source: "page"),
                Ending(
                    .update, of: ["note"], on: "2026-12-01", reason: "notes are no longer written", advice: "keep it",
                    source: "page"),
            ]),
    ])

    private static let slot = [
        Field("spec", .integer, .required, change: .inPlace(.stopStart), ""),
        Field("size", .integer, .required, change: .inPlace(.none, calls: ["resize"]), ""),
        Field("password", .secret, .optional, change: .createOnly, constraints: [.givenForNew], ""),
        .computed("name", ""),
    ]

    private static let note = Field("note", .string, change: .inPlace(.none, calls: ["setNote"]), initial: "", "")

    private static func kind(
        _ name: String, _ fields: [Field], byproducts: [Byproduct] = [], slots: [Kind.Slot] = [],
        endings: [Ending] = [], holdsData: Bool = false, replacement: Kind.Replacement = .deleteFirst
    ) -> Kind {
        Kind(
            name, service: "Test", summary: "",
            fields: [Field("name", .string, .optionalFromName, change: .replace, "")] + fields,
            identity: Kind.Identity(id: "no"),
            place: Kind.Place(slots: slots),
            life: Kind.Life(
                creation: Kind.Procedure(["make\(name)"], seconds: 1, timeout: 9),
                deletion: Kind.Procedure(["drop\(name)"], seconds: 1, timeout: 9), replacement: replacement,
                holdsData: holdsData,
                endings: endings,
                byproducts: byproducts), example: "")
    }
}

extension World {
    /// A world of ``HouseCatalog``.
    static var houses: World {
        var world = World()
        world.catalog = HouseCatalog.kinds
        world.observed = Set(HouseCatalog.kinds.names)
        return world
    }

    /// State says that the creation of the last object made this one besides.
    mutating func made(_ kind: String, _ ids: String...) {
        records[records.count - 1].memory[RecordedResource.madeBesides] = .map([
            kind: .list(ids.map(Value.string))
        ])
    }
}

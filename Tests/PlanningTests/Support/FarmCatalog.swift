import Model

/// Invented kinds whose objects make others by themselves, have names of their own, or are gone when they have served.
enum FarmCatalog {
    static let kinds = KindCatalog([
        kind("Field", [note]),
        kind(
            "Herd",
            [
                Field("field", .reference("Field"), .required, change: .replace, ""),
                Field("brand", .reference("Brand"), change: .inPlace(.none, calls: ["brand"]), ""),
                Field("size", .integer, change: .inPlace(.none, calls: ["grow"]), "").leftToOthers,
                .computed("sheep", .list(.string), ""),
            ], disruption: .dataLoss, members: Members("Sheep", listedBy: "sheep")),
        kind("Sheep", [Field("field", .reference("Field"), .required, change: .replace, ""), note]),
        kind(
            "Pen",
            [
                Field(
                    "guests", .set(.reference("Sheep")), change: .inPlace(.none, calls: ["herd"]), initial: .list([]),
                    ""
                )
                .shareable,
                .ownership,
            ]),
        kind("Brand", [Field("sign", .string, change: .replace, ""), note], isUnique: true),
        kind(
            "Fair",
            [
                Field("day", .formatted(.moment), change: .inPlace(.none, calls: ["move"]), ""),
                Field("every", .string, change: .inPlace(.none, calls: ["move"]), ""), note,
            ], expiries: [Expiry(after: "day", unless: "every")]),
    ])

    private static let note = Field("note", .string, change: .inPlace(.none, calls: ["setNote"]), initial: "", "")

    private static func kind(
        _ name: String, _ fields: [Field], disruption: Disruption = .replace, members: Members? = nil,
        expiries: [Expiry] = [], isUnique: Bool = false
    ) -> Kind {
        Kind(
            name, service: "Test", summary: "",
            fields: [Field("name", .string, .optionalFromName, change: .replace, constraints: [.name(1...20)], "")]
                + fields,
            identity: Kind.Identity(id: "no", hasUniqueName: isUnique),
            life: Kind.Life(
                creation: Kind.Procedure(["make\(name)"], seconds: 1, timeout: 9),
                deletion: Kind.Procedure(["drop\(name)"], seconds: 1, timeout: 9),
                replacement: isUnique ? .createFirst : .deleteFirst, disruption: disruption, members: members,
                expiries: expiries), example: "")
    }
}

extension World {
    /// A world of ``FarmCatalog``.
    static var farm: World {
        var world = World()
        world.catalog = FarmCatalog.kinds
        world.observed = Set(FarmCatalog.kinds.names)
        return world
    }
}

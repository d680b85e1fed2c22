import Model

/// Invented kinds, one for each way an object can behave.
enum TestCatalog {
    static let kinds = KindCatalog([network, machine, firewall, gateway, frame, image])

    /// What others rest upon; a new one needs the range of the old one.
    static let network = kind(
        "Network",
        [
            Field("range", .cidr, .required, change: .replace, ""),
            Field("note", .string, change: .inPlace(.none, calls: ["setNetworkNote"]), initial: "", ""),
            .computed("zone", ""),
        ])

    /// Has a field of nearly every type.
    static let machine = kind(
        "Machine",
        [
            Field("network", .reference("Network"), change: .replace, ""),
            Field("backup", .reference("Network"), change: .inPlace(.none, calls: ["setBackup"]), ""),
            Field("image", .reference("Image"), change: .replace, ""),
            Field("spare", .reference("Image"), change: .inPlace(.none, calls: ["setSpare"]), ""),
            Field("size", .integer, change: .inPlace(.stopStart, calls: ["stop", "resize", "start"]), ""),
            Field("weight", .number, change: .inPlace(.none, calls: ["setWeight"]), ""),
            Field("note", .string, change: .inPlace(.none, calls: ["setNote"]), initial: "none", ""),
            Field("owner", .string, change: .inPlace(.restart, calls: ["setOwner"]), ""),
            Field("tags", .set(.string), change: .inPlace(.none, calls: ["setTags"]), ""),
            Field("disks", .list(.integer), change: .inPlace(.restart, calls: ["setDisks"]), ""),
            Field("config", .json, change: .inPlace(.none, calls: ["setConfig"]), ""),
            Field("motd", .text, change: .inPlace(.none, calls: ["setMotd"]), ""),
            Field("password", .secret, change: .inPlace(.none, calls: ["setPassword"]), ""),
            Field(
                "capacity", .integer, change: .inPlace(.none, calls: ["grow"]), constraints: [.growsOnly], ""),
            Field(
                "host", .reference("Network"), change: .inPlace(.restart, calls: ["setHost"]), initial: .null,
                isAttachment: true, ""),
            Field("script", .text, change: .createOnly, ""),
            Field("zone", .string, change: .refused("make another one"), ""),
            .computed("address", ""),
        ], disruption: .dataLoss)

    /// Holds rules told apart by protocol and port, which others may add to. A network brings one along.
    static let firewall = kind(
        "Firewall",
        [
            Field("network", .reference("Network"), change: .inPlace(.none, calls: ["moveFirewall"]), ""),
            Field(
                "rules",
                .keyed(
                    [
                        Field("protocol", .string, initial: "TCP", ""), Field("port", .string, ""),
                        Field("note", .string, initial: "", ""),
                    ], by: ["protocol", "port"]),
                change: .inPlace(.none, calls: ["addRules", "removeRules"]), ""
            ).shareable,
            Field("zones", .set(.string), change: .inPlace(.none, calls: ["setZones"]), "").shareable,
            Field("model", .string, change: .replace, ""),
            .ownership, .computed("isDefault", .boolean, ""),
        ], companionOf: "Network")

    /// May be there twice while it is replaced.
    static let gateway = kind(
        "Gateway",
        [
            Field("network", .reference("Network"), change: .inPlace(.none, calls: ["moveGateway"]), ""),
            Field("model", .string, change: .replace, ""),
        ], replacement: .createFirst)

    /// Neither made nor removed by calls.
    static let frame = kind(
        "Frame",
        [
            Field("note", .string, change: .inPlace(.none, calls: ["setFrameNote"]), ""),
            Field("region", .string, change: .replace, ""),
            Field("plan", .string, change: .refused("ask support"), ""),
        ], ability: .refused(reason: "frames are closed to new users", advice: "use Datafence"))

    /// Chosen from, never made; machines outlive it.
    static let image = kind(
        "Image",
        [
            .computed("os", ""), .computed("version", ""), .computed("created", ""), .computed("phase", ""),
            .computed("room", .integer, ""),
        ], ability: .refused(reason: "images are published", advice: "refer to one"),
        lookup: LookupRules(
            bareText: .idOrName, comparisons: ["version": .leadingParts, "room": .atLeast],
            defaults: ["phase": "CURRENT"],
            picks: [
                LookupRules.Pick("newest", by: [.descending("created"), .descending("version")], ""),
                LookupRules.Pick("smallest", by: [.ascending("room")], ""),
            ], outlived: true))

    private static func kind(
        _ name: String, _ fields: [Field], replacement: Kind.Replacement = .deleteFirst,
        ability: Kind.Ability = .offered, disruption: Disruption = .replace, companionOf: String? = nil,
        lookup: LookupRules = LookupRules()
    ) -> Kind {
        Kind(
            name, service: "Test", summary: "",
            fields: [Field("name", .string, .optionalFromName, change: .replace, "")] + fields,
            identity: Kind.Identity(id: "no"),
            place: Kind.Place(companionOf: companionOf),
            life: Kind.Life(
                creation: Kind.Procedure(["create\(name)"], seconds: 20, timeout: 100, ability: ability),
                deletion: Kind.Procedure(["delete\(name)"], seconds: 5, timeout: 50, ability: ability),
                replacement: replacement, disruption: disruption),
            choosing: Kind.Choosing(
                lookup: lookup,
                builtIn: companionOf == nil ? [:] : ["isDefault": true]), example: "")
    }
}

import OrderedJSON

/// Who may be told of events. People and groups are managed elsewhere. Source: management-cloudinsight-getnotificationrecipientlist.
enum InsightRecipients {
    static let kind = RESTKind(
        .insightRecipient,
        InsightProducts.routes + [
            .get("/rule/notify/groups") { world, _ throws(Failure) in
                .ok(.array(world.all(.insightRecipient).map(render)))
            }
        ])

    /// Those that a fresh account has.
    static func fill(_ world: inout World) {
        for (name, isPerson) in [("operations", false), ("developers", false), ("hongildong", true)] {
            let id = world.newId(.insightRecipient)
            world.insert(.insightRecipient, id: id, ["name": .string(name), "isPerson": .bool(isPerson)])
        }
    }

    private static func render(_ one: Record) -> JSON {
        let number = JSON.integer(Int64(one.id) ?? 0)
        let name = JSON.string(one["name"])
        return one.flag("isPerson")
            ? ["managerName": name, "managerNo": number, "personalNotification": true]
            : ["groupName": name, "groupNum": number, "personalNotification": false]
    }

    /// What a rule says of those it tells.
    /// - Parameter isPerson: whether they are people, and not groups.
    static func checked(_ wires: [JSON], isPerson: Bool, _ world: World) throws(Failure) -> [JSON] {
        let (number, name) = isPerson ? ("managerNo", "managerName") : ("groupNum", "groupName")
        var all: [JSON] = []
        for wire in wires {
            guard let one = world[.insightRecipient, wire[number]?.text ?? ""], one.flag("isPerson") == isPerson else {
                throw .insight(invalid: number)
            }
            let ways = try wire.insightList("notifyTypes", atLeast: 1)
            guard ways.allSatisfy({ ["SMS", "EMAIL"].contains($0.text ?? "") }) else {
                throw .insight(invalid: "notifyTypes")
            }
            if let minutes = wire["reminderTime"], !(5...720).contains(minutes.integer ?? 0) {
                throw .insight(invalid: "reminderTime")
            }
            let shown = wire.with([name: .string(one["name"])])
            all.append(shown)
        }
        return all
    }
}

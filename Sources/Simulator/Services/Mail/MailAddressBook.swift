import OrderedJSON

/// The address book. What is added to it is there 2 s later; which addresses it has, no call shows. Source: …-getaddressbook,
/// -createaddressbook, -deleteaddressbook, -deleteaddress, -deleterecipientgroup, -deleterecipientgrouprelation,
/// -deleterecipientgrouprelationempty.
enum MailAddressBook {
    /// How long an addition takes. (inferred)
    private static let delay: Int64 = 2_000

    static let kind = RESTKind(
        .mailGroup,
        [
            .get("/address-book") { world, _ in show(world) },
            .post("/address-book", add),
            .delete("/address-book") { world, _ in
                let all = world.all(.mailAddress)
                for address in all { world.remove(.mailAddress, address.id) }
                for group in world.all(.mailGroup) { world.remove(.mailGroup, group.id) }
                return .ok(["deletedAddressCount": .integer(Int64(all.count))])
            },
            .delete("/address-book/address") { world, call throws(Failure) in
                let gone = Set(try Mail.addresses(call, "emailAddresses"))
                for address in gone { world.remove(.mailAddress, address) }
                for group in world.all(.mailGroup) { remove(gone, from: group, &world) }
                return show(world)
            },
            .delete("/address-book/recipient-groups") { world, call throws(Failure) in
                world.remove(.mailGroup, try group(call.query.text("groupName"), world).id)
                return show(world)
            },
            .delete("/address-book/recipient-groups/address") { world, call throws(Failure) in
                let group = try group(call.body["groupName"]?.text, world)
                remove(Set(try Mail.addresses(call, "emailAddresses")), from: group, &world)
                return show(world)
            },
            .delete("/address-book/recipient-groups/address/empty") { world, call throws(Failure) in
                let group = try group(call.query.text("groupName"), world)
                world.set(.mailGroup, group.id, ["addresses": []])
                return show(world)
            },
        ])

    static let addresses = RESTKind(.mailAddress)

    /// Additions that are not carried out yet.
    static let orders = RESTKind(
        .mailOrder,
        routine: { world, order in
            for part in order.attributes["groups"]?.elements ?? [] { carryOut(part, &world) }
            world.remove(.mailOrder, order.id)
        })

    /// The answer shows the book as it is before.
    private static let add: RESTHandler = { world, call throws(Failure) in
        let groups = call.body["groups"]?.elements ?? []
        let names = groups.compactMap { $0["groupName"]?.text }
        guard !groups.isEmpty, names.count == groups.count, Set(names).count == names.count,
            names.allSatisfy(Mail.isName)
        else { throw .mailRequest("groups have names, each another one.") }
        let addresses = groups.flatMap { $0["emailAddresses"]?.elements.map { $0.text ?? "" } ?? [] }
        guard addresses.allSatisfy(Mail.isAddress) else { throw .mailRequest("emailAddresses are e-mail addresses.") }
        let id = world.newId(.mailOrder)
        world.insert(.mailOrder, id: id, ["groups": .array(groups)], plan: [.wake(milliseconds: delay)])
        return show(world)
    }

    private static func carryOut(_ part: JSON, _ world: inout World) {
        let name = part["groupName"]?.text ?? ""
        let added = part["emailAddresses"]?.elements.compactMap(\.text) ?? []
        for address in added where world[.mailAddress, address] == nil {
            world.insert(.mailAddress, id: address, ["address": .string(address)])
        }
        let group = world.all(.mailGroup).first { $0["groupName"] == name }
        let former = group?.list("addresses") ?? []
        var all = former
        for address in added where !all.contains(address) { all.append(address) }
        let values: [String: JSON] = ["groupName": .string(name), "addresses": .array(all.map(JSON.string))]
        if let group {
            world.set(.mailGroup, group.id, values)
        } else {
            let id = world.newId(.mailGroup)
            world.insert(.mailGroup, id: id, values)
        }
    }

    private static func remove(_ gone: Set<String>, from group: Record, _ world: inout World) {
        let left = group.list("addresses").filter { !gone.contains($0) }
        world.set(.mailGroup, group.id, ["addresses": .array(left.map(JSON.string))])
    }

    private static func group(_ name: String?, _ world: World) throws(Failure) -> Record {
        guard let name else { throw .mailRequest("groupName is required.") }
        guard let group = world.all(.mailGroup).first(where: { $0["groupName"] == name }) else { throw .notInMail }
        return group
    }

    private static func show(_ world: World) -> Response {
        let groups = world.all(.mailGroup).map { group -> JSON in
            [
                "sid": Mail.number(group.id), "groupName": .string(group["groupName"]),
                "addressCount": .integer(Int64(group.list("addresses").count)),
            ]
        }
        return .ok(["totalAddressCount": .integer(Int64(world.count(.mailAddress))), "groups": .array(groups)])
    }
}

import OrderedJSON

/// Addresses that get no advertising mails. Source: …-getunsubscriberslist, -registerunsubscribers, -deleteunsubscribers;
/// common-vapidatatype-nesunsubscriberslistcontent.
///
/// One that a call registers counts as registered by a manager. (inferred)
enum MailUnsubscribers {
    private static let largestPage: Int64 = 1000

    static let kind = RESTKind(
        .mailUnsubscriber,
        [.get("/unsubscribers", list), .post("/unsubscribers", register), .delete("/unsubscribers", delete)])

    private static let list: RESTHandler = { world, call throws(Failure) in
        guard let from = moment(call, "start"), let to = moment(call, "end") else {
            throw .mailRequest("A start and an end are required.")
        }
        let (page, size) = (
            call.query.text("page").flatMap { Int64($0) } ?? 0, call.query.text("size").flatMap { Int64($0) } ?? 10
        )
        guard page >= 0, (1...largestPage).contains(size) else { throw .mailRequest("page or size is not valid.") }
        let (address, manager) = (
            call.query.text("emailAddress"), call.query.text("isRegByManager").flatMap { Bool($0) }
        )
        let found = world.all(.mailUnsubscriber).filter { one in
            (from...max(from, to)).contains(one.integer("blockUtc")) && (address ?? one["address"]) == one["address"]
                && (manager ?? one.flag("isRegByManager")) == one.flag("isRegByManager")
        }
        let rows = found.dropFirst(Int(clamping: page * size)).prefix(Int(size)).map { one -> JSON in
            [
                "address": .string(one["address"]), "blockDate": Mail.date(one.integer("blockUtc")),
                "isRegByManager": .bool(one.flag("isRegByManager")),
            ]
        }
        // The members beside the list are those of other pages. (inferred)
        let total = Int64(found.count)
        return .ok([
            "content": .array(rows), "totalElements": .integer(total),
            "totalPages": .integer((total + size - 1) / size),
            "number": .integer(page), "size": .integer(size),
        ])
    }

    private static let register: RESTHandler = { world, call throws(Failure) in
        let asked = try Mail.addresses(call, "blockedReceivers")
        let fresh = asked.filter { world[.mailUnsubscriber, $0] == nil }
        for address in fresh {
            world.insert(
                .mailUnsubscriber, id: address,
                ["address": .string(address), "blockUtc": .integer(world.now), "isRegByManager": true])
        }
        return counts(fresh, asked)
    }

    private static let delete: RESTHandler = { world, call throws(Failure) in
        let asked = try Mail.addresses(call, "blockedReceivers")
        let there = asked.filter { world[.mailUnsubscriber, $0] != nil }
        for address in there { world.remove(.mailUnsubscriber, address) }
        return counts(there, asked)
    }

    private static func counts(_ done: [String], _ asked: [String]) -> Response {
        .ok([
            "count": .integer(Int64(done.count)), "requestCount": .integer(Int64(asked.count)),
            "ignoreCount": .integer(Int64(asked.count - done.count)),
        ])
    }

    /// Milliseconds since 1970; a date, which may stand for them, is only taken for its year. (inferred)
    private static func moment(_ call: RESTCall, _ end: String) -> Int64? {
        if let utc = call.query.text("\(end)Utc") { return Int64(utc) }
        guard let year = call.query.text("\(end)DateTime").flatMap({ Int64($0.prefix(4)) }) else { return nil }
        return Timestamp(year, 1, 1, hour: 0, minute: 0, second: 0).milliseconds
    }
}

import OrderedJSON

/// What was done with a key, and by whom. Source: api/kms.md §4 (the rows of the log are inferred from the entry that
/// `last-use-info` gives).
enum KMSActivities {
    static let kind = RESTKind(.kmsActivity)

    static let routes: [RESTRoute] = [
        KMS.account("GET", "/activities", list), KMS.account("GET", "/last-use-info", last),
    ]

    /// So many entries are kept of one key.
    private static let kept = 200

    /// Does a call and enters how it ended; calls that only look are not entered. (inferred)
    static func logging(
        _ call: RESTCall, of key: Record, _ world: inout World, _ handler: KMS.KeyHandler
    ) throws(Failure) -> JSON {
        guard call.method != "GET" else { return try handler(&world, key, call) }
        do throws(Failure) {
            let data = try handler(&world, key, call)
            if world[.kmsKey, key.id] != nil { enter(name(of: call), "SUCCESS", of: key, by: call, &world) }
            return data
        } catch {
            enter(name(of: call), error.code, of: key, by: call, &world)
            throw error
        }
    }

    static func enter(
        _ api: String, _ result: String, of key: Record, by call: RESTCall? = nil, at time: Int64? = nil,
        _ world: inout World
    ) {
        let account = world.all(.account).first
        let user = call?.owner == .sub ? account?["subId"] : account?["mainId"]
        let old = world.records(.kmsActivity, where: "keyId", is: key["keyId"])
        if old.count >= kept, let first = old.first { world.remove(.kmsActivity, first.id) }
        world.insert(
            .kmsActivity, id: world.newId(.kmsActivity),
            [
                "keyId": key.attributes["keyId"] ?? .null, "api": .string(api), "result": .string(result),
                "milliseconds": .integer(time ?? world.now), "requestType": call == nil ? "SYSTEM" : "API",
                "requestorId": .string(call == nil ? "" : user ?? ""), "ip": .string(call?.address ?? ""),
            ])
    }

    private static let list: KMS.KeyHandler = { world, key, call throws(Failure) in
        let from = try time(call, "timestampFrom") ?? world.now - KMSRotation.day
        let to = try time(call, "timestampTo") ?? world.now
        let keyword = call.query.text("keyword")
        let rows = world.records(.kmsActivity, where: "keyId", is: key["keyId"])
            .filter { (from...max(from, to)).contains($0.integer("milliseconds")) }
            .map { render($0, of: key) }
            .filter { row in keyword.map { row.serialized().contains($0) } ?? true }
        let (page, numbers) = try KMSPage.cut(rows, call)
        let size = call.query.text("pageSize").flatMap { Int64($0) } ?? 100
        return JSON.object(["activityLogList": .array(page), "pageSize": .integer(size)]).with(numbers)
    }

    private static let last: KMS.KeyHandler = { world, key, _ throws(Failure) in
        world.records(.kmsActivity, where: "keyId", is: key["keyId"]).last.map { render($0, of: key) } ?? .null
    }

    private static func render(_ entry: Record, of key: Record) -> JSON {
        [
            "timestamp": .string(Timestamp(milliseconds: entry.integer("milliseconds")).universal),
            "data": [
                "kmsKey": [
                    "keyTag": .string(key.id), "keyName": .string(key["keyName"]), "nrn": .string(key.kmsName),
                ],
                "api": ["name": .string(entry["api"]), "result": .string(entry["result"])],
            ],
            "requestor": entry.fields(["requestType", "ip"]).with(["id": .string(entry["requestorId"])]),
        ]
    }

    private static func time(_ call: RESTCall, _ name: String) throws(Failure) -> Int64? {
        guard let text = call.query.text(name) else { return nil }
        guard let time = Int64(text) else { throw .kms(.invalidRequest) }
        return time
    }

    /// What follows the key in the path; the method for the key itself.
    private static func name(of call: RESTCall) -> String {
        let words = call.segments.drop { $0 != call.ids.first }.dropFirst()
        return words.isEmpty ? call.method.lowercased() : words.joined(separator: "/")
    }
}

extension TableSchema {
    static let kmsActivity = TableSchema("kmsActivity", nameAttribute: "api", numbers: .kmsActivity, indexes: ["keyId"])
}

extension NumberFamily {
    fileprivate static let kmsActivity = NumberFamily(name: "kmsActivity", first: 1)
}

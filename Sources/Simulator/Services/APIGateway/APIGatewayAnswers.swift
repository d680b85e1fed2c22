import OrderedCollections
import OrderedJSON

/// What API Gateway answers look like: fields without a value are left out. Source: api/apigateway.md §1.4.
enum APIGatewayAnswers {
    static let tenantId = "0f3d1c5b7a9e4826b1d3f5a7c9e0b2d4"
    static let modifier = "6d1f0a52-3c4b-4e8d-9a7f-1b2c3d4e5f60"

    static let noContent = Response(status: 204)
    /// Some calls answer 200 with nothing in it.
    static let empty = Response(status: 200)

    static func ok(_ value: JSON, status: Int = 200) -> Response {
        Response(status: status, body: value.serializedBytes())
    }

    /// What every object carries.
    static func common(_ world: World) -> [String: JSON] {
        [
            "tenantId": .string(tenantId), "modifier": .string(modifier), "domainCode": "PUB",
            "modTime": .string(Timestamp(milliseconds: world.now).universal),
        ]
    }

    /// The given fields of a record in order, without those it lacks.
    static func fields(_ record: Record, _ names: [String]) -> JSON {
        var members: OrderedDictionary<String, JSON> = [:]
        for name in names { members[name] = record.value(name) }
        return .object(members)
    }

    static func merged(_ one: JSON, _ other: JSON) -> JSON {
        .object(one.members.merging(other.members) { _, new in new })
    }

    /// `offset` and `limit`, from the query or, for searches, from the body. All by default. (inferred)
    static func page(_ rows: [Record], _ call: RESTCall) throws(Failure) -> [Record] {
        func number(_ name: String, least: Int64) throws(Failure) -> Int64? {
            let given = call.query.text(name).map(JSON.string) ?? call.body[name] ?? .null
            if given == .null { return nil }
            guard let value = given.text.flatMap({ Int64($0) }), value >= least else {
                throw APIGatewayRules.invalid(name)
            }
            return value
        }
        let offset = try number("offset", least: 0) ?? 0
        let limit = try number("limit", least: 1) ?? .max
        return Array(rows.dropFirst(Int(clamping: offset)).prefix(Int(clamping: limit)))
    }

    /// Keeps records whose attribute contains the text of a parameter. (inferred: part of a name is enough)
    static func named(_ rows: [Record], _ attribute: String, _ wanted: String?) -> [Record] {
        guard let wanted else { return rows }
        return rows.filter { $0[attribute].contains(wanted) }
    }
}

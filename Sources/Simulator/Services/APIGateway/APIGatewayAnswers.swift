import OrderedCollections
import OrderedJSON

/// What API Gateway answers look like: fields without a value are omitted. Source: api/apigateway.md §1.4.
enum APIGatewayAnswers {
    static let tenantId: JSON = "0f3d1c5b7a9e4826b1d3f5a7c9e0b2d4"
    static let modifier: JSON = "6d1f0a52-3c4b-4e8d-9a7f-1b2c3d4e5f60"
}

extension Response {
    static let noContent = Response(status: 204)
    /// Some calls answer 200 with nothing in it.
    static let empty = Response(status: 200)

    static func ok(_ value: JSON, status: Int = 200) -> Response {
        Response(status: status, body: value.serializedBytes())
    }
}

extension World {
    /// What every object of API Gateway carries.
    var gatewayStamp: [String: JSON] {
        [
            "tenantId": APIGatewayAnswers.tenantId, "modifier": APIGatewayAnswers.modifier, "domainCode": "PUB",
            "modTime": .string(Timestamp(milliseconds: now).universal),
        ]
    }
}

extension Record {
    /// The given fields in order, without those the record lacks.
    func fields(_ names: [String]) -> JSON {
        var members: OrderedDictionary<String, JSON> = [:]
        for name in names { members[name] = value(name) }
        return .object(members)
    }
}

extension JSON {
    /// An object with the members of another one, which count where both have one.
    func with(_ other: JSON) -> JSON { .object(members.merging(other.members) { _, new in new }) }
}

extension [Record] {
    /// Those whose attribute contains the text of a parameter. (inferred: part of a name is enough)
    func named(_ attribute: String, _ wanted: String?) -> [Record] {
        guard let wanted else { return self }
        return filter { $0[attribute].contains(wanted) }
    }
}

import OrderedCollections
import OrderedJSON

/// How an API words the gateway's own answers: a fixed set, of which only changes are kept. Source: api/apigateway.md §4.8.
enum GatewayResponses {
    static let routes: [RESTRoute] = [
        .get("/:/responses", list), .post("/:/responses/:", setStatus), .delete("/:/responses/:", reset),
        .post("/:/responses/:/headers", addHeader), .delete("/:/responses/:/headers/:", deleteHeader),
        .post("/:/responses/:/templates", addTemplate), .patch("/:/responses/:/templates", changeTemplate),
        .delete("/:/responses/:/templates", deleteTemplate),
    ]

    typealias Change = OrderedDictionary<String, JSON>

    private static let list: RESTHandler = { world, call throws(Failure) in
        let api = try APIs.find(call.ids, world)
        let rows = GatewayResponseType.allCases.map { render($0, api, world) }
        return .ok(["gatewayResponses": .array(rows)])
    }

    private static let setStatus: RESTHandler = { world, call throws(Failure) in
        let status = try call.body.number("statusCode", in: 100...599)
        let (api, type) = try edit(call, &world) { change throws(Failure) in
            change["statusCode"] = status.map(JSON.integer) ?? change["statusCode"]
        }
        return .ok(render(type, api, world))
    }

    /// Puts the type back to what it was at birth.
    private static let reset: RESTHandler = { world, call throws(Failure) in
        _ = try edit(call, &world) { change throws(Failure) in change = [:] }
        return .noContent
    }

    private static let addHeader: RESTHandler = { world, call throws(Failure) in
        let name = try call.body.text("headerName", upTo: 45)
        let value = try call.body.text("headerValue", upTo: 130)
        guard HeaderRule.isHeaderName(name), HeaderRule.isHeaderText(value) else { throw .invalidField("headerName") }
        let (api, type) = try add(name, .string(value), to: "headers", call, &world)
        return .ok(header(name, .string(value), type, api), status: 201)
    }

    private static let deleteHeader: RESTHandler = { world, call throws(Failure) in
        let name = call.ids[3]
        _ = try edit(call, &world) { change throws(Failure) in
            guard change["headers"]?[name] != nil else { throw .notFound("headerName", name) }
            set(name, nil, in: "headers", of: &change)
        }
        return .noContent
    }

    private static let addTemplate: RESTHandler = { world, call throws(Failure) in
        let (name, template) = try template(call.body)
        let (api, type) = try add(name, template, to: "templates", call, &world)
        return .ok(rendered(name, template, type, api), status: 201)
    }

    private static let changeTemplate: RESTHandler = { world, call throws(Failure) in
        let (name, template) = try template(call.body)
        _ = try edit(call, &world) { change throws(Failure) in
            guard change["templates"]?[name] != nil else { throw .notFound("contentType", name) }
            set(name, template, in: "templates", of: &change)
        }
        return .noContent
    }

    private static let deleteTemplate: RESTHandler = { world, call throws(Failure) in
        guard let name = call.query.text("contentType") else { throw .invalidField("contentType") }
        _ = try edit(call, &world) { change throws(Failure) in
            guard change["templates"]?[name] != nil else { throw .notFound("contentType", name) }
            set(name, nil, in: "templates", of: &change)
        }
        return .noContent
    }
}

extension GatewayResponses {
    private static func template(_ body: JSON) throws(Failure) -> (name: String, template: JSON) {
        let type = try body.text("contentType", upTo: 100)
        guard HeaderRule.isHeaderText(type) else { throw .invalidField("contentType") }
        return (type, .string(try body.text("mappingTemplate", upTo: 500)))
    }

    private static func add(
        _ name: String, _ value: JSON, to group: String, _ call: RESTCall,
        _ world: inout World
    ) throws(Failure) -> (Record, GatewayResponseType) {
        let overwrites = world.switches.quirks.contains(.overwriteDuplicates)
        return try edit(call, &world) { change throws(Failure) in
            if !overwrites, change[group]?[name] != nil { throw .taken(group, name) }
            set(name, value, in: group, of: &change)
        }
    }

    /// Changes what an API says of one type.
    private static func edit(
        _ call: RESTCall, _ world: inout World, _ body: (inout Change) throws(Failure) -> Void
    ) throws(Failure) -> (Record, GatewayResponseType) {
        let api = try APIs.find(call.ids, world)
        guard let type = GatewayResponseType(rawValue: call.ids[2]) else {
            throw .notFound("responseType", call.ids[2])
        }
        var all = api.attributes["gatewayResponses"]?.members ?? [:]
        var change = all[type.rawValue]?.members ?? [:]
        try body(&change)
        all[type.rawValue] = change.isEmpty ? JSON?.none : .object(change)
        world.set(.api, api.id, ["gatewayResponses": .object(all)])
        return (world[.api, api.id] ?? api, type)
    }

    private static func set(_ name: String, _ value: JSON?, in group: String, of change: inout Change) {
        var members = change[group]?.members ?? [:]
        members[name] = value
        change[group] = members.isEmpty ? JSON?.none : .object(members)
    }

    /// Samples say `default` where the description of 2023 says `isDefault`. Source: §1.4.
    private static func render(_ type: GatewayResponseType, _ api: Record, _ world: World) -> JSON {
        let change = api.attributes["gatewayResponses"]?[type.rawValue]
        let flag = world.switches.quirks.contains(.describedSpelling) ? "isDefault" : "default"
        return .object([
            "apiId": .string(api.id), "responseType": .string(type.rawValue),
            "responseName": .string(type.standard.name),
            "statusCode": change?["statusCode"] ?? .integer(Int64(type.standard.status)), flag: .bool(change == nil),
            "headers": .array((change?["headers"]?.members ?? [:]).map { header($0.key, $0.value, type, api) }),
            "templates": .array((change?["templates"]?.members ?? [:]).map { rendered($0.key, $0.value, type, api) }),
        ])
    }

    private static func header(_ name: String, _ value: JSON, _ type: GatewayResponseType, _ api: Record) -> JSON {
        [
            "headerName": .string(name), "headerValue": value, "responseType": .string(type.rawValue),
            "apiId": .string(api.id),
        ]
    }

    private static func rendered(_ name: String, _ value: JSON, _ type: GatewayResponseType, _ api: Record) -> JSON {
        [
            "contentType": .string(name), "mappingTemplate": value, "responseType": .string(type.rawValue),
            "apiId": .string(api.id),
        ]
    }
}

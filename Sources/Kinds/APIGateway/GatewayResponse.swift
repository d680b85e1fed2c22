import Model
import NcloudClient
import OrderedJSON

extension Driver {
    /// What the gateway itself answers in one case of failure. Source: api/apigateway.md §4.8.
    public static let gatewayResponse = Driver(
        Kind(
            "GatewayResponse", service: "APIGateway",
            summary: """
                What the gateway itself answers in one case, such as a failed authentication. The cases are fixed: \
                making one means departing from the default, deleting it means going back to it.
                """,
            source: "api/apigateway.md §4.8",
            fields: [
                Field("api", .reference("Api"), .required, change: .replace, "The API it belongs to."),
                Field(
                    "type", .formatted(.responseType), .required, change: .replace, constraints: [.length(1...45)],
                    "The case, such as AUTHENTICATION_FAILED."),
                Field(
                    "status", .integer, change: .inPlace(.none, calls: [post]),
                    constraints: [.range(100...599)], "The HTTP status; left out, it stays."),
                Field(
                    "headers", .keyed(headers, by: ["name"]),
                    change: .inPlace(.none, calls: ["\(post)/headers", "DELETE \(path)/headers/{header-name}"]),
                    initial: [],
                    "The headers of the answer."),
                Field(
                    "templates", .keyed(templates, by: ["contentType"]),
                    change: .inPlace(.none, calls: ["\(post)/templates", "PATCH \(path)/templates"]), initial: [],
                    "The bodies of the answer, one for each content type."),
                .computed("title", "What the cloud calls the case."),
            ],
            identity: Kind.Identity(id: "productId/apiId/responseType", marker: ["type", "api"]),
            reading: Kind.Reading(perParent: ["GET /products/{product-id}/apis/{api-id}/responses"]),
            place: Kind.Place(listedUnder: "Api"),
            life: Kind.Life(
                creation: Kind.Procedure([post], seconds: 1, timeout: 60)
                    .then(["\(post)/headers"], where: "headers").then(["\(post)/templates"], where: "templates"),
                update: Kind.Procedure([post], seconds: 1, timeout: 60),
                deletion: Kind.Procedure(["DELETE \(path)"], seconds: 1, timeout: 60), disruption: .none),
            example: """
                apiVersion: ncloud/v1
                kind: GatewayResponse
                metadata: {name: not-authenticated}
                spec:
                  api: orders
                  type: AUTHENTICATION_FAILED
                  status: 401
                  headers:
                    - {name: X-Reason, value: "'who are you'"}
                  templates:
                    - {contentType: application/json, template: '{"error": "who are you"}'}
                """),
        operations: GatewayResponseOperations())

    private static let path = "/products/{product-id}/apis/{api-id}/responses/{response-type}"
    private static let post = "POST \(path)"

    private static let headers = [
        Field("name", .string, .required, constraints: [.length(1...45)], "Name of the header."),
        Field("value", .string, .required, constraints: [.length(1...130)], "Its value."),
    ]
    private static let templates = [
        Field("contentType", .string, .required, constraints: [.length(1...100)], "The content type."),
        Field("template", .text, .required, constraints: [.length(1...500)], "The body."),
    ]
}

struct GatewayResponseOperations: Operations {
    func list(_ scope: Scope, from cloud: any APICaller) async throws(APIFailure) -> [LiveObject] {
        let apis = try await cloud.apiIDs(scope)
        return try await apis.concurrentlyReading { api throws(APIFailure) in
            try await Self.responses(of: api, from: cloud)
                .filter { $0.flag("isDefault") != true }.compactMap { Self.read($0, of: api) }
        }.flatMap(\.self)
    }

    private static func responses(of api: String, from cloud: any APICaller) async throws(APIFailure) -> [JSON] {
        let answer = try await cloud.unlessGone(.rest(.apiGateway, .get, "\(GatewayPlace(api).api)/responses"))
        return answer?["gatewayResponses"]?.elements ?? []
    }

    private static func read(_ wire: JSON, of api: String) -> LiveObject? {
        guard let type = wire.nonEmpty("responseType") else { return nil }
        let headers = (wire["headers"]?.elements ?? []).map { header -> Value in
            .present(["name": Value(header.nonEmpty("headerName")), "value": Value(header["headerValue"]?.text)])
        }
        let templates = (wire["templates"]?.elements ?? []).map { template -> Value in
            .present([
                "contentType": Value(template.nonEmpty("contentType")),
                "template": Value(template["mappingTemplate"]?.text),
            ])
        }
        return LiveObject(
            kind: "GatewayResponse", id: "\(api)/\(type)",
            attributes: [
                "api": .string(api), "type": .string(type), "status": Value(wire["statusCode"]?.integer),
                "headers": .list(headers), "templates": .list(templates), "title": Value(wire.nonEmpty("responseName")),
            ])
    }

    /// The first call, an upsert of the status, is what makes it differ from the default.
    func create(_ wanted: Wanted, through session: any Session) async throws(StepFailure) {
        let api = wanted.text("api") ?? ""
        let id = "\(api)/\(wanted.text("type") ?? "")"
        let present = try await current(id, session)
        let status = wanted.integer("status") ?? present?.attributes["status"]?.integer
        let body = JSON(present: ["statusCode": status.map(JSON.integer)])
        _ = try await session.create(.rest(.apiGateway, .post, GatewayPlace(id).response, body: body)) { _ in
            Creation(id: id)
        }
        let bare = LiveObject(kind: "GatewayResponse", id: id, attributes: [:])
        try await changeParts(of: present ?? bare, to: wanted, session)
    }

    /// The case as it is, default or not.
    private func current(_ id: String, _ session: any Session) async throws(StepFailure) -> LiveObject? {
        let place = GatewayPlace(id)
        return try await StepFailure.wrapping { () throws(APIFailure) in
            try await Self.responses(of: place.apiID, from: session).compactMap { Self.read($0, of: place.apiID) }
        }.first { $0.id == id }
    }

    func update(_ live: LiveObject, to wanted: Wanted, through session: any Session) async throws(StepFailure) {
        if wanted.differs("status", from: live), let status = wanted.integer("status") {
            let body: JSON = ["statusCode": .integer(status)]
            try await session.change(
                .rest(.apiGateway, .post, GatewayPlace(live.id).response, body: body), .idempotent)
        }
        // What the list showed may have been changed by an update that was cut off.
        let present = wanted.isResumed ? try await current(live.id, session) ?? live : live
        try await changeParts(of: present, to: wanted, session)
    }

    private func changeParts(
        of live: LiveObject, to wanted: Wanted, _ session: any Session
    ) async throws(StepFailure) {
        let path = GatewayPlace(live.id).response
        if wanted.differs("headers", from: live) {
            try await changeHeaders(path, from: live.texts("headers", "name", "value"), wanted, live.id, session)
        }
        if wanted.differs("templates", from: live) {
            let present = live.texts("templates", "contentType", "template")
            try await changeTemplates(path, from: present, wanted, live.id, session)
        }
    }

    /// A header has no update: it goes and comes again.
    private func changeHeaders(
        _ path: String, from present: [String: String], _ wanted: Wanted, _ id: String, _ session: any Session
    ) async throws(StepFailure) {
        let target = wanted.texts("headers", "name", "value")
        for name in present.keys.sorted() where target[name] != present[name] {
            try await session.changeUnlessGone(.rest(.apiGateway, .delete, "\(path)/headers/\(name)"))
        }
        for (name, value) in target.sorted(by: { $0.key < $1.key }) where present[name] != value {
            let body: JSON = ["headerName": .string(name), "headerValue": .string(value)]
            try await session.change(
                .rest(.apiGateway, .post, "\(path)/headers", body: body),
                .unless(id: id) { $0.texts("headers", "name", "value")[name] == value })
        }
    }

    private func changeTemplates(
        _ path: String, from present: [String: String], _ wanted: Wanted, _ id: String, _ session: any Session
    ) async throws(StepFailure) {
        let target = wanted.texts("templates", "contentType", "template")
        for type in present.keys.sorted() where target[type] == nil {
            try await session.changeUnlessGone(
                .rest(.apiGateway, .delete, "\(path)/templates", query: ["contentType": type]))
        }
        for (type, template) in target.sorted(by: { $0.key < $1.key }) where present[type] != template {
            let body: JSON = ["contentType": .string(type), "mappingTemplate": .string(template)]
            let method: APIRequest.Method = present[type] == nil ? .post : .patch
            try await session.change(
                .rest(.apiGateway, method, "\(path)/templates", body: body),
                .unless(id: id) { $0.texts("templates", "contentType", "template")[type] == template })
        }
    }

    func delete(_ live: LiveObject, through session: any Session) async throws(StepFailure) {
        try await session.delete(.rest(.apiGateway, .delete, GatewayPlace(live.id).response), id: live.id)
    }
}

extension LiveObject {
    /// A list of pairs as a table.
    fileprivate func texts(_ field: String, _ key: String, _ value: String) -> [String: String] {
        attributes[field]?.pairs(key, value) ?? [:]
    }
}

extension Wanted {
    fileprivate func texts(_ field: String, _ key: String, _ value: String) -> [String: String] {
        self[field]?.pairs(key, value) ?? [:]
    }
}

extension Value {
    fileprivate func pairs(_ key: String, _ value: String) -> [String: String] {
        let pairs = elements.compactMap { element in element.members.text(key).map { ($0, element.members.text(value)) }
        }
        return Dictionary(pairs.map { ($0, $1 ?? "") }, uniquingKeysWith: { _, last in last })
    }
}

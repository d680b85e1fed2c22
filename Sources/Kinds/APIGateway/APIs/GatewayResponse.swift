import Model
import NcloudClient
import OrderedJSON

extension Driver {
    /// What the gateway itself answers in one case of failure. Source: api/apigateway.md §4.8.
    public static let gatewayResponse = Driver(
        Kind(
            "GatewayResponse", service: "APIGateway",
            summary: """
                The gateway's own response in one case, such as a failed authentication. The cases are fixed: \
                creating one overrides the default, deleting it restores the default.
                """,
            fields: [
                Field("api", .reference("Api"), .required, change: .replace, "The API it belongs to."),
                Field(
                    "type", .formatted(.responseType), .required, change: .replace, constraints: [.length(1...45)],
                    "The case, such as AUTHENTICATION_FAILED."),
                Field(
                    "status", .integer, change: .inPlace(.none, calls: [post]),
                    constraints: [.range(100...599)], "The HTTP status (default: unchanged)."),
                Field(
                    "headers", .keyed(headers, by: ["name"]),
                    change: .inPlace(.none, calls: ["\(post)/headers", "DELETE \(path)/headers/{header-name}"]),
                    initial: [],
                    "The headers of the response."),
                Field(
                    "templates", .keyed(templates, by: ["contentType"]),
                    change: .inPlace(.none, calls: ["\(post)/templates", "PATCH \(path)/templates"]), initial: [],
                    "The bodies of the response, one per content type."),
                .computed("title", "The name of the case in the API."),
            ],
            identity: Kind.Identity(id: "productId/apiId/responseType", marker: ["type", "api"]),
            place: Kind.Place(listedUnder: "Api"),
            life: Kind.Life(
                creation: Kind.Procedure([post], seconds: 1, timeout: 60)
                    .then(["\(post)/headers"], where: "headers").then(["\(post)/templates"], where: "templates"),
                update: Kind.Procedure([post], seconds: 1, timeout: 60),
                deletion: Kind.Procedure(seconds: 1, timeout: 60), disruption: .none, creationOverwrites: true),
            checks: Kind.Checks(preflight: [.unclaimed("GatewayResponse", by: [("api", "Api"), ("type", nil)])]),
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

/// The list shows all cases there are; those that depart from the default are objects.
struct GatewayResponseOperations: AdaptedOperations {
    let form = RESTOperations(
        "GatewayResponse", .apiGateway, "/products/{product-id}/apis/{api-id}/responses/{response-type}",
        id: "responseType", list: .whole("gatewayResponses"), member: "gatewayResponse", under: .api,
        [
            .text("type", "responseType"), .number("status", "statusCode"),
            .records("headers", "headers", each: ["name": "headerName", "value": "headerValue"]),
            .records("templates", "templates", each: ["contentType": "contentType", "template": "mappingTemplate"]),
            .text("title", "responseName"),
        ],
        where: { $0.flag("isDefault") != true })

    /// The first call, an upsert of the status, is what makes it differ from the default.
    func create(_ desired: DesiredObject, through session: any CallSession) async throws(StepFailure) {
        let id = "\(desired.text("api") ?? "")/\(desired.text("type") ?? "")"
        let present = try await current(id, session)
        let status = desired.integer("status") ?? present?.attributes["status"]?.integer
        let body = JSON(present: ["statusCode": status.map(JSON.integer)])
        _ = try await session.create(.rest(.apiGateway, .post, GatewayPlace(id).response, body: body)) { _ in
            Creation(id: id)
        }
        let made = present ?? LiveObject(kind: "GatewayResponse", id: id, attributes: [:])
        try await changeParts(of: ManagedObject(made, to: desired, through: session))
    }

    /// The case as it is, default or not.
    private func current(_ id: String, _ session: any CallSession) async throws(StepFailure) -> LiveObject? {
        var cases = form
        cases.admits = { _ in true }
        return try await StepFailure.wrapping { [cases] () throws(APIFailure) in
            try await cases.objects(in: GatewayPlace(id).apiID, from: session)
        }.first { $0.id == id }
    }

    func update(_ response: ManagedObject) async throws(StepFailure) {
        if response.differs("status"), let status = response.desired.integer("status") {
            let body: JSON = ["statusCode": .integer(status)]
            try await response.change(.rest(.apiGateway, .post, GatewayPlace(response.id).response, body: body))
        }
        // What the list showed may have been changed by an update that was cut off.
        let present = response.desired.isResumed ? try await current(response.id, response.session) : nil
        try await changeParts(of: response.seen(as: present))
    }

    private func changeParts(of response: ManagedObject) async throws(StepFailure) {
        if response.differs("headers") { try await changeHeaders(of: response) }
        if response.differs("templates") { try await changeTemplates(of: response) }
    }

    /// A header has no update: it goes and comes again.
    private func changeHeaders(of response: ManagedObject) async throws(StepFailure) {
        let path = "\(GatewayPlace(response.id).response)/headers"
        let present = response.live.texts("headers", "name", "value")
        let target = response.desired.texts("headers", "name", "value")
        for name in present.keys.sorted() where target[name] != present[name] {
            try await response.changeUnlessGone(.rest(.apiGateway, .delete, "\(path)/\(name)"))
        }
        for (name, value) in target.sorted(by: { $0.key < $1.key }) where present[name] != value {
            let body: JSON = ["headerName": .string(name), "headerValue": .string(value)]
            try await response.change(
                .rest(.apiGateway, .post, path, body: body),
                unless: { $0.texts("headers", "name", "value")[name] == value })
        }
    }

    private func changeTemplates(of response: ManagedObject) async throws(StepFailure) {
        let path = "\(GatewayPlace(response.id).response)/templates"
        let present = response.live.texts("templates", "contentType", "template")
        let target = response.desired.texts("templates", "contentType", "template")
        for type in present.keys.sorted() where target[type] == nil {
            try await response.changeUnlessGone(.rest(.apiGateway, .delete, path, query: ["contentType": type]))
        }
        for (type, template) in target.sorted(by: { $0.key < $1.key }) where present[type] != template {
            let body: JSON = ["contentType": .string(type), "mappingTemplate": .string(template)]
            try await response.change(
                .rest(.apiGateway, present[type] == nil ? .post : .patch, path, body: body),
                unless: { $0.texts("templates", "contentType", "template")[type] == template })
        }
    }
}

extension LiveObject {
    /// A list of pairs as a table.
    fileprivate func texts(_ field: String, _ key: String, _ value: String) -> [String: String] {
        attributes[field]?.pairs(key, value) ?? [:]
    }
}

extension DesiredObject {
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

import Model
import NcloudClient
import OrderedJSON

/// Methods come by resource, complete but for parameters, bodies and responses (api/apigateway.md §4.2).
struct MethodOperations: Operations {
    func list(_ scope: Scope, from cloud: any APICaller) async throws(APIFailure) -> [LiveObject] {
        let resources = try await resources(scope, from: cloud)
        return try await resources.concurrentlyReading { resource throws(APIFailure) in
            let path = "\(GatewayPlace(resource).resource)/methods"
            let answer = try await cloud.unlessGone(.rest(.apiGateway, .get, path))
            let methods = (answer?["methods"]?.elements ?? []).compactMap { MethodWire.read($0, of: resource) }
            return try await methods.concurrentlyReading { method throws(APIFailure) in
                guard scope.wants(id: method.id, name: nil) else { return method }
                return method.adding(try await MethodParts(of: method.id, from: cloud).read(scope))
            }
        }.flatMap(\.self)
    }

    /// The resources in question, or all of the account that have methods.
    private func resources(_ scope: Scope, from cloud: any APICaller) async throws(APIFailure) -> [String] {
        if let known = scope.parents["Resource"] { return known.sorted() }
        let all = try await ResourceOperations().list(Scope(everything: true), from: cloud)
        return all.filter { !($0.attributes["methodNames"]?.isAbsent ?? true) }.map(\.id)
    }

    func create(_ desired: DesiredObject, through session: any Session) async throws(StepFailure) {
        let resource = desired.text("resource") ?? ""
        let name = desired.text("method") ?? ""
        let body = JSON(present: [("methodName", .string(name))] + MethodWire.settings { desired[$0] })
        let path = "\(GatewayPlace(resource).resource)/methods"
        let id = try await session.create(.rest(.apiGateway, .post, path, body: body)) { answer in
            // An array of one, where other calls give an object.
            let method = answer["methods"]?[0] ?? answer["method"]
            return Creation(id: method?.nonEmpty("methodName").map { "\(resource)/\($0)" })
        }
        try await changeParts(of: LiveObject(kind: "Method", id: id, attributes: [:]), to: desired, session)
    }

    func update(_ live: LiveObject, to desired: DesiredObject, through session: any Session) async throws(StepFailure) {
        if desired.differs(MethodWire.settings, from: live) {
            let body = JSON(present: MethodWire.settings { desired.value($0, else: live) })
            try await session.change(.rest(.apiGateway, .patch, GatewayPlace(live.id).method, body: body), .idempotent)
        }
        try await changeParts(of: live, to: desired, session)
    }

    private func changeParts(
        of live: LiveObject, to desired: DesiredObject, _ session: any Session
    ) async throws(StepFailure) {
        let path = GatewayPlace(live.id).method
        for (field, key) in [("consumes", "consumers"), ("produces", "produces")]
        where desired.differs(field, from: live) {
            let body = JSON(present: [key: MethodWire.joined(desired[field])])
            try await session.change(.rest(.apiGateway, .put, "\(path)/\(key)", body: body), .idempotent)
        }
        let changes = MethodPartChanges(method: live.id, desired: desired, live: live, session: session)
        if desired.differs("parameters", from: live) { try await changes.parameters() }
        if desired.differs("requestBody", from: live) {
            try await changes.body(
                desired["requestBody"], at: "\(path)/request-body", from: live.attributes["requestBody"])
        }
        if desired.differs("responses", from: live) { try await changes.responses() }
    }

    func delete(_ live: LiveObject, through session: any Session) async throws(StepFailure) {
        try await session.delete(.rest(.apiGateway, .delete, GatewayPlace(live.id).method), id: live.id)
    }
}

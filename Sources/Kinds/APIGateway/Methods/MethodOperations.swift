import Model
import NcloudClient
import OrderedJSON

/// Methods come by resource, complete but for parameters, bodies and responses (api/apigateway.md §4.2).
struct MethodOperations: Operations {
    func list(_ scope: ReadScope, from cloud: any APICaller) async throws(APIFailure) -> [LiveObject] {
        try await ParentKind.resource.ids(scope, from: cloud).concurrentlyReading { resource throws(APIFailure) in
            try await Self.methods(of: resource, from: cloud).concurrentlyReading {
                method throws(APIFailure) -> LiveObject? in
                guard scope.wants(id: method.id, name: nil) else { return method }
                return try await cloud.unlessGone(method) { () throws(APIFailure) -> LiveObject in
                    method.adding(try await MethodParts(of: method.id, from: cloud).read(scope))
                } isThere: { () throws(APIFailure) -> Bool in
                    try await Self.methods(of: resource, from: cloud).contains { $0.id == method.id }
                }
            }.compactMap(\.self)
        }.flatMap(\.self)
    }

    /// The methods of a resource as its list shows them; none when the resource is gone.
    private static func methods(of resource: String, from cloud: any APICaller) async throws(APIFailure) -> [LiveObject]
    {
        let path = "\(GatewayPlace(resource).resource)/methods"
        return try await cloud.unlessParentGone { () throws(APIFailure) in
            try await cloud.elements(of: .rest(.apiGateway, .get, path), under: "methods")
        }.compactMap { MethodWire.read($0, of: resource) }
    }

    func create(_ desired: DesiredObject, through session: any CallSession) async throws(StepFailure) {
        let resource = desired.text("resource") ?? ""
        let name = desired.text("method") ?? ""
        let body = JSON(present: [("methodName", .string(name))] + MethodWire.settings { desired[$0] })
        let path = "\(GatewayPlace(resource).resource)/methods"
        let id = try await session.create(.rest(.apiGateway, .post, path, body: body)) { answer in
            // An array of one, where other calls give an object.
            let method = answer["methods"]?[0] ?? answer["method"]
            return Creation(id: method?.nonEmpty("methodName").map { "\(resource)/\($0)" })
        }
        let made = LiveObject(kind: "Method", id: id, attributes: [:])
        try await changeParts(of: ManagedObject(made, to: desired, through: session))
    }

    func update(_ method: ManagedObject) async throws(StepFailure) {
        if method.differs(MethodWire.settings) {
            let body = JSON(present: MethodWire.settings(method.value))
            try await method.change(.rest(.apiGateway, .patch, GatewayPlace(method.id).method, body: body))
        }
        try await changeParts(of: method)
    }

    private func changeParts(of method: ManagedObject) async throws(StepFailure) {
        let path = GatewayPlace(method.id).method
        for (field, key) in [("consumes", "consumers"), ("produces", "produces")] where method.differs(field) {
            let body = JSON(present: [key: MethodWire.joined(method.desired[field])])
            try await method.change(.rest(.apiGateway, .put, "\(path)/\(key)", body: body))
        }
        let changes = MethodPartChanges(method: method)
        if method.differs("parameters") { try await changes.parameters() }
        if method.differs("requestBody") {
            try await changes.body(
                method.desired["requestBody"], at: "\(path)/request-body", from: method.live.attributes["requestBody"])
        }
        if method.differs("responses") { try await changes.responses() }
    }

    func delete(_ method: ManagedObject) async throws(StepFailure) {
        try await method.delete(.rest(.apiGateway, .delete, GatewayPlace(method.id).method))
    }
}

extension ParentKind {
    /// The resource that a method is of; those without methods need not be asked.
    fileprivate static let resource = ParentKind(field: "resource", kind: "Resource") { cloud throws(APIFailure) in
        let all = try await ResourceOperations().list(ReadScope(everything: true), from: cloud)
        return all.filter(\.mayHaveMethods).map(\.id)
    }
}

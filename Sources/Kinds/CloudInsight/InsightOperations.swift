import Model
import NcloudClient
import OrderedJSON

/// The operations of what Cloud Insight keeps for a product: groups, templates and rules. All of one product are listed together;
/// each is made and changed as a whole. Source: management-cloudinsight-…; api/classic-and-others.md §2.
struct InsightOperations: Operations {
    /// The requests of a kind, for a product and for one of its objects.
    struct Paths: Sendable {
        /// Shows all of a product.
        let list: @Sendable (_ product: String) -> ListRequest
        let show: @Sendable (_ product: String, _ own: String) -> APIRequest
        let create: APIRequest
        let update: APIRequest
        let delete: @Sendable (_ product: String, _ own: String) -> APIRequest
    }

    enum ListRequest: Sendable {
        case whole(APIRequest, list: String)
        case pages(APIRequest, Paging)
    }

    let kind: String
    let paths: Paths
    let columns: [Column]
    /// What every body says besides.
    let constants: [(String, JSON)]
    /// The member that holds an object where it comes alone.
    let member: String
    /// Which elements of the list count.
    var admits: @Sendable (JSON) -> Bool = { _ in true }
    /// What a change must not lose that no manifest says, out of the object as it is: changes the members of the body.
    var keeping: @Sendable (_ current: JSON, _ body: inout [(String, JSON)]) -> Void = { _, _ in }
    /// The fields that change in place.
    let changing: [String]
}

// MARK: Reading

extension InsightOperations {
    func list(_ scope: ReadScope, from cloud: any APICaller) async throws(APIFailure) -> [LiveObject] {
        try await ParentKind.monitoredProduct.ids(scope, from: cloud).concurrentlyReading {
            product throws(APIFailure) -> [LiveObject] in
            try await wires(of: product, from: cloud).filter(admits).compactMap { object($0, of: product) }
        }.flatMap(\.self)
    }

    private func wires(of product: String, from cloud: any APICaller) async throws(APIFailure) -> [JSON] {
        switch paths.list(product) {
        case .whole(let request, let name): try await cloud.call(request).insightList(name)
        case .pages(let request, let paging): try await cloud.pages(of: request, paging)
        }
    }

    private func object(_ wire: JSON, of product: String) -> LiveObject? {
        wire.nonEmpty("id").map { id in
            columns.object(kind, id: "\(product)/\(id)", wire, besides: ["product": .string(product)])
        }
    }

    func detail(
        of id: String, knownAs attributes: Attributes, from cloud: any APICaller
    ) async throws(APIFailure) -> Detail {
        guard let (product, own) = Self.parts(of: id) else { return .missing }
        return try await cloud.detail(paths.show(product, own), of: id, under: nil) { wire throws(APIFailure) in
            object(wire[member] ?? wire, of: product)
        }
    }

    /// The product's key and the object's own id.
    static func parts(of id: String) -> (product: String, own: String)? {
        let ids = id.split(separator: "/").map(String.init)
        return ids.count == 2 ? (ids[0], ids[1]) : nil
    }

    /// An object's own id, as other objects of its product name it.
    static func own(_ id: String) -> String { parts(of: id)?.own ?? id }
}

// MARK: Changing

extension InsightOperations {
    func create(_ desired: DesiredObject, through session: any CallSession) async throws(StepFailure) {
        let product = desired.text("product") ?? ""
        var request = paths.create
        request.body = .body([("prodKey", .string(product))] + columns.creation(of: desired) + constants)
        _ = try await session.create(request) { answer in
            // The bare id, or an object with it.
            let own =
                answer.text
                ?? ["id", "ruleGroupId", "monitorGroupId", "metricsGroupId"].lazy.compactMap(answer.nonEmpty).first
            return Creation(id: own.flatMap { $0.isEmpty ? nil : "\(product)/\($0)" })
        }
    }

    func update(_ object: ManagedObject) async throws(StepFailure) {
        guard object.differs(changing), let (product, own) = Self.parts(of: object.id) else { return }
        let answer = try await StepFailure.wrapping { () throws(APIFailure) in
            try await object.session.call(paths.show(product, own))
        }
        // What the list leaves out, and no manifest names, is sent as it is.
        var live = object.live
        live.attributes.merge(columns.attributes(answer[member] ?? answer)) { $1 }
        var body: [(String, JSON)] = [("id", .string(own)), ("prodKey", .string(product))]
        body += columns.change(columns.map(\.field), of: object.seen(as: live)) + constants
        keeping(answer[member] ?? answer, &body)
        var request = paths.update
        request.body = .body(body)
        try await object.change(request)
    }

    func delete(_ object: ManagedObject) async throws(StepFailure) {
        guard let (product, own) = Self.parts(of: object.id) else { return }
        try await object.delete(paths.delete(product, own))
    }
}

extension Column {
    /// The name and the description that groups, templates and rules have.
    static let groupNames: [Column] = [.text("name", "groupName"), .text("description", "groupDesc")]
}

extension Field {
    /// The name of something that Cloud Insight keeps for a product.
    static func groupName(_ noun: String, change: Change) -> Field {
        Field(
            "name", .string, .optionalFromName, change: change, constraints: [.length(1...100)],
            "Name of the \(noun), up to 100 characters.")
    }

    static func groupDescription(calls: [String]) -> Field {
        Field(
            "description", .string, change: .inPlace(.none, calls: calls), initial: "", constraints: [.length(0...300)],
            "Description, up to 300 characters.")
    }
}

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
        /// The member of its answer that is the new object's own id, where the answer is not the bare id.
        let created: String
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
        // The documents do not always say whether the answer is the list or has it.
        case .whole(let request, let name): try await cloud.elements(of: request, under: name, "content", orWhole: true)
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
        let wire = try await cloud.unlessGone { () throws(APIFailure) in
            try await shown(own, of: product, from: cloud)
        }
        return wire.flatMap { object($0, of: product) }.map(Detail.shown) ?? .missing
    }

    /// What the call for one object shows.
    /// - Throws: the failure of a call that was answered with anything else: the object may be there all the same, and a change
    ///   that sends it whole would lose what only this answer has.
    private func shown(
        _ own: String, of product: String, from cloud: any APICaller
    ) async throws(APIFailure) -> JSON {
        let request = paths.show(product, own)
        let answer = try await cloud.call(request)
        let wire = answer[member] ?? answer
        guard wire.nonEmpty("id") == own, (wire.nonEmpty("prodKey") ?? product) == product else {
            throw .unreadable(request, "the response does not show the \(kind) \(product)/\(own)")
        }
        return wire
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
            let own = answer.text ?? answer.nonEmpty(paths.created)
            return Creation(id: own.flatMap { $0.isEmpty ? nil : "\(product)/\($0)" })
        }
    }

    func update(_ object: ManagedObject) async throws(StepFailure) {
        guard object.differs(changing), let (product, own) = Self.parts(of: object.id) else { return }
        let current = try await StepFailure.wrapping { () throws(APIFailure) in
            try await shown(own, of: product, from: object.session)
        }
        // What the list leaves out, and no manifest names, is sent as it is.
        var live = object.live
        live.attributes.merge(columns.attributes(current)) { $1 }
        var body: [(String, JSON)] = [("id", .string(own)), ("prodKey", .string(product))]
        body += columns.change(columns.map(\.field), of: object.seen(as: live)) + constants
        keeping(current, &body)
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

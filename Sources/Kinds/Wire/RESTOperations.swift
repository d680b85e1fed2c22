import Model
import NcloudClient
import OrderedJSON

/// The operations of a kind that has the usual paths of a REST service: one for the collection and, below it, one for each
/// object, with the verbs that belong to them.
///
/// ```swift
/// RESTOperations(
///     "Model", .apiGateway, "/products/{product-id}/apis/{api-id}/models/{model-id}", id: "modelId",
///     list: .pages(.offset(list: "productPage.content")), member: "model", under: .api,
///     [.text("name", "modelName"), .text("description", "modelDescription"), .json("schema", "modelSchema")],
///     changes: [.set("schema", "description", by: .put)])
/// ```
///
/// An object's id for nacre is all ids of its path joined, since no call finds it by its own alone
/// (api/apigateway.md §4). What shows no status changes with the answer, and nothing is waited for.
struct RESTOperations: Operations {
    /// How the objects of a collection are listed.
    enum Listing: Sendable {
        case pages(Paging)
        /// In pages too, by a search for everything.
        case search(Paging)
        /// As a whole, in this member.
        case whole(String)
    }

    let kind: String
    let service: Service
    /// The path of an object, with a placeholder for each id.
    let path: String
    let template: PathTemplate
    /// The member that is the object's own id.
    let id: String
    let listing: Listing
    /// The member that holds an object where it comes alone. One that comes bare is taken too.
    let member: String
    let parent: ParentKind?
    let columns: [Column]
    /// The columns that only the object's own call shows.
    let detailed: [Column]
    /// Which elements of the list count, where there are others.
    var admits: @Sendable (JSON) -> Bool
    /// Whether the answer to a creation does not tell the new object's id, so that it is found by its marker.
    let isFoundByMarker: Bool
    /// Whether an object is asked for by its id. A call that shows secrets is not made for that.
    let hasDetail: Bool
    let parts: ObjectParts?
    /// What every request body holds besides.
    let constants: [(String, JSON)]
    /// The members that are never logged.
    let sensitive: Set<String>
    let changes: [Change]

    /// - Parameters:
    ///   - kind: the kind's name.
    ///   - path: the path of an object, with a placeholder for each id.
    ///   - id: the member that is the object's own id.
    ///   - member: the member that holds an object where it comes alone.
    ///   - parent: what the objects are listed under.
    ///   - detailed: the columns that only the object's own call shows.
    ///   - admits: which elements of the list count, where there are others.
    ///   - hasDetail: whether an object is asked for by its id.
    ///   - isFoundByMarker: whether the answer to a creation does not tell the new object's id.
    ///   - parts: what further calls tell of an object.
    ///   - constants: what every request body holds besides.
    ///   - sensitive: the members that are never logged, besides those of columns.
    ///   - changes: how fields change in place, in the order of the calls.
    init(
        _ kind: String, _ service: Service, _ path: String, id: String, list listing: Listing, member: String,
        under parent: ParentKind? = nil, _ columns: [Column], detailed: [Column] = [],
        where admits: @escaping @Sendable (JSON) -> Bool = { _ in true }, hasDetail: Bool = false,
        isFoundByMarker: Bool = false, parts: ObjectParts? = nil, constants: [(String, JSON)] = [],
        sensitive: Set<String> = [], changes: [Change] = []
    ) {
        self.kind = kind
        self.service = service
        self.path = path
        template = PathTemplate(path)
        self.id = id
        self.listing = listing
        self.member = member
        self.parent = parent
        self.columns = columns
        self.detailed = detailed
        self.admits = admits
        self.hasDetail = hasDetail
        self.isFoundByMarker = isFoundByMarker
        self.parts = parts ?? RESTOperations.parts(of: path, service, member, id, detailed)
        self.constants = constants
        self.sensitive = sensitive.union((columns + detailed).sensitive)
        self.changes = changes
    }

    /// What the object's own call shows more than the list.
    private static func parts(
        of path: String, _ service: Service, _ member: String, _ id: String, _ columns: [Column]
    ) -> ObjectParts? {
        guard !columns.isEmpty else { return nil }
        let template = PathTemplate(path)
        return ObjectParts(["GET \(path)"]) { object, cloud throws(APIFailure) in
            let request = APIRequest.rest(service, .get, template.path(of: object.id))
            // One that its own call does not show stays: only the list tells that it is gone.
            guard let answer = try await cloud.unlessGone(request) else { return [:] }
            guard answer[member] != nil || answer[id] != nil else {
                throw .unreadable(request, "the response has no \(member)")
            }
            return columns.attributes(answer[member] ?? answer)
        }
    }
}

extension RESTOperations {
    var calls: CallNames? {
        let list =
            switch listing {
            case .pages, .whole: "GET \(template.collection)"
            case .search: "POST \(template.collection)/search"
            }
        return CallNames(
            list: list, under: parent, parts: parts, create: "POST \(template.collection)", delete: "DELETE \(path)",
            changes: changes.map { ($0.fields, ["\($0.method.rawValue) \(path)\($0.place)"]) },
            setLater: columns.setLater)
    }
}

// MARK: Reading

extension RESTOperations {
    func list(_ scope: ReadScope, from cloud: any APICaller) async throws(APIFailure) -> [LiveObject] {
        let objects = try await objects(scope, from: cloud)
        return try await parts?.read(of: objects, scope, from: cloud) { () throws(APIFailure) in
            try await self.objects(scope, from: cloud)
        } ?? objects
    }

    private func objects(_ scope: ReadScope, from cloud: any APICaller) async throws(APIFailure) -> [LiveObject] {
        guard let parent else {
            return try await wires(template.collection, from: cloud).compactMap { read($0, in: nil) }
        }
        return try await parent.ids(scope, from: cloud).concurrentlyReading { id throws(APIFailure) in
            try await objects(in: id, from: cloud)
        }.flatMap(\.self)
    }

    /// The objects inside one parent; none when that is gone.
    func objects(in parent: String, from cloud: any APICaller) async throws(APIFailure) -> [LiveObject] {
        do throws(APIFailure) {
            return try await wires(template.collection(in: parent), from: cloud).compactMap { read($0, in: parent) }
        } catch {
            guard error.classification == .gone else { throw error }
            return []
        }
    }

    private func wires(_ collection: String, from cloud: any APICaller) async throws(APIFailure) -> [JSON] {
        switch listing {
        case .pages(let paging):
            return try await cloud.pages(of: .rest(service, .get, collection), paging)
        case .search(let paging):
            return try await cloud.pages(of: .rest(service, .post, "\(collection)/search", body: [:]), paging)
        case .whole(let list):
            return try await cloud.elements(of: .rest(service, .get, collection), under: list)
        }
    }

    func detail(
        of id: String, knownAs attributes: Attributes, from cloud: any APICaller
    ) async throws(APIFailure) -> Detail {
        guard hasDetail else { return .notOffered }
        let ids = id.split(separator: "/", omittingEmptySubsequences: false)
        // An id that lacks the parent's would ask for something else.
        guard ids.count == template.depth else { return .missing }
        let parent = parent == nil ? nil : ids.dropLast().joined(separator: "/")
        let request = APIRequest.rest(service, .get, template.path(of: id))
        return try await cloud.detail(request, of: id, under: member) { wire throws(APIFailure) in
            guard let object = read(wire, in: parent), let parts else { return read(wire, in: parent) }
            return try await parts.read(of: object, from: cloud) { () throws(APIFailure) in
                try await cloud.detail(request, of: id, under: member) { read($0, in: parent) }.isShown
            }
        }
    }

    /// The object that an answer shows; nil for one without an id, or one that is shown as deleted.
    func read(_ wire: JSON, in parent: String?) -> LiveObject? {
        guard let own = wire.nonEmpty(id), wire.flag("isDeleted") != true, admits(wire) else { return nil }
        guard let parent, let field = self.parent?.field else { return columns.object(kind, id: own, wire) }
        return columns.object(kind, id: "\(parent)/\(own)", wire, besides: [field: .string(parent)])
    }
}

// MARK: Changing

extension RESTOperations {
    func create(_ desired: DesiredObject, through session: any CallSession) async throws(StepFailure) {
        try await create(desired, through: session) { _ in [:] }
    }

    /// - Parameter secrets: takes what is shown only once out of the new object, by name.
    func create(
        _ desired: DesiredObject, through session: any CallSession,
        secrets: @escaping @Sendable (JSON) -> [String: String]
    ) async throws(StepFailure) {
        let columns = columns + detailed
        let parent = parent.flatMap { desired.text($0.field) }
        let request = APIRequest.rest(
            service, .post, parent.map(template.collection) ?? template.collection,
            body: .body(columns.creation(of: desired) + constants), sensitive: sensitive)
        let made = try await session.create(request) { answer in
            let object = answer[member] ?? answer
            let own = isFoundByMarker ? nil : object.nonEmpty(id)
            return Creation(id: own.map { own in parent.map { "\($0)/\(own)" } ?? own }, secrets: secrets(object))
        }
        try await update(ManagedObject(columns.made(kind, id: made, of: desired), to: desired, through: session))
    }

    func update(_ object: ManagedObject) async throws(StepFailure) {
        for change in changes where object.differs(change.fields) {
            let members = (columns + detailed).change(change.fields, of: object) + constants
            try await object.change(
                .rest(
                    service, change.method, template.path(of: object.id) + change.place, body: .body(members),
                    sensitive: sensitive))
        }
    }

    func delete(_ object: ManagedObject) async throws(StepFailure) {
        try await object.delete(.rest(service, .delete, template.path(of: object.id)))
    }

    /// One call that gives fields their values. It replaces them all.
    struct Change: Sendable {
        let fields: [String]
        let method: APIRequest.Method
        /// The path below the object's.
        let place: String

        static func set(_ fields: String..., by method: APIRequest.Method, at place: String = "") -> Change {
            Change(fields: fields, method: method, place: place)
        }
    }
}

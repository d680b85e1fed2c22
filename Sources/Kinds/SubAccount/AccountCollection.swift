import Model
import NcloudClient
import OrderedJSON

/// How the objects of a kind of Sub Account are read: pages list them all, and a call for one object shows the fields that pages
/// leave out. Source: the pages of pub-iam-v2.
struct AccountCollection: Sendable {
    let kind: String
    /// The path of the list, such as `/groups`. That of one object has its id behind it.
    let path: String
    /// The member that is an object's id.
    let id: String
    /// The member that lists hold their elements in.
    let list: String
    let columns: [Column]
    /// The columns that only the object's own call shows.
    let detailed: [Column]
    /// What the object's own call needs to show them.
    var query: Parameters = [:]
    /// Whether the rights of the caller depend on the object with this id.
    let isOwn: @Sendable (Caller, String) -> Bool

    /// How many elements a page has at most.
    static let pageSize = 100

    func path(of object: String) -> String { "\(path)/\(object)" }

    func objects(_ scope: ReadScope, from cloud: any APICaller) async throws(APIFailure) -> [LiveObject] {
        let caller = scope.statusOnly ? nil : try await Caller.read(from: cloud)
        let objects = try await listed(from: cloud).map { marked($0, for: caller) }
        guard scope.asks(for: detailed.map(\.field)) else { return objects }
        return try await objects.concurrentlyReading { object throws(APIFailure) -> LiveObject in
            guard scope.wants(id: object.id, name: object.name) else { return object }
            // An object that its own call does not show stays as it is listed: only a list proves that it is gone.
            return try await shown(object.id, from: cloud).map { object.adding(detailed.attributes($0)) } ?? object
        }
    }

    func detail(of object: String, from cloud: any APICaller) async throws(APIFailure) -> Detail {
        guard let wire = try await shown(object, from: cloud) else { return .missing }
        let caller = try await Caller.read(from: cloud)
        return .shown(marked((columns + detailed).object(kind, id: object, wire), for: caller))
    }

    private func listed(from cloud: any APICaller) async throws(APIFailure) -> [LiveObject] {
        try await cloud.pages(
            of: .rest(.subAccount, .get, path), .standard(list: list, size: Self.pageSize)
        ).compactMap { wire in wire.nonEmpty(id).map { columns.object(kind, id: $0, wire) } }
    }

    /// What the call for one object shows; nil when it is gone. The service may answer the same for an object that is
    /// missing and for one that the key must not see: then the list decides.
    private func shown(_ object: String, from cloud: any APICaller) async throws(APIFailure) -> JSON? {
        let request = APIRequest.rest(.subAccount, .get, path(of: object), query: query)
        let found = try await cloud.unlessGone { () throws(APIFailure) -> JSON? in
            try await cloud.unlessMissing { () throws(APIFailure) -> JSON in
                let wire = try await cloud.call(request)
                guard wire.nonEmpty(id) == object else {
                    throw APIFailure.unreadable(request, "the response shows another object")
                }
                return wire
            } isThere: { () throws(APIFailure) in
                try await listed(from: cloud).contains { $0.id == object }
            }
        }
        return found ?? nil
    }

    private func marked(_ object: LiveObject, for caller: Caller?) -> LiveObject {
        guard let caller else { return object }
        return object.adding([OwnRights.name: .bool(isOwn(caller, object.id))])
    }
}

/// The operations of a kind that is read as a collection.
protocol CollectedOperations: Operations {
    var collection: AccountCollection { get }
}

extension CollectedOperations {
    func list(_ scope: ReadScope, from cloud: any APICaller) async throws(APIFailure) -> [LiveObject] {
        try await collection.objects(scope, from: cloud)
    }

    func detail(
        of id: String, knownAs attributes: Attributes, from cloud: any APICaller
    ) async throws(APIFailure) -> Detail {
        try await collection.detail(of: id, from: cloud)
    }

    /// Deletes the object unless the caller's rights depend on it.
    func deleteUnlessOwn(_ object: ManagedObject, query: Parameters = [:]) async throws(StepFailure) {
        let isOwn = collection.isOwn
        let id = object.id
        try await object.refuseIfOwn { isOwn($0, id) }
        try await object.delete(.rest(.subAccount, .delete, collection.path(of: id), query: query))
    }

    /// Refuses a change of one of these fields, which rights come from, where the caller's rights depend on the object.
    func refuseIfOwn(changing fields: String..., of object: ManagedObject) async throws(StepFailure) {
        guard object.differs(fields) else { return }
        let isOwn = collection.isOwn
        let id = object.id
        try await object.refuseIfOwn { isOwn($0, id) }
    }

    /// The columns of a call that makes an object, without what is empty: such a member would not be valid.
    func creation(of desired: DesiredObject) -> [(String, JSON)] {
        (collection.columns + collection.detailed).creation(of: desired).filter { $0.1 != .null && $0.1 != "" }
    }

    /// The object as the call that makes it has left it.
    func made(_ id: String, of desired: DesiredObject) -> LiveObject {
        (collection.columns + collection.detailed).made(collection.kind, id: id, of: desired)
    }

    /// Sends those of `fields` that differ; what a call leaves out stays as it is.
    func patch(_ fields: [String], of object: ManagedObject) async throws(StepFailure) {
        let changed = fields.filter { object.differs($0) }
        guard !changed.isEmpty else { return }
        let members = (collection.columns + collection.detailed).change(changed, of: object)
        try await object.change(
            .rest(.subAccount, .patch, collection.path(of: object.id), body: JSON(present: members)))
    }
}

extension Column {
    /// A text that is taken away by null.
    static func clearable(_ field: String, _ member: String) -> Column {
        Column(field) {
            .string($0[member]?.text ?? "")
        } write: { value in
            let text = value?.spelling ?? ""
            return [(member, text.isEmpty ? .null : .string(text))]
        }
    }

    /// When a standardized service made the object.
    static let createdDateTime: Column = {
        var column = Column.text("created", "createdDateTime")
        column.role = .created
        return column
    }()

    /// The ids of what is attached to an object, as calls of their own attach it. Unread where an answer does not list it.
    static func attached(_ field: String, _ member: String, each id: String) -> Column {
        listed(field, member, each: id).setLater(from: [])
    }

    /// The ids in a list of an object, as a set. Unread where an answer does not list it.
    static func listed(_ field: String, _ member: String, each id: String) -> Column {
        Column(field, read: { wire in wire.ids(in: member, each: id).map { Value(texts: $0.sorted()) } }).asSet
    }
}

extension JSON {
    /// The ids in a list of an object. One that is null is empty, and one that is not there is not known: nil.
    func ids(in list: String, each member: String) -> Set<String>? {
        switch members[list] {
        case .array(let elements)?: Set(elements.compactMap { $0.nonEmpty(member) })
        case .null?: []
        default: nil
        }
    }
}

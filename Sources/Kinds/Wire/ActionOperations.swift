import Model
import NcloudClient
import OrderedJSON

/// The operations of a kind that has the usual calls of an action service: one that lists all objects, and one each that
/// shows, creates and deletes an object.
///
/// Their names follow from the vendor's noun: a `Subnet` is listed by `getSubnetList`, shown by `getSubnetDetail`, created
/// by `createSubnet`, deleted by `deleteSubnet`, and is an element of `subnetList` with a `subnetNo`. Names that differ are
/// given.
///
/// ```swift
/// ActionOperations(
///     "Subnet", .vpc,
///     [
///         .text("name", "subnetName"), .text("vpc", "vpcNo"), .text("zone", "zoneCode"), .text("cidr", "subnet"),
///         .code("type", "subnetType"), .code("usage", "usageType"), .text("networkAcl", "networkAclNo"),
///         .status("subnetStatus"), .created,
///     ],
///     filling: defaultNetworkAcl,
///     changes: [.set("networkAcl", by: "setSubnetNetworkAcl", until: .shown("network ACL set"))])
/// ```
///
/// An object without a status exists, or is gone, as soon as the call returns: nothing is waited for.
struct ActionOperations: Operations {
    /// The parameters that a creation needs besides the columns, found out by calls where it takes some.
    typealias Filling = @Sendable (DesiredObject, any CallSession) async throws(StepFailure) -> Parameters
    /// What is done before a deletion, and the parameters that it needs besides the id.
    typealias Clearing = @Sendable (ManagedObject) async throws(StepFailure) -> Parameters

    /// How an object is asked for by its id.
    enum Look: Sendable {
        /// By a call of its own, `getSubnetDetail`.
        case detail
        /// There is none: the list narrowed to the id comes closest (api/common.md §6.4).
        case narrowedList
        /// There is none, and the list is narrowed by a list of ids of this name.
        case listed(by: String)
        /// Only the whole list tells.
        case none
    }

    /// How an object is deleted.
    enum Deletion: Sendable {
        /// `deleteSubnet` with a `subnetNo`.
        case one
        /// `deleteInitScripts` with an `initScriptNoList`, which takes those of several steps at once.
        case byList
    }

    let kind: String
    let service: Service
    /// The name of the id, in answers and requests.
    let id: String
    let columns: [Column]
    /// The parameters that narrow the list to objects of the kind.
    let narrowing: Parameters
    let isPaged: Bool
    let look: Look
    let deletion: Deletion
    /// What the objects are listed under, where no list covers the account. The column of its field names the parameter.
    let parent: ParentKind?
    /// Whether the cloud alone makes and removes the objects: they are read, for lookups and references.
    let isReadOnly: Bool
    /// Whether the answer to a creation lists more than what it made, so that the new object is found by its marker.
    let isFoundByMarker: Bool
    /// Which elements of the list are of the kind, where there are others.
    let admits: @Sendable (JSON) -> Bool
    /// The names of the calls, and of the list in answers.
    var names: Names
    let parts: ObjectParts?
    let filling: Filling?
    let changes: [Change]
    let clearing: Clearing?
    /// What a new object is waited for to be; nil when nothing is waited for.
    let goal: Goal?

    /// - Parameters:
    ///   - kind: the kind's name.
    ///   - noun: the vendor's noun, where that is another one: `NatGatewayInstance`.
    ///   - id: the name of the id, where it is not the noun with `No`.
    ///   - parent: what the objects are listed under.
    ///   - narrowing: the parameters that narrow the list to objects of the kind.
    ///   - admits: which elements are of the kind, where answers show others.
    ///   - isPaged: whether the list takes pages.
    ///   - isReadOnly: whether the cloud alone makes and removes the objects.
    ///   - isFoundByMarker: whether the answer to a creation lists more than what it made.
    ///   - names: the names that do not follow from the noun.
    ///   - parts: what further calls tell of an object.
    ///   - filling: the parameters that a creation needs besides the columns.
    ///   - changes: how fields change in place, in the order of the calls.
    ///   - clearing: what is done before a deletion.
    ///   - goal: what a new object is waited for to be: ready, where it has a status.
    init(
        _ kind: String, _ service: Service, noun: String? = nil, id: String? = nil, under parent: ParentKind? = nil,
        _ columns: [Column], narrowing: Parameters = [:],
        where admits: @escaping @Sendable (JSON) -> Bool = { _ in true },
        isPaged: Bool = true, look: Look = .detail, deletion: Deletion = .one, isReadOnly: Bool = false,
        isFoundByMarker: Bool = false,
        names: (inout Names) -> Void = { _ in }, parts: ObjectParts? = nil, filling: Filling? = nil,
        changes: [Change] = [], clearing: Clearing? = nil, until goal: Goal? = nil
    ) {
        let noun = noun ?? kind
        var own = Names(of: noun, deletion)
        names(&own)
        self.kind = kind
        self.service = service
        self.id = id ?? "\(noun.beginningSmall)No"
        self.columns = columns
        self.narrowing = narrowing
        self.isPaged = isPaged
        self.look = look
        self.deletion = deletion
        self.parent = parent
        self.isReadOnly = isReadOnly
        self.isFoundByMarker = isFoundByMarker
        self.admits = admits
        self.names = own
        self.parts = parts
        self.filling = filling
        self.changes = changes
        self.clearing = clearing
        self.goal = goal ?? (columns.contains { $0.role == .status } ? .ready : nil)
    }
}

extension ActionOperations {
    /// The names of a kind's calls, and of the list in answers.
    struct Names: Sendable {
        var list: String
        var elements: String
        var detail: String
        var create: String
        var delete: String

        init(of noun: String, _ deletion: Deletion) {
            list = "get\(noun)List"
            elements = "\(noun.beginningSmall)List"
            detail = "get\(noun)Detail"
            create = "create\(noun)"
            delete =
                switch deletion {
                case .one: "delete\(noun)"
                case .byList: "delete\(noun)s"
                }
        }
    }
}

extension String {
    /// `subnet` of `Subnet`.
    var beginningSmall: String { prefix(1).lowercased() + dropFirst() }
}

extension ActionOperations {
    var calls: CallNames? {
        CallNames(
            list: names.list, under: parent, parts: parts, create: names.create, delete: names.delete,
            deletesByList: deletion == .byList, changes: changes.map { ($0.fields, $0.calls) },
            setLater: columns.setLater.filter { field in
                changes.contains { !$0.comparesItself && $0.fields.contains(field) }
            })
    }
}

extension ActionOperations {
    func create(_ desired: DesiredObject, through session: any CallSession) async throws(StepFailure) {
        try await update(try await make(desired, through: session))
    }

    /// Makes an object by the one call that does, and waits for it. What that call does not take is still to be set.
    /// - Returns: the object as it was made.
    func make(_ desired: DesiredObject, through session: any CallSession) async throws(StepFailure) -> ManagedObject {
        guard !isReadOnly else { throw .notMade(kind) }
        var parameters = Parameters(columns.creation(of: desired))
        if let filling { parameters.add(try await filling(desired, session)) }
        let request = APIRequest.action(service, names.create, parameters, sensitive: columns.sensitive)
        let parent = parent.flatMap { desired.text($0.field) }
        let number = try await session.create(request) { answer in
            guard isFoundByMarker else {
                return Creation(id: answer[names.elements]?[0].flatMap { read($0, in: parent)?.id })
            }
            // Of all that the answer lists, the one of that name; several, or none, are told apart by the list.
            let named = (answer[names.elements]?.elements ?? []).compactMap { read($0, in: parent) }
                .filter { $0.name != nil && $0.name == desired.text("name") }
            return Creation(id: named.count == 1 ? named[0].id : nil)
        }
        if let goal { try await session.wait(for: number, until: goal) }
        var made = columns.made(kind, id: number, of: desired)
        for field in changes.flatMap(\.fields) where made.attributes[field] == nil { made.attributes[field] = .null }
        return ManagedObject(made, to: desired, through: session)
    }

    func update(_ object: ManagedObject) async throws(StepFailure) {
        for change in changes where change.concerns(object, columns) { try await change.perform(object, self) }
    }

    func delete(_ object: ManagedObject) async throws(StepFailure) {
        guard !isReadOnly else { throw .notDeleted(object.live) }
        try await object.delete(deletion(of: split(object.id).own, try await clearing?(object) ?? [:]))
        if goal != nil { try await object.wait(until: .gone) }
    }

    private func deletion(of object: String, _ parameters: Parameters) -> APIRequest {
        var parameters = parameters
        switch deletion {
        case .one:
            parameters.add(id, object)
            return .action(service, names.delete, parameters)
        case .byList:
            parameters.add("\(id)List", [object])
            return .action(service, names.delete, parameters, byList: "\(id)List")
        }
    }
}

extension Parameters {
    /// The parameters of these names; a list makes several.
    init(_ members: [(String, JSON)]) {
        self.init()
        for (name, value) in members { add(name, value) }
    }
}

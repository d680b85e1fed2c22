import Model
import NcloudClient
import OrderedJSON

extension Driver {
    /// A time in which no events are made of some objects. Source: management-cloudinsight-createpm, -updatepm, -deletepm, -getpmlist;
    /// common-vapidatatype-cipmcreateupdatedto.
    public static let plannedMaintenance = Driver(
        Kind(
            "PlannedMaintenance", service: "CloudInsight",
            summary: """
                A time in which objects are maintained, so that no one is notified of their events. One that has passed is not \
                created again.
                """,
            fields: [
                Field(
                    "product", .reference("MonitoredProduct"), .required, change: change,
                    "The service that the objects belong to, such as Server, or its key (cw_key)."),
                Field(
                    "name", .string, .optionalFromName, change: change, constraints: [.length(1...1000)], "Its title."),
                Field("description", .string, change: change, initial: "", "Description."),
                .watched(
                    change: change, "The objects: names of objects of this workspace, or ids of others."),
                .labelSelector,
                Field(
                    "dimensions", .formatted(.dimensions), change: change, initial: .null,
                    "Which metrics of the objects, such as type=svr, or type=fs, mnt_nm=/data (default: all)."),
                Field("startTime", .formatted(.moment), .required, change: change, "When it begins."),
                Field("endTime", .formatted(.moment), .required, change: change, "When it ends."),
            ],
            choices: [FieldChoice(.atLeastOne, of: ["targets", "selector"])],
            identity: Kind.Identity(id: "id"),
            reading: Kind.Reading([InsightCalls.maintenances]),
            life: Kind.Life(
                creation: Kind.Procedure(["POST \(path)"], seconds: 1, timeout: 60),
                update: Kind.Procedure(seconds: 1, timeout: 60),
                deletion: Kind.Procedure(["DELETE \(path)/{id}"], seconds: 1, timeout: 60), disruption: .none,
                expiries: [Expiry(after: "endTime")]),
            choosing: Kind.Choosing(selector: WatchedKinds.selector),
            checks: Kind.Checks(
                preflight: [.freeName(of: "PlannedMaintenance", refused: false), InsightPreflight.times]),
            example: """
                apiVersion: ncloud/v1
                kind: PlannedMaintenance
                metadata: {name: new-kernel}
                spec:
                  product: Server
                  description: servers get a new kernel
                  targets: [web-0]
                  dimensions: type=svr
                  startTime: "2098-12-01T02:00:00+0900"
                  endTime: "2098-12-01T04:00:00+0900"
                """),
        operations: MaintenanceOperations())

    private static let path = "\(InsightCalls.base)/planned-maintenances"
    private static let change = Field.Change.inPlace(.none, calls: ["PUT \(path)/{id}"])
}

/// Source: management-cloudinsight-createpm and the pages beside it. Which shape the list has is not documented. (inferred)
struct MaintenanceOperations: Operations {
    private static let path = "/planned-maintenances"
    private static let fields = ["product", "name", "description", "targets", "dimensions", "startTime", "endTime"]

    func list(_ scope: ReadScope, from cloud: any APICaller) async throws(APIFailure) -> [LiveObject] {
        // A range of time is required: from 1970 to the end of this millennium.
        let all: Parameters = ["from": 0, "to": 32_503_680_000_000, "timeType": "endTime"]
        return try await cloud.pages(
            of: .rest(.cloudInsight, .get, Self.path, query: all), .insight(list: "content")
        ).compactMap(Self.object)
    }

    func detail(
        of id: String, knownAs attributes: Attributes, from cloud: any APICaller
    ) async throws(APIFailure) -> Detail {
        let wire = try await cloud.unlessGone { () throws(APIFailure) in try await Self.shown(id, from: cloud) }
        return wire.map { Detail.shown(Self.object($0, id: id)) } ?? .missing
    }

    /// What the call for one maintenance shows. Whether it repeats the id is not documented. (inferred)
    /// - Throws: the failure of a call that was answered with anything else: the maintenance may be there all the same.
    private static func shown(_ id: String, from cloud: any APICaller) async throws(APIFailure) -> JSON {
        let request = APIRequest.rest(.cloudInsight, .get, "\(path)/\(id)")
        let wire = try await cloud.call(request)
        guard (wire.nonEmpty("id") ?? id) == id, wire.nonEmpty("title") != nil else {
            throw .unreadable(request, "the response does not show maintenance \(id)")
        }
        return wire
    }

    func create(_ desired: DesiredObject, through session: any CallSession) async throws(StepFailure) {
        let request = APIRequest.rest(
            .cloudInsight, .post, Self.path, body: Self.body { desired[$0] })
        _ = try await session.create(request) { answer in
            Creation(id: (answer.text ?? answer.nonEmpty("id")).flatMap { $0.isEmpty ? nil : $0 })
        }
    }

    func update(_ object: ManagedObject) async throws(StepFailure) {
        guard object.differs(Self.fields) else { return }
        let whole = try await StepFailure.wrapping { () throws(APIFailure) in
            try await Self.shown(object.id, from: object.session)
        }
        try Self.requirePlain(whole, object.id)
        try await object.change(
            .rest(.cloudInsight, .put, "\(Self.path)/\(object.id)", body: Self.body { object.value($0) }))
    }

    /// A change sends the whole: what the console has added, and the fields cannot say, would be lost.
    private static func requirePlain(_ wire: JSON, _ id: String) throws(StepFailure) {
        let products = wire["dimensions"]?.members ?? [:]
        guard products.count <= 1 else {
            throw .diagnostic(
                Diagnostic(
                    code: "several-products", "the maintenance covers objects of other products too",
                    help: "change it in the console, or remove the other products from it there"))
        }
        guard let objects = products.values.first?.elements, let first = objects.first else {
            let request = APIRequest.rest(.cloudInsight, .get, "\(path)/\(id)")
            throw .api(.unreadable(request, "the response does not show the objects of maintenance \(id)"))
        }
        let isPlain = objects.allSatisfy { wire in
            wire.nonEmpty(instance) != nil && others(of: wire) == others(of: first)
        }
        guard isPlain, others(of: first).values.allSatisfy({ $0.text != nil }) else {
            throw .diagnostic(
                Diagnostic(
                    code: "several-dimensions", "the maintenance covers its objects with different dimensions",
                    help: "change it in the console, or give all of its objects the same dimensions there"))
        }
    }

    func delete(_ object: ManagedObject) async throws(StepFailure) {
        try await object.delete(.rest(.cloudInsight, .delete, "\(Self.path)/\(object.id)"))
    }

    // MARK: Shapes

    private static let instance = "instanceNo"

    private static func body(_ value: (String) -> Value?) -> JSON {
        let dimensions = value("dimensions")?.text.flatMap { TextFormat.dimensions(of: $0) } ?? []
        let objects = Set(value("targets")?.elements.compactMap(\.spelling) ?? []).sorted().map { id in
            JSON(present: [(instance, .string(id))] + dimensions.map { ($0.name, .string($0.value)) })
        }
        return JSON(present: [
            "title": .string(value("name")?.spelling ?? ""), "desc": .string(value("description")?.spelling ?? ""),
            "startTime": milliseconds(value("startTime")), "endTime": milliseconds(value("endTime")),
            "dimensions": .object([value("product")?.spelling ?? "": .array(objects)]),
        ])
    }

    private static func milliseconds(_ moment: Value?) -> JSON? {
        moment?.text.flatMap(DateTime.init).map { .integer($0.seconds * 1000) }
    }

    private static func moment(_ wire: JSON?) -> Value {
        Value((wire?.integer).map { DateTime(seconds: $0 / 1000).korean })
    }

    /// What an object of a maintenance says besides its id.
    private static func others(of wire: JSON) -> [String: JSON] {
        Dictionary(wire.members.filter { $0.key != instance }.map { ($0.key, $0.value) }) { first, _ in first }
    }

    private static func object(_ wire: JSON) -> LiveObject? { wire.nonEmpty("id").map { object(wire, id: $0) } }

    private static func object(_ wire: JSON, id: String) -> LiveObject {
        let product = wire["dimensions"]?.members.elements.first
        let objects = product?.value.elements ?? []
        let further = objects.first.map { others(of: $0) } ?? [:]
        let pairs = further.compactMap { name, value in value.text.map { (name: name, value: $0) } }
        return LiveObject(
            kind: "PlannedMaintenance", id: id,
            attributes: [
                "product": Value(product?.key), "name": Value(wire.nonEmpty("title")),
                "description": Value(wire.nonEmpty("desc")),
                "targets": Value(texts: Set(objects.compactMap { $0.nonEmpty(instance) }).sorted()),
                "dimensions": pairs.isEmpty ? .null : .string(TextFormat.spelling(pairs)),
                "startTime": moment(wire["startTime"]), "endTime": moment(wire["endTime"]),
            ])
    }
}

import Model
import NcloudClient
import OrderedJSON

extension Driver {
    /// What Cloud Insight has metrics of. Source: management-cloudinsight-getsystemschemakeylist, -productinfo.
    public static let monitoredProduct = Driver(
        Kind(
            "MonitoredProduct", service: "CloudInsight",
            summary: "A service that Cloud Insight has metrics of, such as Server: read-only, for lookups.",
            fields: [
                .computed("name", "Its name without System/ and (VPC): Server, Cloud DB for MySQL."),
                .computed("productName", "The whole name, such as Server(VPC)."),
            ],
            identity: Kind.Identity(id: "cw_key"),
            reading: Kind.Reading([InsightCalls.products]),
            life: .offeredByCloud("the cloud defines what it has metrics of", advice: "set one: product: Server"),
            choosing: Kind.Choosing(lookup: LookupRules(bareText: .idOrName)),
            example: """
                apiVersion: ncloud/v1
                kind: MonitoredProduct
                metadata: {name: servers}
                import: {name: Server}
                spec: {}
                """),
        operations: LookupOperations(
            kind: "MonitoredProduct", path: "/schema/system/list", id: "cw_key",
            columns: [
                .value("name") { Value($0.nonEmpty("prodName").map(WatchedKinds.plainName)) },
                .text("productName", "prodName"),
            ]),
        trial: InsightCalls.productTrial)

    /// What can be measured of a product. Source: management-cloudinsight-searchmetriclist.
    public static let metric = Driver(
        Kind(
            "Metric", service: "CloudInsight",
            summary: "A metric of a service, such as avg_cpu_used_rto of Server: read-only, for lookups.",
            fields: [
                .computed("product", .reference("MonitoredProduct"), "The service it is of."),
                .computed("name", "Its name, such as avg_cpu_used_rto."),
                .computed("description", "What it measures."), .computed("unit", "The unit, such as %."),
                .computed("types", .list(.string), "The types that it is measured for, such as svr or fs."),
                .computed(
                    "calculations", .list(.string), "The calculations that are offered: AVG, MAX, MIN, SUM, COUNT."),
            ],
            identity: Kind.Identity(id: "prodKey/metric", marker: ["name", "product"]),
            reading: Kind.Reading([InsightCalls.products], besides: "\(InsightCalls.metrics) for each service"),
            life: .offeredByCloud("the cloud defines its metrics", advice: "name one: metric: avg_cpu_used_rto"),
            choosing: Kind.Choosing(lookup: LookupRules(bareText: .idOrName)),
            example: """
                apiVersion: ncloud/v1
                kind: Metric
                metadata: {name: cpu}
                import: {id: 460438474722512896/avg_cpu_used_rto}
                spec: {}
                """),
        operations: MetricOperations(), trial: InsightCalls.productTrial)

    /// A person who may be told of events. Source: management-cloudinsight-getnotificationrecipientlist.
    public static let recipient = Driver(
        Kind(
            "Recipient", service: "CloudInsight",
            summary:
                "A person who may be notified of events: read-only, for lookups. Notification Recipient in the console manages them.",
            fields: [.computed("name", "Name of the person.")],
            identity: Kind.Identity(id: "managerNo"),
            reading: Kind.Reading([InsightCalls.recipients]),
            life: .offeredByCloud(
                "recipients are managed in the console: Notification Recipient",
                advice: "name one that is registered there"),
            choosing: Kind.Choosing(lookup: LookupRules(bareText: .idOrName)),
            example: """
                apiVersion: ncloud/v1
                kind: Recipient
                metadata: {name: someone}
                import: {name: hongildong}
                spec: {}
                """),
        operations: LookupOperations(
            kind: "Recipient", path: "/rule/notify/groups", id: "managerNo", columns: [.text("name", "managerName")]),
        trial: InsightCalls.recipientTrial)

    /// People who are told of events together. Source: management-cloudinsight-getnotificationrecipientlist.
    public static let recipientGroup = Driver(
        Kind(
            "RecipientGroup", service: "CloudInsight",
            summary:
                "A group of people who may be notified of events: read-only, for lookups. Notification Recipient in the console manages them.",
            fields: [.computed("name", "Name of the group.")],
            identity: Kind.Identity(id: "groupNum"),
            reading: Kind.Reading([InsightCalls.recipients]),
            life: .offeredByCloud(
                "recipient groups are managed in the console: Notification Recipient",
                advice: "name one that is registered there"),
            choosing: Kind.Choosing(lookup: LookupRules(bareText: .idOrName)),
            example: """
                apiVersion: ncloud/v1
                kind: RecipientGroup
                metadata: {name: on-call}
                import: {name: operations}
                spec: {}
                """),
        operations: LookupOperations(
            kind: "RecipientGroup", path: "/rule/notify/groups", id: "groupNum", columns: [.text("name", "groupName")]),
        trial: InsightCalls.recipientTrial)
}

extension Kind.Life {
    /// That of what is only looked up.
    fileprivate static func offeredByCloud(_ reason: String, advice: String) -> Kind.Life {
        Kind.Life(creation: .refused(reason, advice: advice), deletion: .refused(reason))
    }
}

/// The calls, as plans name them.
enum InsightCalls {
    static let base = "/cw_fea/real/cw/api"
    static let products = "GET \(base)/schema/system/list"
    static let metrics = "POST \(base)/rule/group/metric/search"
    static let recipients = "GET \(base)/rule/notify/groups"
    static let maintenances = "GET \(base)/planned-maintenances"

    static let productTrial: Trial = { _ in .rest(.cloudInsight, .get, "/schema/system/list") }
    static let recipientTrial: Trial = { _ in .rest(.cloudInsight, .get, "/rule/notify/groups") }
}

/// Lists that are looked at, and never changed.
struct LookupOperations: Operations {
    let kind: String
    let path: String
    let id: String
    let columns: [Column]

    func list(_ scope: ReadScope, from cloud: any APICaller) async throws(APIFailure) -> [LiveObject] {
        try await cloud.call(.rest(.cloudInsight, .get, path)).insightList().compactMap { wire in
            wire.nonEmpty(id).map { columns.object(kind, id: $0, wire) }
        }
    }

    func create(_ desired: DesiredObject, through session: any CallSession) async throws(StepFailure) {
        throw .notMade(kind)
    }

    func update(_ object: ManagedObject) async throws(StepFailure) {}

    func delete(_ object: ManagedObject) async throws(StepFailure) { throw .notDeleted(object.live) }
}

/// Metrics are searched for product by product; one is shown once for each value of its dimensions.
struct MetricOperations: Operations {
    func list(_ scope: ReadScope, from cloud: any APICaller) async throws(APIFailure) -> [LiveObject] {
        try await ParentKind.monitoredProduct.ids(scope, from: cloud).concurrentlyReading {
            product throws(APIFailure) -> [LiveObject] in
            let body: JSON = ["prodKey": .string(product), "query": "", "dimValues": [], "dimensionsSelectedList": []]
            let answer = try await cloud.call(.rest(.cloudInsight, .post, "/rule/group/metric/search", body: body))
            return Self.metrics(answer.insightList("metrics"), of: product)
        }.flatMap(\.self)
    }

    private static func metrics(_ wires: [JSON], of product: String) -> [LiveObject] {
        let named = Dictionary(grouping: wires.filter { $0.nonEmpty("metric") != nil }) { $0.nonEmpty("metric") ?? "" }
        return named.sorted { $0.key < $1.key }.map { name, all in
            let types = all.flatMap { $0["dimensions"]?.elements ?? [] }.filter { $0.nonEmpty("dim") == "type" }
            let calculations = all.flatMap { $0["options"]?.members.values.flatMap(\.elements) ?? [] }
            return LiveObject(
                kind: "Metric", id: "\(product)/\(name)",
                attributes: [
                    "product": .string(product), "name": .string(name), "description": Value(all[0].nonEmpty("desc")),
                    "unit": Value(all[0].nonEmpty("unit")),
                    "types": Value(texts: Set(types.compactMap { $0.nonEmpty("val") }).sorted()),
                    "calculations": Value(texts: Set(calculations.compactMap(\.text)).sorted()),
                ])
        }
    }

    func create(_ desired: DesiredObject, through session: any CallSession) async throws(StepFailure) {
        throw .notMade("Metric")
    }

    func update(_ object: ManagedObject) async throws(StepFailure) {}

    func delete(_ object: ManagedObject) async throws(StepFailure) { throw .notDeleted(object.live) }
}

extension ParentKind {
    /// What groups, templates and rules are listed under.
    static let monitoredProduct = ParentKind(field: "product", kind: "MonitoredProduct") { cloud throws(APIFailure) in
        try await Driver.monitoredProduct.operations.list(ReadScope(everything: true), from: cloud).map(\.id)
    }
}

extension JSON {
    /// The elements of an answer that is a list, or has one: the documents do not always say which.
    func insightList(_ names: String...) -> [JSON] {
        if case .array(let elements) = self { return elements }
        return (names + ["content"]).lazy.compactMap { self[$0] }.first?.elements ?? []
    }
}

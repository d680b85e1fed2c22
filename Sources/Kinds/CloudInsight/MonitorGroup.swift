import Model
import NcloudClient
import OrderedJSON

extension Driver {
    /// What event rules watch. Source: api/classic-and-others.md §2; management-cloudinsight-createmonitorgrp,
    /// common-vapidatatype-cimonitorgrpdto.
    public static let monitorGroup = Driver(
        Kind(
            "MonitorGroup", service: "CloudInsight",
            summary: """
                The objects that event rules watch, such as servers: named one by one, or chosen by their labels, so that a new \
                server is watched by being labelled.
                """,
            fields: [
                .monitoredProduct, .groupName("group", change: .inPlace(.none, calls: [update])),
                .groupDescription(calls: [update]),
                Field(
                    "type", .enumeration(["NORMAL", "ASG"]), change: .replace, initial: "NORMAL",
                    "ASG for a group of Auto Scaling groups."),
                .watched(
                    change: .inPlace(.none, calls: [update]),
                    "The objects that are watched: names of objects of this workspace, or ids of others."),
                .labelSelector,
            ],
            choices: [FieldChoice(.atLeastOne, of: ["targets", "selector"])],
            identity: Kind.Identity(id: "prodKey/id", marker: ["name", "product"]),
            reading: Kind.Reading(perParent: ["GET \(path)/{prodKey}"]),
            place: Kind.Place(listedUnder: "MonitoredProduct"),
            life: Kind.Life(
                creation: Kind.Procedure(["POST \(path)"], seconds: 1, timeout: 60),
                update: Kind.Procedure(seconds: 1, timeout: 60),
                deletion: Kind.Procedure(["DELETE \(path)"], seconds: 1, timeout: 60)),
            choosing: Kind.Choosing(selector: WatchedKinds.selector),
            checks: Kind.Checks(
                preflight: [
                    .freeName(of: "MonitorGroup", within: "product", refused: false), InsightPreflight.numbers,
                    InsightPreflight.servers,
                ]),
            example: """
                apiVersion: ncloud/v1
                kind: MonitorGroup
                metadata: {name: web-servers}
                spec:
                  product: Server
                  description: the servers of the shop
                  targets: [web-0]
                """),
        operations: InsightOperations(
            kind: "MonitorGroup",
            paths: InsightOperations.Paths(
                list: { .whole(.rest(.cloudInsight, .get, "/rule/group/monitor/\($0)"), list: "monitorGroups") },
                show: { .rest(.cloudInsight, .get, "/rule/group/monitor/\($0)/\($1)") },
                create: .rest(.cloudInsight, .post, "/rule/group/monitor"), created: "monitorGroupId",
                update: .rest(.cloudInsight, .put, "/rule/group/monitor"),
                delete: { product, own in
                    .rest(
                        .cloudInsight, .delete, "/rule/group/monitor", query: ["prodKey": product],
                        body: [.string(own)])
                }),
            columns: Column.groupNames + [
                Column.text("type", "type").assuming("NORMAL").whenShown.leftOutWhenEmpty, targets,
            ],
            constants: [("temporaryGroup", false)], member: "monitorGroup",
            // One that a rule has for itself alone is no group of its own.
            admits: { $0["temporaryGroup"]?.bool != true }, keeping: keepItems,
            changing: ["name", "description", "targets"]))

    private static let path = "\(InsightCalls.base)/rule/group/monitor"
    private static let update = "PUT \(path)"
    private static let items = "monitorGroupItemList"

    private static let targets: Column = {
        var column = Column("targets") { wire in
            Value(texts: Set((wire[items]?.elements ?? []).compactMap { $0.nonEmpty("resourceId") }).sorted())
        } write: { value in
            let ids = Set(value?.elements.compactMap(\.spelling) ?? []).sorted()
            return [(items, .array(ids.map { ["resourceId": .string($0)] }))]
        }
        column.isSet = true
        return column
    }()

    /// Items that stay keep what the service knows of them.
    private static let keepItems: @Sendable (JSON, inout [(String, JSON)]) -> Void = { current, body in
        guard let index = body.firstIndex(where: { $0.0 == items }) else { return }
        let known = Dictionary(
            (current[items]?.elements ?? []).map { ($0.nonEmpty("resourceId"), $0) },
            uniquingKeysWith: { first, _ in first })
        body[index].1 = .array(body[index].1.elements.map { known[$0.nonEmpty("resourceId")] ?? $0 })
    }
}

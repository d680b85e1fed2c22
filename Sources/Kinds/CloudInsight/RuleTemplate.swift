import Model
import NcloudClient
import OrderedJSON

extension Driver {
    /// What event rules watch for. The API calls it a metrics group. Source: api/classic-and-others.md §2;
    /// management-cloudinsight-createmetricsgrp, common-vapidatatype-cimetricsgroupitem.
    public static let ruleTemplate = Driver(
        Kind(
            "RuleTemplate", service: "CloudInsight",
            summary: "The metrics that event rules watch, each with the condition that makes an event.",
            fields: [
                .monitoredProduct, .groupName("template", change: .inPlace(.none, calls: [update])),
                .groupDescription(calls: [update]),
                Field(
                    "metrics", .keyed(WatchedMetric.fields, by: WatchedMetric.key), .required,
                    change: .inPlace(.none, calls: [update]), constraints: [.count(1...1000)],
                    "What makes an event. A metric may be there once for each level and each dimension."),
            ],
            identity: Kind.Identity(id: "prodKey/id", marker: ["name", "product"]),
            reading: Kind.Reading(perParent: ["GET \(path)/query/{prodKey}"]),
            place: Kind.Place(listedUnder: "MonitoredProduct"),
            life: Kind.Life(
                creation: Kind.Procedure(["POST \(path)"], seconds: 1, timeout: 60),
                update: Kind.Procedure(seconds: 1, timeout: 60),
                deletion: Kind.Procedure(["DELETE \(path)/del"], seconds: 1, timeout: 60)),
            checks: Kind.Checks(
                preflight: [
                    .freeName(of: "RuleTemplate", within: "product", refused: false), InsightPreflight.metrics,
                ]),
            example: """
                apiVersion: ncloud/v1
                kind: RuleTemplate
                metadata: {name: busy-servers}
                spec:
                  product: Server
                  metrics:
                    - metric: avg_cpu_used_rto
                      dimensions: type=svr
                      condition: GT
                      threshold: 90
                      durationMinutes: 5
                      level: CRITICAL
                    - {metric: mem_usert, dimensions: type=svr, condition: GE, threshold: 85.5, level: WARNING}
                """),
        operations: InsightOperations(
            kind: "RuleTemplate",
            paths: InsightOperations.Paths(
                list: { .whole(.rest(.cloudInsight, .get, "/rule/group/metrics/query/\($0)"), list: "metricsGroups") },
                show: { .rest(.cloudInsight, .get, "/rule/group/metrics/query/\($0)/\($1)") },
                create: .rest(.cloudInsight, .post, "/rule/group/metrics"), created: "metricsGroupId",
                update: .rest(.cloudInsight, .post, "/rule/group/metrics/update"),
                delete: { product, own in
                    .rest(
                        .cloudInsight, .delete, "/rule/group/metrics/del", query: ["prodKey": product],
                        body: [.string(own)])
                }),
            columns: Column.groupNames + [WatchedMetric.column], constants: [("temporaryGroup", false)],
            member: "metricsGroup", admits: { $0["temporaryGroup"]?.bool != true }, keeping: WatchedMetric.keepItems,
            changing: ["name", "description", "metrics"]))

    private static let path = "\(InsightCalls.base)/rule/group/metrics"
    private static let update = "POST \(path)/update"
}

/// A metric of a template, and when it makes an event. Source: common-vapidatatype-cimetricsgroupitem.
enum WatchedMetric {
    static let key = ["metric", "level", "dimensions"]

    static let fields = [
        Field("metric", .string, .required, "Name of the metric, such as avg_cpu_used_rto."),
        Field(
            "dimensions", .formatted(.dimensions),
            "What it is measured of, such as type=svr, or type=fs, mnt_nm=/data. If omitted, none are sent."),
        Field(
            "calculation", .enumeration(["AVG", "MAX", "MIN", "SUM", "COUNT"]), .optional, initial: "AVG",
            "How its values are taken together."),
        Field(
            "condition", .enumeration(["GT", "GE", "EQ", "LE", "LT"]), .required,
            "How it compares with the threshold: greater, greater or equal, equal, less or equal, less."),
        Field("threshold", .number, .required, "The threshold."),
        Field(
            "durationMinutes", .integer, .optional, initial: 1, constraints: [.range(1...1440)],
            "How many minutes the condition must hold."),
        Field(
            "level", .enumeration(["INFO", "WARNING", "CRITICAL"]), .optional, initial: "WARNING", "Level of the event."
        ),
    ]

    private static let items = "metricsGroupItems"

    /// The list calls its items otherwise than the call that makes them. Source: management-cloudinsight-getmetricsgroup.
    private static func wires(_ group: JSON) -> [JSON] { (group[items] ?? group["metrics"])?.elements ?? [] }

    static let column = Column("metrics") { group in
        .list(wires(group).filter { $0.nonEmpty("metric") != nil }.map { Value.present(attributes($0)) })
    } write: { value in
        [(items, .array((value?.elements ?? []).map { wire($0.members) }))]
    }

    private static func attributes(_ wire: JSON) -> Attributes {
        let pairs = (wire["dimensions"]?.elements ?? []).compactMap { pair in
            pair.nonEmpty("dim").flatMap { name in pair.nonEmpty("val").map { (name: name, value: $0) } }
        }
        return [
            "metric": Value(wire.nonEmpty("metric")),
            "dimensions": pairs.isEmpty ? .null : .string(TextFormat.spelling(pairs)),
            "calculation": Value(wire.nonEmpty("calculation")), "condition": Value(wire.nonEmpty("condition")),
            "threshold": wire["threshold"]?.text.flatMap { Double($0) }.map(Value.number) ?? .null,
            "durationMinutes": Value(wire["duration"]?.integer), "level": Value(wire.nonEmpty("eventLevel")),
        ]
    }

    private static func wire(_ members: Attributes) -> JSON {
        let pairs = members.text("dimensions").flatMap { TextFormat.dimensions(of: $0) } ?? []
        func text(_ field: String) -> JSON {
            .string(members.text(field) ?? fields.first { $0.name == field }?.initial?.text ?? "")
        }
        return JSON(present: [
            "metric": text("metric"), "calculation": text("calculation"), "condition": text("condition"),
            "eventLevel": text("level"), "duration": .integer(members["durationMinutes"]?.integer ?? 1),
            "threshold": JSON.wire(members["threshold"]),
            "dimensions": pairs.isEmpty
                ? nil : .array(pairs.map { pair -> JSON in ["dim": .string(pair.name), "val": .string(pair.value)] }),
        ])
    }

    /// Items that stay keep their ids, by which rules may have switched them off.
    static let keepItems: @Sendable (JSON, inout [(String, JSON)]) -> Void = { current, body in
        guard let index = body.firstIndex(where: { $0.0 == items }) else { return }
        var known = wires(current)
        body[index].1 = .array(
            body[index].1.elements.map { item in
                guard let place = known.firstIndex(where: { key(of: $0) == key(of: item) }),
                    let id = known.remove(at: place)["metricGroupItemId"], case .object(var members) = item
                else { return item }
                members["metricGroupItemId"] = id
                return .object(members)
            })
    }

    private static func key(of wire: JSON) -> [String] {
        let attributes = attributes(wire)
        return key.map { attributes.text($0) ?? "" }
    }
}

import Model
import NcloudClient
import OrderedJSON

extension Driver {
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
}

/// Metrics are searched for product by product; one is shown once for each value of its dimensions.
struct MetricOperations: ReadOnlyOperations {
    let kind = "Metric"

    func list(_ scope: ReadScope, from cloud: any APICaller) async throws(APIFailure) -> [LiveObject] {
        try await ParentKind.monitoredProduct.ids(scope, from: cloud).concurrentlyReading {
            product throws(APIFailure) -> [LiveObject] in
            let body: JSON = ["prodKey": .string(product), "query": "", "dimValues": [], "dimensionsSelectedList": []]
            let wires = try await cloud.elements(
                of: .rest(.cloudInsight, .post, "/rule/group/metric/search", body: body), under: "metrics", "content",
                orWhole: true)
            return metrics(wires, of: product)
        }.flatMap(\.self)
    }

    private func metrics(_ wires: [JSON], of product: String) -> [LiveObject] {
        let named = Dictionary(grouping: wires.filter { $0.nonEmpty("metric") != nil }) { $0.nonEmpty("metric") ?? "" }
        return named.sorted { $0.key < $1.key }.map { name, all in
            let types = all.flatMap { $0["dimensions"]?.elements ?? [] }.filter { $0.nonEmpty("dim") == "type" }
            let calculations = all.flatMap { $0["options"]?.members.values.flatMap(\.elements) ?? [] }
            return LiveObject(
                kind: kind, id: "\(product)/\(name)",
                attributes: [
                    "product": .string(product), "name": .string(name), "description": Value(all[0].nonEmpty("desc")),
                    "unit": Value(all[0].nonEmpty("unit")),
                    "types": Value(texts: Set(types.compactMap { $0.nonEmpty("val") }).sorted()),
                    "calculations": Value(texts: Set(calculations.compactMap(\.text)).sorted()),
                ])
        }
    }
}

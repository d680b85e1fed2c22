import OrderedJSON

/// What can be measured. Source: management-cloudinsight-getsystemschemakeylist, -searchmetriclist; compute-vserver-metric for the
/// key of Server and some of its metrics. Other keys, and which metrics other products have, are (inferred).
enum InsightProducts {
    private struct Metric {
        let type: String
        let name: String
        let unit: String
        let words: String
        /// Further dimensions, each value of which is an entry of its own.
        var others: [(name: String, values: [String])] = []
    }

    private struct Product {
        let key: String
        let name: String
        let metrics: [Metric]
    }

    static let server = "460438474722512896"

    private static let products = [
        Product(
            key: server, name: "Server(VPC)",
            metrics: [
                Metric(type: "svr", name: "avg_cpu_used_rto", unit: "%", words: "average cpu used ratio"),
                Metric(type: "svr", name: "avg_cpu_user_rto", unit: "%", words: "average cpu user ratio"),
                Metric(type: "svr", name: "avg_fs_usert", unit: "%", words: "average file system used ratio"),
                Metric(type: "svr", name: "mem_usert", unit: "%", words: "memory used ratio"),
                Metric(type: "svr", name: "avg_write_cnt", unit: "count", words: "average write count"),
                cpu("user_rto", "user ratio"), cpu("idle_rto", "idle ratio"), cpu("sys_rto", "system ratio"),
                cpu("used_rto", "used ratio"), cpu("nice_rto", "nice ratio"), cpu("irq_rto", "interrupt ratio"),
                cpu("io_wait_rto", "IO wait ratio"),
                Metric(
                    type: "fs", name: "fs_usert", unit: "%", words: "file system used ratio",
                    others: [("mnt_nm", ["/", "/data"])]),
            ]),
        Product(
            key: "460438474722512897", name: "Load Balancer Monitor(VPC)",
            metrics: [Metric(type: "lb", name: "concurrent_conn", unit: "count", words: "concurrent connections")]),
        Product(
            key: "460438474722512898", name: "Cloud DB for MySQL(VPC)",
            metrics: [Metric(type: "mysql", name: "slow_queries", unit: "count", words: "slow queries")]),
        Product(key: "460438474722512899", name: "Auto Scaling(VPC)", metrics: []),
        Product(key: "460438474722512900", name: "Object Storage", metrics: []),
    ]

    private static func cpu(_ name: String, _ words: String) -> Metric {
        Metric(type: "cpu", name: name, unit: "%", words: words, others: [("cpu_idx", ["0", "1"])])
    }

    static func name(of key: String) -> String? { products.first { $0.key == key }?.name }

    static let routes: [RESTRoute] = [
        .get("/schema/system/list") { _, _ throws(Failure) in
            .ok(.array(products.map { ["cw_key": .string($0.key), "prodName": .string($0.name)] }))
        },
        .post("/rule/group/metric/search") { _, call throws(Failure) in
            let key = try call.body.insightProduct()
            let query = call.body["query"]?.text ?? ""
            let wanted = try call.body.insightList("dimValues", atLeast: 0)
            let metrics = (products.first { $0.key == key }?.metrics ?? []).filter { metric in
                metric.name.contains(query)
                    && wanted.allSatisfy { $0["name"]?.text != "type" || $0["value"]?.text == metric.type }
            }
            return .ok(["metrics": .array(metrics.flatMap { render($0, key) }), "prodKey": .string(key)])
        },
    ]

    /// Whether a product has a metric, for the type that the dimensions name.
    static func has(_ name: String, _ dimensions: [JSON], of key: String) -> Bool {
        let type = dimensions.first { $0["dim"]?.text == "type" }?["val"]?.text
        return products.first { $0.key == key }?.metrics
            .contains { $0.name == name && (type == nil || $0.type == type) } ?? false
    }

    /// One entry for each value of the further dimension.
    private static func render(_ metric: Metric, _ key: String) -> [JSON] {
        let type: JSON = ["dim": "type", "val": .string(metric.type)]
        let others = metric.others.flatMap { other in
            other.values.map { value -> [JSON] in [["dim": .string(other.name), "val": .string(value)]] }
        }
        let calculations: JSON = ["COUNT", "SUM", "MAX", "MIN", "AVG"]
        return (others.isEmpty ? [[]] : others).map { other -> JSON in
            [
                "dataType": "FLOAT", "desc": .string(metric.words), "dimensions": .array([type] + other),
                "idDimension": "instanceNo", "metric": .string(metric.name),
                "options": ["Min1": calculations, "Min5": calculations, "Min30": calculations],
                "prodKey": .string(key), "unit": .string(metric.unit),
            ]
        }
    }
}

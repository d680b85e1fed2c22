import Model

/// The kinds whose objects a product has metrics of.
enum WatchedKinds {
    /// By the plain name of the product. What the numbers of other products stand for is not documented. (inferred, but for
    /// Server) Only objects with numbers can be watched: see ``InsightPreflight/numbers``.
    private static let byProduct: [String: [String]] = [
        "Server": ["Server"], "Auto Scaling": ["AutoScalingGroup"], "Load Balancer": ["LoadBalancer"],
        "Load Balancer Monitor": ["LoadBalancer"], "NAS": ["NasVolume"],
        "Cloud DB for MySQL": ["MysqlInstance"],
        "Cloud DB for PostgreSQL": ["PostgresqlInstance"], "Cloud DB for MongoDB": ["MongodbInstance"],
        "Cloud DB for Cache": ["CacheInstance"], "Cloud DB for MSSQL": ["MssqlInstance"],
    ]
    /// The key of Server (VPC) on the public and on the government site. Source: compute-vserver-metric.
    private static let serverKeys = ["460438474722512896", "567435234753253376"]

    /// How groups and maintenances name what they are about.
    static let selector = LabelSelector(by: ("product", byProduct.keys.sorted())) { attributes in
        if attributes.text("type") == "ASG" { return ["AutoScalingGroup"] }
        switch attributes["product"] {
        case .reference(let reference)?: return reference.criteria["name"]?.text.flatMap { byProduct[plainName($0)] }
        case .string(let key)?: return serverKeys.contains(key) ? ["Server"] : nil
        default: return nil
        }
    }

    /// A product's name as people say it: `Server` for `System/Server(VPC)`.
    static func plainName(_ name: String) -> String {
        var plain = name[...]
        if plain.hasPrefix("System/") { plain = plain.dropFirst("System/".count) }
        if plain.hasSuffix("(VPC)") { plain = plain.dropLast("(VPC)".count) }
        return String(plain)
    }
}

extension Field {
    /// The product whose metrics something is about.
    static let monitoredProduct = Field(
        "product", .reference("MonitoredProduct"), .required, change: .replace,
        "The service whose metrics count, such as Server or Cloud DB for MySQL, or its key (cw_key).")

    /// The objects that something is about, named one by one.
    static func watched(change: Change, _ summary: String) -> Field {
        Field("targets", .set(.string), change: change, constraints: [.count(1...10_000)], summary)
    }

    /// The objects that something is about, chosen by labels. It is settled when manifests are read: see ``LabelSelector``.
    static let labelSelector = Field(
        "selector", .json, change: .stateOnly, constraints: [.mapOfTexts],
        """
        Labels, such as {role: web}: the objects of this workspace that have all of them in metadata.labels are added to \
        targets.
        """)
}

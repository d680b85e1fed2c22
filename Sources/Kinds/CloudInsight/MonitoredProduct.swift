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
}

extension ParentKind {
    /// What groups, templates and rules are listed under.
    static let monitoredProduct = ParentKind(field: "product", kind: "MonitoredProduct") { cloud throws(APIFailure) in
        try await Driver.monitoredProduct.operations.list(ReadScope(everything: true), from: cloud).map(\.id)
    }
}

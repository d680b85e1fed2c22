import Model

/// Every kind nacre manages. A new kind is written in a file of its own and listed here.
public enum Catalog {
    public static let drivers: [Driver] = [
        .vpc, .subnet, .networkAcl, .networkAclDenyAllowGroup, .natGateway, .routeTable, .vpcPeering,
        .accessControlGroup, .loginKey, .initScript, .server, .serverImage, .memberServerImage, .serverSpec,
        .placementGroup, .fabricCluster, .networkInterface, .publicIp, .blockStorage, .blockStorageSnapshot,
        .serverImageProduct, .serverProduct, .region, .zone,
        .product, .api, .resource, .method, .model, .gatewayResponse, .stage, .usagePlan, .apiKey, .subscription,
        .authorizer,
        .dataBoxFrame, .dataBox,
    ]

    /// The kinds as the parts that never call the cloud see them.
    public static let kinds = KindCatalog(drivers.map(\.kind))

    private static let byName = Dictionary(uniqueKeysWithValues: drivers.map { ($0.kind.name, $0) })

    /// The driver of the kind called `name`, or nil.
    public static func driver(_ name: String) -> Driver? { byName[name] }
}

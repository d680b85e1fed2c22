import Model

/// The kinds that take part in a run, each with what it takes to act on it. It is handed down from the command to the
/// last step, so that a plan and its execution agree on what a kind is.
public struct DriverCatalog: Sendable {
    /// The kinds as the parts that never call the cloud see them.
    public let kinds: KindCatalog
    private let byName: [String: Driver]

    public init(_ drivers: [Driver]) {
        kinds = KindCatalog(drivers.map(\.kind))
        byName = Dictionary(uniqueKeysWithValues: drivers.map { ($0.kind.name, $0) })
    }

    /// The driver of the kind called `name`, or nil.
    public subscript(name: String) -> Driver? { byName[name] }
}

extension DriverCatalog {
    /// Every kind of NAVER Cloud that nacre manages. A new kind is written in a file of its own and listed here.
    public static let ncloud = DriverCatalog([
        .vpc, .subnet, .networkAcl, .networkAclDenyAllowGroup, .natGateway, .routeTable, .vpcPeering,
        .accessControlGroup, .loginKey, .initScript, .server, .serverImage, .memberServerImage, .serverSpec,
        .placementGroup, .fabricCluster, .networkInterface, .publicIp, .blockStorage, .blockStorageSnapshot,
        .serverImageProduct, .serverProduct, .region, .zone,
        .product, .api, .resource, .method, .model, .gatewayResponse, .stage, .usagePlan, .apiKey, .subscription,
        .authorizer,
        .dataBoxFrame, .dataBox, .importRequest, .exportRequest, .exportReview,
        .datafence, .datafenceBox, .datafenceImportRequest, .datafenceExportRequest, .datafenceExportReview,
        .loadBalancer, .listener, .targetGroup, .certificate,
        .launchConfiguration, .autoScalingGroup, .scalingPolicy, .scalingSchedule,
        .mysqlInstance, .mysqlReplica, .mysqlRecovery, .mysqlImage, .mysqlProduct,
        .postgresqlInstance, .postgresqlReplica, .postgresqlImage, .postgresqlProduct,
        .mongodbInstance, .mongodbImage, .mongodbProduct,
        .cacheInstance, .cacheConfigGroup, .cacheImage, .cacheProduct,
        .mssqlInstance, .mssqlReplica, .mssqlImage, .mssqlProduct,
        .linkageCredential, .papagoGlossary,
        .kmsKey, .kubernetesCluster, .nodePool, .kubernetesVersion, .kubernetesImage, .nasVolume,
        .bucket, .storageObject,
        .dnsZone,
        .monitorGroup, .ruleTemplate, .eventRule, .plannedMaintenance,
        .monitoredProduct, .metric, .recipient, .recipientGroup,
        .edgeProfile, .edge, .edgeCertificate, .cdnPlus, .globalCdn,
        .accessPolicy, .subAccountGroup, .role, .subAccount, .accessKey,
        .geoLocation, .geoLocationQuota, .securityEvent, .securityReport,
        .classicServer,
        .mailTemplateCategory, .mailTemplate, .mailRecipientGroup, .mailUnsubscriber,
    ])
}

/// Everything that is simulated: a new service is a line here, a new kind a line of its service.
enum SimulatorCatalogue {
    static let services: [any SimulatedService] = [
        ActionService.vpc, ActionService.vserver, ActionService.loadBalancer, ActionService.autoScaling,
        MySQL.service, PostgreSQL.service, MongoDB.service, Cache.service, Redis.service, MSSQL.service,
        RESTService.globalEdge, RESTService.mail, RESTService.certificates, RESTService.datafence,
        ActionService.nas, RESTService.kubernetes, ActionService.classicServer, ActionService.cdn,
        RESTService.dataBoxFrame, RESTService.accounts, RESTService.kms, RESTService.apiGateway,
        RESTService.papagoGlossary, RESTService.globalDNS, RESTService.cloudInsight, RESTService.subAccount,
        RESTService.geoLocation, RESTService.securityMonitoring, LinkageService.linkage,
        RESTService.organization, ObjectStorageService.objectStorage,
    ]

    /// What follows from changes, by the table that changes.
    static let watches: [TableSchema: [Watch]] = {
        var watches: [TableSchema: [Watch]] = [:]
        for watch in TargetHealth.watches + Scaling.watches + StoredFiles.watches + NodePools.watches {
            watches[watch.table, default: []].append(watch)
        }
        return watches
    }()

    static let tables: [TableSchema] = services.flatMap(\.kinds).map(\.table)

    /// All names, for whoever gave none of them.
    static var tableNames: String { tables.map(\.name).joined(separator: ", ") }

    static func table(_ name: String) -> TableSchema? { kinds[name]?.table }

    static func kind(of table: TableSchema) -> (any SimulatedKind)? { kinds[table.name] }

    private static let kinds: [String: any SimulatedKind] = Dictionary(
        services.flatMap(\.kinds).map { ($0.table.name, $0) }, uniquingKeysWith: { first, _ in first })
}

import Model
import NcloudClient

extension Driver {
    /// The API has no users and no databases of it. Source: api/clouddb.md §6.
    public static let mssqlInstance: Driver = {
        let mssql = CloudDatabase.mssql
        return mssql.driver(
            CloudDatabase.Instance(
                summary: "A Cloud DB for MSSQL service. Users and databases are kept in SQL Server itself.",
                fields: mssql.place(name: 3...15) + [
                    mssql.image(), mssql.product(), mssql.storageType,
                    mssql.highAvailability("Whether a mirror becomes the principal if that fails."), mssql.multiZone,
                    mssql.standbySubnet(as: "mirrorSubnetNo"), mssql.port(1433),
                    DatabaseField(
                        Field(
                            "characterSet", .string, change: .replace, initial: "Korean_Wansung_CI_AS",
                            "Collation, such as Korean_Wansung_CI_AS or SQL_Latin1_General_CP1_CI_AS."),
                        Column.text("characterSet", "dbCollation", sent: "characterSetName").whenShown),
                    DatabaseField(
                        Field(
                            "configGroup", .formatted(.number), change: .replace, initial: "0",
                            "Number of its config group, which is kept in the console."),
                        Column.text("configGroup", "configGroupNo").whenShown),
                    mssql.adminUser(NameRule(4...16, signs: "-_")), mssql.adminPassword(change: .createOnly),
                    mssql.backupRetention(upTo: 30), mssql.backupTime(),
                ],
                ports: ["cloudMssqlPort"], needed: ["adminUser", "adminPassword"],
                preflight: DatabasePreflight.multiZone, creation: (1800, 7200),
                example: """
                    apiVersion: ncloud/v1
                    kind: MssqlInstance
                    metadata: {name: shop-books}
                    spec:
                      subnet: databases
                      highAvailability: true
                      adminUser: shop_admin
                      adminPassword: ${secret.admin}
                    """))
    }()

    public static let mssqlImage = CloudDatabase.mssql.image(
        code: "SW.VMSSL.OS.WND64.WINNT.SVR2016.MSSQL.15042981.SE.B100")
    public static let mssqlProduct = CloudDatabase.mssql.product(code: "SVR.VMSSL.STAND.C004.M016.NET.HDD.B100.G002")

    /// Source: api/clouddb.md §6, read replica.
    public static let mssqlReplica = DatabaseServerKind(
        database: .mssql, kind: "MssqlReplica", summary: "A read-only server of a SQL Server instance.", role: "S",
        creation: "createCloudMssqlSlaveInstance", deletion: "deleteCloudMssqlServerInstance",
        fields: [
            DatabaseField(
                Field(
                    "domainNumber", .string, change: .replace, constraints: [.length(3...3)],
                    "The number at the end of its private host name, 001 to 999; needed for a new one. The API does not return it."
                ),
                .sent("domainNumber", as: "privateDomainPostfix"))
        ],
        marker: ["instance"], preflight: [DatabasePreflight.needed(["domainNumber"])],
        example: """
            apiVersion: ncloud/v1
            kind: MssqlReplica
            metadata: {name: shop-books-reader}
            spec:
              instance: shop-books
              domainNumber: "001"
            """
    ).driver
}

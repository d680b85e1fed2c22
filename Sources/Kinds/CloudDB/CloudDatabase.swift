import Model
import NcloudClient
import OrderedJSON

/// One of the Cloud DB services: what its kinds, calls and members are called.
///
/// All of them have one shape: an *instance*, which is what users name, holds servers, users and databases. What they share
/// is written once, in this folder; the file of a service says what is its own. Source: api/clouddb.md §1.
struct CloudDatabase: Sendable {
    /// What our kinds are called after: `Mysql` of `MysqlInstance`.
    let name: String
    /// The name in sentences.
    let title: String
    let service: Service
    /// The vendor's noun: `CloudMysql` of `getCloudMysqlInstanceList`.
    let noun: String

    static let mysql = CloudDatabase(name: "Mysql", title: "MySQL", service: .vmysql, noun: "CloudMysql")
    static let postgresql = CloudDatabase(
        name: "Postgresql", title: "PostgreSQL", service: .vpostgresql, noun: "CloudPostgresql")
    static let mongodb = CloudDatabase(name: "Mongodb", title: "MongoDB", service: .vmongodb, noun: "CloudMongoDb")
    static let cache = CloudDatabase(name: "Cache", title: "Redis or Valkey", service: .vcache, noun: "CloudCache")
    static let mssql = CloudDatabase(name: "Mssql", title: "SQL Server", service: .vmssql, noun: "CloudMssql")

    // MARK: Kinds

    var instanceKind: String { "\(name)Instance" }
    var imageKind: String { "\(name)Image" }
    var productKind: String { "\(name)Product" }

    // MARK: Names at the API

    /// `cloudMysqlInstanceNo`
    var instanceNumber: String { member("InstanceNo") }
    /// `cloudMysqlServerInstanceNo`
    var serverNumber: String { member("ServerInstanceNo") }

    /// `getCloudMysqlInstanceList`
    func call(_ verb: String, _ what: String) -> String { "\(verb)\(noun)\(what)" }

    /// `cloudMysqlServiceName`
    func member(_ what: String) -> String { noun.beginningSmall + what }

    /// What the status of an instance says: its code, and behind a slash the operation that goes on. A server that is
    /// still being made makes the instance pending too.
    static let statuses = StatusTable(
        pending: Set(
            ["INIT", "INIT/CREAT", "CREAT/PEND", "DEL", "DEL/DEL", "CREAT/DEL"]
                + ["SETUP", "UPGD", "DWGD", "BKP", "FO", "CREAT"].map { "CREAT/\($0)" }),
        ready: ["CREAT"], leaving: ["DEL", "DEL/DEL", "CREAT/DEL"])
}

/// A field of an instance, together with the names it has at the API.
struct DatabaseField: Sendable {
    let field: Field
    let columns: [Column]

    init(_ field: Field, _ columns: Column...) {
        self.field = field
        self.columns = columns
    }
}

import Model
import OrderedJSON

/// The servers of an instance, as an answer shows them. Source: api/clouddb.md §1.
struct DatabaseServers: Sendable {
    /// What the codes of roles are called.
    static let roles = [
        "M": "master", "H": "standby", "S": "replica", "R": "recovery", "A": "stand-alone", "MB": "member",
        "AB": "arbiter", "RT": "mongos", "C": "config",
    ]

    /// By number: those made first come first.
    let all: [JSON]
    private let database: CloudDatabase

    /// The vendor begins the name of the list with a capital for MongoDB and Redis; both are read.
    init(of instance: JSON, _ database: CloudDatabase) {
        self.database = database
        let name = database.member("ServerInstanceList")
        let list = instance[name] ?? instance[database.noun + "ServerInstanceList"]
        all = (list?.elements ?? []).filter { $0.nonEmpty(database.serverNumber) != nil }.sorted { left, right in
            NaturalOrder.precedes(
                left.nonEmpty(database.serverNumber) ?? "", right.nonEmpty(database.serverNumber) ?? "")
        }
    }

    func role(of server: JSON) -> String? { server.code(database.member("ServerRole")) }

    func status(of server: JSON) -> String? { server.code(database.member("ServerInstanceStatus")) }

    /// Those with one of these roles.
    func having(_ roles: Set<String>) -> [JSON] { all.filter { role(of: $0).map(roles.contains) ?? false } }

    /// Those that the instance was made with, whichever of them is the master now: a fail-over swaps roles, and no values.
    var original: [JSON] { all.filter { !["S", "R"].contains(role(of: $0)) } }

    /// The one that clients write to.
    var master: JSON? { having(["M"]).first ?? having(["A"]).first ?? original.first ?? all.first }

    /// Whether one of them is still being made.
    var isPending: Bool { all.contains { status(of: $0) == "PEND" } }

    /// The fields of one server.
    func fields(of server: JSON) -> Attributes {
        func text(_ member: String) -> Value { Value(server.nonEmpty(member)) }
        let size = server["dataStorageSize"]?.integer.map { $0 >> 30 }
        return [
            "id": text(database.serverNumber), "name": text(database.member("ServerName")),
            "role": Value(role(of: server).map { Self.roles[$0] ?? $0 }), "status": Value(status(of: server)),
            "zone": text("zoneCode"), "subnet": text("subnetNo"), "product": text(database.member("ProductCode")),
            "privateDomain": text("privateDomain"), "publicDomain": text("publicDomain"),
            "privateIp": text("privateIp"), "cpuCount": Value(server["cpuCount"]?.integer),
            "memoryGiB": Value(server["memorySize"]?.integer.map { $0 >> 30 }), "storageGiB": Value(size),
        ]
    }

    /// All of them as the field `servers`.
    var value: Value { .list(all.map { .present(fields(of: $0)) }) }

    /// What each of them has, for the field and for replicas.
    static let fields: [Field] = [
        .computed("id", "Number of the server."), .computed("name", "Name of the server."),
        .computed(
            "role", "master, standby, replica, recovery or stand-alone; of MongoDB member, arbiter, mongos or config."),
        .computed("status", "Status code: PEND, RUN, STOP, FSTOP or DEL."), .computed("zone", "Its zone."),
        .computed("subnet", "Its subnet."), .computed("product", "Its product code."),
        .computed("privateDomain", "Host name inside the VPC."),
        .computed("publicDomain", "Public host name, if it has one."),
        .computed("privateIp", "Private IP address, where the API shows it."),
        .computed("cpuCount", .integer, "Virtual CPUs."), .computed("memoryGiB", .integer, "Memory in GiB."),
        .computed("storageGiB", .integer, "Data storage in GiB."),
    ]
}

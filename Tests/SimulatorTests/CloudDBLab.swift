import OrderedJSON

@testable import Simulator

/// A network for databases: two public subnets in two zones, a private one, and one that is for load balancers.
struct CloudDBLab {
    let client: TestClient
    /// Such as `vmysql`.
    let service: String
    let vpc: String
    let subnet: String
    let secondZone: String
    let closed: String
    let balancers: String

    init(_ client: TestClient, _ service: String) {
        self.client = client
        self.service = service
        let home = client.makeVPC()
        vpc = home.vpc
        func subnet(_ range: String, zone: String = "KR-1", type: String = "PUBLIC", usage: String = "GEN") -> String {
            client.call(
                "createSubnet",
                [
                    "vpcNo": home.vpc, "zoneCode": zone, "subnet": range, "networkAclNo": home.acl,
                    "subnetTypeCode": type, "usageTypeCode": usage,
                ]
            ).first["subnetNo"]?.text ?? ""
        }
        self.subnet = subnet("10.0.1.0/24")
        client.pass(10)
        secondZone = subnet("10.0.2.0/24", zone: "KR-2")
        client.pass(10)
        closed = subnet("10.0.3.0/24", zone: "KR-2", type: "PRIVATE")
        client.pass(10)
        balancers = subnet("10.0.4.0/24", type: "PRIVATE", usage: "LOADB")
        client.pass(10)
    }

    func call(_ action: String, _ parameters: [String: String] = [:]) -> TestClient.Reply {
        client.call(action, parameters, service: service)
    }

    /// Lets what was begun come to its end, however long it takes.
    func settle() { client.pass(2000) }

    static let password = "Secret-123"

    /// The parameters of a MySQL instance that can be made.
    var mysql: [String: String] {
        [
            "vpcNo": vpc, "subnetNo": subnet, "cloudMysqlServiceName": "orders", "cloudMysqlServerNamePrefix": "orders",
            "cloudMysqlUserName": "admin", "cloudMysqlUserPassword": Self.password, "hostIp": "%",
            "cloudMysqlDatabaseName": "orders",
        ]
    }

    var postgresql: [String: String] {
        [
            "vpcNo": vpc, "subnetNo": subnet, "cloudPostgresqlServiceName": "orders",
            "cloudPostgresqlServerNamePrefix": "orders", "cloudPostgresqlUserName": "keeper",
            "cloudPostgresqlUserPassword": Self.password, "clientCidr": "0.0.0.0/0",
            "cloudPostgresqlDatabaseName": "orders",
        ]
    }

    var mongodb: [String: String] {
        [
            "vpcNo": vpc, "subnetNo": subnet, "cloudMongoDbServiceName": "orders",
            "cloudMongoDbServerNamePrefix": "orders", "cloudMongoDbUserName": "keeper",
            "cloudMongoDbUserPassword": Self.password, "clusterTypeCode": "STAND_ALONE",
        ]
    }

    var mssql: [String: String] {
        [
            "vpcNo": vpc, "subnetNo": subnet, "cloudMssqlServiceName": "orders", "cloudMssqlUserName": "keeper",
            "cloudMssqlUserPassword": Self.password, "isHa": "true",
        ]
    }

    /// A config group that is set up; its number.
    func configGroup(_ version: String, name: String, dbms: String = "") -> String {
        let values = ["configGroupName": name, "cloudCacheVersion": version, "cloudCacheDbmsCode": dbms]
        let groups = client.call("createCloudCacheConfigGroup", values, service: "vcache").content.members.values
        client.pass(60)
        let all = groups.flatMap(\.elements)
        return all.first { $0.text("configGroupName") == name }?.text("configGroupNo") ?? ""
    }

    func cache(_ group: String, mode: String = "SIMPLE") -> [String: String] {
        [
            "vpcNo": vpc, "subnetNo": subnet, "cloudCacheServiceName": "orders", "cloudCacheServerNamePrefix": "orders",
            "cloudCacheModeCode": mode, "configGroupNo": group,
        ]
    }
}

extension [String: String] {
    /// The same with some values changed; an empty one counts as none.
    func with(_ values: [String: String]) -> [String: String] { merging(values) { $1 } }
}

extension JSON {
    /// The codes of an instance or server: its status and its operation, and the name that goes with them.
    func state(_ prefix: String) -> [String] {
        [
            self[prefix + "Status"]?["code"]?.text ?? "", self[prefix + "Operation"]?["code"]?.text ?? "",
            self[prefix + "StatusName"]?.text ?? "",
        ]
    }

    /// The members of its servers.
    func servers(_ name: String, _ member: String) -> [String] {
        self[name]?.elements.map { $0[member]?["code"]?.text ?? $0[member]?.text ?? "" } ?? []
    }

    /// A text member, `""` where there is none.
    func text(_ name: String) -> String { self[name]?.text ?? "" }
}

import Model
import OrderedJSON

/// What tests of databases begin with: a manifest, and what the API shows of an instance and its servers.
enum DatabaseSamples {
    static func secret(_ text: String) -> Value { .secret(Secret(text)) }

    static let spec: Attributes = [
        "name": "shop-db", "serverPrefix": "shop", "subnet": "5", "adminUser": "root_user",
        "adminPassword": secret("Abcdef1!"), "adminHost": "%", "initialDatabase": "shop", "backupTime": "03:15",
        "users": [
            ["name": "web", "host": "%", "password": secret("Abcdef2!"), "authority": "CRUD"],
            ["name": "reports", "host": "10.0.%", "password": secret("Abcdef3!"), "authority": "READ"],
        ],
        "databases": [["name": "orders"], ["name": "audit"]],
    ]

    static func user(_ name: String, _ host: String = "%", _ authority: String = "CRUD") -> Value {
        ["name": .string(name), "host": .string(host), "authority": .string(authority), "systemTables": true]
    }

    static func live(_ attributes: Attributes, status: String = "CREAT") -> LiveObject {
        LiveObject(kind: "MysqlInstance", id: "77", attributes: attributes, status: status)
    }

    static let subnet = LiveObject(kind: "Subnet", id: "5", attributes: ["vpc": "1"])

    static func instance(_ servers: [JSON]) -> JSON {
        [
            "cloudMysqlInstanceList": [
                ["cloudMysqlInstanceNo": "77", "cloudMysqlServerInstanceList": .array(servers)]
            ], "totalRows": 1,
        ]
    }

    static func server(_ number: String, _ role: String, subnet: String = "5", zone: String = "KR-1") -> JSON {
        [
            "cloudMysqlServerInstanceNo": .string(number), "cloudMysqlServerName": .string("shop-00\(number)"),
            "cloudMysqlServerRole": ["code": .string(role)], "cloudMysqlServerInstanceStatus": ["code": "RUN"],
            "cloudMysqlProductCode": "small", "subnetNo": .string(subnet), "vpcNo": "1", "zoneCode": .string(zone),
            "privateDomain": .string("db-\(number).vpc"), "dataStorageType": ["code": "SSD"],
        ]
    }
}

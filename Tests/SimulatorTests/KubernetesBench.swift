import OrderedJSON
import Testing

@testable import Simulator

/// A network with what a cluster needs.
struct KubernetesBench {
    let client: TestClient
    let home: (vpc: String, acl: String, acg: String)
    let nodes: Int64
    let more: Int64
    let inside: Int64
    let outside: Int64

    init(_ client: TestClient) {
        self.client = client
        let home = client.makeVPC()
        self.home = home
        func subnet(_ range: Int, _ type: String, _ usage: String) -> Int64 {
            let reply = client.call(
                "createSubnet",
                [
                    "vpcNo": home.vpc, "zoneCode": "KR-1", "subnet": "10.0.\(range).0/24", "networkAclNo": home.acl,
                    "subnetTypeCode": type, "usageTypeCode": usage,
                ])
            client.pass(10)
            return reply.first["subnetNo"]?.text.flatMap { Int64($0) } ?? 0
        }
        nodes = subnet(1, "PRIVATE", "GEN")
        more = subnet(2, "PRIVATE", "GEN")
        inside = subnet(3, "PRIVATE", "LOADB")
        outside = subnet(4, "PUBLIC", "LOADB")
        _ = client.call("createLoginKey", ["keyName": "ops-key"])
    }

    /// A call of the service.
    @discardableResult
    func call(_ method: String, _ path: String = "", _ body: JSON? = nil) -> TestClient.Reply {
        client.send(
            method, "/vnks/v2/clusters" + path, body: body?.serialized() ?? "", type: "application/json")
    }

    /// What the request for a cluster says.
    func order(_ more: JSON = [:]) -> JSON {
        let always: JSON = [
            "name": "shop", "clusterType": "SVR.VNKS.STAND.C004.M016.G003", "hypervisorCode": "KVM",
            "regionCode": "KR", "zoneCode": "KR-1", "loginKeyName": "ops-key", "k8sVersion": "1.34.3-nks.2",
            "vpcNo": .integer(Int64(home.vpc) ?? 0), "subnetNoList": [.integer(nodes)],
            "lbPrivateSubnetNo": .integer(inside), "lbPublicSubnetNo": .integer(outside),
        ]
        return .object(always.members.merging(more.members) { $1 })
    }

    /// A cluster at rest; its path.
    func cluster(_ more: JSON = [:]) throws -> String {
        let reply = call("POST", "", order(more))
        let uuid = try #require(reply.json["uuid"]?.text, "\(reply.body)")
        client.pass(100)
        return "/" + uuid
    }

    static let pool: JSON = [
        "name": "web", "nodeCount": 2, "softwareCode": "SW.VSVR.OS.LNX64.UBNTU.SVR22.WRKND.G003",
        "serverSpecCode": "s2-g3", "storageSize": 100,
    ]

    /// A pool at rest; its path.
    func pool(in cluster: String, _ more: JSON = [:]) throws -> String {
        let reply = call("POST", cluster + "/node-pool", .object(Self.pool.members.merging(more.members) { $1 }))
        #expect(reply.status == 200, "\(reply.body)")
        client.pass(60)
        let number = call("GET", cluster + "/node-pool").json["nodePool"]?.elements.last?["instanceNo"]?.text
        return try #require(number.map { "\(cluster)/node-pool/\($0)" })
    }

    func look(_ cluster: String) -> JSON { call("GET", cluster).json["cluster"] ?? .null }

    func servers() -> [JSON] { client.call("getServerInstanceList").content["serverInstanceList"]?.elements ?? [] }
}

import OrderedJSON
import Testing

@testable import Simulator

/// Source: api/nks.md.
@Suite("clusters and node pools") struct KubernetesTests {
    @Test("a cluster goes from CREATING to NO_NODE, and shows the members of the sheet")
    func creation() async throws {
        try await withSimulator { client in
            let bench = KubernetesBench(client)
            let reply = bench.call("POST", "", bench.order(["log": ["audit": true]]))
            let uuid = reply.json["uuid"]?.text ?? ""
            #expect(reply.json.members.keys == ["uuid"])
            #expect(bench.look("/" + uuid)["status"] == "CREATING")
            client.pass(100)
            let cluster = bench.look("/" + uuid)
            #expect(cluster["status"] == "NO_NODE" && cluster["log"] == ["audit": true])
            #expect(bench.call("GET").json["clusters"]?.elements == [cluster])
            #expect(FieldTable.Shape.object(KubernetesFieldTables.cluster).problems(in: cluster) == [])
        }
    }

    @Test(
        "what a cluster cannot be is refused with the field and a code that is a number",
        arguments: [
            ("name", "a"), ("clusterType", "SVR.VNKS.STAND.C002.M008.NET.SSD.B050.G002"),
            ("k8sVersion", "1.34.3-nks.1"),
            ("loginKeyName", "none"), ("zoneCode", "KR-9"), ("vpcNo", 1), ("vpcNo", "text"), ("subnetNoList", []),
            ("lbPrivateSubnetNo", nil), ("lbPublicSubnetNo", nil), ("regionCode", "SGN"),
        ] as [(String, JSON)])
    func badCreation(field: String, value: JSON) async throws {
        try await withSimulator { client in
            let bench = KubernetesBench(client)
            let reply = bench.call("POST", "", bench.order([field: value]))
            let error = reply.json["error"] ?? .null
            #expect(reply.status == 400 && error["errorCode"] == 400)
            #expect(error["details"]?["error"]?[0]?["property"]?.text == field, "\(reply.body)")
        }
    }

    @Test("a cluster takes one change at a time, and so do its pools")
    func conflicts() async throws {
        try await withSimulator { client in
            let bench = KubernetesBench(client)
            let cluster = try bench.cluster()
            #expect(bench.call("PATCH", cluster + "/log", ["audit": true]).status == 200)
            #expect(bench.look(cluster)["status"] == "WORKING")
            #expect(bench.call("PATCH", cluster + "/log", ["audit": false]).status == 409)
            #expect(bench.call("DELETE", cluster).status == 409)
            client.pass(10)
            let pool = try bench.pool(in: cluster)
            #expect(bench.look(cluster)["status"] == "RUNNING")
            #expect(bench.call("PATCH", pool, ["nodeCount": 3]).status == 200)
            #expect(bench.call("PATCH", cluster + "/log", ["audit": false]).status == 409)
            #expect(bench.call("POST", cluster + "/node-pool", KubernetesBench.pool).status == 409)
            client.pass(60)
            #expect(bench.call("PATCH", cluster + "/log", ["audit": false]).status == 200)
        }
    }

    @Test("a pool makes servers of the account, scales them, and ends them with itself")
    func pools() async throws {
        try await withSimulator { client in
            let bench = KubernetesBench(client)
            let cluster = try bench.cluster()
            let pool = try bench.pool(in: cluster, ["labels": [["key": "tier", "value": "web"]]])
            #expect(bench.servers().count == 2)
            let nodes = bench.call("GET", cluster + "/nodes").json["nodes"]?.elements ?? []
            #expect(nodes.map { $0["id"]?.text } == bench.servers().map { $0["serverInstanceNo"]?.text })
            #expect(nodes.allSatisfy { $0["nodePoolName"] == "web" && $0["k8sStatus"] == "Ready" })
            let shown = bench.call("GET", cluster + "/node-pool").json["nodePool"]?[0] ?? .null
            #expect(shown["softwareCode"] == "SW.VSVR.OS.LNX64.UBNTU.SVR22.WRKND.G003|23215604")
            #expect(shown["labels"] == [["key": "tier", "value": "web"]] && shown["instanceNo"]?.integer != nil)
            #expect(bench.look(cluster)["nodePool"]?[0] == shown)

            bench.call("PATCH", pool, ["autoscale": ["enabled": true, "min": 3, "max": 5]])
            client.pass(60)
            #expect(bench.servers().count == 3)
            bench.call("PATCH", pool, ["nodeCount": 1, "autoscale": ["enabled": false, "min": 0, "max": 0]])
            client.pass(60)
            #expect(bench.servers().count == 1)

            #expect(bench.call("DELETE", pool).status == 204)
            client.pass(60)
            #expect(bench.servers().isEmpty && bench.look(cluster)["status"] == "NO_NODE")
        }
    }

    @Test("pools are upgraded after their cluster, and neither goes back")
    func upgrades() async throws {
        try await withSimulator { client in
            let bench = KubernetesBench(client)
            let cluster = try bench.cluster()
            let pool = try bench.pool(in: cluster)
            let query = "/upgrade?k8sVersion=1.35.3-nks.2"
            #expect(bench.call("PATCH", pool + query).status == 400)
            #expect(bench.call("PATCH", cluster + "/upgrade?k8sVersion=1.33.6-nks.2").status == 400)
            #expect(bench.call("PATCH", cluster + query).status == 200)
            client.pass(60)
            #expect(bench.look(cluster)["k8sVersion"] == "1.35.3-nks.2")
            #expect(bench.call("PATCH", pool + query + "&maxSurge=3").status == 400)
            #expect(bench.call("PATCH", pool + query + "&maxSurge=2&maxUnavailable=0").status == 200)
            #expect(bench.look(cluster)["nodePool"]?[0]?["status"] == "UPGRADE")
            client.pass(90)
            #expect(bench.look(cluster)["nodePool"]?[0]?["k8sVersion"] == "1.35.3-nks.2")
        }
    }

    @Test("a deleted cluster takes its pools, its servers and its group along, unless it is protected")
    func deletion() async throws {
        try await withSimulator { client in
            let bench = KubernetesBench(client)
            let cluster = try bench.cluster()
            _ = try bench.pool(in: cluster)
            let group = bench.look(cluster)["acgNo"]?.text ?? ""
            let parameters = ["vpcNo": bench.home.vpc, "accessControlGroupNo": group]
            #expect(client.call("deleteAccessControlGroup", parameters).status == 400)
            bench.call("PATCH", cluster + "/return-protection", ["returnProtection": true])
            client.pass(10)
            #expect(bench.call("DELETE", cluster).status == 400)
            bench.call("PATCH", cluster + "/return-protection", ["returnProtection": false])
            client.pass(10)
            #expect(bench.call("DELETE", cluster).status == 204)
            #expect(bench.look(cluster)["status"] == "DELETING")
            client.pass(60)
            #expect(bench.call("GET", cluster).status == 404 && bench.servers().isEmpty)
            #expect(client.call("getAccessControlGroupDetail", ["accessControlGroupNo": group]).first == .null)
        }
    }

    @Test("access entries come, change and go by their own id, where the API manages access")
    func entries() async throws {
        try await withSimulator { client in
            let bench = KubernetesBench(client)
            let cluster = try bench.cluster()
            let entry: JSON = [
                "type": "USER", "entry": "nrn:PUB:IAM::1:SubAccount/a", "groups": [],
                "policies": [["type": "NKSViewPolicy", "scope": "cluster", "namespaces": []]],
            ]
            let path = cluster + "/access-entries"
            #expect(bench.call("POST", path, entry).status == 400)
            bench.call("PATCH", cluster + "/auth-type", ["authType": "API"])
            client.pass(10)
            let uuid = bench.call("POST", path, entry).json["uuid"]?.text ?? ""
            client.pass(10)
            #expect(bench.call("POST", path, entry).status == 400)
            #expect(bench.call("PUT", "\(path)/\(uuid)", ["groups": ["ops"], "policies": []]).status == 200)
            client.pass(10)
            #expect(bench.call("GET", path).json["accessEntries"]?[0]?["groups"] == ["ops"])
            #expect(bench.call("GET", "\(path)/\(uuid)").json["accessEntry"]?["username"] == "a")
            #expect(bench.call("DELETE", "\(path)/\(uuid)").status == 204)
            client.pass(10)
            #expect(bench.call("GET", path).json["accessEntries"] == [])
            #expect(bench.call("PATCH", cluster + "/auth-type", ["authType": "CONFIG_MAP"]).status == 400)
        }
    }

    @Test("networks, provider, addresses and encryption change in place; new credentials give another kubeconfig")
    func parts() async throws {
        try await withSimulator { client in
            let bench = KubernetesBench(client)
            let cluster = try bench.cluster()
            func change(_ place: String, _ body: JSON? = nil) -> Int {
                let status = bench.call("PATCH", cluster + place, body).status
                client.pass(10)
                return status
            }
            #expect(change("/add-subnet", ["subnets": [["number": .integer(bench.more)]]]) == 200)
            #expect(change("/add-subnet", ["subnets": [["number": .integer(bench.inside)]]]) == 400)
            #expect(bench.look(cluster)["subnetNoList"] == [.integer(bench.nodes), .integer(bench.more)])
            #expect(change("/lb-subnet?lbSubnetNo=\(bench.inside)&igwYn=Y") == 400)
            #expect(change("/lb-subnet?lbSubnetNo=\(bench.outside)&igwYn=Y") == 200)
            let provider: JSON = ["status": true, "issuerURL": "https://login.example.com", "clientId": "shop"]
            #expect(change("/oidc", ["status": true]) == 400 && change("/oidc", provider) == 200)
            #expect(bench.call("GET", cluster + "/oidc").json["clientId"] == "shop")
            let acl: JSON = ["defaultAction": "deny", "entries": [["address": "203.0.113.0/24", "action": "allow"]]]
            #expect(change("/ip-acl", acl) == 200)
            #expect(bench.call("GET", cluster + "/ip-acl").json["defaultAction"] == "deny")
            let tag = try client.makeKey()
            #expect(change("/secret-encryption", ["kmsKeyTag": .string(tag)]) == 200)
            #expect(change("/secret-encryption", ["kmsKeyTag": .string(tag)]) == 400)
            let config = bench.call("GET", cluster + "/kubeconfig").json["kubeconfig"]?.text ?? ""
            #expect(config.contains("kind: Config") && change("/kubeconfig/reset") == 200)
            #expect(bench.call("GET", cluster + "/kubeconfig").json["kubeconfig"]?.text != config)
        }
    }

    @Test("options are bare lists, and a subnet of a cluster is not deleted")
    func options() async throws {
        try await withSimulator { client in
            let bench = KubernetesBench(client)
            for option in ["version?hypervisorCode=KVM", "server-image", "server-product-code?softwareCode=a.G003"] {
                let reply = client.send("GET", "/vnks/v2/option/\(option)")
                #expect(reply.json[0]?["value"]?.text?.isEmpty == false, "\(option): \(reply.body)")
            }
            _ = try bench.cluster()
            for subnet in [bench.nodes, bench.inside, bench.outside] {
                #expect(client.call("deleteSubnet", ["subnetNo": String(subnet)]).code == "1001019")
            }
        }
    }
}

import OrderedJSON
import Testing

@testable import Simulator

@Suite("fields of the Kubernetes Service answers") struct KubernetesFieldTests {
    private static let entry: JSON = [
        "type": "USER", "entry": "nrn:PUB:IAM::1:SubAccount/a", "groups": ["ops"],
        "policies": [["type": "NKSViewPolicy", "scope": "namespace", "namespaces": ["shop"]]],
    ]

    @Test("the simulator has every call of the sheet, and no other")
    func calls() {
        #expect(KubernetesFieldTables.answers.count == 35)
        #expect(RESTService.kubernetes.calls == Set(KubernetesFieldTables.answers.keys))
    }

    @Test("every call answers exactly the fields of the sheet, in their shapes")
    func story() async throws {
        try await withSimulator { client in
            let bench = KubernetesBench(client)
            let book = RESTAnswerBook(client, "/vnks/v2", KubernetesFieldTables.answers)
            let uuid = book.call("POST", "/clusters", bench.order())["uuid"]?.text ?? ""
            let cluster = "/clusters/\(uuid)"
            client.pass(100)
            for option in ["version", "server-image", "server-product-code?softwareCode=a.G003"] {
                book.call("GET", "/option/\(option)")
            }
            try changeParts(book, cluster, bench)
            keepEntries(book, cluster)
            keepPool(book, cluster, bench)
            book.call("GET", "/clusters")
            book.call("DELETE", cluster)
            #expect(book.problems == [])
            #expect(book.unseen == [])
        }
    }

    /// Makes a call that begins a change, and lets it come to its end.
    private func change(
        _ book: RESTAnswerBook, _ method: String, _ path: String, _ body: JSON? = nil
    ) -> JSON {
        let answer = book.call(method, path, body)
        book.client.pass(120)
        return answer
    }

    private func changeParts(_ book: RESTAnswerBook, _ cluster: String, _ bench: KubernetesBench) throws {
        func patch(_ place: String, _ body: JSON? = nil) { _ = change(book, "PATCH", cluster + place, body) }
        let key = try book.client.makeKey()
        patch("/auth-type", ["authType": "API"])
        patch("/log", ["audit": true])
        patch("/add-subnet", ["subnets": [["number": .integer(bench.more)]]])
        patch("/lb-subnet?lbSubnetNo=\(bench.outside)&igwYn=Y")
        patch("/oidc", ["status": true, "issuerURL": "https://login.example.com", "clientId": "shop"])
        #expect(book.call("GET", cluster + "/oidc")["clientId"] == "shop")
        let open: JSON = ["address": "203.0.113.0/24", "action": "allow", "comment": "office"]
        patch("/ip-acl", ["defaultAction": "deny", "entries": [open]])
        #expect(book.call("GET", cluster + "/ip-acl")["entries"]?[0]?["comment"] == "office")
        patch("/return-protection", ["returnProtection": true])
        patch("/return-protection", ["returnProtection": false])
        patch("/secret-encryption", ["kmsKeyTag": .string(key)])
        patch("/kubeconfig/reset")
        book.call("GET", cluster + "/kubeconfig")
        let shown = book.call("GET", cluster)["cluster"]
        #expect(shown?["log"] == ["audit": true] && shown?["subnetNoList"]?.elements.count == 2)
    }

    private func keepEntries(_ book: RESTAnswerBook, _ cluster: String) {
        let path = cluster + "/access-entries"
        let uuid = change(book, "POST", path, Self.entry)["uuid"]?.text ?? ""
        book.call("GET", path)
        _ = change(book, "PUT", "\(path)/\(uuid)", ["groups": [], "policies": []])
        #expect(book.call("GET", "\(path)/\(uuid)")["accessEntry"]?["groups"] == [])
        _ = change(book, "DELETE", "\(path)/\(uuid)")
    }

    /// Pools are upgraded after their cluster. A pool takes a subnet of its cluster.
    private func keepPool(_ book: RESTAnswerBook, _ cluster: String, _ bench: KubernetesBench) {
        let path = cluster + "/node-pool"
        let order = KubernetesBench.pool.with([
            "labels": [["key": "tier", "value": "web"]],
            "taints": [["key": "tier", "value": "web", "effect": "NoExecute"]],
        ])
        _ = change(book, "POST", path, order)
        let listed = book.call("GET", path)["nodePool"]?[0]
        let pool = "\(path)/\(listed?["instanceNo"]?.text ?? "")"
        let version = "/upgrade?k8sVersion=1.35.3-nks.2"
        _ = change(book, "PATCH", cluster + version)
        _ = change(book, "PATCH", pool + version)
        _ = change(book, "PATCH", pool + "/subnets", ["subnets": [.integer(bench.more)]])
        _ = change(book, "PUT", pool + "/labels", ["labels": [["key": "tier", "value": "back"]]])
        _ = change(book, "PUT", pool + "/taints", ["taints": []])
        _ = change(book, "PATCH", pool, ["nodeCount": 3])
        let changed = book.call("GET", path)["nodePool"]?[0]
        #expect(changed?["labels"]?[0]?["value"] == "back" && changed?["subnetNameList"]?.elements.count == 2)
        let node = book.call("GET", cluster + "/nodes")["nodes"]?[0]
        _ = change(book, "DELETE", "\(cluster)/nodes/\(node?["id"]?.text ?? "")")
        _ = change(book, "DELETE", pool)
    }

    @Test("what is required is refused when it is missing, and the rest is not")
    func required() async throws {
        try await withSimulator { client in
            let bench = KubernetesBench(client)
            let book = RESTAnswerBook(client, "/vnks/v2", KubernetesFieldTables.answers)
            let members = """
                name clusterType regionCode zoneCode loginKeyName vpcNo subnetNoList lbPrivateSubnetNo \
                lbPublicSubnetNo k8sVersion
                """
            #expect(book.accepted(without: members, "POST", "/clusters", bench.order()) == ["k8sVersion"])
            client.pass(100)
            let uuid = book.call("GET", "/clusters")["clusters"]?[0]?["uuid"]?.text ?? ""
            let path = "/clusters/\(uuid)/node-pool"
            let parts = "name serverSpecCode storageSize nodeCount softwareCode"
            #expect(book.accepted(without: parts, "POST", path, KubernetesBench.pool) == ["softwareCode"])
            #expect(book.problems == [])
        }
    }
}

import OrderedJSON
import Testing

@testable import Simulator

/// Source: api/loadbalancer.md §3, §4, §7, §9.
@Suite("load balancers and their listeners") struct LoadBalancerTests {
    @Test("a balancer walks INIT, USED, TERMT, and is gone from the list with its addresses")
    func lifeCycle() async throws {
        try await withSimulator { client in
            let front = BalancedNetwork(client)
            let number = client.call("createLoadBalancerInstance", front.balancer()).first["loadBalancerInstanceNo"]
            let balancer = try #require(number?.text)
            #expect(front.status(balancer) == "INIT/CREAT")
            client.pass(40)
            #expect(front.status(balancer) == "USED/NULL")
            let addresses = client.call("getPublicIpInstanceList").content["publicIpInstanceList"]?.elements ?? []
            #expect(addresses.count == 1)
            let address = addresses.first?["publicIpInstanceNo"]?.text ?? ""
            #expect(client.call("deletePublicIpInstance", ["publicIpInstanceNo": address]).status == 400)
            #expect(client.call("deleteSubnet", ["subnetNo": front.balancerSubnet]).code == "1001019")
            _ = client.call("deleteLoadBalancerInstances", ["loadBalancerInstanceNoList.1": balancer])
            #expect(front.status(balancer) == "USED/TERMT")
            client.pass(20)
            let detail = client.call("getLoadBalancerInstanceDetail", ["loadBalancerInstanceNo": balancer])
            #expect(detail.status == 200 && detail.content["totalRows"] == 0)
            #expect(client.call("getPublicIpInstanceList").content["totalRows"] == 0)
        }
    }

    @Test("an address that shall stay is free when its balancer is gone")
    func keepsAddress() async throws {
        try await withSimulator { client in
            let front = BalancedNetwork(client)
            let own = client.call("createPublicIpInstance").first["publicIpInstanceNo"]?.text ?? ""
            client.pass(2)
            let place = [
                "loadBalancerSubnetList.1.subnetNo": front.secondZone,
                "loadBalancerSubnetList.1.publicIpInstanceNo": own,
            ]
            let balancer = front.makeBalancer(place)
            let shown = client.call("getLoadBalancerInstanceDetail", ["loadBalancerInstanceNo": balancer]).first
            #expect(shown["subnetNoList"] == [.string(front.secondZone)], "of two lists the second one wins")
            #expect(shown["loadBalancerSubnetList"]?[0]?["publicIpInstanceNo"]?.text == own)
            _ = client.call(
                "deleteLoadBalancerInstances",
                ["loadBalancerInstanceNoList.1": balancer, "returnPublicIpTogether": "false"])
            client.pass(30)
            #expect(client.call("deletePublicIpInstance", ["publicIpInstanceNo": own]).status == 200)
        }
    }

    @Test("two subnets do not get one address")
    func addressTwice() async throws {
        try await withSimulator { client in
            let front = BalancedNetwork(client)
            let own = client.call("createPublicIpInstance").first["publicIpInstanceNo"]?.text ?? ""
            client.pass(2)
            let places = [
                "loadBalancerSubnetList.1.subnetNo": front.balancerSubnet,
                "loadBalancerSubnetList.1.publicIpInstanceNo": own,
                "loadBalancerSubnetList.2.subnetNo": front.secondZone,
                "loadBalancerSubnetList.2.publicIpInstanceNo": own,
            ]
            #expect(client.call("createLoadBalancerInstance", front.balancer(places)).status == 400)
        }
    }

    @Test("a balancer that is being made or changed takes no other change: 1200004")
    func busy() async throws {
        try await withSimulator { client in
            let front = BalancedNetwork(client)
            let group = front.makeGroup()
            let made = client.call("createLoadBalancerInstance", front.balancer()).first["loadBalancerInstanceNo"]
            let balancer = made?.text ?? ""
            #expect(front.listen(balancer, group).code == "1200004")
            client.pass(40)
            #expect(front.listen(balancer, group).status == 200)
            #expect(front.status(balancer) == "USED/CHANG")
            let numbered = ["loadBalancerInstanceNo": balancer]
            #expect(front.listen(balancer, group, port: "81").code == "1200004")
            #expect(
                client.call(
                    "changeLoadBalancerInstanceConfiguration", numbered.merging(["idleTimeout": "90"]) { $1 }
                ).code == "1200004")
            #expect(
                client.call("addTarget", ["targetGroupNo": group, "targetNoList.1": front.server]).code == "1200004")
            #expect(
                client.call("deleteLoadBalancerInstances", ["loadBalancerInstanceNoList.1": balancer]).code
                    == "1200004")
            client.pass(8)
            #expect(front.listen(balancer, group, port: "81").status == 200)
        }
    }

    @Test("throughput and idle timeout fit the type")
    func configuration() async throws {
        try await withSimulator { client in
            let front = BalancedNetwork(client)
            func make(_ type: String, _ more: [String: String]) -> Int {
                client.call("createLoadBalancerInstance", front.balancer(type: type, name: "other", more)).status
            }
            #expect(make("NETWORK", ["idleTimeout": "60"]) == 400)
            #expect(make("NETWORK", ["throughputTypeCode": "SMALL"]) == 400)
            #expect(make("APPLICATION", ["throughputTypeCode": "DYNAMIC"]) == 400)
            #expect(make("APPLICATION", ["idleTimeout": "3601"]) == 400)
            let balancer = front.makeBalancer(type: "NETWORK")
            let shown = client.call("getLoadBalancerInstanceDetail", ["loadBalancerInstanceNo": balancer]).first
            #expect(shown["throughputType"]?["code"] == "DYNAMIC" && shown["idleTimeout"] == nil)
        }
    }

    @Test("a balancer stands in subnets for balancers, one a zone; a zone is added and stays")
    func places() async throws {
        try await withSimulator { client in
            let front = BalancedNetwork(client)
            let wrong = front.balancer(["subnetNoList.1": front.serverSubnet])
            #expect(client.call("createLoadBalancerInstance", wrong).status == 400)
            #expect(client.call("getPublicIpInstanceList").content["totalRows"] == 0, "nothing is left of a refusal")
            let balancer = front.makeBalancer()
            func set(_ subnets: String...) -> TestClient.Reply {
                var parameters = ["loadBalancerInstanceNo": balancer]
                for (index, subnet) in subnets.enumerated() { parameters["subnetNoList.\(index + 1)"] = subnet }
                let reply = client.call("setLoadBalancerInstanceSubnet", parameters)
                client.pass(10)
                return reply
            }
            #expect(set(front.secondZone).status == 400)
            let both = set(front.balancerSubnet, front.secondZone)
            #expect(both.first["loadBalancerSubnetList"]?.elements.count == 2)
            #expect(both.first["loadBalancerIpList"]?.elements.count == 2)
        }
    }

    @Test("a listener speaks what its balancer does, at a port of its own, to a group of the same balancer")
    func listeners() async throws {
        try await withSimulator { client in
            let front = BalancedNetwork(client)
            let (group, other) = (front.makeGroup(), front.makeGroup())
            let tcp = front.makeGroup([
                "targetGroupProtocolTypeCode": "TCP", "healthCheckProtocolTypeCode": "TCP",
                "healthCheckHttpMethodTypeCode": "",
            ])
            let balancer = front.makeBalancer()
            func listen(_ group: String, _ port: String, _ more: [String: String] = [:]) -> TestClient.Reply {
                let reply = front.listen(balancer, group, port: port, more)
                client.pass(10)
                return reply
            }
            #expect(listen(group, "80", ["protocolTypeCode": "TCP"]).status == 400)
            #expect(listen(tcp, "80").status == 400)
            #expect(listen(group, "80", ["useHttp2": "true"]).status == 400)
            let made = listen(group, "80")
            #expect(made.content["loadBalancerListenerList"]?.elements.count == 1)
            #expect(listen(group, "80").status == 400)
            #expect(listen(group, "81").content["loadBalancerListenerList"]?.elements.count == 2)
            let second = front.makeBalancer(["loadBalancerName": "second"])
            #expect(front.listen(second, group).status == 400, "another balancer has the group")
            #expect(front.listen(second, other).status == 200)
            #expect(client.call("deleteTargetGroups", ["targetGroupNoList.1": group]).status == 400)
        }
    }

    @Test("HTTPS asks for a certificate whose time is not over, and more of them are for other names")
    func certificates() async throws {
        try await withSimulator { client in
            let front = BalancedNetwork(client)
            let (group, balancer) = (front.makeGroup(), front.makeBalancer())
            let (own, other) = (front.issueCertificate("front"), front.issueCertificate("other"))
            let old = front.issueCertificate("old", validDays: -1)
            func listen(_ certificate: String) -> TestClient.Reply {
                let more = ["protocolTypeCode": "HTTPS", "sslCertificateNo": certificate]
                return front.listen(balancer, group, port: "443", more)
            }
            #expect(listen("").code == "900")
            #expect(listen("4711").status == 400)
            #expect(listen(old).status == 400)
            let made = listen(own).first
            #expect(made["tlsMinVersionType"]?["code"] == "TLSV10" && made["cipherSuiteList"]?.elements.count == 12)
            client.pass(10)
            let listener = ["loadBalancerListenerNo": made["loadBalancerListenerNo"]?.text ?? ""]
            func certificates() -> [String] {
                let reply = client.call("getLoadBalancerListenerCertificateList", listener)
                return (reply.content["loadBalancerListenerCertificateList"]?.elements ?? []).map {
                    ($0["sslCertificateName"]?.text ?? "") + ($0["isDefault"] == true ? "*" : "")
                }
            }
            let more = listener.merging(["sslCertificateNo": other]) { $1 }
            #expect(client.call("addLoadBalancerListenerCertificate", more).status == 200)
            client.pass(10)
            #expect(certificates() == ["front*", "other"])
            _ = client.call("removeLoadBalancerListenerCertificate", more)
            client.pass(10)
            #expect(certificates() == ["front*"])
            _ = client.call("addLoadBalancerListenerCertificate", more)
            client.pass(10)
            let plain = listener.merging(["protocolTypeCode": "HTTP", "port": "443"]) { $1 }
            #expect(client.call("changeLoadBalancerListenerConfiguration", plain).status == 200)
            #expect(certificates() == [], "they go with the encryption")
        }
    }

    @Test("a listener has a default rule, and those of a console before it; one may only redirect")
    func rules() async throws {
        try await withSimulator { client in
            let front = BalancedNetwork(client)
            let (group, balancer) = (front.makeGroup(), front.makeBalancer())
            let listener = front.listen(balancer, group).first["loadBalancerListenerNo"]?.text ?? ""
            func rules() -> [JSON] {
                client.call("getLoadBalancerRuleList", ["loadBalancerListenerNo": listener])
                    .content["loadBalancerRuleList"]?.elements ?? []
            }
            let only = try #require(rules().first)
            #expect(only["priority"] == 10_000)
            #expect(only["loadBalancerRuleConditionList"]?[0]?["ruleConditionType"]?["code"] == "DEFAULT")
            let weights = only["loadBalancerRuleActionList"]?[0]?["targetGroupAction"]?["targetGroupWeightList"]
            #expect(weights?[0]?["targetGroupNo"]?.text == group)
            client.pass(10)
            front.makeRule(listener, priority: 10, ["hosts": ["old.example.com"]])
            #expect(rules().map { $0["priority"] } == [10, 10_000])
            client.pass(10)
            front.makeRule(listener, priority: 10_000)
            let last = rules().last?["loadBalancerRuleActionList"]?[0]
            #expect(last?["ruleActionType"]?["code"] == "REDIRECTION")
            let shown = client.call("getTargetGroupDetail", ["targetGroupNo": group]).first
            #expect(shown["loadBalancerInstanceNo"] == "", "no rule leads to the group any more")
        }
    }
}

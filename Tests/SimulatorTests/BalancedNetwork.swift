import OrderedJSON

@testable import Simulator

/// A network with a server and room for balancers in two zones.
struct BalancedNetwork {
    let client: TestClient
    let vpc: String
    let group: String
    let server: String
    let serverSubnet: String
    let balancerSubnet: String
    let secondZone: String

    init(_ client: TestClient) {
        self.client = client
        let home = client.makeVPC()
        (vpc, group) = (home.vpc, home.acg)
        serverSubnet = client.makeSubnet(home)
        server = client.createServer(home, subnet: serverSubnet).first["serverInstanceNo"]?.text ?? ""
        client.pass(60)
        func makeSubnet(_ zone: String, _ range: String) -> String {
            let reply = client.call(
                "createSubnet",
                [
                    "vpcNo": home.vpc, "zoneCode": zone, "subnet": range, "networkAclNo": home.acl,
                    "subnetTypeCode": "PUBLIC", "usageTypeCode": "LOADB",
                ])
            client.pass(10)
            return reply.first["subnetNo"]?.text ?? ""
        }
        balancerSubnet = makeSubnet("KR-1", "10.0.9.0/24")
        secondZone = makeSubnet("KR-2", "10.0.10.0/24")
    }

    /// What a balancer is made with.
    func balancer(
        type: String = "APPLICATION", name: String = "front", _ more: [String: String] = [:]
    ) -> [String: String] {
        [
            "loadBalancerTypeCode": type, "vpcNo": vpc, "subnetNoList.1": balancerSubnet, "loadBalancerName": name,
        ].merging(more) { $1 }
    }

    /// A balancer that runs.
    func makeBalancer(type: String = "APPLICATION", _ more: [String: String] = [:]) -> String {
        let made = client.call("createLoadBalancerInstance", balancer(type: type, more))
        client.pass(60)
        return made.first["loadBalancerInstanceNo"]?.text ?? ""
    }

    func makeGroup(_ more: [String: String] = [:]) -> String {
        let parameters = [
            "vpcNo": vpc, "targetGroupProtocolTypeCode": "HTTP", "healthCheckProtocolTypeCode": "HTTP",
            "healthCheckHttpMethodTypeCode": "HEAD",
        ]
        return client.call("createTargetGroup", parameters.merging(more) { $1 }).first["targetGroupNo"]?.text ?? ""
    }

    func listen(
        _ balancer: String, _ group: String, port: String = "80", _ more: [String: String] = [:]
    ) -> TestClient.Reply {
        let parameters = [
            "loadBalancerInstanceNo": balancer, "targetGroupNo": group, "port": port, "protocolTypeCode": "HTTP",
        ]
        return client.call("createLoadBalancerListener", parameters.merging(more) { $1 })
    }

    /// Lets everybody in at a port of the servers.
    func open(port: String, to block: String = "0.0.0.0/0") {
        _ = client.call("addAccessControlGroupInboundRule", rule(port, block))
        client.pass(2)
    }

    func close(port: String, to block: String = "0.0.0.0/0") {
        _ = client.call("removeAccessControlGroupInboundRule", rule(port, block))
        client.pass(2)
    }

    private func rule(_ port: String, _ block: String) -> [String: String] {
        let rule = "accessControlGroupRuleList.1."
        return [
            "vpcNo": vpc, "accessControlGroupNo": group, rule + "protocolTypeCode": "TCP", rule + "ipBlock": block,
            rule + "portRange": port,
        ]
    }

    func issueCertificate(_ name: String, validDays: Int64 = 365) -> String {
        let reply = client.control("POST", "certificates", ["name": .string(name), "validDays": .integer(validDays)])
        return reply.json["certificateNo"]?.integer.map(String.init) ?? ""
    }

    /// A rule as a console makes one: it redirects.
    @discardableResult
    func makeRule(_ listener: String, priority: Int64, _ conditions: [String: JSON] = [:]) -> TestClient.Reply {
        let rule: [String: JSON] = [
            "listener": .string(listener), "priority": .integer(priority), "redirection": ["host": "new.example.com"],
        ]
        return client.control("POST", "listener-rules", rule.merging(conditions) { $1 }.asObject)
    }

    /// What the checks say of a server of a group.
    func health(_ group: String) -> String {
        client.call("getTargetList", ["targetGroupNo": group]).first["healthCheckStatus"]?["code"]?.text ?? "none"
    }

    func status(_ balancer: String) -> String {
        let shown = client.call("getLoadBalancerInstanceDetail", ["loadBalancerInstanceNo": balancer]).first
        let codes = ["loadBalancerInstanceStatus", "loadBalancerInstanceOperation"].map {
            shown[$0]?["code"]?.text ?? "-"
        }
        return codes.joined(separator: "/")
    }
}

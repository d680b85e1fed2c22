import OrderedJSON
import Testing

@testable import Simulator

@Suite("fields of the load balancer answers") struct LoadBalancerFieldTests {
    @Test("the simulator has every action of the sheet, and no other")
    func actions() {
        #expect(LoadBalancerFieldTables.actions.count == 26)
        #expect(Set(ActionService.loadBalancer.actions.keys) == Set(LoadBalancerFieldTables.actions.keys))
    }

    @Test("every action answers exactly the fields of the sheet, in their shapes")
    func story() async throws {
        try await withSimulator { client in
            let front = BalancedNetwork(client)
            let book = AnswerBook(client, tables: LoadBalancerFieldTables.actions)
            let group = groupStory(book, front)
            let balancer = balancerStory(book, front)
            listenerStory(book, front, balancer: balancer, group: group)
            book.call("deleteLoadBalancerInstances", ["loadBalancerInstanceNoList.1": balancer])
            book.settle()
            book.call("deleteTargetGroups", ["targetGroupNoList.1": group])
            #expect(book.problems == [])
            #expect(Set(book.sizes.keys) == Set(LoadBalancerFieldTables.actions.keys))
            // The last listener leaves its balancer without any, and the last target its group.
            let empty = book.sizes.filter { $0.value == 0 }.keys.sorted()
            #expect(empty == ["deleteLoadBalancerListeners", "removeTarget"])
        }
    }

    private func groupStory(_ book: AnswerBook, _ front: BalancedNetwork) -> String {
        let number = book.call(
            "createTargetGroup",
            [
                "vpcNo": front.vpc, "targetGroupProtocolTypeCode": "HTTP", "healthCheckProtocolTypeCode": "HTTP",
                "healthCheckHttpMethodTypeCode": "GET", "targetGroupName": "web",
            ]
        ).number("targetGroupNo")
        let group = ["targetGroupNo": number]
        book.call(
            "createTargetGroup",
            ["vpcNo": front.vpc, "targetGroupProtocolTypeCode": "UDP", "healthCheckProtocolTypeCode": "TCP"])
        book.call("getTargetGroupDetail", group)
        book.call("getTargetGroupList")
        book.call("setTargetGroupDescription", group.merging(["targetGroupDescription": "all of them"]) { $1 })
        book.call("changeTargetGroupConfiguration", group.merging(["algorithmTypeCode": "LC"]) { $1 })
        book.call("changeTargetGroupHealthCheckConfiguration", group.merging(["healthCheckCycle": "10"]) { $1 })
        let server = group.merging(["targetNoList.1": front.server]) { $1 }
        book.call("addTarget", server)
        book.call("getTargetList", group)
        book.call("removeTarget", server)
        book.call("setTarget", server)
        return number
    }

    private func balancerStory(_ book: AnswerBook, _ front: BalancedNetwork) -> String {
        let number = book.call("createLoadBalancerInstance", front.balancer()).number("loadBalancerInstanceNo")
        book.settle()
        let balancer = ["loadBalancerInstanceNo": number]
        book.call("getLoadBalancerInstanceDetail", balancer)
        book.call("setLoadBalancerDescription", balancer.merging(["loadBalancerDescription": "front"]) { $1 })
        book.call("changeLoadBalancerInstanceConfiguration", balancer.merging(["idleTimeout": "90"]) { $1 })
        book.settle()
        book.call("setLoadBalancerInstanceSubnet", balancer.merging(["subnetNoList.1": front.balancerSubnet]) { $1 })
        book.settle()
        book.call(
            "createLoadBalancerInstance",
            front.balancer(type: "NETWORK", name: "udp", ["throughputTypeCode": "DYNAMIC"]))
        book.call("getLoadBalancerInstanceList")
        return number
    }

    private func listenerStory(_ book: AnswerBook, _ front: BalancedNetwork, balancer: String, group: String) {
        let (own, other) = (front.issueCertificate("front"), front.issueCertificate("other"))
        let made = book.call(
            "createLoadBalancerListener",
            [
                "loadBalancerInstanceNo": balancer, "protocolTypeCode": "HTTPS", "port": "443",
                "sslCertificateNo": own, "targetGroupNo": group,
            ])
        let listener = ["loadBalancerListenerNo": made.number("loadBalancerListenerNo")]
        book.settle()
        book.call("getLoadBalancerListenerList", ["loadBalancerInstanceNo": balancer])
        book.call(
            "changeLoadBalancerListenerConfiguration",
            listener.merging(["protocolTypeCode": "HTTPS", "port": "8443", "sslCertificateNo": own]) { $1 })
        book.settle()
        let certificate = listener.merging(["sslCertificateNo": other]) { $1 }
        book.call("addLoadBalancerListenerCertificate", certificate)
        book.settle()
        book.call("getLoadBalancerListenerCertificateList", listener)
        book.call("removeLoadBalancerListenerCertificate", certificate)
        book.settle()
        front.makeRule(made.number("loadBalancerListenerNo"), priority: 10, ["hosts": ["old.example.com"]])
        book.settle()
        book.call("getLoadBalancerRuleList", listener)
        book.call(
            "deleteLoadBalancerListeners", ["loadBalancerListenerNoList.1": listener["loadBalancerListenerNo"] ?? ""])
        book.settle()
    }
}

extension JSON {
    /// The text of a member, or nothing.
    fileprivate func number(_ name: String) -> String { self[name]?.text ?? "" }
}

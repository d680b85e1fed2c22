import OrderedJSON
import Testing

@testable import Simulator

/// Source: api/loadbalancer.md §5, §6, §9.
@Suite("target groups and the health of targets") struct TargetGroupTests {
    @Test("a group's algorithm, checks and sticky sessions fit its protocol")
    func protocols() async throws {
        try await withSimulator { client in
            let front = BalancedNetwork(client)
            let group = front.makeGroup(["targetGroupName": "web"])
            #expect(front.makeGroup(["targetGroupName": "web"]) == "", "the name is in use")
            #expect(front.makeGroup(["healthCheckProtocolTypeCode": "TCP"]) == "")
            #expect(front.makeGroup(["healthCheckUrlPath": "health"]) == "")
            #expect(front.makeGroup(["healthCheckCycle": "4"]) == "")
            func change(_ name: String, _ value: String) -> TestClient.Reply {
                client.call("changeTargetGroupConfiguration", ["targetGroupNo": group, name: value])
            }
            #expect(change("algorithmTypeCode", "MH").status == 400)
            #expect(change("algorithmTypeCode", "LC").first["algorithmType"]?["code"] == "LC")
            #expect(change("useProxyProtocol", "true").status == 400)
            #expect(change("useStickySession", "true").first["useStickySession"] == true)
            let check = client.call(
                "changeTargetGroupHealthCheckConfiguration", ["targetGroupNo": group, "healthCheckUrlPath": "/up"])
            #expect(check.first["healthCheckUrlPath"] == "/up" && check.first["healthCheckCycle"] == 30)
            #expect(client.call("getTargetList", ["targetGroupNo": "4711"]).code == "1205009")
        }
    }

    @Test("targets are added, taken away and replaced; a server of another VPC is none")
    func membership() async throws {
        try await withSimulator { client in
            let front = BalancedNetwork(client)
            let group = front.makeGroup()
            let other = client.makeVPC("10.1.0.0/16", name: "other")
            let stranger = client.createServer(
                other, subnet: client.makeSubnet(other, "10.1.1.0/24"), ["serverName": "far"])
            client.pass(60)
            func call(_ action: String, _ servers: String...) -> TestClient.Reply {
                var parameters = ["targetGroupNo": group]
                for (index, server) in servers.enumerated() { parameters["targetNoList.\(index + 1)"] = server }
                return client.call(action, parameters)
            }
            #expect(call("addTarget", stranger.first["serverInstanceNo"]?.text ?? "").status == 400)
            let added = call("addTarget", front.server)
            #expect(added.first["targetNo"]?.text == front.server && added.first["targetName"] == "web")
            #expect(call("addTarget", front.server).content["totalRows"] == 1)
            #expect(call("removeTarget", front.server).content["totalRows"] == 0)
            #expect(call("setTarget", front.server).content["totalRows"] == 1)
            #expect(
                client.call("getTargetGroupDetail", ["targetGroupNo": group]).first["targetNoList"]
                    == [.string(front.server)])
        }
    }

    @Test("a target is UNUSED until a listener uses its group, then UP after as many checks as it takes")
    func up() async throws {
        try await withSimulator { client in
            let front = BalancedNetwork(client)
            front.open(port: "80", to: "10.0.9.0/24")
            let group = front.makeGroup(["targetNoList.1": front.server, "healthCheckCycle": "10"])
            let balancer = front.makeBalancer()
            client.pass(100)
            #expect(front.health(group) == "UNUSED")
            _ = front.listen(balancer, group)
            client.pass(19)
            #expect(front.health(group) == "UNUSED")
            client.pass(1)
            #expect(front.health(group) == "UP")
            let numbers = client.call("getLoadBalancerListenerList", ["loadBalancerInstanceNo": balancer])
            let listener = numbers.first["loadBalancerListenerNo"]?.text ?? ""
            _ = client.call("deleteLoadBalancerListeners", ["loadBalancerListenerNoList.1": listener])
            #expect(front.health(group) == "UNUSED")
        }
    }

    @Test("a target is DOWN while its ACG keeps the balancer out, its server stands or its program has failed")
    func down() async throws {
        try await withSimulator { client in
            let front = BalancedNetwork(client)
            let group = front.makeGroup(["targetNoList.1": front.server, "healthCheckCycle": "10"])
            _ = front.listen(front.makeBalancer(), group)
            client.pass(20)
            #expect(front.health(group) == "DOWN", "no rule lets the balancer in")
            front.open(port: "80", to: "10.0.1.0/24")
            client.pass(60)
            #expect(front.health(group) == "DOWN", "the rule is for another subnet")
            front.open(port: "80-90", to: "10.0.0.0/16")
            client.pass(20)
            #expect(front.health(group) == "UP")
            front.close(port: "80-90", to: "10.0.0.0/16")
            client.pass(20)
            #expect(front.health(group) == "DOWN")
            front.open(port: "80")
            client.pass(20)
            #expect(front.health(group) == "UP")
            _ = client.call("stopServerInstances", ["serverInstanceNoList.1": front.server])
            client.pass(19)
            #expect(front.health(group) == "UP")
            client.pass(1)
            #expect(front.health(group) == "DOWN")
            _ = client.call("startServerInstances", ["serverInstanceNoList.1": front.server])
            client.pass(30)
            #expect(front.health(group) == "UP")
            _ = client.control(
                "POST", "change",
                ["table": "server", "id": .string(front.server), "set": ["answersHealthChecks": false]])
            client.pass(20)
            #expect(front.health(group) == "DOWN")
        }
    }

    @Test("what passes at once in a leap of the clock happens at its moments")
    func leap() async throws {
        try await withSimulator { client in
            let front = BalancedNetwork(client)
            front.open(port: "80")
            let group = front.makeGroup(["targetNoList.1": front.server, "healthCheckCycle": "10"])
            _ = front.listen(front.makeBalancer(), group)
            _ = client.call("stopServerInstances", ["serverInstanceNoList.1": front.server])
            client.pass(5)
            _ = client.call("startServerInstances", ["serverInstanceNoList.1": front.server])
            // It runs after 5 seconds, and is UP 20 seconds later.
            client.pass(26)
            #expect(front.health(group) == "UP")
        }
    }

    @Test("a server that is gone is in no group any more")
    func gone() async throws {
        try await withSimulator { client in
            let front = BalancedNetwork(client)
            let group = front.makeGroup(["targetNoList.1": front.server])
            _ = client.call("stopServerInstances", ["serverInstanceNoList.1": front.server])
            client.pass(10)
            _ = client.call("terminateServerInstances", ["serverInstanceNoList.1": front.server])
            #expect(front.health(group) == "UNUSED")
            client.pass(10)
            #expect(front.health(group) == "none")
        }
    }
}

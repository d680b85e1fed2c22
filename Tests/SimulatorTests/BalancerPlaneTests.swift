import OrderedJSON
import Testing

@testable import Simulator

/// What users of a balancer get. Source: api/loadbalancer.md §4, §5.
@Suite("calls through load balancers") struct BalancerPlaneTests {
    @Test("calls go to the targets that are up in turn, fail while the checks have not noticed, and then go to none")
    func turns() async throws {
        try await withSimulator { client in
            let front = BalancedNetwork(client)
            front.open(port: "80")
            let second =
                client.createServer(
                    (front.vpc, "", front.group), subnet: front.serverSubnet, ["serverName": "other"]
                ).first["serverInstanceNo"]?.text ?? ""
            client.pass(60)
            let group = front.makeGroup(["targetNoList.1": front.server, "healthCheckCycle": "10"])
            _ = client.call("addTarget", ["targetGroupNo": group, "targetNoList.1": second])
            func get(_ path: String) -> TestClient.Reply {
                client.exchange("GET", "/_balancer/" + path, headers: [:], body: "")
            }
            #expect(get("front/80/").status == 404)
            let listener = front.listen(front.makeBalancer(), group).first["loadBalancerListenerNo"]?.text ?? ""
            #expect(get("front/80/").status == 503, "no target is up yet")
            client.pass(30)
            let names = (0..<4).map { _ in get("front/80/shop").body }
            #expect(Set(names).count == 2 && names[0] == names[2] && names[1] == names[3])
            _ = client.call("stopServerInstances", ["serverInstanceNoList.1": second])
            #expect((0..<4).count { _ in get("front/80/").status == 502 } == 2)
            client.pass(20)
            #expect((0..<4).allSatisfy { _ in get("front/80/").status == 200 })
            _ = client.call("stopServerInstances", ["serverInstanceNoList.1": front.server])
            client.pass(20)
            #expect(get("front/80/").status == 503)
            front.makeRule(listener, priority: 10, ["paths": ["/old/*"]])
            let moved = get("front/80/old/page")
            #expect(moved.status == 301 && moved.headers["location"]?.contains("new.example.com") == true)
            #expect(get("front/81/").status == 404)
            let kept: JSON = ["protocol": "#{protocol}", "port": "#{port}", "path": "/new/#{path}"]
            front.makeRule(listener, priority: 9, ["paths": ["/kept/*"], "redirection": kept])
            let again = client.exchange(
                "GET", "/_balancer/front/80/kept/page?a=1", headers: ["Host": "shop.example.com:80"], body: "")
            #expect(again.headers["location"] == "http://shop.example.com:80/new/kept/page?a=1")
        }
    }
}

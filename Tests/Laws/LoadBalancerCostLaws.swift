import Model
import OrderedJSON
import Rehearsal
import Testing

/// What docs/load-balancer.md says of reading.
@Suite("what a look at many load balancers costs") struct LoadBalancerCostLaws {
    /// As many as in a large account under `NACRE_SOAK=1`.
    private static let (balancers, listeners) = (LawBench.isSoak ? 200 : 40, 5)

    @Test(
        "one list of load balancers and of groups, one of listeners for each load balancer, one of rules for each listener"
    )
    func formula() async throws {
        try await LawBench.with(latency: .milliseconds(1)) { bench in
            let desired = try bench.load(Self.documents)
            let outcome = try #require(try await bench.apply(desired))
            #expect(outcome.isComplete, "\(outcome.shortfalls.prefix(5))")
            try await bench.cloud.resetCalls()
            #expect(try await bench.plan(desired).words == [])
            let calls = try await bench.cloud.calls()
            // Lists come in pages, and one that may have changed meanwhile is read again.
            #expect(calls["getLoadBalancerInstanceList", default: 0] <= 4, "\(calls)")
            #expect(calls["getTargetGroupList", default: 0] <= 22, "\(calls)")
            #expect(calls["getLoadBalancerListenerList"] == Self.balancers, "\(calls)")
            #expect(calls["getLoadBalancerRuleList"] == Self.balancers * Self.listeners, "\(calls)")
            #expect(calls["getTargetList"] == nil, "no one asks for the health of targets")
            #expect(calls["getLoadBalancerListenerCertificateList"] == nil, "no manifest names further certificates")
        }
    }

    private static var documents: [String] {
        let ground = [
            Manifests.vpc("main"), Manifests.subnet("front", in: "main", range: "9", "usage: LOADB"),
        ]
        let balancers = (0..<balancers).map { index in
            Manifests.document(
                "LoadBalancer", "lb-\(index)",
                ["type: APPLICATION", "network: PRIVATE", "vpc: main", "subnets: [front]"])
        }
        let groups = (0..<Self.balancers * listeners).map { index in
            Manifests.document("TargetGroup", "group-\(index)", ["vpc: main", "protocol: HTTP"])
        }
        let listeners = (0..<Self.balancers * listeners).map { index in
            Manifests.document(
                "Listener", "listener-\(index)",
                [
                    "loadBalancer: lb-\(index / Self.listeners)", "targetGroup: group-\(index)", "protocol: HTTP",
                    "port: \(8000 + index % Self.listeners)",
                ])
        }
        return ground + balancers + groups + listeners
    }
}

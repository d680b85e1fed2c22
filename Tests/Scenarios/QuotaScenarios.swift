import OrderedJSON
import Rehearsal
import Testing

@Suite("Used-up quotas and busy objects") struct QuotaScenarios {
    private static let manifest = Manifests.joined(
        Manifests.vpc("main"), Manifests.subnet(in: "main"), Manifests.group(in: "main"), Manifests.product("shop"))

    @Test(
        "a quota that is used up half-way ends with 3, says when to go on, and --resume does the rest",
        arguments: [Int64?.none, 5400])
    func quota(_ retryAfter: Int64?) async throws {
        try await RehearsalStage.with { stage in
            try stage.project()
            try stage.manifest(Self.manifest)
            let fault: JSON =
                if let retryAfter {
                    [
                        "match": "createSubnet", "times": 1, "status": 429, "code": "400",
                        "retryAfter": .integer(retryAfter),
                    ]
                } else {
                    ["match": "createSubnet", "times": 1, "status": 429, "code": "400"]
                }
            try await stage.cloud.faults([fault])
            let stopped = try await stage.apply("--parallelism", "1")
            #expect(stopped.status == 3, "\(stopped)")
            #expect(stopped.out.contains("quota"), "\(stopped)")
            if retryAfter == nil {
                #expect(stopped.out.contains("the service did not say when the quota renews"), "\(stopped)")
            } else {
                #expect(stopped.out.contains("retry after 5400 s"), "\(stopped)")
            }
            #expect(stopped.out.contains("nacre apply --resume"), "\(stopped)")
            #expect(try await stage.cloud.calls()["createSubnet"] == 1, "the host was asked again")
            #expect(try await stage.cloud.names("vpc") == ["main"], "what was begun is there")
            #expect(try await stage.nacre("state", "list").out.contains("Vpc/main"))

            let resumed = try await stage.apply("--resume")
            #expect(resumed.status == 0, "\(resumed)")
            #expect(try await stage.cloud.names("subnet") == ["app"])
            #expect(try await stage.cloud.names("product") == ["shop"])
            #expect(try await stage.nacre("plan", "--detailed-exitcode").status == 0)
        }
    }

    @Test("a quota that is used up before the plan is made is an error that says what to do")
    func beforePlan() async throws {
        try await RehearsalStage.with { stage in
            try stage.project()
            try stage.manifest(Self.manifest)
            try await stage.cloud.faults([["match": "getVpcList", "times": 1, "status": 429, "code": "400"]])
            let plan = try await stage.nacre("plan")
            #expect(plan.status == 1, "\(plan)")
            #expect(plan.err.contains("quota") && plan.err.contains("console"), "\(plan)")
        }
    }

    @Test("a busy group is waited for, and the progress says so")
    func busy() async throws {
        try await RehearsalStage.with { stage in
            try stage.project()
            try stage.manifest(Self.manifest)
            try await stage.cloud.faults([
                ["match": "addAccessControlGroupInboundRule", "times": 2, "status": 400, "code": "1007009"]
            ])
            let apply = try await stage.apply()
            #expect(apply.status == 0, "\(apply)")
            #expect(apply.err.contains("AccessControlGroup/web") && apply.err.contains("waiting: busy"), "\(apply)")
            #expect(try await stage.cloud.calls()["addAccessControlGroupInboundRule"] == 3)
        }
    }

    @Test("subnets of one VPC are made one after the other")
    func serial() async throws {
        try await RehearsalStage.with { stage in
            try stage.project()
            try stage.manifest(
                """
                apiVersion: ncloud/v1
                kind: Vpc
                metadata: {name: main}
                spec: {cidr: 10.0.0.0/16}
                ---
                apiVersion: ncloud/v1
                kind: Subnet
                metadata: {name: "app-${each.index}"}
                forEach: {count: 6}
                spec: {vpc: main, zone: KR-1, cidr: "10.0.${each.index}.0/24", type: PUBLIC}
                """)
            let apply = try await stage.apply()
            #expect(apply.status == 0, "\(apply)")
            // The simulated cloud, as the real one, refuses a second change of a VPC's subnets while one runs.
            #expect(try await stage.cloud.calls()["createSubnet"] == 6, "\(apply)")
        }
    }
}

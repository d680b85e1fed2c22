import OrderedJSON
import Rehearsal
import Testing

/// What a VPC brings along, taken over in the apply that makes the VPC.
@Suite("companions of what is new") struct CompanionScenarios {
    private static func network(_ vpc: String, table: String = "") -> String {
        Manifests.joined(
            Manifests.vpc("main", cidr: vpc),
            """
            apiVersion: ncloud/v1
            kind: NetworkAcl
            metadata: {name: default}
            import: {name: main-default-network-acl}
            spec:
              vpc: main
              inbound: [{priority: 100, protocol: TCP, cidr: 203.0.113.0/24, ports: "22", action: ALLOW}]
            """,
            """
            apiVersion: ncloud/v1
            kind: RouteTable
            metadata: {name: private}
            import: {name: main-default-private-table}
            spec: {vpc: main, subnetType: PRIVATE, description: ours}
            """)
    }

    @Test("a default network ACL and a default route table are taken over and changed in one apply")
    func one() async throws {
        try await RehearsalStage.with { stage in
            try stage.project()
            try stage.manifest(Self.network("10.0.0.0/16"))
            let plan = try await stage.nacre("plan")
            #expect(plan.out.contains("created with Vpc/main and will be imported; known after apply"), "\(plan)")
            #expect(try await stage.apply().status == 0)
            #expect(try await stage.nacre("plan", "--detailed-exitcode").status == 0)
            #expect(try await stage.nacre("drift").status == 0)
            let list = try await stage.nacre("state", "list").out
            #expect(list.split(separator: "\n").filter { $0.contains("ready, adopted") }.count == 2, "\(list)")
        }
    }

    @Test("when the VPC is replaced, those of the new one are taken over")
    func replaced() async throws {
        try await RehearsalStage.with { stage in
            try stage.project()
            try stage.manifest(Self.network("10.0.0.0/16"))
            #expect(try await stage.apply().status == 0)
            try stage.manifest(Self.network("10.1.0.0/16"))
            let apply = try await stage.apply()
            #expect(apply.status == 0, "\(apply)")
            #expect(try await stage.nacre("plan", "--detailed-exitcode").status == 0)
        }
    }

    @Test("nothing of the name came along: the step fails and says so, nothing is created instead")
    func nothing() async throws {
        try await RehearsalStage.with { stage in
            try stage.project()
            try stage.manifest(Self.network("10.0.0.0/16").replacing("main-default-network-acl", with: "other-acl"))
            let apply = try await stage.apply()
            #expect(apply.status == 3, "\(apply)")
            #expect(apply.all.contains("no NetworkAcl named \"other-acl\" was created with its Vpc"), "\(apply)")
            #expect(try await stage.cloud.objects("networkAcl").count == 1)
        }
    }
}

import OrderedJSON
import Rehearsal
import Testing

@Suite("scale") struct ScaleScenarios {
    private static let servers = 1000

    /// 20 subnets with as many servers each.
    private static let manifest = Manifests.joined(
        Manifests.vpc("main"),
        """
        apiVersion: ncloud/v1
        kind: Subnet
        metadata: {name: "s-${each.index}a"}
        forEach: {count: 20}
        spec: {vpc: main, zone: KR-1, cidr: "10.0.${each.index}.0/24", type: PUBLIC}
        """,
        "apiVersion: ncloud/v1\nkind: LoginKey\nmetadata: {name: ops}\nspec: {}",
        (0..<20).map { subnet in
            """
            apiVersion: ncloud/v1
            kind: Server
            metadata: {name: "w\(subnet)-${each.index}"}
            forEach: {count: \(servers / 20)}
            spec: {subnet: s-\(subnet)a, image: {id: "23214590"}, serverSpec: ci2-g3, loginKey: ops}
            """
        }.joined(separator: "\n---\n"))

    @Test("a thousand servers: an apply polls by list, a plan makes at most 20 calls, and a destroy acts by list")
    func thousand() async throws {
        try await RehearsalStage.with(speed: 1000) { stage in
            try stage.project()
            try stage.manifest(Self.manifest)
            let apply = try await stage.apply("--quiet")
            #expect(apply.status == 0, "\(apply.out.suffix(2000)) \(apply.err.suffix(2000))")
            #expect(try await stage.cloud.objects("server").count == Self.servers)

            let calls = try await stage.cloud.calls()
            #expect(calls["createServerInstances"] == Self.servers)
            #expect(calls["getSubnetDetail"] == nil && (calls["getAccessControlGroupList"] ?? 0) < 10, "\(calls)")
            #expect(calls["getServerInstanceDetail"] == nil && calls["getNetworkInterfaceDetail"] == nil)
            let lists = calls["getServerInstanceList"] ?? 0
            #expect(lists < Self.servers / 4, "\(calls)")

            try await stage.cloud.resetCalls()
            let plan = try await stage.nacre("plan", "--detailed-exitcode")
            #expect(
                plan.status == 0 && plan.out.contains("\(Self.servers + 22) objects match the manifests"),
                "\(plan.out.prefix(2000))")
            let looks = try await stage.cloud.calls()
            #expect(looks.values.reduce(0, +) <= 20, "\(looks)")

            try await stage.cloud.resetCalls()
            let destroy = try await stage.nacre("destroy", "--auto-approve", "--quiet")
            #expect(destroy.status == 0, "\(destroy.out.suffix(2000)) \(destroy.err.suffix(2000))")
            let ends = try await stage.cloud.calls()
            // The subnets go one after the other, as the cloud wants it: a deletion and two looks each.
            #expect(ends.values.reduce(0, +) - 3 * 20 <= 90, "\(ends)")
        }
    }
}

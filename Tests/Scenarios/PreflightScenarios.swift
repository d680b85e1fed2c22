import Foundation
import OrderedJSON
import Rehearsal
import Testing

@Suite("checking before anything is called") struct PreflightScenarios {
    private static let wrong = """
        apiVersion: ncloud/v1
        kind: Vpc
        metadata: {name: main}
        spec: {cidr: 10.0.0.0/16}
        ---
        apiVersion: ncloud/v1
        kind: Subnet
        metadata: {name: app}
        spec: {vpc: main, zone: KR-3, cidr: 10.0.1.0/24, type: PRIVATE, usage: LOADB}
        ---
        apiVersion: ncloud/v1
        kind: Subnet
        metadata: {name: data}
        spec:
          vpc: main
          zone: KR-1
          cidr: 10.0.1.128/25
          type: PRIVATE
        ---
        apiVersion: ncloud/v1
        kind: Subnet
        metadata: {name: far}
        spec: {vpc: main, zone: KR-1, cidr: 10.1.0.0/24, type: PRIVATE}
        ---
        apiVersion: ncloud/v1
        kind: InitScript
        metadata: {name: setup}
        spec: {osType: WND, content: "echo hello"}
        ---
        apiVersion: ncloud/v1
        kind: Server
        metadata: {name: web}
        spec:
          subnet: app
          ip: 10.0.1.3
          image: {id: "23214590"}
          serverSpec: s2-g2-s50
          initScript: setup
          associateWithPublicIp: true
        ---
        apiVersion: ncloud/v1
        kind: Server
        metadata: {name: api}
        spec:
          subnet: data
          ip: 10.0.2.9
          image: {id: "99"}
          serverSpec: s2-g33
        """

    @Test("everything that would fail is told at once, at its line, and nothing is called that changes anything")
    func everything() async throws {
        try await RehearsalStage.with { stage in
            try stage.project()
            try stage.manifest(Self.wrong)
            let plan = try await stage.nacre("plan")
            #expect(plan.status == 1, "\(plan)")
            try expectSnapshot(plan.err, "preflight")
            let apply = try await stage.apply()
            #expect(apply.status == 1 && apply.err == plan.err, "\(apply)")
            #expect(try await stage.cloud.names("vpc") == [])
            let json = try await stage.nacre("plan", "--output", "json")
            let found = try JSON(parsing: json.out)["diagnostics"]?.elements ?? []
            #expect(found.count == 13 && found.allSatisfy { $0["code"] == "preflight" }, "\(json.out)")
            let skipped = try await stage.nacre("plan", "--no-preflight")
            #expect(skipped.status == 0, "\(skipped)")
        }
    }

    @Test("what others have in the account is seen: names, ranges and addresses")
    func neighbours() async throws {
        try await RehearsalStage.with { stage in
            try stage.project()
            try stage.manifest(Manifests.servers(1))
            #expect(try await stage.apply().status == 0)
            let vpc = try #require(try await stage.cloud.object("vpc", named: "main")?["id"]?.text)
            let server = try #require(try await stage.cloud.objects("networkInterface").first?["ip"]?.text)
            let subnet = try #require(try await stage.cloud.object("subnet", named: "app")?["id"]?.text)
            try stage.project("  state: state/other.db")
            try stage.manifest(
                """
                apiVersion: ncloud/v1
                kind: Subnet
                metadata: {name: app}
                spec: {vpc: {id: "\(vpc)"}, zone: KR-1, cidr: 10.0.0.0/20, type: PUBLIC}
                ---
                apiVersion: ncloud/v1
                kind: LoginKey
                metadata: {name: ops}
                spec: {privateKeyFile: ops.pem}
                ---
                apiVersion: ncloud/v1
                kind: Vpc
                metadata: {name: main}
                spec: {cidr: 10.8.0.0/16}
                ---
                apiVersion: ncloud/v1
                kind: Server
                metadata: {name: two}
                spec:
                  subnet: {id: "\(subnet)"}
                  image: {id: "23214590"}
                  serverSpec: ci2-g3
                  ip: \(server)
                """)
            let plan = try await stage.nacre("plan")
            #expect(plan.status == 1, "\(plan)")
            try expectSnapshot(
                plan.err.replacing(/\b\d{4,}\b/, with: "…").replacing(server, with: "ADDRESS")
                    .replacing(/-->.*|\^+/, with: ""), "preflight-neighbours")
        }
    }

    @Test("a plan that changes nothing reads nothing more")
    func noChange() async throws {
        try await RehearsalStage.with { stage in
            try stage.project()
            try stage.manifest(Manifests.servers(1))
            #expect(try await stage.apply().status == 0)
            try await stage.cloud.resetCalls()
            #expect(try await stage.nacre("plan", "--no-preflight").status == 0)
            let without = try await stage.cloud.calls()
            try await stage.cloud.resetCalls()
            #expect(try await stage.nacre("plan", "--detailed-exitcode").status == 0)
            #expect(try await stage.cloud.calls() == without)
        }
    }

    @Test("a list that may not be read skips its checks, and that is told")
    func unreadable() async throws {
        try await RehearsalStage.with { stage in
            try stage.project()
            try stage.manifest(Manifests.servers(1).replacing("ci2-g3", with: "nonsense"))
            try await stage.cloud.faults([["match": "getServerSpecList", "times": 99, "status": 403]])
            let plan = try await stage.nacre("plan")
            #expect(plan.status == 0 && plan.out.contains("preflight-unread"), "\(plan)")
            #expect(plan.out.contains("create"), "\(plan)")
        }
    }

    private static func limit(_ code: String, _ name: String, _ count: Int64) -> JSON {
        ["code": .string(code), "name": .string(name), "category": "COMPUTE", "count": .integer(count)]
    }

    @Test("servers beyond the account's limit are an error before any write call, with how many are left")
    func quota() async throws {
        try await RehearsalStage.with { stage in
            try stage.project()
            try stage.manifest(Manifests.servers(3))
            try await stage.cloud.organization(quotas: [Self.limit("VSVR", "Server", 2)])
            let plan = try await stage.nacre("plan")
            #expect(plan.status == 1, "\(plan)")
            #expect(plan.err.contains("3 servers in KR, but can have 2: none exists, so 2 are left"), "\(plan)")
            #expect(plan.err.contains("Service Quota"), "\(plan)")
            let apply = try await stage.apply()
            #expect(apply.status == 1 && apply.err == plan.err, "\(apply)")
            #expect(try await stage.cloud.changingCallCount() == 0)
            try await stage.cloud.organization(quotas: [Self.limit("VSVR", "Server", 3)])
            let enough = try await stage.nacre("plan")
            #expect(enough.status == 0, "\(enough)")
        }
    }

    @Test("an account that may not read its limits is asked once, and its plan is as ever", arguments: [true, false])
    func quotaUnknown(isMember: Bool) async throws {
        try await RehearsalStage.with { stage in
            try stage.project()
            try stage.manifest(Manifests.servers(3))
            if isMember {
                try await stage.cloud.organization(isMaster: false, quotas: [Self.limit("VSVR", "Server", 2)])
            }
            try await stage.cloud.resetCalls()
            let plan = try await stage.nacre("plan")
            #expect(plan.status == 0, "\(plan)")
            let asked = try await stage.cloud.calls().filter { $0.key.contains("/open-api/") }
            #expect(asked == ["GET /open-api/v1/org": 1])
            let silent = try await stage.nacre("plan", "--no-preflight")
            #expect(silent.out == plan.out, "\(silent)")
        }
    }

    @Test("a service of limits that fails delays no plan")
    func quotaFails() async throws {
        try await RehearsalStage.with { stage in
            try stage.project()
            try stage.manifest(Manifests.vpc("main"))
            try await stage.cloud.faults([["match": "GET /open-api/*", "times": 99, "status": 503]])
            let plan = try await stage.nacre("plan")
            #expect(plan.status == 0, "\(plan)")
            let asked = try await stage.cloud.calls().filter { $0.key.contains("/open-api/") }
            #expect(asked == ["GET /open-api/v1/org": 1], "it was asked again")
        }
    }
}

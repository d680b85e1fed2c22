import Foundation
import OrderedJSON
import Rehearsal
import Testing

@Suite("networks") struct NetworkScenarios {
    private static let base = Manifests.joined(
        Manifests.vpc("shop"), Manifests.subnet("gateways", in: "shop", range: "250", "usage: NATGW"),
        Manifests.subnet("orders", in: "shop", type: "PRIVATE"),
        Manifests.document("PublicIp", "known", "description: partners let this one in"))

    private static func gateway(_ name: String) -> String {
        """
        apiVersion: ncloud/v1
        kind: NatGateway
        metadata: {name: way-out}
        spec: {name: \(name), vpc: shop, zone: KR-1, subnet: gateways, publicIp: known}
        """
    }

    private static func table(_ name: String, subnets: String) -> String {
        """
        apiVersion: ncloud/v1
        kind: RouteTable
        metadata: {name: \(name)}
        spec:
          vpc: shop
          subnetType: PRIVATE
          routes: [{destination: 0.0.0.0/0, natGateway: way-out}]
          subnets: [\(subnets)]
        """
    }

    private static func hasNothingToDo(_ stage: RehearsalStage) async throws -> Bool {
        let plan = try await stage.nacre("plan", "--detailed-exitcode")
        return plan.status == 0
    }

    @Test("a gateway is replaced and keeps its public IP; routes follow, a subnet moves, and all of it goes again")
    func gateways() async throws {
        try await RehearsalStage.with { stage in
            try stage.project()
            func want(_ gateway: String, _ one: String, _ other: String) throws {
                try stage.manifest(
                    Manifests.joined(
                        Self.base, Self.gateway(gateway), Self.table("table-one", subnets: one),
                        Self.table("table-two", subnets: other)))
            }
            try want("first", "orders", "")
            let made = try await stage.apply()
            #expect(made.status == 0, "\(made)")
            #expect(try await Self.hasNothingToDo(stage))
            let address = try await stage.cloud.object("natGateway", named: "first")?["publicIp"]?.text

            try want("second", "", "orders")
            let changed = try await stage.apply()
            #expect(changed.status == 0, "\(changed)")
            #expect(try await Self.hasNothingToDo(stage))
            #expect(try await stage.cloud.names("natGateway") == ["second"])
            #expect(try await stage.cloud.object("natGateway", named: "second")?["publicIp"]?.text == address)
            let two = try await stage.cloud.object("routeTable", named: "table-two")?["id"]?.text
            #expect(try await stage.cloud.object("subnet", named: "orders")?["routeTableNo"]?.text == two)

            let gone = try await stage.nacre("destroy", "--auto-approve")
            #expect(gone.status == 0, "\(gone)")
            #expect(try await stage.cloud.objects("vpc").isEmpty)
        }
    }

    @Test("a default table is taken over, kept up, and forgotten when its document goes")
    func defaultTable() async throws {
        try await RehearsalStage.with { stage in
            try stage.project()
            let base = Manifests.joined(Self.base, Self.gateway("way-out"))
            try stage.manifest(base)
            #expect(try await stage.apply().status == 0)
            try stage.manifest(
                Manifests.joined(
                    base,
                    """
                    apiVersion: ncloud/v1
                    kind: RouteTable
                    metadata: {name: standard}
                    import: {name: shop-default-private-table}
                    spec:
                      name: shop-default-private-table
                      vpc: shop
                      subnetType: PRIVATE
                      routes: [{destination: 0.0.0.0/0, natGateway: way-out}]
                    """))
            let adopted = try await stage.apply()
            #expect(adopted.status == 0, "\(adopted)")
            #expect(try await Self.hasNothingToDo(stage))

            try stage.manifest(base)
            let plan = try await stage.nacre("plan")
            #expect(plan.out.contains("it was created with its Vpc and is deleted with it"), "\(plan)")
            #expect(try await stage.apply().status == 0)
            #expect(try await stage.cloud.object("routeTable", named: "shop-default-private-table") != nil)
        }
    }

    @Test("with partial ownership rules of others stay, our own come back, and ours alone are removed")
    func partialOwnership() async throws {
        try await RehearsalStage.with { stage in
            try stage.project()
            func want(_ rules: [String]) throws {
                try stage.manifest(
                    Manifests.joined(
                        Manifests.vpc("main"),
                        """
                        apiVersion: ncloud/v1
                        kind: AccessControlGroup
                        metadata: {name: web}
                        spec:
                          vpc: main
                          ownership: partial
                          inbound: [\(rules.map { "{protocol: TCP, cidr: 0.0.0.0/0, ports: \"\($0)\"}" }
                            .joined(separator: ", "))]
                        """))
            }
            func ports() async throws -> [String] {
                let group = try await stage.cloud.object("accessControlGroup", named: "web")
                return group?["rules"]?.elements.compactMap { $0["portRange"]?.text }.sorted() ?? []
            }
            func rewrite(_ change: ([JSON]) -> [JSON]) async throws {
                let group = try await stage.cloud.object("accessControlGroup", named: "web")
                try await stage.cloud.change(
                    "accessControlGroup", named: "web",
                    ["rules": .array(change(group?["rules"]?.elements ?? []))])
            }
            try want(["22", "443"])
            let made = try await stage.apply()
            #expect(made.status == 0, "\(made)")
            // Somebody adds a rule of their own.
            try await rewrite { rules in
                rules
                    + rules.prefix(1).map { rule in
                        var members = rule.members
                        members["portRange"] = "8080"
                        return .object(members)
                    }
            }
            #expect(try await ports() == ["22", "443", "8080"])
            #expect(try await Self.hasNothingToDo(stage))
            #expect(try await stage.nacre("drift").status == 0)
            // Somebody takes one of ours away.
            try await rewrite { rules in rules.filter { $0["portRange"]?.text != "443" } }
            #expect(try await stage.nacre("drift").status == 2)
            #expect(try await stage.apply().status == 0)
            #expect(try await ports() == ["22", "443", "8080"])

            try want(["443"])
            #expect(try await stage.apply().status == 0)
            #expect(try await ports() == ["443", "8080"])
            #expect(try await Self.hasNothingToDo(stage))
        }
    }
}

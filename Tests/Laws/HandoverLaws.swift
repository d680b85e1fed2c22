import Model
import OrderedJSON
import Rehearsal
import Testing

/// Places that objects give up to each other, in the cloud.
@Suite("laws of handovers") struct HandoverLaws {
    private static let base = Manifests.joined(
        Manifests.network("shop"), Manifests.subnet("gates", in: "shop", range: "9", "usage: NATGW"),
        Manifests.document("AccessControlGroup", "web", "vpc: shop"))

    @Test("a subnet is not taken from a route table that is not managed")
    func foreignTable() async throws {
        try await LawBench.with { bench in
            let theirs = try bench.load(Self.base, Self.table("theirs", "app")[0])
            #expect(try await bench.apply(theirs)?.isComplete == true)
            try await bench.state.remove(Address(kind: "RouteTable", name: "theirs"))
            let ours = try bench.load(Self.base, Self.table("ours", "app")[0])
            let refused = await #expect(throws: Diagnostics.self) { try await bench.apply(ours) }
            #expect(refused?.all.contains { $0.message.contains("a subnet uses one route table") } == true)
            #expect(try await bench.list("RouteTable").contains { $0.name == "ours" } == false)
        }
    }

    private static func server(_ number: Int, _ field: String = "") -> [String] {
        [Manifests.server("web-\(number)", field)]
    }

    private static func address(_ name: String, _ field: String = "") -> [String] {
        [Manifests.document("PublicIp", name, field)]
    }

    private static func gateway(_ address: String) -> [String] {
        let fields = ["vpc: shop", "zone: KR-1", "subnet: gates", "publicIp: \(address)"]
        return [Manifests.document("NatGateway", "way-out", fields)]
    }

    private static func card(_ name: String, _ fields: String) -> [String] {
        [Manifests.document("NetworkInterface", name, "subnet: app", "accessControlGroups: [web]", fields)]
    }

    private static func table(_ name: String, _ subnets: String, _ head: String = "") -> [String] {
        let fields = ["vpc: shop", "subnetType: PUBLIC", "subnets: [\(subnets)]"]
        return [Manifests.document("RouteTable", name, head: head, fields)]
    }

    private static let standard = "import: {name: shop-default-public-table}"

    private static let servers = server(1) + server(2)

    /// Each from what is there to what is wanted.
    private static let handovers: [(title: String, from: [String], to: [String])] = [
        (
            "addresses swapped between two servers",
            servers + address("one", "server: web-1") + address("two", "server: web-2"),
            servers + address("one", "server: web-2") + address("two", "server: web-1")
        ),
        (
            "an address that leaves while another comes",
            servers + address("one", "server: web-1") + address("two"),
            servers + address("one") + address("two", "server: web-1")
        ),
        (
            "an address that goes while another comes",
            servers + address("one", "server: web-1"), servers + address("two", "server: web-1")
        ),
        (
            "addresses swapped between a gateway and a server",
            servers + address("one", "server: web-1") + address("two") + gateway("two"),
            servers + address("one") + address("two", "server: web-1") + gateway("one")
        ),
        (
            "interfaces swapped between two servers that are full",
            servers + card("nic-a", "server: web-1") + card("nic-b", "server: web-1") + card("nic-c", "server: web-2")
                + card("nic-d", "server: web-2"),
            servers + card("nic-a", "server: web-2") + card("nic-b", "server: web-1") + card("nic-c", "server: web-1")
                + card("nic-d", "server: web-2")
        ),
        (
            "interfaces swapped between two servers while a new one comes into the last place",
            servers + card("nic-a", "server: web-1") + card("nic-b", "server: web-2"),
            servers + card("nic-a", "server: web-2") + card("nic-b", "server: web-1") + card("nic-c", "server: web-1")
        ),
        (
            "fixed addresses swapped between interfaces",
            servers + card("nic-a", "server: web-1, ip: 10.0.1.50") + card("nic-b", "server: web-2, ip: 10.0.1.51"),
            servers + card("nic-a", "server: web-1, ip: 10.0.1.51") + card("nic-b", "server: web-2, ip: 10.0.1.50")
        ),
        (
            "secondary addresses swapped, one of which becomes a first one",
            card("nic-a", "secondaryIps: [10.0.1.60, 10.0.1.61]") + card("nic-b", "secondaryIps: [10.0.1.62]")
                + card("nic-c", "ip: 10.0.1.70"),
            card("nic-a", "secondaryIps: [10.0.1.62]") + card("nic-b", "secondaryIps: [10.0.1.60]")
                + card("nic-c", "ip: 10.0.1.61")
        ),
        (
            "subnets swapped between two route tables",
            table("one", "app") + table("two", "gates"), table("one", "gates") + table("two", "app")
        ),
        (
            "a subnet that the default route table gives up",
            table("all", "app, gates", standard) + table("two", ""),
            table("all", "gates", standard) + table("two", "app")
        ),
        (
            "an address of a server that becomes that of an interface",
            server(1, "ip: 10.0.1.50"), server(1, "ip: 10.0.1.51") + card("nic-a", "ip: 10.0.1.50")
        ),
    ]

    @Test("places are handed over without a wait, whoever takes what from whom", arguments: handovers.indices)
    func handedOver(_ number: Int) async throws {
        let (title, from, to) = Self.handovers[number]
        try await LawBench.with { bench in
            #expect(try await bench.apply(bench.load([Self.base] + from))?.isComplete == true, "\(title): before")
            let wanted = try bench.load([Self.base] + to)
            let outcome = try #require(try await bench.apply(wanted))
            #expect(outcome.isComplete, "\(title): \(outcome.shortfalls)")
            // A refusal would be answered with further tries for minutes.
            #expect(outcome.steps.allSatisfy { $0.retries == 0 }, "\(title)")
            #expect(try await bench.plan(wanted).steps.isEmpty, "\(title)")
        }
    }

    @Test("what a field named that is left out goes with the default in its place")
    func leftOut() async throws {
        func manifests(subnet: String = "", server: String = "") -> [String] {
            [Manifests.vpc("shop"), Manifests.subnet(in: "shop", subnet), Manifests.loginKey]
                + [Manifests.server("web", server)]
        }
        let others = [
            Manifests.document("NetworkAcl", "strict", "vpc: shop"),
            Manifests.document("AccessControlGroup", "web", "vpc: shop"),
        ]
        try await LawBench.with { bench in
            let before = manifests(subnet: "networkAcl: strict", server: "accessControlGroups: [web]") + others
            #expect(try await bench.apply(bench.load(before))?.isComplete == true)
            let wanted = try bench.load(manifests())
            let plan = try await bench.plan(wanted)
            #expect(
                plan.steps.map { "\($0.action.word) \($0.id)" }.sorted() == [
                    "delete AccessControlGroup/web", "delete NetworkAcl/strict", "update Server/web",
                    "update Subnet/app",
                ])
            let outcome = try #require(try await bench.apply(wanted))
            #expect(outcome.isComplete, "\(outcome.shortfalls)")
            #expect(try await bench.plan(wanted).steps.isEmpty)
        }
    }
}

import Model
import OrderedJSON
import Testing

/// Places that objects give up to each other, in the cloud.
@Suite("laws of handovers") struct HandoverLaws {
    private static let base = """
        kind: Vpc
        metadata: {name: shop}
        spec: {cidr: 10.0.0.0/16}
        ---
        kind: Subnet
        metadata: {name: app}
        spec: {vpc: shop, zone: KR-1, cidr: 10.0.1.0/24, type: PUBLIC}
        ---
        kind: Subnet
        metadata: {name: gates}
        spec: {vpc: shop, zone: KR-1, cidr: 10.0.9.0/24, type: PUBLIC, usage: NATGW}
        ---
        kind: AccessControlGroup
        metadata: {name: web}
        spec: {vpc: shop}
        ---
        kind: LoginKey
        metadata: {name: ops}
        spec: {privateKeyFile: ops.pem}

        """

    @Test("a subnet is not taken from a route table that is not managed")
    func foreignTable() async throws {
        func manifest(_ table: String) -> String {
            let document = """
                ---
                kind: RouteTable
                metadata: {name: \(table)}
                spec: {vpc: shop, subnetType: PUBLIC, subnets: [app]}

                """
            return (Self.base + document).replacing("kind: ", with: "apiVersion: ncloud/v1\nkind: ")
        }
        try await LawBench.with { bench in
            let theirs = try bench.load(manifest("theirs"))
            #expect(try await bench.apply(theirs)?.isComplete == true)
            try await bench.state.remove(Address(kind: "RouteTable", name: "theirs"))
            let ours = try bench.load(manifest("ours"))
            let refused = await #expect(throws: Diagnostics.self) { try await bench.apply(ours) }
            #expect(refused?.all.contains { $0.message.contains("a subnet uses one route table") } == true)
            #expect(try await bench.list("RouteTable").contains { $0.name == "ours" } == false)
        }
    }

    private static func server(_ number: Int, _ more: String = "") -> String {
        """
        ---
        kind: Server
        metadata: {name: web-\(number)}
        spec: {subnet: app, image: {id: "23214590"}, serverSpec: ci2-g3, loginKey: ops\(more)}

        """
    }

    private static func address(_ name: String, _ spec: String) -> String {
        "---\nkind: PublicIp\nmetadata: {name: \(name)}\nspec: {\(spec)}\n"
    }

    private static func gateway(_ address: String) -> String {
        """
        ---
        kind: NatGateway
        metadata: {name: way-out}
        spec: {vpc: shop, zone: KR-1, subnet: gates, publicIp: \(address)}

        """
    }

    private static func card(_ name: String, _ spec: String) -> String {
        """
        ---
        kind: NetworkInterface
        metadata: {name: \(name)}
        spec: {subnet: app, accessControlGroups: [web], \(spec)}

        """
    }

    private static func table(_ name: String, _ subnets: String, _ more: String = "") -> String {
        """
        ---
        kind: RouteTable
        metadata: {name: \(name)}
        \(more)
        spec: {vpc: shop, subnetType: PUBLIC, subnets: [\(subnets)]}

        """
    }

    private static let standard = "import: {name: shop-default-public-table}"

    private static let servers = server(1) + server(2)

    /// Each from what is there to what is wanted.
    private static let handovers: [(title: String, from: String, to: String)] = [
        (
            "addresses swapped between two servers",
            servers + address("one", "server: web-1") + address("two", "server: web-2"),
            servers + address("one", "server: web-2") + address("two", "server: web-1")
        ),
        (
            "an address that leaves while another comes",
            servers + address("one", "server: web-1") + address("two", ""),
            servers + address("one", "") + address("two", "server: web-1")
        ),
        (
            "an address that goes while another comes",
            servers + address("one", "server: web-1"), servers + address("two", "server: web-1")
        ),
        (
            "addresses swapped between a gateway and a server",
            servers + address("one", "server: web-1") + address("two", "") + gateway("two"),
            servers + address("one", "") + address("two", "server: web-1") + gateway("one")
        ),
        (
            "interfaces swapped between two servers that are full",
            servers + card("nic-a", "server: web-1") + card("nic-b", "server: web-1") + card("nic-c", "server: web-2")
                + card("nic-d", "server: web-2"),
            servers + card("nic-a", "server: web-2") + card("nic-b", "server: web-1") + card("nic-c", "server: web-1")
                + card("nic-d", "server: web-2")
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
            server(1, ", ip: 10.0.1.50"), server(1, ", ip: 10.0.1.51") + card("nic-a", "ip: 10.0.1.50")
        ),
    ]

    @Test("places are handed over without a wait, whoever takes what from whom", arguments: handovers.indices)
    func handedOver(_ number: Int) async throws {
        let (title, from, to) = Self.handovers[number]
        func manifest(_ text: String) -> String {
            (Self.base + text).replacing("kind: ", with: "apiVersion: ncloud/v1\nkind: ")
        }
        try await LawBench.with { bench in
            #expect(try await bench.apply(bench.load(manifest(from)))?.isComplete == true, "\(title): before")
            let wanted = try bench.load(manifest(to))
            let outcome = try #require(try await bench.apply(wanted))
            #expect(outcome.isComplete, "\(title): \(outcome.shortfalls)")
            // A refusal would be answered with further tries for minutes.
            #expect(outcome.steps.allSatisfy { $0.retries == 0 }, "\(title)")
            #expect(try await bench.plan(wanted).steps.isEmpty, "\(title)")
        }
    }

    @Test("what a field named that is left out goes with the default in its place")
    func leftOut() async throws {
        func manifest(_ acl: String, _ document: String) -> String {
            """
            kind: Vpc
            metadata: {name: shop}
            spec: {cidr: 10.0.0.0/16}
            ---
            kind: Subnet
            metadata: {name: app}
            spec: {vpc: shop, zone: KR-1, cidr: 10.0.1.0/24, type: PUBLIC\(acl)}
            ---
            kind: LoginKey
            metadata: {name: ops}
            spec: {privateKeyFile: ops.pem}
            \(document)
            """.replacing("kind: ", with: "apiVersion: ncloud/v1\nkind: ")
        }
        func server(_ groups: String) -> String {
            "---\nkind: Server\nmetadata: {name: web}\n"
                + "spec: {subnet: app, image: {id: \"23214590\"}, serverSpec: ci2-g3, loginKey: ops\(groups)}\n"
        }
        let others =
            "---\nkind: NetworkAcl\nmetadata: {name: strict}\nspec: {vpc: shop}\n"
            + "---\nkind: AccessControlGroup\nmetadata: {name: web}\nspec: {vpc: shop}\n"
        try await LawBench.with { bench in
            let before = manifest(", networkAcl: strict", server(", accessControlGroups: [web]") + others)
            #expect(try await bench.apply(bench.load(before))?.isComplete == true)
            let wanted = try bench.load(manifest("", server("")))
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

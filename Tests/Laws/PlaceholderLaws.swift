import Kinds
import Model
import Rehearsal
import Testing

@Suite("laws of what was applied") struct PlaceholderLaws {
    @Test("what state records as applied holds nothing that is still to be known")
    func settled() async throws {
        try await LawBench.with { bench in
            let desired = try bench.load(Self.group(rules: Self.rules))
            #expect(try await bench.apply(desired)?.isComplete == true)
            for row in try await bench.state.recorded().resources {
                let open = row.applied.values.flatMap(\.references)
                #expect(open == [], "\(row.address)")
            }
            #expect(try await bench.plan(desired).words == [])
        }
    }

    @Test("a rule by which a group names itself is taken off a partly owned group when its manifest drops it")
    func ownRule() async throws {
        try await LawBench.with { bench in
            try await bench.apply(try bench.load(Self.group(rules: Self.rules, more: "ownership: partial")))
            let rest = try bench.load(Self.group(rules: Self.rules.prefix(1), more: "ownership: partial"))
            #expect(try await bench.apply(rest)?.isComplete == true)
            let group = try #require(try await bench.state.recorded()[Address(kind: "AccessControlGroup", name: "web")])
            #expect(group.lastSeen["inbound"]?.elements.count == 1, "\(group.lastSeen)")
        }
    }

    private static let rules: [String] = [
        "{protocol: TCP, cidr: 0.0.0.0/0, ports: \"443\"}", "{protocol: TCP, group: web, ports: 7000-7001}",
    ]

    private static func group(rules: some Sequence<String>, more: String = "description: those that serve") -> String {
        """
        apiVersion: ncloud/v1
        kind: Vpc
        metadata: {name: shop}
        spec: {cidr: 10.0.0.0/16}
        ---
        apiVersion: ncloud/v1
        kind: AccessControlGroup
        metadata: {name: web}
        spec:
          vpc: shop
          \(more)
          inbound:
        \(rules.map { "    - \($0)" }.joined(separator: "\n"))
        """
    }
}

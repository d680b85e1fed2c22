import Model
import OrderedJSON
import Rehearsal
import Testing

@Suite("laws of what is made besides") struct ByproductLaws {
    private static let network = Manifests.joined(
        Manifests.network("shop"), Manifests.subnet("gateways", in: "shop", range: "250", "usage: NATGW"))

    private static func gateway(_ address: String = "") -> String {
        Manifests.document("NatGateway", "way-out", "vpc: shop", "zone: KR-1", "subnet: gateways", address)
    }

    private static let address = Manifests.document("PublicIp", "way-out")

    private static func server(_ fields: String = "associateWithPublicIp: true") -> String {
        Manifests.server("web", fields)
    }

    @Test("the address that a NAT gateway was made with goes with it, and the plan says so")
    func ownAddress() async throws {
        try await LawBench.with { bench in
            try await bench.apply(try bench.load(Self.network, Self.gateway()))
            let number = try #require(try await bench.cloud.objects("publicIp").first?["id"]?.text)
            let rest = try bench.load(Self.network)
            let step = try #require(try await bench.plan(rest).steps.first)
            #expect(step.remainders == [Step.Remainder(kind: "PublicIp", id: number, fate: .deleted)])
            #expect(try await bench.apply(rest)?.isComplete == true)
            #expect(try await bench.cloud.objects("publicIp").isEmpty)
        }
    }

    @Test("an address that is managed by itself outlives the NAT gateway that has it")
    func managedAddress() async throws {
        try await LawBench.with { bench in
            let gateway = Self.gateway("publicIp: way-out")
            try await bench.apply(try bench.load(Self.network, gateway, Self.address))
            let rest = try bench.load(Self.network, Self.address)
            #expect(try await bench.plan(rest).steps.flatMap(\.remainders) == [])
            #expect(try await bench.apply(rest)?.isComplete == true)
            #expect(try await bench.cloud.objects("publicIp").count == 1)
            #expect(try await bench.plan(rest).words == [])
        }
    }

    @Test("an address that nacre did not make stays, and the plan says that it is left")
    func foreignAddress() async throws {
        try await LawBench.with { bench in
            let whole = try bench.load(Self.network, Self.gateway())
            try await bench.apply(whole)
            let row = try #require(try await bench.state.recorded()[Address(kind: "NatGateway", name: "way-out")])
            var adopted = row
            adopted.adopted = true
            try await bench.state.save(adopted)
            let rest = try bench.load(Self.network)
            let step = try #require(try await bench.plan(rest).steps.first)
            guard case .left? = step.remainders.first?.fate else { return #expect(Bool(false), "\(step.remainders)") }
            #expect(try await bench.apply(rest)?.isComplete == true)
            #expect(try await bench.cloud.objects("publicIp").count == 1)
        }
    }

    @Test("what a server was made with goes with it; an address put on it by somebody else stays")
    func server() async throws {
        try await LawBench.with { bench in
            try await bench.apply(try bench.load(Self.network, Self.server()))
            #expect(try await bench.cloud.objects("publicIp").count == 1)
            let rest = try bench.load(Self.network)
            let plan = try await bench.plan(rest)
            #expect(plan.steps.flatMap(\.remainders).map(\.kind) == ["PublicIp"])
            #expect(try await bench.apply(rest)?.isComplete == true)
            #expect(try await bench.cloud.objects("publicIp").isEmpty)
        }
    }

    @Test("an address that is taken under management in the very plan that replaces its server stays")
    func adoptedAddress() async throws {
        try await LawBench.with { bench in
            try await bench.apply(try bench.load(Self.network, Self.server()))
            let number = try #require(try await bench.cloud.objects("publicIp").first?["id"]?.text)
            let address = Manifests.document("PublicIp", "front", head: "import: {id: \"\(number)\"}")
            let anew = Self.server("associateWithPublicIp: false, description: anew")
            let wanted = try bench.load(Self.network, anew, address)
            let plan = try await bench.plan(wanted)
            #expect(plan.forecast.replaces == 1 && plan.steps.flatMap(\.remainders) == [], "\(plan.words)")
            #expect(try await bench.apply(wanted)?.isComplete == true)
            #expect(try await bench.cloud.objects("publicIp").map { $0["id"]?.text } == [number])
            #expect(try await bench.plan(wanted).words == [])
        }
    }
}

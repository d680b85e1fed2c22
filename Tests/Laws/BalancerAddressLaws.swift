import Model
import OrderedJSON
import Rehearsal
import Testing

@Suite("laws of the addresses of load balancers") struct BalancerAddressLaws {
    private static let network = Manifests.joined(
        Manifests.vpc("main"), Manifests.subnet("front-1", in: "main", range: "8", "usage: LOADB"),
        Manifests.subnet("front-2", in: "main", range: "9", "usage: LOADB").replacing("KR-1", with: "KR-2"))

    private static let address = Manifests.document("PublicIp", "own")

    private static func balancer(_ subnets: String, _ more: String = "") -> String {
        Manifests.document("LoadBalancer", "front", "type: APPLICATION", "vpc: main", "subnets: [\(subnets)]", more)
    }

    private func fates(_ plan: Plan) -> [Step.Remainder.Fate] { plan.steps.flatMap(\.remainders).map(\.fate) }

    @Test("an address that came with a further subnet goes along like the first, and the plan says so")
    func further() async throws {
        try await LawBench.with { bench in
            #expect(try await bench.apply(try bench.load(Self.network, Self.balancer("front-1")))?.isComplete == true)
            let both = try bench.load(Self.network, Self.balancer("front-1, front-2"))
            #expect(try await bench.apply(both)?.isComplete == true)
            #expect(try await bench.cloud.objects("publicIp").count == 2)
            let rest = try bench.load(Self.network)
            #expect(fates(try await bench.plan(rest)) == [.deleted, .deleted])
            #expect(try await bench.apply(rest)?.isComplete == true)
            #expect(try await bench.cloud.objects("publicIp").isEmpty)
        }
    }

    @Test("an address of one's own outlives the load balancer, and one that was made beside it does not")
    func own() async throws {
        try await LawBench.with { bench in
            let more = "addresses: [{subnet: front-1, publicIp: own}]"
            let whole = try bench.load(Self.network, Self.address, Self.balancer("front-1, front-2", more))
            #expect(try await bench.apply(whole)?.isComplete == true)
            #expect(try await bench.plan(whole).words == [])
            #expect(try await bench.cloud.objects("publicIp").count == 2)
            let rest = try bench.load(Self.network, Self.address)
            #expect(fates(try await bench.plan(rest)) == [.deleted])
            let outcome = try #require(try await bench.apply(rest))
            #expect(outcome.isComplete, "\(outcome.shortfalls)")
            #expect(try await bench.cloud.objects("publicIp").count == 1)
            #expect(try await bench.plan(rest).words == [])
        }
    }
}

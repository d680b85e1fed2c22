import Kinds
import Model
import Nacre
import Rehearsal
import Testing

@Suite("laws of export") struct ExportLaws {
    @Test("products with other values in some of their fields", arguments: WorldSeed.chosen)
    func gateways(_ seed: WorldSeed) async throws {
        try await LawBench.with { bench in
            var dice = Dice(seed: seed.number)
            var desired = LawBench.examples
            let kinds = Set(DriverCatalog.ncloud.kinds.kinds.filter { $0.service == "APIGateway" }.map(\.name))
            desired.resources.removeAll { !kinds.contains($0.address.kind) }
            for index in desired.resources.indices {
                let kind = desired.resources[index].address.kind
                for (field, value) in KindCases.of(kind).otherValues.sorted(by: { $0.key < $1.key })
                where dice.oneIn(2) { desired.resources[index].attributes[field] = value }
                if desired.resources[index].attributes["minimumCompressionSize"] != nil {
                    desired.resources[index].attributes["contentEncoding"] = true
                }
                // One of the two at most.
                if desired.resources[index].attributes["authorizer"] != nil {
                    desired.resources[index].attributes["authentication"] = nil
                }
            }
            let outcome = try #require(try await bench.apply(desired))
            #expect(outcome.isComplete, "seed \(seed): \(outcome.shortfalls)")
            let products = try await bench.list("Product").map { ExportRequest.Target(kind: "Product", id: $0.id) }
            try await bench.expectRoundTrip(ExportRequest(products, nests: dice.oneIn(2)), within: desired)
        }
    }
}

extension LawBench {
    /// The text says what is there: where it is managed, and where nobody knows of it.
    func expectRoundTrip(_ request: ExportRequest, within desired: Desired) async throws {
        let managed = try await export(request)
        #expect(managed.differing.map(\.address) == [] && managed.unread == [])
        var wanted = try load(managed.text)
        // Who made it may manage more than was exported.
        let others = desired.resources.filter { one in !wanted.resources.contains { $0.address == one.address } }
        wanted = Desired(project: wanted.project, resources: wanted.resources + others)
        // What came along, such as a gateway's address, may have been nobody's before.
        let plan = try await plan(wanted)
        #expect(plan.steps.filter { !$0.isAdoptionAlone } == [], "\(plan.words)\n\(managed.text)")

        let newcomer = try newcomer()
        let found = try await newcomer.export(request)
        #expect(found.differing.map(\.address) == [])
        #expect(found.addresses.count == managed.addresses.count)
        try newcomer.scratch.write(found.text, to: "manifests/exported.yaml")
        let adoption = try await newcomer.plan()
        #expect(adoption.steps.filter { !$0.isAdoptionAlone } == [], "\(adoption.words)\n\(found.text)")
        #expect(try await newcomer.apply()?.isComplete == true)
        #expect(try await newcomer.plan().words == [], "\(found.text)")
    }
}

extension Step {
    fileprivate var isAdoptionAlone: Bool { action.word == "adopt" && changes.isEmpty }
}

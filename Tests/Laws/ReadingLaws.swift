import Kinds
import Model
import OrderedJSON
import Rehearsal
import Testing

@Suite("laws of reading") struct ReadingLaws {
    @Test("a look costs what the kinds say it costs, call by call", arguments: DriverCatalog.ncloud.kinds.names)
    func cost(_ kind: String) async throws {
        try await LawBench.with { bench in
            let workshop = try bench.workspace(kind)
            try await bench.apply(workshop.desired)
            try await bench.cloud.resetCalls()
            #expect(try await bench.plan(workshop.desired).words == [])

            var calls = try await bench.cloud.calls()
            let kinds = Self.kinds(of: workshop.desired)
            let isExact = kinds.allSatisfy { $0.reading.besides == nil }
            for (call, count) in stated(kinds, workshop.desired).sorted(by: { $0.key < $1.key }) {
                let made = calls.keys.filter { matches($0, call) }
                // Kinds that make the same call at the same time share its answer.
                let total = made.reduce(0) { $0 + (calls[$1] ?? 0) }
                #expect(total <= count || !isExact, "\(call): \(total), not \(count)")
                if kinds.contains(where: { $0.reading.once.contains(call) }) {
                    #expect(total > 0, "\(call) was not made")
                }
                for endpoint in made { calls[endpoint] = nil }
            }
            #expect(calls.isEmpty || !isExact, "not stated: \(calls.keys.sorted())")
        }
    }

    @Test("every kind states what a look costs", arguments: DriverCatalog.ncloud.kinds.kinds)
    func stated(_ kind: Kind) {
        #expect(kind.reading != Kind.Reading(), "\(kind.name) states nothing")
    }

    private static func kinds(of desired: Desired) -> [Kind] {
        var kinds = Set(desired.resources.map(\.address.kind))
        kinds.formUnion(desired.resources.flatMap { $0.attributes.values.flatMap(\.references) }.compactMap(\.lookedUp))
        var parents = kinds
        while !parents.isEmpty {
            parents = Set(parents.compactMap { DriverCatalog.ncloud.kinds[$0]?.place.listedUnder }).subtracting(kinds)
            kinds.formUnion(parents)
        }
        return kinds.compactMap { DriverCatalog.ncloud.kinds[$0] }
    }

    /// What the kinds of a workspace say that a look costs.
    private func stated(_ kinds: [Kind], _ desired: Desired) -> [String: Int] {
        let objects = Dictionary(grouping: desired.resources, by: \.address.kind).mapValues(\.count)
        var stated: [String: Int] = [:]
        for kind in kinds {
            let parents = kind.place.listedUnder.flatMap { objects[$0] } ?? 0
            for call in kind.reading.once { stated[call, default: 0] += 1 }
            for call in kind.reading.perParent { stated[call, default: 0] += parents }
            for call in kind.reading.perObject { stated[call, default: 0] += objects[kind.name] ?? 0 }
        }
        return stated
    }

    /// Whether an endpoint as the simulator counts it is the call that a kind names.
    private func matches(_ endpoint: String, _ call: String) -> Bool {
        if !call.contains(" ") { return endpoint == call || endpoint.hasSuffix("/" + call) }
        let parts = endpoint.replacing(" /api/v1/", with: " /").split(separator: "/", omittingEmptySubsequences: false)
        let named = call.split(separator: "/", omittingEmptySubsequences: false)
        return parts.count == named.count && zip(parts, named).allSatisfy { $1.hasPrefix("{") || $0 == $1 }
    }
}

extension Reference {
    /// The kind that is looked up; nil for an object of the workspace.
    fileprivate var lookedUp: String? {
        switch target {
        case .managed: nil
        case .lookup(let kind, _): kind
        }
    }
}

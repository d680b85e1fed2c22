import Kinds
import Model
import Nacre
import OrderedJSON
import Rehearsal
import Testing

extension KindLife {
    // MARK: Cost

    /// A look costs what the kinds say it costs, call by call.
    func costsWhatItSays() async throws {
        #expect(kind.reading != Kind.Reading(), "\(kind.name) states nothing")
        try await bench.cloud.resetCalls()
        #expect(try await bench.plan(desired).words == [])
        var calls = try await bench.cloud.calls()
        let kinds = kindsRead
        let isExact = kinds.allSatisfy { $0.reading.besides == nil }
        for (call, count) in statedCost(kinds).sorted(by: { $0.key < $1.key }) {
            let made = calls.keys.filter { Self.matches($0, call) }
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

    /// The kinds of the workspace, those it looks up, and what they are listed under.
    private var kindsRead: [Kind] {
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
    private func statedCost(_ kinds: [Kind]) -> [String: Int] {
        let objects = Dictionary(grouping: desired.resources, by: \.address.kind).mapValues(\.count)
        var stated: [String: Int] = [:]
        for kind in kinds {
            // The examples look up one parent.
            let parents = kind.place.listedUnder.map { objects[$0] ?? 1 } ?? 0
            for call in kind.reading.once { stated[call, default: 0] += 1 }
            for call in kind.reading.perParent { stated[call, default: 0] += parents }
            for call in kind.reading.perObject { stated[call, default: 0] += objects[kind.name] ?? 0 }
        }
        return stated
    }

    /// Whether an endpoint as the simulator counts it is the call that a kind names.
    private static func matches(_ endpoint: String, _ call: String) -> Bool {
        if !call.contains(" ") { return endpoint == call || endpoint.hasSuffix("/" + call) }
        let parts = endpoint.replacing(" /api/v1/", with: " /").split(separator: "/", omittingEmptySubsequences: false)
        let named = call.split(separator: "/", omittingEmptySubsequences: false)
        return parts.count == named.count && zip(parts, named).allSatisfy { $1.hasPrefix("{") || $0 == $1 }
    }

    // MARK: Refusal

    /// A list that is refused is unknown: nothing of its kind is created, deleted or forgotten.
    func isUnknownWhileItsListIsRefused() async throws {
        let before = try await bench.state.recorded().resources.map(\.address)
        try await bench.cloud.faults(
            (kind.reading.once + kind.reading.perParent).map {
                ["match": .string(LawBench.pattern($0)), "status": 403, "code": "230"]
            })
        for desired in [desired, rest] {
            let plan = try await bench.plan(desired)
            #expect(plan.steps.contains { $0.address == subject }, "\(plan.words)")
            for step in plan.steps {
                guard case .refuse(let advice) = step.action else { return #expect(Bool(false), "\(step.action)") }
                #expect(step.reason.text.contains("HTTP 403") && advice.contains("permission"), "\(step)")
            }
        }
        try await bench.cloud.faults([])
        #expect(try await bench.state.recorded().resources.map(\.address) == before)
        #expect(try await bench.plan(desired).words == [])
    }

    // MARK: Into manifests

    /// Discovered into an empty workspace, it plans nothing, and nothing is changed.
    func isDiscovered() async throws {
        try await bench.cloud.resetCalls()
        let newcomer = try bench.newcomer()
        let found = try await newcomer.discover()
        #expect(found.differing.map(\.address) == [])
        try await found.expectCoverage(of: bench)
        let adoption = try #require(try await newcomer.adopt(found))
        #expect(adoption.isComplete, "\(adoption.shortfalls)")
        let plan = try await newcomer.plan()
        #expect(plan.words == [] && plan.unchanged.count == found.addresses.count)
        let again = try await newcomer.discover()
        #expect(again.files.isEmpty && again.managed == found.addresses.count)
        #expect(try await bench.cloud.changingCallCount() == 0)
    }

    /// Exported, a plan from the text finds nothing, for who created it as for who imports it.
    func isExported() async throws {
        let target = ExportRequest.Target(kind: kind.name, id: try await record().id)
        try await bench.expectRoundTrip(ExportRequest([target]), within: desired)
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

import Execution
import Kinds
import Model
import NcloudClient
import OrderedJSON
import Rehearsal
import Testing

@testable import Nacre

@Suite("laws of what is hidden") struct HiddenLaws {
    private static let kinds = DriverCatalog.ncloud.kinds.kinds.filter { $0.life.creation.ability.isPossible }.map(
        \.name)

    @Test("a list that is refused is unknown: nothing of its kind is made, deleted or forgotten", arguments: kinds)
    func refusedList(_ name: String) async throws {
        try await LawBench.with { bench in
            let workshop = try bench.workspace(name)
            #expect(try await bench.apply(workshop.desired)?.isComplete == true)
            let before = try await bench.state.recorded().resources.map(\.address)
            let reading = try #require(DriverCatalog.ncloud.kinds[name]).reading
            try await bench.cloud.faults(
                (reading.once + reading.perParent).map {
                    ["match": .string(HiddenLaws.pattern($0)), "status": 403, "code": "230"]
                })
            for desired in [workshop.desired, workshop.without(workshop.subject)] {
                let plan = try await bench.plan(desired)
                #expect(plan.steps.contains { $0.address == workshop.subject }, "\(plan.words)")
                for step in plan.steps {
                    guard case .refuse(let advice) = step.action else { return #expect(Bool(false), "\(step.action)") }
                    #expect(step.reason.text.contains("HTTP 403") && advice.contains("permission"), "\(step)")
                }
            }
            try await bench.cloud.faults([])
            #expect(try await bench.state.recorded().resources.map(\.address) == before)
            #expect(try await bench.plan(workshop.desired).words == [])
        }
    }

    @Test("an object that its list lacks and whose own question is refused is unknown, and so is what lies in it")
    func refusedDetail() async throws {
        let rows = [
            RecordedResource(Address(kind: "Vpc", name: "main"), id: "1"),
            RecordedResource(Address(kind: "Product", name: "shop"), id: "p1"),
            RecordedResource(Address(kind: "Api", name: "orders"), id: "p1/a1", applied: ["product": "p1"]),
        ]
        for status in [401, 403] {
            let observer = Observer(
                drivers: .ncloud, cloud: Curtain(status: status), clock: RunClock(ContinuousClock()), settle: 0,
                now: { Moment(wall: 0) })
            let live = try await observer.observe(
                desired: Desired(project: Project(name: "laws")), recorded: Recorded(rows), intents: [])
            for row in rows { #expect(live.isHidden(row.address.kind, id: row.id), "\(row.address)") }
        }
    }

    /// The endpoint pattern for a call as a kind names it.
    static func pattern(_ call: String) -> String {
        guard call.contains(" ") else { return call.contains("-") ? "*/" + call : call }
        let parts = call.replacing(" /", with: " /api/v1/").split(separator: "/", omittingEmptySubsequences: false)
        return parts.map { $0.hasPrefix("{") ? "*" : $0 }.joined(separator: "/")
    }
}

/// An account that lists nothing and may not be asked for anything.
private struct Curtain: APICaller {
    let status: Int

    func call(_ request: APIRequest) async throws(APIFailure) -> JSON {
        switch request.path {
        case "getVpcList": return ["totalRows": 0, "vpcList": []]
        case "/products": return ["productPage": ["content": [], "total": 0]]
        default:
            throw APIFailure(
                endpoint: request.endpoint, status: status, envelope: .gateway, code: "210",
                classification: .refused)
        }
    }
}

import Execution
import Kinds
import Model
import NcloudClient
import OrderedJSON
import Rehearsal
import Synchronization
import Testing

@testable import Nacre

@Suite("laws of looking") struct ObservationLaws {
    /// A kind whose creation answers no id is found by the list alone, and cannot be known past it.
    private static let kinds = DriverCatalog.ncloud.kinds.kinds
        .filter { $0.life.creation.ability.isPossible && !$0.identity.isTagged }.map(\.name)

    @Test("a list that lacks an object deletes nothing from state and makes nothing twice", arguments: kinds)
    func staleList(_ kind: String) async throws {
        try await LawBench.with { bench in
            let workshop = try bench.workspace(kind)
            // Kinds that cannot be asked for are known by their lists alone.
            if case .notOffered = try await bench.detail(of: RecordedResource(workshop.subject, id: "0")) { return }
            let rest = workshop.without(workshop.subject)
            if !rest.resources.isEmpty { try await bench.apply(rest) }
            // What the lists say now, without the object, is all they will say from here on.
            let lists = try #require(DriverCatalog.ncloud.kinds[kind]).reading
            try await bench.cloud.faults(
                (lists.once + lists.perParent).map { ["match": .string(pattern($0)), "staleReads": 1_000_000] })
            _ = try await bench.plan(workshop.desired)
            let made = try #require(try await bench.apply(workshop.desired))
            #expect(made.isComplete, "\(made.shortfalls)")
            let id = try #require(try await bench.state.recorded()[workshop.subject]?.id)
            #expect(try await bench.list(kind).contains { $0.id == id } == false, "the list shows it after all")

            let steps = try await bench.plan(workshop.desired).steps.filter { $0.address == workshop.subject }
            #expect(steps.allSatisfy { $0.action == .update }, "\(steps.map(\.action))")
            try await bench.apply(workshop.desired)
            #expect(try await bench.state.recorded()[workshop.subject]?.id == id)
            try await bench.cloud.faults([])
            let name = workshop.object.attributes["name"]?.text
            let alike = try await bench.list(kind).filter { name == nil ? $0.id == id : $0.name == name }
            #expect(alike.map(\.id) == [id])
            #expect(try await bench.plan(workshop.desired).words == [])
        }
    }

    @Test(
        "a wall clock that was set forward between two runs does not make an object gone that lists and questions still lack"
    )
    func clockSetForward() async throws {
        let address = Address(kind: "Vpc", name: "main")
        let written = Moment(wall: 1_000, uptime: Moment.Uptime(boot: "one", seconds: 50))
        let row = RecordedResource(address, id: "1", updatedAt: written)
        let readings: [(uptime: Moment.Uptime?, isThere: Bool)] = [
            (Moment.Uptime(boot: "one", seconds: 51), true),
            // Since then the machine was started anew: a day has passed as far as anybody knows.
            (Moment.Uptime(boot: "two", seconds: 51), false),
            (Moment.Uptime(boot: "one", seconds: 90), false),
        ]
        for reading in readings {
            // Looked for three times it is not there yet, looked for as long as the settle time it is.
            let observer = Observer(
                drivers: .ncloud, cloud: LaggingCloud(emptyReads: 8), clock: RunClock(JumpingClock()),
                settle: 10, now: { Moment(wall: 87_400, uptime: reading.uptime) })
            let live = try await observer.observe(
                desired: Desired(project: Project(name: "laws")), recorded: Recorded([row]), intents: [])
            #expect((live.object("Vpc", id: "1") != nil) == reading.isThere, "\(String(describing: reading.uptime))")
        }
    }

    /// The endpoint pattern for a call as a kind names it.
    private func pattern(_ call: String) -> String {
        guard call.contains(" ") else { return call.contains("-") ? "*/" + call : call }
        let parts = call.replacing(" /", with: " /api/v1/").split(separator: "/", omittingEmptySubsequences: false)
        return parts.map { $0.hasPrefix("{") ? "*" : $0 }.joined(separator: "/")
    }
}

/// An account whose one network does not show in the first answers.
private final class LaggingCloud: APICaller {
    private let emptyReads: Mutex<Int>

    init(emptyReads: Int) { self.emptyReads = Mutex(emptyReads) }

    func call(_ request: APIRequest) async throws(APIFailure) -> JSON {
        let isEmpty = emptyReads.withLock { left in
            left -= 1
            return left >= 0
        }
        guard !isEmpty else { return ["totalRows": 0, "vpcList": []] }
        return [
            "totalRows": 1,
            "vpcList": [
                ["vpcNo": "1", "vpcName": "main", "ipv4CidrBlock": "10.0.0.0/16", "vpcStatus": ["code": "RUN"]]
            ],
        ]
    }
}

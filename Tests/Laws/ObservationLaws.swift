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

    @Test("of a wait for a list it is said since when, and for how long at most, the object may be missing from it")
    func announcedWait() async throws {
        let boot = Moment.Uptime(boot: "one", seconds: 50)
        for (row, words) in [
            (
                Moment(wall: 1_000, uptime: boot),
                "Vpc/main, recorded 6 s ago, is not listed yet: reading again for up to 4 s"
            ),
            (nil, "Vpc/main, which an interrupted run created, is not listed yet: reading again for up to 8 s"),
        ] as [(Moment?, String)] {
            let said = Mutex([String]())
            var observer = Observer(
                drivers: .ncloud, cloud: LaggingCloud(emptyReads: 8), clock: RunClock(JumpingClock()), settle: 10,
                now: { Moment(wall: 0, uptime: Moment.Uptime(boot: "one", seconds: 54)) })
            observer.announce = { text in said.withLock { $0.append(text) } }
            _ = try await observer.observe(
                desired: Desired(project: Project(name: "laws")),
                recorded: Recorded([RecordedResource(Address(kind: "Vpc", name: "main"), id: "1", updatedAt: row)]),
                intents: [])
            #expect(said.withLock { $0 } == [words])
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

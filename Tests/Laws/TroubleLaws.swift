import Foundation
import Kinds
import Model
import OrderedJSON
import Rehearsal
import Synchronization
import Testing

@Suite("laws of trouble") struct TroubleLaws {
    private static let creatable = DriverCatalog.ncloud.kinds.kinds.filter { $0.life.creation.ability.isPossible }

    @Test("a lost answer never doubles", arguments: creatable.map(\.name))
    func lostAnswer(_ name: String) async throws {
        let kind = try #require(DriverCatalog.ncloud.kinds[name])
        try await LawBench.with { bench in
            let workshop = try bench.workspace(name)
            let before = try await bench.list(name).map(\.id)
            try await bench.cloud.faults(
                kind.life.creation.calls.map { ["match": .string(pattern($0)), "times": 1, "drop": "afterCommit"] })
            let outcome = try #require(try await bench.apply(workshop.desired))
            #expect(outcome.isComplete, "\(outcome.shortfalls)")
            // A VPC brings default objects of some kinds; the one asked for is told apart by its id in state.
            let id = try #require(try await bench.state.recorded()[workshop.subject]?.id)
            let title = kind.hasName ? "name" : kind.identity.marker.first ?? "name"
            let wanted = workshop.object.attributes[title]?.text
            let made = try await bench.list(name).filter { !before.contains($0.id) }
            #expect(made.filter { wanted == nil || $0.attributes[title]?.text == wanted }.map(\.id) == [id])
            #expect(try await bench.plan(workshop.desired).words == [])
        }
    }

    @Test(
        "whatever changing call loses its answer, creating and deleting come to their end",
        arguments: creatable.map(\.name))
    func everyAnswerLost(_ name: String) async throws {
        try await LawBench.with { bench in
            let workshop = try bench.workspace(name)
            try await bench.cloud.faults(Self.changingCalls.map { lost($0, "afterCommit") })
            let outcome = try #require(try await bench.apply(workshop.desired))
            #expect(outcome.isComplete, "\(outcome.shortfalls)")
            #expect(try await bench.plan(workshop.desired).words == [])

            try await bench.cloud.faults(Self.changingCalls.map { lost($0, "afterCommit") })
            let rest = workshop.without(workshop.subject)
            let removal = try #require(try await bench.apply(rest))
            #expect(removal.isComplete, "\(removal.shortfalls)")
            #expect(try await bench.plan(rest).words == [])
        }
    }

    @Test("whatever call never arrives is made again", arguments: creatable.map(\.name))
    func everyCallLost(_ name: String) async throws {
        try await LawBench.with { bench in
            let workshop = try bench.workspace(name)
            try await bench.cloud.faults([lost("*", "beforeCommit")])
            let outcome = try #require(try await bench.apply(workshop.desired))
            #expect(outcome.isComplete, "\(outcome.shortfalls)")
            #expect(try await bench.plan(workshop.desired).words == [])
        }
    }

    @Test("an unknown status is waited out", arguments: StatusPlace.all)
    func unknownStatus(_ place: StatusPlace) async throws {
        let kind = try #require(DriverCatalog.ncloud.kinds[place.kind])
        #expect(kind.phase(of: "ODD") == .unknown)
        try await LawBench.with(speed: 0) { bench in
            let workshop = try bench.workspace(place.kind)
            _ = try await bench.letTimePass { try await bench.apply(workshop.without(workshop.subject)) }

            let apply = Task { try await bench.apply(workshop.desired) }
            let id = try await bench.newest(place, besides: try await bench.cloud.objects(place.table).count)
            try await bench.cloud.change(place.table, id: id, [place.attribute: "ODD"])
            let calls = try await bench.cloud.callCount()
            while try await bench.cloud.callCount() < calls + 4 { try await Task.sleep(for: .milliseconds(5)) }
            #expect(try await bench.state.recorded()[workshop.subject]?.condition == .creating)

            try await bench.cloud.change(place.table, id: id, [place.attribute: .string(place.ready)])
            let outcome = try await bench.letTimePass { try await apply.value }
            #expect(outcome?.isComplete == true, "\(outcome?.shortfalls ?? "nothing done")")
            #expect(try await bench.plan(workshop.desired).words == [])
        }
    }

    @Test("a deletion that was cut off after any of its calls is brought to its end", arguments: creatable.map(\.name))
    func cutOffDeletion(_ name: String) async throws {
        let calls = try #require(DriverCatalog.ncloud.kinds[name]).life.deletion.calls
        for call in Set([calls.first, calls.last]) {
            try await cutOffDeletion(name, after: try #require(call))
        }
    }

    private func cutOffDeletion(_ name: String, after call: String) async throws {
        try await LawBench.with(speed: 0) { bench in
            let workshop = try bench.workspace(name)
            _ = try await bench.letTimePass { try await bench.apply(workshop.desired) }
            let rest = workshop.without(workshop.subject)
            let (interrupts, feed) = AsyncStream.makeStream(of: Void.self)
            let isOver = Mutex(false)
            let first = Task {
                defer { isOver.withLock { $0 = true } }
                return try await bench.apply(rest, interrupts: interrupts)
            }
            // A call that this object does not need, such as taking off routes that nobody made, cuts nothing off.
            try await bench.letTimePass(untilCalled: pattern(call)) { isOver.withLock { $0 } }
            feed.yield()
            feed.yield()
            let cut = try await first.value
            if cut?.isComplete == true { return }

            let outcome = try #require(try await bench.letTimePass { try await bench.apply(rest) })
            #expect(outcome.isComplete, "\(outcome.shortfalls)")
            #expect(try await bench.list(name).contains { $0.id == cut?.steps.first?.objectID } == false)
            #expect(try await bench.plan(rest).words == [])
        }
    }

    @Test("every kind with a status is tried with an unknown one")
    func coverage() {
        let tried = StatusPlace.all.map(\.kind)
        #expect(Self.creatable.filter { $0.status != nil }.map(\.name) == tried.sorted())
    }

    // MARK: Faults

    private static let changingCalls =
        [
            "create", "import", "set", "add", "remove", "change", "stop", "start", "attach", "detach", "associate",
            "disassociate", "assign", "unassign", "terminate", "delete",
        ].map { $0 + "*" } + ["POST *", "PUT *", "PATCH *", "DELETE *"]

    private func lost(_ match: String, _ drop: String) -> JSON {
        ["match": .string(match), "perEndpoint": true, "times": 1, "drop": .string(drop)]
    }

    /// The endpoint pattern for a call as a kind names it: `POST /products/{product-id}/apis`, `create-data-box`.
    private func pattern(_ call: String) -> String {
        if call.contains("-"), !call.contains(" ") { return "*/" + call }
        guard call.contains(" ") else { return call }
        var pattern = call.replacing(" /", with: " /api/v1/")
        while let open = pattern.firstIndex(of: "{"), let close = pattern.firstIndex(of: "}") {
            pattern.replaceSubrange(open...close, with: "*")
        }
        return pattern
    }
}

/// Where the simulated cloud keeps the status of a kind.
struct StatusPlace: Sendable, CustomStringConvertible {
    let kind: String
    let table: String
    let attribute: String
    let ready: String

    var description: String { kind }

    static let all = [
        StatusPlace(
            kind: "AccessControlGroup", table: "accessControlGroup", attribute: "accessControlGroupStatus", ready: "RUN"
        ),
        StatusPlace(
            kind: "BlockStorage", table: "blockStorage", attribute: "blockStorageInstanceStatus", ready: "CREAT"),
        StatusPlace(
            kind: "BlockStorageSnapshot", table: "snapshot", attribute: "blockStorageSnapshotInstanceStatus",
            ready: "CREAT"),
        StatusPlace(kind: "DataBox", table: "box", attribute: "statusCode", ready: "USE"),
        StatusPlace(
            kind: "MemberServerImage", table: "memberImage", attribute: "memberServerImageInstanceStatus",
            ready: "CREAT"),
        StatusPlace(
            kind: "NatGateway", table: "natGateway", attribute: "natGatewayInstanceStatus", ready: "RUN"),
        StatusPlace(
            kind: "NetworkAclDenyAllowGroup", table: "denyAllowGroup", attribute: "networkAclDenyAllowGroupStatus",
            ready: "RUN"),
        StatusPlace(kind: "RouteTable", table: "routeTable", attribute: "routeTableStatus", ready: "RUN"),
        StatusPlace(
            kind: "VpcPeering", table: "vpcPeering", attribute: "vpcPeeringInstanceStatus", ready: "RUN"),
        StatusPlace(kind: "NetworkAcl", table: "networkAcl", attribute: "networkAclStatus", ready: "RUN"),
        StatusPlace(
            kind: "NetworkInterface", table: "networkInterface", attribute: "networkInterfaceStatus", ready: "NOTUSED"),
        StatusPlace(kind: "PublicIp", table: "publicIp", attribute: "publicIpInstanceStatus", ready: "RUN"),
        StatusPlace(kind: "Server", table: "server", attribute: "serverInstanceStatus", ready: "RUN"),
        StatusPlace(kind: "ServerImage", table: "serverImage", attribute: "serverImageStatus", ready: "CREAT"),
        StatusPlace(kind: "Subnet", table: "subnet", attribute: "subnetStatus", ready: "RUN"),
        StatusPlace(kind: "Vpc", table: "vpc", attribute: "vpcStatus", ready: "RUN"),
    ]
}

extension LawBench {
    /// Lets the standing clock of the cloud jump on until `body` has ended.
    fileprivate func letTimePass<Answer: Sendable>(_ body: () async throws -> Answer) async throws -> Answer {
        let pump = Task { [cloud] in
            while !Task.isCancelled {
                try await cloud.advance(seconds: 60)
                try await Task.sleep(for: .milliseconds(5))
            }
        }
        defer { pump.cancel() }
        return try await body()
    }

    /// Lets it jump on until a call was made, and stand from then on.
    fileprivate func letTimePass(untilCalled pattern: String, or isOver: () -> Bool) async throws {
        let parts = pattern.split(separator: "*")
        for _ in 0..<1000 {
            let isCalled = try await cloud.calls().keys.contains { endpoint in parts.allSatisfy(endpoint.contains) }
            if isCalled || isOver() { return }
            try await cloud.advance(seconds: 1)
            try await Task.sleep(for: .milliseconds(2))
        }
        throw ControlPanel.Refused(description: "\(pattern) was never called")
    }

    /// The id of the object that comes into a table that holds `count` objects so far.
    fileprivate func newest(_ place: StatusPlace, besides count: Int) async throws -> String {
        for _ in 0..<1000 {
            let objects = try await cloud.objects(place.table)
            if objects.count > count, let id = objects.last?["id"]?.text { return id }
            try await Task.sleep(for: .milliseconds(5))
        }
        throw ControlPanel.Refused(description: "no \(place.kind) was made")
    }
}

import Foundation
import Kinds
import Model
import OrderedJSON
import Rehearsal
import Synchronization
import Testing

@Suite("laws of trouble") struct TroubleLaws {
    private static let creatable = KindCases.made.filter {
        $0.life.creation.ability.isPossible && $0.life.deletion.ability.isPossible
    }

    @Test(
        "whatever becomes of its calls, an object of any kind is created once and deleted to the end",
        arguments: creatable.map(\.name))
    func life(_ kind: String) async throws {
        try await LawBench.with(speed: 0) { bench in
            let life = try KindLife(kind, bench)
            try await bench.lettingTimePass { try await bench.settle(life.rest) }
            if let place = life.cases.status {
                try await life.unknownStatusIsWaitedOut(place)
            } else {
                try await bench.lettingTimePass { try await bench.complete(life.desired) }
            }
            try await life.interruptedDeletionIsFinished(after: try #require(life.kind.life.deletion.calls.first))
            try await life.lostCallsAreRepeated()
            try await life.interruptedDeletionIsFinished(after: try #require(life.kind.life.deletion.calls.last))
            try await life.lostResponsesDoubleNothing()
            try await life.unprovenDeletionsAreRepeated()
            try await life.staleListForgetsNothing()
        }
    }

    @Test("429 three times and 503 twice on every endpoint: everything is created once")
    func throttledEverywhere() async throws {
        try await LawBench.with { bench in
            let desired = try bench.load(Manifests.small, Manifests.loginKey)
            try await bench.cloud.faults([
                [
                    "match": "*", "perEndpoint": true,
                    "sequence": [["times": 3, "status": 429], ["times": 2, "status": 503]],
                ]
            ])
            try await bench.complete(desired)
            #expect(try await bench.cloud.calls()["createVpc"] == 6)
            try await Self.expectOnce(desired, bench)
        }
    }

    @Test("lists that lag behind make no object vanish or double")
    func staleLists() async throws {
        try await LawBench.with { bench in
            let desired = try bench.load(Manifests.small, Manifests.loginKey)
            try await bench.cloud.faults([["match": "get*", "staleReads": 2], ["match": "GET *", "staleReads": 2]])
            try await bench.complete(desired)
            try await Self.expectOnce(desired, bench)
        }
    }

    /// One network, one key, one product with one API, and nothing more to do.
    private static func expectOnce(_ desired: Desired, _ bench: LawBench) async throws {
        #expect(try await bench.plan(desired).words == [])
        #expect(try await bench.cloud.names("vpc") == ["main"])
        #expect(try await bench.cloud.names("loginKey", "keyName") == ["ops"])
        #expect(try await bench.cloud.names("product") == ["shop"])
        #expect(try await bench.cloud.names("api") == ["orders"])
    }
}

extension KindLife {
    /// A status that nobody knows is waited out.
    fileprivate func unknownStatusIsWaitedOut(_ place: KindCases.StatusPlace) async throws {
        #expect(kind.phase(of: "ODD") == .unknown)
        let count = try await bench.cloud.objects(place.table).count
        let apply = Task { try await bench.apply(desired) }
        let id = try await bench.newest(in: place.table, besides: count)
        try await bench.cloud.change(place.table, id: id, [place.attribute: "ODD"])
        let calls = try await bench.cloud.callCount()
        while try await bench.cloud.callCount() < calls + 4 { try await Task.sleep(for: .milliseconds(5)) }
        #expect(try await record().condition == .creating)

        // What the cloud was about to do comes first; ready before that, the object would become pending once more.
        try await bench.cloud.advance(seconds: 6 * 3600)
        let now = try await bench.cloud.objects(place.table).first { $0["id"]?.text == id }
        if now?[place.attribute]?.text == "ODD" {
            try await bench.cloud.change(place.table, id: id, [place.attribute: .string(place.ready)])
        }
        let outcome = try await bench.lettingTimePass { try await apply.value }
        #expect(outcome?.isComplete == true, "\(outcome?.shortfalls ?? "nothing done")")
        #expect(try await bench.plan(desired).words == [])
    }

    /// A deletion that is interrupted after a call is finished by the next run.
    fileprivate func interruptedDeletionIsFinished(after call: String) async throws {
        let id = try await record().id
        let (interrupts, feed) = AsyncStream.makeStream(of: Void.self)
        let isOver = Mutex(false)
        try await bench.cloud.resetCalls()
        let first = Task {
            defer { isOver.withLock { $0 = true } }
            return try await bench.apply(rest, interrupts: interrupts)
        }
        // A call that this object does not need, such as taking off routes that nobody made, interrupts nothing.
        try await bench.letTimePass(untilCalled: LawBench.pattern(call)) { isOver.withLock { $0 } }
        feed.yield()
        feed.yield()
        if try await first.value?.isComplete != true {
            let outcome = try #require(try await bench.lettingTimePass { try await bench.apply(rest) })
            #expect(outcome.isComplete, "\(outcome.shortfalls)")
        }
        #expect(try await bench.list(kind.name).contains { $0.id == id } == false)
        #expect(try await bench.plan(rest).words == [])
    }

    /// A call that never arrives is made again, whichever it is.
    fileprivate func lostCallsAreRepeated() async throws {
        try await bench.cloud.faults([Self.lost("*", "beforeCommit")])
        let outcome = try #require(try await bench.lettingTimePass { try await bench.apply(desired) })
        #expect(outcome.isComplete, "\(outcome.shortfalls)")
        #expect(try await bench.plan(desired).words == [])
        try await bench.cloud.faults([])
    }

    /// When every write call loses its first response, the object is created once, and deleted.
    fileprivate func lostResponsesDoubleNothing() async throws {
        let before = try await bench.list(kind.name).map(\.id)
        try await bench.cloud.faults(Self.writeCalls.map { Self.lost($0, "afterCommit") })
        let outcome = try #require(try await bench.lettingTimePass { try await bench.apply(desired) })
        #expect(outcome.isComplete, "\(outcome.shortfalls)")
        // A VPC brings default objects of some kinds; the one asked for is found by its id in state.
        let id = try #require(try await record().id)
        let title = kind.hasName ? "name" : kind.identity.marker.first ?? "name"
        let wanted = workshop.object.attributes[title]?.text
        let made = try await bench.list(kind.name).filter { !before.contains($0.id) }
        #expect(made.filter { wanted == nil || $0.attributes[title]?.text == wanted }.map(\.id) == [id])
        #expect(try await bench.plan(desired).words == [])

        try await bench.cloud.faults(Self.writeCalls.map { Self.lost($0, "afterCommit") })
        let removal = try #require(try await bench.lettingTimePass { try await bench.apply(rest) })
        #expect(removal.isComplete, "\(removal.shortfalls)")
        #expect(try await bench.plan(rest).words == [])
        try await bench.cloud.faults([])
    }

    /// A deletion that was answered by a proxy, with nothing or with a 404 of its own, and not carried out, is sent again.
    fileprivate func unprovenDeletionsAreRepeated() async throws {
        let call = try #require(kind.life.deletion.calls.last)
        // Of API Gateway's unsubscribing an empty response is the documented one.
        for form in ["proxyError", "empty"] where form != "empty" || call.hasPrefix("DELETE ") {
            let made = try #require(try await bench.lettingTimePass { try await bench.apply(desired) })
            #expect(made.isComplete, "\(form): \(made.shortfalls)")
            let id = try #require(try await record().id)
            try await bench.cloud.faults([
                ["match": .string(LawBench.pattern(call)), "times": 1, "nonsense": .string(form)]
            ])
            let removal = try #require(try await bench.lettingTimePass { try await bench.apply(rest) })
            #expect(removal.isComplete, "\(form): \(removal.shortfalls)")
            try await bench.cloud.faults([])
            #expect(try await bench.list(kind.name).contains { $0.id == id } == false, "\(form)")
            #expect(try await bench.plan(rest).words == [])
        }
    }

    private static let writeCalls =
        [
            "create", "import", "set", "add", "remove", "change", "stop", "start", "attach", "detach", "associate",
            "disassociate", "assign", "unassign", "terminate", "delete",
            "Create", "Put", "Copy", "Delete",
        ].map { $0 + "*" } + ["POST *", "PUT *", "PATCH *", "DELETE *"]

    private static func lost(_ match: String, _ drop: String) -> JSON {
        ["match": .string(match), "perEndpoint": true, "times": 1, "drop": .string(drop)]
    }

    /// A list that lacks the object deletes nothing from state and creates nothing twice.
    fileprivate func staleListForgetsNothing() async throws {
        // A kind whose creation answers no id, or that cannot be asked for by id, is known by its list alone.
        guard !kind.identity.isTagged else { return }
        if case .notOffered = try await bench.detail(of: RecordedResource(subject, id: "0")) { return }
        // One that the cloud keeps for good, however it was deleted, is brought back and never made again.
        guard kind.life.grace != nil || kind.status?.recoverable.isEmpty != false else { return }
        // One that is pending deletion would be brought back: what the lists lack is to be a new one.
        if kind.life.grace != nil { try await bench.cloud.advance(seconds: 30 * 86_400) }
        // A list of what lies in something can be stale only once that is there.
        if kind.place.listedUnder != nil { try await bench.lettingTimePass { try await bench.apply(rest) } }
        // What the lists say now, without the object, is all they will say from here on.
        try await bench.cloud.faults(
            (kind.reading.once + kind.reading.perParent).map {
                ["match": .string(LawBench.pattern($0)), "staleReads": 1_000_000]
            })
        _ = try await bench.plan(desired)
        _ = try await bench.list(kind.name)
        let made = try #require(try await bench.lettingTimePass { try await bench.apply(desired) })
        #expect(made.isComplete, "\(made.shortfalls)")
        let id = try #require(try await record().id)
        #expect(try await bench.list(kind.name).contains { $0.id == id } == false, "the list shows it after all")

        let steps = try await bench.plan(desired).steps.filter { $0.address == subject }
        #expect(steps.allSatisfy { $0.action == .update }, "\(steps.map(\.action))")
        try await bench.lettingTimePass { try await bench.apply(desired) }
        #expect(try await record().id == id)
        try await bench.cloud.faults([])
        let name = workshop.object.attributes["name"]?.text
        let alike = try await bench.list(kind.name).filter { name == nil ? $0.id == id : $0.name == name }
        #expect(alike.map(\.id) == [id])
        #expect(try await bench.plan(desired).words == [])
    }
}

extension LawBench {
    /// Lets the standing clock of the cloud jump on until `body` has ended.
    @discardableResult
    fileprivate func lettingTimePass<Answer: Sendable>(_ body: () async throws -> Answer) async throws -> Answer {
        let pump = Task { [cloud] in
            while !Task.isCancelled {
                try await cloud.advance(seconds: 240)
                try await Task.sleep(for: .milliseconds(20))
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
            try await cloud.advance(seconds: 2)
            try await Task.sleep(for: .milliseconds(5))
        }
        throw ControlPanel.Refused(description: "\(pattern) was never called")
    }

    /// The id of the object that comes into a table that holds `count` objects so far.
    fileprivate func newest(in table: String, besides count: Int) async throws -> String {
        for _ in 0..<1000 {
            let objects = try await cloud.objects(table)
            if objects.count > count, let id = objects.last?["id"]?.text { return id }
            try await Task.sleep(for: .milliseconds(5))
        }
        throw ControlPanel.Refused(description: "nothing came into \(table)")
    }
}

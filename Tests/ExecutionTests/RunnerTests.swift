import Kinds
import Model
import NcloudClient
import StateStore
import Testing

@testable import Execution

@Suite("Runs", .timeLimit(.minutes(10)))
struct RunnerTests {
    private static let shop = ["shop": "10.0.0.0/16"]
    private static let row = RecordedResource(
        vpc("shop"), id: "vpc-1", applied: ["name": "shop", "cidr": "10.0.0.0/16"])

    /// A rig whose cloud and state hold one VPC.
    private func built(_ row: RecordedResource = row) -> Rig {
        let rig = Rig(rows: [row])
        rig.cloud.put("vpc-1", name: "shop")
        return rig
    }

    @Test("the intent is durable before the call leaves, the id before the wait, the outcome after")
    func order() async throws {
        let rig = Rig()
        let outcome = try await rig.apply(Self.shop)
        #expect(outcome.words == ["Vpc/shop done"])
        #expect(
            Array(rig.trace.all.dropFirst()) == [
                "intent create", "row Vpc/shop creating -", "call createVpc", "answer vpc-1", "close succeeded",
                "row Vpc/shop creating vpc-1", "call getVpcList", "call getVpcList", "row Vpc/shop ready vpc-1",
                "outcome done",
            ])
        #expect(rig.journal.rows[vpc("shop")]?.lastSeen["cidr"] == "10.0.0.0/16")
        #expect(try await rig.plan(Self.shop, rig.live()).1.isEmpty)
    }

    @Test("a lost answer is found again by the mark, and nothing is made twice")
    func lostAndFound() async throws {
        let rig = Rig()
        rig.cloud.script("createVpc", .after(.lost))
        #expect(try await rig.apply(Self.shop).words == ["Vpc/shop done"])
        #expect(rig.cloud.networks.count == 1)
        #expect(rig.cloud.count("createVpc") == 1)
        #expect(rig.journal.openIntents.isEmpty)
    }

    @Test("an object that shows late is still found")
    func lostAndLate() async throws {
        let rig = Rig()
        rig.cloud.script("createVpc", .late(4, .lost))
        #expect(try await rig.apply(Self.shop).words == ["Vpc/shop done"])
        #expect(rig.cloud.networks.count == 1)
    }

    @Test("a create that was lost before it took effect is sent again")
    func lostForGood() async throws {
        let rig = Rig()
        rig.cloud.script("createVpc", .before(.lost), .before(.lost))
        #expect(try await rig.apply(Self.shop).words == ["Vpc/shop done"])
        #expect(rig.cloud.networks.count == 1)
        #expect(
            rig.journal.intents.map(\.state) == [
                .closed(.absent, id: nil), .closed(.absent, id: nil), .closed(.succeeded, id: "vpc-1"),
            ])
    }

    @Test("an object that shows only after its create was sent again is taken, not left behind")
    func lostAndVeryLate() async throws {
        let rig = Rig()
        // Invisible for as long as it is looked for, then the second create is refused for its name.
        rig.cloud.script("createVpc", .late(9, .lost))
        let outcome = try await rig.apply(Self.shop)
        #expect(outcome.words == ["Vpc/shop done"])
        #expect(rig.cloud.count("createVpc") == 2)
        #expect(rig.cloud.networks.count == 1)
        #expect(rig.journal.rows[vpc("shop")]?.id == "vpc-1")
    }

    @Test("when every answer is lost the step stays pending, with its row")
    func neverClear() async throws {
        let rig = Rig()
        let lost = FakeCloud.Fault.before(.lost)
        rig.cloud.script("createVpc", lost, lost, lost, lost, lost)
        let words = try await rig.apply(Self.shop).words
        #expect(
            words == [
                "Vpc/shop pending: vpc/createVpc gave no clear response in 5 tries, the last time: no readable response"
            ])
        #expect(rig.journal.rows[vpc("shop")]?.condition == .creating)
    }

    @Test("what never comes from the API leaves the step pending, and says where to look")
    func neverFromTheService() async throws {
        let rig = Rig()
        let foreign = FakeCloud.Fault.before(
            APIFailure(
                endpoint: "test", status: 404, envelope: .other, code: "E-7", message: "no such route",
                requestID: "r-1", classification: .ambiguous, meaning: "the response did not come from the API",
                nextStep: "check any proxy"))
        rig.cloud.script("createVpc", foreign, foreign, foreign, foreign, foreign)
        let words = try await rig.apply(Self.shop).words
        #expect(
            words == [
                "Vpc/shop pending: vpc/createVpc gave no clear response in 5 tries, the last time: the response did not "
                    + "come from the API (HTTP 404, code E-7, \"no such route\", request r-1); check any proxy"
            ])
    }

    @Test("several objects that could be it hold the step, and nothing more is made")
    func ambiguous() async throws {
        let rig = Rig()
        let session = rig.session(Step(vpc("shop"), .create, because: .new))
        for id in ["vpc-8", "vpc-9"] { rig.cloud.put(id, name: "shop") }
        rig.cloud.script("createVpc", .before(.lost))
        let failure = await failure { () throws(StepFailure) in
            _ = try await session.create(.action(.vpc, "createVpc")) { _ in Creation(id: nil) }
        }
        guard case .ambiguous(let candidates)? = failure else {
            return #expect(Bool(false))
        }
        #expect(candidates.map(\.id) == ["vpc-8", "vpc-9"])
        #expect(rig.cloud.count("createVpc") == 1)
        #expect(rig.journal.openIntents.count == 1)
    }

    @Test(
        "told so beforehand, it takes the newest of several, or makes another",
        arguments: [
            (AmbiguityPolicy.adopt, "vpc-9", 1), (.retry, "vpc-10", 2),
        ])
    func unattended(policy: AmbiguityPolicy, taken: String, calls: Int) async throws {
        var rig = Rig()
        rig.settings.onAmbiguous = policy
        let session = rig.session(Step(vpc("shop"), .create, because: .new))
        for id in ["vpc-8", "vpc-9"] { rig.cloud.put(id, name: "shop") }
        rig.cloud.script("createVpc", .before(.lost))
        let id = try await session.create(.action(.vpc, "createVpc")) { _ in Creation(id: "vpc-10") }
        #expect(id == taken)
        #expect(rig.cloud.count("createVpc") == calls)
    }

    @Test("one that is deleted and still listed is not taken for the lost object")
    func deletedLookAlike() throws {
        let kind = try #require(DriverCatalog.ncloud.kinds["DataBox"])
        let marker = Marker(
            kind, DesiredObject(Address(kind: "DataBox", name: "churn"), [:]), tag: "mine", siblings: [])
        func box(_ status: String) -> LiveObject {
            LiveObject(kind: "DataBox", id: "1", attributes: ["tag": "mine"], status: status)
        }
        #expect(marker.matches(box("INIT"), kind) && !marker.matches(box("TERMT"), kind))
    }

    @Test("a lost create is not repeated before several lists lack the object, however long each of them took")
    func slowLists() async throws {
        var rig = Rig()
        rig.settings.settle = .zero
        rig.cloud.script("createVpc", .late(2, .lost))
        #expect(try await rig.apply(Self.shop).words == ["Vpc/shop done"])
        #expect(rig.cloud.count("createVpc") == 1 && rig.cloud.networks.count == 1)
    }

    @Test("a look-alike from before is not taken for the lost object")
    func lookAlike() async throws {
        let rig = Rig()
        rig.cloud.put("vpc-0", name: "shop")
        let live = try await rig.live()
        let session = rig.session(Step(vpc("shop"), .create, because: .new), live: live)
        rig.cloud.script("createVpc", .before(.lost), .before(.refused))
        let failure = await failure { () throws(StepFailure) in
            _ = try await session.create(.action(.vpc, "createVpc")) { _ in Creation(id: nil) }
        }
        guard case .api? = failure else { return #expect(Bool(false)) }
        #expect(rig.journal.rows.isEmpty)
    }

    @Test("an answer that names no object is followed by a look for it")
    func unnamed() async throws {
        let rig = Rig()
        rig.cloud.script("createVpc", .unnamed)
        #expect(try await rig.apply(Self.shop).words == ["Vpc/shop done"])
        #expect(rig.journal.rows[vpc("shop")]?.id == "vpc-1")
    }

    @Test("a refused create leaves no row behind")
    func refused() async throws {
        let rig = Rig()
        rig.cloud.script("createVpc", .before(.refused))
        #expect(try await rig.apply(Self.shop).words == ["Vpc/shop failed: api"])
        #expect(rig.journal.rows.isEmpty)
        #expect(rig.journal.openIntents.isEmpty)
        #expect(rig.journal.history.map(\.outcome) == [.failed])
    }

    @Test("a state that cannot take the intent keeps the call from leaving")
    func noIntentNoCall() async throws {
        let rig = Rig(refusing: { change in
            if case .openIntent = change { return true }
            return false
        })
        #expect(try await rig.apply(Self.shop).words == ["Vpc/shop failed: state"])
        #expect(rig.cloud.count("createVpc") == 0)
    }

    @Test("an object that the lists lack for long is asked for by itself before it counts as gone")
    func lacking() async throws {
        let rig = Rig()
        rig.cloud.script("createVpc", .hidden(30))
        #expect(try await rig.apply(["a": "10.0.0.0/16"]).words == ["Vpc/a done"])
        #expect(rig.cloud.count("getVpcDetail") > 0)
    }

    @Test("an object that does not become ready in time is recorded and pending; the next run goes on from it")
    func timeout() async throws {
        let rig = Rig()
        rig.cloud.stick()
        let words = try await rig.apply(Self.shop).words
        #expect(words == ["Vpc/shop pending: timed out waiting for: ready; last status: INIT"])
        let row = try #require(rig.journal.rows[vpc("shop")])
        #expect((row.id, row.condition) == ("vpc-1", .creating))
        rig.cloud.set("vpc-1", status: "RUN")
        let second = try await rig.apply(Self.shop)
        #expect(second.words == ["Vpc/shop done"])
        #expect(second.steps.map(\.step.action) == [.resume(.creating)])
        #expect(rig.cloud.count("createVpc") == 1)
    }

    // MARK: Deleting

    @Test("deleting ends when the object is gone, and its row goes last")
    func deleting() async throws {
        let rig = built()
        #expect(try await rig.apply([:]).words == ["Vpc/shop done"])
        #expect(rig.cloud.networks.isEmpty)
        let call = try #require(rig.trace.index(of: "call deleteVpc"))
        #expect(try #require(rig.trace.index(of: "row Vpc/shop deleting vpc-1")) < call)
        #expect(try #require(rig.trace.index(of: "drop Vpc/shop")) > call)
        #expect(rig.journal.rows.isEmpty)
    }

    @Test("an object that is gone already counts as deleted")
    func alreadyGone() async throws {
        let rig = built()
        let live = try await rig.live()
        let (desired, plan) = rig.plan([:], live)
        rig.cloud.remove("vpc-1")
        #expect(await rig.runner(desired, plan, live).run().words == ["Vpc/shop done"])
        #expect(rig.journal.rows.isEmpty)
    }

    @Test("a deletion whose answer was lost is seen to have happened, or is sent again", arguments: [true, false])
    func deletionLost(happened: Bool) async throws {
        let rig = built()
        rig.cloud.script("deleteVpc", happened ? .after(.lost) : .before(.lost))
        #expect(try await rig.apply([:]).words == ["Vpc/shop done"])
        #expect(rig.cloud.networks.isEmpty)
        #expect(rig.journal.openIntents.isEmpty)
    }

    @Test("a refused deletion leaves the object whole: wanted again, it is not replaced")
    func deletionRefused() async throws {
        let rig = built()
        rig.cloud.script("deleteVpc", .before(.refused))
        #expect(try await rig.apply([:]).words == ["Vpc/shop failed: api"])
        #expect(rig.journal.rows[vpc("shop")]?.condition == .ready)
        #expect(try await rig.plan(Self.shop, rig.live()).1.isEmpty)
    }

    @Test("what a refused deletion noted is no part of the next one; what the object was made with stays")
    func deletionForgotten() async throws {
        let rig = built()
        rig.cloud.script("deleteVpc", .before(.refused))
        let live = try await rig.live()
        var row = try #require(rig.journal.rows[vpc("shop")])
        row.memory = [RecordedResource.madeBesides: .map([:]), "ofAnUpdate": true, "earlier": ["a"]]
        let session = rig.session(Step(vpc("shop"), .delete, because: .removed), live: live, row: row)
        #expect(session.remembered("earlier") == ["a"])
        session.remember("noted", ["b"])
        await #expect(throws: StepFailure.self) {
            try await session.delete(.action(.vpc, "deleteVpc", ["vpcNo": "vpc-1"]), id: "vpc-1")
        }
        #expect(rig.journal.rows[vpc("shop")]?.memory.keys.sorted() == ["made", "ofAnUpdate"])
    }

    @Test("a deletion refused after one whose answer was lost stays a deletion")
    func deletionRefusedLater() async throws {
        let rig = built()
        rig.cloud.script("deleteVpc", .before(.lost), .before(.refused))
        #expect(try await rig.apply([:]).words == ["Vpc/shop failed: api"])
        #expect(rig.journal.rows[vpc("shop")]?.condition == .deleting)
    }

    @Test("a replacement takes the old object away and makes the new one")
    func replacing() async throws {
        let rig = built()
        let outcome = try await rig.apply(["shop": "10.9.0.0/16"])
        #expect(outcome.words == ["Vpc/shop (old) done", "Vpc/shop done"])
        #expect(rig.cloud.networks.values.map(\.range) == ["10.9.0.0/16"])
        #expect(try await rig.plan(["shop": "10.9.0.0/16"], rig.live()).1.isEmpty)
    }

    // MARK: Changing

    @Test("a change that may be repeated is repeated; one that may not is looked for first")
    func changing() async throws {
        let rig = built()
        let request = APIRequest.action(.vpc, "setSomething")
        let step = Step(vpc("shop"), .update, because: .differs)
        rig.cloud.script("setSomething", .before(.lost))
        _ = try await rig.session(step).change(request, .idempotent)
        #expect(rig.cloud.count("setSomething") == 2)

        rig.cloud.script("setSomething", .after(.lost))
        _ = try await rig.session(step).change(request, .unless(id: "vpc-1") { $0.name == "shop" })
        #expect(rig.cloud.count("setSomething") == 3)

        rig.cloud.script("setSomething", .before(.lost))
        _ = try await rig.session(step).change(request, .unless(id: "vpc-1") { $0.name == "other" })
        #expect(rig.cloud.count("setSomething") == 5)
        #expect(rig.journal.rows[vpc("shop")]?.condition == .updating)
    }

    @Test("a change that takes effect late, and is refused when it is sent again, is waited for")
    func changeTakesEffectLate() async throws {
        let rig = built()
        rig.cloud.set("vpc-1", status: "INIT")
        rig.cloud.script("setSomething", .after(.lost), .before(.refused))
        let session = rig.session(Step(vpc("shop"), .update, because: .differs))
        // The first list still shows it as it was.
        _ = try await session.change(.action(.vpc, "setSomething"), .unless(id: "vpc-1") { $0.status == "RUN" })
        #expect(rig.cloud.count("setSomething") == 2)

        rig.cloud.script("setSomething", .before(.lost), .before(.refused))
        let failure = await failure { () throws(StepFailure) in
            _ = try await session.change(.action(.vpc, "setSomething"), .unless(id: "vpc-1") { $0.name == "other" })
        }
        guard case .api(let reason)? = failure else { return #expect(Bool(false)) }
        #expect(reason == .refused)
    }

    @Test("a refused change says so and is not repeated")
    func changeRefused() async throws {
        let rig = built()
        rig.cloud.script("setSomething", .before(.refused))
        let session = rig.session(Step(vpc("shop"), .update, because: .differs))
        let failure = await failure { () throws(StepFailure) in
            _ = try await session.change(.action(.vpc, "setSomething"), .idempotent)
        }
        guard case .api(let reason)? = failure else { return #expect(Bool(false)) }
        #expect(reason == .refused)
        #expect(rig.cloud.count("setSomething") == 1)
    }
}

/// What `body` throws.
private func failure(_ body: () async throws(StepFailure) -> Void) async -> StepFailure? {
    do throws(StepFailure) { try await body() } catch { return error }
    return nil
}

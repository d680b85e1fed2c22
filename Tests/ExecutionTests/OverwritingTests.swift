import Kinds
import Model
import NcloudClient
import OrderedJSON
import Planning
import Synchronization
import Testing

@testable import Execution

/// The addresses that get no advertising mails. Registering one that is there is answered like any other.
private final class UnsubscriberCloud: APICaller {
    private struct State {
        var addresses: [String]
        var losses: Int
        var registrations = 0
        var looks = 0
    }

    private let state: Mutex<State>

    /// - Parameter losses: how many registrations are carried out and get no response.
    init(_ addresses: [String], losses: Int = 0) { state = Mutex(State(addresses: addresses, losses: losses)) }

    var registrations: Int { state.withLock { $0.registrations } }
    var looks: Int { state.withLock { $0.looks } }

    func add(_ address: String) { state.withLock { $0.addresses.append(address) } }
    func remove(_ address: String) { state.withLock { state in state.addresses.removeAll { $0 == address } } }

    func call(_ request: APIRequest) async throws(APIFailure) -> JSON {
        let answer = state.withLock { state -> Result<JSON, APIFailure> in
            guard request.method == .post else {
                state.looks += 1
                return .success(Self.page(state.addresses))
            }
            state.registrations += 1
            state.addresses.append("press@b.example")
            guard state.losses > 0 else { return .success([:]) }
            state.losses -= 1
            return .failure(.lost)
        }
        return try answer.get()
    }

    private static func page(_ addresses: [String]) -> JSON {
        let rows: [JSON] = addresses.map { ["address": .string($0), "isRegByManager": true] }
        let count = JSON.integer(Int64(addresses.count))
        return ["content": .array(rows), "totalElements": count, "totalPages": 1, "number": 0, "size": 100]
    }
}

@Suite("Creates that would overwrite what others created") struct OverwritingTests {
    private static let address = Address(kind: "MailUnsubscriber", name: "press")

    private static func create(
        on cloud: UnsubscriberCloud, _ rig: Rig, because reason: Reason = .new
    ) async -> StepFailure? {
        let session = rig.session(
            Step(address, .create, because: reason), of: .mailUnsubscriber,
            desired: ["address": "press@b.example"], cloud: cloud)
        return await create(session)
    }

    private static func create(_ session: StepSession) async -> StepFailure? {
        do throws(StepFailure) {
            try await session.driver.operations.create(session.desired, through: session)
            return nil
        } catch {
            return error
        }
    }

    /// The session of another create of the same run.
    private static func session(_ name: String, beside other: StepSession) -> StepSession {
        let address = Address(kind: "MailUnsubscriber", name: name)
        return StepSession(
            other.context, Step(address, .create, because: .new), other.driver,
            DesiredObject(address, ["address": .string("\(name)@b.example")]), StepNotes(RecordedResource(address)))
    }

    private static func firstSession(on cloud: UnsubscriberCloud, _ rig: Rig) -> StepSession {
        let address = Address(kind: "MailUnsubscriber", name: "ops")
        return rig.session(
            Step(address, .create, because: .new), of: .mailUnsubscriber, desired: ["address": "ops@b.example"],
            cloud: cloud)
    }

    @Test("creates that begin together look at one list; one that begins later looks again")
    func shared() async throws {
        let (rig, cloud) = (Rig(), UnsubscriberCloud(["other@b.example"]))
        let first = Self.firstSession(on: cloud, rig)
        let sessions = [first] + (1...20).map { Self.session("a\($0)", beside: first) }
        let failures = await withTaskGroup(of: StepFailure?.self) { group in
            for session in sessions { group.addTask { await Self.create(session) } }
            var failures: [StepFailure] = []
            for await failure in group { if let failure { failures.append(failure) } }
            return failures
        }
        #expect(failures.isEmpty, "\(failures)")
        #expect(cloud.looks == 1 && cloud.registrations == 21)
        try await rig.clock.sleep(.seconds(6))
        #expect(await Self.create(Self.session("late", beside: first)) == nil)
        #expect(cloud.looks == 2)
    }

    @Test(
        "a list that another create read stops nothing alone: it may show what is gone meanwhile",
        arguments: [true, false])
    func sharedAndOld(isGone: Bool) async throws {
        let (rig, cloud) = (Rig(), UnsubscriberCloud(["press@b.example"]))
        let first = Self.firstSession(on: cloud, rig)
        #expect(await Self.create(first) == nil)
        // The registration of the fake adds this address whatever was asked for.
        cloud.remove("press@b.example")
        if !isGone { cloud.add("press@b.example") }
        let failure = await Self.create(Self.session("press", beside: first))
        #expect((failure == nil) == isGone)
        #expect(cloud.looks == 2 && cloud.registrations == (isGone ? 2 : 1))
    }

    @Test(
        "what is there when an interrupted create is tried again may be its own, and is not said to be somebody else's")
    func interrupted() async throws {
        let (rig, cloud) = (Rig(), UnsubscriberCloud(["press@b.example"]))
        let failure = await Self.create(on: cloud, rig, because: .interrupted(.creating))
        guard case .diagnostic(let diagnostic)? = failure else { return #expect(Bool(false), "it was created") }
        #expect(diagnostic.code == "created-meanwhile" && diagnostic.message.contains("the interrupted run created"))
        #expect(diagnostic.help?.contains("import: {id: \"press@b.example\"}") == true)
        #expect(cloud.registrations == 0)
    }

    @Test(
        "what came after the plan is neither adopted nor overwritten, in whatever spelling: nothing is sent or recorded",
        arguments: ["press@b.example", "Press@B.example"])
    func foreign(address: String) async throws {
        let (rig, cloud) = (Rig(), UnsubscriberCloud([address]))
        guard case .diagnostic(let diagnostic)? = await Self.create(on: cloud, rig) else {
            return #expect(Bool(false), "it was created")
        }
        #expect(diagnostic.code == "created-meanwhile")
        #expect(diagnostic.help?.contains("import: {id: \"press@b.example\"}") == true)
        #expect(cloud.registrations == 0)
        #expect(rig.journal.rows.isEmpty && rig.journal.intents.isEmpty)
    }

    @Test("one look comes before the create, and what others have besides does not stop it")
    func free() async throws {
        let (rig, cloud) = (Rig(), UnsubscriberCloud(["other@b.example"]))
        #expect(await Self.create(on: cloud, rig) == nil)
        #expect(cloud.looks == 1 && cloud.registrations == 1)
        #expect(rig.journal.rows[Self.address]?.id == "press@b.example")
    }

    @Test("a create whose response was lost recognizes what it made")
    func lost() async throws {
        let (rig, cloud) = (Rig(), UnsubscriberCloud([], losses: 1))
        #expect(await Self.create(on: cloud, rig) == nil)
        #expect(cloud.registrations == 1)
        #expect(rig.journal.rows[Self.address]?.id == "press@b.example")
    }

    @Test("what the list still shows of the object that is made anew under its id is not somebody else's")
    func former() async throws {
        var row = RecordedResource(Self.address)
        row.id = "press@b.example"
        let (rig, cloud) = (Rig(rows: [row]), UnsubscriberCloud(["press@b.example"]))
        #expect(await Self.create(on: cloud, rig, because: .requestedAnew) == nil)
        #expect(cloud.registrations == 1)
    }

    @Test("it is looked before the creates that the documents describe as overwriting, and no other")
    func kinds() {
        let names = DriverCatalog.ncloud.kinds.kinds.filter(\.life.creationOverwrites).map(\.name).sorted()
        #expect(
            names == [
                "Bucket", "GatewayResponse", "MailRecipientGroup", "MailUnsubscriber", "ScalingPolicy",
                "ScalingSchedule", "StorageObject", "Subscription",
            ])
    }

    @Test("a bucket of the same name in the other service is no obstacle")
    func otherService() {
        let kind = Driver.bucket.kind
        let live = LiveObject(kind: "Bucket", id: "pages", attributes: ["name": "pages", "service": "object-storage"])
        #expect(kind.wouldMeet(live, creating: ["name": "pages"]))
        #expect(!kind.wouldMeet(live, creating: ["name": "pages", "service": "ncloud-storage"]))
        #expect(!kind.wouldMeet(live, creating: ["name": "images"]))
    }
}

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
        do throws(StepFailure) {
            try await session.driver.operations.create(session.desired, through: session)
            return nil
        } catch {
            return error
        }
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

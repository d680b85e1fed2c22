import Kinds
import Model
import NcloudClient
import OrderedJSON
import Planning
import Synchronization
import Testing

@testable import Execution

/// The access keys of one sub account, one of which is listed from the moment on at which a creation was tried. No response comes.
private final class AccountCloud: APICaller {
    private let created: String?
    private let isCalled = Mutex(false)

    init(created: String?) { self.created = created }

    func call(_ request: APIRequest) async throws(APIFailure) -> JSON {
        switch (request.path, request.method) {
        case ("/sub-accounts/u1/access-keys", .post):
            isCalled.withLock { $0 = true }
            throw .lost
        case ("/sub-accounts/u1/access-keys", .get):
            let former: JSON = ["accessKey": "K1", "active": true]
            let new: JSON = ["accessKey": "K2", "active": true, "createdDateTime": created.map(JSON.string) ?? .null]
            return ["accessKeys": .array(isCalled.withLock { $0 } ? [former, new] : [former])]
        case ("/caller-identity", .get): return ["id": "owner", "userType": "Customer"]
        default: return [:]
        }
    }
}

@Suite("Keys whose creation got no response") struct LostKeyTests {
    private static func failure(created: String?) async -> (StepFailure?, Rig) {
        let rig = Rig()
        let step = Step(Address(kind: "AccessKey", name: "deployer"), .create, because: .new)
        let session = rig.session(
            step, of: .accessKey, desired: ["subAccount": "u1"], cloud: AccountCloud(created: created))
        do throws(StepFailure) {
            try await session.driver.operations.create(session.desired, through: session)
            return (nil, rig)
        } catch {
            return (error, rig)
        }
    }

    @Test(
        "a key that was created while the call was on its way, and was not listed before, is recorded to be deleted",
        arguments: ["1970-01-01T00:00:05Z", "1969-12-31T23:55:30Z", "1970-01-01T00:04:30Z", nil])
    func ours(created: String?) async throws {
        let (failure, rig) = await Self.failure(created: created)
        guard case .secretLost(let key)? = failure else {
            return #expect(Bool(false), "\(String(describing: failure))")
        }
        #expect(key.id == "u1/K2")
        #expect(rig.journal.rows.values.map(\.condition) == [.deleting])
    }

    @Test(
        "a key that somebody else may have created is never deleted: the run stops and names it",
        arguments: ["1969-12-31T23:00:00Z", "1969-12-31T23:54:30Z"])
    func strangers(created: String) async throws {
        let (failure, rig) = await Self.failure(created: created)
        guard case .ambiguous(let keys)? = failure else {
            return #expect(Bool(false), "\(String(describing: failure))")
        }
        #expect(keys.map(\.id) == ["u1/K2"])
        #expect(rig.journal.rows.values.map(\.condition) == [.creating])
        #expect(rig.journal.openIntents.count == 1)
    }

    @Test("a clock may be off by 5 minutes where the object is the only new one, by 1 where one of several is chosen")
    func clocks() {
        func holds(_ created: String?, at now: Double, isOnlyOne: Bool) -> Bool {
            CreationWindow(first: 1000, last: 1000, now: now, isOnlyOne: isOnlyOne)
                .holds(LiveObject(kind: "AccessKey", id: "u1/K2", attributes: [:], created: created))
        }
        // 280 s before the call, and 250 s after the longest one.
        for created in ["1970-01-01T00:12:00Z", "1970-01-01T00:23:50Z"] {
            #expect(holds(created, at: 2000, isOnlyOne: true) && !holds(created, at: 2000, isOnlyOne: false))
        }
        // 310 s, and 320 s.
        for created in ["1970-01-01T00:11:30Z", "1970-01-01T00:25:00Z"] {
            #expect(!holds(created, at: 2000, isOnlyOne: true))
        }
        #expect(holds(nil, at: 1200, isOnlyOne: true) && !holds(nil, at: 1300, isOnlyOne: true))
    }

    @Test("a created object that state cannot take is nobody else's, and holds nobody up")
    func unwritten() async throws {
        let rig = Rig(refusing: { change in
            if case .answerIntent = change { return true }
            return false
        })
        let step = Step(vpc("shop"), .create, because: .new)
        let session = rig.session(step)
        await #expect(throws: StepFailure.self) {
            _ = try await session.create(.action(.vpc, "createVpc", ["vpcName": "shop"])) { _ in Creation(id: "vpc-1") }
        }
        let twin = Marker(Driver.vpc.kind, DesiredObject(vpc("twin"), ["name": "shop"]), tag: "", siblings: [])
        let object = LiveObject(kind: "Vpc", id: "vpc-1", attributes: ["name": "shop"])
        let claim = await session.context.registry.claim(among: [object], for: vpc("twin"), twin, policy: .fail)
        guard case .none = claim else { return #expect(Bool(false), "\(claim)") }
    }
}

import Kinds
import Model
import NcloudClient
import OrderedJSON
import Planning
import Rehearsal
import Synchronization
import Testing

@testable import Execution

/// One VPC. A deletion is answered with success and nothing that proves it; lists show the VPC for some looks more.
private final class UnprovenCloud: APICaller {
    private struct State {
        var deletions = 0
        var looks: Int
    }

    private let effective: Int
    private let state: Mutex<State>

    /// - Parameters:
    ///   - effective: which of the deletions is carried out; later ones are refused.
    ///   - lag: how many looks after that still show the VPC.
    init(effective: Int, lag: Int) {
        self.effective = effective
        state = Mutex(State(looks: lag))
    }

    var deletions: Int { state.withLock { $0.deletions } }

    func call(_ request: APIRequest) async throws(APIFailure) -> JSON {
        if request.path == "deleteVpc" {
            let count = state.withLock { state in
                state.deletions += 1
                return state.deletions
            }
            guard count <= effective else { throw .refused }
            throw APIFailure(endpoint: "test", status: 200, envelope: .unreadable, classification: .ambiguous)
        }
        let isShown = state.withLock { [effective] state in
            guard state.deletions >= effective else { return true }
            state.looks -= 1
            return state.looks >= 0
        }
        let network: JSON = [
            "vpcNo": "vpc-1", "vpcName": "shop", "ipv4CidrBlock": "10.0.0.0/16", "vpcStatus": ["code": "RUN"],
        ]
        return ["vpcList": .array(isShown ? [network] : [])]
    }
}

@Suite("Deletions answered with success and no proof") struct UnprovenDeletionTests {
    private static func failure(on cloud: UnprovenCloud, _ rig: Rig) async -> StepFailure? {
        var row = RecordedResource(vpc("shop"))
        row.id = "vpc-1"
        let session = rig.session(Step(vpc("shop"), .delete, because: .removed), row: row, cloud: cloud)
        do throws(StepFailure) {
            try await session.delete(.action(.vpc, "deleteVpc", ["vpcNo": "vpc-1"]), id: "vpc-1")
            return nil
        } catch {
            return error
        }
    }

    @Test("what lists still show for a while is looked for again, and not deleted twice")
    func lagging() async {
        let cloud = UnprovenCloud(effective: 1, lag: 4)
        #expect(await Self.failure(on: cloud, Rig()) == nil)
        #expect(cloud.deletions == 1)
    }

    @Test("what is still there after the settle time is deleted again")
    func again() async {
        let (cloud, rig) = (UnprovenCloud(effective: 2, lag: 1), Rig())
        #expect(await Self.failure(on: cloud, rig) == nil)
        #expect(cloud.deletions == 2)
        #expect(rig.clock.elapsed() >= rig.settings.settle)
    }
}

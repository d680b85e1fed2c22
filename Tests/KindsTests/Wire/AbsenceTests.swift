import Model
import NcloudClient
import OrderedJSON
import Testing

@testable import Kinds

@Suite("what may be concluded from what an answer lacks") struct AbsenceTests {
    private static let request = APIRequest.rest(.mail, .get, "/list")
    private static let denial = APIFailure(
        endpoint: "test", status: 403, envelope: .other, code: "0032", classification: .refused)

    @Test("what a service denies is missing only where the list lacks it")
    func denied() async throws {
        let session = FakeSession(failures: ["/list": Self.denial, "/gone": .gone])
        let missing = try await session.unlessMissing { () throws(APIFailure) -> JSON in
            try await session.call(Self.request)
        } isThere: { () throws(APIFailure) -> Bool in
            false
        }
        #expect(missing == nil)
        await #expect(throws: APIFailure.self) {
            _ = try await session.unlessMissing { () throws(APIFailure) -> JSON in
                try await session.call(Self.request)
            } isThere: { () throws(APIFailure) -> Bool in
                true
            }
        }
        await #expect(throws: APIFailure.self) {
            _ = try await session.unlessMissing { () throws(APIFailure) -> JSON in
                try await session.call(.rest(.mail, .get, "/gone"))
            } isThere: { () throws(APIFailure) -> Bool in
                false
            }
        }
    }

    private static let object = LiveObject(kind: "Kite", id: "7", attributes: [:])

    /// What becomes of a read about a part of an object that fails.
    /// - Parameter lists: whether the object is shown, look by look.
    private func outcome(
        of failure: APIFailure, lists: [Bool]
    ) async -> (result: Result<JSON?, APIFailure>, looks: Int) {
        let session = FakeSession(failures: ["/part": failure])
        var looks = 0
        do throws(APIFailure) {
            let answer = try await session.unlessGone(Self.object) { () throws(APIFailure) -> JSON in
                try await session.call(.rest(.nks, .get, "/part"))
            } isThere: { () throws(APIFailure) -> Bool in
                looks += 1
                return lists[min(looks, lists.count) - 1]
            }
            return (.success(answer), looks)
        } catch {
            return (.failure(error), looks)
        }
    }

    @Test("a part that is called gone does not make its object gone: only the list, or the object's own call, does")
    func partCalledGone() async throws {
        let there = await outcome(of: .gone, lists: [true])
        let failure = try #require(throws: APIFailure.self) { try there.result.get() }
        #expect(failure.classification == .refused && !failure.isDenial, "nothing above takes it for an absence")
        #expect(failure.description.contains("Kite 7 exists") && failure.description.contains("proxy"), "\(failure)")
        let gone = await outcome(of: .gone, lists: [false])
        #expect(try gone.result.get() == nil)
        #expect(gone.looks == 1)
        let late = await outcome(of: .gone, lists: [true, true, false])
        #expect(try late.result.get() == nil, "lists lag behind")
    }

    @Test("the refusal of a part stays what it is while its object is listed, and other failures ask nobody")
    func partRefused() async throws {
        let refused = await outcome(of: Self.denial, lists: [true])
        #expect(refused.result == .failure(Self.denial) && refused.looks == 1)
        let missing = await outcome(of: Self.denial, lists: [false])
        #expect(try missing.result.get() == nil)
        let lost = APIFailure(endpoint: "test", envelope: .transport, classification: .ambiguous)
        let unclear = await outcome(of: lost, lists: [false])
        #expect(unclear.result == .failure(lost) && unclear.looks == 0)
    }
}

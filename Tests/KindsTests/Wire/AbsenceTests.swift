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
}

import Model
import NcloudClient
import OrderedJSON
import Testing

@testable import Kinds

@Suite("what may be concluded from what an answer lacks") struct AbsenceTests {
    private static let request = APIRequest.rest(.mail, .get, "/list")
    private static let denial = APIFailure(
        endpoint: "test", status: 403, envelope: .other, code: "0032", classification: .refused)

    @Test("a list is read where it is named, or is the answer itself where it may be")
    func lists() async throws {
        let inside = FakeSession(answers: ["/list": ["result": ["content": [1, 2]]]])
        #expect(try await inside.callForList(Self.request, in: "result", "result.content") == [1, 2])
        let empty = FakeSession(answers: ["/list": ["result": []]])
        #expect(try await empty.callForList(Self.request, in: "result").isEmpty)
        let whole = FakeSession(answers: ["/list": [3]])
        #expect(try await whole.callForList(Self.request, in: "result", orWhole: true) == [3])
        await #expect(throws: APIFailure.self) { try await whole.callForList(Self.request, in: "result") }
    }

    @Test(
        "an answer without the list is no empty list",
        arguments: [.null, [:], [], ["status": "ok"], ["code": "0000", "result": nil], ["result": ["a": 1]]] as [JSON])
    func noList(_ answer: JSON) async throws {
        let session = FakeSession(answers: ["/list": answer])
        do throws(APIFailure) {
            _ = try await session.callForList(Self.request, in: "result")
            Issue.record("it was read")
        } catch {
            #expect(error.classification == .ambiguous && error.envelope == .unreadable)
            #expect(error.meaning?.contains("result") == true)
        }
    }

    @Test(
        "lists that no other call completes are not empty because an answer lacks them",
        arguments: ["AccessKey", "MailTemplate", "MailTemplateCategory", "MailRecipientGroup", "Certificate"])
    func kinds(_ kind: String) async throws {
        for answer in [["status": "ok"], ["code": "0000", "result": nil]] as [JSON] {
            let session = FakeSession(answers: [
                "/caller-identity": ["id": "owner", "userType": "Customer"], "/sub-accounts/u1/access-keys": answer,
                "/template": answer, "/address-book": answer, "/certificates": answer,
            ])
            let scope = ReadScope(parents: ["SubAccount": ["u1"]])
            await #expect(throws: APIFailure.self) { _ = try await operations(kind).list(scope, from: session) }
        }
    }

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

import OrderedJSON
import Testing

@testable import NcloudClient

@Suite struct DeletionAnswerTests {
    @Test("a deletion that is answered with something else proves nothing: its row goes only with its object")
    func doubtful() {
        let delete = APIRequest.rest(.apiGateway, .delete, "/products/a1b2c3")
        #expect(delete.isDeletionAnswered(by: .null))
        #expect(!delete.isDeletionAnswered(by: ["hello": "from a proxy"]))
        #expect(!delete.isDeletionAnswered(by: ["result": true]), "that is the word of another service")
        #expect(APIRequest.action(.vpc, "deleteVpc").isDeletionAnswered(by: [:]), "the client has read its wrapper")
    }

    @Test("services that answer a deletion with a word of their own are believed by that word alone")
    func ownWords() {
        let edge = APIRequest.rest(.globalEdge, .delete, "/cdn-edges")
        #expect(edge.isDeletionAnswered(by: ["code": "0000", "result": true]))
        #expect(!edge.isDeletionAnswered(by: ["code": "0000", "result": false]), "code 0000 alone is no deletion")
        let mail = APIRequest.rest(.mail, .delete, "/template/7")
        #expect(mail.isDeletionAnswered(by: ["sid": 7]) && mail.isDeletionAnswered(by: ["requestCount": 2]))
        #expect(!mail.isDeletionAnswered(by: ["code": "0000"]))
        let zone = APIRequest.rest(.globalDNS, .delete, "/domains/7")
        #expect(zone.isDeletionAnswered(by: ["id": "op-1", "done": false]), "the operation that deletes it")
    }

    @Test("what ends an object without a DELETE is believed by its documented answer too")
    func otherMethods() {
        let key = APIRequest.rest(.kms, .post, "/keys/k/request-deletion")
        #expect(key.isDeletionAnswered(by: ["data": ["keyTag": "k", "status": "REVOKE"]]))
        #expect(!key.isDeletionAnswered(by: ["hello": "from a proxy"]))
        let subscription = APIRequest.rest(.apiGateway, .post, "/api-keys/k/unsubscribe")
        #expect(subscription.isDeletionAnswered(by: .null))
        #expect(!subscription.isDeletionAnswered(by: ["hello": "from a proxy"]))
    }

    private static let deletions: [APIRequest] = [
        .rest(.subAccount, .delete, "/groups/g1"), .rest(.apiGateway, .delete, "/products/a1b2c3"),
        .rest(.nks, .delete, "/clusters/5f0c"), .rest(.cloudInsight, .delete, "/planned-maintenances/7"),
        .rest(.mail, .delete, "/template/7"), .rest(.globalEdge, .delete, "/profiles/7"),
        .storage(.objectStorage, "DeleteObject", .delete, "/pages/a"), .rest(.kms, .post, "/keys/k/request-deletion"),
    ]

    private func answer(_ status: Int, to request: APIRequest) async throws(APIFailure) -> JSON {
        try await NcloudClientTests().client(RecordingTransport(status, "")).call(request)
    }

    @Test("an empty 200 does not prove that anything was deleted", arguments: deletions)
    func emptyAnswer(request: APIRequest) async throws {
        let failure = await #expect(throws: APIFailure.self) { try await answer(200, to: request.deleting) }
        #expect(failure?.classification == .ambiguous)
        #expect(try await answer(200, to: request) == .null, "of a change it is an answer")
    }

    @Test("an empty 204 proves it where the documents say so, and so does the empty 200 of what is unsubscribed")
    func noContent() async throws {
        for request in Self.deletions where request.service != .mail && request.service != .globalEdge {
            #expect(try await answer(204, to: request.deleting) == .null)
        }
        for request in Self.deletions where request.service == .mail || request.service == .globalEdge {
            await #expect(throws: APIFailure.self) { try await answer(204, to: request.deleting) }
        }
        let unsubscribe = APIRequest.rest(.apiGateway, .post, "/api-keys/k/unsubscribe").deleting
        #expect(try await answer(200, to: unsubscribe) == .null)
        let action = APIRequest.action(.vpc, "deleteVpc")
        #expect(action.deleting == action, "so that calls by list are joined as before")
    }
}

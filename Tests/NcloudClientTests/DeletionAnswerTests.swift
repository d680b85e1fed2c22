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
}

import Model
import NcloudClient
import OrderedJSON
import Testing

@testable import Kinds

@Suite("an empty answer is not an empty list") struct AnswersTests {
    private static let main: JSON = ["id": "owner", "userType": "Customer"]
    private static let certificates: JSON = ["returnCode": "0", "sslCertificateList": []]

    private static func session(_ path: String, _ answer: JSON) -> FakeSession {
        let others: [String: JSON] = ["/caller-identity": main, "/certificates": certificates]
        return FakeSession(answers: others.merging([path: answer]) { $1 })
    }

    @Test("what was answered with nothing fails, and nobody knows what there is; an object is handed on")
    func call() async throws {
        let request = APIRequest.rest(.globalEdge, .get, "/profiles")
        for nothing in [.null, [:], []] as [JSON] {
            await #expect(throws: APIFailure.self, "\(nothing)") {
                try await Self.session("/profiles", nothing).callForList(request)
            }
            do throws(APIFailure) { _ = try await Self.session("/profiles", nothing).callForList(request) } catch {
                #expect(error.classification == .ambiguous && error.endpoint == request.endpoint)
            }
        }
        let answer: JSON = ["code": "0000", "result": []]
        #expect(try await Self.session("/profiles", answer).callForList(request) == answer)
    }

    @Test(
        "so none of these kinds takes its objects for gone",
        arguments: [
            ("Certificate", "/certificates", certificates), ("EdgeProfile", "/profiles", ["result": []]),
            ("Edge", "/profiles/1/cdn-edges", ["result": []]),
            ("EdgeCertificate", "/certificate/provisioning", ["result": []]),
            ("AccessKey", "/sub-accounts/u1/access-keys", ["accessKeys": []]),
            ("MailRecipientGroup", "/address-book", ["groups": []]), ("MailTemplate", "/template", ["contents": []]),
            ("MailTemplateCategory", "/template", ["contents": []]),
        ] as [(String, String, JSON)])
    func kinds(kind: String, path: String, empty: JSON) async throws {
        let scope = ReadScope(parents: ["EdgeProfile": ["1"], "SubAccount": ["u1"]])
        let found = try await operations(kind).list(scope, from: Self.session(path, empty))
        #expect(found.isEmpty)
        await #expect(throws: APIFailure.self) {
            _ = try await operations(kind).list(scope, from: Self.session(path, [:]))
        }
    }
}

import OrderedJSON
import Testing

@testable import NcloudClient

@Suite struct AnswerTests {
    private static let errors = [
        #"{"responseError":{"returnCode":"77","returnMessage":"no"}}"#, #"{"error":{"errorCode":"77","message":"no"}}"#,
        #"{"error":"no"}"#, #"{"error":{"text":"no"}}"#, #"{"errors":[{"code":"77"}]}"#, #"{"errorCode":77}"#,
        #"{"returnCode":"77"}"#, #"{"resultCode":"FAIL"}"#, #"{"code":"77","msg":"no","data":null}"#,
        #"{"status":{"code":"77","message":"no"}}"#, #"{"timestamp":1,"status":500,"message":"no"}"#,
        #"{"success":false}"#, #"{"fault":{"faultstring":"no"}}"#,
    ]
    private static let calls = [
        APIRequest.rest(.apiGateway, .delete, "/products/a1b2c3"), .rest(.apiGateway, .get, "/products/a1b2c3"),
        .rest(.dataBoxFrame, .post, "/data-box/return-data-box"), .action(.vpc, "deleteVpc"),
        .action(.vpc, "getVpcList"),
    ]

    @Test(
        "an error in an answer of status 200 is an error, of whatever shape and for every call", arguments: errors,
        calls)
    func disguised(body: String, request: APIRequest) async throws {
        let inside = #"{"\#(request.path)Response":\#(body)}"#
        for text in request.service.style == .action ? [body, inside] : [body] {
            let failure = try await #require(throws: APIFailure.self) {
                try await NcloudClientTests().client(RecordingTransport(200, text)).call(request)
            }
            #expect(failure.classification == .ambiguous, "\(failure)")
        }
    }

    @Test("the error of an operation that failed is not one of the call that asks for it, which tells how long to wait")
    func operations() async throws {
        let failed = #"{"id":"a","done":true,"error":{"errorCode":"InvalidOperation","message":"no"}}"#
        let request = APIRequest.rest(.globalDNS, .get, "/domains/operations/a")
        let answer = try await NcloudClientTests().client(RecordingTransport(200, failed)).call(request)
        #expect(answer.isOperation && answer["error"]?["errorCode"] == "InvalidOperation")
        let running = JSON.object(["id": "a", "done": false]).waiting("7")
        #expect(running.isOperation && running.secondsToWait == 7)
        #expect(JSON.object(["id": "a"]).waiting("7").secondsToWait == nil)
        #expect(JSON.object(["done": true]).isOperation == false)
    }

    @Test("what an object holds is no error")
    func harmless() async throws {
        let bodies = [
            #"{"product":{"productId":"a","error":"a field of the object"}}"#,
            #"{"returnCode":"0","errors":[],"error":null}"#,
            #"{"status":{"code":"USE","codeName":"in use"}}"#, #"{"code":"KR-1","name":"zone"}"#, "[]",
        ]
        for body in bodies {
            let transport = RecordingTransport(200, body)
            _ = try await NcloudClientTests().client(transport).call(.rest(.apiGateway, .get, "/products/a1b2c3"))
        }
    }
}

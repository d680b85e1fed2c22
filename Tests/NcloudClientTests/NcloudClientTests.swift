import OrderedJSON
import Testing

@testable import NcloudClient

@Suite struct NcloudClientTests {
    static let keys = Credentials(
        accessKey: "TESTACCESSKEY0000001", secretKey: "TESTSECRETKEY00000000000000000000000001")

    func client(_ transport: any HTTPTransport, now: Int64 = 1_767_225_600_000) -> NcloudClient {
        NcloudClient(
            endpoint: .ncloud(.public), credentials: Self.keys, region: "KR", transport: transport,
            clock: ServerClock { now })
    }

    func failure(_ transport: RecordingTransport, _ request: APIRequest = .action(.vpc, "createSubnet"))
        async throws -> APIFailure
    {
        try await #require(throws: APIFailure.self) { try await client(transport).call(request) }
    }

    @Test("an action is a signed form with region and format, and its payload comes unwrapped")
    func action() async throws {
        let transport = RecordingTransport(200, "{\"getVpcListResponse\": {\"totalRows\": 0, \"returnCode\": \"0\"}}\n")
        let payload = try await client(transport).call(.action(.vpc, "getVpcList", ["vpcName": "가 &+%"]))
        #expect(payload["totalRows"]?.integer == 0)
        let sent = try #require(transport.sent.first)
        #expect(sent.origin + sent.target == "https://ncloud.apigw.ntruss.com/vpc/v2/getVpcList")
        #expect(sent.bodyText == "responseFormatType=json&vpcName=%EA%B0%80%20%26%2B%25&regionCode=KR")
        #expect(sent.header("content-type") == "application/x-www-form-urlencoded")
        #expect(sent.header("x-ncp-apigw-timestamp") == "1767225600000")
        #expect(
            sent.header("x-ncp-apigw-signature-v2")
                == RequestSigner.signature(
                    method: "POST", target: "/vpc/v2/getVpcList", timestamp: "1767225600000", credentials: Self.keys))
        #expect(sent.isRepeatable)
    }

    @Test("a call that the financial site lacks is not sent there, and is told apart from a rejection")
    func absentCall() async throws {
        let transport = RecordingTransport(200, "{}")
        let request = APIRequest.rest(.nks, .get, "/clusters/5f0c/ip-acl")
        for endpoint in [CloudEndpoint.ncloud(.fin), .custom(origin: "http://localhost:1")] {
            let client = NcloudClient(
                endpoint: endpoint, credentials: Self.keys, region: "FKR", transport: transport,
                clock: ServerClock { 1_767_225_600_000 })
            let failure = await #expect(throws: APIFailure.self) { try await client.call(request) }
            #expect(failure?.isNotOffered == true && failure?.classification == .refused)
            #expect(failure?.meaning?.contains("IP ACL") == true)
        }
        #expect(transport.sent.isEmpty)
        _ = try await client(transport).call(request)
        #expect(transport.sent.count == 1)
    }

    @Test("a region among the parameters stays the only one")
    func region() async throws {
        let transport = RecordingTransport(200, #"{"getZoneListResponse":{"returnCode":"0"}}"#)
        _ = try await client(transport).call(.action(.vserver, "getZoneList", ["regionCode": "SGN"]))
        #expect(transport.sent.first?.bodyText == "responseFormatType=json&regionCode=SGN")
    }

    @Test("a REST call signs path and query as they are sent, and an empty answer is null")
    func rest() async throws {
        let transport = RecordingTransport(204, "")
        let request = APIRequest.rest(
            .apiGateway, .patch, "/products/a b", query: ["name": "x/y"], body: ["productName": "상점"])
        #expect(try await client(transport).call(request) == .null)
        let sent = try #require(transport.sent.first)
        #expect(sent.origin == "https://apigateway.apigw.ntruss.com")
        #expect(sent.target == "/api/v1/products/a%20b?name=x%2Fy")
        #expect(sent.bodyText == #"{"productName":"상점"}"#)
        #expect(!sent.isRepeatable)
    }

    /// Source: api/signing-vectors.json, v1-02.
    @Test("a call that asks for signature v1 sends its API key and signs it, and no signature v2")
    func signatureV1() async throws {
        let transport = RecordingTransport(400, #"{"error":{"errorCode":"100","message":"Bad Request Exception"}}"#)
        let apiKey = "TESTAPIGWPRIMARYKEY00000000000000000001"
        let tag = "a1b2c3d4e5f6g7h8i9j0k1l2m3n4o5p6q7r8s9t0u1v2w3x4y5z6"
        let service = Service.rest("kms", host: "kms", basePath: "/keys/v1")
        let request = APIRequest.rest(service, .post, "/\(tag)/encrypt", body: ["plaintext": "aGk="])
        _ = try await failure(transport, request.signed(.v1(apiKey: apiKey)))
        let sent = try #require(transport.sent.first)
        #expect(sent.header("x-ncp-apigw-api-key") == apiKey)
        #expect(sent.header("x-ncp-apigw-signature-v1") == "x01HafLGSB6Av6hVJUEnwQWt3rXt52WrQDxadu10feA=")
        #expect(sent.header("x-ncp-apigw-signature-v2") == nil)
        #expect(sent.header("x-ncp-apigw-timestamp") == "1767225600000")
    }

    @Test("an API key shows in no error and in no text made of a request")
    func apiKeyIsSecret() async throws {
        let apiKey = "TESTAPIGWPRIMARYKEY00000000000000000001"
        let request = APIRequest.rest(.apiGateway, .get, "/products").signed(.v1(apiKey: apiKey))
        let echo = #"{"error":{"errorCode":"100","message":"unknown \#(apiKey)"}}"#
        let failure = try await failure(RecordingTransport(400, echo), request)
        #expect(failure.message == "unknown [secret]")
        var dumped = ""
        dump(request, to: &dumped)
        dump(request.signature, to: &dumped)
        #expect(!"\(request) \(request.signature) \(String(reflecting: request.signature)) \(dumped)".contains(apiKey))
    }

    @Test("ids do not show in the name of an endpoint")
    func endpoint() {
        #expect(
            APIRequest.rest(.apiGateway, .patch, "/products/9aip5utnp2/apis/cvcohvd2xj").endpoint
                == "PATCH /api/v1/products/{…}/apis/{…}")
        #expect(APIRequest.action(.vserver, "createServerInstances").endpoint == "vserver/createServerInstances")
        #expect(
            APIRequest.rest(.dataBoxFrame, .get, "/data-box-frame/get-data-box-frame-list").endpoint
                == "GET /api/v1/data-box-frame/get-data-box-frame-list")
    }

    @Test("a refusal for the timestamp corrects the clock, and the next refusal is final")
    func clockSkew() async throws {
        let body = #"{"error":{"errorCode":"200","message":"Authentication Failed"}}"#
        let transport = RecordingTransport(401, body, [HTTPHeader("Date", "Thu, 01 Jan 2026 00:10:00 GMT")])
        let client = client(transport)
        let request = APIRequest.action(.vpc, "getVpcList")
        let first = try await #require(throws: APIFailure.self) { try await client.call(request) }
        #expect(first.classification == .clockSkew(serverDate: ServerDate(milliseconds: 1_767_226_200_000)))
        let second = try await #require(throws: APIFailure.self) { try await client.call(request) }
        #expect(second.classification == .unauthenticated)
        #expect(transport.sent.last?.header("x-ncp-apigw-timestamp") == "1767226200000")
    }

    @Test("a success that cannot be read leaves open whether the change was made")
    func unreadable() async throws {
        for body in ["", "<html>", #"{"createSubnetResp"#, "{}"] {
            #expect(try await failure(RecordingTransport(200, body)).classification == .ambiguous, "\(body)")
        }
    }

    @Test("an error inside a success counts as one")
    func disguised() async throws {
        let inside = #"{"createSubnetResponse":{"returnCode":"1001015","returnMessage":"busy"}}"#
        let error = try await failure(RecordingTransport(200, inside))
        #expect(error.code == "1001015")
        guard case .busy = error.classification else {
            Issue.record("\(error.classification)")
            return
        }
    }

    @Test("a request that never left may be repeated, one whose answer was lost may not")
    func transport() async throws {
        let unsent = try await failure(RecordingTransport(.failure(.notSent(.connect, detail: "refused"))))
        #expect(unsent.classification == .retry)
        let lost = try await failure(RecordingTransport(.failure(.answerLost(.closed, detail: "reset"))))
        #expect(lost.classification == .ambiguous)
        #expect(lost.description == "connection lost (vpc/createSubnet, \"reset\")")
    }

    @Test("an error that repeats a sensitive value loses it")
    func redaction() async throws {
        let echo = #"{"responseError":{"returnCode":"1","returnMessage":"bad hunter2-long, hunter2 in x"}}"#
        let form = APIRequest.action(
            .vserver, "createX", ["list": [["password": "hunter2-long", "name": "x"] as Parameters]],
            sensitive: ["password"])
        #expect(try await failure(RecordingTransport(400, echo), form).message == "bad [secret], hunter2 in x")
        let body = APIRequest.rest(
            .apiGateway, .post, "/x", body: ["auth": ["key": ["hunter2", "hunter2-long"]]], sensitive: ["auth"])
        #expect(try await failure(RecordingTransport(400, echo), body).message == "bad [secret], [secret] in x")
    }

    @Test("the secret shows in no text made of the credentials")
    func secret() {
        var dumped = ""
        dump(Self.keys, to: &dumped)
        dump(client(RecordingTransport(200, "")), to: &dumped)
        #expect(!("\(Self.keys) \(String(reflecting: Self.keys)) \(dumped)".contains(Self.keys.secretKey)))
    }
}

import OrderedJSON
import Testing

@testable import NcloudClient

@Suite("calls of Kubernetes Service") struct KubernetesCallTests {
    private static func sent(_ request: APIRequest, region: String) async throws -> HTTPRequest {
        let transport = RecordingTransport(200, #"{"uuid":"5f0c"}"#)
        let client = NcloudClient(
            endpoint: .ncloud(.public), credentials: NcloudClientTests.keys, region: region, transport: transport,
            clock: ServerClock { 1_767_225_600_000 })
        _ = try await client.call(request)
        return try #require(transport.sent.first)
    }

    /// Source: api/nks.md §1.
    @Test(
        "the path names the region, and the financial one has a path of its own",
        arguments: [
            ("KR", "/vnks/v2/clusters"), ("SGN", "/vnks/sgn-v2/clusters"), ("KRS", "/vnks/krs-v2/clusters"),
            ("FKR", "/nks/v2/clusters"), ("KRCS", "/vnks/v2/clusters"),
        ])
    func path(region: String, target: String) async throws {
        let request = try await Self.sent(.rest(.nks, .get, "/clusters"), region: region)
        #expect(request.origin == "https://nks.apigw.ntruss.com" && request.target == target)
        #expect(request.header("x-ncp-region_code") == region)
    }

    @Test("a new cluster is told its region, and nothing else is")
    func region() async throws {
        let cluster = try await Self.sent(.rest(.nks, .post, "/clusters", body: ["name": "shop"]), region: "JPN")
        #expect(cluster.bodyText == #"{"name":"shop","regionCode":"JPN"}"#)
        let pool = try await Self.sent(
            .rest(.nks, .post, "/clusters/5f0c/node-pool", body: ["name": "web"]), region: "JPN")
        #expect(pool.bodyText == #"{"name":"web"}"#)
        let key = try await Self.sent(.rest(.kms, .post, "/keys", body: ["keyName": "a"]), region: "JPN")
        #expect(key.bodyText == #"{"keyName":"a"}"# && key.header("x-ncp-region_code") == nil)
    }

    // MARK: Errors

    private static let detail = APIRequest.rest(.nks, .get, "/clusters/5f0c")

    private static func failure(_ status: Int, _ body: String) -> APIFailure {
        ErrorTableTests.failure(status, body, detail)
    }

    private static func form(_ status: Int, _ message: String) -> String {
        #"{"error":{"errorCode":\#(status),"statusCode":\#(status),"message":"\#(message)","details":{}}}"#
    }

    @Test("a cluster that is at work is waited for, and one that is not there is gone")
    func classes() {
        #expect(Self.failure(409, Self.form(409, "ConflictException")).classification.isBusy)
        #expect(Self.failure(404, Self.form(404, "NotFoundException")).classification == .gone)
        #expect(Self.failure(400, Self.form(400, "Bad Request")).classification == .refused)
        #expect(Self.failure(403, Self.form(403, "ForbiddenException")).classification == .refused)
    }

    @Test("what is not the service's own does not make a cluster look deleted")
    func strangers() {
        #expect(Self.failure(404, ErrorTableTests.gateway("300")).classification == .refused)
        #expect(Self.failure(404, "<html><body>Not Found</body></html>").classification == .refused)
    }

    /// The live answer of api/nks.md §1.
    @Test("a validation error says which field is wrong, and why")
    func validation() {
        let body = """
            {"error":{"errorCode":400,"statusCode":400,"message":"Bad Request","details":{"error":[{"property":\
            "storageSize","children":[],"constraints":{"max":"must not be greater than 2000","min":"must not be less \
            than 100"}}]}},"timestamp":"2024-10-01T00:00:00.000Z"}
            """
        #expect(
            Self.failure(400, body).message
                == "Bad Request: storageSize (must not be greater than 2000; must not be less than 100)")
    }
}

extension Classification {
    fileprivate var isBusy: Bool { if case .busy = self { true } else { false } }
}

import Testing

@testable import NcloudClient

@Suite struct CloudEndpointTests {
    @Test("each site has its hosts")
    func hosts() {
        #expect(CloudEndpoint.ncloud(.gov).origin(of: .vserver) == "https://ncloud.apigw.gov-ntruss.com")
        #expect(CloudEndpoint.ncloud(.fin).origin(of: .vpc) == "https://fin-ncloud.apigw.fin-ntruss.com")
        #expect(CloudEndpoint.ncloud(.fin).origin(of: .apiGateway) == "https://apigateway.apigw.fin-ntruss.com")
        #expect(CloudEndpoint.ncloud(.public).origin(of: .dataBoxFrame) == "https://databoxframe.apigw.ntruss.com")
    }

    @Test("a site without a service is told apart from one whose call failed, and nothing is sent")
    func absence() async throws {
        let request = APIRequest.action(.cdnPlus, "getCdnPlusInstanceList")
        let answer = #"{"getCdnPlusInstanceListResponse":{"totalRows":0,"cdnPlusInstanceList":[]}}"#
        func client(_ site: CloudEndpoint.Site, _ transport: RecordingTransport) -> NcloudClient {
            NcloudClient(
                endpoint: .ncloud(site), credentials: NcloudClientTests.keys, region: "KR", transport: transport)
        }
        let silent = RecordingTransport(200, answer)
        let failure = try await #require(throws: APIFailure.self) { try await client(.public, silent).call(request) }
        #expect(failure.isNotOffered && silent.sent.isEmpty)
        #expect(failure.description.contains("2025-06-19") && failure.description.contains("Edge"), "\(failure)")
        let other = try await #require(throws: APIFailure.self) {
            try await client(.public, RecordingTransport(404, "{}")).call(
                .action(.globalCdn, "getGlobalCdnInstanceList"))
        }
        #expect(!other.isNotOffered)

        let asked = RecordingTransport(200, answer)
        _ = try await client(.gov, asked).call(request)
        let sent = try #require(asked.sent.first)
        #expect(sent.origin + sent.target == "https://ncloud.apigw.gov-ntruss.com/cdn/v2/getCdnPlusInstanceList")
        #expect(sent.bodyText == "responseFormatType=json", "instances are of no region")
    }

    @Test("names and addresses are read, a site's own gateway means the site")
    func parsing() throws {
        #expect(try CloudEndpoint(parsing: "ncloud-fin") == .ncloud(.fin))
        #expect(try CloudEndpoint(parsing: "https://ncloud.apigw.gov-ntruss.com/") == .ncloud(.gov))
        #expect(try CloudEndpoint(parsing: "http://127.0.0.1:8080/") == .custom(origin: "http://127.0.0.1:8080"))
        #expect(try CloudEndpoint(parsing: "https://proxy.example") == .custom(origin: "https://proxy.example"))
    }

    @Test(
        "plain http to another machine and addresses with more than a host are refused",
        arguments: [
            "http://example.com", "http://127.0.0.1.example.com", "http://localhost@example.com", "https://a/b",
            "https://",
            "http://169.254.169.254", "simulato", "ftp://127.0.0.1",
        ])
    func refusals(_ text: String) {
        #expect(throws: EndpointError.self) { try CloudEndpoint(parsing: text) }
    }
}

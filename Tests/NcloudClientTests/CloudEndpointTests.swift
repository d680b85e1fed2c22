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

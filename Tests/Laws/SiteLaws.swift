import Model
import Nacre
import NcloudClient
import Planning
import Rehearsal
import Simulator
import Testing

@Suite("laws of sites") struct SiteLaws {
    /// Sends what is meant for a site to a simulator. Calls of storage services, which sign the host, are denied.
    private struct Detour: HTTPTransport {
        let origin: String
        private let transport = CurlTransport()

        init(to origin: String) { self.origin = origin }

        func send(_ request: HTTPRequest) async throws(TransportFailure) -> HTTPResponse {
            guard !request.origin.contains("storage") else {
                return HTTPResponse(status: 403, body: Array("<Error><Code>AccessDenied</Code></Error>".utf8))
            }
            var request = request
            request.origin = origin
            return try await transport.send(request)
        }
    }

    private func newcomer(on site: CloudEndpoint.Site, _ bench: LawBench) throws -> Newcomer {
        try Newcomer(
            CloudConnection(
                endpoint: .ncloud(site),
                credentials: Credentials(
                    accessKey: Simulator.defaultAccessKey, secretKey: Simulator.defaultSecretKey, source: .given),
                region: "KR", version: "laws", transport: Detour(to: bench.cloud.url)))
    }

    @Test("discovery says nothing of a service that a site does not have, unless it is asked for its kind")
    func absence() async throws {
        try await LawBench.with { bench in
            func found(_ site: CloudEndpoint.Site, _ kinds: Set<String>) async throws -> Discovered {
                let newcomer = try newcomer(on: site, bench)
                return try await newcomer.discover(DiscoveryRequest(choice: DiscoveryChoice(kinds: kinds)))
            }
            func isNamed(in found: Discovered) -> Bool { found.unread.contains { $0.message.contains("CdnPlus") } }
            try await bench.cloud.resetCalls()
            let everything = try await found(.public, [])
            #expect(!isNamed(in: everything), "\(everything.unread)")
            #expect(try await bench.cloud.calls()["getCdnPlusInstanceList"] == nil, "no call is made")
            let asked = try await found(.public, ["CdnPlus", "Vpc"])
            #expect(isNamed(in: asked))
            let alone = try await #require(throws: APIFailure.self) { try await found(.public, ["CdnPlus"]) }
            #expect(alone.description.contains("2025-06-19"), "\(alone)")
            let there = try await found(.gov, ["CdnPlus"])
            #expect(there.addresses.map(\.description) == ["CdnPlus/legacy-cdn"] && there.unread.isEmpty)
        }
    }
}

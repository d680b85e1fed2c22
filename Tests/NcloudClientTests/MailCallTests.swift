import OrderedJSON
import Testing

@testable import NcloudClient

/// Source: api/classic-and-others.md §6.
@Suite("calls of the mail API") struct MailCallTests {
    @Test(
        "Singapore and Japan have paths of their own",
        arguments: [
            ("KR", "/api/v1/template"), ("SGN", "/api/v1-sgn/template"), ("JPN", "/api/v1-jpn/template"),
        ])
    func path(region: String, target: String) async throws {
        let transport = RecordingTransport(200, #"{"contents":[]}"#)
        let client = NcloudClient(
            endpoint: .ncloud(.public), credentials: NcloudClientTests.keys, region: region, transport: transport,
            clock: ServerClock { 1_767_225_600_000 })
        _ = try await client.call(.rest(.mail, .get, "/template"))
        let request = try #require(transport.sent.first)
        #expect(request.origin == "https://mail.apigw.ntruss.com" && request.target == target)
    }

    @Test("a missing object is gone, a failure behind the service is open, and everything else is refused")
    func codes() {
        func name(_ status: Int, _ code: String) -> String {
            let body = #"{"error":{"errorCode":"\#(code)","message":"words"}}"#
            let failure = ErrorTableTests.failure(status, body, .rest(.mail, .put, "/template/258"))
            return ErrorTableTests.name(failure.classification)
        }
        #expect(name(400, "77103") == "gone")
        for code in ["77302", "77303"] { #expect(name(500, code) == "ambiguous", "\(code)") }
        for (status, code) in [
            (400, "77101"), (400, "77102"), (403, "77201"), (403, "77202"), (405, "77001"), (415, "77002"),
            (500, "77301"),
        ] { #expect(name(status, code) == "refused", "\(code)") }
    }
}

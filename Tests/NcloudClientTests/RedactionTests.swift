import OrderedJSON
import Testing

@testable import NcloudClient

@Suite("secrets that services repeat") struct RedactionTests {
    private func message(_ echo: String, _ secret: String) async throws -> String {
        let body: JSON = ["responseError": ["returnCode": "900", "returnMessage": .string(echo)]]
        let transport = RecordingTransport(400, body.serialized())
        let request = APIRequest.action(.vserver, "create", ["password": secret], sensitive: ["password"])
        return try await NcloudClientTests().failure(transport, request).message ?? ""
    }

    @Test("in whatever spelling: of a form, of JSON, with the blanks that a report would join")
    func spellings() async throws {
        let secret = "hunter2 \"ab\"  /%c"
        for echo in [
            "no: \(secret)", "no: password=\(PercentEncoding.encode(secret))",
            "no: {\"password\": \(JSON.string(secret).serialized())}",
        ] {
            let message = try await message(echo, secret)
            #expect(message.contains("[secret]") && !message.contains("hunter2"), "\(message)")
        }
    }

    @Test("a secret where a long message is cut leaves no part of it behind")
    func cut() async throws {
        let secret = "hunter2-hunter2-hunter2"
        for length in 470..<510 {
            let message = try await message(String(repeating: "x", count: length) + secret, secret)
            #expect(!message.contains("h"), "\(length): \(message)")
        }
    }
}

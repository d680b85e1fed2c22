import Logging
import OrderedJSON
import Synchronization
import Testing

@testable import NcloudClient

/// Source: api/linkage.md §4, §5; seed 001.
@Suite("checking a key of the linkage API") struct LinkageCheckTests {
    private static let secret = "SECRETSECRETSECRETSECRETSECRETSECRETSECR"
    private let key = LinkageKey(clientID: "abcdefghij", clientSecret: secret)

    private func check(
        _ service: LinkageService, _ transport: RecordingTransport, _ generation: LinkageHost.Generation? = nil,
        on endpoint: CloudEndpoint = .ncloud(.public)
    ) async -> LinkageVerdict {
        await LinkageCheck(LinkageClient(endpoint: endpoint, transport: transport))
            .verdict(on: service, for: key, generation)
    }

    private static func error(_ code: String, _ message: String = "no", details: String = "") -> String {
        #"{"error":{"errorCode":"\#(code)","message":"\#(message)","details":"\#(details)"}}"#
    }

    private static func answer(_ status: Int, _ body: String) -> Result<HTTPResponse, TransportFailure> {
        .success(HTTPResponse(status: status, body: Array(body.utf8)))
    }

    @Test(
        "the key is good when the service itself answers, be it with a refusal of its own",
        arguments: [
            (.maps, 200, #"{"version":"1.3","interval":600}"#),
            (.maps, 400, #"{"status":"INVALID_REQUEST","errorMessage":"q"}"#),
            (.papago, 400, error("N2MT01")), (.csr, 400, #"{"errorCode":"STT003","errorMessage":"Empty"}"#),
            (.voice, 400, error("VS01")), (.captcha, 200, #"{"key":"abc"}"#), (.captcha, 403, error("CT001")),
            (.searchTrend, 400, error("SE01")), (.apiHub, 200, #"{"items":[]}"#),
        ] as [(LinkageService, Int, String)])
    func good(_ service: LinkageService, _ status: Int, _ body: String) async {
        #expect(await check(service, RecordingTransport(status, body)) == .good)
    }

    @Test(
        "what the gateway says of the key has one meaning each",
        arguments: [
            (401, "200", .wrongKey), (403, "230", .notSelected), (429, "400", .notSelectedOrQuotaExceeded),
            (429, "410", .quotaExceeded), (429, "420", .quotaExceeded),
        ] as [(Int, String, LinkageVerdict)])
    func refusals(_ status: Int, _ code: String, _ verdict: LinkageVerdict) async {
        for service in LinkageService.allCases {
            #expect(await check(service, RecordingTransport(status, Self.error(code))) == verdict)
        }
    }

    @Test("a host that denies the application is not the right one when the other host accepts it")
    func hostMoved() async throws {
        let transport = RecordingTransport(
            Self.answer(401, Self.error("210", details: "A subscription to the API is required.")),
            Self.answer(200, #"{"version":"1.3"}"#))
        #expect(await check(.maps, transport) == .hostMoved(to: .old, host: "naveropenapi.apigw.ntruss.com"))
        #expect(
            transport.sent.map(\.origin) == [
                "https://maps.apigw.ntruss.com", "https://naveropenapi.apigw.ntruss.com",
            ])
        let back = RecordingTransport(Self.answer(401, Self.error("210")), Self.answer(400, Self.error("N2MT01")))
        #expect(await check(.papago, back, .old) == .hostMoved(to: .current, host: "papago.apigw.ntruss.com"))
        let limited = RecordingTransport(Self.answer(401, Self.error("210")), Self.answer(429, Self.error("400")))
        #expect(await check(.papago, limited) == .notSelectedOrQuotaExceeded)
    }

    @Test("an application that no host of the service knows has not selected it")
    func notSelected() async {
        let transport = RecordingTransport(401, Self.error("210"))
        #expect(await check(.maps, transport) == .notSelected)
        #expect(transport.sent.count == 2)
        let single = RecordingTransport(401, Self.error("210"))
        #expect(await check(.csr, single) == .notSelected)
        #expect(single.sent.count == 1)
    }

    @Test("no answer, and a gateway that gets none, is no verdict on the key")
    func unreachable() async {
        let lost = RecordingTransport(.failure(.notSent(.connect, detail: "refused")))
        #expect(await check(.maps, lost) == .unreachable("no connection, refused"))
        for (status, code) in [(503, "500"), (504, "510"), (500, "900"), (500, "N2MT99")] {
            let verdict = await check(.papago, RecordingTransport(status, Self.error(code)))
            guard case .unreachable = verdict else {
                Issue.record("\(status)/\(code): \(verdict)")
                continue
            }
        }
    }

    @Test(
        "an answer that nobody expects is shown, not taken for a good key",
        arguments: [
            (200, "<html>login</html>"), (200, #"{"error":{"errorCode":"900"}}"#), (200, ""), (302, ""),
            (400, error("100")), (404, error("300")), (400, "<html>"), (415, error("440")),
        ])
    func unknown(_ status: Int, _ body: String) async {
        for service in [LinkageService.maps, .captcha, .apiHub] {
            let verdict = await check(service, RecordingTransport(status, body))
            guard case .unknown = verdict else {
                Issue.record("\(service): \(verdict)")
                continue
            }
        }
    }

    @Test("where the cheapest call of Maps is not known, the next one is made")
    func fallback() async {
        let transport = RecordingTransport(
            Self.answer(404, Self.error("300")), Self.answer(200, #"{"status":"OK","addresses":[]}"#))
        #expect(await check(.maps, transport) == .good)
        #expect(
            transport.sent.map(\.target) == ["/map-static/v2/lastversion", "/map-geocode/v2/geocode?query=a&count=1"])
    }

    @Test("the key is in two headers alone: not in the address, the body, a description or the log")
    func secrecy() async throws {
        let lines = LogLines()
        for service in LinkageService.allCases {
            let transport = RecordingTransport(401, Self.error("200", "no \(Self.secret)"))
            let client = LinkageClient(
                endpoint: .ncloud(.public), transport: transport, logger: Logger(label: "test") { _ in lines })
            let verdict = await LinkageCheck(client).verdict(on: service, for: key)
            let sent = try #require(transport.sent.first)
            #expect(sent.header("x-ncp-apigw-api-key-id") == "abcdefghij")
            #expect(sent.header("x-ncp-apigw-api-key") == Self.secret)
            #expect(sent.headers.filter { $0.name.contains("signature") || $0.name.contains("iam") }.isEmpty)
            let shown = "\(sent.target) \(sent.bodyText) \(sent) \(verdict) \(key) \(String(reflecting: key))"
            #expect(!shown.contains(Self.secret) && !shown.contains("abcdefghij"))
        }
        #expect(lines.all.count == LinkageService.allCases.count)
        #expect(!lines.all.joined().contains(Self.secret) && !lines.all.joined().contains("abcdefghij"))
    }

    @Test("an answer that repeats the key is shown without it")
    func repeated() async {
        let body = Self.error("999", "bad header abcdefghij: \(Self.secret)")
        let verdict = await check(.maps, RecordingTransport(418, body))
        #expect(verdict == .unknown(#"HTTP 418, code 999, "bad header [secret]: [secret]""#))
    }

    @Test("a key that would break the header is not sent", arguments: ["", "a\r\nb: c", "한글"])
    func unsendable(_ secret: String) async {
        let transport = RecordingTransport(200, "{}")
        let client = LinkageClient(endpoint: .ncloud(.public), transport: transport)
        let broken = LinkageKey(clientID: "id", clientSecret: secret)
        #expect(await LinkageCheck(client).verdict(on: .maps, for: broken) == .wrongKey)
        #expect(transport.sent.isEmpty)
    }

    @Test("each site has hosts of its own, and one address for all is told which is meant")
    func hosts() async throws {
        for (endpoint, maps, csr) in [
            (CloudEndpoint.ncloud(.gov), "https://naveropenapi.apigw.gov-ntruss.com", "gov-ntruss.com"),
            (.ncloud(.fin), "https://naveropenapi.apigw.fin-ntruss.com", "fin-ntruss.com"),
        ] {
            let transport = RecordingTransport(200, "{}")
            _ = await check(.maps, transport, on: endpoint)
            _ = await check(.csr, transport, on: endpoint)
            #expect(transport.sent.first?.origin == maps)
            #expect(transport.sent.last?.origin == "https://naveropenapi.apigw.\(csr)")
        }
        let transport = RecordingTransport(200, #"{"version":"1"}"#)
        #expect(await check(.maps, transport, on: .custom(origin: "http://127.0.0.1:80")) == .good)
        #expect(transport.sent.first?.origin == "http://127.0.0.1:80")
        #expect(transport.sent.first?.header("host") == "maps.apigw.ntruss.com")
    }
}

/// Keeps what is logged.
private final class LogLines: LogHandler {
    private let lines = Mutex<[String]>([])
    var all: [String] { lines.withLock { $0 } }

    var logLevel: Logger.Level {
        get { .trace }
        set {}
    }
    var metadata: Logger.Metadata {
        get { [:] }
        set {}
    }
    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { nil }
        set {}
    }

    func log(event: LogEvent) {
        lines.withLock { $0.append("\(event.message) \(event.metadata ?? [:])") }
    }
}

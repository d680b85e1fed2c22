import Synchronization
import Testing

@testable import NcloudClient

/// Keys that end or are taken away while calls are made with them.
@Suite("rotation of keys") struct KeyRotationTests {
    private static let refusal = #"{"error":{"errorCode":"200","message":"Authentication Failed"}}"#

    private static func answer(_ status: Int, _ body: String) -> Result<HTTPResponse, TransportFailure> {
        .success(HTTPResponse(status: status, body: Array(body.utf8)))
    }

    private static func pair(_ name: String, source: CredentialSource = .file(path: "/c", profile: "p")) -> Credentials
    {
        Credentials(accessKey: name, secretKey: "secret of \(name)", source: source)
    }

    private static func client(_ transport: any HTTPTransport, _ keys: any CredentialProvider) -> NcloudClient {
        NcloudClient(endpoint: .ncloud(.public), credentials: keys, region: "KR", transport: transport)
    }

    /// Accepts one access key and refuses all others.
    private final class Gate: HTTPTransport {
        private let state: Mutex<(accepted: String, refused: Int)>

        init(accepting key: String) { state = Mutex((key, 0)) }

        var refused: Int { state.withLock { $0.refused } }

        func accept(_ key: String) { state.withLock { $0.accepted = key } }

        func send(_ request: HTTPRequest) async throws(TransportFailure) -> HTTPResponse {
            let isAccepted = state.withLock { state in
                let isAccepted = request.header("x-ncp-iam-access-key") == state.accepted
                if !isAccepted { state.refused += 1 }
                return isAccepted
            }
            await Task.yield()
            let body = isAccepted ? #"{"products":[]}"# : KeyRotationTests.refusal
            return HTTPResponse(status: isAccepted ? 200 : 401, body: Array(body.utf8))
        }
    }

    private static let request = APIRequest.rest(.apiGateway, .get, "/products")

    @Test("refused keys of a file are read again once, however many calls were refused, and the calls go out again")
    func rewritten() async throws {
        let gate = Gate(accepting: "NEW")
        let reads = Atomic<Int>(0)
        let stored = StoredCredentials(Self.pair("OLD")) {
            reads.add(1, ordering: .relaxed)
            return Self.pair("NEW")
        }
        await stored.acceptReplacements { $0.accessKey == "NEW" }
        let client = Self.client(gate, stored)
        await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<50 { group.addTask { (try? await client.call(Self.request)) != nil } }
            for await isDone in group { #expect(isDone) }
        }
        #expect(reads.load(ordering: .relaxed) == 1)
        #expect(try await client.call(Self.request) == ["products": []])
    }

    @Test("without other keys the refusal names the place and what to do, and the file is not read for each call")
    func unchanged() async throws {
        let reads = Atomic<Int>(0)
        let stored = StoredCredentials(Self.pair("OLD")) {
            reads.add(1, ordering: .relaxed)
            return Self.pair("OLD")
        }
        await stored.acceptReplacements { _ in true }
        let client = Self.client(Gate(accepting: "NEW"), stored)
        for _ in 0..<3 {
            let failure = try await #require(throws: APIFailure.self) { try await client.call(Self.request) }
            #expect(failure.classification == .unauthenticated && failure.endsRun)
            #expect(failure.meaning == "authentication failed: access key OLD (profile p of /c) is not accepted")
            #expect(failure.nextStep?.contains("profile p in /c") == true)
            #expect(!failure.description.contains("secret of"))
        }
        #expect(reads.load(ordering: .relaxed) == 1)
    }

    @Test("keys that nobody vouches for, or of another account, sign nothing")
    func anotherAccount() async throws {
        let gate = Gate(accepting: "THEIRS")
        let stored = StoredCredentials(Self.pair("OLD")) { Self.pair("THEIRS") }
        let client = Self.client(gate, stored)
        await #expect(throws: APIFailure.self) { try await client.call(Self.request) }
        let watched = StoredCredentials(Self.pair("OLD")) { Self.pair("THEIRS") }
        await watched.acceptReplacements { _ in false }
        let failure = try await #require(throws: APIFailure.self) {
            try await Self.client(gate, watched).call(Self.request)
        }
        #expect(failure.classification == .unauthenticated)
        #expect(failure.description.contains("THEIRS, is not accepted either or belongs to another account"))
        #expect(gate.refused == 2)
    }

    @Test("a refusal of signature v1 may be about its API key, and ends no run")
    func signatureV1() async throws {
        let client = Self.client(Gate(accepting: "NEW"), Self.pair("OLD"))
        let failure = try await #require(throws: APIFailure.self) {
            try await client.call(Self.request.signed(.v1(apiKey: "KEY")))
        }
        #expect(failure.classification == .refused)
    }

    // MARK: Server roles

    /// A metadata service whose keys have numbers, and a clock that is set.
    private final class Role: HTTPTransport {
        private let state = Mutex((now: Int64(1_767_225_600_000), number: 1, end: Int64(0), asked: 0, isDown: false))

        var now: Int64 { state.withLock { $0.now } }
        var asked: Int { state.withLock { $0.asked } }
        func pass(_ seconds: Int64) { state.withLock { $0.now += seconds * 1000 } }
        func fail(_ isDown: Bool) { state.withLock { $0.isDown = isDown } }
        /// Other keys from now on.
        func rotate() { state.withLock { $0.number += 1 } }

        func send(_ request: HTTPRequest) async throws(TransportFailure) -> HTTPResponse {
            await Task.yield()
            let (isDown, number, now) = state.withLock { state in
                if request.method == .put { state.asked += 1 }
                return (state.isDown, state.number, state.now)
            }
            if isDown { throw .notSent(.timeout, detail: "") }
            let end = HTTPDateText.universal(now / 1000 + 3600)
            let body =
                request.target.hasSuffix("token")
                ? "TOKEN"
                : request.target.hasSuffix("credentials")
                    ? "role-1" : #"{"AccessKeyId":"KEY\#(number)","SecretAccessKey":"s","Expiration":"\#(end)"}"#
            return HTTPResponse(status: 200, body: Array(body.utf8))
        }
    }

    @Test("a hundred calls share one renewal, a quarter of an hour before the keys end")
    func oneRenewal() async throws {
        let role = Role()
        let keys = ServerRoleCredentials(transport: role) { role.now }
        #expect(try await keys.current().accessKey == "KEY1")
        role.rotate()
        role.pass(2690)
        #expect(try await keys.current().accessKey == "KEY1")
        role.pass(20)
        await withTaskGroup(of: String?.self) { group in
            for _ in 0..<100 { group.addTask { try? await keys.current().accessKey } }
            for await key in group { #expect(key == "KEY2") }
        }
        #expect(role.asked == 2)
    }

    @Test("keys that were refused before their end are renewed once")
    func refusedEarly() async throws {
        let role = Role()
        let keys = ServerRoleCredentials(transport: role) { role.now }
        let first = try await keys.current()
        role.rotate()
        let second = try #require(try await keys.replacement(for: first))
        #expect(second.accessKey == "KEY2")
        #expect(try await keys.replacement(for: first) == second, "the next call that was refused shares it")
        #expect(role.asked == 2)
        #expect(try await keys.replacement(for: second)?.accessKey == nil, "the role has no others")
    }

    @Test("while the service does not answer, keys that last are used on, and ended ones are an error")
    func renewalFails() async throws {
        let role = Role()
        let keys = ServerRoleCredentials(transport: role) { role.now }
        _ = try await keys.current()
        role.fail(true)
        role.pass(3000)
        for _ in 0..<10 { #expect(try await keys.current().accessKey == "KEY1") }
        #expect(role.asked == 2, "not asked again with each call")
        role.pass(601)
        await #expect(throws: CredentialFailure.self) { try await keys.current() }
        role.fail(false)
        role.rotate()
        #expect(try await keys.current().accessKey == "KEY2")
    }
}

/// Seconds since 1970 on the first of January 2026, as the metadata service spells them.
private enum HTTPDateText {
    static func universal(_ seconds: Int64) -> String {
        let day = seconds - 1_767_225_600
        let parts = [day / 3600, day / 60 % 60, day % 60].map { $0 < 10 ? "0\($0)" : "\($0)" }
        return "2026-01-01T\(parts.joined(separator: ":"))Z"
    }
}

import Synchronization
import Testing

@testable import NcloudClient

@Suite struct CredentialChainTests {
    static let file = """
        # written by hand
        ncloud_access_key_id = DEFAULTKEY
        ncloud_secret_access_key = se=cr=et==

        [project]
        NCLOUD_ACCESS_KEY_ID=PROJECTKEY
        ncloud_secret_access_key   =  other
        [half]
        ncloud_access_key_id = ONLY
        """

    func chain(
        _ environment: [String: String] = [:], file: String? = nil, profile: String? = nil, access: String? = nil,
        secret: String? = nil
    ) -> CredentialChain {
        CredentialChain(
            accessKey: access, secretKey: secret, environment: environment.merging(["HOME": "/h"]) { $1 },
            profile: profile, read: { path in path == "/h/.ncloud/configure" ? file : nil })
    }

    @Test("flags win over the environment, the environment over the file")
    func order() throws {
        let environment = ["NCLOUD_ACCESS_KEY": "E", "NCLOUD_SECRET_KEY": "s"]
        #expect(try chain(environment, file: Self.file, access: "F", secret: "s").resolve().accessKey == "F")
        let found = try chain(environment, file: Self.file).resolve()
        #expect(found.accessKey == "E")
        #expect("\(found.source)" == "environment variables NCLOUD_ACCESS_KEY and NCLOUD_SECRET_KEY")
        #expect(try chain(file: Self.file).resolve().accessKey == "DEFAULTKEY")
    }

    @Test("a profile asked for wins over the environment, and the last section does not leak into others")
    func profiles() throws {
        let environment = ["NCLOUD_ACCESS_KEY": "E", "NCLOUD_SECRET_KEY": "s"]
        let project = try chain(environment, file: Self.file, profile: "project").resolve()
        #expect(project.accessKey == "PROJECTKEY")
        #expect(project.source == .file(path: "/h/.ncloud/configure", profile: "project"))
        #expect(try chain(["NCLOUD_PROFILE": "project"], file: Self.file).resolve().secretKey == "other")
        #expect(try chain(file: Self.file).resolve().secretKey == "se=cr=et==")
    }

    @Test("the two spellings of a variable may agree, but not differ")
    func spellings() throws {
        let same = ["NCLOUD_ACCESS_KEY_ID": "A", "NCLOUD_ACCESS_KEY": "A", "NCLOUD_SECRET_KEY": "s"]
        #expect(try chain(same).resolve().accessKey == "A")
        let error = #expect(throws: CredentialFailure.self) {
            try chain(same.merging(["NCLOUD_ACCESS_KEY": "B"]) { $1 }).resolve()
        }
        #expect(error?.description.contains("NCLOUD_ACCESS_KEY_ID and NCLOUD_ACCESS_KEY") == true)
    }

    @Test("half a pair is an error that says what is missing, never a silent fallback")
    func halves() {
        #expect(throws: CredentialFailure.self) { try chain(file: Self.file, access: "F").resolve() }
        #expect(throws: CredentialFailure.self) { try chain(["NCLOUD_ACCESS_KEY": "A"], file: Self.file).resolve() }
        #expect(throws: CredentialFailure.self) { try chain(file: Self.file, profile: "half").resolve() }
        let unknown = #expect(throws: CredentialFailure.self) { try chain(file: Self.file, profile: "nope").resolve() }
        #expect(unknown?.description == "profile nope is not in /h/.ncloud/configure; it has: DEFAULT, half, project")
    }

    @Test("without any, the message names the places; looking alone gives nothing")
    func none() throws {
        #expect(try chain().find() == nil)
        let error = #expect(throws: CredentialFailure.self) { try chain().resolve() }
        #expect(error?.description.contains("/h/.ncloud/configure") == true)
    }

    @Test("every place is told with what it holds, in the order of precedence, and no value of it")
    func places() throws {
        let both = ["NCLOUD_ACCESS_KEY": "E", "NCLOUD_SECRET_KEY": "hidden"]
        let variables = "environment variables NCLOUD_ACCESS_KEY and NCLOUD_SECRET_KEY"
        let found = chain(both, file: Self.file).places()
        #expect(found.map(\.name) == [variables, "profile DEFAULT of /h/.ncloud/configure"])
        #expect(found.map(\.contents) == [.pair, .pair])
        let asked = chain(both, file: Self.file, profile: "project").places()
        #expect(asked.map(\.name) == ["profile project of /h/.ncloud/configure", variables])
        #expect(chain().places().map(\.contents) == [.nothing, .nothing])
        let half = chain(["NCLOUD_ACCESS_KEY": "E", "NCLOUD_PROFILE": "half"], file: Self.file).places()
        #expect(
            half.map(\.contents) == [
                .unusable("NCLOUD_ACCESS_KEY is set but NCLOUD_SECRET_KEY is not; set both or neither"),
                .unusable("profile half of /h/.ncloud/configure lacks ncloud_secret_access_key"),
            ])
        #expect(!"\(found)\(asked)\(half)".contains("hidden"))
    }

    @Test("the gateway of a profile is that of its own section")
    func gateway() {
        let file = "[a]\nncloud_api_url = https://ncloud.apigw.gov-ntruss.com\n[b]\nncloud_api_url =\n"
        #expect(chain(file: file, profile: "a").gatewayOfProfile == "https://ncloud.apigw.gov-ntruss.com")
        #expect(chain(file: file, profile: "b").gatewayOfProfile == nil)
        #expect(chain(file: file).gatewayOfProfile == nil)
    }

    @Test("a server role is asked by metadata version 2 first, by version 1 where there is no token")
    func serverRole() async throws {
        for status in [200, 404] {
            let keys = #"{"AccessKeyId":"ROLEKEY","SecretAccessKey":"s","Expiration":"2026-01-01T01:00:00Z"}"#
            let transport = RecordingTransport(
                .success(HTTPResponse(status: status, body: Array("TOKEN".utf8))),
                .success(HTTPResponse(status: 200, body: Array("role-1".utf8))),
                .success(HTTPResponse(status: 200, body: Array(keys.utf8))))
            let role = ServerRoleCredentials(transport: transport) { 1_767_225_600_000 }
            let found = try await role.current()
            #expect(found.accessKey == "ROLEKEY")
            #expect(found.expiry == ServerDate(milliseconds: 1_767_229_200_000))
            #expect(try await role.current() == found)
            #expect(transport.sent.count == 3)
            #expect(transport.sent.last?.header("X-NCP-METADATA-TOKEN") == (status == 200 ? "TOKEN" : nil))
        }
    }
}

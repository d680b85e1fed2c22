import Testing

@testable import Model

@Suite("Forms of texts")
struct TextFormatTests {
    struct Row: CustomTestStringConvertible, Sendable {
        let format: TextFormat
        let good: [String]
        let bad: [String]
        var testDescription: String { format.rawValue }
    }

    static let rows = [
        Row(
            format: .portRange, good: ["1", "22", "65535", "8000-8080", "22-22"],
            bad: ["0", "65536", "80-70", "-80", "80-", "80-90-100", "http", "", "+22", "022", "22 ", "1-+2"]),
        Row(
            format: .networkProtocol, good: ["TCP", "UDP", "ICMP", "2", "254"],
            bad: ["tcp", "6", "17", "1", "0", "255", "+7", "007", "any", ""]),
        Row(format: .mountPoint, good: ["/", "/data", "/d1"], bad: ["", "data", "/Data", "/1d", "/a/b", "/a-b"]),
        Row(format: .zoneCode, good: ["KR-1", "SGN-4"], bad: ["", "kr-1", "KR 1", "KR_1"]),
        Row(format: .number, good: ["1", "0042"], bad: ["", "a", "1a", "-1", "1.0"]),
        Row(
            format: .email, good: ["ops@example.com", "A.b+c@x.io"], bad: ["", "ops", "@a.b", "a@b", "a@@b.c", "ü@a.b"]),
        Row(
            format: .addressOrRange, good: ["10.0.0.5", "10.0.0.0/8", "10.0.0.5/8", "0.0.0.0/0"],
            bad: ["", "10.0.0", "10.0.0.0/33", "10.0.0.0/08", "::1", "host"]),
        Row(
            format: .endpoint,
            good: ["NONE", "https://a.example.com", "http://10.0.0.5:8080/v1", "https://user@a/x", "https://a/%20~b"],
            bad: ["", "none", "a.example.com", "ftp://a", "https://", "https://a:0", "https://a:99999", "https://a/ü"]
                + ["https://a b", "https://a/x?y=1", "https://한국.kr"]),
        Row(
            format: .webAddress, good: ["https://a/x?y=1", "http://a"],
            bad: ["", "NONE", "/x", "https://a b", "ws://a"]),
        Row(format: .endpointPath, good: ["/", "/a/{b}", "/a?b"], bad: ["", "a", "/a+b", "/{b+}", "/+\u{301}"]),
        Row(
            format: .contentType, good: ["application/json", "a.b/c+d", "*/*"],
            bad: ["", "Application/JSON", "a/b; c=d", "a b"]),
        Row(format: .parameterName, good: ["a-b.c_d,e+f"], bad: ["", "a b", "a[b]", "값"]),
        Row(format: .headerName, good: ["X-Rate", "a+b"], bad: ["", "X-", "a+", "a.b", "é"]),
        Row(format: .payloadName, good: ["token_1"], bad: ["", "X-Token"]),
        Row(format: .responseType, good: ["AUTHENTICATION_FAILED"], bad: ["", "Authentication", "A-B"]),
        Row(format: .answerClasses, good: ["2xx", "2xx,4xx", "5XX others"], bad: ["", "2", "all", "2xx,6xx"]),
        Row(
            format: .quarterHour, good: ["00:00", "03:15", "23:45"],
            bad: ["", "24:00", "03:10", "3:15", "03:15:00", "-1:00", "0315"]),
        Row(format: .engineVersion, good: ["MYSQL8.0.40", "7.0.13-simple", "14"], bad: ["", "MYSQL", "MySQL 8.0"]),
        Row(
            format: .databaseHost, good: ["%", "10.0.0.5", "10.0.%", "10.%", "10.0.0.0/16"],
            bad: ["", "%.%", "10.0.0.%.1", "1.2.3.4.%", "300.%", "010.%", "10.0.0.0/33", "everywhere"]),
        Row(
            format: .cacheVersion, good: ["7.0.13-simple", "8.1-cluster"],
            bad: ["", "7.0.13", "7.0.13-", "7.0.13-Simple", "7.x-simple", "7.0.13-simple-1", "-simple"]),
        Row(
            format: .moment, good: ["2027-01-31T09:00:00+0900", "2027-01-31T00:00:00Z"],
            bad: ["", "2027-01-31", "2027-02-30T09:00:00+0900", "2027-01-31T09:00:00"]),
        Row(
            format: .recurrence, good: ["0 9 * * 1-5", "*/5 * 1,15 * 0"],
            bad: ["", "0 9 * *", "60 9 * * *", "0 9 * * MON"]),
        Row(format: .corsText, good: ["", "*", "https://a.b"], bad: [" a", "a "]),
        Row(
            format: .zoneName, good: ["example.com", "Shop.co.kr", "xn--o39a.kr", "10.in-addr.arpa"],
            bad: ["", "example", "example.com.", "-a.com", "a-.com", "a..com", "a_b.com", "한국.kr", "1.2.3.4"]),
        Row(
            format: .recordHost, good: ["@", "www", "*", "*.app", "_dmarc", "_sip._tcp", "s1_x._domainkey", "a.b"],
            bad: ["", "www.", "a b", "-a", "w*", "a..b", "값"]),
        Row(format: .recordValue, good: ["192.0.2.1", "10 mail.example.com.", "\"v=spf1 -all\""], bad: ["", "a\nb"]),
        Row(
            format: .dimensions, good: ["type=svr", "type=fs, mnt_nm=/", "a=b,c=d"],
            bad: ["", "svr", "type=", "=svr", "type=a, type=b", "type=a,"]),
        Row(
            format: .callLimit, good: ["1", "100000", "unlimited"],
            bad: ["", "0", "-1", "+5", "007", "1.5", "unlimit", "Unlimited", "99999999999999999999"]),
        Row(
            format: .addressBlock, good: ["10.0.0.5", "10.0.0.0/8", "10.1.2.3/8", "2001:db8::1", "2001:db8::/32"],
            bad: ["", "10.0.0", "10.0.0.0/33", "2001:db8::/129", "2001:db8::/", "example.com", ":::"]),
        Row(format: .mediaType, good: ["text/html; charset=utf-8", "x"], bad: []),
        Row(format: .fileContent, good: ["", "any\ntext\n"], bad: []),
        Row(
            format: .rsaPublicKey, good: [TestKeys.line, TestKeys.pem, TestKeys.subject, TestKeys.ssh2],
            bad: [
                "", "not-a-key", "ssh-rsa", "ssh-rsa AAAA", "ssh-rsa !!", TestKeys.ed25519, TestKeys.privateKey,
                "command=\"x\" " + TestKeys.line, TestKeys.line + "\n" + TestKeys.line,
                TestKeys.line.replacing("AAAAB3", with: "AAAAB4"),
            ]),
    ]

    @Test("each form tells good texts from bad ones", arguments: rows)
    func table(row: Row) {
        for text in row.good { #expect(row.format.violation(of: text) == nil, "\(text)") }
        for text in row.bad { #expect(row.format.violation(of: text) != nil, "\(text)") }
    }

    @Test("every form is tried")
    func complete() { #expect(Set(Self.rows.map(\.format)) == Set(TextFormat.allCases)) }

    @Test("what is said of a bad text does not repeat it", arguments: rows)
    func silence(row: Row) {
        for text in row.bad where text.count > 8 {
            #expect(row.format.violation(of: text)?.contains(text) != true)
        }
    }

    @Test(
        "spellings that mean the same have one normal form",
        arguments: [
            (TextFormat.portRange, ["22", "22-22"]), (.addressOrRange, ["10.0.0.5", "10.0.0.5/32"]),
            (.addressOrRange, ["10.0.0.0/8", "10.1.2.3/8"]), (.answerClasses, ["2xx,5xx", "5xx 2xx", "2XX|5xx"]),
            (.email, ["Ops@Example.com", "ops@example.com"]), (.endpoint, ["https://A.b/C", "HTTPS://a.B/C"]),
            (.rsaPublicKey, [TestKeys.line, TestKeys.bare, TestKeys.pem, TestKeys.subject, TestKeys.ssh2]),
            (.zoneName, ["Shop.example.com", "shop.example.com"]), (.recordHost, ["WWW", "www"]),
            (.recordValue, ["mail.example.com", "mail.example.com."]),
            (.recordValue, ["10 mail.example.com", "10 mail.example.com."]),
            (.dimensions, ["type=fs, mnt_nm=/data", "mnt_nm=/data,type=fs", " mnt_nm = /data ,  type=fs"]),
            (.recordValue, ["v=spf1 -all", "\"v=spf1 -all\""]),
            (.addressBlock, ["1.2.3.4", "1.2.3.4/32"]), (.addressBlock, ["2001:DB8:0::1/128", "2001:db8::1"]),
            (.mediaType, ["text/html; charset=UTF-8", "Text/HTML;charset=utf-8", "text/html ;  Charset=utf-8"]),
            (.recordValue, ["2001:DB8:0:0:0:0:0:1", "2001:db8::1", "2001:0db8::0:0001"]),
            (.recordValue, ["10 Mail.Example.com.", "10  mail.example.com"]),
            (.recordValue, ["0 5 5060 SIP.example.com.", "0 5 5060 sip.example.com"]),
            (.recordValue, ["0 issue letsencrypt.org", "0 ISSUE \"letsencrypt.org\""]),
            (.rsaPublicKey, [TestKeys.line, TestKeys.line + "\n", "  " + TestKeys.bare + "==   me@home\n"]),
        ])
    func normal(format: TextFormat, spellings: [String]) {
        #expect(Set(spellings.map(format.normal)).count == 1)
    }

    @Test("texts of which only one ends with a dot, or has quotes inside, are not the same")
    func recordValues() {
        let format = TextFormat.recordValue
        for text in [
            "Hello there.", "\"a\" \"b\"", "\"", ".", "v=DKIM1; p=abc.", "To.Ken", "10 Ducks", "::x", "1 2 A.b",
        ] {
            #expect(format.normal(text) == text)
        }
    }

    @Test("content types whose values differ are not the same")
    func mediaTypes() {
        let format = TextFormat.mediaType
        #expect(format.normal("multipart/mixed; boundary=Ab") != format.normal("multipart/mixed; boundary=ab"))
        #expect(format.normal("a/b; x=\"1; Y\"") == "a/b; x=\"1; Y\"")
    }

    @Test(
        "what was probably meant is offered",
        arguments: [
            (TextFormat.networkProtocol, "tcp", "TCP"), (.networkProtocol, "6", "TCP"), (.zoneCode, "kr-1", "KR-1"),
            (.contentType, "Application/JSON", "application/json"), (.endpoint, "none", "NONE"),
            (.portRange, " 22 ", "22"), (.responseType, "not_found", "NOT_FOUND"),
        ])
    func suggestions(format: TextFormat, text: String, meant: String) {
        #expect(format.suggestion(for: text) == meant)
    }

    @Test("codes, ranges and last line breaks have one form in fields of any kind")
    func fields() {
        #expect(FieldType.enumeration(["TCP", "UDP"]).normal("tcp") == "TCP")
        #expect(FieldType.cidr.normal("10.0.0.5/16") == "10.0.0.0/16")
        #expect(FieldType.string.normal("two\nlines\r\n\n") == "two\nlines")
        #expect(FieldType.text.normal("kept\n") == "kept\n")
    }
}

@Suite("Private keys")
struct PrivateKeyTests {
    @Test("a private key is left out of a text, and what stands around it stays")
    func masking() {
        let text = "before\n\(TestKeys.privateKey)\nafter"
        #expect(PrivateKeys.occur(in: text))
        #expect(PrivateKeys.masked(text) == "before\n(private key)\nafter")
        #expect(!PrivateKeys.occur(in: TestKeys.pem) && PrivateKeys.masked(TestKeys.pem) == TestKeys.pem)
        #expect(!PrivateKeys.occur(in: "bring your PRIVATE KEY along"))
    }

    @Test("one that is cut off hides all that follows")
    func cut() {
        let text = TestKeys.privateKey.split(separator: "\n").dropLast().joined(separator: "\n")
        #expect(PrivateKeys.masked("key: " + text) == "(private key)")
    }

    @Test("no value with a private key shows it")
    func display() {
        let value = Value.map(["key": .list([.string(TestKeys.privateKey)])])
        #expect(value.display == "{key: [\"(private key)\"]}")
        #expect(value.withoutPrivateKeys == ["key": ["(private key)"]])
    }
}

/// One RSA key in the forms that tools write, and others that are none. Nobody uses them.
enum TestKeys {
    static let bare = "ssh-rsa \(blob)"
    static let line = "\(bare) ops@example.com"
    static let ed25519 =
        "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIF9OWhFMW/xlb/TYfW/II/FFzNw7XTvZpTyrmt4KeHwR ops@example.com"
    static let privateKey = """
        -----BEGIN RSA PRIVATE KEY-----
        MIIEpAIBAAKCAQEA0000000000000000000000000000000000000000000000000
        -----END RSA PRIVATE KEY-----
        """
    private static let blob =
        "AAAAB3NzaC1yc2EAAAADAQABAAAAgQClfBXRA4ZULbCfClmnYHQMhq5eqzt2CPdbkF9xG2fge7XfjCplr1DReKVtH0v7pF+nos9j"
        + "3vT24tFsEpDdw2aJWcJXquLJuFdx2BSVd6YCQnc7Zys1BqapMhivcv2Pg8rml1hmq6mjPKhx/HFJF4FyS99pxM/r4jt/yiuPMwR+"
        + "vw=="
    static let pem = """
        -----BEGIN RSA PUBLIC KEY-----
        MIGJAoGBAKV8FdEDhlQtsJ8KWadgdAyGrl6rO3YI91uQX3EbZ+B7td+MKmWvUNF4
        pW0fS/ukX6eiz2Pe9Pbi0WwSkN3DZolZwleq4sm4V3HYFJV3pgJCdztnKzUGpqky
        GK9y/Y+DyuaXWGarqaM8qHH8cUkXgXJL32nEz+viO3/KK48zBH6/AgMBAAE=
        -----END RSA PUBLIC KEY-----
        """
    static let subject = """
        -----BEGIN PUBLIC KEY-----
        MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQClfBXRA4ZULbCfClmnYHQMhq5e
        qzt2CPdbkF9xG2fge7XfjCplr1DReKVtH0v7pF+nos9j3vT24tFsEpDdw2aJWcJX
        quLJuFdx2BSVd6YCQnc7Zys1BqapMhivcv2Pg8rml1hmq6mjPKhx/HFJF4FyS99p
        xM/r4jt/yiuPMwR+vwIDAQAB
        -----END PUBLIC KEY-----
        """
    static let ssh2 = """
        ---- BEGIN SSH2 PUBLIC KEY ----
        Comment: "1024-bit RSA, converted by root@vm from OpenSSH"
        AAAAB3NzaC1yc2EAAAADAQABAAAAgQClfBXRA4ZULbCfClmnYHQMhq5eqzt2CPdbkF9xG2
        fge7XfjCplr1DReKVtH0v7pF+nos9j3vT24tFsEpDdw2aJWcJXquLJuFdx2BSVd6YCQnc7
        Zys1BqapMhivcv2Pg8rml1hmq6mjPKhx/HFJF4FyS99pxM/r4jt/yiuPMwR+vw==
        ---- END SSH2 PUBLIC KEY ----
        """
}

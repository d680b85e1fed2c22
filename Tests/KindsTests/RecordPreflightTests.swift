import Model
import Testing

@testable import Kinds

/// What is known of records before they are sent.
@Suite("checks of records") struct RecordPreflightTests {
    private static func sets(_ sets: (String, String, [String])...) -> Value {
        .list(sets.map { ["host": .string($0), "type": .string($1), "values": Value(texts: $2)] })
    }

    @Test(
        "values that are not of their type, and combinations that DNS does not allow, are told while planning",
        arguments: [
            ("www", "A", ["192.0.2.256"], "is not an IPv4 address"),
            ("www", "AAAA", ["192.0.2.1"], "is not an IPv6 address"),
            ("@", "MX", ["mail.example.com"], "is not a priority and a host"),
            ("@", "CNAME", ["b.com"], "at the zone itself"),
            ("@", "NS", ["ns.b.com"], "at the zone itself"),
            ("www", "CNAME", ["a.com", "b.com"], "has a CNAME record and others"),
            ("www", "CNAME", ["WWW.a.com."], "points to itself"),
            ("_sip._tcp", "SRV", ["5060 sip.b.com"], "is not priority, weight, port and host"),
            ("_sip._tcp", "SRV", ["0 0 99999 sip.b.com"], "is not priority, weight, port and host"),
            ("www", "AAAA", [":::::"], "is not an IPv6 address"),
            ("www", "AAAA", ["1:2:3:4:5:6:7:8:9"], "is not an IPv6 address"),
            ("@", "MX", ["-1 mail.b.com"], "is not a priority and a host"),
            ("@", "MX", ["70000 mail.b.com"], "is not a priority and a host"),
            ("@", "MX", ["10 mail!"], "is not a priority and a host"),
            ("www", "CNAME", ["https://b.com/"], "is not a host name"),
            ("www", "CNAME", ["192.0.2.1"], "is not a host name"),
            ("@", "CAA", ["nonsense"], "is not flags, a tag and a value"),
            ("sub", "DS", ["zzz"], "is not a key tag"),
            ("_www", "A", ["192.0.2.1"], "cannot contain '_'"),
            (long, "A", ["192.0.2.1"], "more than 253 characters"),
        ] as [(String, String, [String], String)])
    func preflight(host: String, type: String, values: [String], words: String) {
        let subject = Preflight.Subject(
            Address(kind: "DnsZone", name: "a"),
            ["name": "a.com", "records": Self.sets((host, type, values))], changed: ["records"], isNew: true)
        let scene = Preflight.Scene([:], readKinds: [])
        let problems = RecordPreflight.checks.flatMap { $0.problems(subject, scene) }
        #expect(problems.contains { $0.message.contains(words) }, "\(problems.map(\.message))")
    }

    private static let long =
        Array(repeating: String(repeating: "a", count: 61), count: 4).joined(separator: ".") + ".abc"

    @Test(
        "what DNS allows is no problem",
        arguments: [
            ("_dmarc", "TXT", "v=DMARC1"), ("_sip._tcp", "SRV", "0 5 5060 sip.b.com."), ("@", "MX", "0 ."),
            ("k1._domainkey", "CNAME", "dkim_k1.b.com."), ("www", "AAAA", "::ffff:192.0.2.1"), ("www", "AAAA", "::"),
            ("@", "CAA", "0 issue \"letsencrypt.org; a=b\""), ("sub", "DS", "12345 13 2 49FD46E6 C4B45C55"),
            ("1", "CNAME", "1.0/25.2.0.192.in-addr.arpa."), ("www", "CNAME", "한국.kr"),
            ("_acme-challenge", "NS", "ns.b.com"),
        ])
    func allowed(host: String, type: String, value: String) {
        let subject = Preflight.Subject(
            Address(kind: "DnsZone", name: "a"),
            ["name": "a.com", "records": Self.sets((host, type, [value]))], changed: ["records"], isNew: true)
        let problems = RecordPreflight.checks.flatMap { $0.problems(subject, Preflight.Scene([:], readKinds: [])) }
        #expect(problems.map(\.message) == [])
    }

    @Test("a wrong value is blamed at its own place")
    func places() {
        let subject = Preflight.Subject(
            Address(kind: "DnsZone", name: "a"),
            [
                "name": "a.com",
                "records": Self.sets(("a", "A", ["192.0.2.1"]), ("B", "A", ["192.0.2.1", "192.0.2.999"])),
            ],
            changed: ["records"], isNew: false)
        let problems = RecordPreflight.checks.flatMap { $0.problems(subject, Preflight.Scene([:], readKinds: [])) }
        #expect(problems.map { $0.place?.description } == ["records[b A].values[1]"])
    }

    @Test(
        "a host that repeats the name of its zone is a warning that says what was meant",
        arguments: [("blog.a.com", "host: blog?"), ("A.com", "host: \"@\"?")])
    func qualifiedHost(host: String, meant: String) {
        let subject = Preflight.Subject(
            Address(kind: "DnsZone", name: "a"),
            ["name": "a.com", "records": Self.sets((host, "A", ["192.0.2.1"]), ("data.com", "A", ["192.0.2.1"]))],
            changed: ["records"], isNew: false)
        let problems = RecordPreflight.checks.flatMap { $0.problems(subject, Preflight.Scene([:], readKinds: [])) }
        #expect(problems.map(\.severity) == [.warning])
        #expect(problems.first?.help == "did you mean \(meant)")
        #expect(problems.first?.message.hasSuffix("published as \(host.lowercased()).a.com") == true)
    }
}

import OrderedJSON
import Testing

@testable import Simulator

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

@Suite("name server of the simulator") struct NameServerTests {
    private static let records: [(host: String, type: String, content: String)] = [
        ("@", "A", "192.0.2.1"), ("@", "A", "192.0.2.2"), ("www", "CNAME", "shop.example.com."),
        ("v6", "AAAA", "2001:db8::1"),
        ("@", "MX", "10 mail.example.com"), ("@", "TXT", "\"v=spf1 -all\""), ("*.app", "A", "192.0.2.7"),
        ("a.deep", "TXT", "x"), ("out", "CNAME", "other.example.net"), ("sub", "NS", "ns.example.net"),
        ("@", "CAA", "0 issue \"ca.example\""), ("_sip", "SRV", "0 5 5060 sip.example.com"),
    ]

    /// Serves a zone, and lets `body` ask for it: `www.shop.example.com A`.
    private func withZone(_ body: (TestClient, (String, UInt16) -> Answer) throws -> Void) async throws {
        let simulator = try await Simulator.start(with { $0.dnsPort = 0 })
        let port = try #require(simulator.dnsPort)
        do {
            let client = TestClient(port: simulator.port)
            func send(_ path: String, _ body: JSON) {
                _ = client.send("POST", "/dns/v2/domains" + path, body: body.serialized(), type: "application/json")
                client.pass(20)
            }
            send("", ["name": "shop.example.com", "dnssecEnabled": false])
            let records = Self.records.map { record -> JSON in
                [
                    "host": .string(record.host), "type": .string(record.type), "content": .string(record.content),
                    "ttl": 60,
                ]
            }
            send("/120/records/batch-create", ["records": .array(records)])
            #expect(Answer(to: "shop.example.com", 1, port: port).status == 5, "nothing is applied yet")
            send("/120/records/apply", [:])
            try body(client) { Answer(to: $0, $1, port: port) }
        } catch {
            try await simulator.stop()
            throw error
        }
        try await simulator.stop()
    }

    @Test("applied records are answered over UDP, by type, through aliases and wildcards")
    func answers() async throws {
        try await withZone { _, ask in
            #expect(ask("shop.example.com", 1).data == [[192, 0, 2, 1], [192, 0, 2, 2]])
            #expect(ask("SHOP.example.com", 1).data.count == 2)
            let alias = ask("www.shop.example.com", 1)
            #expect(alias.types == [5, 1, 1] && alias.data[0] == DNSName.encoded("shop.example.com"))
            #expect(
                ask("v6.shop.example.com", 28).data == [
                    [0x20, 0x01, 0x0D, 0xB8] + [UInt8](repeating: 0, count: 11) + [1]
                ])
            #expect(ask("shop.example.com", 15).data == [[0, 10] + DNSName.encoded("mail.example.com")])
            #expect(ask("shop.example.com", 16).data == [[11] + Array("v=spf1 -all".utf8)])
            #expect(ask("x.app.shop.example.com", 1).data == [[192, 0, 2, 7]])
            #expect(ask("shop.example.com", 2).data.count == 2)
            #expect(ask("shop.example.com", 6).types == [6])
            #expect(ask("shop.example.com", 257).data == [[0, 5] + Array("issueca.example".utf8)])
            #expect(ask("out.shop.example.com", 1).types == [5])
        }
    }

    @Test("names that there are not, types that a name lacks, and zones of others are told apart")
    func nothing() async throws {
        try await withZone { _, ask in
            #expect(ask("none.shop.example.com", 1).status == 3)
            let lacking = ask("shop.example.com", 28)
            #expect(lacking.status == 0 && lacking.data.isEmpty && lacking.authorities == 1)
            #expect(ask("deep.shop.example.com", 1).status == 0)
            #expect(ask("example.org", 1).status == 5)
            let delegated = ask("a.sub.shop.example.com", 1)
            #expect(delegated.status == 0 && delegated.data.isEmpty && delegated.authorities == 1)
        }
    }

    @Test("what is edited is served when its operation is done, and not before")
    func timing() async throws {
        try await withZone { client, ask in
            let body: JSON = ["host": "new", "type": "A", "content": "192.0.2.50", "ttl": 60]
            _ = client.send("POST", "/dns/v2/domains/120/records", body: body.serialized(), type: "application/json")
            client.pass(60)
            #expect(ask("new.shop.example.com", 1).status == 3)
            _ = client.send("POST", "/dns/v2/domains/120/records/apply", body: "{}", type: "application/json")
            client.pass(4)
            #expect(ask("new.shop.example.com", 1).status == 3)
            client.pass(1)
            #expect(ask("new.shop.example.com", 1).data == [[192, 0, 2, 50]])
        }
    }

    @Test("data of every type is written as the documents of DNS have it, and what is none is left out")
    func data() {
        #expect(
            DNSData.encoded("0 5 5060 sip.example.com", as: "SRV") == [0, 0, 0, 5, 0x13, 0xC4]
                + DNSName.encoded("sip.example.com"))
        #expect(DNSData.encoded("60485 5 1 2BB183AF", as: "DS") == [0xEC, 0x45, 5, 1, 0x2B, 0xB1, 0x83, 0xAF])
        #expect(DNSData.encoded(String(repeating: "x", count: 300), as: "TXT")?.count == 302)
        #expect(DNSData.encoded("\"a\" \"b\"", as: "TXT") == [1, 0x61, 1, 0x62])
        for (content, type) in [
            ("x", "A"), ("x", "AAAA"), ("mail", "MX"), ("1 2 x", "SRV"), ("a", "CAA"), ("a b", "DS"),
        ] {
            #expect(DNSData.encoded(content, as: type) == nil, "\(type)")
        }
        for bytes in [[], [UInt8](repeating: 0, count: 12), [UInt8](repeating: 0xFF, count: 40)] {
            #expect(DNSQuestion(bytes) == nil)
        }
    }
}

/// What a server answers to one question, asked and read here.
private struct Answer {
    var status = -1
    var types: [UInt16] = []
    var data: [[UInt8]] = []
    var authorities = 0

    init(to name: String, _ type: UInt16, port: Int) {
        let labels = name.split(separator: ".").flatMap { [UInt8($0.utf8.count)] + Array($0.utf8) }
        let query: [UInt8] =
            [7, 7, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0] + labels + [0, UInt8(type >> 8), UInt8(type & 0xFF), 0, 1]
        let reply = Self.exchange(query, port: port)
        guard reply.count > query.count || reply.count == query.count, reply.starts(with: [7, 7]) else { return }
        status = Int(reply[3] & 0x0F)
        authorities = Int(reply[9])
        var place = query.count
        for _ in 0..<Int(reply[7]) {
            while reply[place] != 0 { place += Int(reply[place]) + 1 }
            types.append(UInt16(reply[place + 1]) << 8 | UInt16(reply[place + 2]))
            let length = Int(reply[place + 9]) << 8 | Int(reply[place + 10])
            data.append(Array(reply[(place + 11)..<(place + 11 + length)]))
            place += 11 + length
        }
    }

    private static func exchange(_ query: [UInt8], port: Int) -> [UInt8] {
        #if canImport(Glibc)
            let descriptor = socket(AF_INET, Int32(SOCK_DGRAM.rawValue), 0)
        #else
            let descriptor = socket(AF_INET, SOCK_DGRAM, 0)
        #endif
        defer { close(descriptor) }
        var patience = timeval(tv_sec: 10, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(UInt16(port).bigEndian)
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        let sent = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                sendto(descriptor, query, query.count, 0, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard sent == query.count else { return [] }
        var buffer = [UInt8](repeating: 0, count: 4096)
        let count = recv(descriptor, &buffer, buffer.count, 0)
        return count > 0 ? Array(buffer[..<count]) : []
    }
}

import Model
import Testing

@testable import Kinds

@Suite("CDN+ instances as manifests for Global Edge") struct EdgeMigrationTests {
    private static func instance(
        _ name: String, _ attributes: Attributes = [:], kind: String = "CdnPlus"
    ) -> LiveObject {
        let usual: Attributes = [
            "name": .string(name), "protocol": "ALL", "domains": ["www.example.com"], "certificate": "shop-tls",
            "origin": [
                "host": "origin.example.com", "path": "/site", "httpPort": 80, "httpsPort": 8443,
                "hostHeader": "ORIGIN_HOSTNAME",
            ],
            "caching": ["mode": "CACHE", "time": "7d"], "cacheKeyHost": "INCOMING_HOST_HEADER",
            "ignoreQueryStrings": true, "removeVary": true, "largeFiles": false, "compression": true, "referers": [],
        ]
        return LiveObject(kind: kind, id: "711484", attributes: usual.merging(attributes) { $1 }, status: "RUN")
    }

    private func edges(_ made: MigrationDraft) -> [ManifestDraft] { made.drafts.filter { $0.address.kind == "Edge" } }

    @Test("an instance becomes an edge in a profile, with its origin, caching and settings")
    func edge() throws {
        let made = EdgeMigration.draft(of: [Self.instance("Shop_CDN")])
        #expect(made.drafts.map(\.address.description) == ["EdgeProfile/cdn", "Edge/shop-cdn"])
        let edge = try #require(edges(made).first)
        let expected: Attributes = [
            "profile": .reference(Reference(Address(kind: "EdgeProfile", name: "cdn"))), "area": "KOREA",
            "protocol": "ALL",
            "origin": [
                "type": "CUSTOM", "host": "origin.example.com", "protocol": "HTTPS", "port": 8443, "path": "/site",
                "hostHeader": "ORIGIN_HOSTNAME",
            ],
            "caching": ["mode": "CACHING", "age": 7, "ageUnit": "DAYS"], "cacheKeyHost": "INCOMING_HOST_HEADER",
            "queryStrings": ["mode": "ALL_IGNORED"], "removeVary": true, "largeFiles": false, "compression": true,
        ]
        for (field, value) in expected { #expect(edge.resource.attributes[field] == value, "\(field)") }
        #expect(edge.resource.attributes.count == expected.count, "\(edge.resource.attributes.keys)")
        #expect(edge.remarks["caching"] == "was CACHE, 7d")
        #expect(made.remarks.contains("Shop_CDN: is written as shop-cdn."))
        #expect(made.remarks.contains { $0.contains("Shop_CDN www.example.com") })
        #expect(made.remarks.contains { $0.contains("Certificates were Shop_CDN shop-tls") })
        #expect(made.remarks.contains { $0.contains("also requested by HTTP on port 80") })
    }

    @Test("instances share a profile, and one of Global CDN serves the area GLOBAL")
    func several() {
        let made = EdgeMigration.draft(of: [
            Self.instance("shop"), Self.instance("shop", ["domains": []], kind: "GlobalCdn"),
        ])
        #expect(made.drafts.map(\.address.description) == ["EdgeProfile/cdn", "Edge/shop", "Edge/shop-2"])
        #expect(edges(made).map { $0.resource.attributes["area"] } == ["KOREA", "GLOBAL"])
    }

    @Test(
        "a port that is none is not written, and an address of version 6 is no host",
        arguments: ["x:99999", "[::1]:8443"])
    func oddOrigins(_ place: String) throws {
        let origin: Value = ["host": .string("https://\(place)/"), "httpsPort": 8443]
        let made = EdgeMigration.draft(of: [Self.instance("shop", ["origin": origin])])
        let written = try #require(edges(made).first?.resource.attributes["origin"]?.members)
        #expect(written["port"] == 8443 && written["host"] == (place == "x:99999" ? "x" : "origin.example.com"))
    }

    @Test("what an edge has no field for, or takes fewer of, is said")
    func losses() {
        let many = Value.list((0..<60).map { .string("\($0).example.com") })
        let made = EdgeMigration.draft(of: [
            Self.instance(
                "shop",
                [
                    "signedUrls": true, "logContainer": "logs", "referers": many, "restrictReferers": true,
                    "liveTranscoders": ["12"], "caching": ["mode": "SOMETHING"],
                ])
        ])
        for said in ["secure token", "logs went to logs", "10 referers are missing", "liveTranscoders", "SOMETHING"] {
            #expect(made.remarks.contains { $0.hasPrefix("shop: ") && $0.contains(said) }, "\(said)")
        }
        let edge = edges(made).first
        #expect(edge?.resource.attributes["referers"]?.elements.count == 50)
        #expect(edge?.resource.attributes["caching"] == nil)
        #expect(edge?.remarks["referers"]?.contains("accessMode") == true)
    }

    @Test(
        "caching options are read by their words",
        arguments: [
            (["mode": "BYPASS_CACHE"], ["mode": "BYPASS_CACHE"]),
            (["mode": "ORIGIN_CACHE_CONTROL"], ["mode": "ORIGIN_CACHE_CONTROL_HEADER"]),
            (["mode": "CACHE", "time": "3600"], ["mode": "CACHING", "age": 3600, "ageUnit": "SECONDS"]),
            (["mode": "CACHE", "time": "12h"], ["mode": "CACHING", "age": 12, "ageUnit": "HOURS"]),
        ] as [(Value, Value)])
    func caching(_ live: Value, _ written: Value) {
        let made = EdgeMigration.draft(of: [Self.instance("shop", ["caching": live])])
        #expect(edges(made).first?.resource.attributes["caching"] == written)
    }

    @Test("an origin may be a URL with a port and a path, or may not be shown")
    func origins() {
        func origin(_ members: Attributes) -> Attributes {
            edges(EdgeMigration.draft(of: [Self.instance("shop", ["origin": .map(members)])])).first?
                .resource.attributes["origin"]?.members ?? [:]
        }
        let url = origin(["host": "http://origin.example.com:8080/files/", "path": "site", "httpsPort": 443])
        #expect(url["host"] == "origin.example.com" && url["port"] == 8080 && url["protocol"] == "HTTP")
        #expect(url["path"] == "/files/site")
        let plain = origin(["host": "origin.example.com", "httpPort": 8000])
        #expect(plain["port"] == 8000 && plain["protocol"] == "HTTP" && plain["path"] == nil)
        let named = origin(["host": "origin.example.com", "hostHeader": "DIRECT", "hostName": "www.example.com"])
        #expect(named["hostHeader"] == "CUSTOM" && named["hostName"] == "www.example.com")
        #expect(origin([:])["host"] == "origin.example.com")
        let hidden = EdgeMigration.draft(of: [Self.instance("shop", ["origin": .null])])
        #expect(edges(hidden).first?.remarks["origin"] == "not shown: write its host")
        let long = origin(["host": "a.example.com", "path": .string(String(repeating: "a", count: 120))])
        #expect(long["path"] == nil)
        let both = OriginPlace([
            "host": "a.example.com", "path": .string(String(repeating: "a", count: 120)), "httpPort": 80,
            "httpsPort": 443,
        ])
        #expect(both.notes.count == 2 && both.notes[0].contains("HTTP on port 80") && both.notes[1].contains("path"))
    }

    @Test(
        "times that are none are not made up",
        arguments: ["", "d", "7w", "7dd", "0", "99999999999", "366d", "8761h", "525601m", "31536001"])
    func times(_ text: String) {
        #expect(CacheAge(text) == nil)
    }

    @Test("times of up to a year are read", arguments: ["365d", "8760h", "525600m", "31536000"])
    func longTimes(_ text: String) {
        #expect(CacheAge(text) != nil)
    }
}

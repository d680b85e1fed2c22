import Model
import OrderedJSON
import Rehearsal
import Testing

/// What a look at objects costs that have few calls: lookups, instances of a CDN, certificates, keys, glossaries, buckets and data boxes. More
/// of them under `NACRE_SOAK=1`.
@Suite("what a look at keys, buckets and lookups costs") struct SmallCostLaws {
    private static let count = LawBench.isSoak ? 50 : 6

    @Test("CDN instances: one list for each of the two services")
    func cdns() async throws {
        try await LawBench.with { bench in
            var documents: [String] = []
            for number in 0..<Self.count {
                try await bench.cloud.addCdn(["name": .string("plus-\(number)")])
                try await bench.cloud.addCdn(["name": .string("global-\(number)"), "global": true])
                documents.append(Self.imported("CdnPlus", "plus-\(number)", "name: plus-\(number)"))
                documents.append(Self.imported("GlobalCdn", "global-\(number)", "name: global-\(number)"))
            }
            let desired = try bench.load(documents)
            try await bench.complete(desired)
            let calls = try await bench.cost(of: desired)
            #expect(calls == ["getCdnPlusInstanceList": 1, "getGlobalCdnInstanceList": 1], "\(calls)")
        }
    }

    @Test("certificates: one list, the slots of edges in one more, and one call for each slot that is managed")
    func certificates() async throws {
        try await LawBench.with { bench in
            var documents: [String] = []
            for number in 0..<Self.count {
                try await bench.cloud.addCertificate("tls-\(number)")
                documents.append(Self.imported("Certificate", "tls-\(number)", "name: tls-\(number)"))
                documents.append(
                    Manifests.document(
                        "EdgeCertificate", "edge-\(number)", "certificate: tls-\(number)",
                        "tlsVersion: TLS_MIN_VERSION_1_2",
                        "ciphers: GENERAL"))
            }
            let desired = try bench.load(documents)
            try await bench.complete(desired)
            let calls = try await bench.cost(of: desired)
            #expect(Self.total(calls, "/certificates") <= 2, "\(calls)")
            #expect(calls["GET /api/v1/certificate/provisioning"] == 1, "\(calls)")
            #expect(Self.total(calls) <= Self.count + 3, "\(calls)")
        }
    }

    @Test("what is only answered: one call for each document")
    func lookups() async throws {
        try await LawBench.with { bench in
            let places = (1...Self.count).map { Self.imported("GeoLocation", "place-\($0)", "id: 203.0.113.\($0)") }
            let reports = (1...9).map { Self.imported("SecurityReport", "since-\($0)", "id: IDS/2026-0\($0)-01") }
            let event = Self.imported("SecurityEvent", "brute-force", "id: IDS/526068433")
            let quota = Self.imported("GeoLocationQuota", "monthly", "id: quota", "monthlyCalls: unlimited")
            let desired = try bench.load(places + reports + [event, quota])
            try await bench.complete(desired)
            let calls = try await bench.cost(of: desired)
            let expected = [
                "GET /geolocation/v2/geoLocation": Self.count, "GET /geolocation/v2/quota": 1,
                "POST /vsecuritymonitoring/v1/getIDSList": 9, "POST /vsecuritymonitoring/v1/getIDSEventDetail": 1,
            ]
            #expect(calls == expected, "\(calls)")
        }
    }

    @Test("keys: one list, one call for each managed key, and one more where its addresses are managed")
    func keys() async throws {
        try await LawBench.with { bench in
            let keys = (0..<Self.count).map { Manifests.document("KmsKey", "key-\($0)", "type: AES256") }
            let bare = try bench.load(keys)
            try await bench.complete(bare)
            let few = try await bench.cost(of: bare)
            #expect(few["GET /kms/v1/keys"] == 1 && Self.total(few) == Self.count + 1, "\(few)")
            let acl = Manifests.document(
                "KmsKey", "key-0", "type: AES256", "acl: {enabled: true, addresses: [10.0.0.6]}")
            let managed = try bench.load([acl] + keys.dropFirst())
            try await bench.complete(managed)
            let calls = try await bench.cost(of: managed)
            #expect(Self.total(calls, "/acl") == Self.count && Self.total(calls) == 2 * Self.count + 1, "\(calls)")
        }
    }

    @Test("glossaries: one list, and the terms of each where terms are managed")
    func glossaries() async throws {
        try await LawBench.with { bench in
            let term = "{source: ko, target: en, triggerText: shop, replaceText: store}"
            let desired = try bench.load(
                (0..<Self.count).map { Manifests.document("PapagoGlossary", "words-\($0)", "terms: [\(term)]") })
            try await bench.complete(desired)
            // Of more than 30 glossaries there is a second page.
            let calls = try await bench.cost(of: desired)
            #expect(Self.total(calls, "/replacer") == Self.count, "\(calls)")
            #expect(Self.total(calls) == Self.count + 1 + (Self.count - 1) / 30, "\(calls)")
        }
    }

    @Test(
        "objects: a list of buckets of each service, one of objects, and a call for what is managed of a bucket or an object"
    )
    func buckets() async throws {
        try await LawBench.with { bench in
            let objects = { (more: String) in
                (0..<Self.count).map { number in
                    Manifests.document(
                        "StorageObject", "page-\(number)", "bucket: shop-pages", "name: page-\(number).html",
                        "content: hello", more)
                }
            }
            let bare = try bench.load([Manifests.document("Bucket", "shop-pages")] + objects(""))
            try await bench.complete(bare)
            let few = try await bench.cost(of: bare)
            #expect(few == ["ListBuckets": 2, "ListObjects": 1], "\(few)")
            let managed = try bench.load(
                [Manifests.document("Bucket", "shop-pages", "acl: private")] + objects("acl: public-read"))
            try await bench.complete(managed)
            let calls = try await bench.cost(of: managed)
            let expected = ["ListBuckets": 2, "ListObjects": 1, "GetBucketAcl": 1, "GetObjectAcl": Self.count]
            #expect(calls == expected, "\(calls)")
        }
    }

    /// Source: api/databoxframe.md §6.
    @Test("frames with a box each: one list, two calls for each frame and two for each box")
    func frames() async throws {
        try await LawBench.with { bench in
            let many = LawBench.isSoak ? 20 : 3
            var documents: [String] = []
            for number in 0..<many {
                try await bench.cloud.addFrame("frame-\(number)")
                documents.append(Manifests.document("DataBoxFrame", "frame-\(number)"))
                documents.append(
                    Manifests.document(
                        "DataBox", "box-\(number)", "frame: frame-\(number)", "sslVpnCount: 1",
                        "connectServers: [{spec: 4002, storage: 100}]",
                        "tensorFlowCpuServers: [{spec: 5001, storage: 100}]", "nas: [{count: 1, size: 500}]"))
            }
            let desired = try bench.load(documents)
            try await bench.complete(desired)
            let calls = try await bench.cost(of: desired)
            #expect(Self.total(calls, "/get-data-box-frame-list") == 1, "\(calls)")
            for name in ["frame-detail", "list", "summary-info", "infra-list"] {
                #expect(Self.total(calls, "/get-data-box-\(name)") == many, "\(name): \(calls)")
            }
            // The lists of servers and volumes of a frame only where a manifest has them.
            #expect(Self.total(calls) == 4 * many + 1, "\(calls)")
        }
    }

    private static func imported(_ kind: String, _ name: String, _ what: String, _ fields: String...) -> String {
        Manifests.document(kind, name, head: "import: {\(what)}", fields)
    }

    /// - Parameter end: what the names of the calls end with.
    private static func total(_ calls: [String: Int], _ end: String = "") -> Int {
        calls.filter { $0.key.hasSuffix(end) }.values.reduce(0, +)
    }
}

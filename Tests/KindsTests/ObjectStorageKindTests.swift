import Model
import NcloudClient
import OrderedJSON
import Synchronization
import Testing

@testable import Kinds

/// Source: api/objectstorage.md §3, §5–§7.
@Suite("buckets and objects, call by call") struct ObjectStorageKindTests {
    private static func grants(_ others: (group: String, permission: String)...) -> JSON {
        let owner: JSON = ["Grantee": ["ID": "me"], "Permission": "FULL_CONTROL"]
        let groups: [JSON] = others.map {
            [
                "Grantee": ["URI": .string("http://acs.amazonaws.com/groups/global/\($0.group)")],
                "Permission": .string($0.permission),
            ]
        }
        return ["Owner": ["ID": "me"], "AccessControlList": ["Grant": .array([owner] + groups)]]
    }

    @Test("the name of an ACL is derived from its grants")
    func acls() {
        #expect(CannedAcl.name(Self.grants()) == "private")
        #expect(CannedAcl.name(Self.grants(("AllUsers", "READ"))) == "public-read")
        #expect(CannedAcl.name(Self.grants(("AllUsers", "WRITE"), ("AllUsers", "READ"))) == "public-read-write")
        #expect(CannedAcl.name(Self.grants(("AuthenticatedUsers", "READ"))) == "authenticated-read")
        #expect(CannedAcl.name(Self.grants(("AllUsers", "WRITE"))) == "custom")
        #expect(CannedAcl.name(Self.grants(("AllUsers", "READ_ACP"), ("AllUsers", "READ"))) == "custom")
        let other: JSON = ["Grantee": ["ID": "other"], "Permission": "FULL_CONTROL"]
        #expect(
            CannedAcl.name(["Owner": ["ID": "me"], "AccessControlList": ["Grant": .array([other])]]) == "custom")
    }

    @Test("ids tell buckets of the two services apart, and objects in them")
    func places() {
        #expect(BucketPlace(id: "pages") == BucketPlace(.objectStorage, "pages"))
        #expect(BucketPlace(id: "ncloud:pages") == BucketPlace(.ncloudStorage, "pages"))
        #expect(BucketPlace(.ncloudStorage, "pages").id == "ncloud:pages")
        let object = ObjectPlace(id: "ncloud:pages/a/b c")
        #expect(object == ObjectPlace(BucketPlace(.ncloudStorage, "pages"), "a/b c"))
        #expect(object?.id == "ncloud:pages/a/b c" && object?.source.value == "/pages/a/b%20c")
        #expect(ObjectPlace(id: "pages") == nil && ObjectPlace(id: "pages/") == nil)
    }

    @Test("rules come back from the documents that are made of them")
    func rules() {
        let cors: [Attributes] = [
            ["origins": ["*"], "methods": ["GET", "PUT"], "headers": ["*"], "exposedHeaders": ["ETag"], "maxAge": 5],
            ["origins": ["https://a.example"], "methods": ["HEAD"]],
        ]
        let wire: JSON = [
            "CORSRule": [
                [
                    "AllowedOrigin": ["*"], "AllowedMethod": ["GET", "PUT"], "AllowedHeader": ["*"],
                    "ExposeHeader": ["ETag"], "MaxAgeSeconds": "5",
                ],
                ["AllowedOrigin": ["https://a.example"], "AllowedMethod": ["HEAD"]],
            ]
        ]
        #expect(CorsRule.value(wire) == .list(cors.map(Value.map)))
        let document = CorsRule.document(cors)
        #expect(
            document.children.count == 2
                && document.children[0].children.map(\.text) == ["*", "GET", "PUT", "*", "ETag", "5"])
        #expect(CorsRule.value(nil) == .list([]))
        let life: Value = LifecycleRule.value([
            "Rule": [["ID": "old", "Filter": ["Prefix": "logs/"], "Status": "Disabled", "Expiration": ["Days": "30"]]]
        ])
        #expect(
            life == [["name": "old", "prefix": "logs/", "enabled": false, "expireAfter": 30]])
    }

    @Test("a write says all that is kept with an object, as it would be forgotten otherwise")
    func writes() async throws {
        let live = LiveObject(
            kind: "StorageObject", id: "pages/a",
            attributes: [
                "bucket": "pages", "name": "a", "contentType": "text/html", "metadata": ["team": "web"],
                "headers": ["expires": "0", "cache-control": "no-cache"], "acl": "public-read", "content": "md5:old",
            ])
        let content = FileContent(Array("new".utf8))
        let session = FakeSession()
        try await operations("StorageObject").update(
            live,
            to: wanted("StorageObject", "a", ["bucket": "pages", "name": "a", "content": .string(content.text)]),
            through: session)
        let put = try #require(session.requests.first)
        #expect(put.operation == "PutObject" && put.content == content.bytes && session.requests.count == 1)
        #expect(
            put.headers == [
                HTTPHeader("content-type", "text/html"), HTTPHeader("cache-control", "no-cache"),
                HTTPHeader("expires", "0"), HTTPHeader("x-amz-meta-team", "web"),
                HTTPHeader("x-amz-acl", "public-read"),
            ])
        let second = FakeSession()
        try await operations("StorageObject").update(
            live, to: wanted("StorageObject", "a", ["name": "a", "contentType": "text/plain", "acl": "private"]),
            through: second)
        let copy = try #require(second.requests.first)
        #expect(copy.operation == "CopyObject" && second.requests.count == 1)
        #expect(
            copy.headers == [
                HTTPHeader("x-amz-copy-source", "/pages/a"), HTTPHeader("x-amz-metadata-directive", "REPLACE"),
                HTTPHeader("content-type", "text/plain"), HTTPHeader("cache-control", "no-cache"),
                HTTPHeader("expires", "0"), HTTPHeader("x-amz-meta-team", "web"),
                HTTPHeader("x-amz-acl", "private"),
            ])
    }

    @Test("what no manifest asks about is read before a write, which would reset it")
    func unread() async throws {
        let live = LiveObject(
            kind: "StorageObject", id: "pages/a", attributes: ["bucket": "pages", "name": "a", "content": "md5:old"])
        let changes: [Attributes] = [
            ["content": .string(FileContent(Array("new".utf8)).text)], ["metadata": ["team": "shop"]],
        ]
        for change in changes {
            var shown = Self.grants(("AllUsers", "READ")).members
            shown["content-type"] = "text/html"
            shown["x-amz-meta-team"] = "web"
            let session = FakeSession(answers: ["/pages/a": .object(shown)])
            try await operations("StorageObject").update(
                live, to: wanted("StorageObject", "a", change.merging(["name": "a"]) { $1 }), through: session)
            let write = try #require(session.requests.last)
            #expect(write.headers.contains(HTTPHeader("x-amz-acl", "public-read")))
            #expect(write.headers.contains(HTTPHeader("content-type", "text/html")))
            #expect(
                write.headers.contains(HTTPHeader("x-amz-meta-team", change["metadata"] == nil ? "web" : "shop")))
        }
    }

    @Test("a write that would remove grants which no name stands for is refused, unless the manifest names others")
    func customGrants() async throws {
        let live = LiveObject(
            kind: "StorageObject", id: "pages/a",
            attributes: [
                "name": "a", "contentType": "text/html", "metadata": [:], "headers": [:], "content": "md5:old",
            ])
        let change: Attributes = ["name": "a", "contentType": "text/plain"]
        let session = FakeSession(answers: ["/pages/a": Self.grants(("AllUsers", "READ_ACP"))])
        await #expect(throws: StepFailure.self) {
            try await operations("StorageObject").update(
                live, to: wanted("StorageObject", "a", change), through: session)
        }
        #expect(session.requests.map(\.method) == [.get])
        let named = FakeSession()
        try await operations("StorageObject").update(
            live, to: wanted("StorageObject", "a", change.merging(["acl": "private"]) { $1 }), through: named)
        #expect(named.requests.map(\.operation) == ["CopyObject"])
        #expect(named.requests.first?.headers.contains(HTTPHeader("x-amz-acl", "private")) == true)
    }

    @Test("a list that stops in the middle, or does not go on, is no list")
    func truncated() async throws {
        let pages: [JSON] = [
            ["IsTruncated": "true"], ["IsTruncated": "True", "NextMarker": "a", "Contents": [["Key": "a"]]],
        ]
        for page in pages {
            let failure = await #expect(throws: APIFailure.self) {
                try await ObjectListing(bucket: BucketPlace(id: "pages"), keys: nil).objects(
                    from: FakeSession(answers: ["/pages": page]))
            }
            #expect(failure?.classification == .ambiguous)
        }
        let last = try await ObjectListing(bucket: BucketPlace(id: "pages"), keys: nil).objects(
            from: FakeSession(answers: ["/pages": ["Contents": [["Key": "a"]]]]))
        #expect(last.compactMap(\.name) == ["a"])
    }

    @Test("keys that begin with the same letters are listed by these, whole ones")
    func prefixes() async throws {
        for (keys, prefix) in [
            (["\u{FFFD}a", "\u{FFFD}b"], "\u{FFFD}"), (["가", "각"], nil), (["a가", "a각"], "a"), (["same"], "same"),
        ] as [(Set<String>, String?)] {
            let session = FakeSession()
            _ = try await ObjectListing(bucket: BucketPlace(id: "pages"), keys: keys).objects(from: session)
            #expect(session.requests.map { $0["prefix"] } == [prefix])
        }
    }

    @Test("one bucket that is asked for is asked for each of its settings once")
    func oneBucket() async throws {
        let session = FakeSession(answers: ["/pages": Self.grants(("AllUsers", "READ"))])
        let detail = try await operations("Bucket").detail(of: "pages", knownAs: [:], from: session)
        guard case .shown(let bucket) = detail else {
            Issue.record("\(detail)")
            return
        }
        #expect(bucket.attributes["acl"] == "public-read")
        #expect(session.requests.compactMap(\.operation) == ["ListBuckets", "GetBucketAcl", "GetBucketCors"])
    }

    @Test("a content of which only the digest is known is not made up")
    func lostContent() async {
        let session = FakeSession()
        await #expect(throws: StepFailure.self) {
            try await operations("StorageObject").create(
                wanted("StorageObject", "a", ["bucket": "pages", "content": "md5:5d41402abc4b2a76b9719d911017c592"]),
                through: session)
        }
        #expect(session.requests.isEmpty)
    }

    @Test("of a bucket with very many objects only the pages are read that can hold the wanted ones")
    func listing() async throws {
        let cloud = PagedBucket(keys: (0..<2500).map { "logs/\(1000 + $0)" } + ["site/a", "site/b"])
        func list(_ keys: Set<String>?, limit: Int? = nil) async throws -> [String] {
            var listing = ObjectListing(bucket: BucketPlace(id: "pages"), keys: keys)
            listing.limit = limit
            return try await listing.objects(from: cloud).compactMap(\.name)
        }
        #expect(try await list(["site/b", "site/a"]) == ["site/a", "site/b"])
        #expect(cloud.pages() == 1)
        #expect(try await list(["logs/1001", "logs/9999"]) == ["logs/1001"])
        #expect(cloud.pages() == 3)
        #expect(try await list(["logs/1001", "logs/1500"]) == ["logs/1001", "logs/1500"])
        #expect(cloud.pages() == 1)
        #expect(try await list(nil).count == 2502)
        #expect(cloud.pages() == 3)
        #expect(try await list(nil, limit: 1).count == 1000)
        #expect(try await list([]) == [])
        #expect(cloud.pages() == 1)
    }

    @Test("an account without Ncloud Storage has the buckets of Object Storage")
    func onlyOne() async throws {
        let cloud = OneService()
        let buckets = try await operations("Bucket").list(ReadScope(), from: cloud)
        #expect(buckets.map(\.id) == ["pages"])
        #expect(buckets.first?.attributes["service"] == "object-storage")
    }
}

/// Answers version 1 of the list from sorted keys.
private final class PagedBucket: APICaller {
    private let keys: [String]
    private let count = Mutex(0)

    init(keys: [String]) { self.keys = keys.sorted() }

    /// How many pages were read since this was asked last.
    func pages() -> Int {
        count.withLock { count in
            defer { count = 0 }
            return count
        }
    }

    func call(_ request: APIRequest) async throws(APIFailure) -> JSON {
        count.withLock { $0 += 1 }
        let found = keys.filter { $0.hasPrefix(request["prefix"] ?? "") && $0 > request["marker"] ?? "" }
        let page = found.prefix(1000)
        return [
            "IsTruncated": found.count > page.count ? "true" : "false",
            "Contents": .array(page.map { ["Key": .string($0), "ETag": "\"x\"", "Size": "1"] }),
        ]
    }
}

/// Refuses Ncloud Storage.
private struct OneService: APICaller {
    func call(_ request: APIRequest) async throws(APIFailure) -> JSON {
        guard request.service == .objectStorage else {
            throw APIFailure(endpoint: request.endpoint, envelope: .transport, classification: .refused)
        }
        return ["Buckets": ["Bucket": [["Name": "pages", "CreationDate": "2026-01-01T00:00:00.000Z"]]]]
    }
}

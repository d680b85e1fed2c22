import OrderedJSON
import Testing

@testable import Simulator

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// What `.ci/object-storage-conformance` does not ask with boto3. Source: api/objectstorage.md §1–§6.
@Suite("Object Storage of the simulator") struct ObjectStorageTests {
    private func withStorage(_ options: SimulatorOptions = with(), _ body: (StorageClient) throws -> Void) async throws
    {
        try await withSimulator(options) { try body(StorageClient($0)) }
    }

    @Test("a bucket that is made here is the one that other services list and read")
    func oneTable() async throws {
        try await withStorage { storage in
            #expect(storage.send("PUT", "/from-s3").status == 200)
            let boxes = storage.client.rest("GET", "/bucket/get-bucket-list").json["content"]?.elements ?? []
            #expect(boxes.contains { $0["bucketName"] == "from-s3" })
            #expect(storage.send("PUT", "/from-s3/in/customers.csv", body: "a,b").status == 200)
            #expect(storage.send("HEAD", "/analytics-input/customers.csv").headers["content-length"] == "1048576")
            let listed = storage.send("GET", "/from-s3")
            #expect(listed.body.contains("<Key>in/customers.csv</Key>") && listed.body.contains("<Size>3</Size>"))
        }
    }

    @Test("Ncloud Storage has buckets of its own, and settings that Object Storage refuses")
    func products() async throws {
        try await withStorage { storage in
            var newer = storage
            newer.region = "kr"
            #expect(newer.send("PUT", "/newer").status == 200)
            #expect(storage.send("GET", "/newer").storageCode == "NoSuchBucket")
            #expect(storage.send("PUT", "/newer").storageCode == "BucketAlreadyExists")
            let body = "<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>"
            #expect(newer.send("PUT", "/newer?versioning=", body: body).status == 200)
            #expect(newer.send("PUT", "/newer/a", body: "a").headers["x-amz-version-id"]?.count == 32)
            #expect(
                storage.send("PUT", "/analytics-input?versioning=", body: body).storageCode == "UnsupportedOperation")
            let boxes = storage.client.rest("GET", "/bucket/get-bucket-list").json["content"]?.elements ?? []
            #expect(!boxes.contains { $0["bucketName"] == "newer" })
        }
    }

    @Test("a bucket in front of the host is the bucket of the path")
    func hosts() async throws {
        try await withStorage { storage in
            _ = storage.send("PUT", "/a.b")
            for host in ["a.b.localhost:80", "a.b.kr.object.ncloudstorage.com", "a.b.jp.object.ncpstorage.com"] {
                var hosted = storage
                hosted.host = host
                #expect(hosted.send("PUT", "/k//x", body: host).status == 200)
                #expect(storage.send("GET", "/a.b/k//x").body == host)
            }
        }
    }

    @Test("whatever a signature covers is checked")
    func signatures() async throws {
        try await withStorage { storage in
            let target = "/analytics-input"
            #expect(storage.send("GET", target, hash: "UNSIGNED-PAYLOAD").status == 200)
            #expect(storage.send("GET", target, offset: 800).status == 200)
            #expect(storage.send("GET", target, offset: -1000).storageCode == "RequestTimeTooSkewed")
            let other = String(repeating: "0", count: 64)
            #expect(
                storage.send("PUT", target + "/a", body: "a", hash: other).storageCode == "XAmzContentSHA256Mismatch")
            let chunked = "STREAMING-AWS4-HMAC-SHA256-PAYLOAD"
            #expect(storage.send("PUT", target + "/a", body: "a", hash: chunked).storageCode == "UnsupportedOperation")
            #expect(
                storage.send("PUT", target + "?acl=", unsigned: ["x-amz-acl": "public-read"]).storageCode
                    == "AccessDenied")
            #expect(
                storage.send("PUT", target + "/a", ["content-md5": "AAAA"], body: "a").storageCode == "BadDigest")
            let file = target + "/customers.csv"
            let endless = storage.send("GET", file, ["range": "bytes=0-\(Int.max)"])
            #expect(endless.status == 206 && endless.body == storage.send("GET", file).body)
            var stranger = storage
            stranger.client.secretKey = "another"
            #expect(stranger.send("GET", target).storageCode == "SignatureDoesNotMatch")
            #expect(storage.client.exchange("GET", "/_storage/analytics-input", headers: [:], body: "").status == 403)
            // The signature of the gateway is none.
            let gateway = storage.client.send("GET", target, extra: ["Host": "kr.object.ncloudstorage.com"])
            #expect(gateway.storageCode == "AccessDenied")
        }
    }

    @Test("bodies survive a restart, byte by byte")
    func restart() async throws {
        let path = FileManager.default.temporaryDirectory.path + "/storage-\(UUID().uuidString).jsonl"
        defer {
            try? FileManager.default.removeItem(atPath: path)
            try? FileManager.default.removeItem(atPath: path + ".lock")
        }
        let body = "가\u{0}\u{1}\r\n<&>\u{1F600}"
        try await withStorage(with { $0.worldFile = path }) { storage in
            _ = storage.send("PUT", "/kept")
            #expect(storage.send("PUT", "/kept/k", ["x-amz-meta-a": "b"], body: body).status == 200)
        }
        try await withStorage(with { $0.worldFile = path }) { storage in
            let got = storage.send("GET", "/kept/k")
            #expect(got.body == body)
            #expect(got.headers["x-amz-meta-a"] == "b")
        }
    }

    @Test("what goes wrong is said as S3 says it")
    func faults() async throws {
        try await withStorage { storage in
            let rules: JSON = [
                ["match": "ListBuckets", "status": 503, "times": 1],
                ["match": "HeadBucket", "status": 500, "times": 1],
            ]
            #expect(storage.client.control("POST", "faults", ["faults": rules]).status == 200)
            #expect(storage.send("GET", "/").storageCode == "SlowDown")
            #expect(storage.send("GET", "/").status == 200)
            let head = storage.send("HEAD", "/analytics-input")
            #expect(head.status == 500 && head.body.isEmpty)
            _ = storage.client.control(
                "POST", "permissions", ["hidden": [["table": "bucket", "id": "analytics-input"]]])
            #expect(storage.send("GET", "/analytics-input").storageCode == "AccessDenied")
            #expect(!storage.send("GET", "/").body.contains("analytics-input"))
        }
    }

    @Test("a name that another account has is taken, and a bucket of one's own is not made twice")
    func names() async throws {
        try await withStorage { storage in
            _ = storage.client.control("POST", "buckets", ["name": "theirs", "foreign": true])
            #expect(storage.send("PUT", "/theirs").storageCode == "BucketAlreadyExists")
            #expect(storage.send("GET", "/theirs").storageCode == "AccessDenied")
            #expect(!storage.send("GET", "/").body.contains("theirs"))
            #expect(storage.send("PUT", "/analytics-input").storageCode == "BucketAlreadyOwnedByYou")
            _ = storage.client.control(
                "POST", "quirks", ["quirks": ["own-bucket-is-accepted", "buckets-appear-late"]])
            #expect(storage.send("PUT", "/analytics-input").status == 200)
            _ = storage.send("PUT", "/fresh")
            #expect(storage.send("HEAD", "/fresh").status == 404)
            #expect(!storage.send("GET", "/").body.contains("fresh"))
            storage.client.pass(10)
            #expect(storage.send("HEAD", "/fresh").status == 200)
            #expect(storage.send("GET", "/").body.contains("fresh"))
        }
    }

    @Test("a bucket with objects or open uploads is not deleted")
    func notEmpty() async throws {
        try await withStorage { storage in
            #expect(storage.send("DELETE", "/analytics-input").storageCode == "BucketNotEmpty")
            _ = storage.send("PUT", "/open")
            let begun = storage.send("POST", "/open/k?uploads=").body
            let upload = XMLElement(parsing: Array(begun.utf8))?["UploadId"]?.text ?? ""
            #expect(storage.send("DELETE", "/open").storageCode == "BucketNotEmpty")
            #expect(storage.send("DELETE", "/open/k?uploadId=\(upload)").status == 204)
            #expect(storage.send("DELETE", "/open").status == 204)
        }
    }

    @Test("grants that no canned name stands for are kept as they were given")
    func grants() async throws {
        try await withStorage { storage in
            let grant = "<Grant><Grantee><ID>somebody</ID></Grantee><Permission>READ_ACP</Permission></Grant>"
            let body = "<AccessControlPolicy><AccessControlList>\(grant)</AccessControlList></AccessControlPolicy>"
            #expect(storage.send("PUT", "/analytics-input?acl=", body: body).status == 200)
            let shown = storage.send("GET", "/analytics-input?acl=").body
            #expect(shown.contains("<ID>somebody</ID>") && shown.contains("<Permission>READ_ACP</Permission>"))
            #expect(!shown.contains("FULL_CONTROL"))
        }
    }
}

@Suite("documents of S3") struct XMLElementTests {
    @Test("what is written is read again")
    func roundTrip() {
        let element = XMLElement(
            "A", [XMLElement("B", "a<&>\"'\r\n가"), XMLElement("B"), XMLElement("C", [XMLElement("D", "x")])])
        #expect(XMLElement(parsing: Array(element.document.utf8)) == element)
    }

    @Test("declarations, comments, prefixes, sections and entities are read")
    func spellings() {
        let text =
            "\u{FEFF}<?xml version='1.0'?>\n<!-- c --><s:A xmlns:s='x'> <B k=\"v\"/><C><![CDATA[<x>]]>&#65;&#x42;&amp;</C></s:A>\n"
        #expect(
            XMLElement(parsing: Array(text.utf8)) == XMLElement("A", [XMLElement("B"), XMLElement("C", "<x>AB&")]))
    }

    @Test(
        "anything else is no document",
        arguments: [
            "", "a", "<A>", "<A></B>", "<A/><B/>", "<A>&nope;</A>", "<!DOCTYPE a><A/>", "<A><B></A></B>", "<1/>",
        ])
    func refused(_ text: String) { #expect(XMLElement(parsing: Array(text.utf8)) == nil) }
}

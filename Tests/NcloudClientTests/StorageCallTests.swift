import OrderedJSON
import Testing

@testable import NcloudClient

/// Source: api/objectstorage.md §1–§4.
@Suite("calls of Object Storage") struct StorageCallTests {
    private static let keys = Credentials(accessKey: "ACCESS", secretKey: "SECRET0000000000000000000000000000000001")

    private static func client(
        _ transport: any HTTPTransport, _ endpoint: CloudEndpoint = .ncloud(.public), region: String = "KR",
        storage: String? = nil
    ) -> NcloudClient {
        var client = NcloudClient(
            endpoint: endpoint, credentials: keys, region: region, transport: transport,
            clock: ServerClock { 1_767_225_600_000 })
        client.storageOrigin = storage
        return client
    }

    @Test(
        "each region has its host, and the name that signatures call it by",
        arguments: [
            (CloudEndpoint.ncloud(.public), "KR", "https://kr.object.ncloudstorage.com", "kr-standard"),
            (.ncloud(.public), "USWN", "https://us.object.ncloudstorage.com", "us-standard"),
            (.ncloud(.public), "SGN", "https://sg.object.ncloudstorage.com", "sg-standard"),
            (.ncloud(.public), "JPN", "https://jp.object.ncpstorage.com", "jp-standard"),
            (.ncloud(.public), "DEN", "https://de.object.ncloudstorage.com", "de-standard"),
            (.ncloud(.gov), "KR", "https://kr.object.gov-ncloudstorage.com", "gov-standard"),
            (.ncloud(.gov), "KRS", "https://krs.object.gov-ncloudstorage.com", "gov2-standard"),
            (.ncloud(.fin), "FKR", "https://kr.object.fin-ncloudstorage.com", "fin-standard"),
            (.custom(origin: "http://127.0.0.1:1"), "KR", "http://127.0.0.1:1", "kr-standard"),
        ])
    func hosts(_ endpoint: CloudEndpoint, _ region: String, _ origin: String, _ name: String) {
        #expect(
            endpoint.storagePlace(of: .objectStorage, region: region) == StoragePlace(origin: origin, region: name))
    }

    @Test("Ncloud Storage is on another host, and only where it is documented")
    func newer() async {
        let place = CloudEndpoint.ncloud(.public).storagePlace(of: .ncloudStorage, region: "KR")
        #expect(place == StoragePlace(origin: "https://kr.ncloudstorage.com", region: "kr"))
        let transport = RecordingTransport(200, "")
        await #expect(throws: APIFailure.self) {
            try await Self.client(transport, .ncloud(.gov)).call(.storage(.ncloudStorage, "ListBuckets", .get, "/"))
        }
        #expect(transport.sent.isEmpty)
    }

    @Test("a call is signed over all that it sends, and has no header of the gateway")
    func wire() async throws {
        let transport = RecordingTransport(200, "")
        let request = APIRequest.storage(
            .objectStorage, "PutObjectAcl", .put, "/pages/a b/+가.txt", query: ["acl": ""],
            headers: [HTTPHeader("x-amz-acl", "private")])
        #expect(try await Self.client(transport).call(request) == [:])
        let sent = try #require(transport.sent.first)
        #expect(sent.origin + sent.target == "https://kr.object.ncloudstorage.com/pages/a%20b/%2B%EA%B0%80.txt?acl")
        #expect(sent.header("x-amz-date") == "20260101T000000Z")
        #expect(sent.header("x-amz-content-sha256") == AWSSignature.hash(of: []))
        let signature = AWSSignature(
            method: "PUT", path: "/pages/a%20b/%2B%EA%B0%80.txt", query: [Parameter("acl", "")],
            headers: sent.headers.filter { $0.name != "authorization" }
                + [HTTPHeader("host", "kr.object.ncloudstorage.com")],
            payloadHash: AWSSignature.hash(of: []))
        let scope = AWSSignature.Scope(timestamp: "20260101T000000Z", region: "kr-standard")
        #expect(sent.header("authorization") == signature.authorization(scope, credentials: Self.keys))
        #expect(!sent.headers.contains { $0.name.hasPrefix("x-ncp-") })
        #expect(sent.body?.isEmpty == true && !sent.isRepeatable)
        #expect("\(request)" == "objectStorage/PutObjectAcl")
    }

    @Test("an address of one's own takes the place of the host of Object Storage alone")
    func override() async throws {
        let answer = "<ListAllMyBucketsResult><Buckets/></ListAllMyBucketsResult>"
        let transport = RecordingTransport(200, answer)
        let client = Self.client(transport, storage: "https://storage.example:9000")
        _ = try await client.call(.storage(.objectStorage, "ListBuckets", .get, "/"))
        _ = try await client.call(.storage(.ncloudStorage, "ListBuckets", .get, "/"))
        #expect(transport.sent.map(\.origin) == ["https://storage.example:9000", "https://kr.ncloudstorage.com"])
    }

    @Test("a document is sent with its digest")
    func document() async throws {
        let transport = RecordingTransport(200, "")
        let document = XMLDocument("A", [XMLDocument("B", "<&>\"\n")])
        _ = try await Self.client(transport).call(
            .storage(.objectStorage, "PutBucketCors", .put, "/pages", query: ["cors": ""], document: document))
        let sent = try #require(transport.sent.first)
        #expect(
            sent.bodyText
                == #"<A xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><B>&lt;&amp;&gt;&quot;&#10;</B></A>"#)
        #expect(sent.header("content-md5") == "yJwTYhh65Z1T2S/wym0CRg==")
        #expect(sent.header("content-type") == "application/xml")
    }

    @Test("an answer is read with its lists as lists, be there none, one or several")
    func answers() async throws {
        func read(_ text: String) async throws -> JSON {
            try await Self.client(RecordingTransport(200, text)).call(
                .storage(.objectStorage, "ListObjects", .get, "/pages"))
        }
        let one = try await read(
            """
            <?xml version="1.0" encoding="UTF-8"?>
            <ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Name>pages</Name><IsTruncated>false</IsTruncated>
            <Contents><Key>a &amp; &#44032;</Key><ETag>&quot;1&quot;</ETag></Contents></ListBucketResult>
            """)
        #expect(one["Contents"]?.elements.map { $0["Key"]?.text } == ["a & 가"])
        #expect(one["Contents"]?[0]?["ETag"] == "\"1\"" && one["IsTruncated"] == "false")
        let two = try await read(
            "<ListBucketResult><Contents><Key>a</Key></Contents><Contents><Key>b</Key></Contents></ListBucketResult>")
        #expect(two["Contents"]?.elements.count == 2)
        let page = (0..<20_000).map { "<Contents><Key>\($0)</Key></Contents>" }.joined()
        let start = ContinuousClock.now
        let many = try await read("<ListBucketResult>\(page)</ListBucketResult>")
        #expect(many["Contents"]?.elements.last?["Key"] == "19999")
        #expect(ContinuousClock.now - start < .seconds(20), "as long as the page, not as its square")
        let none = try await read("<ListBucketResult><Name>pages</Name></ListBucketResult>")
        #expect(none["Contents"] == nil)
    }

    @Test("an error in an answer of success is one, and what is no document proves nothing")
    func disguises() async {
        let failure = await #expect(throws: APIFailure.self) {
            try await Self.client(RecordingTransport(200, "<Error><Code>NoSuchKey</Code><Message>m</Message></Error>"))
                .call(.storage(.objectStorage, "CopyObject", .put, "/pages/a"))
        }
        #expect(failure?.code == "NoSuchKey" && failure?.classification == .gone)
        for text in ["", "{}", "<html>", "<html><body>Service check</body></html>", "<ListBucketResult/>"] {
            let failure = await #expect(throws: APIFailure.self) {
                try await Self.client(RecordingTransport(200, text)).call(
                    .storage(.objectStorage, "ListBuckets", .get, "/"))
            }
            #expect(failure?.classification == .ambiguous)
        }
    }

    @Test("the answer to HEAD is its headers")
    func head() async throws {
        let transport = RecordingTransport(200, "", [HTTPHeader("ETag", "\"x\""), HTTPHeader("X-Amz-Meta-A", "b")])
        let answer = try await Self.client(transport).call(.storage(.objectStorage, "HeadObject", .head, "/pages/a"))
        #expect(answer == ["etag": "\"x\"", "x-amz-meta-a": "b"])
        #expect(transport.sent.first?.isRepeatable == true && transport.sent.first?.body == nil)
    }

    @Test("what is written is read again, and anything else is no document")
    func documents() {
        let document = XMLDocument(
            "A", [XMLDocument("B", "가<&>\r\n\"'"), XMLDocument("C", [XMLDocument("D", "")]), XMLDocument("B", "")])
        #expect(XMLDocument(parsing: document.bytes) == document)
        for text in ["", "x", "<A>", "<A/><B/>", "<A>&x;</A>", "<!DOCTYPE A><A/>", "<A><B></A></B>", "<A"] {
            #expect(XMLDocument(parsing: Array(text.utf8)) == nil, "\(text)")
        }
        #expect(XMLDocument(parsing: Array(String(repeating: "<a>", count: 10_000).utf8)) == nil)
        let odd = "\u{FEFF}<?xml version='1.0'?><!-- c --><s:A x='>'><![CDATA[<b>]]>&#x41;&#X42;</s:A>\n"
        #expect(XMLDocument(parsing: Array(odd.utf8)) == XMLDocument("A", "<b>AB"))
    }
}

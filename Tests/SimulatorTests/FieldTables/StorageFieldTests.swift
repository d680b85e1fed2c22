import Testing

@testable import Simulator

@Suite("operations and documents of Object Storage") struct StorageFieldTests {
    /// Sends operations, and keeps what is wrong with their answers.
    private final class Book {
        let storage: StorageClient
        private(set) var problems: [String] = []
        private(set) var called: Set<String> = []

        init(_ client: TestClient) { storage = StorageClient(client) }

        @discardableResult
        func send(
            _ operation: String, _ method: String, _ target: String, _ headers: [String: String] = [:],
            body: String = "", status: Int = 200
        ) -> TestClient.Reply {
            let reply = storage.send(method, target, headers, body: body)
            called.insert(operation)
            guard reply.status == status else {
                problems.append("\(operation): HTTP \(reply.status) \(reply.body)")
                return reply
            }
            if let expected = StorageFieldTables.documents[operation] {
                let leaves = XMLElement(parsing: Array(reply.body.utf8))?.leaves ?? []
                let odd = leaves.symmetricDifference(expected).sorted()
                if !odd.isEmpty { problems.append("\(operation): \(odd)") }
            }
            let own = Set(reply.headers.keys).subtracting(StorageFieldTables.always)
            let odd = own.symmetricDifference(StorageFieldTables.headers[operation] ?? []).sorted()
            if !odd.isEmpty { problems.append("\(operation): headers \(odd)") }
            if reply.headers["x-amz-request-id"] == nil { problems.append("\(operation): no request id") }
            return reply
        }
    }

    @Test("the simulator has the documented operations of both services, and no others")
    func operations() {
        func names(_ product: StorageAddress.Product) -> Set<String> {
            Set(StorageOperation.all.filter { $0.products.contains(product) }.map(\.name))
        }
        #expect(names(.objectStorage) == StorageFieldTables.objectStorage)
        #expect(names(.ncloudStorage) == StorageFieldTables.objectStorage.union(StorageFieldTables.ncloudStorage))
    }

    @Test("every operation answers exactly its elements and headers")
    func story() async throws {
        try await withSimulator { client in
            let book = Book(client)
            book.send("CreateBucket", "PUT", "/fresh")
            book.send("ListBuckets", "GET", "/")
            book.send("HeadBucket", "HEAD", "/fresh")
            keepSettings(book)
            keepObjects(book)
            keepUploads(book)
            book.send("DeleteBucket", "DELETE", "/fresh", status: 204)
            #expect(book.problems == [])
            #expect(StorageFieldTables.objectStorage.subtracting(book.called) == [])
        }
    }

    private func keepSettings(_ book: Book) {
        book.send("PutBucketAcl", "PUT", "/fresh?acl=", ["x-amz-acl": "private"])
        book.send("GetBucketAcl", "GET", "/fresh?acl=")
        let names = [
            "AllowedOrigin": "*", "AllowedMethod": "GET", "AllowedHeader": "*", "ExposeHeader": "ETag",
            "MaxAgeSeconds": "60",
        ]
        let rule = names.sorted { $0.key < $1.key }.map { "<\($0.key)>\($0.value)</\($0.key)>" }.joined()
        let body = "<CORSConfiguration><CORSRule>\(rule)</CORSRule></CORSConfiguration>"
        book.send("PutBucketCors", "PUT", "/fresh?cors=", body: body)
        book.send("GetBucketCors", "GET", "/fresh?cors=")
        book.send("DeleteBucketCors", "DELETE", "/fresh?cors=", status: 204)
    }

    private func keepObjects(_ book: Book) {
        let headers = ["content-language": "ko", "x-amz-meta-team": "shop"]
        book.send("PutObject", "PUT", "/fresh/a", headers, body: "one")
        for (operation, method) in [("GetObject", "GET"), ("HeadObject", "HEAD")] {
            let reply = book.send(operation, method, "/fresh/a")
            #expect(reply.headers["content-length"] == "3")
        }
        book.send("CopyObject", "PUT", "/fresh/b", ["x-amz-copy-source": "/fresh/a"])
        book.send("PutObjectAcl", "PUT", "/fresh/a?acl=", ["x-amz-acl": "private"])
        book.send("GetObjectAcl", "GET", "/fresh/a?acl=")
        book.send("ListObjects", "GET", "/fresh")
        book.send("DeleteObject", "DELETE", "/fresh/a", status: 204)
        let body = "<Delete><Object><Key>b</Key></Object></Delete>"
        book.send("DeleteObjects", "POST", "/fresh?delete=", body: body)
    }

    private func keepUploads(_ book: Book) {
        func begin() -> String {
            let reply = book.send("CreateMultipartUpload", "POST", "/fresh/k?uploads=")
            return XMLElement(parsing: Array(reply.body.utf8))?["UploadId"]?.text ?? ""
        }
        let upload = begin()
        let tag = book.send("UploadPart", "PUT", "/fresh/k?partNumber=1&uploadId=\(upload)", body: "one").headers[
            "etag"]
        book.send("ListParts", "GET", "/fresh/k?uploadId=\(upload)")
        book.send("ListMultipartUploads", "GET", "/fresh?uploads=")
        let part = "<Part><PartNumber>1</PartNumber><ETag>\(tag ?? "")</ETag></Part>"
        let body = "<CompleteMultipartUpload>\(part)</CompleteMultipartUpload>"
        book.send("CompleteMultipartUpload", "POST", "/fresh/k?uploadId=\(upload)", body: body)
        book.send("AbortMultipartUpload", "DELETE", "/fresh/k?uploadId=\(begin())", status: 204)
        book.send("DeleteObject", "DELETE", "/fresh/k", status: 204)
    }

    @Test("a refusal is a document of four elements; what is outside the list is refused")
    func refusals() async throws {
        try await withSimulator { client in
            let storage = StorageClient(client)
            let reply = storage.send("GET", "/analytics-input/none")
            #expect(XMLElement(parsing: Array(reply.body.utf8))?.leaves == StorageFieldTables.refusal)
            #expect(reply.status == 404 && reply.storageCode == "NoSuchKey")
            for target in ["?list-type=2", "?lifecycle=", "?policy=", "?tagging=", "?versioning=", "?encryption="] {
                #expect(storage.send("GET", "/analytics-input" + target).storageCode == "UnsupportedOperation")
            }
        }
    }
}

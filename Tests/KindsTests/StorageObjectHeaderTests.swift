import Model
import NcloudClient
import OrderedJSON
import Testing

@testable import Kinds

/// Source: api/objectstorage.md §7.
@Suite("headers of objects") struct StorageObjectHeaderTests {
    @Test(
        "headers that no field is for are read before a write and sent along; the coding of the former content is not")
    func otherHeaders() async throws {
        let live = LiveObject(
            kind: "StorageObject", id: "pages/a",
            attributes: [
                "name": "a", "contentType": "text/html", "metadata": [:], "acl": "private", "content": "md5:old",
            ])
        let kept: JSON = [
            "content-type": "text/html", "cache-control": "max-age=60", "content-encoding": "gzip",
            "content-disposition": "inline", "expires": "0", "content-length": "3",
        ]
        let session = FakeSession(answers: ["/pages/a": kept])
        let content = FileContent(Array("new".utf8))
        try await operations("StorageObject").update(
            live, to: wanted("StorageObject", "a", ["name": "a", "content": .string(content.text)]), through: session)
        #expect(session.requests.map(\.operation) == ["HeadObject", "PutObject"])
        #expect(
            session.requests[1].headers == [
                HTTPHeader("content-type", "text/html"), HTTPHeader("cache-control", "max-age=60"),
                HTTPHeader("content-disposition", "inline"), HTTPHeader("expires", "0"),
                HTTPHeader("x-amz-acl", "private"),
            ])
        // The same content under another type keeps its coding.
        let same = FakeSession(answers: ["/pages/a": kept])
        let change: Attributes = ["name": "a", "contentType": "text/plain"]
        try await operations("StorageObject").update(
            live, to: wanted("StorageObject", "a", change), through: same)
        #expect(same.requests.last?.headers.contains(HTTPHeader("content-encoding", "gzip")) == true)
    }

    @Test("the source of a copy is blamed for a missing object, and not for a missing bucket")
    func missingSource() async throws {
        for (code, isBlamed) in [("NoSuchKey", true), ("NoSuchBucket", false)] {
            let failure = APIFailure(
                endpoint: "test", status: 404, envelope: .service, code: code, classification: .gone)
            let session = FakeSession(failures: ["/pages/a": failure])
            let error = await #expect(throws: StepFailure.self) {
                try await operations("StorageObject").create(
                    wanted("StorageObject", "a", ["name": "a", "bucket": "pages", "copyFrom": "pages/b"]),
                    through: session)
            }
            #expect(error.map { "\($0)".contains("which it is to be a copy of") } == isBlamed, "\(code)")
        }
    }

    @Test("what is kept with an object is not lost to a write because a proxy answers 404 to HEAD")
    func headBehindProxy() async throws {
        let live = LiveObject(
            kind: "StorageObject", id: "pages/a", attributes: ["name": "a", "acl": "private", "content": "md5:old"])
        let nothing = APIFailure(endpoint: "test", status: 404, envelope: .unreadable, classification: .gone)
        let session = FakeSession(answers: ["/pages/a": [:]], firstFailures: ["/pages/a": [nothing]])
        let content = FileContent(Array("new".utf8))
        await #expect(throws: StepFailure.self) {
            try await operations("StorageObject").update(
                live, to: wanted("StorageObject", "a", ["name": "a", "content": .string(content.text)]),
                through: session)
        }
        #expect(!session.requests.contains { $0.operation == "PutObject" })
    }
}

import Model
import NcloudClient
import OrderedJSON
import Testing

@testable import Kinds

/// The form of REST services, tried on kinds that do not exist.
@Suite("operations of REST services") struct RESTOperationsTests {
    private static let shelf = ParentKind(field: "shelf", kind: "Shelf") { _ throws(APIFailure) in ["s1", "s2"] }

    private static let book = RESTOperations(
        "Book", .apiGateway, "/shelves/{shelf-id}/books/{book-id}", id: "bookId", list: .whole("books"),
        member: "book", under: shelf,
        [
            .text("title", "bookTitle"), .text("language", "print.language"), .limit("pages", "pageCount"),
            .flag("lent", "isLent").setLater(from: false), .sent("blurb", as: "blurbMd").setLater(),
        ],
        hasDetail: true, constants: [("medium", "PAPER")],
        changes: [.set("title", "lent", by: .put), .set("blurb", by: .patch, at: "/blurb")])

    private static func desired(_ attributes: Attributes) -> DesiredObject { wanted("Book", "swift", attributes) }

    private static let live = LiveObject(
        kind: "Book", id: "s1/b7",
        attributes: ["shelf": "s1", "title": "Swift", "language": "en", "pages": .null, "lent": false])

    @Test("objects are listed under the parents in question, or under all, by ids that lead to them")
    func listing() async throws {
        let answers: [String: JSON] = [
            "/shelves/s1/books": ["books": [["bookId": "b7", "bookTitle": "Swift", "print": ["language": "en"]]]],
            "/shelves/s2/books": ["books": [["bookId": "b8", "pageCount": 0], ["bookId": "b9", "isDeleted": true]]],
        ]
        let one = FakeSession(answers: answers)
        let books = try await Self.book.list(ReadScope(parents: ["Shelf": ["s1"]]), from: one)
        #expect(books.map(\.id) == ["s1/b7"])
        #expect(books[0].attributes["shelf"] == "s1" && books[0].attributes["language"] == "en")
        let all = try await Self.book.list(ReadScope(), from: FakeSession(answers: answers))
        #expect(all.map(\.id) == ["s1/b7", "s2/b8"])
        #expect(all[1].attributes["pages"] == .null)
    }

    @Test("a parent that is gone holds nothing")
    func goneParent() async throws {
        let session = FakeSession(failures: ["/shelves/s1/books": .gone])
        #expect(try await Self.book.list(ReadScope(parents: ["Shelf": ["s1"]]), from: session).isEmpty)
    }

    @Test("an object is asked for by its whole id, and by nothing less")
    func detail() async throws {
        let session = FakeSession(answers: ["/shelves/s1/books/b7": ["book": ["bookId": "b7", "bookTitle": "Swift"]]])
        guard case .shown(let book) = try await Self.book.detail(of: "s1/b7", knownAs: [:], from: session) else {
            Issue.record("not shown")
            return
        }
        #expect(book.id == "s1/b7" && book.attributes["title"] == "Swift")
        guard case .missing = try await Self.book.detail(of: "b7", knownAs: [:], from: session) else {
            Issue.record("an id without its parent's")
            return
        }
        #expect(session.requests.count == 1)
    }

    @Test("a creation posts what the manifest gives below the parent, and sets the rest on the new object")
    func creation() async throws {
        let session = FakeSession(answers: ["/shelves/s1/books": ["book": ["bookId": "b7"]]])
        try await Self.book.create(
            Self.desired(["shelf": "s1", "title": "Swift", "language": "en", "pages": 90, "blurb": "good"]),
            through: session)
        #expect(session.creation?.id == "s1/b7")
        #expect(
            session.requests[0].body
                == ["bookTitle": "Swift", "print": ["language": "en"], "pageCount": 90, "medium": "PAPER"])
        #expect(session.events == [.create("/shelves/s1/books"), .change("/shelves/s1/books/b7/blurb")])
        #expect(session.requests[1].method == .patch)
    }

    @Test("a new object that comes bare, without its wrapper, is recognised")
    func bare() async throws {
        let session = FakeSession(answers: ["/shelves/s1/books": ["bookId": "b7"]])
        try await Self.book.create(Self.desired(["shelf": "s1", "title": "Swift"]), through: session)
        #expect(session.creation?.id == "s1/b7")
    }

    @Test("a call that replaces several fields repeats those that stay")
    func update() async throws {
        let session = FakeSession()
        try await Self.book.update(Self.live, to: Self.desired(["title": "Swift", "lent": true]), through: session)
        #expect(session.events == [.change("/shelves/s1/books/b7")])
        #expect(session.requests[0].method == .put)
        #expect(session.requests[0].body == ["bookTitle": "Swift", "isLent": true, "medium": "PAPER"])
    }

    @Test("what only the object's own call shows is read of those that someone asks for")
    func detailed() async throws {
        let form = RESTOperations(
            "Shelf", .apiGateway, "/shelves/{shelf-id}", id: "shelfId", list: .whole("shelves"), member: "shelf",
            [.text("name", "shelfName")], detailed: [.text("wood", "config.wood")])
        let session = FakeSession(answers: [
            "/shelves": ["shelves": [["shelfId": "s1", "shelfName": "low"], ["shelfId": "s2", "shelfName": "high"]]],
            "/shelves/s2": ["shelf": ["config": ["wood": "oak"]]],
        ])
        let shelves = try await form.list(ReadScope(names: ["high"]), from: session)
        #expect(shelves.map { $0.attributes["wood"] } == [nil, "oak"])
        #expect(session.requests.count == 2)
    }

    @Test("a deletion goes to the object's path")
    func deletion() async throws {
        let session = FakeSession()
        try await Self.book.delete(Self.live, through: session)
        #expect(session.events == [.delete("/shelves/s1/books/b7")])
        #expect(session.requests[0].method == .delete)
    }
}

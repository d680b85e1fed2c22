import Model
import NcloudClient
import OrderedJSON
import Testing

@testable import Kinds

/// The form of action services, tried on kinds that do not exist.
@Suite("operations of action services") struct ActionOperationsTests {
    /// A kind that does as most do.
    private static let kite = ActionOperations(
        "Kite", .vpc,
        [
            .text("name", "kiteName"), .code("type", "kiteType"), .text("note", "kiteNote"),
            .texts("strings", "stringList").asSet.setLater(from: []), .status("kiteStatus"), .created,
        ],
        changes: [.set("note", by: "setKiteNote"), .set("strings", by: "setKiteStrings", until: .shown("strung"))])

    private static func desired(_ attributes: Attributes) -> DesiredObject { wanted("Kite", "red", attributes) }

    private static let live = LiveObject(
        kind: "Kite", id: "7", attributes: ["name": "red", "type": "DELTA", "note": "", "strings": ["a"]])

    @Test("the names of calls and members follow from the noun")
    func names() async throws {
        let session = FakeSession(answers: [
            "getKiteList": ["kiteList": [["kiteNo": "7", "kiteName": "red"], ["kiteName": "without a number"]]],
            "getKiteDetail": ["kiteList": [["kiteNo": "7", "kiteName": "red"]]],
            "createKite": ["kiteList": [["kiteNo": "7"]]],
        ])
        #expect(try await Self.kite.list(ReadScope(), from: session).map(\.id) == ["7"])
        guard case .shown(let object) = try await Self.kite.detail(of: "7", knownAs: [:], from: session) else {
            Issue.record("not shown")
            return
        }
        #expect(object.name == "red")
        try await Self.kite.create(Self.desired(["name": "red"]), through: session)
        try await Self.kite.delete(object, through: session)
        #expect(session.requests.last?.fields == ["kiteNo": "7"])
        #expect(
            session.events == [
                .read("getKiteList"), .read("getKiteDetail"), .create("createKite"), .wait("ready"),
                .delete("deleteKite"), .wait("gone"),
            ])
    }

    @Test("an answer is read by column: texts, codes, lists, the status and the time")
    func reading() throws {
        let wire: JSON = [
            "kiteNo": "7", "kiteName": "", "kiteType": ["code": "DELTA", "codeName": "delta"],
            "stringList": ["b", "a"], "kiteStatus": ["code": "RUN"], "createDate": "2026-11-22",
        ]
        let object = try #require(Self.kite.read(wire))
        #expect(object.attributes["name"] == .null)
        #expect(object.attributes["type"] == "DELTA")
        #expect(object.attributes["strings"] == ["a", "b"])
        #expect(object.status == "RUN" && object.attributes["status"] == "RUN")
        #expect(object.created == "2026-11-22")
    }

    @Test("a creation sends what the manifest gives, and sets the rest on the new object")
    func creation() async throws {
        let session = FakeSession(answers: ["createKite": ["kiteList": [["kiteNo": "7"]]]])
        try await Self.kite.create(
            Self.desired(["name": "red", "type": "DELTA", "strings": ["b", "a"]]), through: session)
        #expect(session.requests[0].fields == ["kiteName": "red", "kiteTypeCode": "DELTA"])
        #expect(session.requests[1].fields == ["kiteNo": "7", "stringList.1": "a", "stringList.2": "b"])
        #expect(
            session.events == [.create("createKite"), .wait("ready"), .change("setKiteStrings"), .wait("strung")])
    }

    @Test("an update makes the calls of what differs and no others")
    func update() async throws {
        let none = FakeSession()
        try await Self.kite.update(
            Self.live, to: Self.desired(["name": "red", "note": "", "strings": ["a"]]), through: none)
        #expect(none.events.isEmpty)
        let session = FakeSession()
        try await Self.kite.update(Self.live, to: Self.desired(["note": "high"]), through: session)
        #expect(session.requests.map(\.fields) == [["kiteNo": "7", "kiteNote": "high"]])
        #expect(session.events == [.change("setKiteNote"), .wait("ready")])
    }

    @Test("a text that is taken out of the manifest is sent empty")
    func emptied() async throws {
        let session = FakeSession()
        var live = Self.live
        live.attributes["note"] = "high"
        try await Self.kite.update(live, to: Self.desired(["note": ""]), through: session)
        #expect(session.requests[0].fields["kiteNote"]?.isEmpty == true)
    }

    @Test("fields that one call replaces together are all sent, as desired or as they are")
    func together() async throws {
        let form = ActionOperations(
            "Kite", .vpc, [.text("type", "kiteType"), .text("note", "kiteNote")],
            changes: [.set("type", "note", by: "changeKite")])
        let session = FakeSession()
        try await form.update(Self.live, to: Self.desired(["note": "high"]), through: session)
        #expect(session.requests[0].fields == ["kiteNo": "7", "kiteType": "DELTA", "kiteNote": "high"])
    }

    @Test("a kind without a status is there and gone with the answer")
    func withoutStatus() async throws {
        let form = ActionOperations("Kite", .vpc, [.text("name", "kiteName")])
        let session = FakeSession(answers: ["createKite": ["kiteList": [["kiteNo": "7"]]]])
        try await form.create(Self.desired(["name": "red"]), through: session)
        try await form.delete(Self.live, through: session)
        #expect(session.events == [.create("createKite"), .delete("deleteKite")])
    }

    @Test("a deletion by list names its own object alone, and says that others may join it")
    func byList() async throws {
        let form = ActionOperations("Kite", .vpc, [.text("name", "kiteName")], deletion: .byList)
        let session = FakeSession()
        try await form.delete(Self.live, through: session)
        #expect(session.requests[0].path == "deleteKites")
        #expect(session.requests[0].fields == ["kiteNoList.1": "7"])
        #expect(session.requests[0].byList == "kiteNoList")
    }

    @Test("what only the cloud makes is neither made nor deleted")
    func readOnly() async throws {
        let form = ActionOperations("Kite", .vpc, [.text("name", "kiteName")], look: .none, isReadOnly: true)
        let session = FakeSession()
        await #expect(throws: StepFailure.self) { try await form.create(Self.desired([:]), through: session) }
        await #expect(throws: StepFailure.self) { try await form.delete(Self.live, through: session) }
        #expect(session.events.isEmpty)
    }

    @Test("parts are read of the objects that someone asks for, and of no others")
    func parts() async throws {
        let parts = ObjectParts(["getTailList"]) { kite, cloud throws(APIFailure) in
            let answer = try await cloud.call(.action(.vpc, "getTailList", ["kiteNo": kite.id]))
            return ["tails": Value(texts: answer["tailList"]?.elements.compactMap(\.text) ?? [])]
        }
        let form = ActionOperations("Kite", .vpc, [.text("name", "kiteName")], parts: parts)
        let session = FakeSession(answers: [
            "getKiteList": ["kiteList": [["kiteNo": "7"], ["kiteNo": "8"]]], "getTailList": ["tailList": ["long"]],
        ])
        let kites = try await form.list(ReadScope(ids: ["8"]), from: session)
        #expect(kites.map { $0.attributes["tails"] } == [nil, ["long"]])
    }

    @Test("a secret is sent, and kept out of logs")
    func secret() async throws {
        let form = ActionOperations(
            "Kite", .vpc, [.text("name", "kiteName"), .sent("password", as: "kitePassword").sensitive])
        let session = FakeSession(answers: ["createKite": ["kiteList": [["kiteNo": "7"]]]])
        try await form.create(Self.desired(["name": "red", "password": .secret(Secret("hidden"))]), through: session)
        #expect(session.requests[0].fields["kitePassword"] == "hidden")
        #expect(session.requests[0].sensitive == ["kitePassword"])
    }
}

import Model
import NcloudClient
import OrderedJSON
import Testing

@testable import Kinds

/// Source: api/classic-and-others.md §6; the pages of ai-application-service-cloudoutboundmailer-….
@Suite("mail, call by call") struct MailTests {
    private static let tree: JSON = [
        "contents": [
            [
                "sid": 252, "parentSid": -1, "name": "notices", "isCategory": true, "isUse": true,
                "createDate": ["utc": 1_589_348_863_431],
                "subCategoris": [["sid": 253, "parentSid": 252, "name": "inner", "isCategory": true]],
                "templates": [["sid": 258, "parentSid": 252, "name": "welcome", "isCategory": false, "isUse": true]],
            ],
            ["sid": 259, "parentSid": -1, "name": "bye", "isCategory": false, "isUse": false],
        ]
    ]

    private static let shown: JSON = [
        "sid": 258, "name": "welcome", "title": "Welcome", "body": "<p>Hello</p>", "senderAddress": "a@shop.example",
        "description": nil, "isUse": true, "createDate": ["utc": 7], "category": ["sid": 252, "parentSid": -1],
    ]

    private static let fields: Attributes = [
        "name": "welcome", "category": "252", "title": "Welcome", "body": "<p>Hello</p>",
        "senderAddress": "a@shop.example",
    ]

    @Test("the tree is read in one call with what is deleted, and templates that are asked about one by one")
    func reading() async throws {
        let session = FakeSession(answers: ["/template": Self.tree, "/template/258": Self.shown])
        let templates = try await operations("MailTemplate").list(ReadScope(ids: ["258"]), from: session)
        #expect(session.requests.map(\.path) == ["/template", "/template/258"])
        #expect(session.requests[0]["isUse"] == "false")
        #expect(templates.map(\.id) == ["258", "259"] && templates.map(\.status) == ["IN_USE", "DELETED"])
        #expect(templates[0].attributes["category"] == "252" && templates[0].attributes["title"] == "Welcome")
        #expect(templates[0].attributes["inUse"] == true)
        #expect(templates[1].attributes["category"] == .null && templates[1].attributes["inUse"] == .null)
        let categories = try await operations("MailTemplateCategory").list(ReadScope(), from: session)
        #expect(categories.map(\.id) == ["252", "253"])
        #expect(categories.map { $0.attributes["parent"] } == [.null, "252"])
    }

    @Test("a new template is sent with the number of its category, and one at the top without")
    func creation() async throws {
        let session = FakeSession(answers: ["/template": ["sid": 258]])
        try await operations("MailTemplate").create(wanted("MailTemplate", "welcome", Self.fields), through: session)
        let body = try #require(session.requests.first?.body)
        #expect(session.creation?.id == "258" && body["categorySid"] == 252 && body["isUse"] == true)
        #expect(body["templateName"] == "welcome" && body["title"] == "Welcome" && body["description"] == nil)
        var top = Self.fields
        top["category"] = nil
        let other = FakeSession(answers: ["/template": ["sid": 258]])
        try await operations("MailTemplate").create(wanted("MailTemplate", "welcome", top), through: other)
        #expect(other.requests.first?.body?["categorySid"] == nil)
    }

    @Test("content is replaced as a whole, and the place by a call of its own")
    func change() async throws {
        let live = LiveObject(
            kind: "MailTemplate", id: "258", attributes: Self.fields.merging(["senderName": "Shop"]) { $1 },
            status: "IN_USE")
        var target = Self.fields
        target["title"] = "Hello"
        target["category"] = .null
        let session = FakeSession()
        try await operations("MailTemplate").update(
            live, to: wanted("MailTemplate", "welcome", target), through: session)
        #expect(session.events == [.change("/template/258"), .change("/template/258/name-location")])
        let body = try #require(session.requests("/template/258").first?.body)
        #expect(body["title"] == "Hello" && body["senderName"] == "Shop" && body["isUse"] == true)
        #expect(body["categorySid"] == nil)
        #expect(
            session.requests("/template/258/name-location").first?.body
                == ["templateName": "welcome", "parentSid": -1])
    }

    @Test("a deleted template is restored before it is changed, and as a whole where its content is not known")
    func restoration() async throws {
        let known = LiveObject(kind: "MailTemplate", id: "258", attributes: Self.fields, status: "DELETED")
        let session = FakeSession()
        let target = wanted("MailTemplate", "welcome", Self.fields.merging(["inUse": true]) { $1 })
        try await operations("MailTemplate").update(known, to: target, through: session)
        #expect(session.events == [.change("/template/258/restoration")])
        var bare = known
        bare.attributes = ["name": "welcome", "category": "252"]
        let other = FakeSession()
        try await operations("MailTemplate").update(bare, to: target, through: other)
        #expect(
            other.events == [.change("/template/258/restoration"), .read("/template/258"), .change("/template/258")])
    }

    @Test("a template is not changed while its content is not known, unless it was deleted")
    func unknownContent() async throws {
        let bare = LiveObject(
            kind: "MailTemplate", id: "258", attributes: ["name": "welcome", "category": "252"], status: "IN_USE")
        let target = wanted("MailTemplate", "welcome", Self.fields)
        let answers: [JSON] = [[:], ["sid": 259, "title": "Bye"], ["sid": 258], ["status": "ok"]]
        for answer in answers {
            let session = FakeSession(answers: ["/template": Self.tree, "/template/258": answer])
            await #expect(throws: StepFailure.self, "\(answer)") {
                try await operations("MailTemplate").update(bare, to: target, through: session)
            }
            #expect(session.events == [.read("/template/258")])
            let failure = await #expect(throws: APIFailure.self, "\(answer)") {
                try await operations("MailTemplate").list(ReadScope(ids: ["258"]), from: session)
            }
            #expect(failure?.envelope == .unreadable)
        }
        let gone = FakeSession(failures: ["/template/258": .gone])
        await #expect(throws: StepFailure.self) {
            try await operations("MailTemplate").update(bare, to: target, through: gone)
        }
        #expect(gone.events == [.read("/template/258")])
    }

    @Test("a deleted template of which its own call shows nothing is there as long as the tree has it")
    func deletedTemplate() async throws {
        let session = FakeSession(answers: ["/template": Self.tree])
        let templates = try await operations("MailTemplate").list(ReadScope(ids: ["259"]), from: session)
        #expect(templates.map(\.status) == ["IN_USE", "DELETED"])
        guard case .notOffered = try await operations("MailTemplate").detail(of: "259", knownAs: [:], from: session)
        else {
            Issue.record("the call shows nothing, and decided")
            return
        }
        let other = FakeSession(answers: ["/template/259": ["sid": 258, "title": "Welcome"]])
        await #expect(throws: APIFailure.self) {
            try await operations("MailTemplate").detail(of: "259", knownAs: [:], from: other)
        }
    }

    @Test("a group gains and loses what its manifest names, and nothing else")
    func addresses() async throws {
        let live = LiveObject(
            kind: "MailRecipientGroup", id: "155",
            attributes: ["name": "on-call", "addresses": ["A@shop.example", "b@shop.example"], "addressCount": 9])
        let target = wanted(
            "MailRecipientGroup", "on-call", ["name": "on-call", "addresses": ["a@shop.example", "c@shop.example"]])
        let session = FakeSession()
        try await operations("MailRecipientGroup").update(live, to: target, through: session)
        #expect(
            session.requests("/address-book/recipient-groups/address").first?.body
                == ["groupName": "on-call", "emailAddresses": ["b@shop.example"]])
        #expect(
            session.requests("/address-book").first?.body
                == ["groups": [["groupName": "on-call", "emailAddresses": ["c@shop.example"]]]])
        let deletion = FakeSession()
        try await operations("MailRecipientGroup").delete(ManagedObject(deleting: live, through: deletion))
        #expect(deletion.requests.map(\.path) == ["/address-book/recipient-groups"])
        #expect(deletion.requests[0]["groupName"] == "on-call")
    }

    @Test("a new group is looked for by its name, as the answer shows the book before it")
    func group() async throws {
        let session = FakeSession(answers: ["/address-book": ["totalAddressCount": 0, "groups": []]])
        let target = wanted("MailRecipientGroup", "on-call", ["name": "on-call", "addresses": ["a@shop.example"]])
        try await operations("MailRecipientGroup").create(target, through: session)
        #expect(session.creation?.id == nil)
        #expect(session.requests[0].sensitive == ["groups"])
    }

    @Test("unsubscribers of all times are listed, and only the own address is sent")
    func unsubscribers() async throws {
        let rows: JSON = [["address": "A@b.example", "blockDate": ["utc": 7], "isRegByManager": false]]
        let session = FakeSession(answers: ["/unsubscribers": ["content": rows, "totalElements": 1]])
        let list = try await operations("MailUnsubscriber").list(ReadScope(), from: session)
        #expect(list.map(\.id) == ["a@b.example"] && list[0].attributes["registeredBy"] == "recipient")
        #expect(session.requests[0]["startUtc"] == "0" && session.requests[0]["page"] == "0")
        try await operations("MailUnsubscriber").create(
            wanted("MailUnsubscriber", "press", ["address": "Press@b.example"]), through: session)
        #expect(session.creation?.id == "press@b.example")
        #expect(session.requests.last?.body == ["blockedReceivers": ["Press@b.example"]])
        try await operations("MailUnsubscriber").delete(ManagedObject(deleting: list[0], through: session))
        #expect(session.requests.last?.method == .delete)
        #expect(session.requests.last?.body == ["blockedReceivers": ["A@b.example"]])
    }

    @Test("only an address that a manager registered may be removed")
    func unknownRegistrar() async throws {
        let rows: JSON = [
            ["address": "a@b.example", "isRegByManager": true], ["address": "c@b.example", "isRegByManager": false],
            ["address": "e@b.example"],
        ]
        let session = FakeSession(answers: ["/unsubscribers": ["content": rows, "totalElements": 3]])
        let list = try await operations("MailUnsubscriber").list(ReadScope(), from: session)
        let kind = try #require(DriverCatalog.ncloud.kinds["MailUnsubscriber"])
        let forbidden = list.map { object in
            kind.life.safeguards.contains { $0.act == .deletion && object.attributes[$0.field] == $0.value }
        }
        #expect(forbidden == [false, true, true])
    }

    @Test("an address that is on the list already is not taken for nacre's")
    func taken() throws {
        let check = MailUnsubscriberPreflight.freeAddress
        let subject = Preflight.Subject(
            Address(kind: "MailUnsubscriber", name: "press"), ["address": "press@b.example"], changed: ["address"],
            isNew: true)
        let other = Preflight.Scene.Neighbour(
            address: nil, id: "press@b.example",
            attributes: ["address": "Press@b.example", "registeredBy": "recipient"])
        let scene = Preflight.Scene(["MailUnsubscriber": [other]], readKinds: ["MailUnsubscriber"])
        let problem = try #require(check.problems(subject, scene).first)
        #expect(problem.severity == .error && problem.notes == ["it was registered by: recipient"])
        #expect(check.problems(subject, Preflight.Scene([:], readKinds: [])).isEmpty)
    }

    @Test("what a template cannot be is said before it is sent")
    func templateProblems() {
        func problems(_ check: Preflight, _ attributes: Attributes) -> [Preflight.Problem] {
            let address = Address(kind: "MailTemplate", name: "welcome")
            let subject = Preflight.Subject(address, attributes, changed: Set(attributes.keys), isNew: true)
            return check.problems(subject, Preflight.Scene([:], readKinds: []))
        }
        #expect(problems(MailTemplatePreflight.inUse, ["inUse": false]).map(\.severity) == [.error])
        #expect(problems(MailTemplatePreflight.inUse, ["inUse": true]).isEmpty)
        #expect(problems(MailTemplatePreflight.sender, ["senderAddress": "a@NAVER.com"]).map(\.severity) == [.warning])
        #expect(problems(MailTemplatePreflight.sender, ["senderAddress": "a@mynaver.com"]).isEmpty)
    }
}

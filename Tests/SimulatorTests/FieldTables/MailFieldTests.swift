import OrderedJSON
import Testing

@testable import Simulator

@Suite("fields of the mail answers") struct MailFieldTests {
    private static let template: JSON = [
        "templateName": "welcome", "title": "Welcome", "body": "<p>Hello</p>", "senderAddress": "admin@master.com",
        "senderName": "Admin", "description": "for new users",
    ]

    @Test("the simulator has every call of the pages but those that send mails")
    func calls() {
        #expect(MailFieldTables.answers.count == 20)
        #expect(RESTService.mail.calls == Set(MailFieldTables.answers.keys))
    }

    @Test("every call answers exactly the fields of the pages, in their shapes")
    func story() async throws {
        try await withSimulator { client in
            let book = RESTAnswerBook(client, "/api/v1", MailFieldTables.answers)
            writeTemplates(book)
            keepAddresses(book)
            let blocked: JSON = ["blockedReceivers": ["a@b.example"]]
            book.call("POST", "/unsubscribers", blocked)
            book.call("GET", "/unsubscribers?startUtc=0&endUtc=4102444800000&page=0&size=10")
            #expect(book.call("DELETE", "/unsubscribers", blocked)["count"] == 1)
            #expect(book.problems == [])
            #expect(book.unseen == [])
        }
    }

    private func writeTemplates(_ book: RESTAnswerBook) {
        func category(_ name: JSON, in parent: JSON) -> JSON {
            book.call("POST", "/category", ["categoryName": name, "parentSid": parent])["sid"] ?? .null
        }
        let outer = category("notices", in: -1)
        let inner = category("offers", in: outer)
        let sid = book.call("POST", "/template", Self.template.with(["categorySid": inner]))["sid"]?.text ?? ""
        let path = "/template/\(sid)"
        book.call("PUT", path, Self.template.with(["title": "Hi"]))
        book.call("GET", "/template")
        book.call("PUT", "\(path)/name-location", ["templateName": "hello", "parentSid": outer])
        #expect(book.call("GET", path)["category"] == ["sid": outer, "parentSid": -1, "name": "notices"])
        book.call("DELETE", path)
        book.call("PUT", "\(path)/restoration")
        book.call("PUT", "/category/\(inner.text ?? "")/name-location", ["categoryName": "deals"])
        book.call("DELETE", "/category/\(inner.text ?? "")")
    }

    private func keepAddresses(_ book: RESTAnswerBook) {
        let (group, all) = ("/address-book/recipient-groups", ["a@b.example", "c@b.example", "e@b.example"] as JSON)
        book.call("POST", "/address-book", ["groups": [["groupName": "on-call", "emailAddresses": all]]])
        book.client.pass(60)
        book.call("GET", "/address-book")
        book.call("DELETE", group + "/address", ["groupName": "on-call", "emailAddresses": ["a@b.example"]])
        book.call("DELETE", "/address-book/address", ["emailAddresses": ["c@b.example"]])
        book.call("DELETE", group + "/address/empty?groupName=on-call")
        book.call("DELETE", group + "?groupName=on-call")
        #expect(book.call("DELETE", "/address-book")["deletedAddressCount"] == 2)
    }

    @Test("what is required is refused when it is missing, and the rest is not")
    func required() async throws {
        try await withSimulator { client in
            let book = RESTAnswerBook(client, "/api/v1", MailFieldTables.answers)
            let members = "templateName title body senderAddress senderName description"
            #expect(
                book.accepted(without: members, "POST", "/template", Self.template) == ["senderName", "description"])
            #expect(
                book.accepted(
                    without: "categoryName parentSid", "POST", "/category", ["categoryName": "a", "parentSid": -1])
                    == ["parentSid"])
            let groups: JSON = ["groups": [["groupName": "on-call", "emailAddresses": ["a@b.example"]]]]
            #expect(book.accepted(without: "groups groups.0.groupName", "POST", "/address-book", groups) == [])
            book.call("POST", "/address-book", groups)
            client.pass(60)
            let blocked: JSON = ["blockedReceivers": ["a@b.example"]]
            #expect(book.accepted(without: "blockedReceivers", "POST", "/unsubscribers", blocked) == [])
            #expect(
                book.accepted(
                    without: "groupName emailAddresses", "DELETE", "/address-book/recipient-groups/address",
                    ["groupName": "on-call", "emailAddresses": ["a@b.example"]]) == [])
            #expect(book.problems == [])
        }
    }
}

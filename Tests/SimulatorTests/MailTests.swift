import OrderedJSON
import Testing

@testable import Simulator

/// Source: api/classic-and-others.md §6; the pages of ai-application-service-cloudoutboundmailer-….
@Suite("mail") struct MailTests {
    private static let template: JSON = [
        "templateName": "welcome", "title": "Welcome", "body": "<p>Hello</p>", "senderAddress": "admin@master.com",
    ]

    private func category(_ client: TestClient, _ name: JSON, in parent: JSON = -1) -> JSON {
        client.rest("POST", "/category", ["categoryName": name, "parentSid": parent]).json["sid"] ?? .null
    }

    @Test("templates and categories make one tree, in which what is deleted stays and can be restored")
    func tree() async throws {
        try await withSimulator { client in
            let outer = category(client, "notices")
            let inner = category(client, "offers", in: outer)
            let made = client.rest("POST", "/template", Self.template.with(["categorySid": inner]))
            #expect(made.status == 201 && made.json["isUse"] == true && made.json["category"]?["parentSid"] == outer)
            #expect(made.json["createDate"]?["formattedDateTime"]?.text?.count == 23)
            let sid = made.json["sid"]?.text ?? ""
            let contents = client.rest("GET", "/template?isUse=true").json["contents"]
            #expect(contents?[0]?["sid"] == outer && contents?[0]?["isCategory"] == true)
            #expect(contents?[0]?["subCategoris"]?[0]?["templates"]?[0]?["name"] == "welcome")

            #expect(client.rest("DELETE", "/category/\(inner.text ?? "")").code == "77102", "it has a template")
            #expect(client.rest("DELETE", "/template/\(sid)").json["isUse"] == false)
            #expect(
                client.rest("GET", "/template?isUse=true").json["contents"]?[0]?["subCategoris"]?[0]?["templates"] == []
            )
            #expect(client.rest("GET", "/template/\(sid)").json["title"] == "Welcome")
            #expect(client.rest("DELETE", "/category/\(outer.text ?? "")").code == "77102", "it has a category")
            #expect(client.rest("DELETE", "/category/\(inner.text ?? "")").status == 200)
            let restored = client.rest("PUT", "/template/\(sid)/restoration").json
            #expect(restored["isUse"] == true && restored["category"] == nil)
            #expect(client.rest("GET", "/template").json["contents"]?[1]?["sid"]?.text == sid)
        }
    }

    @Test("a template is replaced as a whole, moved by another call, and checked")
    func templates() async throws {
        try await withSimulator { client in
            let place = category(client, "공지")
            let sid =
                client.rest("POST", "/template", Self.template.with(["description": "first"])).json["sid"]?.text ?? ""
            let path = "/template/\(sid)"
            let changed = client.rest("PUT", path, Self.template.with(["title": "Hi"])).json
            #expect(changed["title"] == "Hi" && changed["description"] == nil, "what is left out goes")
            let moved = client.rest("PUT", "\(path)/name-location", ["templateName": "hello", "parentSid": place])
            #expect(moved.json["name"] == "hello" && moved.json["category"]?["sid"] == place)
            let wrong: [JSON] = [
                ["templateName": "a b"], ["title": ""], ["title": .string(String(repeating: "가", count: 167))],
                ["body": nil], ["senderAddress": "nobody"], ["senderName": .string(String(repeating: "a", count: 70))],
            ]
            for change in wrong {
                #expect(client.rest("PUT", path, Self.template.with(change)).code == "77102", "\(change)")
            }
            #expect(client.rest("POST", "/template", Self.template.with(["categorySid": 9])).code == "77103")
            #expect(client.rest("GET", "/template/9").code == "77103")
        }
    }

    @Test("a category is not moved into itself")
    func categories() async throws {
        try await withSimulator { client in
            let outer = category(client, "a")
            let inner = category(client, "b", in: outer)
            let path = "/category/\(outer.text ?? "")/name-location"
            #expect(client.rest("PUT", path, ["parentSid": inner]).code == "77102")
            #expect(client.rest("PUT", path, ["categoryName": "c"]).json["name"] == "c")
            #expect(client.rest("POST", "/category", ["categoryName": ""]).code == "77102")
        }
    }

    @Test("what is added to the address book is there later, and leaves groups without leaving the book")
    func book() async throws {
        try await withSimulator { client in
            func book() -> JSON { client.rest("GET", "/address-book").json }
            func add(_ group: JSON, _ addresses: JSON) -> TestClient.Reply {
                client.rest("POST", "/address-book", ["groups": [["groupName": group, "emailAddresses": addresses]]])
            }
            #expect(add("on-call", ["a@b.example", "c@b.example"]).json["totalAddressCount"] == 0, "as it was before")
            #expect(book()["groups"] == [])
            client.pass(3)
            #expect(book()["groups"]?[0]?["addressCount"] == 2 && book()["groups"]?[0]?["groupName"] == "on-call")
            #expect(add("on-call", ["c@b.example", "d@b.example"]).status == 200)
            client.pass(3)
            #expect(book()["groups"]?[0]?["addressCount"] == 3 && book()["totalAddressCount"] == 3)
            let removed = client.rest(
                "DELETE", "/address-book/recipient-groups/address",
                ["groupName": "on-call", "emailAddresses": ["a@b.example"]])
            #expect(removed.json["groups"]?[0]?["addressCount"] == 2 && removed.json["totalAddressCount"] == 3)
            let everywhere = client.rest("DELETE", "/address-book/address", ["emailAddresses": ["c@b.example"]])
            #expect(everywhere.json["groups"]?[0]?["addressCount"] == 1 && everywhere.json["totalAddressCount"] == 2)
            let group = "/address-book/recipient-groups"
            #expect(
                client.rest("DELETE", "\(group)/address/empty?groupName=on-call").json["groups"]?[0]?["addressCount"]
                    == 0)
            #expect(client.rest("DELETE", "\(group)?groupName=other").code == "77103")
            #expect(client.rest("DELETE", "\(group)?groupName=on-call").json["groups"] == [])
            #expect(client.rest("DELETE", "/address-book").json["deletedAddressCount"] == 2)
            #expect(add("on-call", ["nobody"]).code == "77102" && add("a b", []).code == "77102")
        }
    }

    @Test("unsubscribers are registered once, listed by date in pages, and removed")
    func unsubscribers() async throws {
        try await withSimulator { client in
            let three: JSON = ["blockedReceivers": ["a@b.example", "c@b.example", "e@b.example"]]
            #expect(client.rest("POST", "/unsubscribers", three).json["count"] == 3)
            #expect(client.rest("POST", "/unsubscribers", three).json["ignoreCount"] == 3)
            #expect(client.rest("GET", "/unsubscribers").code == "77102", "a range is required")
            let always = "/unsubscribers?startUtc=0&endUtc=4102444800000"
            let page = client.rest("GET", always + "&size=2&page=1").json
            #expect(page["totalElements"] == 3 && page["content"]?.elements.count == 1)
            #expect(page["content"]?[0]?["isRegByManager"] == true)
            #expect(client.rest("GET", "/unsubscribers?startUtc=0&endUtc=1").json["content"] == [])
            #expect(client.rest("GET", always + "&emailAddress=c@b.example").json["totalElements"] == 1)
            let gone = client.rest("DELETE", "/unsubscribers", ["blockedReceivers": ["a@b.example", "x@b.example"]])
            #expect(gone.json["count"] == 1 && gone.json["ignoreCount"] == 1)
            #expect(client.rest("POST", "/unsubscribers", ["blockedReceivers": []]).code == "77102")
        }
    }
}

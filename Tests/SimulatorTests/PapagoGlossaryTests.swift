import OrderedJSON
import Testing

@testable import Simulator

/// Source: api/linkage.md §6.
@Suite("glossaries of Papago") struct PapagoGlossaryTests {
    private let list = "/glossary/v1/?currentPage=1&pageSize=30"

    private func send(_ client: TestClient, _ method: String, _ path: String, _ body: JSON? = nil) -> TestClient.Reply {
        client.send(method, "/glossary/v1" + path, body: body?.serialized() ?? "", type: "application/json")
    }

    private func make(_ client: TestClient, _ name: String = "product") -> String {
        send(client, "POST", "/create", ["glossaryName": .string(name)]).json["data"]?["glossaryKey"]?.text ?? ""
    }

    private func term(_ key: String, _ number: Int, _ text: String = "b") -> JSON {
        [
            "glossaryKey": .string(key), "source": "ko", "target": "en", "triggerText": .string("용어\(number)"),
            "replaceText": .string(text),
        ]
    }

    @Test("they want the account's signature, not an application's key")
    func signature() async throws {
        try await withSimulator { client in
            let bench = LinkageBench(client)
            #expect(bench.call("GET", list).code == "200")
            #expect(client.send("GET", list).status == 200)
        }
    }

    @Test("one is made, listed in pages of at most 30, and deleted with its terms")
    func life() async throws {
        try await withSimulator { client in
            let keys = (1...31).map { make(client, "g\($0)") }
            let first = client.send("GET", list).json
            #expect(first["data"]?.elements.count == 30)
            #expect((first["totalPage"], first["totalGlossaryCount"], first["currentGlossaryCount"]) == (2, 31, 30))
            let second = client.send("GET", "/glossary/v1/?currentPage=2&pageSize=30").json
            #expect(second["data"]?[0]?["glossaryKey"]?.text == keys[30])
            #expect(client.send("GET", "/glossary/v1/?currentPage=1&pageSize=31").status == 400)
            #expect(client.send("GET", "/glossary/v1/").status == 400)
            _ = send(client, "POST", "/replacer", ["replacers": [term(keys[0], 1)]])
            #expect(send(client, "DELETE", "/" + keys[0]).json["data"]?["glossaryKey"]?.text == keys[0])
            #expect(send(client, "DELETE", "/" + keys[0]).status == 404)
            #expect(client.control("GET", "world").json["tables"]?["papagoTerm"] == [])
            #expect(send(client, "POST", "/create", ["glossaryName": "a name that is too long"]).status == 400)
        }
    }

    @Test("terms are added, changed in their translation alone, and deleted, 20 in a call")
    func terms() async throws {
        try await withSimulator { client in
            let key = make(client)
            let twenty = (1...20).map { term(key, $0) }
            #expect(send(client, "POST", "/replacer", ["replacers": .array(twenty + [term(key, 21)])]).status == 400)
            let made = send(client, "POST", "/replacer", ["replacers": .array(twenty)]).json["replacerList"]
            #expect(made?.elements.count == 20)
            #expect(send(client, "POST", "/replacer", ["replacers": [term(key, 3)]]).status == 400)
            let id = made?[2]?["id"] ?? .null
            let change: JSON = ["glossaryKey": .string(key), "id": id, "replaceText": "new", "triggerText": "ignored"]
            let changed = send(client, "PATCH", "/replacer", ["replacers": [change]]).json["replacerList"]?[0]
            #expect((changed?["replaceText"], changed?["triggerText"]) == ("new", "용어3"))
            let page = send(client, "GET", "/\(key)/replacer?page=2&count=15").json
            #expect(page["replacerList"]?.elements.count == 5)
            #expect(page["paging"] == ["totalPageCount": 2, "totalItemCount": 20, "page": 2, "count": 15])
            let ids = made?.elements.prefix(2).compactMap { $0["id"]?.text } ?? []
            let delete = send(client, "DELETE", "/replacer?glossaryKey=\(key)&ids=\(ids.joined(separator: ","))")
            #expect((delete.status, delete.body) == (200, ""))
            #expect(client.send("GET", list).json["data"]?[0]?["wordCount"] == 18)
        }
    }

    @Test("a file is uploaded, comes back in an archive, and its terms are used in translations")
    func files() async throws {
        try await withSimulator { client in
            let key = make(client)
            let head = "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\n"
            let csv = "ko,en\r\n사과,\"apple, red\"\r\n사과나무,apple tree\r\n"
            let body = head + "Content-Type: text/csv\r\n\r\n" + csv + "\r\n--x--\r\n"
            let upload = client.send(
                "POST", "/glossary/v1/\(key)/upload", body: body, type: "multipart/form-data; boundary=x")
            #expect(upload.json["data"]?["wordCount"] == 2)
            let archive = client.send("POST", "/glossary/v1/\(key)/download")
            #expect(archive.headers["content-type"] == "application/zip")
            #expect(archive.body.hasPrefix("PK") && archive.body.contains("ko-en.csv") && archive.body.contains(csv))
            let wanted: JSON = [
                "source": "ko", "target": "en", "text": "사과나무의 사과", "glossaryKey": .string(key),
            ]
            let bench = LinkageBench(client)
            let result = bench.call("POST", "/nmt/v1/translation", json: wanted).json["message"]?["result"]
            #expect(result?["translatedText"] == "[en] apple tree의 apple, red")
            let broken = client.send("POST", "/glossary/v1/\(key)/upload", body: "x", type: "text/csv")
            #expect(broken.status == 400)
        }
    }
}

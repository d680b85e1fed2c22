import OrderedJSON
import Testing

@testable import Simulator

@Suite("field tables find what is wrong") struct FieldTableTests {
    private static let shape = FieldTable.Shape.object(
        FieldTable(
            texts: "name note", integers: "count", flags: "active",
            elements: ["rows": FieldTable(texts: "key")], optional: "note", numberLists: "numbers", open: "more",
            nullable: "count"))

    private static let good: JSON = [
        "name": "a", "count": 1, "active": true, "rows": [["key": "b"]], "numbers": [1, 2], "more": [:],
    ]

    @Test("an object as documented has no problems, with and without what may be missing or null")
    func right() {
        for change in [[:], ["note": "x"], ["count": nil], ["rows": []]] as [JSON] {
            #expect(Self.shape.problems(in: Self.good.with(change)) == [], "\(change)")
        }
    }

    @Test(
        "each deviation is a problem",
        arguments: [
            (["name": 1], "name is not a text: 1"), (["name": nil], "name is not a text: null"),
            (["count": "1"], "count is not an integer: \"1\""), (["active": "true"], "active is not a boolean"),
            (["rows": [:]], "rows is not a list of objects"), (["rows": [["key": 1]]], "rows key is not a text: 1"),
            (["rows": [["other": "b"]]], "rows other is not documented"), (["numbers": ["1"]], "numbers is not a list"),
            (["more": "x"], "more is not an object or a list"), (["extra": 1], "extra is not documented"),
        ] as [(JSON, String)])
    func wrong(change: JSON, problem: String) {
        let problems = Self.shape.problems(in: Self.good.with(change))
        #expect(problems.first?.hasPrefix(problem) == true, "\(problems)")
    }

    @Test("what is missing is a problem too, and a path leaves out what it names alone")
    func missing() {
        #expect(Self.shape.problems(in: Self.good.without("name")) == ["name is missing"])
        #expect(Self.shape.problems(in: Self.good.without("rows.0.key")) == ["rows key is missing"])
        #expect(Self.good.without("rows.1.key") == Self.good && Self.good.without("none.key") == Self.good)
    }

    @Test("a book finds calls that nobody made, lists without elements, other statuses and bodies")
    func book() async throws {
        try await withSimulator { client in
            let row = FieldTable(texts: "cw_key prodName")
            let answers: [String: RESTAnswer] = [
                "GET /schema/system/list": .list(row), "GET /rule/group/monitor/:": .list(row),
                "GET /rule/notify/groups": .empty,
            ]
            let book = RESTAnswerBook(client, "/cw_fea/real/cw/api", answers)
            book.call("GET", "/schema/system/list")
            #expect(book.problems == [])
            #expect(book.unseen == ["GET /rule/group/monitor/:", "GET /rule/notify/groups"])
            book.call("GET", "/rule/group/monitor/460438474722512898")
            #expect(book.unseen.contains("GET /rule/group/monitor/:"), "the list is empty")
            book.call("GET", "/rule/notify/groups")
            book.call("GET", "/rule/group/monitor/1")
            book.call("GET", "/elsewhere")
            #expect(book.problems.count == 3, "\(book.problems)")
            let product: JSON = ["prodKey": "460438474722512898", "query": "slow"]
            #expect(
                book.accepted(without: "prodKey query", "POST", "/rule/group/metric/search", product) == ["query"])
        }
    }
}

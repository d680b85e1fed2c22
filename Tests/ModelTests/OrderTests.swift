import Testing

@testable import Model

@Suite("Names and their order")
struct OrderTests {
    @Test("names sort as people expect, numbers by value")
    func natural() {
        let sorted = ["", "a", "a1b", "a01b", "a2", "a10", "a10b", "b", "web", "web-2", "web-10", "web-010"]
        #expect(
            sorted.reversed().sorted(by: NaturalOrder.precedes) == [
                "", "a", "a01b", "a1b", "a2", "a10", "a10b", "b",
                "web", "web-2", "web-010", "web-10",
            ])
    }

    @Test("the order is total: exactly one of before, equal and after")
    func total() {
        let names = [
            "", "0", "00", "1", "01", "a", "a0", "a00", "a1", "a-1", "a1a", "a01a", "é", "z9999999999999999999999",
        ]
        for one in names {
            #expect(!NaturalOrder.precedes(one, one))
            for other in names where other != one {
                #expect(NaturalOrder.precedes(one, other) != NaturalOrder.precedes(other, one))
                for third in names where NaturalOrder.precedes(one, other) && NaturalOrder.precedes(other, third) {
                    #expect(NaturalOrder.precedes(one, third), "\(one) < \(other) < \(third)")
                }
            }
        }
    }

    @Test(
        "an address has a kind and a name",
        arguments: [
            ("Server/web-0", "Server", "web-0"), ("Server/a/b", "Server", "a/b"),
        ])
    func address(text: String, kind: String, name: String) throws {
        let address = try #require(Address(text))
        #expect((address.kind, address.name) == (kind, name))
        #expect(address.description == text)
    }

    @Test("half an address is none", arguments: ["", "Server", "/web", "Server/", "/"])
    func noAddress(text: String) { #expect(Address(text) == nil) }

    @Test("addresses sort by kind, then by name in natural order")
    func addresses() {
        let sorted = ["A/x10", "B/x1", "B/x2", "B/x10"].compactMap { Address($0) }
        #expect(sorted.shuffled().sorted() == sorted)
    }

    @Test("a path shows fields and elements, and knows what lies inside it")
    func paths() {
        let path = FieldPath("rules").appending(element: "TCP 22").appending("description")
        #expect(path.description == "rules[TCP 22].description")
        #expect(path.field == "rules")
        #expect(path.isInside("rules"))
        #expect(!FieldPath("rules").isInside(path))
        #expect(!FieldPath("rulesets").isInside("rules"))
    }

    @Test(
        "a slip of the fingers finds the name meant",
        arguments: [
            ("Servr", "Server"), ("sever", "Server"), ("Sevrer", "Server"), ("server", "Server"), ("subnets", "Subnet"),
        ])
    func nearest(written: String, meant: String) {
        #expect(NearestName.of(written, in: ["Vpc", "Subnet", "Server", "Observer"]) == meant)
    }

    @Test("what is no slip finds nothing", arguments: ["Database", "x", "", "Serverless-thing"])
    func notNear(written: String) {
        #expect(NearestName.of(written, in: ["Vpc", "Subnet", "Server"]) == nil)
    }

    @Test("of two names equally near the same one is meant, whatever their order")
    func ties() {
        #expect(NearestName.of("cat", in: ["car", "bat"]) == NearestName.of("cat", in: ["bat", "car"]))
    }
}

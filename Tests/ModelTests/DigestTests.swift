import Testing

@testable import Model

@Suite("Digests")
struct DigestTests {
    @Test("the digest of a text is its SHA-256, today and in ten years")
    func known() {
        #expect(
            Digest(of: Array("abc".utf8)).text == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
        #expect(
            Digest(of: ["name": "web", "size": 2, "tags": ["b", "a"]]).text
                == Digest(of: Array(#"{"name":"web","size":2,"tags":["b","a"]}"#.utf8)).text)
    }

    @Test("the order of fields does not count, at any depth; the order of a list does")
    func order() {
        let one: Attributes = ["a": 1, "b": ["x": 1, "y": 2], "l": [1, 2]]
        let other: Attributes = ["l": [1, 2], "b": ["y": 2, "x": 1], "a": 1]
        #expect(Digest(of: one) == Digest(of: other))
        #expect(Digest(of: one) != Digest(of: ["a": 1, "b": ["x": 1, "y": 2], "l": [2, 1]]))
    }

    @Test("types are told apart, and so are references and texts that look like them")
    func types() {
        let address = Address(kind: "Network", name: "a")
        let values: [Value] = [
            .null, "", "1", 1, true, "true", ["1"], .reference(Reference(address)), "Network/a",
            ["$ref": "Network/a"], .reference(Reference(address, attribute: "id")),
            .secret(Secret(fingerprint: "1")), .secret(Secret(fingerprint: "2")),
        ]
        #expect(Set(values.map { Digest(of: ["x": $0]) }).count == values.count)
    }

    @Test("a live object's digest moves with its status")
    func status() {
        var object = LiveObject(kind: "Network", id: "1", attributes: ["name": "a"], status: "INIT")
        let before = object.digest
        object.status = "RUN"
        #expect(object.digest != before)
    }
}

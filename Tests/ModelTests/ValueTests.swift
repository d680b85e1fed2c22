import OrderedJSON
import Testing

@testable import Model

@Suite("Values")
struct ValueTests {
    static let network = Address(kind: "Network", name: "a")

    static let samples: [Value] = [
        .null, true, 7, .number(2.5), "text", "", [1, "two", .null], ["b": 1, "a": ["deep": []]],
        .reference(Reference(network)), .reference(Reference(network, attribute: "range")),
        .reference(Reference(lookup: "Image", criteria: ["name": "rocky", "kind": .reference(Reference(network))])),
        .reference(Reference(lookup: "Image", criteria: ["id": "7"], attribute: "size")),
        .template([.text("on "), .reference(Reference(network, attribute: "range")), .text("!")]),
        .secret(Secret(fingerprint: "f00d")),
        ["list": [.reference(Reference(network))], "secret": .secret(Secret(fingerprint: "1"))],
        ["$ref": "#/definitions/Pet", "type": "object"], ["type": "object", "$ref": "Network/a"],
        ["$secret": "not one"], ["$template": ["not one"]], ["$lookup": "Image", "criteria": [:]],
        ["$map": ["$map": 1]],
    ]

    @Test("what is written as JSON reads back as the same value", arguments: samples)
    func roundTrip(value: Value) throws {
        let text = value.json.serialized(.compact)
        #expect(Value(try JSON(parsing: text)) == value)
    }

    @Test("what the cloud is sent has no wrapping around keys such as $ref")
    func plain() {
        let value: Value = ["items": [["$ref": "#/definitions/Pet"]], "$id": 1]
        #expect(value.plainJSON == ["items": [["$ref": "#/definitions/Pet"]], "$id": 1])
        #expect(value.json != value.plainJSON)
    }

    @Test("sorting the keys of the JSON does not change what it reads back as", arguments: samples)
    func roundTripSorted(value: Value) throws {
        let text = String(decoding: value.json.serializedBytes(sorted: true), as: UTF8.self)
        let back = Value(try JSON(parsing: text))
        #expect(Digest(of: ["x": back]) == Digest(of: ["x": value]))
        #expect(back.references.count == value.references.count)
    }

    @Test("a secret never shows in descriptions, dumps, JSON or digests")
    func secretsStayHidden() {
        let sealed = Secret("hunter2").sealed { "hash of \($0.count)" }
        for secret in [Secret("hunter2"), sealed] {
            let value: Value = ["password": [.secret(secret)]]
            var dumped = ""
            dump(value, to: &dumped)
            dump(secret, to: &dumped)
            let shown = [
                "\(value)", "\(secret)", String(reflecting: value), String(reflecting: secret), value.display, dumped,
                value.json.serialized(.pretty), "\(FieldChange("password", before: nil, after: value))",
                String(reflecting: DesiredResource(Self.network, attributes: ["password": value])),
            ]
            for text in shown { #expect(!text.contains("hunter2")) }
        }
    }

    @Test("a sealed secret keeps its value for the one who sends it, one from state has none")
    func revealing() {
        let sealed = Secret("hunter2").sealed { _ in "print" }
        #expect(sealed.reveal() == "hunter2")
        #expect(sealed == Secret(fingerprint: "print"))
        #expect(Secret(fingerprint: "print").reveal() == nil)
        #expect(Secret(fingerprint: "print").sealed { _ in "other" }.fingerprint == "print")
        #expect(Secret("one") != Secret("two"))
        #expect(Set([sealed, Secret(fingerprint: "print")]).count == 1)
    }

    @Test("references resolve wherever they stand, and unknown ones stay")
    func resolving() {
        let other = Address(kind: "Network", name: "b")
        let value: Value = [
            "id": .reference(Reference(Self.network)),
            "text": .template([.text("a="), .reference(Reference(Self.network)), .text(" b=")]),
            "open": [.template([.text("b="), .reference(Reference(other))])],
        ]
        let resolved = value.resolving { $0.address == Self.network ? "net-1" : nil }
        #expect(resolved.members["id"] == "net-1")
        #expect(resolved.members["text"] == "a=net-1 b=")
        #expect(resolved.references == [Reference(other)])
    }

    @Test("a reference inside the criteria of a lookup counts as a reference")
    func nestedReferences() {
        let lookup = Reference(lookup: "Image", criteria: ["network": .reference(Reference(Self.network))])
        #expect(Value.reference(lookup).references == [lookup, Reference(Self.network)])
        #expect(
            DesiredResource(Address(kind: "M", name: "m"), attributes: ["image": .reference(lookup)]).dependencies
                == [Self.network])
    }

    @Test("control characters cannot reach a terminal")
    func escaping() {
        #expect(Value.string("a\u{1b}[31m\n\"\\").display == #""a\u{1b}[31m\n\"\\""#)
        #expect(Value.template([.text("\u{7}")]).display == #""\u{7}""#)
    }

    @Test("empty and missing are the same, false and zero are not missing")
    func absence() {
        for value: Value in [.null, "", [], [:]] { #expect(value.isAbsent) }
        for value: Value in [false, 0, " ", [.null]] { #expect(!value.isAbsent) }
    }
}

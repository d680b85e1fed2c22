import Model
import Testing

@testable import Planning

@Suite("Differences inside values") struct InsideDifferenceTests {
    private static let http = [
        Field("path", .string, "The path."), Field("stream", .boolean, initial: false, "Whether it streams."),
    ]
    private static let endpoint = FieldType.object([
        Field("http", .object(http), "A server."), Field("mock", .json, "A fixed response."),
    ])
    private static let methods = FieldType.keyed(
        [Field("name", .string, .required, "Its name."), Field("endpoint", endpoint, "What answers.")], by: ["name"])

    /// The innermost differences, as a reader of a plan sees them.
    private func words(_ before: Value, _ after: Value, _ type: FieldType) -> [String] {
        Difference(path: "it", before: before, after: after, type: type).parts.map {
            "\($0.path): \($0.before?.display ?? "nothing") → \($0.after?.display ?? "nothing")"
        }
    }

    @Test("only what differs inside an object is told, and a left-out field is what the cloud takes for it")
    func objects() {
        let live: Value = ["http": ["path": "/v1", "stream": false]]
        #expect(words(live, ["http": ["path": "/v2"]], Self.endpoint) == [#"it.http.path: "/v1" → "/v2""#])
        #expect(
            words(live, ["mock": ["status": 200]], Self.endpoint) == [
                #"it.http: {path: "/v1", stream: false} → nothing"#, "it.mock: nothing → {status: 200}",
            ])
    }

    @Test("elements of a keyed list are told by their keys, down to what differs in them")
    func elements() {
        let one: Value = ["name": "GET", "endpoint": ["http": ["path": "/v1"]]]
        let other: Value = ["name": "GET", "endpoint": ["http": ["path": "/v2"]]]
        let more: Value = ["name": "POST"]
        #expect(
            words([one], [other, more], Self.methods) == [
                #"it[GET].endpoint.http.path: "/v1" → "/v2""#, #"it[POST]: nothing → {name: "POST"}"#,
            ])
    }

    @Test("JSON is told member by member")
    func json() {
        let live: Value = ["type": "object", "properties": ["id": ["type": "string"]]]
        let wanted: Value = ["type": "object", "properties": ["id": ["type": "integer"]]]
        #expect(words(live, wanted, .json) == [#"it.properties.id.type: "string" → "integer""#])
    }

    @Test("a text of JSON and what it says are compared member by member, in one notation")
    func jsonTexts() {
        let live: Value = #"{"properties":{"a":{"type":"string"},"b":{"items":[{"x":1},{"x":2}]}},"required":["a"]}"#
        let wanted: Value = [
            "required": ["a", "b"], "properties": ["a": ["type": "string"], "b": ["items": [["x": 1], ["x": 3]]]],
        ]
        #expect(
            words(live, wanted, .json) == [
                "it.properties.b.items[1].x: 2 → 3", #"it.required: ["a"] → ["a", "b"]"#,
            ])
    }

    @Test("a text inside of JSON is not what it looks like")
    func textsInside() {
        #expect(words(["a": "1", "b": "{}"], ["a": 1, "b": [:]], .json) == [#"it.a: "1" → 1"#, #"it.b: "{}" → {}"#])
        #expect(words(["a": 1], ["a": .number(1)], .json).isEmpty)
    }

    @Test("what came, went or has no parts is told whole")
    func whole() {
        #expect(words(.null, ["http": ["path": "/"]], Self.endpoint).isEmpty)
        #expect(words("a", "b", .string).isEmpty)
    }
}

import OrderedJSON
import Testing

@Suite("JSON text")
struct JSONTests {
    @Test("keeps key order and exact integers through a round trip")
    func roundTrip() throws {
        let text = #"{"b":9007199254740993,"a":[1,-2.5,true,null,"é\n\"x\""],"":{}}"#
        #expect(try JSON(parsing: text).serialized() == text)
    }

    @Test("reads escapes and surrogate pairs")
    func escapes() throws {
        #expect(try JSON(parsing: #""\u0041\ud83d\ude00\/\b""#) == .string("A😀/\u{08}"))
    }

    @Test(
        "refuses what is not JSON, saying where",
        arguments: [
            ("", 0), ("{", 1), ("[1,]", 3), ("{\"a\" 1}", 5), ("01", 2), ("1.", 2), ("nul", 0), ("\"\\x\"", 3),
            ("\"\\ud800\"", 7), ("[1] 2", 4), ("\"\u{01}\"", 1), ("-", 1), ("1e", 2),
        ])
    func refusals(text: String, offset: Int) {
        #expect { try JSON(parsing: text) } throws: { ($0 as? JSONError)?.offset == offset }
    }

    @Test("refuses invalid UTF-8 and hostile nesting")
    func hostile() {
        #expect(throws: JSONError.self) { try JSON(parsing: [0x22, 0xFF, 0x22] as [UInt8]) }
        #expect(throws: JSONError.self) { try JSON(parsing: String(repeating: "[", count: 100_000)) }
    }

    @Test("pretty text indents by two spaces and ends with its last brace")
    func pretty() {
        let value: JSON = ["a": ["b": 1], "c": []]
        #expect(value.serialized(.pretty) == "{\n  \"a\": {\n    \"b\": 1\n  },\n  \"c\": []\n}")
        #expect(JSON.object(["b": 1, "a": 2]).serialized(sorted: true) == #"{"a":2,"b":1}"#)
    }
}

import Testing

@testable import Model

@Suite("Constraints")
struct ConstraintTests {
    struct Row: CustomTestStringConvertible, Sendable {
        let rule: Constraint
        let good: [Value]
        let bad: [Value]
        var testDescription: String { "\(rule)" }
    }

    static let rows = [
        Row(rule: .length(2...3), good: ["ab", "한국어", .null], bad: ["a", "abcd", "", "👨‍👩‍👧", "e\u{301}e\u{301}"]),
        Row(rule: .bytes(1...5), good: ["abcde", "é"], bad: ["한국", ""]),
        Row(rule: .range(1...5), good: [1, 5], bad: [0, 6, -1]),
        Row(rule: .count(1...2), good: [[1], [1, 2]], bad: [[], [1, 2, 3]]),
        Row(rule: .multiple(of: 10), good: [0, 10, 2000], bad: [5, -1]),
        Row(
            rule: .resourceName, good: ["abc", "web-0", "a--b"],
            bad: [
                "ab", "0ab", "-ab", "ab-", "Abc", "a_b", "a.b", "wéb", "b\u{301}ab", "a1\u{301}b",
                .string(String(repeating: "a", count: 31)),
            ]),
        Row(
            rule: .bucketName,
            good: ["abc", "a.b-c", "0ab", "192.168.0.1a", .string(String(repeating: "a", count: 63))],
            bad: [
                "ab", "Abc", "-abc", "abc-", ".abc", "abc.", "a..b", "192.168.0.1", "a_b", "a b", "abç",
                .string(String(repeating: "a", count: 64)),
            ]),
        Row(rule: .apiName, good: ["Pet_Shop-1"], bad: ["pet shop", "pet/shop", "péts"]),
        Row(
            rule: .privateRange(prefix: 16...28),
            good: ["10.0.0.0/16", "172.31.0.0/16", "192.168.255.240/28", "not a range"],
            bad: ["10.0.0.0/8", "10.0.0.0/29", "172.32.0.0/16", "11.0.0.0/16", "192.169.0.0/16"]),
        Row(
            rule: .password(.dataBox), good: ["Abcd1234!", "aB3#aB3#aB3#aB"],
            bad: ["", "aB3#", "Abcd12345", "abcd1234!", "ABCD1234!", "Abcdefgh!", "Abcd 123!", "Abcd1234'", "Abcd123$"]
                + ["Abcd1234!Abcd1234!", "가Abcd123!", "Abcd1234\n!"].map(Value.string)),
        Row(
            rule: .password(.database), good: ["abcdef1!", "ABCDEFG1#", "aB3#aB3#aB3#aB3#aB3#"],
            bad: [
                "", "abc1!", "abcdefgh!", "abcdefg1", "12345678!", "abc def1!", "abcdef1&", "abcdef1\"!", "abcdefg1가",
            ]
                + ["aB3#aB3#aB3#aB3#aB3#x"].map(Value.string)),
        Row(
            rule: .spelled(NameRule(3...5, letters: .korean, signs: "-")), good: ["shop", "가게-1", "a--"],
            bad: ["ab", "abcdef", "1ab", "-ab", "a_b", "a b"]),
        Row(
            rule: .spelled(NameRule(1...5, letters: .lower, signs: "-", endsPlain: true)), good: ["a", "a-1"],
            bad: ["", "A", "a-", "é"]),
        Row(rule: .port(3306, or: 10_000...20_000), good: [3306, 10_000, 20_000], bad: [3307, 9_999, 20_001, 0]),
        Row(rule: .range(0...100), good: [.number(0.5), .number(100)], bad: [.number(100.5), .number(-0.1)]),
        Row(rule: .joined(separator: ",", upTo: 5), good: [[], ["ab", "cd"]], bad: [["ab", "cde"]]),
        Row(
            rule: .headerText, good: ["text/html; charset=utf-8", "a  b", ""],
            bad: ["가", "a\nb", "a\tb", "\u{7F}", " a", "a "]),
        Row(
            rule: .objectMetadata,
            good: [[:], ["team": "web", "x-1_2.a": "", "n": 1], ["a": .string(String(repeating: "x", count: 2047))]],
            bad: [
                "a: b", ["a": ["b"]], ["Team": "web"], ["": "a"], ["a b": "c"], ["a": "가"], ["a": "b\r\nc: d"],
                ["a": " b"], ["a": .string(String(repeating: "x", count: 2048))],
            ]),
        Row(rule: .mapOfTexts, good: [["a": "b", "c": 1], [:]], bad: ["a: b", [1], ["a": ["b"]]]),
        Row(
            rule: .firstIs("/", member: "at"), good: [[["at": "/"], ["at": "/data"]], []],
            bad: [[["at": "/data"], ["at": "/"]]]),
        Row(
            rule: .choice(FieldChoice(.exactlyOne, of: ["a", "b"])), good: [["a": 1], [["a": 1], ["b": 2, "a": ""]]],
            bad: [[:], ["a": 1, "b": 2], [["a": 1], [:]]]),
        Row(
            rule: .choice(FieldChoice(.atLeastOne, of: ["a", "b"])), good: [["a": 1, "b": 2]],
            bad: [[:], ["a": .null], ["c": 1]]),
        Row(rule: .choice(FieldChoice(.atMostOne, of: ["a", "b"])), good: [[:], ["b": 1]], bad: [["a": 1, "b": 2]]),
    ]

    @Test("each rule tells good values from bad ones", arguments: rows)
    func table(row: Row) {
        for value in row.good { #expect(row.rule.violation(of: value) == nil, "\(value)") }
        for value in row.bad { #expect(row.rule.violation(of: value) != nil, "\(value)") }
    }

    @Test("what is not known yet breaks no rule", arguments: rows)
    func unknown(row: Row) {
        let reference = Value.reference(Reference(Address(kind: "Network", name: "a")))
        #expect(row.rule.violation(of: reference) == nil)
    }

    @Test(
        "only an IPv4 range with its host bits zero is one",
        arguments: [
            ("0.0.0.0/0", true), ("10.0.0.0/8", true), ("10.1.2.3/32", true), ("255.255.255.255/32", true),
            ("10.0.0.1/24", false), ("10.0.0.0", false), ("10.0.0.0/33", false), ("10.0.0.0/-1", false),
            ("10.0.0/24", false), ("010.0.0.0/8", false), ("10.0.0.0/08", false), ("256.0.0.0/8", false),
            ("10.0.0.0/8/8", false), (" 10.0.0.0/8", false), ("+10.0.0.0/8", false), ("10.0.0.0/", false), ("", false),
        ])
    func ranges(text: String, isRange: Bool) {
        #expect(IPv4Range(text)?.description == (isRange ? text : nil))
    }

    @Test("ranges know what they hold and share")
    func nesting() throws {
        let all = try #require(IPv4Range("0.0.0.0/0"))
        let ten = try #require(IPv4Range("10.0.0.0/8"))
        let part = try #require(IPv4Range("10.255.0.0/16"))
        let other = try #require(IPv4Range("11.0.0.0/8"))
        #expect(all.contains(ten) && ten.contains(part) && ten.contains(ten))
        #expect(!part.contains(ten) && !ten.contains(other) && !ten.contains(all))
        #expect(part.overlaps(ten) && !ten.overlaps(other))
    }

    @Test("an unknown status waits, a missing one is ready only where there is none to show")
    func phases() {
        let table = StatusTable(pending: ["INIT"], ready: ["RUN"], failed: ["FAIL"], gone: ["TERMT"])
        let codes = ["INIT", "RUN", "FAIL", "TERMT", "NEW IN 2030"]
        #expect(codes.map(table.phase(of:)) == [.pending, .ready, .failed, .gone, .unknown])
    }
}

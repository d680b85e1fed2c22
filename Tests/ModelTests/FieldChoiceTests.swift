import Model
import Testing

@Suite("Fields that stand in for each other") struct FieldChoiceTests {
    @Test(
        "an object that breaks the rule is told what to do",
        arguments: [
            (.exactlyOne, [], "add one of them"), (.exactlyOne, ["a"], nil),
            (.exactlyOne, ["a", "b"], "keep one of a, b, and remove the others"),
            (.atLeastOne, [], "add one of them"), (.atMostOne, ["a", "b"], "keep one of a, b, and remove the others"),
            (.together, ["a"], "add b, or remove a"), (.together, [], nil), (.together, ["a", "b"], nil),
        ] as [(FieldChoice.Rule, [String], String?)])
    func help(_ rule: FieldChoice.Rule, _ given: [String], _ help: String?) {
        let members = Attributes(given.map { ($0, Value.bool(true)) }) { first, _ in first }
        #expect(FieldChoice(rule, of: ["a", "b"]).help(in: members) == help)
        #expect(
            FieldChoice(rule, of: ["a", "b"], advice: "look it up").help(in: members)
                == help.map { "\($0); look it up" })
    }

    @Test("the rule of an element tells the same")
    func element() {
        let rule = Constraint.choice(FieldChoice(.exactlyOne, of: ["a", "b"]))
        #expect(rule.help(for: [["a": 1], ["a": 1, "b": 2]]) == "keep one of a, b, and remove the others")
        #expect(rule.help(for: ["a": 1]) == nil && Constraint.growsOnly.help(for: 1) == nil)
    }
}

import Model
import Testing

@testable import Kinds

@Suite("rules of export reviews") struct ExportReviewTests {
    private static let file: Attributes = [
        "request": "7", "box": "381", "file": "2026/churn.CSV", "bytes": 100, "requester": "vpn1",
        "purpose": "a report",
    ]

    private func verdict(_ rules: [Attributes], on file: Attributes = file) -> String {
        let rules = rules.enumerated().map { index, rule in
            Value.map(rule.merging(["name": .string("r\(index)"), "decision": "approve"]) { own, _ in own })
        }
        return ExportRule.decide(["rules": .list(rules)], ["waiting": [.map(file)]])[0].words
    }

    @Test(
        "every condition of a rule has to hold",
        arguments: [
            ["files": ["*churn*"]], ["files": ["x", "2026/*"]], ["types": ["csv"]], ["maxBytes": 100],
            ["purpose": "*report*"], ["requesters": ["vpn1"]], ["types": ["csv"], "maxBytes": 500, "purpose": "a *"],
        ] as [Attributes])
    func covered(_ rule: Attributes) {
        #expect(verdict([rule]) == "approve by rule \"r0\"")
    }

    @Test(
        "a file that breaks one condition is not covered",
        arguments: [
            ["files": ["churn"]], ["types": ["sv"]], ["maxBytes": 99], ["purpose": "report"], ["requesters": ["vpn"]],
            ["types": ["csv"], "maxBytes": 1], ["maxMegabytes": 1],
        ] as [Attributes])
    func notCovered(_ rule: Attributes) {
        #expect(verdict([rule]) == "wait")
    }

    @Test("the first rule that covers a file decides it")
    func first() {
        #expect(
            verdict([["types": ["zip"]], ["decision": "reject", "types": ["csv"]], ["files": ["*"]]])
                == "reject by rule \"r1\"")
    }

    @Test(
        "where it is open whether a file is to be rejected, no later rule approves it; an approval that is open is skipped"
    )
    func open() {
        var file = Self.file
        file["purpose"] = .null
        let approving: Attributes = ["types": ["csv"]]
        #expect(verdict([["decision": "reject", "purpose": "*secret*"], approving], on: file) == "wait")
        // It cannot reject it, whatever the purpose is.
        #expect(
            verdict([["decision": "reject", "purpose": "*", "types": ["zip"]], approving], on: file)
                == "approve by rule \"r1\"")
        #expect(verdict([["purpose": "*"], approving], on: file) == "approve by rule \"r1\"")
    }

    @Test("a rejection says why: its reason, or else the rule")
    func reason() throws {
        func reason(_ rule: Attributes) throws -> String? {
            let all = rule.merging(["name": "r", "decision": "reject", "types": ["csv"]]) { own, _ in own }
            let verdict = ExportRule.decide(["rules": [.map(all)]], ["waiting": [.map(Self.file)]])[0]
            return try #require(verdict.decision).members.text("reason")
        }
        #expect(try reason(["reason": "too large"]) == "too large")
        #expect(try reason([:]) == "rejected by rule \"r\"")
    }
}

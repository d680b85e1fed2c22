import Model
import OrderedJSON
import Reporting
import Testing

@Suite("plan reports")
struct PlanReportTests {
    @Test("the full text tells every action, the most dangerous first")
    func full() throws {
        try expectSnapshot(PlanReport.text(Examples.plan), "plan-full.txt")
    }

    @Test("the summary tells fields only where it hurts")
    func summary() throws {
        try expectSnapshot(PlanReport.text(Examples.plan, details: .summary), "plan-summary.txt")
    }

    @Test("the JSON keeps every step in executable order")
    func json() throws {
        try expectSnapshot(PlanReport.json(Examples.plan).serialized(.pretty), "plan.json")
    }

    @Test("colours add nothing but colours")
    func colours() {
        let coloured = PlanReport.text(Examples.plan, style: TextStyle(colour: true))
        #expect(coloured.contains("\u{1B}[1;31m"))
        #expect(coloured.replacing(/\u{1B}\[[0-9;]*m/, with: "") == PlanReport.text(Examples.plan))
    }

    @Test("no control character reaches the terminal from a value, a name or a reason")
    func controlCharacters() {
        let nasty = "x\u{1B}[2J\u{07}\u{9B}31m\u{202E}y\nz"
        let step = Step(
            Address(kind: "Server", name: nasty), .refuse(advice: nasty), because: .notOffered(nasty),
            changes: [
                FieldChange(FieldPath(nasty), before: .string(nasty), after: ["k\(nasty)": .string(nasty)])
            ], calls: [nasty])
        let warning = Diagnostic(
            .warning, code: "odd", nasty, at: SourceSpan(file: nasty, line: 1, column: 2), line: nasty, notes: [nasty],
            help: nasty)
        let plan = Plan(project: nasty, steps: [step], warnings: [warning])
        let text = PlanReport.text(plan)
        let bad = text.unicodeScalars.filter { scalar in
            (scalar.value < 0x20 && scalar != "\n") || (0x7F..<0xA0).contains(scalar.value) || scalar.value == 0x202E
        }
        #expect(bad.isEmpty)
        #expect(!text.contains("\nz"))
    }

    @Test("neither a secret nor its fingerprint is in any report")
    func secrets() {
        let json = PlanReport.json(Examples.plan).serialized()
        for text in [json, PlanReport.text(Examples.plan), PlanReport.text(Examples.plan, details: .summary)] {
            #expect(text.contains("ecret"))
            #expect(!text.contains(Examples.secretText))
            #expect(!text.contains(Examples.secretPrint))
        }
    }

    @Test("no line is wider than the page", arguments: [40, 60, 80, 100])
    func width(columns: Int) {
        let lines = PlanReport.text(Examples.plan, style: TextStyle(width: columns)).split(separator: "\n")
        let wide = lines.filter { $0.count > columns }
        #expect(wide.isEmpty)
    }

    @Test("no value of a plan that is to be approved is cut, whatever the page's width is", arguments: [40, 80, 100])
    func whole(columns: Int) {
        let (old, new) = (String(repeating: "old", count: 60) + "END", String(repeating: "new", count: 60) + "END")
        let list = Value.list((0..<9).map { .string("\(new)\($0)") })
        let script = (0..<30).map { "line \($0)" }.joined(separator: "\n")
        let changes = [
            FieldChange("text", before: .string(old), after: .string(new)),
            FieldChange("list", before: .list([.string(old)]), after: list),
            FieldChange("script", before: .string(script), after: .string(script.replacing("line 7", with: "other 7"))),
            FieldChange("gone", before: .string("\(old)0"), after: nil),
            FieldChange("come", before: nil, after: .map(["inner": .string("\(new)X")])),
        ]
        let steps = [
            Step(Examples.address("Server/a"), .update, because: .differs, changes: changes),
            Step(
                Examples.address("Server/b"), .create, because: .new,
                changes: [
                    FieldChange("text", before: nil, after: .string("\(old)Y")),
                    FieldChange("list", before: nil, after: list),
                ]
            ),
        ]
        let text = PlanReport.text(Plan(project: "shop", steps: steps), style: TextStyle(width: columns))
        let joined = text.filter { !$0.isWhitespace }
        for value in [old, new, "\(old)0", "\(new)X", "\(old)Y"] + (0..<9).map({ "\(new)\($0)" }) {
            #expect(joined.contains(value), "\(value.suffix(5)) is cut: \(text)")
        }
        #expect(text.contains("- \"line 7\"") && text.contains("+ \"other 7\"") && !text.contains("line 8"))
        #expect(!text.contains("…"))
    }

    @Test("what a question counts are the changes, parts of other steps and errors left aside")
    func counts() {
        #expect(
            PlanReport.counts(Examples.plan)
                == "6 to create, 14 to update, 1 to replace, 3 to delete, 1 to import, 1 to move, 1 to forget, "
                + "2 to resume, 1 to record in state")
    }

    @Test("an empty plan says how many objects are as wanted")
    func empty() {
        let plan = Plan(project: "shop", unchanged: [Examples.address("Vpc/a"), Examples.address("Vpc/b")])
        #expect(PlanReport.text(plan) == "No changes. 2 objects match the manifests.")
        #expect(PlanReport.text(Plan(project: "shop")) == "No changes.")
    }

    @Test("identical changes are one row, others are not drawn in")
    func folding() {
        let steps = ["a", "b", "c", "d"].map { name in
            Step(
                Address(kind: "Server", name: name), .update, because: .differs,
                changes: [FieldChange("description", before: "x", after: name == "d" ? "other" : "same")])
        }
        let text = PlanReport.text(Plan(project: "shop", steps: steps))
        #expect(text.contains("3 × Server  same 1 field: description"))
        #expect(text.contains("a, b, c\n"))
        #expect(text.contains("Server/d"))
        #expect(!text.contains("Server/a"))
    }

    @Test("a row of numbered names shows its ends only where none is missing between")
    func runs() {
        let steps = [0, 1, 2, 3, 7, 9, 10].map { index in
            Step(Address(kind: "Server", name: "web-\(index)"), .forget, because: .forgetRequested)
        }
        let text = PlanReport.text(Plan(project: "shop", steps: steps))
        #expect(text.contains("web-0 … web-3, web-7, web-9, web-10"))
    }

    @Test("every danger is in words without colour")
    func dangers() {
        for disruption in Disruption.allCases where disruption != .none {
            let step = Step(Examples.address("Server/a"), .update, because: .differs, disruption: disruption)
            let text = PlanReport.text(Plan(project: "shop", steps: [step]), details: .summary)
            #expect(text.lowercased().contains("[\(disruption.rawValue)]"))
            #expect(text.contains("disrupts"))
        }
    }

    @Test("a secret that changes says so without a value on either side")
    func changedSecret() {
        let text = PlanReport.text(Examples.plan)
        #expect(text.contains("(secret) → (new secret)  (also changed outside nacre)"))
    }

    @Test("wide characters are counted by what they take on the screen")
    func wideCharacters() {
        let steps = ["서버", "ab"].map { name in
            Step(Address(kind: "Server", name: name), .forget, because: .forgetRequested)
        }
        let lines = PlanReport.text(Plan(project: "shop", steps: steps)).split(separator: "\n")
        #expect(lines.contains("  ·  forget  Server/서버  will be removed from state and stays in the cloud"))
        #expect(lines.contains("  ·  forget  Server/ab    will be removed from state and stays in the cloud"))
    }

    @Test("a replacement made before the old one goes is one row with its calls in that order")
    func createFirst() {
        let address = Examples.address("LoginKey/ops")
        let steps = [
            Step(address, .replace, because: .cannotChangeInPlace(["name"]), calls: ["make"]),
            Step(
                address, .deleteReplaced, because: .cannotChangeInPlace(["name"]), waitsFor: [.init(address)],
                calls: ["drop"]),
        ]
        let text = PlanReport.text(Plan(project: "shop", steps: steps))
        #expect(text.contains("Plan for shop: 1 step\n"))
        #expect(text.contains("calls make, drop\n") || text.hasSuffix("calls make, drop"))
        #expect(!text.contains("after LoginKey"))
    }
}

import Model
import OrderedJSON
import Reporting
import Testing

@Suite("outcome and drift reports")
struct OutcomeReportTests {
    @Test("an incomplete apply tells what failed, what is pending, blocked or not started, and what to do")
    func incomplete() throws {
        try expectSnapshot(OutcomeReport.text(Examples.outcome, command: "apply", canResume: true), "outcome.txt")
        try expectSnapshot(OutcomeReport.json(Examples.outcome).serialized(.pretty), "outcome.json")
    }

    @Test("a complete apply asks for nothing more")
    func complete() {
        let outcome = Outcome(run: "run-8", steps: [StepOutcome(Examples.creations[0], .done)])
        let text = OutcomeReport.text(outcome, command: "apply", canResume: true)
        #expect(text.hasPrefix("Apply complete: 1 step (1 created). Run run-8."))
        #expect(!text.contains("next:"))
    }

    @Test("an apply that ends with two rows on one object is not complete, and says so")
    func sharedObject() {
        var outcome = Outcome(run: "run-8", steps: [StepOutcome(Examples.creations[0], .done)])
        outcome.faults = [
            Diagnostic(code: "state-shared-id", "Server/a and Server/b are recorded as the same object, 7")
        ]
        #expect(!outcome.isComplete)
        let text = OutcomeReport.text(outcome, command: "apply", canResume: true)
        #expect(text.hasPrefix("Apply incomplete: 1 of 1 step done (1 created)."))
        #expect(text.contains("recorded as the same object") && text.contains("Next: Repair state"))
        #expect(OutcomeReport.json(outcome)["faults"]?.elements.count == 1)
    }

    @Test("an interrupted apply points to what is left")
    func interrupted() {
        let outcome = Outcome(
            run: "run-9", steps: [StepOutcome(Examples.creations[0], .notStarted)], interrupted: true)
        let text = OutcomeReport.text(outcome, command: "apply", canResume: true)
        #expect(text.hasPrefix("Apply interrupted: 0 of 1 step done."))
        #expect(text.contains("Next: Run `nacre apply` again"))
    }

    @Test("keys that were not accepted are put in order before the apply is gone on with")
    func credentials() {
        let outcome = Outcome(
            run: "run-9", steps: [StepOutcome(Examples.creations[0], .notStarted)],
            halts: [Halt(reason: "authentication failed: access key A is not accepted", cause: .credentials)])
        let text = OutcomeReport.text(outcome, command: "apply", canResume: true)
        #expect(text.contains("Stopped: authentication failed: access key A is not accepted"))
        #expect(text.contains("Next: Run `nacre apply --resume` once the credentials are in order."))
        #expect(!text.contains("quota"))
    }

    @Test("pending steps alone are gone on with by --resume")
    func pending() {
        let outcome = Outcome(run: "run-9", steps: [StepOutcome(Examples.creations[0], .pending("still INIT"))])
        #expect(OutcomeReport.text(outcome, command: "apply", canResume: true).contains("nacre apply --resume"))
    }

    @Test("drift names both values and since when")
    func drift() throws {
        let report = DriftReport(
            project: "shop",
            findings: [
                DriftFinding(
                    Examples.address("Server/web-0"), objectID: "12",
                    .changed([
                        FieldChange("description", before: "by hand", after: "as written", origin: .drift),
                        FieldChange(
                            "password", before: .secret(Secret(fingerprint: Examples.secretPrint)),
                            after: .secret(Secret(Examples.secretText)), origin: .drift),
                    ]), since: "2026-01-02T03:04:05Z"),
                DriftFinding(Examples.address("Subnet/app"), objectID: "13", .missing),
            ], checked: 41)
        try expectSnapshot(DriftReporting.text(report), "drift.txt")
        let json = DriftReporting.json(report).serialized(.pretty)
        try expectSnapshot(json, "drift.json")
        #expect(!(json + DriftReporting.text(report)).contains(Examples.secretPrint))
    }

    @Test("no drift says how much was looked at")
    func noDrift() {
        let text = DriftReporting.text(DriftReport(project: "shop", findings: [], checked: 1))
        #expect(text == "No drift: 1 object checked.")
    }

    @Test("a command that cannot resume is only named to be run again")
    func noResuming() {
        var outcome = Examples.outcome
        outcome.steps = [StepOutcome(Examples.outcome.steps[0].step, .pending("still creating"))]
        let text = OutcomeReport.text(outcome, command: "import --matching", canResume: false)
        #expect(text.contains("`nacre import --matching`") && !text.contains("--resume"), "\(text)")
    }
}

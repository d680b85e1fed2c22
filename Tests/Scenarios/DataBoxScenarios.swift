import Foundation
import OrderedJSON
import Rehearsal
import Testing

/// Frames, boxes and their files through the command, as users run it.
@Suite("frames, boxes and their files") struct DataBoxScenarios {
    private static func box(_ fields: String..., name: String = "churn") -> String {
        Manifests.document(
            "DataBox", name, head: "lifecycle: {onRemove: delete}",
            ["frame: analytics", "sslVpnCount: 2", "tensorFlowCpuServers: [{spec: 5001, storage: 100}]"] + fields)
    }

    private static let plainBox = box("connectServers: [{spec: 4002, storage: 100}]", "nas: [{size: 500}]")

    @Test("the servers and volumes of a box are shown one by one and changed by the fewest calls")
    func rows() async throws {
        try await RehearsalStage.with { stage in
            try stage.project()
            let before = Self.box(
                "connectServers: [{spec: 4002, storage: 100}, {spec: 4002, storage: 100}]",
                "nas: [{count: 2, size: 500}]")
            try stage.manifest(Manifests.joined(Manifests.frame, before))
            try await stage.succeeds("apply", "--auto-approve")
            let after = Self.box(
                "connectServers: [{spec: 4003, storage: 200}]", "nas: [{size: 500}, {size: 900}, {size: 700}]")
            try stage.manifest(Manifests.joined(Manifests.frame, after))
            let plan = try await stage.nacre("plan").all
            for text in ["connectServers[conn-", "4002 → 4003", "500 → 700", "nas[new]", "data loss"] {
                #expect(plan.contains(text), "\(text) in \(plan)")
            }
            try await stage.cloud.resetCalls()
            try await stage.succeeds("apply", "--auto-approve")
            #expect(try await stage.count("modify-data-box") == 1)
            #expect(try await stage.count("change-data-box-nas-volume-size") == 1)
            #expect(try await stage.nacre("plan", "--detailed-exitcode").status == 0)
        }
    }

    @Test("what the cloud no longer offers is an error that says since when, why and how to allow it")
    func ended() async throws {
        try await RehearsalStage.with { stage in
            try stage.project()
            let project = try stage.scratch.read("nacre.yaml")
            let allowed = "capabilities: {DataBox: [create, update], DataBoxFrame: [update]}"
            try stage.scratch.write(project.replacing(allowed, with: "maxDestroy: 5"), to: "nacre.yaml")
            try stage.manifest(Manifests.joined(Manifests.frame, Self.plainBox))
            let plan = try await stage.nacre("plan")
            #expect(plan.status == 1)
            for text in ["since 2025-10-23", "can no longer create a Data Box", "capabilities: {DataBox: [create]}"] {
                #expect(plan.all.contains(text), "\(text) in \(plan)")
            }
            try await stage.cloud.resetCalls()
            #expect(try await stage.nacre("apply", "--auto-approve").status == 1)
            #expect(try await stage.cloud.changingCallCount() == 0)
        }
    }

    @Test("a file is imported once, and an export is asked for once, decided by a rule and never decided twice")
    func files() async throws {
        try await RehearsalStage.with { stage in
            try stage.project()
            let requests = [
                Manifests.document(
                    "ImportRequest", "customers", "frame: analytics", "box: churn", "bucket: analytics-input",
                    "files: [customers.csv]"),
                Manifests.document(
                    "ExportRequest", "results", "frame: analytics", "box: churn", "bucket: analytics-output",
                    "files: [{name: churn.csv}]", "purpose: quarterly report"),
            ]
            let base = Manifests.joined(Manifests.frame, Self.plainBox, requests[0], requests[1])
            func review(_ fields: String) -> String {
                Manifests.joined(
                    base, Manifests.document("ExportReview", "exports", "frame: analytics", fields))
            }
            let rules = "rules: [{name: reports, decision: approve, files: [\"*.csv\"], purpose: \"*report*\"}]"
            try stage.manifest(base)
            try await stage.succeeds("apply", "--auto-approve")
            try await stage.succeeds("apply", "--auto-approve")
            #expect(try await stage.cloud.objects("importApply").count == 1)
            #expect(try await stage.cloud.objects("exportApply").count == 1)

            // By default a review only shows what it would decide.
            try stage.manifest(review(rules))
            let trial = try await stage.nacre("plan").all
            #expect(trial.contains("would approve by rule \"reports\""), "\(trial)")
            try await stage.succeeds("apply", "--auto-approve")
            #expect(try await stage.count("export-file-approve") == 0)

            // What no rule covers waits, and is told.
            try stage.manifest(review("dryRun: false, rules: [{name: none, decision: approve, types: [zip]}]"))
            let open = try await stage.nacre("plan").all
            #expect(open.contains("waits, and no rule covers it"), "\(open)")
            try await stage.succeeds("apply", "--auto-approve")
            #expect(try await stage.count("export-file-approve") == 0)

            try stage.manifest(review("dryRun: false, \(rules)"))
            let plan = try await stage.nacre("plan").all
            #expect(plan.contains("decisions[") && plan.contains("reports"), "\(plan)")
            // The response to the decision is lost: it is not taken a second time.
            try await stage.cloud.faults([
                ["match": "*/export-file-approve", "sequence": [["times": 1, "drop": "afterCommit"]]]
            ])
            try await stage.succeeds("apply", "--auto-approve")
            #expect(try await stage.count("export-file-approve") == 1)
            let history = try await stage.nacre("state", "history", "-o", "json").json
            let run = try await stage.nacre("state", "history", history["runs"]?[0]?["id"]?.text ?? "")
            #expect(run.out.contains("approved export") && run.out.contains("by rule \"reports\""), "\(run)")
            #expect(try await stage.until { try await stage.statuses("exportApply") == ["COPY_CMPL"] })
            #expect(try await stage.nacre("plan", "--detailed-exitcode").status == 0)
        }
    }

    @Test("an export of which one file was decided is removed by cancelling the other one; the first is not waited for")
    func decidedInPart() async throws {
        try await RehearsalStage.with { stage in
            try stage.project()
            let base = Manifests.joined(
                Manifests.frame, Self.plainBox,
                Manifests.document(
                    "ExportReview", "exports", "frame: analytics", "dryRun: false",
                    "rules: [{name: tables, decision: approve, types: [csv]}]"))
            let request = Manifests.document(
                "ExportRequest", "results", head: "lifecycle: {onRemove: delete}",
                [
                    "frame: analytics", "box: churn", "bucket: analytics-output", "purpose: quarterly report",
                    "files: [{name: churn.csv}, {name: rest.zip}]",
                ])
            try stage.manifest(Manifests.joined(base, request))
            try await stage.succeeds("apply", "--auto-approve")
            try await stage.succeeds("apply", "--auto-approve")
            #expect(try await stage.count("export-file-approve") == 1)
            #expect(try await stage.until { try await stage.statuses("exportApply").contains("COPY_CMPL") })
            try stage.manifest(base)
            try await stage.succeeds("apply", "--auto-approve")
            #expect(try await stage.statuses("exportApply").sorted() == ["CANCEL", "COPY_CMPL"])
            #expect(try await stage.nacre("plan", "--detailed-exitcode").status == 0)
        }
    }

    @Test("a box that was forgotten and is declared again is taken up, not created a second time")
    func forgotten() async throws {
        try await RehearsalStage.with { stage in
            try stage.project()
            let kept = Self.plainBox.replacing("lifecycle: {onRemove: delete}\n", with: "")
            try stage.manifest(Manifests.joined(Manifests.frame, kept))
            try await stage.succeeds("apply", "--auto-approve")
            try stage.manifest(Manifests.frame)
            try await stage.succeeds("apply", "--auto-approve")
            try stage.manifest(Manifests.joined(Manifests.frame, kept))
            let plan = try await stage.nacre("plan")
            #expect(plan.all.contains("adopt") && !plan.all.contains("create"), "\(plan)")
            try await stage.succeeds("apply", "--auto-approve")
            #expect(try await stage.cloud.objects("box").count == 1)
            #expect(try await stage.nacre("plan", "--detailed-exitcode").status == 0)
        }
    }

    @Test("two boxes and two requests in flight whose responses are lost are two each")
    func inFlight() async throws {
        try await RehearsalStage.with { stage in
            try stage.project()
            try await stage.cloud.addFrame("second")
            let frames = Manifests.joined(Manifests.frame, Manifests.document("DataBoxFrame", "second"))
            func box(_ name: String, in frame: String) -> String {
                Manifests.document(
                    "DataBox", name, "frame: \(frame)", "sslVpnCount: 1",
                    "connectServers: [{spec: 4002, storage: 100}]",
                    "tensorFlowCpuServers: [{spec: 5001, storage: 100}]", "nas: [{size: 500}]")
            }
            func request(_ name: String, _ box: String, in frame: String) -> String {
                Manifests.document(
                    "ImportRequest", name, "frame: \(frame)", "box: \(box)", "bucket: analytics-input",
                    "files: [customers.csv]")
            }
            try await stage.cloud.faults(
                ["create-data-box", "apply-file-import"].map {
                    ["match": .string("*/\($0)"), "sequence": [["times": 2, "drop": "afterCommit"]]]
                })
            try stage.manifest(
                Manifests.joined(
                    frames, box("a", in: "analytics"), box("b", in: "second"),
                    request("one", "a", in: "analytics"), request("two", "b", in: "second")))
            try await stage.succeeds("apply", "--auto-approve")
            #expect(try await stage.cloud.objects("box").count == 2)
            #expect(try await stage.cloud.objects("importApply").count == 2)
            #expect(try await stage.nacre("plan", "--detailed-exitcode").status == 0)
        }
    }

    @Test("no box, no row and no request is doubled when the command is killed in any call")
    func killed() async throws {
        try await RehearsalStage.with { stage in
            try stage.project()
            let request = Manifests.document(
                "ImportRequest", "customers", "frame: analytics", "box: churn", "bucket: analytics-input",
                "files: [customers.csv]", "volume: nasw381n1")
            let grown = Self.box(
                "connectServers: [{spec: 4002, storage: 100}, {spec: 4002, storage: 50}]",
                "nas: [{count: 2, size: 500}]")
            for (manifest, call) in [
                (Self.plainBox, "create-data-box"), (grown, "modify-data-box"),
                (Manifests.joined(grown, request), "apply-file-import"),
            ] {
                try stage.manifest(Manifests.joined(Manifests.frame, manifest))
                try await stage.cloud.resetCalls()
                // The response is held back until the command is dead.
                try await stage.cloud.faults([
                    ["match": .string("*/\(call)"), "sequence": [["times": 1, "delayMs": 3000]]]
                ])
                let command = try stage.start(["apply", "--auto-approve"])
                #expect(try await stage.until { try await stage.count(call) == 1 })
                command.signal(SIGKILL)
                _ = await command.result()
                try await stage.cloud.faults([])
                try await stage.succeeds("apply", "--auto-approve", "--lock-timeout", "60")
            }
            #expect(try await stage.cloud.objects("box").count == 1)
            let rows = try await stage.cloud.objects("boxInfra").compactMap { $0["productCode"]?.text }.sorted()
            #expect(rows == ["CON", "CON", "NAS", "NAS", "TF_CPU"])
            #expect(try await stage.cloud.objects("importApply").count == 1)
            #expect(try await stage.nacre("plan", "--detailed-exitcode").status == 0)
        }
    }
}

extension RehearsalStage {
    fileprivate func succeeds(_ arguments: String...) async throws {
        let result = try await start(arguments).result()
        #expect(result.status == 0, "\(result)")
    }

    /// How often a call was made.
    fileprivate func count(_ call: String) async throws -> Int {
        try await cloud.calls().filter { $0.key.hasSuffix("/\(call)") }.values.reduce(0, +)
    }

    fileprivate func statuses(_ table: String) async throws -> [String] {
        try await cloud.objects(table).compactMap { $0["status"]?.text }
    }
}

import Foundation
import OrderedJSON
import Rehearsal
import Testing

/// What the command says to somebody who mistypes, repeats or reads on.
@Suite("messages") struct MessageScenarios {
    @Test("options before the command, a cloud, a kind and a variable that are mistyped are told with what was meant")
    func slips() async throws {
        try await RehearsalStage.with { stage in
            try stage.project()
            try stage.manifest(Manifests.small)
            let misplaced = try await stage.nacre("-e", "prod", "plan")
            #expect(misplaced.status == 64, "\(misplaced)")
            #expect(misplaced.err.contains("options follow the command: nacre COMMAND [options]"), "\(misplaced)")
            let cloud = try await stage.nacre("plan", "--cloud", "sim")
            #expect(cloud.status == 1 && cloud.err.contains("did you mean simulator?"), "\(cloud)")
            let kind = try await stage.nacre("plan", "--target", "Srver")
            #expect(kind.status == 1 && kind.err.contains("did you mean Server?"), "\(kind)")
            let absent = try await stage.nacre("plan", "--target", "Server")
            #expect(
                absent.status == 1 && absent.err.contains("there is no Server in the manifests or in state"),
                "\(absent)")
            let variable = try await stage.nacre("plan", "-v", "x=1")
            #expect(variable.status == 1 && variable.err.contains("-v x: no variable 'x' is declared"), "\(variable)")
            #expect(!variable.err.contains("  at "), "\(variable)")
        }
    }

    @Test("an apply ends with a summary and a short id, by which its run is found; quiet, it shows no plan")
    func summary() async throws {
        try await RehearsalStage.with { stage in
            try stage.project()
            try stage.manifest(Manifests.product("one"))
            let apply = try await stage.nacre("apply", "--quiet", "--auto-approve")
            let summary = try #require(
                apply.out.firstMatch(of: /^Apply complete: 1 step \(1 created\)\. Run ([0-9a-f]{8})\.\n/), "\(apply)")
            #expect(apply.status == 0 && !apply.out.contains("Plan for"), "\(apply)")
            let run = String(summary.output.1)
            let history = try await stage.nacre("state", "history", run, "-o", "json")
            #expect(try history.json["format"]?.text == "nacre.run/1")
            #expect(try history.json["run"]?["id"]?.text?.hasPrefix(run) == true, "\(history)")
            #expect(try history.json["steps"]?[0]?["result"]?.text == "done", "\(history)")
            let list = try await stage.nacre("state", "history", "-o", "json")
            #expect(try list.json["format"]?.text == "nacre.runs/1")
            #expect(try list.json["runs"]?[0]?["result"]?.text == "done", "\(list)")
            let short = try await stage.nacre("state", "history", String(run.prefix(3)))
            #expect(short.status == 1 && short.err.contains("is not in the history"), "\(short)")
            let undo = try await stage.nacre("undo", run, "--auto-approve")
            #expect(undo.status == 0 && undo.out.contains("Undo complete: 1 step (1 deleted)."), "\(undo)")
        }
    }

    @Test("without a terminal the question is an error that says what to use instead")
    func noTerminal() async throws {
        try await RehearsalStage.with { stage in
            try stage.project()
            try stage.manifest(Manifests.product("one"))
            let apply = try await stage.nacre("apply")
            #expect(apply.status == 1, "\(apply)")
            #expect(
                apply.err.contains(
                    "error: confirmation needed, but standard input is not a terminal [unconfirmed]\n"
                        + "  help: use --auto-approve or a saved plan"), "\(apply)")
            for option in ["--yes", "-y"] {
                let guessed = try await stage.nacre("apply", option)
                #expect(guessed.status == 64, "\(guessed)")
                #expect(guessed.err.contains("unknown option '\(option)'; use --auto-approve"), "\(guessed)")
                #expect(!guessed.err.contains("--var"), "\(guessed)")
            }
        }
    }

    @Test("a saved plan that was used says when and by which run; one of an earlier format is refused by name")
    func savedPlans() async throws {
        try await RehearsalStage.with { stage in
            try stage.project()
            try stage.manifest(Manifests.product("one"))
            #expect(try await stage.nacre("plan", "--out", "plan.json").status == 0)
            #expect(try await stage.nacre("apply", "plan.json").status == 0)
            let again = try await stage.nacre("apply", "plan.json")
            #expect(again.status == 6, "\(again)")
            #expect(
                again.err.contains(/saved plan was already applied on \d{4}-\d\d-\d\d \(run [0-9a-f]{8}\)/), "\(again)")
            let text = try stage.scratch.read("plan.json")
            try stage.scratch.write(text.replacing("saved-plan/4", with: "saved-plan/2"), to: "old.json")
            let old = try await stage.nacre("apply", "old.json")
            #expect(
                old.status == 1
                    && old.err.contains("old.json was saved by another version of nacre (nacre.saved-plan/2"),
                "\(old)")
        }
    }

    @Test("--fail-on destroy is the former name of delete")
    func formerName() async throws {
        try await RehearsalStage.with { stage in
            try stage.project()
            try stage.manifest(Manifests.joined(Manifests.product("one"), Manifests.product("two")))
            #expect(try await stage.apply().status == 0)
            try stage.manifest(Manifests.product("one"))
            for name in ["delete", "destroy"] {
                let plan = try await stage.nacre("plan", "--fail-on", name)
                #expect(plan.status == 4, "\(plan)")
                #expect(
                    plan.err.contains("plan deletes 1 object (limit set by --fail-on delete): Product/two"), "\(plan)")
            }
        }
    }

    @Test("an import shows what the next apply corrects, and changes nothing")
    func importDifferences() async throws {
        try await RehearsalStage.with { stage in
            try stage.project()
            try stage.manifest(Manifests.product("one"))
            #expect(try await stage.apply().status == 0)
            let id = try #require(try await stage.cloud.object("product", named: "one")?["productId"]?.text)
            #expect(try await stage.nacre("state", "forget", "Product/one").status == 0)
            try stage.manifest(Manifests.product("one", description: "renewed"))
            let imported = try await stage.nacre("import", "Product/one", id, "--auto-approve")
            #expect(imported.status == 0, "\(imported)")
            #expect(imported.out.contains("Product/one differs from its manifest; the next apply corrects it"))
            #expect(
                imported.out.contains("description: in the cloud \"made\", in the manifest \"renewed\""), "\(imported)")
            #expect(imported.out.contains("Import complete: 1 step (1 imported)."), "\(imported)")
            #expect(try await stage.cloud.object("product", named: "one")?["productDescription"]?.text == "made")
            let none = try await stage.nacre("import", "Product/elsewhere", id)
            #expect(none.err.contains("\"nacre export --kind Product --id \(id)\" prints one"), "\(none)")
            let name = try await stage.nacre("import", "main", id)
            #expect(name.status == 1, "\(name)")
            #expect(name.err.contains("\"main\" is not an object address"), "\(name)")
            #expect(name.err.contains("use Kind/name, e.g. Server/web"), "\(name)")
        }
    }

    @Test("drift ends with what to do about it")
    func drift() async throws {
        try await RehearsalStage.with { stage in
            try stage.project()
            try stage.manifest(Manifests.product("one"))
            #expect(try await stage.apply().status == 0)
            #expect(try await stage.nacre("drift").out == "No drift: 1 object checked.\n")
            try await stage.cloud.change("product", named: "one", ["productDescription": "by hand"])
            let drift = try await stage.nacre("drift")
            #expect(drift.status == 2 && drift.out.contains("1 of 1 object differs"), "\(drift)")
            #expect(drift.out.contains("Next: Run `nacre apply` to restore them, or edit the manifests"), "\(drift)")
        }
    }

    @Test("a backup that is not there, or is none, is told apart from a state that cannot be opened")
    func restore() async throws {
        try await RehearsalStage.with { stage in
            try stage.project()
            let absent = try await stage.nacre("state", "restore", "nofile")
            #expect(absent.status == 1 && absent.err.contains("error: nofile: no such file"), "\(absent)")
            try stage.scratch.write("no database", to: "notes.txt")
            let other = try await stage.nacre("state", "restore", "notes.txt")
            #expect(
                other.status == 1 && other.err.contains("error: notes.txt: not a valid nacre state backup"), "\(other)")
        }
    }
}

import Foundation
import OrderedJSON
import Rehearsal
import Testing

@Suite("discover") struct DiscoverScenarios {
    /// The quickstart's objects, made by somebody whose workspace and state are gone.
    private func inheritance(_ stage: RehearsalStage) async throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../examples/quickstart")
        try stage.scratch.copy(from: root.standardizedFileURL.path)
        let project = try stage.scratch.read("nacre.yaml")
        try stage.scratch.write(
            project.replacing("cloud: simulator", with: "cloud: \(stage.cloud.url)"), to: "nacre.yaml")
        let apply = try await stage.apply()
        #expect(apply.status == 0, "\(apply)")
        for folder in ["manifests", "state"] { try stage.scratch.remove(folder) }
        try stage.project()
    }

    @Test("an account made by others becomes a workspace, and nothing in it changes")
    func takenOver() async throws {
        try await RehearsalStage.with { stage in
            try await inheritance(stage)
            let before = try await stage.cloud.send(.get, "world")["tables"]

            let dry = try await stage.nacre("discover", "--dry-run")
            #expect(dry.status == 0 && stage.scratch.exists("manifests") == false, "\(dry)")
            #expect(dry.err.contains("Certificate objects, if there are any, are not discovered"), "\(dry)")
            #expect(dry.err.contains("nacre discover --kind Certificate"), "\(dry)")

            let discover = try await stage.nacre("discover")
            #expect(discover.status == 0, "\(discover)")
            try expectSnapshot(settled(discover.out), "discover")
            let files = stage.scratch.files().filter { $0.hasPrefix("manifests/") }
            let written = try files.map { "==> \($0)\n" + (try stage.scratch.read($0)) }.joined(separator: "\n")
            // Which server is made first, and so gets the lower address, is up to the moment.
            let steady = written.replacing(/\bid: "?[0-9a-z\/]+"?}/, with: "id: …}")
                .replacing(/\bip: [0-9.]+/, with: "ip: …")
            try expectSnapshot(steady, "discover-files")
            for file in files { #expect(dry.out.contains(try stage.scratch.read(file).dropLast())) }

            let plan = try await stage.nacre("plan", "--detailed-exitcode")
            #expect(plan.status == 0, "\(plan)")
            #expect(try await stage.nacre("drift").status == 0)
            #expect(try await stage.cloud.send(.get, "world")["tables"] == before)

            let again = try await stage.nacre("discover", "--output", "json")
            #expect(again.status == 0)
            #expect(try again.json["files"]?.elements.isEmpty == true)
            #expect(try again.json["managed"]?.integer == 13)
        }
    }

    @Test("what came later goes into files of its own, beside those that are there")
    func later() async throws {
        try await RehearsalStage.with { stage in
            try stage.project()
            try stage.manifest(Manifests.joined(Manifests.vpc("main"), Manifests.vpc("other")))
            #expect(try await stage.apply().status == 0)
            // Two that nobody knows any more: one by the command, one by the file.
            try stage.manifest(Manifests.vpc("main"))
            try stage.manifest("# kept as it is\n", file: "vpc")
            #expect(try await stage.nacre("state", "forget", "Vpc/other").status == 0)

            let wrong = try await stage.nacre("discover", "--kind", "Vcp")
            #expect(wrong.status == 1 && wrong.err.contains("did you mean Vpc?"), "\(wrong)")
            let nowhere = try await stage.nacre("discover", "--out", "elsewhere")
            #expect(nowhere.status == 1 && nowhere.err.contains("no-place"), "\(nowhere)")
            #expect(try await stage.nacre("discover", "--layout", "by-colour").status == 64)

            let discover = try await stage.nacre("discover", "--kind", "Vpc", "--name", "oth*")
            #expect(discover.status == 0, "\(discover)")
            #expect(try stage.scratch.read("manifests/vpc.yaml") == "# kept as it is\n")
            #expect(try stage.scratch.read("manifests/vpc-2.yaml").contains("metadata: {name: other}"))
            #expect(try await stage.nacre("plan", "--detailed-exitcode").status == 0)
        }
    }

    @Test("a kind that cannot be read is told, and keeps nobody from the rest")
    func unread() async throws {
        try await RehearsalStage.with { stage in
            try stage.project()
            try stage.manifest(Manifests.small)
            #expect(try await stage.apply().status == 0)
            for folder in ["manifests", "state"] { try stage.scratch.remove(folder) }
            try await stage.cloud.faults([["match": "*/products*", "status": 403]])

            let discover = try await stage.nacre("discover")
            #expect(
                discover.status == 3 && discover.err.contains("the Product objects could not be read"), "\(discover)")
            #expect(stage.scratch.exists("manifests/vpc.yaml") && !stage.scratch.exists("manifests/product.yaml"))

            try await stage.cloud.faults([])
            #expect(try await stage.nacre("discover").status == 0)
            #expect(stage.scratch.exists("manifests/product.yaml"))
            #expect(try await stage.nacre("plan", "--detailed-exitcode").status == 0)
        }
    }
}

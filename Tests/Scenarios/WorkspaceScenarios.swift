import Foundation
import OrderedJSON
import Rehearsal
import Testing

#if canImport(Glibc)
    import Glibc
#endif

@Suite("workspaces with the built-in simulator") struct WorkspaceScenarios {
    /// A workspace whose cloud is the simulator inside the command, applied.
    private func workspace(_ body: (Scratch) async throws -> Void) async throws {
        try await Gate.shared.pass {
            let scratch = try Scratch()
            try scratch.write(
                "apiVersion: nacre/v1\nkind: Project\nmetadata: {name: shop}\nspec: {cloud: simulator}\n",
                to: "nacre.yaml")
            try scratch.write(Manifests.small, to: "manifests/main.yaml")
            try await body(scratch)
            try? FileManager.default.removeItem(atPath: scratch.root + "-home")
        }
    }

    @discardableResult
    private func nacre(
        _ arguments: String..., in scratch: Scratch, speed: Double = 2000, launcher: [String] = []
    ) async throws -> NacreProcess.Result {
        try await NacreProcess(
            arguments, in: scratch, environment: ["NACRE_SIMULATOR_SPEED": String(speed)], launcher: launcher
        ).result()
    }

    @Test("what holds keys or state is its owner's alone, and what was open is closed")
    func modes() async throws {
        try await workspace { scratch in
            try scratch.write("", to: "state/nacre.db.simulator")
            chmod(scratch.path("state/nacre.db.simulator"), 0o644)
            #expect(try await nacre("apply", "--auto-approve", in: scratch).status == 0)
            chmod(scratch.path("state/nacre.db"), 0o644)
            #expect(try await nacre("plan", "--out", "plan.json", in: scratch).status == 0)
            #expect(try await nacre("apply", "--auto-approve", in: scratch).status == 0)
            for file in scratch.files() where file.hasPrefix("state/") || file == "plan.json" {
                let mode = try FileManager.default.attributesOfItem(atPath: scratch.path(file))[.posixPermissions]
                let open = ((mode as? NSNumber)?.intValue ?? 0) & 0o077
                #expect(open & 0o007 == 0, "\(file) is open to all")
                // The database was open to its group, and its log goes by that.
                let isDatabase = ["", "-wal", "-shm"].contains { file == "state/nacre.db\($0)" }
                #expect(open == 0 || isDatabase, "\(file) is open to a group")
            }
        }
    }

    @Test("beside an apply, another one is told who holds the lock, and what only reads works")
    func beside() async throws {
        try await workspace { scratch in
            #expect(try await nacre("apply", "--auto-approve", in: scratch).status == 0)
            try scratch.write(
                Manifests.small + "\n---\n" + Manifests.vpc("slow", cidr: "10.1.0.0/16"), to: "manifests/main.yaml")
            // At real speed a VPC takes longer than all of the below.
            let first = try NacreProcess(
                ["apply", "--auto-approve"], in: scratch, environment: ["NACRE_SIMULATOR_SPEED": "1"])
            var held = false
            for _ in 0..<500 where !held {
                held = try await nacre("state", "lock", in: scratch).status == 5
            }
            #expect(held)
            let second = try await nacre("apply", "--auto-approve", in: scratch)
            #expect(second.status == 5 && second.err.contains("\(first.pid)"), "\(second)")
            let named = try await nacre("plan", "--profile", "prod", in: scratch)
            #expect(named.status == 1 && named.err.contains("no profile"), "\(named)")
            for verb in ["plan", "drift"] {
                let result = try await nacre(verb, in: scratch)
                #expect(result.status == 0, "\(verb): \(result)")
            }
            first.signal(SIGKILL)
            _ = await first.result()
            #expect(try await nacre("apply", "--auto-approve", in: scratch).status == 0)
        }
    }

    @Test("while the world is served, commands are told its address, and connect to it by that")
    func served() async throws {
        try await workspace { scratch in
            #expect(try await nacre("apply", "--auto-approve", in: scratch).status == 0)
            let simulator = try NacreProcess(
                ["simulate", "--state", "state/nacre.db.simulator", "--speed", "2000"], in: scratch)
            var address: Substring?
            for _ in 0..<1000 where address == nil {
                address = simulator.output.firstMatch(of: /http:\S+/)?.output
                try await Task.sleep(for: .milliseconds(10))
            }
            let url = String(try #require(address))
            for arguments in [["plan"], ["apply", "--auto-approve"]] {
                let refused = try await NacreProcess(arguments, in: scratch).result()
                #expect(refused.status == 1, "\(refused)")
                #expect(refused.err.contains("--cloud \(url)"), "\(refused)")
                #expect(refused.err.contains("nacre simulate --state"), "\(refused)")
            }
            try await ControlPanel(url).delete("vpc", named: "main")
            let plan = try await nacre("plan", "--cloud", url, in: scratch)
            #expect(plan.status == 0 && plan.out.contains("Vpc/main"), "\(plan)")
            simulator.signal(SIGTERM)
            _ = await simulator.result()
            let after = try await nacre("plan", in: scratch)
            #expect(after.status == 0 && after.out.contains("Vpc/main"), "\(after)")
        }
    }

    @Test("a workspace that cannot be written to can be looked at")
    func readOnly() async throws {
        try await workspace { scratch in
            #expect(try await nacre("apply", "--auto-approve", in: scratch).status == 0)
            // The superuser writes everywhere: somebody else looks.
            let launcher =
                geteuid() == 0 ? ["/usr/bin/setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"] : []
            guard launcher.first.map({ FileManager.default.isExecutableFile(atPath: $0) }) ?? true else { return }
            let folders = ["", "manifests", "state", "state/nacre.db.backups"]
            for file in scratch.files() { chmod(scratch.path(file), 0o444) }
            for folder in folders { chmod(scratch.path(folder), 0o555) }
            defer { for folder in folders { chmod(scratch.path(folder), 0o755) } }
            for arguments in [
                ["validate"], ["plan"], ["plan", "-o", "json"], ["drift"], ["show", "Vpc/main"], ["graph"],
                ["state", "list"], ["state", "verify"], ["state", "export"], ["discover", "--dry-run"],
            ] {
                let result = try await NacreProcess(arguments, in: scratch, launcher: launcher).result()
                #expect(result.status == 0, "\(arguments): \(result)")
            }
            let apply = try await NacreProcess(["apply", "--auto-approve"], in: scratch, launcher: launcher).result()
            #expect(apply.status == 1 && apply.err.contains("cannot be written"), "\(apply)")
        }
    }

    @Test("an object that was deleted outside nacre is shown as deleted")
    func gone() async throws {
        try await RehearsalStage.with { stage in
            try stage.project()
            try stage.manifest(Manifests.small)
            #expect(try await stage.apply().status == 0)
            let there = try await stage.nacre("show", "Product/shop")
            #expect(there.status == 0 && there.out.contains("live values"), "\(there)")
            try await stage.cloud.delete("product", named: "shop")
            let gone = try await stage.nacre("show", "Product/shop")
            #expect(gone.status == 0 && gone.out.contains("deleted outside nacre"), "\(gone)")
            #expect(!gone.out.contains("live values"), "\(gone)")
            let json = try await stage.nacre("show", "Product/shop", "-o", "json")
            #expect(try json.json["exists"]?.bool == false)
        }
    }

    @Test("history is pruned by every apply and on demand")
    func pruned() async throws {
        try await RehearsalStage.with { stage in
            try stage.project("  history: {runs: 2}")
            for index in 0..<4 {
                try stage.manifest(Manifests.product("one", description: "number \(index)"))
                #expect(try await stage.apply().status == 0)
            }
            #expect(try await stage.nacre("state", "history", "-o", "json").json["runs"]?.elements.count == 2)
            let pruned = try await stage.nacre("state", "prune", "--runs", "1")
            #expect(pruned.status == 0 && pruned.out.contains("Pruned 1 run"), "\(pruned)")
            #expect(try await stage.nacre("state", "verify").status == 0)
        }
    }
}

import Foundation
import OrderedJSON
import Rehearsal
import Testing

/// No flag is accepted and ignored: it is used, or it is wrong usage.
@Suite("flags") struct FlagScenarios {
    private static let manifest =
        Manifests.small + "\n---\n" + "apiVersion: ncloud/v1\nkind: ApiKey\nmetadata: {name: app}\nspec: {}\n"

    /// A call of each command that works on a workspace, by which a flag can be seen to be heeded.
    private static let calls: [String: [String]] = [
        "validate": [], "lint": [], "plan": [], "apply": [], "destroy": [], "drift": [], "undo": ["RUN"],
        "import": ["Vpc/main", "1"], "discover": ["--dry-run"], "export": ["Vpc/main"],
        "rotate": ["ApiKey/app", "--reveal"], "purge": ["Edge/web"], "show": ["Vpc/main"], "graph": [], "doctor": [],
        "state list": [],
        "state show": ["Vpc/main"], "state mv": ["Vpc/none", "Vpc/other"], "state forget": ["Vpc/none"],
        "state verify": [], "state history": [], "state prune": [], "state export": [], "state restore": [],
        "state secret": ["ApiKey/app"], "state lock": [], "state unlock": [], "state rebind": [],
        "state rekey": [], "secret encrypt": ["--key", "abc1"],
        "secret decrypt": ["--file", "sealed", "--key", "abc1", "--reveal"],
        "secret edit": ["--file", "sealed", "--key", "abc1"],
    ]

    /// What each flag of a group is given, so that it changes what the command says.
    private static let values: [String: String] = [
        "workspace": "nowhere", "environment": "nowhere", "var": "nothing=1", "cloud": "nonsense",
        "profile": "nobody", "region": "MOON", "state": "nacre.yaml",
    ]

    /// The flags that commands have beside those, and beside the ones about writing. Who adds one adds it here, and sees to
    /// it that the command uses it.
    private static let own: [String: Set<String>] = [
        "init": ["name", "workspace"], "lint": ["fail-on", "rule", "target", "exclude", "show-suppressed", "rules"],
        "plan": selecting.union(["detailed-exitcode", "destroy", "out", "summary", "ignore-existing"]),
        "apply": selecting.union(applying).union(resuming).union(["ignore-existing"]),
        "destroy": selecting.union(applying).union(resuming),
        "undo": selecting.union(applying).union(resuming), "import": applying.union(["matching"]),
        "discover": ["kind", "name", "built-in", "layout", "out", "dry-run", "lock-timeout"],
        "export": ["kind", "id", "only", "flat", "no-import", "for-vpc", "for-edge", "out"],
        "rotate": ["key", "out", "reveal", "show", "lock-timeout"],
        "purge": ["no-wait", "lock-timeout"],
        "state history": ["limit"], "state forget": ["discard-secrets"], "state rebind": ["auto-approve"],
        "state prune": ["runs", "days"],
        "state secret": ["out", "reveal"], "state rekey": ["to"], "secret encrypt": ["key", "out"],
        "secret decrypt": ["file", "key", "out", "reveal"], "secret edit": ["file", "key"],
        "graph": ["format"], "explain": ["markdown"],
        "simulate": [
            "port", "dns-port", "state", "speed", "latency", "rate", "faults", "record", "seed", "access-key",
            "secret-key", "sunset", "quirk",
        ],
    ]
    private static let selecting: Set<String> = [
        "target", "exclude", "fail-on", "max-destroy", "preflight", "no-preflight",
    ]
    private static let applying: Set<String> = [
        "auto-approve", "lock-timeout", "grace", "parallelism", "on-ambiguous",
    ]
    private static let resuming: Set<String> = ["resume", "keep-going", "allow-data-loss"]
    private static let writing: Set<String> = ["no-color", "quiet", "verbose", "output", "help", "version"]

    /// Each command and the long names of its flags, as the command itself lists them.
    private func flags(_ stage: RehearsalStage) async throws -> [String: Set<String>] {
        var found: [String: Set<String>] = [:]
        func walk(_ command: JSON, _ path: [String]) {
            let inner = command["subcommands"]?.elements ?? []
            for next in inner { walk(next, path + [next["commandName"]?.text ?? ""]) }
            guard inner.isEmpty, path != ["help"] else { return }
            let names = (command["arguments"]?.elements ?? []).flatMap { $0["names"]?.elements ?? [] }
            found[path.joined(separator: " ")] = Set(
                names.filter { $0["kind"]?.text == "long" }.compactMap { $0["name"]?.text })
        }
        let dump = try await stage.nacre("--experimental-dump-help").json
        walk(dump["command"] ?? .null, [])
        return found
    }

    @Test("every flag of every command is used")
    func walk() async throws {
        try await RehearsalStage.with(simulator: ["--record", "calls"]) { stage in
            try stage.project()
            try stage.manifest(Self.manifest)
            try stage.scratch.write("ncpkms:v1:AAAA", to: "sealed")
            #expect(try await stage.apply().status == 0)
            let run = try await stage.nacre("state", "history", "-o", "json").json["runs"]?[0]?["id"]?.text ?? ""
            let flags = try await flags(stage)
            #expect(flags.count > 30)
            var calls: [[String]] = []
            for (command, names) in flags {
                let shared = Self.calls[command] == nil ? [] : names.intersection(Self.values.keys)
                let own = names.subtracting(Self.writing).subtracting(shared)
                #expect(own == Self.own[command] ?? [], "\(command)")
                let call =
                    command.split(separator: " ").map(String.init)
                    + (Self.calls[command] ?? []).map { $0 == "RUN" ? run : $0 }
                calls += shared.map { call + ["--\($0)", Self.values[$0] ?? ""] }
            }
            let regional = calls.filter { $0.contains("--region") }
            try await Self.besideEachOther(calls.filter { !regional.contains($0) }) { try await heeds($0, stage) }
            // Those that take the lock come one after the other.
            for call in regional { try await heeds(call, stage) }
        }
    }

    private static func besideEachOther(
        _ calls: [[String]], _ body: @escaping @Sendable ([String]) async throws -> Void
    ) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for (index, call) in calls.enumerated() {
                if index >= 4 { try await group.next() }
                group.addTask { try await body(call) }
            }
            try await group.waitForAll()
        }
    }

    /// The last flag is objected to, or the cloud is asked otherwise.
    private func heeds(_ call: [String], _ stage: RehearsalStage) async throws {
        let (name, value) = (call[call.count - 2], call[call.count - 1])
        // The key of an API is nobody's region; what binds a state to one is heard before.
        if name == "--region", call.first == "rotate" { return }
        let asked = try regional(stage)
        let result = try await stage.start(call).result()
        if name == "--region" {
            #expect(try result.all.contains(value) || regional(stage) > asked, "\(call): \(result)")
        } else {
            let told = value.split(separator: "=").first.map(String.init) ?? value
            let isTold = result.all.contains(told) || call.first == "doctor" && result.out.contains("PROBLEM")
            #expect(result.status != 0 && isTold, "\(call): \(result)")
        }
    }

    /// How often the cloud was asked for a region that there is not.
    private func regional(_ stage: RehearsalStage) throws -> Int {
        try stage.scratch.read("calls").components(separatedBy: "regionCode=MOON").count
    }

    @Test(
        "what a command cannot do with a flag is wrong usage",
        arguments: [
            ["validate", "--cloud", "ncloud"], ["graph", "--state", "x.db"], ["schema", "--workspace", "."],
            ["explain", "--region", "KR"], ["state", "list", "--profile", "x"], ["state", "verify", "-v", "a=b"],
            ["drift", "--parallelism", "3"], ["import", "Vpc/main", "1", "--resume"],
            ["import", "Vpc/main", "1", "--target", "Vpc"], ["graph", "-o", "json"], ["explain", "-o", "json"],
            ["init", "-o", "json"], ["state", "forget", "Vpc/a", "-o", "json"],
            ["rotate", "ApiKey/a", "--show", "-o", "json"],
            ["explain", "Vpc.cidr", "--markdown"], ["lint", "--rules", "--target", "Vpc"],
            ["lint", "--rules", "--fail-on", "note"], ["plan", "--summary", "-o", "json"],
            ["state", "history", "1", "--limit", "3"], ["state", "secret", "ApiKey/a", "--out", "f", "--reveal"],
            ["plan", "--state", "s3://bucket/key"], ["state", "list", "--state", "postgres://host/db"],
            ["apply", "--lock-timeout", "-1"], ["state", "rekey", "--to", "vault"], ["secret", "decrypt"],
            ["secret", "decrypt", "db", "--key", "abc1"], ["secret", "edit", "db", "--file", "f"],
            ["secret", "decrypt", "db", "--out", "f", "--reveal"], ["plan", "-v", "hunter2"],
        ])
    func refused(_ arguments: [String]) async throws {
        let scratch = try Scratch()
        let result = try await Gate.shared.pass { try await NacreProcess(arguments, in: scratch).result() }
        #expect(result.status == 64 && result.out.isEmpty, "\(result)")
        #expect(scratch.files().isEmpty)
    }

    @Test("a state in a place that nacre does not know is an error, not a folder of that name")
    func unknownPlace() async throws {
        let scratch = try Scratch()
        try scratch.write(
            """
            apiVersion: nacre/v1
            kind: Project
            metadata: {name: shop}
            spec: {cloud: simulator, state: "s3://bucket/shop.db"}
            """, to: "nacre.yaml")
        try scratch.write(Manifests.small, to: "manifests/main.yaml")
        for verb in ["validate", "plan", "apply"] {
            let result = try await Gate.shared.pass { try await NacreProcess([verb], in: scratch).result() }
            #expect(result.status == 1 && result.err.contains("nacre.yaml:4"), "\(result)")
        }
        #expect(scratch.files() == ["manifests/main.yaml", "nacre.yaml"])
    }
}

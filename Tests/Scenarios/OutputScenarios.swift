import Foundation
import OrderedJSON
import Rehearsal
import Testing

@Suite("output") struct OutputScenarios {
    /// Standard output on a disk that is full.
    private static let full = ["/bin/sh", "-c", "exec \"$@\" > /dev/full", "sh"]
    /// Standard output to a pipe whose reader has left.
    private static let closed = ["/bin/bash", "-c", "exec 3> >(:); wait $!; exec \"$@\" >&3 3>&-", "bash"]

    private static let manifest =
        Manifests.small + "\n---\n" + "apiVersion: ncloud/v1\nkind: ApiKey\nmetadata: {name: app}\nspec: {}\n"

    /// A workspace with objects that are applied.
    private func applied(_ body: (RehearsalStage) async throws -> Void) async throws {
        try await RehearsalStage.with { stage in
            try stage.project()
            try stage.manifest(Self.manifest)
            #expect(try await stage.apply().status == 0)
            try await body(stage)
        }
    }

    /// Every command that writes a result, in each form that it has.
    private static let writing: [[String]] = [
        [], ["--help"], ["--version"], ["plan", "--help"], ["--generate-completion-script", "bash"],
        ["completions", "bash"], ["explain"], ["explain", "Vpc"], ["explain", "Vpc", "--markdown"],
        ["explain", "lint"],
        ["schema"], ["simulate"], ["validate"], ["validate", "-o", "json"], ["validate", "-o", "sarif"], ["lint"],
        ["lint", "-o", "json"], ["lint", "-o", "sarif"], ["lint", "--rules"], ["graph"],
        ["graph", "--format", "mermaid"],
        ["plan"], ["plan", "-o", "json"], ["drift"], ["drift", "-o", "json"], ["show", "Vpc/main"],
        ["show", "Vpc/main", "-o", "json"], ["discover", "--dry-run"], ["discover", "--dry-run", "-o", "json"],
        ["export", "Product/shop"], ["export", "Product/shop", "-o", "json"], ["doctor"], ["doctor", "-o", "json"],
        ["state", "list"], ["state", "list", "-o", "json"], ["state", "show", "Vpc/main"],
        ["state", "show", "Vpc/main", "-o", "json"], ["state", "export"], ["state", "verify"],
        ["state", "verify", "-o", "json"], ["state", "history"], ["state", "history", "-o", "json"], ["state", "lock"],
        ["state", "lock", "-o", "json"], ["init", "-w", "fresh"],
    ]

    /// Those that take the lock or change state.
    private static let changing: [[String]] = [
        ["apply"], ["state", "prune"], ["state", "forget", "Api/orders"], ["state", "unlock"], ["state", "restore"],
    ]

    @Test("a result that cannot be written is a failure, whatever command has it")
    func full() async throws {
        try await applied { stage in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for (index, arguments) in Self.writing.enumerated() {
                    if index >= 4 { try await group.next() }
                    group.addTask { try await fails(arguments, stage) }
                }
                try await group.waitForAll()
            }
            for arguments in Self.changing { try await fails(arguments, stage) }
        }
    }

    private func fails(_ arguments: [String], _ stage: RehearsalStage) async throws {
        let result = try await stage.start(arguments, launcher: Self.full).result()
        #expect(result.status == 1, "\(arguments): \(result)")
        #expect(result.err.contains("cannot write to standard output"), "\(arguments): \(result)")
    }

    @Test("a reader that has left ends the command quietly, and not with success")
    func closed() async throws {
        try await applied { stage in
            for arguments in [
                ["--help"], ["plan", "-o", "json"], ["drift"], ["state", "export"], ["schema"], ["simulate"],
            ] {
                let result = try await stage.start(arguments, launcher: Self.closed).result()
                #expect(result.status == 141 && result.err.isEmpty, "\(arguments): \(result)")
            }
        }
    }

    @Test("a plan that cannot be shown is not applied, nor saved")
    func unseen() async throws {
        try await RehearsalStage.with { stage in
            try stage.project()
            try stage.manifest(Manifests.small)
            for launcher in [Self.full, Self.closed] {
                for arguments in [["apply", "--auto-approve"], ["plan", "--out", "plan.json"]] {
                    let result = try await stage.start(arguments, launcher: launcher).result()
                    #expect(result.status != 0, "\(result)")
                }
            }
            #expect(try await stage.cloud.names("vpc").isEmpty)
            #expect(!stage.scratch.exists("plan.json"))
        }
    }

    private func primaryKey(_ stage: RehearsalStage) async throws -> String? {
        try await stage.cloud.objects("apiKey").first?["primaryKey"]?.text
    }

    @Test("a rotated key that could not be delivered is kept until it is")
    func rotated() async throws {
        try await applied { stage in
            let old = try await primaryKey(stage)
            let lost = try await stage.start(["rotate", "ApiKey/app", "--show"], launcher: Self.full).result()
            #expect(lost.status == 1 && lost.err.contains("nacre state secret ApiKey/app primary"), "\(lost)")
            let new = try await primaryKey(stage)
            #expect(new != old)
            let fetch = ["state", "secret", "ApiKey/app", "primary", "--reveal"]
            #expect(try await stage.start(fetch, launcher: Self.full).result().status == 1)
            let found = try await stage.start(fetch).result()
            #expect(found.status == 0 && found.out == (new ?? "") + "\n", "\(found)")
            #expect(try await stage.start(fetch).result().status == 1)
        }
    }

    @Test("an old key is not given up for a new one that nobody could take")
    func untaken() async throws {
        try await applied { stage in
            let old = try await primaryKey(stage)
            try stage.scratch.write("", to: "plain")
            let nowhere = try await stage.nacre("rotate", "ApiKey/app", "--out", "plain/app.key")
            #expect(nowhere.status == 1 && nowhere.err.contains("plain/app.key"), "\(nowhere)")
            let unheard = try await stage.start(["rotate", "ApiKey/app", "--show"], launcher: Self.closed).result()
            #expect(unheard.status == 141, "\(unheard)")
            #expect(try await primaryKey(stage) == old)
            let delivered = try await stage.nacre("rotate", "ApiKey/app", "--out", "app.key")
            #expect(delivered.status == 0, "\(delivered)")
            #expect(try stage.scratch.read("app.key") == (try await primaryKey(stage) ?? "") + "\n")
            #expect(try await stage.nacre("state", "secret", "ApiKey/app", "primary", "--reveal").status == 1)
        }
    }

    @Test("a simulator whose recording is not whole ends with a failure")
    func recording() async throws {
        try await Gate.shared.pass {
            let scratch = try Scratch()
            let simulator = try NacreProcess(["simulate", "--record", "/dev/full"], in: scratch)
            var url = ""
            while url.isEmpty {
                try await Task.sleep(for: .milliseconds(10))
                url = simulator.output.split(separator: "\n").first?.split(separator: " ").last.map(String.init) ?? ""
            }
            let project = "apiVersion: nacre/v1\nkind: Project\nmetadata: {name: shop}\nspec: {cloud: \"\(url)\"}\n"
            try scratch.write(project, to: "nacre.yaml")
            let doctor = try await NacreProcess(["doctor"], in: scratch).result()
            #expect(doctor.out.contains("ok       endpoint"), "\(doctor)")
            simulator.signal(SIGTERM)
            let result = await simulator.result()
            #expect(result.status == 1 && result.err.contains("/dev/full"), "\(result)")
            try? FileManager.default.removeItem(atPath: scratch.root + "-home")
        }
    }
}

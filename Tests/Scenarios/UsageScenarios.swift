import Foundation
import OrderedJSON
import Rehearsal
import Testing

@Suite("usage and errors") struct UsageScenarios {
    /// Commands that call no cloud need no stage.
    private func nacre(_ arguments: String..., in scratch: Scratch, environment: [String: String] = [:]) async throws
        -> NacreProcess.Result
    {
        try await Gate.shared.pass {
            try await NacreProcess(arguments, in: scratch, environment: environment).result()
        }
    }

    @Test(
        "wrong usage is told with 64",
        arguments: [
            ["plan", "--no-such-flag"], ["no-such-verb"], ["plan", "-v", "novalue"], ["apply", "--parallelism", "0"],
            ["plan", "--fail-on", "nothing"], ["explain", "--output", "xml"], ["import", "Vpc/main"],
            ["simulate", "--speed", "0"],
        ])
    func wrongUsage(_ arguments: [String]) async throws {
        let scratch = try Scratch()
        let result = try await Gate.shared.pass { try await NacreProcess(arguments, in: scratch).result() }
        #expect(result.status == 64, "\(result)")
        #expect(result.out.isEmpty && !result.err.isEmpty)
    }

    @Test("every problem of the manifests is told at once, with its place, and exits with 1")
    func allProblems() async throws {
        let scratch = try Scratch()
        try scratch.write(
            "apiVersion: nacre/v1\nkind: Project\nmetadata: {name: shop}\nspec: {cloud: simulator}\n", to: "nacre.yaml")
        try scratch.write(
            """
            apiVersion: ncloud/v1
            kind: Vpc
            metadata: {name: main}
            spec:
              cdir: 10.0.0.0/16
            ---
            apiVersion: ncloud/v1
            kind: Subnet
            metadata: {name: app}
            spec: {vpc: mian, zone: KR-1, cidr: 10.0.1.7/24, type: OPEN}
            ---
            apiVersion: ncloud/v1
            kind: Sever
            metadata: {name: web}
            spec: {subnet: app, description: "${var.nothing}"}
            """, to: "manifests/main.yaml")
        for verb in ["validate", "plan", "apply"] {
            let result = try await nacre(verb, in: scratch)
            #expect(result.status == 1 && result.out.isEmpty)
            try expectSnapshot(result.err, "all-problems")
        }
        let json = try await nacre("validate", "--output", "json", in: scratch)
        #expect(json.status == 1)
        let problems = try json.json["diagnostics"]?.elements ?? []
        #expect(problems.count >= 5)
    }

    @Test("outside of a workspace it says so")
    func noWorkspace() async throws {
        let scratch = try Scratch()
        let result = try await nacre("plan", in: scratch)
        #expect(result.status == 1 && result.err.contains("nacre.yaml"), "\(result)")
    }

    @Test("init makes a workspace that plans, and overwrites nothing")
    func initialise() async throws {
        let scratch = try Scratch()
        #expect(try await nacre("init", "--name", "fresh", in: scratch).status == 0)
        let valid = try await nacre("validate", in: scratch)
        #expect(valid.out == "1 object in 1 file is valid\n", "\(valid)")
        let plan = try await nacre("plan", in: scratch)
        #expect(plan.status == 0 && plan.out.contains("Vpc/main"), "\(plan)")
        try scratch.write("# mine\n", to: "manifests/network.yaml")
        #expect(try await nacre("init", in: scratch).status == 0)
        #expect(try scratch.read("manifests/network.yaml") == "# mine\n")
    }

    @Test("a plan makes no state")
    func readOnly() async throws {
        try await RehearsalStage.with { stage in
            try stage.project()
            try stage.manifest(Manifests.small)
            for verb in ["plan", "validate", "drift", "graph", "doctor"] {
                let result = try await stage.nacre(verb)
                #expect(result.status == 0, "\(verb): \(result)")
            }
            #expect(stage.scratch.files() == ["manifests/main.yaml", "nacre.yaml"])
        }
    }

    @Test("a cloud that cannot be reached is named, with 1")
    func unreachable() async throws {
        let scratch = try Scratch()
        try scratch.write(
            "apiVersion: nacre/v1\nkind: Project\nmetadata: {name: shop}\nspec: {cloud: \"http://127.0.0.1:9\"}\n",
            to: "nacre.yaml")
        try scratch.write(Manifests.product("one"), to: "manifests/main.yaml")
        let doctor = try await nacre("doctor", in: scratch)
        #expect(doctor.status == 1 && doctor.out.contains("PROBLEM  endpoint"), "\(doctor)")
        for verb in ["plan", "apply"] {
            let result = try await nacre(verb, in: scratch)
            #expect(result.status == 1 && result.err.contains("no connection"), "\(result)")
        }
    }

    @Test("a wrong key is told as one, without showing it")
    func wrongKey() async throws {
        try await RehearsalStage.with { stage in
            try stage.project()
            try stage.manifest(Manifests.product("one"))
            let keys = ["NCLOUD_ACCESS_KEY": "SIMULATORACCESSKEY01", "NCLOUD_SECRET_KEY": "WRONGSECRET123"]
            let plan = try await stage.nacre("plan", environment: keys)
            #expect(plan.status == 1 && plan.err.contains("authentication failed"), "\(plan)")
            let doctor = try await stage.nacre("doctor", environment: keys)
            #expect(doctor.status == 1 && doctor.out.contains("check the access key"), "\(doctor)")
            for output in [plan.all, doctor.all] { #expect(!output.contains("WRONGSECRET123")) }
        }
    }

    @Test("doctor finds a sound workspace sound, and tells what is not")
    func doctor() async throws {
        try await RehearsalStage.with { stage in
            try stage.project()
            try stage.manifest(Manifests.small)
            #expect(try await stage.apply().status == 0)
            let good = try await stage.nacre("doctor")
            #expect(good.status == 0 && !good.out.contains("PROBLEM"), "\(good)")
            let json = try await stage.nacre("doctor", "--output", "json")
            #expect(try json.json.elements.allSatisfy { $0["ok"]?.bool == true })

            try stage.manifest("apiVersion: ncloud/v1\nkind: Vpc\nmetadata: {name: main}\nspec: {}\n")
            let bad = try await stage.nacre("doctor", "--region", "MOON")
            #expect(bad.status == 1, "\(bad)")
            for told in ["PROBLEM  manifests", "PROBLEM  region", "ok       state"] { #expect(bad.out.contains(told)) }
        }
    }

    @Test("a server that answers nonsense is an error, not a crash")
    func nonsense() async throws {
        try await RehearsalStage.with { stage in
            try stage.project()
            try stage.manifest(Manifests.product("one"))
            #expect(try await stage.apply().status == 0)
            try stage.manifest(Manifests.product("one", description: "renewed"))
            for effect in ["malformed", "truncate"] {
                try await stage.cloud.faults([
                    ["match": "PATCH *", "times": 2, effect: true],
                    ["match": "GET *", "times": 2, effect: true],
                ])
                let apply = try await stage.apply()
                #expect(apply.status == 0, "\(apply)")
                #expect(try await stage.nacre("plan", "--detailed-exitcode").status == 0)
                try stage.manifest(Manifests.product("one", description: "renewed after \(effect)"))
            }
        }
    }
}

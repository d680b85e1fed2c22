import Foundation
import OrderedJSON
import Rehearsal
import Testing

@Suite("auto scaling") struct AutoScalingScenarios {
    private static let network = Manifests.joined(Manifests.network("main"), Manifests.group(in: "main"))

    private static func configuration(_ spec: String = "ci2-g3", _ fields: String...) -> String {
        let always = ["image: {id: \"23214590\"}", "serverSpec: \(spec)", "loginKey: ops"]
        return Manifests.document("LaunchConfiguration", "web-servers", always + fields)
    }

    private static func group(_ fields: String...) -> String {
        let always = [
            "launchConfiguration: web-servers", "vpc: main", "subnet: app", "accessControlGroups: [web]",
            "serverNamePrefix: web",
        ]
        return Manifests.document("AutoScalingGroup", "web", always + fields)
    }

    private static func workspace(_ group: String, configuration: String = configuration()) -> String {
        Manifests.joined(network, configuration, group)
    }

    private static func servers(_ stage: RehearsalStage) async throws -> [String] {
        try await stage.cloud.objects("server").compactMap { $0["id"]?.text }.sorted()
    }

    private static func groupNumber(_ stage: RehearsalStage) async throws -> String {
        try await stage.cloud.object("autoScalingGroup", named: "web")?["id"]?.text ?? ""
    }

    @Test("an apply waits for the servers; scaling by others is no drift unless the capacity is written")
    func capacity() async throws {
        try await RehearsalStage.with { stage in
            try stage.project()
            try stage.manifest(Self.workspace(Self.group("minSize: 1", "maxSize: 4")))
            let apply = try await stage.apply()
            #expect(apply.status == 0, "\(apply)")
            let states = try await stage.cloud.objects("autoScalingMember").map { $0["lifecycleState"]?.text }
            #expect(states == ["INSVC"])

            // Somebody scales it.
            let group = try await Self.groupNumber(stage)
            try await stage.cloud.change("autoScalingGroup", id: group, ["desiredCapacity": 3])
            #expect(try await stage.until { try await Self.servers(stage).count == 3 })
            #expect(try await stage.nacre("plan", "--detailed-exitcode").status == 0)
            #expect(try await stage.nacre("drift").status == 0)

            // More at least than there are: the capacity that nobody wrote goes along.
            try stage.manifest(Self.workspace(Self.group("minSize: 4", "maxSize: 4")))
            #expect(try await stage.apply().status == 0)
            #expect(try await Self.servers(stage).count == 4)

            try stage.manifest(Self.workspace(Self.group("minSize: 1", "maxSize: 4", "desiredCapacity: 2")))
            #expect(try await stage.apply().status == 0)
            #expect(try await Self.servers(stage).count == 2)
            try await stage.cloud.change("autoScalingGroup", id: group, ["desiredCapacity": 3])
            let drift = try await stage.nacre("drift")
            #expect(drift.status != 0 && drift.out.contains("desiredCapacity"), "\(drift)")
        }
    }

    @Test("a launch configuration is replaced under a new name, the group is moved over, and the old one goes")
    func replacement() async throws {
        try await RehearsalStage.with { stage in
            try stage.project()
            let group = Self.group("minSize: 1", "maxSize: 2")
            try stage.manifest(Self.workspace(group))
            #expect(try await stage.apply().status == 0)
            let before = try await Self.servers(stage)

            try stage.manifest(Self.workspace(group, configuration: Self.configuration("s2-g3")))
            let plan = try await stage.nacre("plan")
            #expect(plan.out.contains("web-servers-"), "\(plan)")
            let apply = try await stage.apply()
            #expect(apply.status == 0, "\(apply)")
            let names = try await stage.cloud.names("launchConfiguration")
            #expect(names.count == 1 && names[0].wholeMatch(of: /web-servers-[0-9a-f]{8}/) != nil, "\(names)")
            let used = try await stage.cloud.object("autoScalingGroup", named: "web")?["launchConfigurationNo"]
            #expect(used == (try await stage.cloud.objects("launchConfiguration").first?["id"]))
            #expect(try await Self.servers(stage) == before)
            #expect(try await stage.nacre("plan", "--detailed-exitcode").status == 0)

            let fixed = Self.configuration("ci2-g3", "name: \(names[0])")
            try stage.manifest(Self.workspace(group, configuration: fixed))
            let refused = try await stage.nacre("plan")
            #expect(refused.status == 1 && refused.all.contains("remove name"), "\(refused)")
        }
    }

    @Test("a destroy scales to zero and says which servers end, then takes the network as well")
    func destroy() async throws {
        try await RehearsalStage.with { stage in
            try stage.project()
            let target = Manifests.document(
                "TargetGroup", "web", "vpc: main", "protocol: TCP", "healthCheckProtocol: TCP")
            let group = Self.group("minSize: 2", "maxSize: 4", "targetGroups: [web]")
            try stage.manifest(Manifests.joined(Self.workspace(group), target))
            #expect(try await stage.apply().status == 0)
            let servers = try await Self.servers(stage)
            #expect(try await stage.cloud.names("target", "targetNo") == servers)
            #expect(try await stage.nacre("plan", "--detailed-exitcode").status == 0)
            let plan = try await stage.nacre("plan", "--destroy")
            for server in servers { #expect(plan.out.contains("ends Server \(server)"), "\(plan)") }
            #expect(plan.out.contains("[DATA LOSS]") && plan.out.contains("updateAutoScalingGroup"), "\(plan)")
            let destroy = try await stage.nacre("destroy", "--auto-approve")
            #expect(destroy.status == 0, "\(destroy)")
            for table in ["server", "autoScalingGroup", "launchConfiguration", "targetGroup", "subnet", "vpc"] {
                #expect(try await stage.cloud.objects(table).isEmpty, "\(table)")
            }
            let calls = try await stage.cloud.calls()
            #expect(calls["terminateServerInstances"] == nil && calls["stopServerInstances"] == nil, "\(calls)")
        }
    }

    @Test("the servers of a group are left to it: by plans, discovery, export, import and the destroy of others")
    func members() async throws {
        try await RehearsalStage.with { stage in
            try stage.project()
            let group = Self.group("minSize: 1", "maxSize: 2")
            try stage.manifest(Manifests.joined(Self.workspace(group), Manifests.server("mine")))
            #expect(try await stage.apply().status == 0)
            let member = try #require(try await stage.cloud.objects("autoScalingMember").first?["id"]?.text)

            let discover = try await stage.nacre("discover", "--dry-run")
            #expect(discover.status == 0 && !discover.out.contains("kind: Server"), "\(discover)")
            #expect(discover.all.contains("has made 1 Server"), "\(discover)")
            let export = try await stage.nacre("export", "--kind", "Server", "--id", member)
            #expect(export.status == 1 && export.err.contains("is made by AutoScalingGroup"), "\(export)")

            let taken = Manifests.server("taken", head: "import: {id: \"\(member)\"}")
            try stage.manifest(Manifests.joined(Self.workspace(group), Manifests.server("mine"), taken))
            let refused = try await stage.nacre("plan")
            #expect(refused.status == 1 && refused.all.contains("is made by AutoScalingGroup/web"), "\(refused)")

            // The server beside it goes, and the subnet cannot.
            try stage.manifest(Self.workspace(group))
            #expect(try await stage.apply().status == 0)
            #expect(try await Self.servers(stage) == [member])
            let kept = group.replacing("\nspec:", with: "\nlifecycle: {onRemove: retain}\nspec:")
            try stage.manifest(Self.workspace(kept))
            #expect(try await stage.apply().status == 0)
            try stage.manifest(Manifests.joined(Manifests.vpc("main"), Self.configuration(), Manifests.loginKey))
            let blocked = try await stage.nacre("plan")
            #expect(blocked.all.contains("AutoScalingGroup/web is in it and will stay in the cloud"), "\(blocked)")
            #expect(blocked.status == 1, "\(blocked)")
            #expect(try await Self.servers(stage) == [member])
        }
    }

    @Test("a target group is discovered and exported without the servers that a group keeps in it", arguments: [0, 1])
    func sharedTargets(others: Int) async throws {
        try await RehearsalStage.with { stage in
            try stage.project()
            let target = Manifests.document(
                "TargetGroup", "pool", "vpc: main", "protocol: TCP", "healthCheckProtocol: TCP",
                others > 0 ? "targets: [mine]" : "", "ownership: partial")
            let group = Self.group("minSize: 1", "maxSize: 4", "targetGroups: [pool]")
            try stage.manifest(Manifests.joined(Self.workspace(group), target, Manifests.server("mine")))
            let apply = try await stage.apply()
            #expect(apply.status == 0, "\(apply)")
            #expect(try await stage.until { try await stage.cloud.objects("target").count == 1 + others })
            for folder in ["manifests", "state"] { try stage.scratch.remove(folder) }
            try stage.project()

            let export = try await stage.nacre("export", "TargetGroup/pool")
            #expect(export.status == 0, "\(export)")
            #expect(export.out.components(separatedBy: "kind: Server\n").count == 1 + others, "\(export)")
            let discover = try await stage.nacre("discover")
            #expect(discover.status == 0, "\(discover)")
            let written = try stage.scratch.read("manifests/target-group.yaml")
            #expect(written.contains("targets:") == (others > 0), "\(written)")
            #expect(written.contains("ownership: partial") == (others > 0), "\(written)")
            let plan = try await stage.nacre("plan", "--detailed-exitcode")
            #expect(plan.status == 0, "\(plan)")
        }
    }

    @Test("a destroy that is killed goes on where it was, at every moment of it", arguments: [1, 3, 5])
    func killed(_ calls: Int) async throws {
        try await RehearsalStage.with { stage in
            try stage.project()
            try stage.manifest(Self.workspace(Self.group("minSize: 2", "maxSize: 4")))
            #expect(try await stage.apply().status == 0)
            try await stage.cloud.resetCalls()
            let run = try stage.start(["destroy", "--auto-approve"])
            #expect(try await stage.until { try await stage.cloud.changingCallCount() >= calls })
            run.signal(SIGKILL)
            _ = await run.result(within: .seconds(30))
            let again = try await stage.nacre("destroy", "--auto-approve")
            #expect(again.status == 0, "\(again)")
            for table in ["server", "autoScalingGroup", "vpc"] {
                #expect(try await stage.cloud.objects(table).isEmpty, "\(table)")
            }
        }
    }

    @Test("suspended processes, policies and schedules follow their manifests")
    func parts() async throws {
        try await RehearsalStage.with { stage in
            try stage.project()
            let group = Self.group("minSize: 0", "maxSize: 4", "suspendedProcesses: [SCACT, RPUNH]")
            func policy(_ amount: Int) -> String {
                Manifests.document("ScalingPolicy", "more", "group: web", "adjustment: CHANG", "amount: \(amount)")
            }
            func schedule(_ size: Int) -> String {
                Manifests.document(
                    "ScalingSchedule", "mornings", "group: web", "minSize: \(size)", "maxSize: 4",
                    "recurrence: \"0 8 * * 1-5\"")
            }
            try stage.manifest(Manifests.joined(Self.workspace(group), policy(1), schedule(2)))
            let apply = try await stage.apply()
            #expect(apply.status == 0, "\(apply)")
            #expect(try await stage.nacre("plan", "--detailed-exitcode").status == 0)
            let resumed = Self.group("minSize: 0", "maxSize: 4", "suspendedProcesses: [SCACT]")
            try stage.manifest(Manifests.joined(Self.workspace(resumed), policy(2), schedule(3)))
            #expect(try await stage.apply().status == 0)
            let suspended = try await stage.cloud.object("autoScalingGroup", named: "web")?["suspendedProcesses"]
            #expect(suspended == ["SCACT"])
            #expect(try await stage.cloud.objects("scalingPolicy").map { $0["scalingAdjustment"] } == [2])
            #expect(try await stage.cloud.objects("scheduledAction").map { $0["minSize"] } == [3])
            #expect(try await stage.nacre("plan", "--detailed-exitcode").status == 0)
            try stage.manifest(Self.workspace(Self.group("minSize: 0", "maxSize: 4")))
            #expect(try await stage.apply().status == 0)
            #expect(try await stage.cloud.objects("scalingPolicy").isEmpty)
            #expect(try await stage.cloud.objects("scheduledAction").isEmpty)
        }
    }

    @Test(
        "what cannot be is told before any call",
        arguments: [
            (["minSize: 3", "maxSize: 2"], "is greater than maxSize"),
            (["minSize: 1", "maxSize: 2", "desiredCapacity: 3"], "is not between"),
        ])
    func preflight(_ fields: [String], _ words: String) async throws {
        try await RehearsalStage.with { stage in
            try stage.project()
            let always = [
                "launchConfiguration: web-servers", "vpc: main", "subnet: app", "accessControlGroups: [web]",
            ]
            let group = Manifests.document("AutoScalingGroup", "web", always + fields)
            try stage.manifest(Self.workspace(group))
            let plan = try await stage.nacre("plan")
            #expect(plan.status == 1 && plan.all.contains(words), "\(plan)")
        }
    }
}

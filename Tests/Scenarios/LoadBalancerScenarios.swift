import Foundation
import OrderedJSON
import Rehearsal
import Testing

@Suite("load balancers") struct LoadBalancerScenarios {
    private static func subnet(_ name: String, _ zone: String, _ range: String) -> String {
        Manifests.document(
            "Subnet", name,
            [
                "vpc: main", "zone: \(zone)", "cidr: \"10.0.\(range).0/24\"", "type: PUBLIC", "usage: LOADB",
            ])
    }

    private static let ground = Manifests.joined(
        Manifests.network("main"), subnet("front-1", "KR-1", "8"), subnet("front-2", "KR-2", "9"),
        Manifests.group("open", in: "main", port: "80"),
        Manifests.server("web-0", "accessControlGroups: [open]"))

    private static func balancer(_ more: String = "", subnets: String = "[front-1]") -> String {
        Manifests.document(
            "LoadBalancer", "front", ["type: APPLICATION", "vpc: main", "subnets: \(subnets)", more])
    }

    private static func group(_ more: String = "targets: [web-0]") -> String {
        Manifests.document(
            "TargetGroup", "web", ["vpc: main", "protocol: HTTP", "healthCheckCycle: 10", more])
    }

    private static func listener(_ more: String = "protocol: HTTP, port: 80", name: String = "web") -> String {
        Manifests.document("Listener", name, ["loadBalancer: front", "targetGroup: web", more])
    }

    private static func world(
        balancer: String = balancer(), group: String = group(), listener: String = listener()
    ) -> String {
        Manifests.joined(ground, balancer, group, listener)
    }

    /// All kinds of the world, for commands that are to leave other things of a new account alone.
    private static let kinds = [
        "Vpc", "Subnet", "AccessControlGroup", "LoginKey", "Server", "PublicIp", "LoadBalancer", "TargetGroup",
        "Listener",
    ].flatMap { ["--kind", $0] }

    private func settles(_ stage: RehearsalStage) async throws {
        let plan = try await stage.nacre("plan", "--detailed-exitcode")
        #expect(plan.status == 0, "\(plan)")
    }

    /// The state of targets in the cloud.
    private func health(_ stage: RehearsalStage) async throws -> [String] {
        try await stage.cloud.objects("target").compactMap { $0["healthCheckStatus"]?.text }
    }

    private func balancerNumber(_ stage: RehearsalStage) async throws -> String {
        try await stage.cloud.object("loadBalancer", named: "front")?["id"]?.text ?? ""
    }

    @Test("balancer, group and listener are made, changed in place, repaired and destroyed with their address")
    func life() async throws {
        try await RehearsalStage.with { stage in
            try stage.project()
            try stage.manifest(Self.world())
            #expect(try await stage.apply().status == 0)
            #expect(try await stage.until { try await health(stage) == ["UP"] })
            try await settles(stage)
            let number = try await balancerNumber(stage)

            // In place: a zone, the configuration, HTTPS with another certificate beside its own.
            try stage.manifest(
                Self.world(
                    balancer: Self.balancer("idleTimeout: 90, throughput: MEDIUM", subnets: "[front-1, front-2]"),
                    group: Self.group("targets: [web-0], algorithm: LC, stickySession: true"),
                    listener: Self.listener(
                        "protocol: HTTPS, port: 443, certificate: example-com, extraCertificates: [example-org]")))
            let change = try await stage.apply()
            #expect(change.status == 0, "\(change)")
            try await settles(stage)
            #expect(try await balancerNumber(stage) == number, "nothing is replaced")
            #expect(try await stage.cloud.names("loadBalancerListener", "port").count == 1)
            #expect(try await stage.cloud.objects("publicIp").count == 2)

            // Drift is seen and repaired.
            try await stage.cloud.change("loadBalancer", named: "front", ["idleTimeout": 30])
            let drift = try await stage.nacre("drift")
            #expect(drift.status != 0 && drift.out.contains("idleTimeout"), "\(drift)")
            #expect(try await stage.apply().status == 0)
            try await settles(stage)

            let destroy = try await stage.nacre("destroy", "--auto-approve", "--allow-data-loss")
            #expect(destroy.status == 0, "\(destroy)")
            for table in ["loadBalancer", "loadBalancerListener", "targetGroup", "publicIp", "vpc"] {
                #expect(try await stage.cloud.objects(table).isEmpty, "\(table)")
            }
        }
    }

    @Test("a load balancer that is to leave a zone is replaced, and its listener with it")
    func replacement() async throws {
        try await RehearsalStage.with { stage in
            try stage.project()
            try stage.manifest(Self.world(balancer: Self.balancer(subnets: "[front-1, front-2]")))
            #expect(try await stage.apply().status == 0)
            let number = try await balancerNumber(stage)
            try stage.manifest(Self.world())
            let plan = try await stage.nacre("plan", "--output", "json")
            #expect(try plan.steps.contains("replace LoadBalancer/front"), "\(plan)")
            #expect(try plan.steps.contains("replace Listener/web"), "\(plan)")
            let apply = try await stage.apply("--allow-data-loss")
            #expect(apply.status == 0, "\(apply)")
            #expect(try await balancerNumber(stage) != number)
            #expect(try await stage.cloud.objects("publicIp").count == 1, "the addresses went along")
            try await settles(stage)
        }
    }

    @Test("a discovered load balancer is destroyed; its address is no document, and what stays of it is told")
    func inherited() async throws {
        try await RehearsalStage.with { stage in
            try stage.project()
            try stage.manifest(Self.world())
            #expect(try await stage.apply().status == 0)
            for folder in ["manifests", "state"] { try stage.scratch.remove(folder) }
            try stage.project()
            let dry = try await stage.start(["discover", "--dry-run", "--built-in"] + Self.kinds).result()
            #expect(dry.out.contains("kind: PublicIp"), "\(dry)")
            let discover = try await stage.start(["discover"] + Self.kinds).result()
            #expect(discover.status == 0 && !stage.scratch.exists("manifests/public-ip.yaml"), "\(discover)")
            try await settles(stage)
            let destroy = try await stage.nacre("destroy", "--auto-approve", "--allow-data-loss")
            #expect(destroy.status == 0 && destroy.all.contains("stays in the cloud"), "\(destroy)")
            for table in ["loadBalancer", "targetGroup", "vpc"] {
                #expect(try await stage.cloud.objects(table).isEmpty, "\(table)")
            }
            #expect(try await stage.cloud.objects("publicIp").map { $0["holder"] } == [""])
        }
    }

    @Test("addresses of load balancers that are managed are deleted after them")
    func managedAddresses() async throws {
        try await RehearsalStage.with { stage in
            try stage.project()
            try stage.manifest(Self.world())
            #expect(try await stage.apply().status == 0)
            for folder in ["manifests", "state"] { try stage.scratch.remove(folder) }
            try stage.project()
            let discover = try await stage.start(["discover", "--built-in"] + Self.kinds).result()
            #expect(discover.status == 0, "\(discover)")
            try await settles(stage)
            let destroy = try await stage.nacre("destroy", "--auto-approve", "--allow-data-loss")
            #expect(destroy.status == 0, "\(destroy)")
            #expect(try await stage.cloud.objects("publicIp").isEmpty)
        }
    }

    @Test("two listeners of one port are an error before anything is done")
    func conflict() async throws {
        try await RehearsalStage.with { stage in
            try stage.project()
            try stage.manifest(Self.world())
            #expect(try await stage.apply().status == 0)
            try stage.manifest(
                Manifests.joined(Self.world(), Self.listener("protocol: HTTP, port: 80", name: "zweites")))
            try await stage.cloud.resetCalls()
            let plan = try await stage.nacre("plan")
            #expect(plan.status != 0 && plan.all.contains("already has this loadBalancer and port"), "\(plan)")
            #expect(plan.all.contains("Listener/web (manifests/"), "\(plan)")
            #expect(try await stage.cloud.changingCallCount() == 0)
        }
    }

    @Test("busy codes are waited out")
    func busy() async throws {
        try await RehearsalStage.with { stage in
            try stage.project()
            try stage.manifest(Self.world())
            try await stage.cloud.faults([
                ["match": "createLoadBalancerListener", "times": 2, "status": 400, "code": "1200004"],
                ["match": "createTargetGroup", "times": 1, "status": 400, "code": "1250000"],
                ["match": "getLoadBalancerInstanceList", "times": 1, "status": 500, "code": "1000"],
            ])
            let apply = try await stage.apply()
            #expect(apply.status == 0, "\(apply)")
            #expect(try await stage.cloud.objects("loadBalancerListener").count == 1)
            try await settles(stage)
        }
    }

    @Test("a rule of the console is no drift, stays through changes, and keeps its listener from being deleted")
    func consoleRules() async throws {
        try await RehearsalStage.with { stage in
            try stage.project()
            try stage.manifest(Self.world())
            #expect(try await stage.apply().status == 0)
            let listener = try #require(try await stage.cloud.objects("loadBalancerListener").first?["id"]?.text)
            try await stage.cloud.send(
                .post, "listener-rules",
                [
                    "listener": .string(listener), "priority": 5, "hosts": ["old.example.com"],
                    "redirection": ["host": "new.example.com"],
                ])
            #expect(try await stage.nacre("drift").status == 0)
            try stage.manifest(Self.world(listener: Self.listener("protocol: HTTP, port: 8080")))
            #expect(try await stage.apply().status == 0)
            #expect(try await stage.cloud.objects("loadBalancerRule").count == 2)
            try await settles(stage)

            let destroy = try await stage.nacre("destroy", "--auto-approve", "--allow-data-loss")
            #expect(destroy.status != 0 && destroy.all.contains("created in the console"), "\(destroy)")
            #expect(try await stage.cloud.objects("loadBalancerRule").count == 2)
        }
    }

    @Test("a server that takes the place of another in a group joins and is healthy before that one leaves")
    func succession() async throws {
        try await RehearsalStage.with { stage in
            try stage.project()
            try stage.manifest(Self.world())
            #expect(try await stage.apply().status == 0)
            #expect(try await stage.until { try await health(stage) == ["UP"] })
            // Its group keeps the checks out at first.
            let second = Manifests.joined(
                Manifests.group("shut", in: "main"), Manifests.server("web-1", "accessControlGroups: [shut]"))
            try stage.manifest(Manifests.joined(Self.world(group: Self.group("targets: [web-1]")), second))
            let apply = try stage.start(["apply", "--auto-approve"])
            #expect(try await stage.until { try await health(stage) == ["UP", "DOWN"] })
            try await Task.sleep(for: .milliseconds(500))
            #expect(try await health(stage) == ["UP", "DOWN"], "the old one stays until the new one is healthy")
            let rule: JSON = [
                "direction": "INBND", "protocolType": "TCP", "ipBlock": "0.0.0.0/0", "accessControlGroupSequence": "",
                "portRange": "80", "description": "",
            ]
            try await stage.cloud.change("accessControlGroup", named: "shut", ["rules": [rule]])
            let result = await apply.result()
            #expect(result.status == 0, "\(result)")
            #expect(try await health(stage) == ["UP"])
            let server = try await stage.cloud.object("server", named: "web-1")?["id"]?.text
            #expect(try await stage.cloud.objects("target").first?["targetNo"]?.text == server)
        }
    }

    @Test("of a group that others fill, only the targets of the manifest are nacre's")
    func partial() async throws {
        try await RehearsalStage.with { stage in
            try stage.project()
            let more = Manifests.server("web-1", "accessControlGroups: [open]")
            let shared = Self.world(group: Self.group("targets: [web-0], ownership: partial"))
            try stage.manifest(Manifests.joined(shared, more))
            #expect(try await stage.apply().status == 0)
            let group = try #require(try await stage.cloud.object("targetGroup", named: "web")?["id"]?.text)
            let other = try #require(try await stage.cloud.object("server", named: "web-1")?["id"]?.text)
            try await stage.cloud.send(
                .post, "targets", ["group": .string(group), "server": .string(other)])
            try await settles(stage)
            #expect(try await stage.cloud.objects("target").count == 2)
        }
    }

    private static func series(_ more: String, rollout: String = "maxUnavailable: 1") -> String {
        let server = Manifests.server("\"web-${each.index}\"", "accessControlGroups: [open]", more)
            .replacing("\nspec:", with: "\nforEach: {count: 3}\nrollout: {\(rollout)}\nspec:")
        let ground = ground.components(separatedBy: "\n---\n").filter { !$0.contains("kind: Server") }
        return Manifests.joined(
            ground.joined(separator: "\n---\n"), balancer(), group("targets: [web-0, web-1, web-2]"), listener(),
            Manifests.document("InitScript", "setup", "content: \"#!/bin/sh\""), server)
    }

    @Test("servers of a rollout are replaced one after the other, and at most one is missing to the callers")
    func rollout() async throws {
        try await RehearsalStage.with { stage in
            try stage.project()
            try stage.manifest(Self.series(""))
            let first = try await stage.apply()
            #expect(first.status == 0, "\(first)")
            #expect(try await stage.until { try await health(stage) == ["UP", "UP", "UP"] })
            let old = Set(try await stage.cloud.objects("server").compactMap { $0["id"]?.text })

            try stage.manifest(Self.series("initScript: setup"))
            let apply = try stage.start(["apply", "--auto-approve", "--allow-data-loss"])
            var fewest = 3
            let isReplaced = try await stage.until {
                fewest = min(fewest, try await health(stage).count { $0 == "UP" })
                let servers = try await stage.cloud.objects("server").compactMap { $0["id"]?.text }
                return servers.count == 3 && old.isDisjoint(with: servers)
            }
            let result = await apply.result()
            #expect(isReplaced && result.status == 0, "\(result)")
            #expect(fewest >= 2, "\(fewest) were healthy")
            #expect(try await health(stage) == ["UP", "UP", "UP"])
            try await settles(stage)
        }
    }

    @Test("while a server of the series is unhealthy, a rollout replaces no other one, and goes on when it serves")
    func unhealthyBefore() async throws {
        try await RehearsalStage.with { stage in
            try stage.project()
            try stage.manifest(Self.series(""))
            #expect(try await stage.apply().status == 0)
            #expect(try await stage.until { try await health(stage) == ["UP", "UP", "UP"] })
            let old = Set(try await stage.cloud.objects("server").compactMap { $0["id"]?.text })
            try await stage.cloud.change("server", named: "web-2", ["answersHealthChecks": false])
            #expect(try await stage.until { try await health(stage).contains("DOWN") })

            try stage.manifest(Self.series("initScript: setup"))
            let apply = try stage.start(["apply", "--auto-approve", "--allow-data-loss"])
            #expect(try await stage.until { apply.errors.contains("Server/web-0: waiting") }, "\(apply.errors)")
            try await Task.sleep(for: .seconds(1))
            #expect(Set(try await stage.cloud.objects("server").compactMap { $0["id"]?.text }) == old)
            try await stage.cloud.change("server", named: "web-2", ["answersHealthChecks": true])
            let result = await apply.result()
            #expect(result.status == 0, "\(result)")
            #expect(old.isDisjoint(with: try await stage.cloud.objects("server").compactMap { $0["id"]?.text }))
        }
    }

    @Test("Ctrl-C ends the pause of a rollout at once, and the next apply goes on where it stopped")
    func pause() async throws {
        try await RehearsalStage.with { stage in
            try stage.project()
            try stage.manifest(Self.series(""))
            #expect(try await stage.apply().status == 0)
            let old = Set(try await stage.cloud.objects("server").compactMap { $0["id"]?.text })
            try stage.manifest(Self.series("initScript: setup", rollout: "pause: 24h"))
            let apply = try stage.start(["apply", "--auto-approve", "--allow-data-loss"])
            #expect(try await stage.until { apply.errors.contains("before the next of its series") })
            apply.signal(SIGINT)
            let result = await apply.result(within: .seconds(60))
            #expect(result.status == 130, "\(result)")
            let between = Set(try await stage.cloud.objects("server").compactMap { $0["id"]?.text })
            #expect(between.count == 3 && between.intersection(old).count == 2)

            try stage.manifest(Self.series("initScript: setup"))
            let resumed = try await stage.apply("--allow-data-loss")
            #expect(resumed.status == 0, "\(resumed)")
            #expect(old.isDisjoint(with: try await stage.cloud.objects("server").compactMap { $0["id"]?.text }))
            try await settles(stage)
        }
    }
}

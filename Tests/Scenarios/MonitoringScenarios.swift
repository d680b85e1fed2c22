import Foundation
import OrderedJSON
import Rehearsal
import Testing

@Suite("monitoring") struct MonitoringScenarios {
    /// A server that is watched if it is labelled.
    private static func server(_ name: String, isWatched: Bool = true) -> String {
        let labels = isWatched ? ", labels: {role: web}" : ""
        return Manifests.server(name).replacing("{name: \(name)}", with: "{name: \(name)\(labels)}")
    }

    private static let group = Manifests.document("MonitorGroup", "web", "product: Server", "selector: {role: web}")

    private static func template(_ name: String = "busy", metric: String = "avg_cpu_used_rto") -> String {
        Manifests.document(
            "RuleTemplate", name, "product: Server",
            "metrics: [{metric: \(metric), dimensions: type=svr, condition: GT, threshold: 90, durationMinutes: 5, level: CRITICAL}]"
        )
    }

    private static func rule(_ recipients: String, templates: String = "[busy]") -> String {
        Manifests.document(
            "EventRule", "shop-is-busy", "product: Server", "monitorGroups: [web]", "templates: \(templates)",
            recipients)
    }

    private static let told = "recipientGroups: [{group: operations, notify: [EMAIL, SMS]}]"

    private static func manifest(_ servers: [String], _ more: String...) -> String {
        ([Manifests.network("main")] + servers + more).joined(separator: "\n---\n")
    }

    /// The names of the servers that the group watches.
    private func watched(_ stage: RehearsalStage) async throws -> [String] {
        let group = try #require(try await stage.cloud.objects("monitorGroup").first)
        let ids = (group["monitorGroupItemList"]?.elements ?? []).compactMap { $0["resourceId"]?.text }
        return try await stage.cloud.objects("server").filter { ids.contains($0["id"]?.text ?? "") }
            .compactMap { $0["serverName"]?.text }.sorted()
    }

    private func expectNothingToDo(_ stage: RehearsalStage) async throws {
        let plan = try await stage.nacre("plan", "--detailed-exitcode")
        #expect(plan.status == 0, "\(plan)")
    }

    @Test("what cannot be watched is an error of the plan: a bucket, and a server that the account does not have")
    func unwatched() async throws {
        try await RehearsalStage.with { stage in
            try stage.project()
            func group(_ product: String, _ target: String) -> String {
                Manifests.document("MonitorGroup", "odd", "product: \(product)", "targets: [\(target)]")
            }
            let bucket = Manifests.document("Bucket", "photos", "name: nacre-photos")
            for (manifest, words) in [
                (Manifests.joined(bucket, group("Object Storage", "Bucket/photos")), "Bucket/photos cannot be watched"),
                (group("Server", "\"424242\""), "there is no Server 424242"),
            ] {
                try stage.manifest(manifest)
                let plan = try await stage.nacre("plan")
                #expect(plan.status == 1 && plan.all.contains(words), "\(plan)")
                #expect(plan.err.contains("at manifests/main.yaml:"), "\(plan)")
            }
        }
    }

    @Test(
        "a server is watched by being labelled: first it is made, then the group has it; and it is dropped before it goes"
    )
    func labels() async throws {
        try await RehearsalStage.with { stage in
            try stage.project()
            let rest = [Self.group, Self.template(), Self.rule(Self.told)].joined(separator: "\n---\n")
            try stage.manifest(Self.manifest([Self.server("web-0"), Self.server("job", isWatched: false)], rest))
            let made = try await stage.apply()
            #expect(made.status == 0, "\(made)")
            #expect(try await watched(stage) == ["web-0"])
            let rule = try #require(try await stage.cloud.objects("eventRule").first)
            #expect(rule["recipientNotifications"]?[0]?["groupName"] == "operations")
            try await expectNothingToDo(stage)

            let two = [Self.server("web-0"), Self.server("web-1"), Self.server("job", isWatched: false)]
            try stage.manifest(Self.manifest(two, rest))
            let plan = try await stage.nacre("plan")
            #expect(plan.out.contains("create  Server/web-1"), "\(plan)")
            #expect(plan.out.contains("update  MonitorGroup/web") && plan.out.contains("Server/web-1)"), "\(plan)")
            #expect(!plan.out.contains("EventRule/"), "\(plan)")
            #expect(try await stage.apply().status == 0)
            #expect(try await watched(stage) == ["web-0", "web-1"])

            try stage.manifest(
                Self.manifest([Self.server("web-0", isWatched: false), Self.server("web-1")], rest))
            let fewer = try await stage.apply()
            #expect(fewer.status == 0, "\(fewer)")
            #expect(try await watched(stage) == ["web-1"])
            try await expectNothingToDo(stage)

            let gone = try await stage.nacre("destroy", "--auto-approve")
            #expect(gone.status == 0, "\(gone)")
            for table in ["eventRule", "monitorGroup", "ruleTemplate", "server"] {
                #expect(try await stage.cloud.objects(table).isEmpty, "\(table)")
            }
        }
    }

    @Test(
        "what is not there is found while planning: metrics, recipients, products and labels, each with the nearest name"
    )
    func misspelt() async throws {
        try await RehearsalStage.with { stage in
            try stage.project()
            for (text, message, help) in [
                (
                    Self.template(metric: "avg_cpu_usd_rto"),
                    "RuleTemplate/busy: the product has no metric 'avg_cpu_usd_rto'", "did you mean 'avg_cpu_used_rto'?"
                ),
                (
                    [Self.group, Self.template(), Self.rule("recipients: [{recipient: hongildon, notify: [SMS]}]")]
                        .joined(separator: "\n---\n"),
                    "no Recipient 'hongildon'", "did you mean hongildong?"
                ),
                (
                    Self.template().replacing("product: Server", with: "product: Servr"),
                    "no MonitoredProduct 'Servr'", "did you mean Server?"
                ),
                (
                    [Self.group, Self.template(), Self.rule("recipients: [{recipient: hong, notify: [SMS]}]")]
                        .joined(separator: "\n---\n"),
                    "there are: hongildong", "did you mean hongildong?"
                ),
                (
                    Self.group.replacing("role: web", with: "role: wep"),
                    "no Server of this workspace has the labels role=wep", "did you mean role=web?"
                ),
            ] {
                try stage.manifest(Self.manifest([Self.server("web-0")], text))
                let plan = try await stage.nacre("plan")
                #expect(plan.status != 0 && plan.all.contains(message) && plan.all.contains(help), "\(plan)")
            }
            #expect(try await stage.cloud.changingCallCount() == 0)
        }
    }

    @Test("rules take other templates and recipients in place, and what the console has set of them stays")
    func changes() async throws {
        try await RehearsalStage.with { stage in
            try stage.project()
            let servers = [Self.server("web-0")]
            try stage.manifest(Self.manifest(servers, Self.group, Self.template(), Self.rule(Self.told)))
            #expect(try await stage.apply().status == 0)
            let rule = try #require(try await stage.cloud.objects("eventRule").first)
            let suspended: JSON = [["resourceId": "1", "metricGroupItemId": "2"]]
            try await stage.cloud.change("eventRule", id: rule["id"]?.text ?? "", ["suspendRuleItems": suspended])
            try stage.manifest(
                Self.manifest(
                    servers, Self.group, Self.template(), Self.template("full", metric: "mem_usert"),
                    Self.rule(
                        "recipients: [{recipient: hongildong, notify: [SMS], whenClosed: true}]",
                        templates: "[busy, full]")))
            let changed = try await stage.apply()
            #expect(changed.status == 0, "\(changed)")
            let now = try #require(try await stage.cloud.objects("eventRule").first)
            #expect(now["id"] == rule["id"] && now["suspendRuleItems"] == suspended)
            #expect(now["metricsGroupKey"]?.elements.count == 2 && now["recipientNotifications"] == [])
            #expect(now["personalNotificationRecipients"]?[0]?["enableNotiWhenEventClose"] == true)
            try await expectNothingToDo(stage)

            let full = try await stage.cloud.objects("ruleTemplate").first { $0["groupName"] == "full" }
            try await stage.cloud.change("ruleTemplate", id: full?["id"]?.text ?? "", ["items": []])
            let drift = try await stage.nacre("drift")
            #expect(drift.status == 2 && drift.out.contains("mem_usert"), "\(drift)")
            #expect(try await stage.apply().status == 0)
            try await expectNothingToDo(stage)
        }
    }

    @Test("a maintenance follows labels too, and one that has passed is not made again")
    func maintenance() async throws {
        try await RehearsalStage.with { stage in
            try stage.project()
            func text(_ year: Int) -> String {
                Self.manifest(
                    [Self.server("web-0")],
                    Manifests.document(
                        "PlannedMaintenance", "kernel", "product: Server", "selector: {role: web}",
                        "dimensions: type=svr", "startTime: \"\(year)-12-01T02:00:00+0900\"",
                        "endTime: \"\(year)-12-01T04:00:00+0900\""))
            }
            try stage.manifest(text(2098))
            #expect(try await stage.apply().status == 0)
            let server = try await stage.cloud.object("server", named: "web-0")?["id"]?.text ?? ""
            let made = try #require(try await stage.cloud.objects("plannedMaintenance").first)
            let key = made["dimensions"]?.members.values.first
            #expect(key == [["instanceNo": .string(server), "type": "svr"]])
            try await expectNothingToDo(stage)
            try stage.manifest(text(2099))
            #expect(try await stage.apply().status == 0)
            #expect(try await stage.cloud.objects("plannedMaintenance").count == 1)

            let id = made["id"]?.text ?? ""
            try stage.manifest(Self.manifest([Self.server("web-0")]))
            #expect(try await stage.apply().status == 0)
            #expect(try await stage.cloud.objects("plannedMaintenance").allSatisfy { $0["id"]?.text != id })
        }
    }

    @Test("what is exported together names its servers, and a comment says which product a key is of")
    func discovery() async throws {
        try await RehearsalStage.with { stage in
            try stage.project()
            try stage.manifest(Self.manifest([Self.server("web-0")], Self.group, Self.template(), Self.rule(Self.told)))
            #expect(try await stage.apply().status == 0)
            let exported = try await stage.nacre("export", "MonitorGroup/web", "Server/web-0")
            #expect(exported.out.contains("${Server/web-0.id}") && exported.out.contains("# Server"), "\(exported)")
        }
    }

    private static let kernel = Manifests.document(
        "PlannedMaintenance", "kernel", "product: Server", "targets: [\"123\"]",
        "startTime: \"2098-12-01T02:00:00+0900\"", "endTime: \"2098-12-01T04:00:00+0900\"")

    @Test(
        "a deletion that a proxy answers instead of the service is not taken for done",
        arguments: ["empty", "proxyError"])
    func deletionBehindProxy(form: String) async throws {
        try await RehearsalStage.with { stage in
            try stage.project()
            try stage.manifest(Manifests.joined(Self.template(), Self.kernel))
            let made = try await stage.apply()
            #expect(made.status == 0, "\(made)")
            try await stage.cloud.faults([
                ["match": "DELETE *", "perEndpoint": true, "times": 1, "nonsense": .string(form)]
            ])
            let gone = try await stage.nacre("destroy", "--auto-approve")
            #expect(gone.status == 0, "\(gone)")
            for table in ["ruleTemplate", "plannedMaintenance"] {
                #expect(try await stage.cloud.objects(table).isEmpty, "\(table)")
            }
        }
    }

    @Test("a template that was made behind a proxy's 404 is found, and not made again")
    func creationBehindProxy() async throws {
        try await RehearsalStage.with { stage in
            try stage.project()
            try stage.manifest(Self.template())
            try await stage.cloud.faults([
                [
                    "match": "POST /cw_fea/real/cw/api/rule/group/metrics", "times": 1, "nonsense": "proxyError",
                    "performed": true,
                ]
            ])
            let made = try await stage.apply()
            #expect(made.status == 0, "\(made)")
            #expect(try await stage.cloud.objects("ruleTemplate").count == 1)
            try await expectNothingToDo(stage)
        }
    }
}

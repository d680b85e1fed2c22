import Foundation
import OrderedJSON
import Rehearsal
import Testing

@Suite("edges") struct EdgeScenarios {
    private static let ground = Manifests.joined(
        Manifests.document("Bucket", "shop-pages"), Manifests.document("EdgeProfile", "shop"))

    private static func edge(_ more: String = "http2: true", area: String = "KOREA", origin: String = "path: /site")
        -> String
    {
        Manifests.document(
            "Edge", "web",
            [
                "profile: shop", "area: \(area)", "origin: {type: OBJECT_STORAGE, bucket: shop-pages, \(origin)}",
                """
                cacheRules: [{name: images, match: FILE_EXTENSION, conditions: [png], age: 30},
                  {name: api, match: DIRECTORY, conditions: [/api/], mode: BYPASS_CACHE}]
                """, more,
            ])
    }

    private func settles(_ stage: RehearsalStage) async throws {
        let plan = try await stage.nacre("plan", "--detailed-exitcode")
        #expect(plan.status == 0, "\(plan)")
    }

    private func withEdge<Answer>(_ body: (RehearsalStage) async throws -> Answer) async throws -> Answer {
        try await RehearsalStage.with { stage in
            try stage.project()
            try stage.manifest(Manifests.joined(Self.ground, Self.edge()))
            let apply = try await stage.apply()
            #expect(apply.status == 0, "\(apply)")
            return try await body(stage)
        }
    }

    private func document(_ stage: RehearsalStage) async throws -> JSON {
        try await stage.cloud.objects("cdnEdge").first?["document"] ?? .null
    }

    @Test("an edge is published, changed, repaired, and destroyed with its profile")
    func life() async throws {
        try await withEdge { stage in
            try await settles(stage)
            let show = try await stage.nacre("show", "Edge/web")
            #expect(show.out.contains(".edge.naverncp.com") && show.out.contains("RUNNING"), "\(show)")
            let id = try await stage.cloud.objects("cdnEdge").first?["id"]

            try stage.manifest(Manifests.joined(Self.ground, Self.edge("http2: false, countries: [KR]")))
            let plan = try await stage.nacre("plan")
            #expect(plan.out.contains("PUT /api/v1/cdn-edges") || plan.out.contains("update"), "\(plan)")
            #expect(try await stage.apply().status == 0)
            try await settles(stage)
            let document = try await document(stage)
            #expect(document["managedRule"]?["http2"] == false && document["accessControl"]?["geoPolicies"] == ["KR"])
            #expect(try await stage.cloud.objects("cdnEdge").first?["status"] == "RUNNING", "it was waited for")

            // Somebody changes it in the console.
            let meddled = JSON.object(document.members.merging(["managedRule": ["http2": true, "hsts": true]]) { $1 })
            let number = id?.text ?? ""
            try await stage.cloud.change("cdnEdge", id: number, ["document": meddled])
            let drift = try await stage.nacre("drift")
            #expect(drift.status == 2 && drift.out.contains("http2"), "\(drift)")
            #expect(try await stage.apply().status == 0)
            try await settles(stage)
            #expect(try await self.document(stage)["managedRule"]?["hsts"] == true, "no manifest says anything of it")

            let destroy = try await stage.nacre("destroy", "--auto-approve", "--allow-data-loss")
            #expect(destroy.status == 0, "\(destroy)")
            for table in ["cdnEdge", "edgeProfile"] {
                #expect(try await stage.cloud.objects(table).isEmpty, "\(table)")
            }
        }
    }

    @Test("an edge moves to another area by a new one, and a profile with another's edges is not deleted")
    func replacement() async throws {
        try await withEdge { stage in
            try stage.manifest(Manifests.joined(Self.ground, Self.edge(area: "JAPAN")))
            let plan = try await stage.nacre("plan", "--output", "json")
            #expect(try plan.steps.contains("replace Edge/web"), "\(plan)")
            let apply = try await stage.apply("--allow-data-loss")
            #expect(apply.status == 0, "\(apply)")
            try await settles(stage)
            #expect(try await stage.cloud.objects("cdnEdge").count == 1)

            _ = try await stage.nacre("state", "forget", "Edge/web")
            try stage.manifest(Manifests.document("Bucket", "shop-pages"))
            let refused = try await stage.apply("--allow-data-loss")
            #expect(refused.status != 0 && refused.all.contains("EdgeProfile/shop"), "\(refused)")
            #expect(try await stage.cloud.objects("edgeProfile").count == 1)
            #expect(try await stage.cloud.objects("cdnEdge").count == 1)
        }
    }

    @Test("a domain of one's own has a certificate, which is imported, provisioned and renewed in one workspace")
    func certificate() async throws {
        try await RehearsalStage.with { stage in
            try stage.project("  secrets: {tlsKey: {file: shop.key}}")
            try stage.scratch.write(TestCertificates.key, to: "shop.key")
            try stage.scratch.write(TestCertificates.first, to: "certs/shop.pem")
            try stage.manifest(
                Manifests.joined(
                    Self.ground, Self.edge("domainType: CUSTOM_DOMAIN, domain: www.example.com, certificate: shop"),
                    Manifests.document(
                        "Certificate", "shop-tls",
                        [
                            "certificate: {file: certs/shop.pem}", "chain: {file: certs/shop.pem}",
                            "privateKey: \"${secret.tlsKey}\"",
                        ]), Manifests.document("EdgeCertificate", "shop", "certificate: shop-tls")))
            let apply = try await stage.apply()
            #expect(apply.status == 0, "\(apply)")
            try await settles(stage)
            try stage.scratch.write(TestCertificates.renewed, to: "certs/shop.pem")
            let renewal = try await stage.apply()
            #expect(renewal.status == 0, "\(renewal)")
            try await settles(stage)
            let slot = try await stage.nacre("show", "EdgeCertificate/shop")
            #expect(slot.out.contains("2037"), "\(slot)")
            let destroy = try await stage.nacre("destroy", "--auto-approve", "--allow-data-loss")
            #expect(destroy.status == 0, "\(destroy)")
            for table in ["cdnEdge", "edgeProfile", "edgeSlot"] {
                #expect(try await stage.cloud.objects(table).isEmpty, "\(table)")
            }
        }
    }

    @Test("a purge is asked for by name, followed to its end, and recorded in the history")
    func purge() async throws {
        try await withEdge { stage in
            let everything = try await stage.nacre("purge", "Edge/web")
            #expect(everything.status == 0 && everything.out == "Edge/web: purged everything\n", "\(everything)")
            let some = try await stage.nacre("purge", "Edge/web", "/css/*", "/index.html", "/img/*.png", "--no-wait")
            #expect(some.status == 0 && some.out.contains("requested the purge of 3 paths"), "\(some)")
            let purges = try await stage.cloud.objects("edgePurge")
            #expect(purges.compactMap { $0["purgeType"]?.text } == ["ALL", "DIRECTORY", "URL", "PATTERN"])
            let history = try await stage.nacre("state", "history")
            #expect(history.out.contains(/purge  done  .*Edge\/web: everything\n/), "\(history)")
            #expect(history.out.contains("Edge/web: /css/*; /index.html; /img/*.png\n"), "\(history)")
            if everything.err.contains("waiting for request") {
                #expect(everything.err.contains("Edge/web: waiting for request"), "\(everything)")
            }
            let slip = try await stage.nacre("purge", "Edge/wep", "/a")
            #expect(slip.status == 1 && slip.err.contains("did you mean Edge/web?"), "\(slip)")
            try await settles(stage)

            for wrong in [["Edge/web", "css/*"], ["Edge/other", "/a"], ["Bucket/shop-pages"]] {
                let refused = try await stage.start(["purge"] + wrong).result()
                #expect(refused.status == 1 && refused.all.contains("help:"), "\(refused)")
            }
            #expect(try await stage.cloud.objects("edgePurge").count == 4)
        }
    }

    @Test("a purge whose response is lost is repeated, one that is refused is recorded as failed")
    func purgeTrouble() async throws {
        try await withEdge { stage in
            try await stage.cloud.faults([["match": "POST */purge", "times": 1, "drop": "afterCommit"]])
            let lost = try await stage.nacre("purge", "Edge/web", "/a")
            #expect(lost.status == 0, "\(lost)")
            let id = try await stage.cloud.objects("cdnEdge").first?["id"]?.text ?? ""
            try await stage.cloud.change("cdnEdge", id: id, ["status": "STOPPED"])
            let refused = try await stage.nacre("purge", "Edge/web", "/a")
            #expect(refused.status == 1 && refused.all.contains("Edge/web is STOPPED"), "\(refused)")
            let history = try await stage.nacre("state", "history", "--output", "json")
            #expect(history.out.contains("failed"), "\(history)")
        }
    }

    @Test("lost responses make and publish nothing twice; an apply and a destroy that are killed go on")
    func trouble() async throws {
        try await RehearsalStage.with { stage in
            try stage.project()
            let lost: [JSON] = ["POST *", "PUT *", "DELETE *"].map {
                ["match": $0, "perEndpoint": true, "times": 1, "drop": "afterCommit"]
            }
            for more in ["http2: true", "http2: false"] {
                try stage.manifest(Manifests.joined(Self.ground, Self.edge(more)))
                try await stage.cloud.faults(lost)
                let apply = try await stage.apply()
                #expect(apply.status == 0, "\(apply)")
                try await settles(stage)
            }
            #expect(try await stage.cloud.objects("cdnEdge").count == 1)
            #expect(try await stage.cloud.objects("edgeProfile").count == 1)

            try stage.manifest(Manifests.joined(Self.ground, Self.edge("http2: true, hsts: true")))
            try await stage.cloud.faults([["match": "PUT *", "sequence": [["times": 1, "delayMs": 3000]]]])
            try await stage.cloud.resetCalls()
            let command = try stage.start(["apply", "--auto-approve"])
            #expect(try await stage.until { try await stage.cloud.changingCallCount() > 0 })
            command.signal(SIGKILL)
            _ = await command.result()
            try await stage.cloud.faults([])
            let resumed = try await stage.apply("--lock-timeout", "60")
            #expect(resumed.status == 0, "\(resumed)")
            try await settles(stage)
            #expect(try await document(stage)["managedRule"]?["hsts"] == true)

            try await stage.cloud.resetCalls()
            let ending = try stage.start(["destroy", "--auto-approve", "--allow-data-loss"])
            #expect(try await stage.until { try await stage.cloud.changingCallCount() > 0 })
            ending.signal(SIGKILL)
            _ = await ending.result()
            let again = try await stage.nacre("destroy", "--auto-approve", "--allow-data-loss", "--lock-timeout", "60")
            #expect(again.status == 0, "\(again)")
            for table in ["cdnEdge", "edgeProfile"] {
                #expect(try await stage.cloud.objects(table).isEmpty, "\(table)")
            }
        }
    }
}

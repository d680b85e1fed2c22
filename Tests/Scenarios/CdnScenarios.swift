import Foundation
import OrderedJSON
import Rehearsal
import Testing

@Suite("CDN+ and Global CDN") struct CdnScenarios {
    private static let password = "TOKENPASSWORD0001"
    private static let shop: JSON = [
        "name": "shop_cdn", "domains": ["www.example.com"],
        "rule": [
            "originUrl": "https://origin.example.com", "originPath": "/site", "isSecureTokenUse": true,
            "secureTokenPassword": .string(password), "certificateName": "shop-tls",
        ],
    ]

    private func manifest(_ id: String, _ fields: String...) -> String {
        Manifests.document("CdnPlus", "shop", head: "import: {id: \"\(id)\"}", fields)
    }

    private func withInstance(_ body: (RehearsalStage, String) async throws -> Void) async throws {
        try await RehearsalStage.with { stage in
            try stage.project()
            try await body(stage, try await stage.cloud.addCdn(Self.shop))
        }
    }

    @Test("an instance is imported and shown without its password, drifts, cannot be changed, and is only forgotten")
    func life() async throws {
        try await withInstance { stage, id in
            try stage.manifest(manifest(id, "ignoreQueryStrings: false"))
            let imported = try await stage.apply()
            #expect(imported.status == 0, "\(imported)")
            #expect(try await stage.nacre("plan", "--detailed-exitcode").status == 0)
            let shown = try await stage.nacre("show", "CdnPlus/shop")
            #expect(
                shown.out.contains("https://origin.example.com") && shown.out.contains("www.example.com"), "\(shown)")
            let state = try await stage.nacre("state", "export")
            #expect(!shown.all.contains(Self.password) && !state.all.contains(Self.password))

            let live = try await stage.cloud.objects("cdnPlus").first?["cdnPlusRule"] ?? .null
            let meddled = JSON.object(live.members.merging(["isQueryStringIgnoreUse": true]) { $1 })
            try await stage.cloud.change("cdnPlus", named: "shop_cdn", ["cdnPlusRule": meddled])
            let drift = try await stage.nacre("drift")
            #expect(drift.status == 2 && drift.out.contains("ignoreQueryStrings"), "\(drift)")
            let plan = try await stage.nacre("plan")
            #expect(plan.status != 0 && plan.all.contains("change it in the console"), "\(plan)")
            try stage.manifest(manifest(id, "ignoreQueryStrings: true"))
            let accepted = try await stage.apply()
            #expect(accepted.status == 0, "\(accepted)")

            try stage.manifest(Manifests.vpc("main"))
            let dropped = try await stage.apply()
            #expect(dropped.status == 0, "\(dropped)")
            #expect(try await stage.cloud.objects("cdnPlus").count == 1, "it stays")
            let calls = try await stage.cloud.calls().keys
            #expect(!calls.contains { $0.contains("Purge") || $0.contains("deleteCdn") })
        }
    }

    @Test("an instance that does not exist is an error with the reason and what to do")
    func creation() async throws {
        try await withInstance { stage, _ in
            try stage.manifest(Manifests.document("CdnPlus", "new"))
            let plan = try await stage.nacre("plan")
            #expect(plan.status != 0 && plan.all.contains("2025-06-19") && plan.all.contains("--for-edge"), "\(plan)")
            try stage.manifest(Manifests.document("GlobalCdn", "new"))
            let other = try await stage.nacre("plan")
            #expect(other.status != 0 && other.all.contains("area: GLOBAL"), "\(other)")
        }
    }

    @Test("discovery writes instances, and a plan from what it wrote has no changes")
    func discovery() async throws {
        try await withInstance { stage, _ in
            try await stage.cloud.addCdn(["name": "world", "global": true])
            let found = try await stage.nacre("discover", "--kind", "CdnPlus", "--kind", "GlobalCdn", "--dry-run")
            #expect(found.status == 0, "\(found)")
            #expect(found.out.contains("shop_cdn") && found.out.contains("world"), "\(found)")
        }
    }

    @Test("manifests for Global Edge are valid, say what they do not know, and create what they describe")
    func migration() async throws {
        try await withInstance { stage, _ in
            try await stage.cloud.addCdn(["name": "world", "global": true])
            try await stage.cloud.resetCalls()
            let exported = try await stage.nacre(
                "export", "CdnPlus/shop_cdn", "GlobalCdn/world", "--for-edge", "--out", "manifests/")
            #expect(exported.status == 0, "\(exported)")
            let file = try String(contentsOfFile: stage.scratch.path("manifests/shop_cdn-edge.yaml"), encoding: .utf8)
            // The comment at the head is broken into lines.
            let text = file.replacing("\n# ", with: " ")
            for said in [
                "documented for the public site only", "shop_cdn www.example.com", "shop_cdn shop-tls",
                "shop_cdn: is written as shop-cdn", "secure token", "was CACHE, 7d", "host: origin.example.com",
                "area: GLOBAL", "path: /site",
            ] { #expect(text.contains(said), "\(said) is missing in\n\(text)") }
            #expect(!text.contains(Self.password))
            #expect(try await stage.cloud.changingCallCount() == 0)
            let valid = try await stage.nacre("validate")
            #expect(valid.status == 0, "\(valid)")
            let plan = try await stage.nacre("plan", "--output", "json")
            #expect(try plan.steps.contains("create Edge/shop-cdn"), "\(plan)")

            let made = try await stage.apply()
            #expect(made.status == 0, "\(made)")
            #expect(try await stage.nacre("plan", "--detailed-exitcode").status == 0)
            #expect(try await stage.cloud.objects("cdnEdge").count == 2)
            #expect(try await stage.cloud.objects("cdnPlus").count == 1, "the instance is not touched")
        }
    }

    @Test("only kinds with this successor are written for it, and not with flags of other exports")
    func misuse() async throws {
        try await withInstance { stage, _ in
            let wrong = try await stage.nacre("export", "CdnPlus/shop_cdn", "--for-vpc")
            #expect(wrong.status == 1 && wrong.all.contains("only ClassicServer"), "\(wrong)")
            let vpc = try await stage.nacre("export", "Vpc/main", "--for-edge")
            #expect(vpc.status == 1 && vpc.all.contains("only CdnPlus, GlobalCdn"), "\(vpc)")
            for flag in ["--flat", "--for-vpc"] {
                let both = try await stage.nacre("export", "CdnPlus/shop_cdn", "--for-edge", flag)
                #expect(both.status != 0 && both.all.contains("cannot be combined"), "\(both)")
            }
        }
    }

    @Test("a purge is followed to its end; paths that CDN+ cannot purge are errors")
    func purge() async throws {
        try await withInstance { stage, id in
            try stage.manifest(manifest(id))
            #expect(try await stage.apply().status == 0)
            let everything = try await stage.nacre("purge", "CdnPlus/shop")
            #expect(everything.status == 0 && everything.out == "CdnPlus/shop: purged everything\n", "\(everything)")
            let some = try await stage.nacre("purge", "CdnPlus/shop", "/img/*", "/index.html", "--no-wait")
            #expect(some.status == 0, "\(some)")
            let purges = try await stage.cloud.objects("cdnPlusPurge")
            #expect(purges.map { $0["targetDirectoryName"]?.text } == ["", "/img", ""])
            #expect(purges.last?["targetFileList"] == ["index.html"])
            let wrong = try await stage.nacre("purge", "CdnPlus/shop", "/js/*.js")
            #expect(wrong.status == 1 && wrong.all.contains("cannot purge"), "\(wrong)")
        }
    }
}

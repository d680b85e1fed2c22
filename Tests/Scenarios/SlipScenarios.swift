import Foundation
import OrderedJSON
import Rehearsal
import Testing

@Suite("nothing is not a wish") struct SlipScenarios {
    @Test("manifests that are gone delete nothing")
    func noManifests() async throws {
        try await RehearsalStage.with { stage in
            try stage.project()
            try stage.manifest(Manifests.small)
            #expect(try await stage.apply().status == 0)
            try stage.scratch.remove("manifests/main.yaml")
            for command in [["plan"], ["apply", "--auto-approve"], ["apply", "--auto-approve", "-q"]] {
                let result = try await stage.start(command).result()
                #expect(result.status == 4 && result.err.contains("nacre destroy"), "\(command): \(result)")
            }
            #expect(try await stage.cloud.names("product") == ["shop"])
            #expect(try await stage.nacre("destroy", "--auto-approve").status == 0)
            #expect(try await stage.cloud.objects("product").isEmpty)
        }
    }

    @Test("one pattern among several that matches nothing any more deletes nothing")
    func emptyPattern() async throws {
        try await RehearsalStage.with { stage in
            try stage.project()
            let settings = try stage.scratch.read("nacre.yaml")
            let two = settings.replacing("[\"manifests/*.yaml\"]", with: "[\"manifests/*.yaml\", \"gateways/*.yaml\"]")
            try stage.scratch.write(two, to: "nacre.yaml")
            try stage.manifest(Manifests.vpc("main"))
            try stage.scratch.write(Manifests.product("shop"), to: "gateways/shop.yaml")
            #expect(try await stage.apply().status == 0)
            try stage.scratch.remove("gateways/shop.yaml")
            let apply = try await stage.apply()
            #expect(apply.status == 4 && apply.err.contains("'gateways/*.yaml'"), "\(apply)")
            #expect(apply.err.contains("nacre.yaml:"), "\(apply)")
            #expect(try await stage.cloud.names("product") == ["shop"])
            // Without the pattern it is a wish.
            try stage.scratch.write(settings, to: "nacre.yaml")
            #expect(try await stage.apply().status == 0)
            #expect(try await stage.cloud.objects("product").isEmpty)
        }
    }

    @Test("a plan that deletes most of what there is needs a number")
    func most() async throws {
        try await RehearsalStage.with { stage in
            try stage.project()
            let products = (1...6).map { Manifests.product("p\($0)") }
            try stage.manifest(products.joined(separator: "\n---\n"))
            #expect(try await stage.apply().status == 0)
            try stage.manifest(products.prefix(2).joined(separator: "\n---\n"))
            for command in [["plan"], ["plan", "--out", "p.plan"], ["apply", "--auto-approve"]] {
                let result = try await stage.start(command).result()
                #expect(result.status == 4 && result.err.contains("--max-destroy 4"), "\(command): \(result)")
            }
            #expect(!stage.scratch.exists("p.plan"), "a plan that is refused is not saved")
            #expect(try await stage.apply("--max-destroy", "4").status == 0)
            #expect(try await stage.cloud.names("product") == ["p1", "p2"])
        }
    }

    @Test("a lost state is recognised, and the objects are imported with one command")
    func lostState() async throws {
        try await RehearsalStage.with { stage in
            try stage.project()
            try stage.manifest(Manifests.small)
            #expect(try await stage.apply().status == 0)
            try stage.scratch.remove("state")
            for command in [["plan"], ["apply", "--auto-approve"], ["drift"]] {
                let result = try await stage.start(command).result()
                #expect(result.status == 4 && result.err.contains("state may be lost"), "\(result)")
                #expect(result.err.contains("nacre import --matching"), "\(result)")
            }
            #expect(try await stage.cloud.names("vpc") == ["main"])
            let imported = try await stage.nacre("import", "--matching", "--auto-approve")
            #expect(imported.status == 0, "\(imported)")
            #expect(try await stage.nacre("plan", "--detailed-exitcode").status == 0)
            #expect(try await stage.cloud.names("api") == ["orders"])
        }
    }

    @Test("a state that knows a part of what the account holds is recognised as well")
    func partlyLostState() async throws {
        try await RehearsalStage.with { stage in
            try stage.project()
            let products = (1...4).map { Manifests.product("p\($0)") }
            try stage.manifest(products.joined(separator: "\n---\n"))
            #expect(try await stage.apply().status == 0)
            try stage.scratch.remove("state")
            let id = try #require(try await stage.cloud.object("product", named: "p1")?["id"]?.text)
            #expect(try await stage.nacre("import", "Product/p1", id, "--auto-approve").status == 0)
            let apply = try await stage.apply()
            #expect(apply.status == 4 && apply.err.contains("state may be lost"), "\(apply)")
            #expect(try await stage.nacre("import", "--matching", "--auto-approve").status == 0)
            #expect(try await stage.nacre("plan", "--detailed-exitcode").status == 0)
            #expect(try await stage.cloud.names("product") == ["p1", "p2", "p3", "p4"])
        }
    }

    @Test("what is lost is asked for anew where somebody says so")
    func ignoringExisting() async throws {
        try await RehearsalStage.with { stage in
            try stage.project()
            try stage.manifest(Manifests.product("shop"))
            #expect(try await stage.apply().status == 0)
            let second = try await stage.apply("--state", "state/second.db", "--ignore-existing")
            #expect(second.status == 0, "\(second)")
            #expect(try await stage.cloud.names("product") == ["shop", "shop"])
            // A saved plan keeps the word that was given for it.
            let saved = ["--state", "state/third.db", "--ignore-existing", "--out", "third.plan"]
            #expect(try await stage.start(["plan"] + saved).result().status == 0)
            #expect(try await stage.nacre("apply", "third.plan", "--state", "state/third.db").status == 0)
            #expect(try await stage.cloud.names("product").count == 3)
        }
    }
}

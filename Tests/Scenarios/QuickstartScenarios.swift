import Foundation
import OrderedJSON
import Rehearsal
import Testing

@Suite("quickstart") struct QuickstartScenarios {
    /// The workspace that the README sends a newcomer to, against a cloud outside the command.
    private func prepare(_ stage: RehearsalStage) throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../examples/quickstart")
        try stage.scratch.copy(from: root.standardizedFileURL.path)
        let project = try stage.scratch.read("nacre.yaml")
        try stage.scratch.write(
            project.replacing("cloud: simulator", with: "cloud: \(stage.cloud.url)"), to: "nacre.yaml")
    }

    @Test("from nothing to a running shop, through changes and drift, back to nothing")
    func wholeLife() async throws {
        try await RehearsalStage.with { stage in
            try prepare(stage)
            try await plansAndApplies(stage)
            try await edits(stage)
            try await drifts(stage)
            try await removes(stage)
            try await destroys(stage)
        }
    }

    private func plansAndApplies(_ stage: RehearsalStage) async throws {
        let plan = try await stage.nacre("plan")
        #expect(plan.status == 0, "\(plan)")
        try expectSnapshot(settled(plan.out), "quickstart-plan")
        #expect(try await stage.nacre("plan", "--detailed-exitcode").status == 2)

        let apply = try await stage.apply()
        #expect(apply.status == 0, "\(apply)")
        #expect(try await stage.cloud.names("server") == ["web-0", "web-1"])
        #expect(try await stage.cloud.names("product") == ["shop-gateway"])
        #expect(try stage.scratch.read("keys/ops.pem").contains("PRIVATE KEY"))

        let again = try await stage.nacre("plan", "--detailed-exitcode")
        #expect(again.status == 0 && again.out == "No changes. 10 objects match the manifests.\n", "\(again)")
        let idle = try await stage.apply()
        #expect(idle.status == 0 && idle.out == again.out, "\(idle)")
    }

    private func edits(_ stage: RehearsalStage) async throws {
        try edit(stage, "servers", "serverSpec: ci2-g3", "serverSpec: ci4-g3")
        try edit(stage, "network", "10.0.1.0/24", "10.0.2.0/24")
        let plan = try await stage.nacre("plan", "--detailed-exitcode")
        #expect(plan.status == 2)
        try expectSnapshot(settled(plan.out), "quickstart-edited-plan")
        let json = try await stage.nacre("plan", "--output", "json").json
        let subnet = json["steps"]?.elements.first {
            $0["action"]?.text == "replace" && $0["address"]?.text == "Subnet/app"
        }
        #expect(subnet?["disruption"]?.text == "replace")

        try edit(stage, "network", "10.0.2.0/24", "10.0.1.0/24")
        let apply = try await stage.apply()
        #expect(apply.status == 0, "\(apply)")
        let specs = try await stage.cloud.objects("server").compactMap { $0["serverSpecCode"]?.text }
        #expect(specs == ["ci4-g3", "ci4-g3"])
        #expect(try await stage.nacre("plan", "--detailed-exitcode").status == 0)
    }

    private func drifts(_ stage: RehearsalStage) async throws {
        #expect(try await stage.nacre("drift").status == 0)
        try await stage.cloud.change("product", named: "shop-gateway", ["productDescription": "changed by hand"])
        try await stage.cloud.change("server", named: "web-0", ["serverName": "stray"])
        let drift = try await stage.nacre("drift")
        #expect(drift.status == 2)
        for told in [
            "changed", "Product/shop-gateway", "changed by hand", "the shop's public API", "Server/web-0", "stray",
        ] {
            #expect(drift.out.contains(told), "\(told) missing in \(drift)")
        }
        let later = try await stage.nacre("drift")
        #expect(later.status == 2 && later.out.contains("since 20"), "\(later)")

        #expect(try await stage.apply().status == 0)
        #expect(try await stage.nacre("drift").status == 0)
        #expect(try await stage.cloud.names("server") == ["web-0", "web-1"])
    }

    private func removes(_ stage: RehearsalStage) async throws {
        try stage.scratch.remove("manifests/gateway.yaml")
        let plan = try await stage.nacre("plan", "--output", "json")
        #expect(try plan.steps == ["delete Api/orders", "delete Product/shop-gateway"])
        let apply = try await stage.apply()
        #expect(apply.status == 0, "\(apply)")
        #expect(try await stage.cloud.objects("api").isEmpty)
    }

    private func destroys(_ stage: RehearsalStage) async throws {
        let destroy = try await stage.nacre("destroy", "--auto-approve")
        #expect(destroy.status == 0, "\(destroy)")
        for table in ["vpc", "subnet", "server", "product", "api", "loginKey", "accessControlGroup", "blockStorage"] {
            #expect(try await stage.cloud.objects(table).isEmpty, "\(table) is left")
        }
        #expect(try await stage.cloud.names("frame", "dataBoxFrameName") == ["analytics"])
        let boxes = try await stage.cloud.objects("box").compactMap { $0["statusCode"]?.text }
        #expect(boxes.allSatisfy { $0 == "TERMT" || $0 == "RTN" })
        #expect(try await stage.nacre("state", "list").out.contains("/") == false)
    }

    private func edit(_ stage: RehearsalStage, _ file: String, _ old: String, _ new: String) throws {
        let text = try stage.scratch.read("manifests/\(file).yaml")
        try #require(text.contains(old))
        try stage.scratch.write(text.replacing(old, with: new), to: "manifests/\(file).yaml")
    }
}

import Foundation
import OrderedJSON
import Rehearsal
import Testing

// What is called otherwise, made anew, or to stay.

extension GatewayScenarios {
    @Test("a product with another name is the same product, and so is all that is inside it")
    func renamedProduct() async throws {
        try await RehearsalStage.with { stage in
            try stage.project()
            try stage.manifest(Self.shop())
            #expect(try await stage.apply().status == 0)
            try stage.manifest(
                Self.shop().replacing("metadata: {name: shop}", with: "metadata: {name: store}\nrenamedFrom: shop"))
            let planned = try await steps(stage)
            #expect(planned.allSatisfy { ["move", "update"].contains($0["action"]?.text) }, "\(planned)")
            #expect(try await stage.apply().status == 0)
            #expect(try await steps(stage).isEmpty)
            #expect(try await stage.cloud.objects("deployment").count == 2)
        }
    }

    @Test("a path that others deleted comes back with the settings it has on a stage", arguments: [false, true])
    func remade(inTwoRuns: Bool) async throws {
        try await RehearsalStage.with { stage in
            try stage.project()
            try stage.manifest(Self.shop())
            #expect(try await stage.apply().status == 0)
            try await stage.cloud.delete("resource", named: "/orders")
            if inTwoRuns {
                // As a run leaves it that ends before it comes to the stage.
                #expect(try await stage.apply("--target", "Method/shop.orders.orders.GET").status == 0)
            }
            let apply = try await stage.apply()
            #expect(apply.status == 0, "\(apply)")
            #expect(try await steps(stage).isEmpty)
            #expect(try await stage.cloud.objects("deployment").count == 3)
        }
    }

    @Test("an API with another name is made anew, with all that is inside it", arguments: [false, true])
    func renamedAPI(inTheCloudOnly: Bool) async throws {
        try await RehearsalStage.with { stage in
            try stage.project()
            try stage.manifest(Self.shop())
            #expect(try await stage.apply().status == 0)
            if inTheCloudOnly {
                let (product, apis) = try #require(Self.split(Self.shop()))
                try stage.manifest(product)
                try stage.manifest(apis.replacing("name: orders", with: "name: sales"), file: "apis")
            } else {
                try stage.manifest(
                    Self.shop().replacing(
                        "- name: orders\n", with: "- name: sales\n      renamedFrom: shop.orders\n"))
            }
            let planned = try await steps(stage)
            #expect(planned.allSatisfy { ["replace", "delete-replaced"].contains($0["action"]?.text) }, "\(planned)")
            let apply = try await stage.apply()
            #expect(apply.status == 0, "\(apply)")
            #expect(try await steps(stage).isEmpty)
            #expect(try await stage.cloud.names("api", "apiName").sorted() == ["sales", "users"])
        }
    }

    /// The product without its first API, and that as a document of its own.
    private static func split(_ shop: String) -> (product: String, api: String)? {
        let lines = shop.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        guard let first = lines.firstIndex(of: "    - name: orders"),
            let second = lines.firstIndex(of: "    - name: users")
        else { return nil }
        let head = [
            "apiVersion: ncloud/v1", "kind: Api", "metadata: {name: shop.orders}", "spec:", "  product: shop",
            "  name: orders",
        ]
        let inside = lines[(first + 1)..<second].map { String($0.dropFirst(4)) }
        return (
            (lines[..<first] + lines[second...]).joined(separator: "\n"), (head + inside).joined(separator: "\n")
        )
    }

    @Test("what is to stay in the cloud keeps what it lies in from being deleted")
    func retained() async throws {
        try await RehearsalStage.with { stage in
            try stage.project()
            let retained = Self.shop().replacing(
                "{method: GET, endpoint: {mock", with: "{method: GET, lifecycle: {onRemove: retain}, endpoint: {mock")
            try stage.manifest(retained)
            #expect(try await stage.apply().status == 0)
            let users = try #require(retained.range(of: "      resources:\n        - path: /users/{id}"))
            let stages = try #require(retained.range(of: "      stages:", range: users.upperBound..<retained.endIndex))
            try stage.manifest(retained.replacingCharacters(in: users.lowerBound..<stages.lowerBound, with: ""))
            let planned = try await steps(stage, status: 1)
            let actions = Dictionary(
                planned.compactMap { step in step["address"]?.text.map { ($0, step["action"]?.text ?? "") } },
                uniquingKeysWith: { first, _ in first })
            #expect(actions["Resource/shop.users.users.id"] == "error", "\(actions)")
            #expect(actions["Method/shop.users.users.id.GET"] == "forget", "\(actions)")
            #expect(actions["Stage/shop.users.v1"] == nil, "\(actions)")
        }
    }

    @Test("a stage with another name takes the choices of its subscribers along")
    func renamedStage() async throws {
        try await RehearsalStage.with { stage in
            try stage.project()
            let plan = """
                apiVersion: ncloud/v1
                kind: UsagePlan
                metadata: {name: partner}
                spec: {requestsPerSecond: 5}
                ---
                apiVersion: ncloud/v1
                kind: ApiKey
                metadata: {name: app}
                ---
                apiVersion: ncloud/v1
                kind: Subscription
                metadata: {name: app-shop}
                spec: {key: app, product: shop, plans: [{stage: shop.orders.v1, plan: partner}]}
                ---

                """
            let shop = plan + Self.shop(stage: "usagePlans: [partner]")
            try stage.manifest(shop)
            let first = try await stage.apply()
            #expect(first.status == 0, "\(first)")
            try stage.manifest(
                shop.replacing("stage: shop.orders.v1", with: "stage: shop.orders.v2")
                    .replacing(
                        "- name: v1\n          endpoint: https",
                        with: "- name: v2\n          renamedFrom: shop.orders.v1\n          endpoint: https"))
            let apply = try await stage.apply()
            #expect(apply.status == 0, "\(apply)")
            #expect(try await steps(stage).isEmpty)
        }
    }
}

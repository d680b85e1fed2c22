import OrderedJSON
import Rehearsal
import Testing

@Suite("keys of KMS") struct KeyScenarios {
    private static func manifest(_ more: String = "") -> String {
        """
        apiVersion: ncloud/v1
        kind: KmsKey
        metadata: {name: orders}
        spec:
          type: AES256
          memo: wraps the data keys of orders
        \(more)
        """
    }

    /// The only key there is, as the simulator keeps it.
    private func key(_ stage: RehearsalStage) async throws -> JSON {
        let keys = try await stage.cloud.objects("kmsKey")
        #expect(keys.count == 1)
        return keys.first ?? .null
    }

    @Test("a key that is pending deletion is shown so, brought back where it is wanted, and left where it is not")
    func pendingDeletion() async throws {
        try await RehearsalStage.with { stage in
            try stage.project()
            try stage.manifest(Self.manifest())
            #expect(try await stage.apply().status == 0)
            let tag = try await key(stage)["keyTag"]

            // Somebody requests its deletion in the console.
            try await stage.cloud.change(
                "kmsKey", named: "orders", ["status": "REVOKE", "destroyDate": 1_893_456_000_000])
            let drift = try await stage.nacre("drift")
            #expect(drift.status == 2 && drift.all.contains("KmsKey/orders is pending deletion"), "\(drift.all)")
            let shown = try await stage.nacre("show", "KmsKey/orders")
            #expect(shown.out.contains("REVOKE") && shown.out.contains("2030-01-01T00:00:00Z"), "\(shown.out)")
            let plan = try await stage.nacre("plan")
            #expect(plan.out.contains("pending deletion, which will be cancelled"), "\(plan.out)")
            #expect(try await stage.apply().status == 0)
            #expect(try await key(stage)["status"] == "ENABLE")

            // Its document goes, and comes back.
            try stage.manifest(Manifests.product("shop"))
            let removal = try await stage.apply("--max-destroy", "1")
            #expect(removal.all.contains("pending deletion for 72 hours"), "\(removal.all)")
            #expect(try await key(stage)["status"] == "REVOKE")
            #expect(try await stage.nacre("plan", "--output", "json").steps == [])
            try stage.manifest(Manifests.joined(Manifests.product("shop"), Self.manifest("  enabled: false")))
            #expect(try await stage.nacre("plan", "--output", "json").steps == ["adopt KmsKey/orders"])
            #expect(try await stage.apply().status == 0)
            #expect(try await key(stage)["status"] == "DISABLE")
            #expect(try await key(stage)["keyTag"] == tag)
            #expect(try await stage.nacre("plan", "--output", "json").steps == [])

            // It is pending deletion already when its document goes.
            try await stage.cloud.change("kmsKey", named: "orders", ["status": "REVOKE"])
            try stage.manifest(Manifests.product("shop"))
            #expect(try await stage.nacre("plan", "--output", "json").steps == ["forget KmsKey/orders"])
            try await stage.cloud.resetCalls()
            #expect(try await stage.apply().status == 0)
            #expect(try await stage.cloud.changingCallCount() == 0)
        }
    }

    @Test("what only another key could have is refused, for a key is never replaced")
    func noReplacement() async throws {
        try await RehearsalStage.with { stage in
            try stage.project()
            try stage.manifest(Self.manifest())
            #expect(try await stage.apply().status == 0)
            try stage.manifest(Self.manifest("  convergent: true"))
            let refusal = try await stage.apply()
            #expect(refusal.status == 1 && refusal.all.contains("convergent cannot be changed"))
            #expect(refusal.all.contains("re-encrypt the data"))
            try stage.manifest(Self.manifest("  rotationPeriod: 30"))
            let period = try await stage.nacre("plan")
            #expect(period.status == 1 && period.all.contains("a rotationPeriod needs automatic rotation"))
            try stage.manifest(
                Self.manifest("  convergent: true\n  autoRotation: true").replacing("AES256", with: "ECDSA"))
            #expect(try await stage.nacre("plan").status == 1)
            #expect(try await key(stage)["status"] == "ENABLE")
        }
    }

    @Test("rotation and addresses change in an order in which nobody is locked out")
    func order() async throws {
        try await RehearsalStage.with { stage in
            try stage.project()
            try stage.manifest(Self.manifest("  acl: {enabled: true, addresses: [10.0.0.6, 10.0.0.7]}"))
            #expect(try await stage.apply().status == 0)
            let creation = try await calls(stage)
            #expect(creation == ["create", "acl", "acl/enable"])
            let next = "  acl: {enabled: false, addresses: [10.0.0.8]}\n  autoRotation: true\n  rotationPeriod: 30"
            try stage.manifest(Self.manifest(next))
            #expect(try await stage.apply().status == 0)
            #expect(
                try await calls(stage) == creation + [
                    "enable-auto-rotation", "rotation-period", "acl/disable", "acl", "acl",
                ])
            let key = try await key(stage)
            #expect(key["rotationPeriod"] == 30 && key["allowedIpList"] == ["10.0.0.8"] && key["isAclEnabled"] == false)
            #expect(try await stage.nacre("plan", "--output", "json").steps == [])
        }
    }

    /// What was done with the key, in its order.
    private func calls(_ stage: RehearsalStage) async throws -> [String] {
        try await stage.cloud.objects("kmsActivity").compactMap { $0["api"]?.text }
    }
}

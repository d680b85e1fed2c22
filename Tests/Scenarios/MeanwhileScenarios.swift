import OrderedJSON
import Rehearsal
import Testing

@Suite("what others create while a run is at work") struct MeanwhileScenarios {
    private static let before = Manifests.document("Bucket", "shop-pages")
    private static let slow = Manifests.document("MailTemplateCategory", "slow")
    private static let head = "dependsOn: [MailTemplateCategory/slow]"
    private static let own = [
        Manifests.document(
            "StorageObject", "index", head: head, "bucket: shop-pages", "name: index.html", "content: mine"),
        Manifests.document("MailRecipientGroup", "on-call", head: head, "addresses: [mine@b.example]"),
        Manifests.document("MailUnsubscriber", "press", head: head, "address: press@b.example"),
    ]

    @Test("objects, groups and addresses that others create before their turn are neither overwritten nor taken over")
    func latecomers() async throws {
        try await RehearsalStage.with { stage in
            try stage.project()
            try stage.manifest(Self.before)
            #expect(try await stage.apply().status == 0)
            try stage.manifest(
                Manifests.joined(Self.before, Self.slow, Self.own[0], Self.own[1], Self.own[2]))
            // The first step takes so long that there is time for others.
            try await stage.cloud.faults([
                ["match": "POST *category", "sequence": [["times": 1, "delayMs": 4000]]]
            ])
            try await stage.cloud.resetCalls()
            let command = try stage.start(["apply", "--auto-approve"])
            #expect(
                try await stage.until {
                    try await stage.cloud.calls().keys.contains { $0.hasPrefix("POST ") && $0.hasSuffix("/category") }
                })
            try await stage.cloud.send(.post, "files", ["bucket": "shop-pages", "name": "index.html", "size": 3])
            try await stage.cloud.addAddress("theirs@b.example", toGroup: "on-call")
            try await stage.cloud.unsubscribe("press@b.example")
            #expect(
                try await stage.until { try await stage.cloud.addresses(ofGroup: "on-call") == ["theirs@b.example"] })
            let object = try await stage.cloud.object("file", named: "index.html")
            let result = await command.result()
            #expect(result.status != 0, "\(result)")
            for name in ["index.html", "on-call", "press@b.example"] {
                #expect(
                    result.all.contains("\"\(name)\" was created after the plan was made"), "\(result)")
            }

            #expect(try await stage.cloud.object("file", named: "index.html") == object)
            #expect(try await stage.cloud.addresses(ofGroup: "on-call") == ["theirs@b.example"])
            let state = try await stage.nacre("state", "list")
            #expect(!state.out.contains("StorageObject") && !state.out.contains("MailRecipientGroup"), "\(state)")
            #expect(!state.out.contains("MailUnsubscriber"), "\(state)")
            // The next plan shows them.
            let plan = try await stage.nacre("plan")
            #expect(plan.status == 1 && plan.all.contains("import: {id: \"press@b.example\"}"), "\(plan)")
        }
    }

    @Test("records that others add under a name of the plan before its turn are not changed")
    func records() async throws {
        func zone(_ records: String) -> String {
            Manifests.document("DnsZone", "shop", head: Self.head, "name: shop.example.com", "records: [\(records)]")
        }
        try await RehearsalStage.with { stage in
            try stage.project()
            try stage.manifest(
                Manifests.document("DnsZone", "shop", "name: shop.example.com", "records: []"))
            #expect(try await stage.apply().status == 0)
            try stage.manifest(
                Manifests.joined(Self.slow, zone("{host: www, type: A, values: [192.0.2.1]}")))
            try await stage.cloud.faults([
                ["match": "POST *category", "sequence": [["times": 1, "delayMs": 4000]]]
            ])
            try await stage.cloud.resetCalls()
            let command = try stage.start(["apply", "--auto-approve"])
            #expect(
                try await stage.until {
                    try await stage.cloud.calls().keys.contains { $0.hasPrefix("POST ") && $0.hasSuffix("/category") }
                })
            try await stage.cloud.edit(
                zone: "shop.example.com", adding: ["host": "www", "type": "A", "content": "192.0.2.9", "ttl": 300],
                applying: true)
            let result = await command.result()
            #expect(result.status != 0 && result.all.contains("got records of the same name"), "\(result)")
            #expect(try await stage.cloud.served("shop.example.com") == ["www A 192.0.2.9 300"])
        }
    }
}

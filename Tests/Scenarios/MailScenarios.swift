import OrderedJSON
import Rehearsal
import Testing

@Suite("mail") struct MailScenarios {
    private static let categories = Manifests.joined(
        Manifests.document("MailTemplateCategory", "notices"),
        Manifests.document("MailTemplateCategory", "offers", "parent: notices"))

    private static func template(_ more: String = "", title: String = "Welcome", category: String = "offers") -> String
    {
        Manifests.document(
            "MailTemplate", "welcome",
            [
                "category: \(category)", "title: \(title)", "body: <p>Hello</p>", "senderAddress: hello@shop.example",
                more,
            ])
    }

    private func settles(_ stage: RehearsalStage) async throws {
        let plan = try await stage.nacre("plan", "--detailed-exitcode")
        #expect(plan.status == 0, "\(plan)")
    }

    private func with(_ manifest: String, _ body: (RehearsalStage) async throws -> Void) async throws {
        try await RehearsalStage.with { stage in
            try stage.project()
            try stage.manifest(manifest)
            let apply = try await stage.apply()
            #expect(apply.status == 0, "\(apply)")
            try await settles(stage)
            try await body(stage)
        }
    }

    private func writes(_ stage: RehearsalStage) async throws -> [String] {
        try await stage.cloud.calls().keys.filter { !$0.hasPrefix("GET ") && $0.contains("/api/v1/") }.sorted()
    }

    @Test("a template is changed and moved, repaired after others, and deleted with its categories")
    func life() async throws {
        try await with(Manifests.joined(Self.categories, Self.template())) { stage in
            let sid = try #require(try await stage.cloud.objects("mailTemplate").first?["id"]?.text)
            try await stage.cloud.resetCalls()
            try stage.manifest(
                Manifests.joined(Self.categories, Self.template("senderName: Shop", category: "notices")))
            #expect(try await stage.apply().status == 0)
            #expect(
                try await writes(stage) == ["PUT /api/v1/template/\(sid)", "PUT /api/v1/template/\(sid)/name-location"])
            try await settles(stage)

            try await stage.cloud.change("mailTemplate", id: sid, ["title": "Edited"])
            let drift = try await stage.nacre("drift")
            #expect(drift.status == 2 && drift.out.contains("title"), "\(drift)")
            #expect(try await stage.apply().status == 0)
            #expect(try await stage.cloud.objects("mailTemplate").first?["title"] == "Welcome")

            let destroy = try await stage.nacre("destroy", "--auto-approve")
            #expect(destroy.status == 0, "\(destroy)")
            #expect(try await stage.cloud.objects("mailCategory").isEmpty)
            #expect(try await stage.cloud.objects("mailTemplate").first?["isUse"] == false)
        }
    }

    @Test(
        "a deleted template that is desired again, by this workspace or after another user, is restored with its number"
    )
    func restored() async throws {
        try await with(Manifests.joined(Self.categories, Self.template())) { stage in
            let sid = try #require(try await stage.cloud.objects("mailTemplate").first?["id"]?.text)
            try stage.manifest(Self.categories)
            #expect(try await stage.apply().status == 0)
            #expect(try await stage.cloud.objects("mailTemplate").first?["isUse"] == false)
            try await settles(stage)

            try stage.manifest(Manifests.joined(Self.categories, Self.template(title: "Welcome back")))
            let plan = try await stage.nacre("plan")
            #expect(plan.out.contains("will be cancelled"), "\(plan)")
            #expect(try await stage.apply().status == 0)
            try await settles(stage)
            let templates = try await stage.cloud.objects("mailTemplate")
            #expect(templates.count == 1 && templates[0]["id"]?.text == sid)
            #expect(templates[0]["isUse"] == true && templates[0]["title"] == "Welcome back")

            // Somebody deletes it in the console.
            try await stage.cloud.change("mailTemplate", id: sid, ["isUse": false])
            let drift = try await stage.nacre("drift")
            #expect(drift.status == 2 && drift.all.contains("pending deletion"), "\(drift)")
            #expect(try await stage.apply().status == 0)
            #expect(try await stage.cloud.objects("mailTemplate").first?["isUse"] == true)
            try await settles(stage)
        }
    }

    @Test("a name that no call changes is an error at its line")
    func groupName() async throws {
        func group(_ name: String) -> String {
            """
            apiVersion: ncloud/v1
            kind: MailRecipientGroup
            metadata: {name: on-call}
            spec:
              name: \(name)
              addresses: [a@b.example]
            """
        }
        try await with(group("on-call")) { stage in
            try stage.manifest(group("off-call"))
            let plan = try await stage.nacre("plan")
            #expect(plan.status == 1 && plan.all.contains("name cannot be changed"), "\(plan)")
            #expect(plan.all.contains("manifests/main.yaml:5:9"), "\(plan)")
        }
    }

    @Test("a category inside itself is an error at its line, and nothing is called")
    func insideItself() async throws {
        try await RehearsalStage.with { stage in
            try stage.project()
            try stage.manifest(Manifests.document("MailTemplateCategory", "notices", "parent: notices"))
            for command in ["validate", "plan"] {
                let result = try await stage.nacre(command)
                #expect(
                    result.status == 1 && result.all.contains("MailTemplateCategory/notices refers to itself")
                        && result.all.contains("manifests/main.yaml:4:16"), "\(result)")
            }
            #expect(try await stage.apply().status != 0)
            #expect(try await stage.cloud.changingCallCount() == 0)
        }
    }

    @Test("a category with templates of others is not deleted")
    func occupied() async throws {
        try await with(Manifests.joined(Self.categories, Self.template())) { stage in
            _ = try await stage.nacre("state", "forget", "MailTemplate/welcome")
            try stage.manifest(Manifests.document("MailTemplateCategory", "notices"))
            let refused = try await stage.apply()
            #expect(
                refused.status != 0 && refused.all.contains("MailTemplateCategory/offers cannot be deleted"),
                "\(refused)")
            #expect(try await stage.cloud.objects("mailCategory").count == 2)
        }
    }

    @Test("a group gains and loses the addresses of its manifest; those of others and the book itself stay")
    func groups() async throws {
        func group(_ addresses: String) -> String {
            Manifests.document("MailRecipientGroup", "on-call", "addresses: [\(addresses)]")
        }
        try await with(group("a@b.example, b@b.example")) { stage in
            #expect(try await stage.until { try await stage.cloud.addresses(ofGroup: "on-call").count == 2 })
            let number = try #require(try await stage.cloud.objects("mailGroup").first?["id"]?.text)
            try await stage.cloud.change(
                "mailGroup", id: number, ["addresses": ["a@b.example", "b@b.example", "boss@b.example"]])
            try await settles(stage)

            try stage.manifest(group("b@b.example, c@b.example"))
            let plan = try await stage.nacre("plan")
            #expect(plan.out.contains("DELETE /address-book/recipient-groups/address"), "\(plan)")
            #expect(try await stage.apply().status == 0)
            let left = ["b@b.example", "boss@b.example", "c@b.example"]
            #expect(try await stage.until { try await stage.cloud.addresses(ofGroup: "on-call") == left })
            try await settles(stage)

            let careful = try await stage.nacre("destroy", "--auto-approve")
            #expect(careful.status != 0 && careful.all.contains("--allow-data-loss"), "\(careful)")
            let destroy = try await stage.nacre("destroy", "--auto-approve", "--allow-data-loss")
            #expect(destroy.status == 0, "\(destroy)")
            #expect(try await stage.cloud.objects("mailGroup").isEmpty)
            let book = try await stage.cloud.names("mailAddress", "address").sorted()
            #expect(book == ["a@b.example", "b@b.example", "c@b.example"])
            let calls = try await stage.cloud.calls()
            #expect(calls["DELETE /api/v1/address-book"] == nil && calls["DELETE /api/v1/address-book/address"] == nil)
        }
    }

    @Test("of the unsubscribers, nacre removes only what it registered, and never what a recipient did")
    func unsubscribers() async throws {
        let own = ["press", "sales"].map { Manifests.document("MailUnsubscriber", $0, "address: \($0)@b.example") }
        try await with(Manifests.joined(own[0], own[1])) { stage in
            try await stage.cloud.unsubscribe("someone@b.example")
            try await settles(stage)
            #expect(try await stage.nacre("drift").status == 0)
            let state = try await stage.nacre("state", "export")
            #expect(state.out.contains("press@b.example") && !state.out.contains("someone@b.example"))

            try stage.manifest(own[0])
            #expect(try await stage.apply().status == 0)
            #expect(
                try await stage.cloud.names("mailUnsubscriber", "address").sorted() == [
                    "press@b.example", "someone@b.example",
                ])

            // Who unsubscribed is not taken for nacre's, unless it is imported; and then not removed.
            let theirs = Manifests.document("MailUnsubscriber", "someone", "address: someone@b.example")
            try stage.manifest(Manifests.joined(own[0], theirs))
            let refused = try await stage.apply()
            #expect(refused.status != 0 && refused.all.contains("import: {id: \"someone@b.example\"}"), "\(refused)")
            let imported = Manifests.document(
                "MailUnsubscriber", "someone", head: "import: {id: someone@b.example}", "address: someone@b.example")
            try stage.manifest(Manifests.joined(own[0], imported))
            #expect(try await stage.apply().status == 0)
            try stage.manifest(own[0])
            let kept = try await stage.apply()
            #expect(kept.status != 0 && kept.all.contains("its recipient unsubscribed"), "\(kept)")
            #expect(try await stage.cloud.names("mailUnsubscriber", "address").contains("someone@b.example"))
        }
    }
}

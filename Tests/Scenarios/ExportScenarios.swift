import Foundation
import OrderedJSON
import Rehearsal
import Testing

@Suite("export") struct ExportScenarios {
    /// The rich product, made and managed; what has nothing to do with it stands in a file of its own.
    private func made(_ stage: RehearsalStage) async throws {
        try stage.project()
        try stage.manifest(Manifests.joined(RichProduct.product, RichProduct.others))
        try stage.manifest(RichProduct.neighbours, file: "neighbours")
        let apply = try await stage.apply()
        #expect(apply.status == 0, "\(apply)")
    }

    /// Everything the cloud holds but when what was changed.
    private func world(_ stage: RehearsalStage) async throws -> JSON? {
        try await stage.cloud.send(.get, "world")["tables"]
    }

    @Test("of a managed product: the manifests replaced by the export, a plan finds nothing to do")
    func managed() async throws {
        try await RehearsalStage.with { stage in
            try await made(stage)
            let before = try await world(stage)
            let export = try await stage.nacre("export", "--kind", "Product", "shop")
            #expect(export.status == 0 && export.err.isEmpty, "\(export)")
            try expectSnapshot(settled(export.out), "export-product")
            #expect(try await stage.nacre("export", "Product/shop").out == export.out)

            try stage.manifest(export.out)
            let plan = try await stage.nacre("plan", "--detailed-exitcode")
            #expect(plan.status == 0, "\(plan)")
            // In documents of their own, they are the same objects.
            let flat = try await stage.nacre("export", "Product/shop", "--flat")
            #expect(flat.status == 0, "\(flat)")
            try stage.manifest(flat.out)
            let second = try await stage.nacre("plan", "--detailed-exitcode")
            #expect(second.status == 0, "\(second)")
            #expect(try await world(stage) == before)

            // The halves of a key are nowhere.
            for key in try await stage.cloud.objects("apiKey") {
                for half in ["primaryKey", "secondaryKey"] {
                    #expect(!export.all.contains(try #require(key[half]?.text)))
                }
            }
        }
    }

    @Test("from nothing but the account: applying it adopts everything and changes nothing")
    func adopted() async throws {
        try await RehearsalStage.with { stage in
            try await made(stage)
            for folder in ["manifests", "state", "nacre.yaml"] { try stage.scratch.remove(folder) }
            let before = try await world(stage)
            let export = try await stage.nacre(
                "export", "Product/shop", "--cloud", stage.cloud.url, "--out", "manifests/")
            #expect(export.status == 0 && export.out.isEmpty, "\(export)")
            #expect(export.err.contains("wrote manifests/shop.yaml") && export.err.contains("Method 6"), "\(export)")
            #expect(!stage.scratch.exists("state"))

            try stage.project()
            // What a stage serves is compared only with an API that was read as a whole.
            try stage.scratch.write(
                "apiVersion: nacre/v1\nkind: Project\nmetadata: {name: bare}\n", to: "bare/nacre.yaml")
            for arguments in [["export", "Stage/shop.orders.v1"], ["discover", "--dry-run", "--kind", "Stage"]] {
                let alone = try await stage.start(arguments + ["-w", "bare", "--cloud", stage.cloud.url]).result()
                #expect(alone.status == 0 && !alone.all.contains("manual"), "\(alone)")
            }
            try await stage.cloud.faults([["match": "*/methods", "status": 403]])
            let partly = try await stage.nacre("export", "Product/shop", "-w", "bare", "--cloud", stage.cloud.url)
            #expect(partly.status == 3 && !partly.all.contains("manual"), "\(partly)")
            try await stage.cloud.faults([])

            let plan = try await stage.nacre("plan", "-o", "json")
            #expect(try plan.steps.allSatisfy { $0.hasPrefix("import ") } && plan.steps.count > 20, "\(plan)")
            #expect(try plan.json["steps"]?.elements.allSatisfy { $0["changes"]?.elements.isEmpty ?? true } == true)
            let apply = try await stage.apply()
            #expect(apply.status == 0, "\(apply)")
            #expect(try await world(stage) == before)
            let again = try await stage.nacre("plan", "--detailed-exitcode")
            #expect(again.status == 0, "\(again)")
        }
    }

    @Test("a copy: the original gone, the export without imports makes the same product")
    func copied() async throws {
        try await RehearsalStage.with { stage in
            try await made(stage)
            let export = try await stage.nacre("export", "Product/shop", "--no-import")
            #expect(export.status == 0 && !export.out.contains("import:"), "\(export)")
            let destroy = try await stage.nacre("destroy", "--auto-approve")
            #expect(destroy.status == 0, "\(destroy)")
            for folder in ["manifests", "state"] { try stage.scratch.remove(folder) }

            try stage.manifest(export.out)
            let apply = try await stage.apply()
            #expect(apply.status == 0, "\(apply)")
            let plan = try await stage.nacre("plan", "--detailed-exitcode")
            #expect(plan.status == 0, "\(plan)")
            let copy = try await stage.nacre("export", "Product/shop", "--no-import")
            #expect(copy.out == export.out)
        }
    }

    @Test("only the product: what is outside is named by id, and nobody's subscription is looked for")
    func only() async throws {
        try await RehearsalStage.with { stage in
            try await made(stage)
            try await stage.cloud.resetCalls()
            let export = try await stage.nacre("export", "Product/shop", "--only", "-o", "json")
            #expect(export.status == 0, "\(export)")
            let objects = try export.json["objects"]?.elements.compactMap(\.text) ?? []
            #expect(!objects.contains { $0.hasPrefix("UsagePlan/") || $0.hasPrefix("ApiKey/") } && objects.count > 20)
            let text = try #require(try export.json["manifests"]?.text)
            #expect(text.contains("usagePlans: [{id: ") && text.contains(/# (gold, silver|silver, gold)/), "\(text)")
            #expect(text.contains("authorizer: {id: ") && text.contains("# tokens"), "\(text)")
            let calls = try await stage.cloud.calls()
            #expect(!calls.keys.contains { $0.contains("/api-keys") }, "\(calls)")
        }
    }

    @Test("a part of a product is exported by the names on the way to it")
    func parts() async throws {
        try await RehearsalStage.with { stage in
            try await made(stage)
            let ambiguous = try await stage.nacre("export", "Api/orders")
            #expect(ambiguous.status == 1 && ambiguous.out.isEmpty, "\(ambiguous)")
            #expect(ambiguous.err.contains("shop.orders") && ambiguous.err.contains("other.orders"), "\(ambiguous)")
            let ids = ambiguous.err.matches(of: /[a-z0-9]+\/[a-z0-9]+(?=, full name)/).map { String($0.output) }
            #expect(ids.count == 2, "\(ambiguous)")

            for id in ids {
                let one = try await stage.nacre("export", "Api/orders", "--id", id, "--only")
                #expect(one.status == 0 && one.out.contains("import: {id: \(id)}"), "\(one)")
                #expect(try await stage.nacre("export", "--kind", "Api", "--id", id, "--only").out == one.out)
            }
            let api = try await stage.nacre("export", "Api/shop.orders")
            #expect(api.status == 0 && api.out.contains("kind: Product") && !api.out.contains("name: users"), "\(api)")
            let plan = try await stage.nacre("export", "UsagePlan/gold", "Authorizer/tokens")
            #expect(plan.status == 0 && plan.out.contains("kind: UsagePlan") && plan.out.contains("kind: Authorizer"))
        }
    }

    @Test(
        "a stage that serves what was there before is written so that taking it over deploys nothing",
        arguments: ["export", "discover"])
    func stale(_ command: String) async throws {
        try await RehearsalStage.with { stage in
            try await made(stage)
            // Somebody edits in the console and does not deploy; the other API's stage is up to date.
            let api = try #require(try await stage.cloud.objects("api").first { $0["apiName"]?.text == "users" })
            let resource = try #require(
                try await stage.cloud.objects("resource").first {
                    $0["resourcePath"]?.text == "/users" && $0["apiId"] == api["apiId"]
                }?["resourceId"]?.text)
            var methods = try #require(
                try await stage.cloud.objects("resource").first { $0["resourceId"]?.text == resource }?["methods"])
            methods = .object(
                methods.members.mapValues { method in
                    .object(method.members.merging(["requiredApiKey": ["required": true]]) { $1 })
                })
            try await stage.cloud.change("resource", id: resource, ["methods": methods])
            for folder in ["manifests", "state"] { try stage.scratch.remove(folder) }
            let before = try await stage.cloud.objects("deployment").count

            let written =
                command == "export"
                ? try await stage.nacre("export", "Product/shop", "--out", "manifests/")
                : try await stage.nacre("discover")
            #expect(
                written.status == 0 && written.err.contains("the deployment of Stage/shop.users.v1 is outdated"),
                "\(written)")
            let file = command == "export" ? "manifests/shop.yaml" : "manifests/product.yaml"
            #expect(try stage.scratch.read(file).components(separatedBy: "deploy: manual").count == 2)
            #expect(try await stage.apply().status == 0)
            #expect(try await stage.cloud.objects("deployment").count == before)
            let plan = try await stage.nacre("plan", "--detailed-exitcode")
            #expect(plan.status == 0 && plan.all.contains("GET /users has changed"), "\(plan)")
            // Taken out, the line gives the deployment that is due.
            let text = try stage.scratch.read(file).replacing(/(?m)^ *deploy: manual.*\n/, with: "")
            try stage.scratch.write(text, to: file)
            #expect(try await stage.apply().status == 0)
            #expect(try await stage.cloud.objects("deployment").count == before + 1)
        }
    }

    @Test("of two products of one name the ids are told, and one is chosen by its id")
    func twice() async throws {
        try await RehearsalStage.with { stage in
            try stage.project()
            try stage.manifest(
                Manifests.joined(Manifests.product("shop"), Manifests.product("other", description: "too")))
            #expect(try await stage.apply().status == 0)
            try await stage.cloud.change("product", named: "other", ["productName": "shop"])
            // The workspace still knows one of them by another name.
            #expect(try await stage.nacre("export", "Product/other").out.contains("description: too"))
            let both = try await stage.nacre("export", "Product/shop")
            #expect(both.status == 1 && both.err.contains("choose one by its id, with --id"), "\(both)")
            for product in try await stage.cloud.objects("product") {
                let id = try #require(product["productId"]?.text)
                #expect(both.err.contains(id))
                let one = try await stage.nacre("export", "Product/shop", "--id", id)
                #expect(one.status == 0 && one.out.contains("import: {id: \(id)}"), "\(one)")
            }
        }
    }

    @Test("wrong names are told with what was probably meant, and nothing is written")
    func mistakes() async throws {
        try await RehearsalStage.with { stage in
            try await made(stage)
            let cases: [([String], Int32, String)] = [
                (["Product/shpo"], 1, "did you mean shop?"), (["Produkt/shop"], 1, "did you mean Product?"),
                (["Product/nothing-like-it"], 1, "there is other, shop"), (["shop"], 64, "Kind/shop"),
                ([], 64, "Kind/name"),
                (["--kind", "Zone", "KR-1"], 1, "read-only"),
                (["--kind", "Product", "--id", "nope"], 1, "id \"nope\""),
                (["Vpc/none"], 1, "has none at all"), (["Product/shop", "Product/other", "--id", "x"], 64, "--id"),
            ]
            for (arguments, status, text) in cases {
                let result = try await stage.start(["export"] + arguments).result()
                #expect(result.status == status && result.err.contains(text) && result.out.isEmpty, "\(result)")
            }
        }
    }

    @Test("no file is overwritten, and none is left that is not whole")
    func files() async throws {
        try await RehearsalStage.with { stage in
            try stage.project()
            try stage.manifest(Manifests.small)
            #expect(try await stage.apply().status == 0)
            try stage.scratch.write("# mine\n", to: "product.yaml")
            let taken = try await stage.nacre("export", "Product/shop", "--out", "product.yaml")
            #expect(taken.status == 1 && taken.err.contains("is not overwritten"), "\(taken)")
            #expect(try stage.scratch.read("product.yaml") == "# mine\n")
            // What is asked for names the file, whatever it is written in.
            let inner = try await stage.nacre("export", "Api/orders", "--out", "parts/")
            #expect(inner.status == 0 && stage.scratch.exists("parts/orders.yaml"), "\(inner)")
            try stage.scratch.write("", to: "plain")
            let nowhere = try await stage.nacre("export", "Product/shop", "--out", "plain/product.yaml")
            #expect(nowhere.status == 1 && nowhere.err.contains("cannot write"), "\(nowhere)")
            let full = try stage.start(
                ["export", "Product/shop"], launcher: ["/bin/sh", "-c", "exec \"$@\" > /dev/full", "sh"])
            let result = await full.result()
            #expect(result.status == 1 && result.err.contains("standard output"), "\(result)")
            let small = try stage.start(
                ["export", "Product/shop", "--out", "cut.yaml"],
                launcher: ["/bin/sh", "-c", "trap '' XFSZ; ulimit -f 0; exec \"$@\"", "sh"])
            let cut = await small.result()
            #expect(cut.status == 1 && !stage.scratch.exists("cut.yaml"), "\(cut)")
            #expect(try await stage.nacre("export", "Product/shop", "--out", "new/folder/").status == 0)
            #expect(try stage.scratch.read("new/folder/shop.yaml").contains("kind: Product"))
        }
    }

    @Test("a part that cannot be read is told at the head of what could be, with exit code 3")
    func unread() async throws {
        try await RehearsalStage.with { stage in
            try await made(stage)
            try await stage.cloud.faults([["match": "*/models*", "status": 403]])
            let export = try await stage.nacre("export", "Product/shop")
            #expect(export.status == 3 && export.err.contains("the Model objects could not be read"), "\(export)")
            #expect(export.out.contains("# INCOMPLETE: the Model objects could not be read"), "\(export)")
            try await stage.cloud.faults([["match": "*/products*", "status": 403]])
            let nothing = try await stage.nacre("export", "Product/shop")
            #expect(nothing.status == 1 && nothing.out.isEmpty, "\(nothing)")
        }
    }

    @Test("a server brings what it stands on, and what it was made with besides is listed at the head")
    func server() async throws {
        try await RehearsalStage.with { stage in
            try stage.project()
            try stage.manifest(Manifests.servers(2))
            #expect(try await stage.apply().status == 0)
            for folder in ["manifests", "state"] { try stage.scratch.remove(folder) }
            let export = try await stage.nacre("export", "Server/web-1")
            #expect(export.status == 0, "\(export)")
            for part in ["kind: Server", "subnet: app", "kind: Subnet", "vpc: main", "kind: LoginKey"] {
                #expect(export.out.contains(part), "\(part) in \(export)")
            }
            #expect(!export.out.contains("web-0"))
            try stage.manifest(export.out)
            #expect(try await stage.apply().status == 0)
            #expect(try await stage.nacre("plan", "--detailed-exitcode").status == 0)
        }
    }

    /// Ids are other ones each time.
    private func settled(_ text: String) -> String {
        text.replacing(/\bid: "?[0-9a-zA-Z\/_+-]+"?}/, with: "id: …}")
    }
}

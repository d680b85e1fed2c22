import OrderedJSON
import Rehearsal
import Testing

@Suite("a cloud in trouble") struct TroubleScenarios {
    @Test("429 three times and 503 twice on every endpoint: apply ends with 0 and nothing is doubled")
    func throttledEverywhere() async throws {
        try await RehearsalStage.with { stage in
            try stage.project()
            try stage.manifest(
                Manifests.joined(
                    Manifests.vpc("main"), Manifests.product("shop"),
                    "apiVersion: ncloud/v1\nkind: LoginKey\nmetadata: {name: ops}\nspec: {}"))
            try await stage.cloud.faults([
                [
                    "match": "*", "perEndpoint": true,
                    "sequence": [["times": 3, "status": 429], ["times": 2, "status": 503]],
                ]
            ])
            let apply = try await stage.apply()
            #expect(apply.status == 0, "\(apply)")
            #expect(try await stage.cloud.names("vpc") == ["main"])
            #expect(try await stage.cloud.names("product") == ["shop"])
            #expect(try await stage.cloud.names("loginKey", "keyName") == ["ops"])
            #expect(try await stage.cloud.calls()["createVpc"] == 6)
            #expect(try await stage.nacre("plan", "--detailed-exitcode").status == 0)
        }
    }

    @Test(
        "an answer lost after the change was made leaves exactly one object, and it is in state",
        // A login key is made anew: its private half went with the answer.
        arguments: [("createVpc", 1), ("createLoginKey", 2), ("POST /api/v1/products", 1)])
    func lostAnswer(_ endpoint: String, creations: Int) async throws {
        try await RehearsalStage.with { stage in
            try stage.project()
            try stage.manifest(
                Manifests.joined(
                    Manifests.vpc("main"), Manifests.product("shop"),
                    "apiVersion: ncloud/v1\nkind: LoginKey\nmetadata: {name: ops}\nspec: {}"))
            try await stage.cloud.faults([["match": .string(endpoint), "times": 1, "drop": "afterCommit"]])
            let apply = try await stage.apply()
            #expect(apply.status == 0, "\(apply)")
            #expect(try await stage.cloud.calls()[endpoint] == creations)
            #expect(try await stage.cloud.names("vpc") == ["main"])
            #expect(try await stage.cloud.names("product") == ["shop"])
            #expect(try await stage.cloud.names("loginKey", "keyName") == ["ops"])
            let list = try await stage.nacre("state", "list").out
            for address in ["Vpc/main", "Product/shop", "LoginKey/ops"] { #expect(list.contains(address)) }
            #expect(try await stage.nacre("plan", "--detailed-exitcode").status == 0)
        }
    }

    @Test("a login key whose answer is lost again and again is made in the end, once, and its private half is kept")
    func lostKeys() async throws {
        try await RehearsalStage.with { stage in
            try stage.project()
            try stage.manifest(
                "apiVersion: ncloud/v1\nkind: LoginKey\nmetadata: {name: ops}\nspec: {privateKeyFile: ops.pem}")
            try await stage.cloud.faults([["match": "createLoginKey", "times": 3, "drop": "afterCommit"]])
            let first = try await stage.apply()
            #expect(first.status == 3, "\(first)")
            let second = try await stage.apply()
            #expect(second.status == 0, "\(second)")
            #expect(try await stage.cloud.names("loginKey", "keyName") == ["ops"])
            #expect(try stage.scratch.read("ops.pem").contains("PRIVATE KEY"))
            #expect(try await stage.nacre("plan", "--detailed-exitcode").status == 0)
        }
    }

    @Test("what is certain not to work fails at once, is told, and leaves the rest done")
    func refused() async throws {
        try await RehearsalStage.with { stage in
            try stage.project()
            try stage.manifest(Manifests.small)
            try await stage.cloud.faults([["match": "createVpc", "status": 403]])
            let apply = try await stage.apply()
            #expect(apply.status == 3, "\(apply)")
            #expect(apply.out.contains("access denied for this key") && apply.out.contains("createVpc"), "\(apply)")
            #expect(try await stage.cloud.calls()["createVpc"] == 1)
            #expect(try await stage.cloud.names("api") == ["orders"])
            let list = try await stage.nacre("state", "list")
            #expect(!list.out.contains("Vpc/main"))
        }
    }

    @Test("lists that lag behind make no object vanish or double")
    func staleLists() async throws {
        try await RehearsalStage.with { stage in
            try stage.project()
            try stage.manifest(Manifests.small)
            try await stage.cloud.faults([["match": "get*", "staleReads": 2], ["match": "GET *", "staleReads": 2]])
            let apply = try await stage.apply()
            #expect(apply.status == 0, "\(apply)")
            let plan = try await stage.nacre("plan", "--detailed-exitcode")
            #expect(plan.status == 0, "\(plan)")
            #expect(try await stage.cloud.names("vpc") == ["main"])
            #expect(try await stage.cloud.names("api") == ["orders"])
        }
    }
}

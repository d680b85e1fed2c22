import Foundation
import OrderedJSON
import Rehearsal
import Testing

@Suite("sub accounts and their rights") struct SubAccountScenarios {
    private static let policy = Manifests.document(
        "AccessPolicy", "viewer",
        "permissions: [{targets: [{product: Server, actions: [View/getServerInstanceList]}]}]")
    private static let group = Manifests.document("SubAccountGroup", "ops", "policies: [viewer]")
    private static let key = Manifests.document(
        "AccessKey", "deployer", "subAccount: deployer", "secretKeyFile: secret-key.txt")

    private static func account(_ more: String...) -> String {
        let lines = ["loginId: shop-deployer", "consoleAccess: false", "apiAccess: true"] + more
        return """
            apiVersion: ncloud/v1
            kind: SubAccount
            metadata: {name: deployer}
            spec:
            \(lines.map { "  \($0)" }.joined(separator: "\n"))
            """
    }

    /// Begins with a user in a group, who has a key.
    private func withUser(_ body: (RehearsalStage) async throws -> Void) async throws {
        try await RehearsalStage.with { stage in
            try stage.project()
            try stage.manifest(
                Manifests.joined(
                    Self.policy, Self.group, Self.account("groups: [ops]", "passwordFile: password.txt"), Self.key))
            let made = try await stage.apply()
            #expect(made.status == 0, "\(made)")
            try await body(stage)
        }
    }

    /// The environment of who runs with the user's key.
    private func user(_ stage: RehearsalStage) async throws -> [String: String] {
        let key = try #require(try await stage.cloud.objects("subAccountKey").first?["accessKey"]?.text)
        return [
            "NCLOUD_ACCESS_KEY": key,
            "NCLOUD_SECRET_KEY": try stage.scratch.read("secret-key.txt").trimmingCharacters(
                in: .whitespacesAndNewlines),
        ]
    }

    private func expectNothingToDo(_ stage: RehearsalStage) async throws {
        let plan = try await stage.nacre("plan", "--detailed-exitcode")
        #expect(plan.status == 0, "\(plan)")
    }

    @Test("a secret that no file takes is in state, and apply says how to get it")
    func keptSecrets() async throws {
        try await RehearsalStage.with { stage in
            try stage.project()
            let key = Manifests.document("AccessKey", "deployer", "subAccount: deployer")
            try stage.manifest(Manifests.joined(Self.account("passwordFile: password.txt"), key))
            let made = try await stage.apply()
            #expect(made.status == 0, "\(made)")
            let command = "nacre state secret AccessKey/deployer --reveal"
            #expect(
                made.err.contains(
                    "state keeps the secretKey of AccessKey/deployer encrypted: \"\(command)\" prints it"),
                "\(made)")
            #expect(!made.err.contains("password of"), "\(made)")
            let shown = try await stage.start(Array(command.split(separator: " ").map(String.init).dropFirst()))
                .result()
            #expect(shown.status == 0 && !shown.out.isEmpty, "\(shown)")
        }
    }

    @Test("a user gets rights and a key, changes in place, drifts, is repaired, and goes with all of it")
    func wholeLife() async throws {
        try await withUser { stage in
            try await expectNothingToDo(stage)
            for file in ["password.txt", "secret-key.txt"] {
                let mode = try FileManager.default.attributesOfItem(atPath: stage.scratch.path(file))
                #expect((mode[.posixPermissions] as? NSNumber)?.intValue == 0o600, "\(file)")
            }
            let shown = try await stage.nacre("show", "SubAccount/deployer")
            #expect(shown.out.contains("shop-deployer"), "\(shown)")

            let second = Self.policy.replacing("viewer", with: "editor")
            try stage.manifest(
                Manifests.joined(
                    Self.policy, second, Self.group,
                    Self.account("memo: nights only", "policies: [editor]", "passwordFile: password.txt"), Self.key))
            let changed = try await stage.apply()
            #expect(changed.status == 0, "\(changed)")
            let account = try #require(try await stage.cloud.objects("subAccount").first)
            #expect(account["memo"] == "nights only" && account["groups"] == [])
            #expect(account["policies"]?.elements.count == 1)
            try await expectNothingToDo(stage)

            // Somebody takes the right away in the console.
            try await stage.cloud.change("subAccount", named: "shop-deployer", ["policies": []])
            let drift = try await stage.nacre("drift")
            #expect(drift.status == 2 && drift.out.contains("policies"), "\(drift)")
            #expect(try await stage.apply().status == 0)
            try await expectNothingToDo(stage)

            let gone = try await stage.nacre("destroy", "--auto-approve")
            #expect(gone.status == 0, "\(gone)")
            for table in ["subAccount", "subAccountKey", "subAccountGroup", "accessPolicy"] {
                #expect(try await stage.cloud.objects(table).isEmpty, "\(table)")
            }
        }
    }

    @Test("no password and no secret key is in any output or in the state's bytes")
    func secrets() async throws {
        try await withUser { stage in
            let secrets = try ["password.txt", "secret-key.txt"].map {
                try stage.scratch.read($0).trimmingCharacters(in: .whitespacesAndNewlines)
            }
            #expect(secrets.allSatisfy { $0.count > 8 })
            var said = ""
            for arguments in [
                ["plan", "-v", "-v"], ["show", "SubAccount/deployer"], ["show", "AccessKey/deployer", "-o", "json"],
                ["state", "export"], ["state", "history"], ["discover"],
            ] {
                let result = try await stage.start(arguments, environment: ["NACRE_LOG": "trace"]).result()
                said += result.all
            }
            for secret in secrets {
                #expect(!said.contains(secret))
                for file in stage.scratch.files() where !["password.txt", "secret-key.txt"].contains(file) {
                    #expect(try stage.scratch.bytes(file).range(of: Data(secret.utf8)) == nil, "\(file)")
                }
            }
        }
    }

    @Test("a key cannot delete its user, nor cut its rights: the plan is refused and nothing is called")
    func ownIdentity() async throws {
        try await withUser { stage in
            let user = try await user(stage)
            let same = try await stage.nacre("plan", "--detailed-exitcode", environment: user)
            #expect(same.status == 0, "\(same)")
            try await stage.cloud.resetCalls()
            let destroy = try await stage.start(["destroy", "--auto-approve"], environment: user).result()
            #expect(destroy.status != 0, "\(destroy)")
            for reason in [
                "the access key in use is a key of it", "the sub account whose access key is in use is a member",
                "the access key in use has rights from it", "the access key in use belongs to the same sub account",
            ] { #expect(destroy.all.contains(reason), "\(reason): \(destroy)") }
            #expect(destroy.all.contains("run nacre with a key of the main account or of another sub account"))

            for (manifest, field) in [
                ([Self.policy, Self.group, Self.account("passwordFile: password.txt"), Self.key], "groups"),
                (
                    [
                        Self.policy, Self.group, Self.key,
                        Self.account("groups: [ops]", "passwordFile: password.txt").replacing(
                            "apiAccess: true", with: "apiAccess: false"),
                    ], "apiAccess"
                ),
                (
                    [
                        Self.policy.replacing("View/getServerInstanceList", with: "View/getServerImageList"),
                        Self.group, Self.account("groups: [ops]", "passwordFile: password.txt"), Self.key,
                    ], "permissions"
                ),
            ] {
                try stage.manifest(manifest.joined(separator: "\n---\n"))
                let plan = try await stage.nacre("plan", environment: user)
                #expect(plan.status != 0 && plan.all.contains("\(field) cannot be changed"), "\(field): \(plan)")
            }
            #expect(try await stage.cloud.changingCallCount() == 0)

            // What gives no rights may change, and the main account may do all of it.
            try stage.manifest(
                Manifests.joined(
                    Self.policy, Self.group, Self.account("groups: [ops]", "memo: me", "passwordFile: password.txt"),
                    Self.key))
            let memo = try await stage.start(["apply", "--auto-approve"], environment: user).result()
            #expect(memo.status == 0, "\(memo)")
            #expect(try await stage.nacre("destroy", "--auto-approve").status == 0)
        }
    }

    @Test("a plan that another key has made is not carried out against the key in use")
    func savedPlan() async throws {
        try await withUser { stage in
            try stage.manifest(Manifests.joined(Self.policy, Self.group))
            let saved = try await stage.nacre("plan", "--out", "plan.json")
            #expect(saved.status == 0, "\(saved)")
            try await stage.cloud.resetCalls()
            let applied = try await stage.start(
                ["apply", "plan.json", "--auto-approve"], environment: try await user(stage)
            ).result()
            #expect(applied.status != 0, "\(applied)")
            #expect(try await stage.cloud.changingCallCount() == 0)
            #expect(try await stage.cloud.objects("subAccount").count == 1)
        }
    }

    @Test("a user with a key that nobody manages is not deleted")
    func foreignKey() async throws {
        try await withUser { stage in
            try stage.manifest(Manifests.joined(Self.policy, Self.group))
            _ = try await stage.nacre("state", "forget", "AccessKey/deployer")
            let plan = try await stage.nacre("plan")
            #expect(
                plan.status != 0 && plan.all.contains("it contains 1 object that this plan does not delete"), "\(plan)")
        }
    }

    @Test("lost responses make nothing twice, and a key whose secret was lost is made anew")
    func lostResponses() async throws {
        try await RehearsalStage.with { stage in
            try stage.project()
            try stage.manifest(
                Manifests.joined(
                    Self.policy, Self.group, Self.account("groups: [ops]", "passwordFile: password.txt"), Self.key))
            try await stage.cloud.faults([
                ["match": "POST *", "perEndpoint": true, "times": 1, "drop": "afterCommit"]
            ])
            let applied = try await stage.apply()
            #expect(applied.status == 0, "\(applied)")
            for table in ["subAccount", "subAccountKey", "subAccountGroup", "accessPolicy"] {
                #expect(try await stage.cloud.objects(table).count == 1, "\(table)")
            }
            try await expectNothingToDo(stage)
            // The files hold what works.
            let check = try await stage.nacre("plan", "--detailed-exitcode", environment: try await user(stage))
            #expect(check.status == 0, "\(check)")
        }
    }

    private static func key(_ name: String) -> String {
        Manifests.document("AccessKey", name, "subAccount: deployer", "secretKeyFile: \(name).txt")
    }

    @Test("a key is rotated as the documentation says: a second one, its use, and the removal of the first")
    func rotation() async throws {
        try await withUser { stage in
            func workspace(_ keys: String...) throws {
                let rest = [Self.policy, Self.group, Self.account("groups: [ops]", "passwordFile: password.txt")]
                try stage.manifest((rest + keys).joined(separator: "\n---\n"))
            }
            let asked = try await stage.nacre("rotate", "AccessKey/deployer")
            #expect(asked.status == 1 && asked.all.contains("add a second AccessKey"), "\(asked)")

            let first = try #require(try await stage.cloud.objects("subAccountKey").first?["accessKey"]?.text)
            try workspace(Self.key, Self.key("next"))
            let second = try await stage.apply()
            #expect(second.status == 0, "\(second)")
            let both = try await stage.cloud.objects("subAccountKey").compactMap { $0["accessKey"]?.text }
            #expect(both.count == 2 && both.contains(first))
            try await expectNothingToDo(stage)

            try workspace(Self.key("next"))
            let gone = try await stage.apply()
            #expect(gone.status == 0, "\(gone)")
            let left = try await stage.cloud.objects("subAccountKey").compactMap { $0["accessKey"]?.text }
            #expect(left == both.filter { $0 != first })
            try await expectNothingToDo(stage)

            // With both places taken, the third one waits for the one that goes.
            try workspace(Self.key("next"), Self.key("third"))
            #expect(try await stage.apply().status == 0)
            try workspace(Self.key("third"), Self.key("fourth"))
            let exchanged = try await stage.apply()
            #expect(exchanged.status == 0, "\(exchanged)")
            try await expectNothingToDo(stage)
        }
    }

    @Test("a file that is added for a secret key of long ago is not written, and the plan says so")
    func lateFile() async throws {
        try await withUser { stage in
            let bare = Manifests.document("AccessKey", "bare", "subAccount: deployer")
            let rest = [
                Self.policy, Self.group, Self.account("groups: [ops]", "passwordFile: password.txt"), Self.key,
            ]
            try stage.manifest((rest + [bare]).joined(separator: "\n---\n"))
            #expect(try await stage.apply().status == 0)
            try stage.manifest((rest + [Self.key("bare")]).joined(separator: "\n---\n"))
            let plan = try await stage.nacre("plan", "--detailed-exitcode")
            #expect(plan.status == 0 && plan.all.contains("no file is written for 'secretKeyFile'"), "\(plan)")
            let kept = try await stage.nacre("state", "secret", "AccessKey/bare", "secretKey", "--out", "bare.txt")
            #expect(kept.status == 0 && stage.scratch.exists("bare.txt"), "\(kept)")
        }
    }

    @Test("a user with two keys is discovered, and the plan of what was written has no changes")
    func discovery() async throws {
        try await withUser { stage in
            try stage.manifest(
                Manifests.joined(
                    Self.policy, Self.group, Self.account("groups: [ops]", "passwordFile: password.txt"), Self.key,
                    Self.key("next")))
            #expect(try await stage.apply().status == 0)
            for folder in ["manifests", "state"] { try stage.scratch.remove(folder) }
            try stage.project()
            let discover = try await stage.nacre("discover")
            #expect(discover.status == 0, "\(discover)")
            let files = stage.scratch.files().filter { $0.hasPrefix("manifests/") }
            let written = try files.map { try stage.scratch.read($0) }.joined()
            #expect(written.components(separatedBy: "kind: AccessKey").count == 3, "\(written)")
            try await expectNothingToDo(stage)
        }
    }

    @Test("a key that was made behind a proxy's 404 is not left behind beside the next one")
    func keyBehindProxy() async throws {
        try await RehearsalStage.with { stage in
            try stage.project()
            try stage.manifest(
                Manifests.joined(
                    Self.account("passwordFile: password.txt"),
                    Manifests.document("AccessKey", "deployer", "subAccount: deployer")))
            try await stage.cloud.faults([
                ["match": "POST */access-keys", "times": 1, "nonsense": "proxyError", "performed": true]
            ])
            _ = try await stage.apply()
            let again = try await stage.apply()
            #expect(again.status == 0, "\(again)")
            let accounts = try await stage.cloud.objects("subAccount")
            let account = try #require(accounts.first { $0["loginId"] == "shop-deployer" }?["id"])
            let keys = try await stage.cloud.objects("subAccountKey").filter { $0["subAccountId"] == account }
            let made = keys.compactMap { $0["accessKey"]?.text }
            let state = try await stage.nacre("state", "list")
            #expect(made.count == 1 && state.out.contains(made.first ?? "?"), "\(keys)\n\(state)")
            try await expectNothingToDo(stage)
        }
    }

    @Test("an empty response to a deletion that was not carried out forgets nothing")
    func deletionsAnsweredByNothing() async throws {
        try await withUser { stage in
            try await stage.cloud.faults([
                ["match": "DELETE *", "perEndpoint": true, "times": 1, "nonsense": "empty"]
            ])
            let gone = try await stage.nacre("destroy", "--auto-approve", "--allow-data-loss")
            #expect(gone.status == 0, "\(gone)")
            try await stage.cloud.faults([])
            let (accounts, groups) = (
                try await stage.cloud.objects("subAccount"), try await stage.cloud.objects("subAccountGroup")
            )
            #expect(!accounts.contains { $0["loginId"] == "shop-deployer" }, "\(accounts)")
            #expect(!groups.contains { $0["groupName"] == "ops" }, "\(groups)")
        }
    }
}

import Foundation
import OrderedJSON
import Rehearsal
import Testing

/// Databases, from their creation to their end.
@Suite("databases") struct CloudDBScenarios {
    private static let network = Manifests.joined(
        Manifests.vpc("shop"),
        Manifests.document(
            "Subnet", "data", "vpc: shop", "zone: KR-1", "cidr: 10.0.1.0/24", "type: PRIVATE"),
        Manifests.document(
            "Subnet", "spare", "vpc: shop", "zone: KR-2", "cidr: 10.0.2.0/24", "type: PRIVATE"))

    private static let users =
        "users: [{name: web, host: 10.0.%, password: \"${secret.web}\", authority: CRUD}, "
        + "{name: reports, host: 10.0.%, password: \"${secret.reports}\", authority: READ}]"

    /// A MySQL service with fields besides its usual ones.
    private static func mysql(_ more: String...) -> String {
        Manifests.document(
            "MysqlInstance", "shop-db",
            [
                "serverPrefix: shop", "subnet: data", "adminUser: shop_admin", "adminPassword: \"${secret.admin}\"",
                "adminHost: 10.0.%", "initialDatabase: shop",
            ] + more)
    }

    private static let passwords = ["ADMIN": "Quartz7!adm", "WEB": "Quartz7!web", "REPORTS": "Quartz7!rep"]

    /// A workspace that knows the passwords as variables of its commands.
    private func project(_ stage: RehearsalStage) throws {
        try stage.project(
            """
              secrets:
                admin: {env: ADMIN}
                web: {env: WEB}
                reports: {env: REPORTS}
            """)
    }

    private func run(
        _ stage: RehearsalStage, _ arguments: [String], _ changed: [String: String] = [:]
    ) async throws -> NacreProcess.Result {
        let result = try await stage.start(
            arguments, environment: Self.passwords.merging(changed) { $1 }
        ).result()
        #expect(!result.all.contains("Quartz7!"), "\(result)")
        return result
    }

    private func apply(
        _ stage: RehearsalStage, _ more: String..., with changed: [String: String] = [:]
    ) async throws -> NacreProcess.Result {
        try await run(stage, ["apply", "--auto-approve"] + more, changed)
    }

    private func expectNothingToDo(_ stage: RehearsalStage, with changed: [String: String] = [:]) async throws {
        let plan = try await run(stage, ["plan", "--detailed-exitcode"], changed)
        #expect(plan.status == 0, "\(plan)")
    }

    private func users(_ stage: RehearsalStage) async throws -> [String: JSON] {
        let instance = try #require(try await stage.cloud.objects("cloudMysqlInstance").first)
        return Dictionary(
            (instance["users"]?.elements ?? []).map { ($0["userName"]?.text ?? "", $0) }, uniquingKeysWith: { $1 })
    }

    private func count(_ stage: RehearsalStage, _ call: String) async throws -> Int {
        try await stage.cloud.calls().filter { $0.key == call || $0.key.hasSuffix("/\(call)") }.values.reduce(0, +)
    }

    // MARK: Its life

    @Test("a discovered instance is destroyed with its ACG, which is no document", arguments: [false, true])
    func inherited(writesGroups: Bool) async throws {
        try await RehearsalStage.with { stage in
            try project(stage)
            try stage.manifest(Manifests.joined(Self.network, Self.mysql()))
            let apply = try await apply(stage)
            #expect(apply.status == 0, "\(apply)")
            for folder in ["manifests", "state"] { try stage.scratch.remove(folder) }
            try stage.project()
            let kinds = ["Vpc", "Subnet", "AccessControlGroup", "MysqlInstance"].flatMap { ["--kind", $0] }
            let discover = try await stage.start(["discover"] + (writesGroups ? ["--built-in"] : []) + kinds).result()
            #expect(discover.status == 0, "\(discover)")
            #expect(stage.scratch.exists("manifests/access-control-group.yaml") == writesGroups)
            let destroy = try await stage.nacre("destroy", "--auto-approve", "--allow-data-loss")
            #expect(destroy.status == 0 && !destroy.all.contains("nacre did not create it"), "\(destroy)")
            for table in ["cloudMysqlInstance", "accessControlGroup", "vpc"] {
                #expect(try await stage.cloud.objects(table).isEmpty, "\(table)")
            }
        }
    }

    @Test(
        "MySQL comes with users, databases and a replica, whose host another object can name; nothing shows a password")
    func whole() async throws {
        try await RehearsalStage.with { stage in
            try project(stage)
            let script = Manifests.document(
                "InitScript", "web", "content: \"export DB=${MysqlInstance/shop-db.host}\"")
            try stage.manifest(
                Manifests.joined(
                    Self.network, Self.mysql(Self.users, "databases: [{name: orders}, {name: audit}]"), script,
                    Manifests.document("MysqlReplica", "reader", "instance: shop-db")))
            let plan = try await run(stage, ["plan", "-o", "json"])
            #expect(plan.status == 0 && plan.out.contains("addCloudMysqlUserList"), "\(plan)")
            let applied = try await apply(stage, "--verbose", "--verbose")
            #expect(applied.status == 0, "\(applied)")
            try await expectNothingToDo(stage)
            #expect(try await users(stage).keys.sorted() == ["reports", "shop_admin", "web"])
            let digests = try await users(stage).mapValues { $0["passwordDigest"]?.text ?? "" }
            #expect(Set(digests.values).count == 3 && !digests.values.contains(""), "each has its own password")
            let host = try #require(
                try await stage.cloud.objects("cloudMysqlServerInstance").first?["privateDomain"]?.text)
            #expect(
                try await stage.cloud.object("initScript", named: "web")?["initScriptContent"]?.text?.contains(host)
                    == true)
            for command in [["show", "MysqlInstance/shop-db"], ["state", "export"], ["state", "history"], ["drift"]] {
                #expect(try await run(stage, command).status == 0, "\(command)")
            }
            let kept = stage.scratch.files().filter { $0.contains("nacre.db") }
            #expect(!kept.isEmpty)
            for file in kept {
                #expect(try stage.scratch.bytes(file).range(of: Data("Quartz7!".utf8)) == nil, "\(file)")
            }
        }
    }

    @Test("passwords change in place, each by the call for it, and a repaired authority says nothing of them")
    func passwords() async throws {
        try await RehearsalStage.with { stage in
            try project(stage)
            try stage.manifest(Manifests.joined(Self.network, Self.mysql(Self.users)))
            #expect(try await apply(stage).status == 0)
            let id = try await stage.cloud.objects("cloudMysqlInstance").first?["id"]?.text

            let before = try await users(stage).mapValues { $0["passwordDigest"]?.text }
            let rotated = ["ADMIN": "Quartz7!new", "WEB": "Quartz7!two"]
            let plan = try await run(stage, ["plan"], rotated)
            #expect(plan.out.contains("users[web 10.0.%].password") && plan.out.contains("adminPassword"), "\(plan)")
            #expect(!plan.out.contains("reports"), "\(plan)")
            #expect(try await apply(stage, with: rotated).status == 0)
            let after = try await users(stage).mapValues { $0["passwordDigest"]?.text }
            #expect(before.keys.filter { before[$0] != after[$0] }.sorted() == ["shop_admin", "web"])
            try await expectNothingToDo(stage, with: rotated)

            // Somebody gives a user more than it should have, and makes another one.
            var instance = try await users(stage)
            let more = instance["reports"]?.members.merging(["authority": "DDL"]) { $1 }
            instance["reports"] = .object(more ?? [:])
            instance["guest"] = ["userName": "guest", "hostIp": "%", "authority": "READ", "isSystemTableAccess": true]
            try await stage.cloud.change(
                "cloudMysqlInstance", named: "shop-db", ["users": .array(Array(instance.values))])
            let drift = try await run(stage, ["drift"], rotated)
            #expect(drift.status == 2 && drift.out.contains("reports") && !drift.out.contains("guest"), "\(drift)")
            #expect(try await apply(stage, with: rotated).status == 0)
            #expect(try await users(stage)["reports"]?["authority"]?.text == "READ")
            #expect(try await users(stage)["reports"]?["passwordDigest"]?.text == before["reports"])
            #expect(try await users(stage)["guest"] != nil, "it was never ours")
            #expect(try await stage.cloud.objects("cloudMysqlInstance").first?["id"]?.text == id)
        }
    }

    @Test("an undo sets a password back only while its former value is known; without it, it refuses and calls nothing")
    func undonePasswords() async throws {
        try await RehearsalStage.with { stage in
            try project(stage)
            try stage.manifest(Manifests.joined(Self.network, Self.mysql(Self.users)))
            #expect(try await apply(stage).status == 0)
            let before = try await users(stage).mapValues { $0["passwordDigest"]?.text }
            let rotated = ["ADMIN": "Quartz7!new", "WEB": "Quartz7!two"]
            #expect(try await apply(stage, with: rotated).status == 0)
            let changed = try await users(stage).mapValues { $0["passwordDigest"]?.text }
            let history = try await stage.nacre("state", "history", "--output", "json").json
            let run = try #require(history["runs"]?[0]?["id"]?.text, "\(history)")

            let refused = try await self.run(stage, ["undo", run, "--auto-approve"], rotated)
            #expect(refused.status == 1, "\(refused)")
            #expect(refused.all.contains("the former value of") && refused.all.contains("assword"), "\(refused)")
            #expect(try await users(stage).mapValues { $0["passwordDigest"]?.text } == changed)

            let undone = try await self.run(stage, ["undo", run, "--auto-approve"])
            #expect(undone.status == 0, "\(undone)")
            #expect(try await users(stage).mapValues { $0["passwordDigest"]?.text } == before)
            try await expectNothingToDo(stage)
        }
    }

    @Test("a spec changes in place and says that it restarts; versions go up one step, and not back")
    func spec() async throws {
        try await RehearsalStage.with { stage in
            try project(stage)
            func manifest(_ memory: Int, _ version: String) throws {
                try stage.manifest(
                    Manifests.joined(
                        Self.network,
                        Self.mysql(
                            "image: SW.VMYSL.OS.LNX64.ROCKY.0810.MYSQL.B050", "engineVersion: \(version)",
                            "product: {lookup: {memoryGiB: \(memory), generation: G2, pick: smallest}}")))
            }
            try manifest(8, "MYSQL8.0.40")
            #expect(try await apply(stage).status == 0)
            try manifest(16, "MYSQL8.0.40")
            let plan = try await run(stage, ["plan", "--fail-on", "delete"])
            #expect(plan.out.contains("restart") && plan.out.contains("changeCloudMysqlServerSpec"), "\(plan)")
            let larger = try await apply(stage)
            #expect(larger.status == 0, "\(larger)")
            try await expectNothingToDo(stage)
            try manifest(16, "MYSQL8.4.6")
            let upgraded = try await apply(stage)
            #expect(upgraded.status == 0, "\(upgraded)")
            try await expectNothingToDo(stage)
            #expect(try await stage.cloud.objects("cloudMysqlInstance").count == 1)
            try manifest(16, "MYSQL8.0.40")
            let back = try await run(stage, ["plan"])
            #expect(back.status == 1 && back.all.contains("cannot go back from 8.4.6 to 8.0.40"), "\(back)")
        }
    }

    // MARK: What must not go wrong

    @Test("a replacement, a deletion and the removal of a database need --allow-data-loss, and protection is heeded")
    func dataLoss() async throws {
        try await RehearsalStage.with { stage in
            try project(stage)
            try stage.manifest(Manifests.joined(Self.network, Self.mysql("databases: [{name: orders}]")))
            #expect(try await apply(stage).status == 0)
            try stage.manifest(Manifests.joined(Self.network, Self.mysql("databases: [{name: orders}]", "port: 13306")))
            let replaced = try await apply(stage)
            #expect(replaced.status == 4 || replaced.status == 1, "\(replaced)")
            #expect(replaced.all.contains("--allow-data-loss"), "\(replaced)")
            #expect(try await stage.cloud.objects("cloudMysqlInstance").count == 1)
            try stage.manifest(Manifests.joined(Self.network, Self.mysql()))
            let dropped = try await apply(stage)
            #expect(dropped.status != 0 && dropped.all.contains("--allow-data-loss"), "\(dropped)")
            let allowed = try await apply(stage, "--allow-data-loss")
            #expect(allowed.status == 0, "\(allowed)")
            #expect(try await count(stage, "deleteCloudMysqlDatabaseList") == 1)
            #expect(try await run(stage, ["destroy", "--auto-approve"]).status != 0)
            let gone = try await run(stage, ["destroy", "--auto-approve", "--allow-data-loss"])
            #expect(gone.status == 0, "\(gone)")
            #expect(try await stage.cloud.objects("cloudMysqlInstance").isEmpty)

            try stage.manifest(Manifests.joined(Self.network, Self.mysql("deleteProtection: true")))
            #expect(try await apply(stage).status == 0)
            let refused = try await run(stage, ["destroy", "--auto-approve", "--allow-data-loss"])
            #expect(
                refused.status != 0 && refused.all.contains("turn its delete protection off in the console"),
                "\(refused)")
        }
    }

    @Test("an apply that is killed while users change goes on, and nothing is done twice")
    func killed() async throws {
        try await RehearsalStage.with { stage in
            try project(stage)
            try stage.manifest(Manifests.joined(Self.network, Self.mysql()))
            #expect(try await apply(stage).status == 0)
            try stage.manifest(Manifests.joined(Self.network, Self.mysql(Self.users, "databases: [{name: orders}]")))
            for call in ["addCloudMysqlUserList", "addCloudMysqlDatabaseList"] {
                try await stage.cloud.faults([
                    ["match": .string(call), "sequence": [["times": 1, "delayMs": 3000]]]
                ])
                try await stage.cloud.resetCalls()
                let command = try stage.start(
                    ["apply", "--auto-approve", "--lock-timeout", "60"], environment: Self.passwords)
                #expect(try await stage.until { try await count(stage, call) == 1 })
                command.signal(SIGKILL)
                _ = await command.result()
                try await stage.cloud.faults([])
            }
            let resumed = try await apply(stage, "--lock-timeout", "60")
            #expect(resumed.status == 0, "\(resumed)")
            #expect(try await users(stage).keys.sorted() == ["reports", "shop_admin", "web"])
            try await expectNothingToDo(stage)
        }
    }

    @Test("a fail-over is no drift; the servers show it")
    func failOver() async throws {
        try await RehearsalStage.with { stage in
            try project(stage)
            try stage.manifest(
                Manifests.joined(Self.network, Self.mysql("multiZone: true", "standbySubnet: spare")))
            let made = try await apply(stage)
            #expect(made.status == 0, "\(made)")
            let before = try await run(stage, ["show", "MysqlInstance/shop-db", "-o", "json"])
            try await stage.cloud.send(.post, "fail-over", ["table": "cloudMysqlInstance", "name": "shop-db"])
            try await stage.cloud.advance(seconds: 3600)
            #expect(try await run(stage, ["drift"]).status == 0)
            try await expectNothingToDo(stage)
            let after = try await run(stage, ["show", "MysqlInstance/shop-db", "-o", "json"])
            #expect(before.out != after.out && after.out.contains("standby"), "\(after)")
        }
    }

    // MARK: Backups

    @Test("a recovery server is made of a backup that the instance shows, and a cache is backed up before it goes")
    func backups() async throws {
        try await RehearsalStage.with { stage in
            try project(stage)
            // Longer than the test can take: the backup that is named is still there when it is used.
            let database = Self.mysql("backupRetention: 30")
            try stage.manifest(Manifests.joined(Self.network, database))
            #expect(try await apply(stage).status == 0)
            try await stage.cloud.advance(seconds: 2 * 86_400)
            let shown = try await run(stage, ["show", "MysqlInstance/shop-db", "-o", "json"])
            let object = try JSON(parsing: shown.out)
            let backups = object["live"]?["attributes"]?["backups"]?.elements ?? []
            let newest = backups.compactMap { $0["file"]?.text }.max()
            let file = try #require(newest, "\(shown)")
            let recovery = Manifests.document(
                "MysqlRecovery", "before", "instance: shop-db", "backupFile: \"\(file)\"")
            let cache = Manifests.joined(
                Manifests.document("CacheConfigGroup", "small", "version: 7.0.13-simple", "engine: REDIS"),
                Manifests.document(
                    "CacheInstance", "front", "serverPrefix: front", "subnet: data", "engine: REDIS", "mode: SIMPLE",
                    "configGroup: small", "finalBackup: true"))
            try stage.manifest(Manifests.joined(Self.network, database, recovery, cache))
            let made = try await apply(stage)
            #expect(made.status == 0, "\(made)")
            try await expectNothingToDo(stage)
            try stage.manifest(Manifests.joined(Self.network, database))
            let plan = try await run(stage, ["plan", "-o", "json"])
            #expect(plan.out.contains("createCloudCacheManualBackup"), "\(plan)")
            let gone = try await apply(stage, "--allow-data-loss")
            #expect(gone.status == 0, "\(gone)")
            #expect(try await count(stage, "createCloudCacheManualBackup") == 1)
            try await expectNothingToDo(stage)
        }
    }

    private static func cache(_ more: String...) -> String {
        Manifests.joined(
            Manifests.document("CacheConfigGroup", "small", "version: 7.0.13-simple", "engine: REDIS"),
            Manifests.document(
                "CacheInstance", "front",
                [
                    "serverPrefix: front", "subnet: data", "engine: REDIS", "mode: SIMPLE", "configGroup: small",
                ] + more))
    }

    @Test("a final backup counts from the apply that asks for it, and one that a dead run began is not taken twice")
    func finalBackup() async throws {
        try await RehearsalStage.with { stage in
            try project(stage)
            try stage.manifest(Manifests.joined(Self.network, Self.cache()))
            let made = try await apply(stage)
            #expect(made.status == 0, "\(made)")
            try stage.manifest(Manifests.joined(Self.network, Self.cache("port: 16379", "finalBackup: true")))
            let replaced = try await apply(stage, "--allow-data-loss")
            #expect(replaced.status == 0, "\(replaced)")
            #expect(try await count(stage, "createCloudCacheManualBackup") == 1)
            try await expectNothingToDo(stage)

            try stage.manifest(Self.network)
            try await stage.cloud.resetCalls()
            try await stage.cloud.faults([
                ["match": "createCloudCacheManualBackup", "sequence": [["times": 1, "delayMs": 3000]]]
            ])
            let command = try stage.start(
                ["apply", "--auto-approve", "--allow-data-loss", "--lock-timeout", "60"], environment: Self.passwords)
            #expect(try await stage.until { try await count(stage, "createCloudCacheManualBackup") == 1 })
            command.signal(SIGKILL)
            _ = await command.result()
            try await stage.cloud.faults([])
            let resumed = try await apply(stage, "--allow-data-loss", "--lock-timeout", "60")
            #expect(resumed.status == 0, "\(resumed)")
            #expect(try await count(stage, "createCloudCacheManualBackup") == 1)
            #expect(try await stage.cloud.objects("cloudCacheInstance").isEmpty)
        }
    }
}

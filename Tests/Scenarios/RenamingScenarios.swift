import OrderedJSON
import Rehearsal
import Testing

/// Addresses that change while objects stay.
@Suite("renames") struct RenamingScenarios {
    private static func subnets(_ documents: String...) -> String {
        ([Manifests.vpc("one")] + documents).joined(separator: "\n---\n")
    }

    /// - Parameter name: what the manifest says of the name, if anything.
    private static func subnet(_ address: String, _ third: String, from former: String? = nil, name: String? = nil)
        -> String
    {
        """
        apiVersion: ncloud/v1
        kind: Subnet
        metadata: {name: \(address)}
        \(former.map { "renamedFrom: \($0)" } ?? "")
        spec: {\(name.map { "name: \($0), " } ?? "")vpc: one, zone: KR-1, cidr: 10.0.\(third).0/24, type: PUBLIC}
        """
    }

    private func made(_ manifest: String, _ body: (RehearsalStage) async throws -> Void) async throws {
        try await RehearsalStage.with { stage in
            try stage.project()
            try stage.manifest(manifest)
            let apply = try await stage.apply()
            #expect(apply.status == 0, "\(apply)")
            try await body(stage)
        }
    }

    private func applies(_ stage: RehearsalStage, _ manifest: String) async throws {
        try stage.manifest(manifest)
        let apply = try await stage.apply()
        #expect(apply.status == 0, "\(apply)")
        let plan = try await stage.nacre("plan", "--detailed-exitcode")
        #expect(plan.status == 0, "\(plan)")
    }

    private func numbers(_ stage: RehearsalStage) async throws -> [String: String] {
        let objects = try await stage.cloud.objects("subnet")
        return Dictionary(
            objects.compactMap { object in
                guard let name = object["subnetName"]?.text, let id = object["id"]?.text else { return nil }
                return (name, id)
            }, uniquingKeysWith: { first, _ in first })
    }

    @Test("a series loses its first and the others move up: one object goes, and the others stay what they are")
    func series() async throws {
        let series = (0..<3).map { Self.subnet("web-\($0)", "\($0)", name: "sub-\($0)") }
        try await made(Self.subnets(series[0], series[1], series[2])) { stage in
            let before = try await numbers(stage)
            try await applies(
                stage,
                Self.subnets(
                    Self.subnet("web-0", "1", from: "web-1", name: "sub-1"),
                    Self.subnet("web-1", "2", from: "web-2", name: "sub-2")))
            let after = try await numbers(stage)
            #expect(after == before.filter { $0.key != "sub-0" })
            #expect(try await stage.nacre("state", "verify").out == "State is valid.\n")
        }
    }

    @Test("two objects take each other's addresses, a server that rests on one of them stays")
    func swap() async throws {
        let servers = Manifests.servers(1)
        let other = Self.subnet("lab", "2").replacing("vpc: one", with: "vpc: main")
        try await made(Manifests.joined(servers, other)) { stage in
            let before = try await numbers(stage)
            let swapped =
                servers.replacing("metadata: {name: app}", with: "metadata: {name: lab}\nrenamedFrom: app")
                .replacing("subnet: app", with: "subnet: lab")
            let moved = other.replacing("metadata: {name: lab}", with: "metadata: {name: app}\nrenamedFrom: lab")
            try stage.manifest(Manifests.joined(swapped, moved))
            let plan = try await stage.nacre("plan", "--output", "json")
            #expect(try plan.steps == ["move Subnet/app", "move Subnet/lab"])
            try await applies(stage, Manifests.joined(swapped, moved))
            #expect(try await numbers(stage) == before)
            #expect(try await stage.cloud.objects("server").count == 1)
        }
    }

    @Test("renamed by manifest or by command, an object keeps its name, and what rests on it stays")
    func names() async throws {
        try await made(Manifests.servers(1)) { stage in
            let before = try await numbers(stage)
            let renamed = Manifests.servers(1)
                .replacing("metadata: {name: app}", with: "metadata: {name: front}\nrenamedFrom: app")
                .replacing("subnet: app", with: "subnet: front")
            try await applies(stage, renamed)
            try await applies(stage, renamed.replacing("renamedFrom: app\n", with: ""))
            let move = try await stage.nacre("state", "mv", "Subnet/front", "Subnet/back")
            #expect(move.status == 0, "\(move)")
            try await applies(
                stage,
                renamed.replacing("metadata: {name: front}\nrenamedFrom: app", with: "metadata: {name: back}")
                    .replacing("subnet: front", with: "subnet: back"))
            #expect(try await numbers(stage) == before)
        }
    }

    @Test("a rename that would replace is refused, with the line to write")
    func refused() async throws {
        try await made(Self.subnets(Self.subnet("web", "1"))) { stage in
            try stage.manifest(Self.subnets(Self.subnet("app", "2", from: "web")))
            let plan = try await stage.nacre("plan")
            #expect(plan.out.contains("it is renamed from Subnet/web and would be replaced"), "\(plan)")
            #expect(plan.out.contains("write cidr: \"10.0.1.0/24\""), "\(plan)")
        }
    }

    @Test("an address renamed without a word: the name and the range are freed first, and the plan says what to write")
    func withoutAWord() async throws {
        try await made(Self.subnets(Self.subnet("web", "1", name: "web"))) { stage in
            try stage.manifest(Self.subnets(Self.subnet("app", "1", name: "web")))
            let plan = try await stage.nacre("plan")
            #expect(plan.all.contains("renamedFrom: web"), "\(plan)")
            try await applies(stage, Self.subnets(Self.subnet("app", "1", name: "web")))
            #expect(try await stage.cloud.names("subnet", "subnetName") == ["web"])
        }
    }

    @Test("an object imported by its id keeps the name it has")
    func importedName() async throws {
        try await made(Self.subnets(Self.subnet("web", "1", name: "by-hand"))) { stage in
            let before = try await numbers(stage)
            let id = try #require(before["by-hand"])
            _ = try await stage.nacre("state", "forget", "Subnet/web")
            let imported = Self.subnet("app", "1").replacing("spec:", with: "import: {id: \"\(id)\"}\nspec:")
            try await applies(stage, Self.subnets(imported))
            try await applies(stage, Self.subnets(Self.subnet("app", "1")))
            #expect(try await numbers(stage) == before)
        }
    }

    @Test("a key that somebody replaced under its name is told of, and nothing is done to those who use it")
    func replacedKey() async throws {
        try await made(Manifests.servers(1)) { stage in
            try await stage.cloud.change("loginKey", named: "ops", ["fingerprint": "00:11"])
            let drift = try await stage.nacre("drift")
            #expect(drift.status == 2 && drift.out.contains("fingerprint"), "\(drift)")
            #expect(drift.all.contains("LoginKey/ops was replaced outside nacre"), "\(drift)")
            let plan = try await stage.nacre("plan", "--detailed-exitcode")
            #expect(plan.status == 0 && plan.all.contains("was replaced outside nacre"), "\(plan)")
            #expect(try await stage.nacre("drift").status == 2)
        }
    }

    @Test("a key that is gone is made again, and the servers that were made with it stay")
    func missingKey() async throws {
        try await made(Manifests.servers(1)) { stage in
            try await stage.cloud.delete("loginKey", named: "ops")
            let plan = try await stage.nacre("plan", "--output", "json")
            #expect(try plan.steps == ["create LoginKey/ops"])
        }
    }
}

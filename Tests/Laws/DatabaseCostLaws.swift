import Model
import Rehearsal
import Testing

@Suite("what a look at many databases costs") struct DatabaseCostLaws {
    /// As many as a large account has, under `NACRE_SOAK=1`.
    private static let count = LawBench.isSoak ? 100 : 20
    private static let usersEach = 20

    @Test("databases with 20 users each: one list for all, and one call for each whose users are asked for")
    func manyUsers() async throws {
        try await LawBench.with(latency: .milliseconds(2)) { bench in
            let desired = try bench.load(
                Self.network + (0..<Self.count).map { Self.instance($0, users: Self.usersEach) })
            let outcome = try #require(try await bench.apply(desired))
            #expect(outcome.isComplete, "\(outcome.shortfalls.prefix(3))")
            let read = try await Self.reads(desired, bench)
            #expect(read["getCloudMysqlInstanceList"] == 1 && read["getCloudMysqlUserList"] == Self.count, "\(read)")
            #expect(read["getCloudMysqlDatabaseList"] == nil && read["getCloudMysqlBackupDetailList"] == nil, "\(read)")
            #expect(try await bench.cloud.mostCallsAtOnce() >= 4)

            // Of those that nobody asks about, the list is enough.
            let bare = try bench.load(Self.network + (0..<Self.count).map { Self.instance($0, users: 0) })
            let removed = try #require(try await bench.apply(bare))
            #expect(removed.isComplete, "\(removed.shortfalls.prefix(3))")
            let few = try await Self.reads(bare, bench)
            #expect(few["getCloudMysqlInstanceList"] == 1 && few["getCloudMysqlUserList"] == nil, "\(few)")
        }
    }

    /// The calls that one plan makes, by their names.
    private static func reads(_ desired: Desired, _ bench: LawBench) async throws -> [String: Int] {
        try await bench.cloud.resetCalls()
        #expect(try await bench.plan(desired).words == [])
        let calls = try await bench.cloud.calls().map { (String($0.key.split(separator: "/").last ?? ""), $0.value) }
        return Dictionary(calls, uniquingKeysWith: +)
    }

    private static let network = [
        Manifests.vpc("shop"),
        Manifests.document("Subnet", "data", "vpc: shop", "zone: KR-1", "cidr: 10.0.1.0/24", "type: PRIVATE"),
    ]

    private static func instance(_ number: Int, users: Int) -> String {
        let list = (0..<users).map {
            "{name: user\($0), host: \"%\", password: \"${secret.user1}\", authority: READ}"
        }
        return Manifests.document(
            "MysqlInstance", "db-\(number)",
            [
                "serverPrefix: data", "subnet: data", "adminUser: shop_admin", "adminPassword: \"${secret.admin}\"",
                "adminHost: \"%\"", "initialDatabase: shop", "highAvailability: false",
            ] + (list.isEmpty ? [] : ["users: [\(list.joined(separator: ", "))]"]))
    }
}

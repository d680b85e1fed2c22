import Foundation
import OrderedJSON
import Rehearsal
import Testing

/// Keys that end, are rotated or are taken away while nacre works.
@Suite("Credentials that change") struct CredentialScenarios {
    /// As many calls as are under way at once may be refused before the first refusal is heard of.
    private static let handful = 16

    /// How many objects are made before something happens to the key.
    private static let made = 48

    /// 96 networks, which are all asked for at once.
    private static let many = """
        apiVersion: ncloud/v1
        kind: Vpc
        metadata: {name: "net-${each.index}"}
        forEach: {count: 96}
        spec: {cidr: "10.${each.index}.0.0/16"}
        """

    // MARK: Rotation

    @Test(
        "a key that is stopped in the middle of an apply ends it at once, with a handful of refusals and a way to go on"
    )
    func stopped() async throws {
        try await RehearsalStage.with(speed: 100) { stage in
            try stage.project()
            try stage.manifest(Self.many)
            let keys = try stage.keys(Self.first)
            let apply = try await stage.halfWay(after: Self.made, of: "createVpc")
            try await stage.cloud.send(.post, "keys/stop", ["accessKey": .string(Self.first.accessKey)])
            let result = await apply.result()
            #expect(result.status == 3, "\(result)")
            let refusal = "authentication failed: access key \(Self.first.accessKey) (profile DEFAULT of \(keys))"
            #expect(result.out.contains(refusal + " is not accepted"), "\(result)")
            #expect(result.out.contains("write a pair there that is in use"), "\(result)")
            #expect(result.out.contains("nacre apply --resume"), "\(result)")
            #expect(try await stage.refusals <= Self.handful)
            let made = try await stage.cloud.names("vpc").count
            #expect(made == Self.made)
            #expect(try await stage.nacre("state", "list").out.contains("Vpc/net-0"))

            try stage.keys(try await stage.newPair())
            try await stage.cloud.faults([])
            let resumed = try await stage.apply("--resume", "--parallelism", "200")
            #expect(resumed.status == 0, "\(resumed)")
            #expect(try await stage.cloud.names("vpc").count == 96, "none is missing and none is doubled")
            #expect(try await stage.nacre("plan", "--detailed-exitcode").status == 0)
        }
    }

    @Test(
        "a key that was rotated in the file before it was stopped is followed, and the apply goes on",
        arguments: [false, true])
    func rotated(isDeleted: Bool) async throws {
        try await RehearsalStage.with(speed: 100) { stage in
            try stage.project()
            try stage.manifest(Self.many)
            try stage.keys(Self.first)
            let apply = try await stage.halfWay(after: Self.made, of: "createVpc")
            try stage.keys(try await stage.newPair())
            let old: JSON = ["accessKey": .string(Self.first.accessKey)]
            try await stage.cloud.send(.post, "keys/stop", old)
            if isDeleted { try await stage.cloud.send(.post, "keys/delete", old) }
            try await stage.cloud.faults([])
            let result = await apply.result()
            #expect(result.status == 0, "\(result)")
            #expect(try await stage.refusals <= Self.handful)
            #expect(try await stage.cloud.names("vpc").count == 96)
            #expect(try await stage.nacre("plan", "--detailed-exitcode").status == 0)
        }
    }

    @Test("a file that holds another account's key by then ends the apply: nothing is done there")
    func anotherAccount() async throws {
        try await RehearsalStage.with(speed: 100) { stage in
            try stage.project()
            try stage.manifest(Self.many)
            try stage.keys(Self.first)
            let apply = try await stage.halfWay(after: Self.made, of: "createVpc")
            let theirs = Pair("SIMULATORACCESSKEY03", "SIMULATORSECRETKEY0000000000000000000003")
            try stage.keys(theirs)
            try await stage.cloud.send(.post, "keys/stop", ["accessKey": .string(Self.first.accessKey)])
            let result = await apply.result()
            #expect(result.status == 3 && result.out.contains("belongs to another account"), "\(result)")
            try stage.keys(try await stage.newPair())
            try await stage.cloud.faults([])
            #expect(try await stage.apply("--resume").status == 0)
            #expect(try await stage.cloud.names("vpc").count == 96)
        }
    }

    // MARK: Server roles

    @Test(
        "an apply that takes longer than the keys of the server's role last renews them and ends well",
        arguments: ["both", "v1", "v2"])
    func role(metadata: String) async throws {
        try await RehearsalStage.with(speed: 20, simulator: ["--latency", "10"]) { stage in
            try stage.project()
            try stage.manifest(Self.chain)
            // Five real seconds; the subnets take longer.
            try await stage.cloud.send(.post, "server-role", ["metadata": .string(metadata), "keySeconds": 100])
            let result = try await stage.nacre("apply", "--auto-approve", environment: stage.role)
            #expect(result.status == 0, "\(result)")
            #expect(try await stage.cloud.names("subnet").count == 12)
            let issued = try await stage.roleKeys.count
            #expect(issued >= 2, "one pair lasted for all of it")
            #expect(try await stage.refusals <= Self.handful)
            let renewals = try await stage.cloud.calls().filter { $0.key.hasSuffix("security-credentials") }
            #expect(renewals.values.reduce(0, +) <= issued * 2, "\(renewals)")
        }
    }

    @Test("keys of a role that are refused before their end are renewed once, and no call is lost")
    func endedEarly() async throws {
        try await RehearsalStage.with(speed: 20, simulator: ["--latency", "10"]) { stage in
            try stage.project()
            try stage.manifest(Self.chain)
            let apply = try await stage.halfWay(after: 3, of: "createSubnet", environment: stage.role)
            let key = try #require(try await stage.roleKeys.first)
            try await stage.cloud.send(.post, "server-role", ["keySeconds": 7200])
            try await stage.cloud.send(.post, "keys/stop", ["accessKey": .string(key)])
            try await stage.cloud.faults([])
            let result = await apply.result()
            #expect(result.status == 0, "\(result)")
            #expect(try await stage.cloud.names("subnet").count == 12)
            #expect(try await stage.refusals <= Self.handful)
        }
    }

    @Test("keys of a role that cannot be renewed end the apply with a reason, and --resume goes on")
    func renewalFails() async throws {
        try await RehearsalStage.with(speed: 20, simulator: ["--latency", "10"]) { stage in
            try stage.project()
            try stage.manifest(Self.chain)
            try await stage.cloud.send(.post, "server-role", ["keySeconds": 60])
            let apply = try await stage.halfWay(after: 1, of: "createSubnet", environment: stage.role)
            try await stage.cloud.send(.post, "server-role", ["metadata": "none"])
            let result = await apply.result()
            #expect(result.status == 3, "\(result)")
            #expect(result.out.contains("the keys of this server's role ended and could not be renewed"), "\(result)")
            #expect(result.out.contains("nacre apply --resume"), "\(result)")
            #expect(try await stage.refusals <= Self.handful)
            try await stage.cloud.send(.post, "server-role", ["metadata": "v2"])
            try await stage.cloud.faults([])
            let resumed = try await stage.nacre("apply", "--auto-approve", "--resume", environment: stage.role)
            #expect(resumed.status == 0, "\(resumed)")
            #expect(try await stage.cloud.names("subnet").count == 12)
        }
    }

    /// Subnets of one network, which are made one after the other.
    private static let chain =
        Manifests.vpc("main") + """

            ---
            apiVersion: ncloud/v1
            kind: Subnet
            metadata: {name: "app-${each.index}"}
            forEach: {count: 12}
            spec: {vpc: main, zone: KR-1, cidr: "10.0.${each.index}.0/24", type: PUBLIC}
            """

    // MARK: Doctor

    @Test("doctor tells which place the keys come from, which others hold some, and what is odd, but no value")
    func doctor() async throws {
        try await RehearsalStage.with { stage in
            try stage.project()
            try stage.manifest(Manifests.vpc("main"))
            let file = try stage.keys(Self.first, mode: 0o644, gateway: "https://ncloud.apigw.gov-ntruss.com")
            let fromFile = try await stage.nacre("doctor")
            #expect(fromFile.status == 0, "\(fromFile)")
            #expect(fromFile.out.contains("ok       credentials: profile DEFAULT of \(file)"), "\(fromFile)")
            #expect(fromFile.out.contains("warning  credentials: other users of this machine may read \(file)"))
            #expect(fromFile.out.contains("fix: chmod 600 \(file)"))
            #expect(fromFile.out.contains("is for https://ncloud.apigw.gov-ntruss.com, but calls go to http://"))

            try stage.keys(Self.first)
            let both = [
                "NCLOUD_ACCESS_KEY": Self.second.accessKey, "NCLOUD_SECRET_ACCESS_KEY": Self.second.secretKey,
                "NCLOUD_REGION": "KR",
            ]
            let variables = "environment variables NCLOUD_ACCESS_KEY and NCLOUD_SECRET_ACCESS_KEY"
            let fromVariables = try await stage.nacre("doctor", environment: both)
            #expect(fromVariables.out.contains("ok       credentials: \(variables)"), "\(fromVariables)")
            let unused = "warning  credentials: profile DEFAULT of \(file) also holds keys, which are not used"
            #expect(fromVariables.out.contains(unused), "\(fromVariables)")
            #expect(fromVariables.out.contains("region: KR (NCLOUD_REGION)"))

            let contradiction = both.merging(["NCLOUD_ACCESS_KEY_ID": "OTHER"]) { $1 }
            let refused = try await stage.nacre("doctor", environment: contradiction)
            #expect(refused.status == 1 && refused.out.contains("PROBLEM  credentials"), "\(refused)")
            #expect(refused.out.contains("NCLOUD_ACCESS_KEY_ID and NCLOUD_ACCESS_KEY are set to different values"))
            let told = try await stage.nacre("doctor", "--profile", "DEFAULT", environment: contradiction)
            #expect(told.status == 0 && told.out.contains("warning  credentials: not used: NCLOUD_ACCESS_KEY_ID and"))
            for output in [fromFile, fromVariables, refused, told].map(\.all) {
                for pair in [Self.first, Self.second] {
                    #expect(!output.contains(pair.accessKey) && !output.contains(pair.secretKey), "\(output)")
                }
            }
        }
    }

    @Test("NCLOUD_SITE chooses the site as terraform does, and may not contradict NCLOUD_API_GW")
    func sites() async throws {
        let scratch = try Scratch()
        try scratch.write(
            "apiVersion: nacre/v1\nkind: Project\nmetadata: {name: shop}\nspec: {cloud: ncloud}\n", to: "nacre.yaml")
        var variables = [
            "NCLOUD_ACCESS_KEY": "A", "NCLOUD_SECRET_KEY": "b", "NCLOUD_SITE": "gov",
            "NCLOUD_API_GW": "https://ncloud.apigw.ntruss.com",
        ]
        let refused = await (try NacreProcess(["doctor"], in: scratch, environment: variables)).result()
        #expect(refused.status == 1 && refused.out.contains("not the gateway of NCLOUD_SITE"), "\(refused)")
        variables["NCLOUD_SITE"] = "moon"
        variables["NCLOUD_API_GW"] = ""
        let unknown = await (try NacreProcess(["doctor"], in: scratch, environment: variables)).result()
        #expect(unknown.status == 1 && unknown.out.contains("unknown cloud \"moon\""), "\(unknown)")
    }

    fileprivate struct Pair {
        let accessKey: String
        let secretKey: String

        init(_ accessKey: String, _ secretKey: String) { (self.accessKey, self.secretKey) = (accessKey, secretKey) }
    }

    private static let first = Pair("SIMULATORACCESSKEY01", "SIMULATORSECRETKEY0000000000000000000001")
    private static let second = Pair("SIMULATORACCESSKEY02", "SIMULATORSECRETKEY0000000000000000000002")
}

extension RehearsalStage {
    /// Writes the file of the official tools into the home folder.
    @discardableResult
    fileprivate func keys(
        _ pair: CredentialScenarios.Pair, mode: Int = 0o600, gateway: String? = nil
    ) throws -> String {
        let folder = scratch.root + "-home/.ncloud"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        var text = "ncloud_access_key_id = \(pair.accessKey)\nncloud_secret_access_key = \(pair.secretKey)\n"
        if let gateway { text += "ncloud_api_url = \(gateway)\n" }
        let file = folder + "/configure"
        try Data(text.utf8).write(to: URL(filePath: file), options: .atomic)
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: file)
        return file
    }

    /// Starts an apply that waits after so many calls: further ones find no service behind the gateway, and are repeated
    /// until the faults are taken away.
    fileprivate func halfWay(
        after count: Int, of call: String, environment: [String: String] = [:]
    ) async throws -> NacreProcess {
        try await cloud.faults([
            ["match": .string(call), "skip": .integer(Int64(count)), "status": 503, "code": "520"]
        ])
        let apply = try start(["apply", "--auto-approve", "--parallelism", "200"], environment: environment)
        #expect(try await until { try await cloud.calls()[call, default: 0] > count })
        return apply
    }

    /// The account's second pair.
    fileprivate func newPair() async throws -> CredentialScenarios.Pair {
        let pair = try await cloud.send(.post, "keys", [:])
        return CredentialScenarios.Pair(pair["accessKey"]?.text ?? "", pair["secretKey"]?.text ?? "")
    }

    /// How many calls were refused for their keys.
    fileprivate var refusals: Int {
        get async throws { Int(try await cloud.send(.get, "calls")["unauthenticated"]?.integer ?? 0) }
    }

    /// The access keys that the role was given.
    fileprivate var roleKeys: [String] {
        get async throws {
            let keys = try await cloud.send(.get, "keys")["keys"]?.elements ?? []
            return keys.filter { $0["owner"] == "role" }.compactMap { $0["accessKey"]?.text }
        }
    }

    /// What makes a command take the simulated server's role.
    fileprivate var role: [String: String] { ["NCLOUD_METADATA_API_ENDPOINT": cloud.url] }
}

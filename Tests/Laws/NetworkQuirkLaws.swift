import Model
import OrderedJSON
import Rehearsal
import Simulator
import Testing

/// The documents say of some conditions only that they pass, or nothing at all, and the simulator has both answers.
@Suite("laws of open questions about servers and networks") struct NetworkQuirkLaws {
    @Test(
        "servers and their network are made, changed and destroyed, whichever way a doubt comes out", arguments: doubts)
    func life(_ quirks: [Quirk]) async throws {
        try await LawBench.with { bench in
            try await bench.cloud.quirks(quirks.map(\.rawValue))
            for version in 1...2 {
                let desired = try bench.load(Self.shop(version))
                let outcome = try #require(try await bench.apply(desired))
                #expect(outcome.isComplete, "version \(version): \(outcome.shortfalls)")
                #expect(try await bench.plan(desired).words == [], "version \(version)")
            }
            var nothing = try bench.load(Self.shop(2))
            nothing.resources = []
            nothing.manifests = nil
            let outcome = try #require(try await bench.apply(nothing))
            #expect(outcome.isComplete, "\(outcome.shortfalls)")
            for table in ["vpc", "subnet", "server", "publicIp", "blockStorage", "networkInterface", "loginKey"] {
                #expect(try await bench.cloud.objects(table).isEmpty, "\(table)")
            }
        }
    }

    @Test(
        "a disk that somebody has detached meanwhile is deleted, busy or not", arguments: [[], [Quirk.freeDiskIsBusy]])
    func strangersDisk(_ quirks: [Quirk]) async throws {
        try await LawBench.with { bench in
            try await bench.cloud.quirks(quirks.map(\.rawValue))
            try await bench.apply(try bench.load(Self.shop(1)))
            let disk = try #require(try await bench.cloud.object("blockStorage", named: "data"))
            let number = disk["id"]?.text ?? ""
            try await bench.call(.vserver, "detachBlockStorageInstances", ["blockStorageInstanceNoList": [number]])
            var rest = try bench.load(Self.shop(1))
            rest.resources.removeAll { $0.address.kind == "BlockStorage" }
            let outcome = try #require(try await bench.apply(rest))
            #expect(outcome.isComplete, "\(outcome.shortfalls)")
            #expect(try await bench.cloud.object("blockStorage", named: "data") == nil)
        }
    }

    /// None of the other answers, and all: none of them excludes another, or hides it.
    private static let doubts: [[Quirk]] = [[], Quirk.ofServers]

    /// Two versions. In the second, rules and routes change, and the disk, the address and the interface leave the server.
    private static func shop(_ version: Int) -> String {
        let isFirst = version == 1
        let server = isFirst ? "server: web" : ""
        return Manifests.joined(
            Manifests.vpc("shop"),
            Manifests.subnet("\"app-${each.index}\"", in: "shop", range: "${each.index}", head: "forEach: {count: 3}"),
            Manifests.subnet("inside", in: "shop", range: "9", type: "PRIVATE"),
            Manifests.document(
                "RouteTable", "inside", "vpc: shop", "subnetType: PRIVATE", "subnets: [\(isFirst ? "inside" : "")]"),
            Manifests.group(in: "shop", port: isFirst ? "80" : "443"),
            Manifests.loginKey,
            Manifests.server(subnet: "app-0", "accessControlGroups: [web]"),
            Manifests.document("NetworkInterface", "second", "subnet: app-0", "accessControlGroups: [web]", server),
            Manifests.document("BlockStorage", "data", "size: 100", "volumeType: CB1", "zone: KR-1", server),
            Manifests.document("PublicIp", "web", server))
    }
}

import OrderedJSON
import Rehearsal
import Testing

@Suite("disks, interfaces and addresses") struct StorageScenarios {
    /// Two servers, and what hangs on one of them.
    private static func manifest(on server: String, size: Int = 50, description: String = "serves") -> String {
        Manifests.joined(
            Manifests.servers(1).replacing("loginKey: ops", with: "loginKey: ops\n  description: \(description)"),
            """
            apiVersion: ncloud/v1
            kind: Server
            metadata: {name: spare}
            spec: {subnet: app, image: {id: "23214590"}, serverSpec: ci2-g3, loginKey: ops}
            """,
            """
            apiVersion: ncloud/v1
            kind: AccessControlGroup
            metadata: {name: back}
            spec: {vpc: main}
            """,
            """
            apiVersion: ncloud/v1
            kind: NetworkInterface
            metadata: {name: back}
            spec: {subnet: app, server: \(server), accessControlGroups: [back], secondaryIps: [10.0.1.100]}
            """,
            """
            apiVersion: ncloud/v1
            kind: PublicIp
            metadata: {name: front}
            spec: {server: \(server), description: the door}
            """,
            """
            apiVersion: ncloud/v1
            kind: BlockStorage
            metadata: {name: data}
            spec: {size: \(size), volumeType: CB1, server: \(server), returnProtection: true}
            """,
            """
            apiVersion: ncloud/v1
            kind: BlockStorageSnapshot
            metadata: {name: before}
            spec: {blockStorage: data}
            """)
    }

    @Test("a disk grows, moves with interface and address to another server, outlives a replaced one, and goes")
    func wholeLife() async throws {
        try await RehearsalStage.with { stage in
            try stage.project()
            try await apply(stage, Self.manifest(on: "web-0"))
            let first = try await Placement(stage)
            #expect(first.servers == ["web-0"])
            #expect(first.size == 50 << 30)

            try await grows(stage)
            try await moves(stage)
            try await outlivesItsServer(stage, first)
            try await goes(stage)
        }
    }

    private func grows(_ stage: RehearsalStage) async throws {
        try await apply(stage, Self.manifest(on: "web-0", size: 100))
        let grown = try await Placement(stage)
        #expect(grown.size == 100 << 30 && grown.servers == ["web-0"])

        try stage.manifest(Self.manifest(on: "web-0", size: 60))
        let shrunk = try await stage.apply()
        #expect(shrunk.status == 1 && shrunk.err.contains("size cannot shrink from 100 to 60"), "\(shrunk)")
    }

    private func moves(_ stage: RehearsalStage) async throws {
        try stage.manifest(Self.manifest(on: "spare", size: 100))
        #expect(
            try await stage.nacre("plan", "--output", "json").steps.sorted() == [
                "update BlockStorage/data", "update NetworkInterface/back", "update PublicIp/front",
            ])
        try await apply(stage, Self.manifest(on: "spare", size: 100))
        #expect(try await Placement(stage).servers == ["spare"])
        try await apply(stage, Self.manifest(on: "web-0", size: 100))
    }

    private func outlivesItsServer(_ stage: RehearsalStage, _ first: Placement) async throws {
        let before = try await stage.cloud.object("server", named: "web-0")?["id"]?.text
        try await apply(stage, Self.manifest(on: "web-0", size: 100, description: "serves anew"))
        let placement = try await Placement(stage)
        #expect(try await stage.cloud.object("server", named: "web-0")?["id"]?.text != before)
        #expect(placement.servers == ["web-0"] && placement.ids == first.ids)
    }

    private func goes(_ stage: RehearsalStage) async throws {
        let destroy = try await stage.nacre("destroy", "--auto-approve")
        #expect(destroy.status == 0, "\(destroy)")
        for table in ["server", "blockStorage", "snapshot", "networkInterface", "publicIp", "subnet", "vpc"] {
            #expect(try await stage.cloud.objects(table).isEmpty, "\(table) is left")
        }
    }

    private func apply(_ stage: RehearsalStage, _ manifest: String) async throws {
        try stage.manifest(manifest)
        let apply = try await stage.apply()
        #expect(apply.status == 0, "\(apply)")
        let again = try await stage.nacre("plan", "--detailed-exitcode")
        #expect(again.status == 0, "\(again)")
    }

    /// Where disk, interface and address are, as the cloud has it.
    private struct Placement {
        /// The names of the servers they are on.
        let servers: Set<String>
        let ids: [String]
        /// Bytes of the disk.
        let size: Int64?

        init(_ stage: RehearsalStage) async throws {
            let disk = try #require(try await stage.cloud.object("blockStorage", named: "data"))
            let interface = try #require(try await stage.cloud.object("networkInterface", named: "back"))
            let address = try #require(try await stage.cloud.objects("publicIp").first)
            var names: Set<String> = []
            for number in [disk["serverInstanceNo"], interface["instanceNo"], address["serverInstanceNo"]] {
                let server = try await stage.cloud.objects("server").first { $0["id"] == number }
                names.insert(server?["serverName"]?.text ?? "none")
            }
            servers = names
            ids = [disk, interface, address].compactMap { $0["id"]?.text }
            size = disk["blockStorageSize"]?.integer
        }
    }
}

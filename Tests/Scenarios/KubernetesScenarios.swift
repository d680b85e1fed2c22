import Foundation
import OrderedJSON
import Rehearsal
import Testing

@Suite("clusters and volumes") struct KubernetesScenarios {
    private static func subnet(_ name: String, _ range: Int, _ type: String, _ usage: String) -> String {
        Manifests.document(
            "Subnet", name, "vpc: main", "zone: KR-1", "cidr: \"10.0.\(range).0/24\"", "type: \(type)",
            "usage: \(usage)")
    }

    private static let network = Manifests.joined(
        Manifests.vpc("main"), Manifests.loginKey, subnet("nodes", 1, "PRIVATE", "GEN"),
        subnet("inside", 2, "PRIVATE", "LOADB"), subnet("outside", 3, "PUBLIC", "LOADB"))

    private static func cluster(
        version: String = "1.34.3-nks.2", head: String = "", subnets: String = "nodes", outside: String = "outside",
        _ fields: String...
    ) -> String {
        let always = [
            "clusterType: SVR.VNKS.STAND.C004.M016.G003", "hypervisor: KVM", "version: \(version)", "loginKey: ops",
            "vpc: main", "zone: KR-1", "subnets: [\(subnets)]", "lbPrivateSubnet: inside",
            "lbPublicSubnet: \(outside)",
        ]
        return Manifests.document("KubernetesCluster", "shop", head: head, always + fields)
    }

    private static func pool(_ name: String = "web", _ fields: String...) -> String {
        let always = ["cluster: shop", "serverSpec: s2-g3", "diskSize: 100"]
        return Manifests.document("NodePool", name, always + (fields.isEmpty ? ["nodeCount: 2"] : fields))
    }

    private static func servers(_ stage: RehearsalStage) async throws -> [String] {
        try await stage.cloud.objects("server").compactMap { $0["id"]?.text }.sorted()
    }

    @Test("the kubeconfig is in a file that only its owner reads, and nowhere else")
    func kubeconfig() async throws {
        try await RehearsalStage.with { stage in
            try stage.project()
            try stage.manifest(
                Manifests.joined(Self.network, Self.cluster("kubeconfigFile: shop.kubeconfig")))
            let apply = try await stage.apply()
            #expect(apply.status == 0, "\(apply)")
            let path = stage.scratch.path("shop.kubeconfig")
            let text = try String(contentsOfFile: path, encoding: .utf8)
            #expect(text.contains("kind: Config"))
            let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
            #expect(mode == 0o600)

            let key = try #require(text.firstMatch(of: /key-[0-9a-f-]+-1/).map { String($0.output) })
            let shown = try await stage.nacre("state", "show", "KubernetesCluster/shop")
            let exported = try await stage.nacre("state", "export")
            let plan = try await stage.nacre("plan", "--detailed-exitcode")
            #expect(plan.status == 0, "\(plan)")
            for output in [apply, shown, exported, plan] { #expect(!output.all.contains(key)) }
            for file in try FileManager.default.subpathsOfDirectory(atPath: stage.scratch.root)
            where file != "shop.kubeconfig" && !file.hasSuffix(".kubeconfig") {
                let content = FileManager.default.contents(atPath: stage.scratch.path(file)) ?? Data()
                #expect(content.range(of: Data(key.utf8)) == nil, "\(file)")
            }
        }
    }

    @Test("a kubeconfig is written when its file is added to a cluster, renamed, or named in an import")
    func laterKubeconfig() async throws {
        try await RehearsalStage.with { stage in
            try stage.project()
            try stage.manifest(Manifests.joined(Self.network, Self.cluster()))
            #expect(try await stage.apply().status == 0)
            for file in ["late.kubeconfig", "moved.kubeconfig"] {
                try stage.manifest(Manifests.joined(Self.network, Self.cluster("kubeconfigFile: \(file)")))
                let plan = try await stage.nacre("plan")
                #expect(plan.out.contains("kubeconfigFile") && plan.out.contains("0 write calls"), "\(plan)")
                try await stage.cloud.resetCalls()
                let apply = try await stage.apply()
                #expect(apply.status == 0, "\(apply)")
                #expect(try stage.scratch.read(file).contains("kind: Config"))
                #expect(try await stage.cloud.changingCallCount() == 0)
                #expect(try await stage.nacre("plan", "--detailed-exitcode").status == 0)
            }

            #expect(try await stage.nacre("state", "forget", "KubernetesCluster/shop").status == 0)
            let uuid = try #require(try await stage.cloud.objects("kubernetesCluster").first?["id"]?.text)
            try stage.manifest(
                Manifests.joined(
                    Self.network,
                    Self.cluster(head: "import: {id: \"\(uuid)\"}", "kubeconfigFile: taken.kubeconfig")))
            let imported = try await stage.apply()
            #expect(imported.status == 0, "\(imported)")
            #expect(try stage.scratch.read("taken.kubeconfig").contains("kind: Config"))
            #expect(try await stage.nacre("plan", "--detailed-exitcode").status == 0)
        }
    }

    @Test("the group of an imported cluster ends with it, and nobody says that it stays")
    func importedGroup() async throws {
        try await RehearsalStage.with { stage in
            try stage.project()
            try stage.manifest(Manifests.joined(Self.network, Self.cluster()))
            #expect(try await stage.apply().status == 0)
            let cluster = try #require(try await stage.cloud.objects("kubernetesCluster").first)
            let (uuid, group) = (cluster["id"]?.text ?? "", cluster["acgNo"]?.text ?? "")
            #expect(try await stage.cloud.objects("accessControlGroup").contains { $0["id"]?.text == group })
            #expect(try await stage.nacre("state", "forget", "KubernetesCluster/shop").status == 0)
            try stage.manifest(Manifests.joined(Self.network, Self.cluster(head: "import: {id: \"\(uuid)\"}")))
            #expect(try await stage.apply().status == 0)

            try stage.manifest(Self.network)
            let plan = try await stage.nacre("plan")
            #expect(plan.out.contains("ends AccessControlGroup \(group)"), "\(plan)")
            let apply = try await stage.apply("--allow-data-loss")
            #expect(apply.status == 0 && !(plan.all + apply.all).contains("nacre did not create it"), "\(apply)")
            #expect(try await !stage.cloud.objects("accessControlGroup").contains { $0["id"]?.text == group })
        }
    }

    @Test("one apply upgrades a cluster before its pools, in place and with a class; going back is an error")
    func upgrade() async throws {
        try await RehearsalStage.with { stage in
            try stage.project()
            func workspace(_ version: String) -> String {
                Manifests.joined(
                    Self.network, Self.cluster(version: version),
                    Self.pool("web", "nodeCount: 1", "version: \(version)"),
                    Self.pool("batch", "nodeCount: 1", "version: \(version)"))
            }
            try stage.manifest(workspace("1.34.3-nks.2"))
            let apply = try await stage.apply()
            #expect(apply.status == 0, "\(apply)")
            let before = try await stage.cloud.objects("kubernetesNodePool").map { $0["id"] }

            try stage.manifest(workspace("1.35.3-nks.2"))
            let plan = try await stage.nacre("plan")
            #expect(plan.status == 0 && plan.out.uppercased().contains("RESTART"), "\(plan)")
            let upgrade = try await stage.apply()
            #expect(upgrade.status == 0, "\(upgrade)")
            let pools = try await stage.cloud.objects("kubernetesNodePool")
            #expect(pools.allSatisfy { $0["k8sVersion"] == "1.35.3-nks.2" } && pools.map { $0["id"] } == before)
            #expect(try await stage.nacre("plan", "--detailed-exitcode").status == 0)

            try stage.manifest(workspace("1.34.3-nks.2"))
            let back = try await stage.nacre("plan")
            #expect(back.status == 1 && back.all.contains("cannot go back"), "\(back)")
            #expect(back.all.contains("set version to \"1.35.3-nks.2\" or a higher version"), "\(back)")
            // A pool is never ahead of its cluster.
            try stage.manifest(
                Manifests.joined(
                    Self.network, Self.cluster(version: "1.35.3-nks.2"), Self.pool("web", "nodeCount: 1"),
                    Self.pool("new", "nodeCount: 1", "version: 1.36.0-nks.2")))
            let ahead = try await stage.nacre("plan")
            #expect(ahead.status == 1 && ahead.all.contains("is above the version"), "\(ahead)")
        }
    }

    @Test("the servers of a pool are left to it: by plans, discovery, export, import and the destroy of others")
    func members() async throws {
        try await RehearsalStage.with { stage in
            try stage.project()
            let base = Manifests.joined(Self.network, Self.cluster(), Self.pool())
            let mine = Manifests.server("mine", subnet: "nodes")
            try stage.manifest(Manifests.joined(base, mine))
            let apply = try await stage.apply()
            #expect(apply.status == 0, "\(apply)")
            let pool = try #require(try await stage.cloud.objects("kubernetesNodePool").first?["id"]?.text)
            let members = try await stage.cloud.objects("server")
                .filter { $0["kubernetesNodePoolNo"]?.text == pool }.compactMap { $0["id"]?.text }
            #expect(members.count == 2)

            let discover = try await stage.nacre("discover", "--dry-run")
            #expect(discover.status == 0 && !discover.out.contains("kind: Server\n"), "\(discover)")
            #expect(discover.all.contains("has made 2 Servers"), "\(discover)")
            let export = try await stage.nacre("export", "Server", "--id", members[0])
            #expect(!export.out.contains("kind: Server\n"), "\(export)")

            let taken = Manifests.server("taken", subnet: "nodes", head: "import: {id: \"\(members[0])\"}")
            try stage.manifest(Manifests.joined(base, mine, taken))
            let refused = try await stage.nacre("plan")
            #expect(refused.status == 1 && refused.all.contains("is made by NodePool/web"), "\(refused)")

            try stage.manifest(base)
            #expect(try await stage.apply().status == 0)
            #expect(try await Self.servers(stage) == members.sorted())
            let plan = try await stage.nacre("plan", "--destroy")
            for server in members { #expect(plan.out.contains("ends Server \(server)"), "\(plan)") }
            let kept = try await stage.nacre("destroy", "--auto-approve")
            #expect(kept.status == 4, "\(kept)")
            let destroy = try await stage.nacre("destroy", "--auto-approve", "--allow-data-loss")
            #expect(destroy.status == 0, "\(destroy)")
            for table in ["server", "kubernetesCluster", "kubernetesNodePool", "subnet", "vpc"] {
                #expect(try await stage.cloud.objects(table).isEmpty, "\(table)")
            }
            #expect(try await stage.cloud.calls()["terminateServerInstances"] == 1)
        }
    }

    @Test("a pool that the cluster scales does not drift, and one with a number does")
    func scaling() async throws {
        try await RehearsalStage.with { stage in
            try stage.project()
            try stage.manifest(
                Manifests.joined(
                    Self.network, Self.cluster(), Self.pool("web", "nodeCount: 1", "autoscale: {min: 1, max: 4}"),
                    Self.pool("batch", "nodeCount: 1")))
            let apply = try await stage.apply()
            #expect(apply.status == 0, "\(apply)")
            try stage.manifest(
                Manifests.joined(
                    Self.network, Self.cluster(), Self.pool("web", "nodeCount: 2", "autoscale: {min: 1, max: 4}"),
                    Self.pool("batch", "nodeCount: 1")))
            let plan = try await stage.nacre("plan", "--detailed-exitcode")
            #expect(plan.status == 0, "the number at the beginning is past: \(plan)")
            try await stage.cloud.change("kubernetesNodePool", named: "web", ["nodeCount": 3])
            #expect(try await stage.nacre("plan", "--detailed-exitcode").status == 0)
            try await stage.cloud.change("kubernetesNodePool", named: "batch", ["nodeCount": 2])
            let drift = try await stage.nacre("drift")
            #expect(drift.status == 2 && drift.out.contains("nodeCount"), "\(drift)")
            #expect(try await stage.apply().status == 0)
            let batch = try await stage.cloud.objects("kubernetesNodePool").first { $0["name"] == "batch" }
            #expect(batch?["nodeCount"] == 1)
        }
    }

    @Test("a plan that changes two pools of a cluster takes the time of both, for they change one after the other")
    func time() async throws {
        try await RehearsalStage.with { stage in
            try stage.project()
            func workspace(_ count: Int) -> String {
                Manifests.joined(
                    Self.network, Self.cluster(), Self.pool("web", "nodeCount: \(count)"),
                    Self.pool("batch", "nodeCount: \(count)"))
            }
            try stage.manifest(workspace(1))
            #expect(try await stage.apply().status == 0)
            try stage.manifest(workspace(2))
            let plan = try await stage.nacre("plan")
            #expect(plan.out.contains("2 write calls, about 10 min"), "\(plan)")
        }
    }

    @Test("subnets are added in place, to the cluster and then to its pools; balancers move to another subnet")
    func subnets() async throws {
        try await RehearsalStage.with { stage in
            try stage.project()
            let more = Manifests.joined(
                Self.network, Self.subnet("more", 4, "PRIVATE", "GEN"), Self.subnet("front", 5, "PUBLIC", "LOADB"))
            try stage.manifest(
                Manifests.joined(more, Self.cluster(), Self.pool("web", "nodeCount: 1", "subnets: [nodes]")))
            let first = try await stage.apply()
            #expect(first.status == 0, "\(first)")
            let uuid = try await stage.cloud.objects("kubernetesCluster").first?["id"]
            try stage.manifest(
                Manifests.joined(
                    more, Self.cluster(subnets: "nodes, more", outside: "front"),
                    Self.pool("web", "nodeCount: 1", "subnets: [more, nodes]")))
            let second = try await stage.apply()
            #expect(second.status == 0, "\(second)")
            let cluster = try #require(try await stage.cloud.objects("kubernetesCluster").first)
            #expect(cluster["id"] == uuid && cluster["subnetNoList"]?.elements.count == 2)
            let front = try await stage.cloud.object("subnet", named: "front")?["id"]?.text
            #expect(cluster["lbPublicSubnetNo"]?.text == front)
            let pool = try await stage.cloud.objects("kubernetesNodePool").first
            #expect(pool?["subnetNoList"]?.elements.count == 2)
            #expect(try await stage.nacre("plan", "--detailed-exitcode").status == 0)
        }
    }

    @Test(
        "what cannot be is told before any call",
        arguments: [
            (["hypervisor: XEN"], ["nodeCount: 1"], "is not offered for the hypervisor XEN"),
            (["lbPrivateSubnet: nodes"], ["nodeCount: 1"], "use a subnet with type PRIVATE and usage LOADB"),
            (
                ["authType: CONFIG_MAP", "accessEntries: [{entry: \"nrn:PUB:IAM::1:Role/a\"}]"], ["nodeCount: 1"],
                "write authType: API"
            ),
            ([], ["autoscale: {min: 3, max: 2}"], "is greater than max"),
            ([], ["nodeCount: 1", "diskSize: null"], "add the field 'diskSize'"),
            (["version: \"1.33\""], ["nodeCount: 1"], "write version: 1.33.6-nks.2"),
            (["version: 1.34.3-nks.1"], ["nodeCount: 1"], "offered are 1.33.6-nks.2, 1.34.3-nks.2, 1.35.3-nks.2"),
            (
                ["version: 1.35.3-nks.2"], ["nodeCount: 1", "version: 1.34.0-nks.2"],
                "version 1.34.0-nks.2 is not offered"
            ),
            (["lbPublicSubnet: null"], ["nodeCount: 1"], "a new cluster needs 'lbPublicSubnet'"),
            (
                [
                    "authType: API",
                    "accessEntries: [{entry: \"nrn:a\", policies: [{type: NKSViewPolicy, scope: namespace}]}]",
                ], ["nodeCount: 1"], "NKSViewPolicy with scope namespace needs 'namespaces'"
            ),
            (["clusterType: STAND.G003"], ["nodeCount: 1"], "STAND.G003 is not the code of a cluster"),
            (["kmsKey: {id: \"4f9c2ab0\"}"], ["nodeCount: 1"], "there is no KmsKey 4f9c2ab0"),
            ([], ["nodeCount: 1", "serverSpec: s2-g9"], "there is no ServerSpec s2-g9"),
            ([], ["nodeCount: 1", "image: SW.UBNTU"], "the image SW.UBNTU is not offered for the hypervisor KVM"),
            ([], ["nodeCount: 1", "subnets: [inside]"], "Subnet/inside is not one of the subnets of"),
        ])
    func preflight(_ changes: [String], _ pool: [String], _ words: String) async throws {
        try await RehearsalStage.with { stage in
            try stage.project()
            func merged(_ fields: [String], _ changes: [String]) -> [String] {
                let changed = Set(changes.map { $0.prefix { $0 != ":" } })
                return fields.filter { !changed.contains($0.prefix { $0 != ":" }) }
                    + changes.filter { !$0.hasSuffix("null") }
            }
            let fields = [
                "clusterType: SVR.VNKS.STAND.C004.M016.G003", "hypervisor: KVM", "loginKey: ops", "vpc: main",
                "zone: KR-1", "subnets: [nodes]", "lbPrivateSubnet: inside", "lbPublicSubnet: outside",
            ]
            let servers = ["cluster: shop", "serverSpec: s2-g3", "diskSize: 100"]
            try stage.manifest(
                Manifests.joined(
                    Self.network, Manifests.document("KubernetesCluster", "shop", merged(fields, changes)),
                    Manifests.document("NodePool", "web", merged(servers, pool))))
            let plan = try await stage.nacre("plan")
            #expect(plan.status == 1 && plan.all.contains(words), "\(plan)")
        }
    }

    @Test("the first CIFS volume without a user is a warning of the plan")
    func firstCifs() async throws {
        try await RehearsalStage.with { stage in
            try stage.project()
            try stage.manifest(Manifests.document("NasVolume", "files", "protocol: CIFS", "size: 500"))
            let plan = try await stage.nacre("plan")
            #expect(plan.status == 0 && plan.all.contains("needs cifsUser and cifsPassword"), "\(plan)")
        }
    }

    @Test("a volume is mounted by its servers, grows in place, and is deleted only with a word about its data")
    func volume() async throws {
        try await RehearsalStage.with { stage in
            try stage.project()
            func workspace(_ fields: String...) -> String {
                Manifests.joined(
                    Manifests.network("main"), Manifests.server("web"),
                    Manifests.document("NasVolume", "uploads", ["protocol: NFS"] + fields))
            }
            try stage.manifest(workspace("size: 500", "access: [{server: web}]", "returnProtection: true"))
            let apply = try await stage.apply()
            #expect(apply.status == 0, "\(apply)")
            let number = try await stage.cloud.objects("nasVolume").first?["id"]
            let server = try await stage.cloud.objects("server").first?["id"]
            #expect(try await stage.cloud.objects("nasVolume").first?["nasVolumeServerInstanceNoList"]?[0] == server)

            try stage.manifest(
                workspace("size: 900", "access: [{server: web, writeAccess: false}]", "returnProtection: true"))
            let grown = try await stage.apply()
            #expect(grown.status == 0, "\(grown)")
            let volume = try #require(try await stage.cloud.objects("nasVolume").first)
            #expect(volume["id"] == number && volume["volumeTotalSize"] == .integer(900 << 30))
            #expect(volume["rules"]?[0]?["writeAccess"] == false)
            #expect(try await stage.nacre("plan", "--detailed-exitcode").status == 0)

            try await stage.cloud.change(
                "nasVolume", named: "n1234567_uploads", ["nasVolumeServerInstanceNoList": [], "rules": []])
            let drift = try await stage.nacre("drift")
            #expect(drift.status == 2 && drift.out.contains("access"), "\(drift)")
            #expect(try await stage.apply().status == 0)

            try stage.manifest(Manifests.joined(Manifests.network("main"), Manifests.server("web")))
            #expect(try await stage.apply().status == 4)
            let gone = try await stage.apply("--allow-data-loss")
            #expect(gone.status == 0, "\(gone)")
            #expect(try await stage.cloud.objects("nasVolume").isEmpty)
        }
    }

    @Test("a cluster is not made again because a proxy answers 404 where a part of it is read")
    func partBehindProxy() async throws {
        try await RehearsalStage.with { stage in
            try stage.project()
            let acl = "ipAcl: {defaultAction: deny, entries: [{address: 10.0.0.0/16, action: allow}]}"
            try stage.manifest(Manifests.joined(Self.network, Self.cluster(acl), Self.pool()))
            let apply = try await stage.apply()
            #expect(apply.status == 0, "\(apply)")
            func made() async throws -> [JSON?] {
                try await (stage.cloud.objects("kubernetesCluster") + stage.cloud.objects("kubernetesNodePool"))
                    .map { $0["id"] }
            }
            let before = try await made()
            for part in ["ip-acl", "access-entries", "oidc", "nodes"] {
                try await stage.cloud.faults([
                    ["match": .string("GET /vnks/v2/clusters/*/\(part)"), "nonsense": "proxyError"]
                ])
                let plan = try await stage.nacre("plan")
                #expect(!plan.all.contains("create  "), "\(part)\n\(plan)")
                if part == "ip-acl" {
                    let words = plan.all.split(whereSeparator: \.isWhitespace).joined(separator: " ")
                    #expect(plan.status == 1 && words.contains("exists, but a part of it"), "\(plan)")
                }
                _ = try await stage.apply("--allow-data-loss")
            }
            #expect(try await made() == before)
            try await stage.cloud.faults([])
            let after = try await stage.nacre("plan", "--detailed-exitcode")
            #expect(after.status == 0, "\(after)")
        }
    }
}

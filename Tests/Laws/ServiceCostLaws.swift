import Model
import Rehearsal
import Testing

/// What a look at many groups that scale, clusters and volumes costs; more of them under `NACRE_SOAK=1`. Load balancers are
/// in ``LoadBalancerCostLaws``, databases in ``DatabaseCostLaws``, keys, buckets and what is only read in ``SmallCostLaws``.
@Suite("what a look at many services costs") struct ServiceCostLaws {
    private static let network = [
        Manifests.vpc("shop"), Manifests.loginKey,
        Manifests.document(
            "Subnet", "balancers", "vpc: shop", "zone: KR-1", "cidr: 10.0.100.0/24", "type: PUBLIC", "usage: LOADB"),
        Manifests.subnet("app", in: "shop", type: "PRIVATE"), Manifests.group("servers", in: "shop"),
    ]

    @Test("groups that scale: lists, and one for the policies and schedules of each")
    func groups() async throws {
        try await LawBench.with { bench in
            let count = LawBench.isSoak ? 50 : 20
            let launch = Manifests.document(
                "LaunchConfiguration", "worker", "image: {id: \"23214590\"}", "serverSpec: s2-g3", "loginKey: ops")
            let many = (0..<count).flatMap { group in
                [
                    Manifests.document(
                        "AutoScalingGroup", "group-\(group)", "launchConfiguration: worker", "vpc: shop", "subnet: app",
                        "accessControlGroups: [servers]", "minSize: 0", "maxSize: 2"),
                    Manifests.document(
                        "ScalingPolicy", "more-\(group)", "group: group-\(group)", "adjustment: CHANG", "amount: 1"),
                ]
            }
            let desired = try bench.load(Self.network + [launch] + many)
            try await bench.complete(desired)
            let calls = try await bench.cost(of: desired)
            #expect(calls["getAutoScalingPolicyList"] == count)
            let others = calls.filter { $0.key != "getAutoScalingPolicyList" }
            #expect(others.values.reduce(0, +) <= 25, "\(others)")
        }
    }

    @Test(
        "clusters with two pools each: one list for all, the nodes of each cluster, and access where it is managed")
    func clusters() async throws {
        try await LawBench.with { bench in
            let clusters = LawBench.isSoak ? 20 : 6
            let inside = Manifests.document(
                "Subnet", "inside", "vpc: shop", "zone: KR-1", "cidr: 10.0.101.0/24", "type: PRIVATE", "usage: LOADB")
            func many(_ access: String) -> [String] {
                (0..<clusters).flatMap { number -> [String] in
                    let cluster = Manifests.document(
                        "KubernetesCluster", "cluster-\(number)", "clusterType: SVR.VNKS.STAND.C004.M016.G003",
                        "hypervisor: KVM", "loginKey: ops", "vpc: shop", "zone: KR-1", "subnets: [app]",
                        "lbPrivateSubnet: inside", "lbPublicSubnet: balancers", access)
                    let pools = ["web", "batch"].map { pool in
                        Manifests.document(
                            "NodePool", "\(pool)-\(number)", "cluster: cluster-\(number)", "serverSpec: s2-g3",
                            "diskSize: 100", "nodeCount: 1")
                    }
                    return [cluster] + pools
                }
            }
            let acl = "ipAcl: {defaultAction: deny, entries: [{address: 203.0.113.0/24, action: allow}]}"
            let desired = try bench.load(Self.network + [inside] + many(acl))
            try await bench.complete(desired)
            let calls = try await bench.cost(of: desired).filter { $0.key.contains("/vnks/") }
            #expect(calls["GET /vnks/v2/clusters"] == 1)
            func count(_ place: String) -> Int { calls.filter { $0.key.hasSuffix(place) }.values.reduce(0, +) }
            #expect(count("/nodes") == clusters && count("/ip-acl") == clusters, "\(calls)")
            #expect(calls.values.reduce(0, +) == 2 * clusters + 1, "\(calls)")
        }
    }

    @Test("volumes: one list, and the rules of those whose access is managed")
    func volumes() async throws {
        try await LawBench.with { bench in
            let many = LawBench.isSoak ? 100 : 30
            let volumes = (0..<many).map { Manifests.document("NasVolume", "data\($0)", "size: 500", "protocol: NFS") }
            let bare = try bench.load(volumes)
            try await bench.complete(bare)
            let few = try await bench.cost(of: bare)
            #expect(few["getNasVolumeInstanceList"] == 1 && few["getNasVolumeAccessControlRuleList"] == nil, "\(few)")
            let one = Manifests.document("NasVolume", "data0", "size: 500", "protocol: NFS", "access: []")
            let managed = try bench.load([one] + volumes.dropFirst())
            let calls = try await bench.cost(of: managed)
            #expect(calls["getNasVolumeAccessControlRuleList"] ?? 0 <= many, "\(calls)")
        }
    }

    @Test("zones: a list for all, and the records of each that is managed, a thousand a page")
    func zones() async throws {
        try await LawBench.with { bench in
            let count = LawBench.isSoak ? 100 : 10
            let many = (0..<count).map { zone in
                let records = (0..<(zone == 0 ? 100 : 1)).map { host in
                    "{host: h\(host), type: A, values: [192.0.2.\(host), 192.0.2.200]}"
                }
                return Manifests.document(
                    "DnsZone", "zone-\(zone)", "name: zone-\(zone).example.com",
                    "records: [\(records.joined(separator: ", "))]")
            }
            let desired = try bench.load(many)
            try await bench.complete(desired)
            let calls = try await bench.cost(of: desired)
            #expect(calls.values.reduce(0, +) == count + 1, "\(calls)")
            #expect(calls["GET /dns/v2/domains"] == 1)
        }
    }

    @Test("rules of a product: one list of products, and one each of groups, templates and rules, a hundred a page")
    func rules() async throws {
        try await LawBench.with { bench in
            let count = LawBench.isSoak ? 250 : 110
            let server = Manifests.server("web", subnet: "app")
            let some = [
                Manifests.document("MonitorGroup", "web", "product: Server", "targets: [web]"),
                Manifests.document(
                    "RuleTemplate", "busy", "product: Server",
                    "metrics: [{metric: avg_cpu_used_rto, condition: GT, threshold: 90}]"),
            ]
            let many = (0..<count).map { number in
                Manifests.document(
                    "EventRule", "rule-\(number)", "product: Server", "monitorGroups: [web]", "templates: [busy]",
                    "recipientGroups: [{group: operations, notify: [SMS]}]")
            }
            let desired = try bench.load(Self.network + [server] + some + many)
            try await bench.complete(desired)
            let calls = try await bench.cost(of: desired).filter { $0.key.contains("/cw_fea/") }
            let pages = count / 100 + 1
            #expect(calls["POST /cw_fea/real/cw/api/rule/group/ruleGrp/query"] == pages, "\(calls)")
            // Products, recipients, groups and templates.
            let total = calls.values.reduce(0, +)
            #expect(total == pages + 4, "\(calls)")
        }
    }

    @Test("edges: a list of profiles, one of edges for each profile, and the settings of each edge that is managed")
    func edges() async throws {
        try await LawBench.with { bench in
            let (profiles, edges) = (LawBench.isSoak ? 20 : 3, LawBench.isSoak ? 5 : 4)
            let many = (0..<profiles).flatMap { profile in
                [Manifests.document("EdgeProfile", "profile-\(profile)")]
                    + (0..<edges).map { edge in
                        Manifests.document(
                            "Edge", "edge-\(profile)-\(edge)", "profile: profile-\(profile)", "area: KOREA",
                            "origin: {type: CUSTOM, host: www.example.com}")
                    }
            }
            let desired = try bench.load(many)
            try await bench.complete(desired)
            let calls = try await bench.cost(of: desired)
            func count(_ end: String) -> Int { calls.filter { $0.key.hasSuffix(end) }.values.reduce(0, +) }
            #expect(count("/cdn-edges") == profiles && count("/profiles") <= 2, "\(calls)")
            #expect(calls.values.reduce(0, +) <= profiles * (edges + 1) + 2, "\(calls)")
        }
    }

    @Test("users: one list a kind, one call for each managed object, and one that says whose key it is a kind")
    func accounts() async throws {
        try await LawBench.with { bench in
            let count = LawBench.isSoak ? 120 : 12
            let policy = Manifests.document(
                "AccessPolicy", "viewer", "permissions: [{targets: [{product: Server, actions: [View/*]}]}]")
            let group = Manifests.document("SubAccountGroup", "ops", "policies: [viewer]")
            let users = (0..<count).flatMap { user in
                [
                    Manifests.document(
                        "SubAccount", "user-\(user)", "loginId: user-\(user)", "consoleAccess: false",
                        "apiAccess: true", "groups: [ops]"),
                    Manifests.document("AccessKey", "key-\(user)", "subAccount: user-\(user)"),
                ]
            }
            let desired = try bench.load([policy, group] + users)
            try await bench.complete(desired)
            let calls = try await bench.cost(of: desired)
            let pages = (count + 99) / 100
            #expect(calls["GET /api/v2/sub-accounts"] == pages, "\(calls)")
            // Of each user its rights and its keys.
            #expect(calls.values.reduce(0, +) <= 2 * count + pages + 8, "\(calls)")
        }
    }

    @Test("classic servers: the zones, and for each of them a list of servers and one of disks")
    func classicServers() async throws {
        try await LawBench.with { bench in
            let many = LawBench.isSoak ? 200 : 20
            for server in 0..<many {
                try await bench.cloud.addClassicServer([
                    "name": .string("old-\(server)"), "zone": server.isMultiple(of: 2) ? "KR-1" : "KR-2",
                    "disks": [["size": 10]],
                ])
            }
            let desired = try bench.load((0..<many).map { Manifests.document("ClassicServer", "old-\($0)") })
            try await bench.complete(desired)
            let calls = try await bench.cost(of: desired)
            #expect(
                calls == ["getZoneList": 1, "getServerInstanceList": 2, "getBlockStorageInstanceList": 2], "\(calls)")
        }
    }

    @Test(
        "mail: one tree for templates and categories, each managed template, one book, and unsubscribers by the hundred"
    )
    func mail() async throws {
        try await LawBench.with { bench in
            let count = LawBench.isSoak ? 100 : 12
            let templates = (0..<count).map { number in
                Manifests.document(
                    "MailTemplate", "template-\(number)", "category: notices", "title: Hello", "body: Hello",
                    "senderAddress: a@shop.example")
            }
            let addresses = (0..<120).map { number in
                Manifests.document("MailUnsubscriber", "address-\(number)", "address: a\(number)@shop.example")
            }
            let groups = (0..<3).map { Manifests.document("MailRecipientGroup", "group-\($0)") }
            let desired = try bench.load(
                [Manifests.document("MailTemplateCategory", "notices")] + templates + groups + addresses)
            try await bench.complete(desired)
            let calls = try await bench.cost(of: desired)
            #expect(calls["GET /api/v1/address-book"] == 1 && calls["GET /api/v1/unsubscribers"] ?? 0 <= 4, "\(calls)")
            #expect(calls.values.reduce(0, +) <= count + 2 + 1 + 4, "\(calls)")
        }
    }
}

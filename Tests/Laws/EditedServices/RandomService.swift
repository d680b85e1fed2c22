import Rehearsal

/// Servers behind load balancers, a group that scales, a database and a cache, in their network: edited at random, each
/// edit leaving a workspace that is valid.
struct RandomService {
    private var dice: Dice
    /// The third number of the range of the servers' subnet: another one is another subnet, with everything in it anew.
    private var range = 2
    private var ports = [8080]
    private var zones = 1
    /// The spec of each server, by its number.
    private var servers = [0: 0, 1: 0]
    private var image = 0
    private var isRolledOut = true
    /// The servers of each target group.
    private var groups: [String: Set<Int>] = ["web": [0, 1]]
    private var cycle = 5
    private var idleTimeout = 60
    /// The group that each port leads to.
    private var listeners = [80: "web"]
    private var scaling: Scaling? = Scaling()
    private var database: Database? = Database()
    private var hasCache = true

    /// A group that scales.
    private struct Scaling {
        var sizes = 1...3
        var desired: Int?
        var spec = 0
        var policies: Set<String> = ["more"]
        var hasSchedule = false
        var isBalanced = true
    }

    private struct Database {
        var users: Set<String> = ["shop"]
        var authority = "CRUD"
        var databases: Set<String> = ["orders"]
        var product = 0
        var replicas = 0
    }

    private static let specs = ["s2-g3", "c2-g3", "ci2-g3"]
    private static let images = ["UBUNTU", "ROCKY"]

    init(seed: UInt64) { dice = Dice(seed: seed &+ 9_000_000) }

    mutating func edit() {
        for _ in 0..<Int.random(in: 1...2, using: &dice) { editOnce() }
    }

    private mutating func editOnce() {
        let number = dice.pick(servers.keys.sorted()) ?? 0
        switch Int.random(in: 0..<18, using: &dice) {
        case 0: servers[(servers.keys.max() ?? 0) + 1] = 0
        case 1 where servers.count > 1: remove(number)
        case 2, 3: servers[number] = Int.random(in: 0..<3, using: &dice)
        case 4: image = 1 - image
        case 5: groups["web"]?.formSymmetricDifference([number])
        case 6: groups["other"] = groups["other"] == nil ? [number] : nil
        case 7: cycle = cycle == 5 ? 10 : 5
        case 8: idleTimeout = Int.random(in: 30...90, using: &dice)
        case 9: ports = ports.count == 1 ? [8080, 9100] : [8080]
        case 10: zones = 2
        case 11: listeners[81] = listeners[81] == nil ? "web" : nil
        case 12 where dice.oneIn(3): range = range == 2 ? 4 : 2
        case 13: scaling = scaling == nil ? Scaling() : nil
        case 14: hasCache.toggle()
        case 15: isRolledOut.toggle()
        case 16: editDatabase()
        default: editScaling()
        }
        if groups["other"] == nil { listeners[82] = nil } else { listeners[82] = "other" }
    }

    private mutating func remove(_ number: Int) {
        servers[number] = nil
        for name in groups.keys { groups[name]?.remove(number) }
    }

    private mutating func editScaling() {
        guard var group = scaling else { return }
        switch Int.random(in: 0..<5, using: &dice) {
        case 0: group.sizes = Int.random(in: 0...1, using: &dice)...Int.random(in: 2...3, using: &dice)
        case 1: group.desired = group.desired == nil ? group.sizes.upperBound : nil
        case 2: group.spec = 1 - group.spec
        case 3: group.policies.formSymmetricDifference(["less"])
        default: group.hasSchedule.toggle()
        }
        group.desired = group.desired.map { min(max($0, group.sizes.lowerBound), group.sizes.upperBound) }
        scaling = group
    }

    private mutating func editDatabase() {
        guard var own = database else {
            database = Database()
            return
        }
        switch Int.random(in: 0..<6, using: &dice) {
        case 0: own.users.formSymmetricDifference(["reports"])
        case 1: own.authority = own.authority == "CRUD" ? "READ" : "CRUD"
        case 2: own.databases.formSymmetricDifference(["audit"])
        case 3: own.replicas = 1 - own.replicas
        case 4: own.product = 1 - own.product
        default:
            database = nil
            return
        }
        database = own
    }
}

// MARK: Manifests

extension RandomService {
    var manifests: [String] {
        network + machines + front + (scaling.map(manifests) ?? []) + (database.map(manifests) ?? []) + cache
    }

    private var network: [String] {
        let rules = ports.map { "{protocol: TCP, cidr: 10.0.0.0/16, ports: \"\($0)\"}" }.joined(separator: ", ")
        let balancers = (0..<zones).map { zone in
            Manifests.document(
                "Subnet", "balancers-\(zone)", "vpc: shop", "zone: KR-\(zone + 1)", "cidr: 10.0.10\(zone).0/24",
                "type: PUBLIC", "usage: LOADB")
        }
        return [
            Manifests.vpc("shop"), Manifests.loginKey,
            Manifests.subnet("servers-\(range)", in: "shop", range: "\(range)", type: "PRIVATE"),
            Manifests.subnet("data", in: "shop", range: "30", type: "PRIVATE"),
            Manifests.document("AccessControlGroup", "servers", "vpc: shop", "inbound: [\(rules)]"),
        ] + balancers
    }

    private var machines: [String] {
        servers.sorted { $0.key < $1.key }.map { number, spec in
            Manifests.document(
                "Server", "web-\(number)", head: isRolledOut ? "rollout: {maxUnavailable: 1}" : "",
                "subnet: servers-\(range)",
                "image: {lookup: {osType: \(Self.images[image]), hypervisor: KVM, pick: newest}}",
                "serverSpec: \(Self.specs[spec])", "loginKey: ops", "accessControlGroups: [servers]")
        }
    }

    private func group(_ name: String, _ fields: String...) -> String {
        Manifests.document(
            "TargetGroup", name,
            ["vpc: shop", "protocol: HTTP", "port: 8080", "healthCheckPort: 8080", "healthCheckCycle: \(cycle)"]
                + fields)
    }

    private var front: [String] {
        let subnets = (0..<zones).map { "balancers-\($0)" }.joined(separator: ", ")
        let balancer = Manifests.document(
            "LoadBalancer", "front", "type: APPLICATION", "vpc: shop", "subnets: [\(subnets)]",
            "idleTimeout: \(idleTimeout)")
        let members = groups.sorted { $0.key < $1.key }.map { name, numbers in
            group(name, "targets: [\(numbers.sorted().map { "web-\($0)" }.joined(separator: ", "))]")
        }
        let ports = listeners.sorted { $0.key < $1.key }.map { port, group in
            Manifests.document(
                "Listener", "port-\(port)", "loadBalancer: front", "protocol: HTTP", "port: \(port)",
                "targetGroup: \(group)")
        }
        return [balancer] + members + ports
    }

    private func manifests(_ scaling: Scaling) -> [String] {
        var documents = [
            Manifests.document(
                "LaunchConfiguration", "worker",
                "image: {lookup: {osType: \(Self.images[image]), hypervisor: KVM, pick: newest}}",
                "serverSpec: \(Self.specs[scaling.spec])", "loginKey: ops"),
            group("workers"),
            Manifests.document(
                "Listener", "workers", "loadBalancer: front", "protocol: HTTP", "port: 90", "targetGroup: workers"),
            Manifests.document(
                "AutoScalingGroup", "workers",
                "launchConfiguration: worker", "vpc: shop", "subnet: servers-\(range)",
                "accessControlGroups: [servers]",
                "minSize: \(scaling.sizes.lowerBound)", "maxSize: \(scaling.sizes.upperBound)",
                scaling.desired.map { "desiredCapacity: \($0)" } ?? "", "targetGroups: [workers]"),
        ]
        documents += scaling.policies.sorted().map {
            Manifests.document(
                "ScalingPolicy", $0, "group: workers", "adjustment: CHANG", "amount: \($0 == "more" ? 1 : -1)")
        }
        if scaling.hasSchedule {
            // Its time never comes: it would set other sizes than the manifests say.
            documents.append(
                Manifests.document(
                    "ScalingSchedule", "morning", "group: workers", "minSize: 1", "maxSize: 3", "desiredCapacity: 2",
                    "recurrence: \"0 9 * * *\"", "startTime: \"2090-01-01T00:00:00+0900\"", "timeZone: KST"))
        }
        return documents
    }

    private func manifests(_ database: Database) -> [String] {
        let users = database.users.sorted().map {
            "{name: \($0), host: \"%\", password: \"${secret.user1}\", authority: \(database.authority)}"
        }
        let instance = Manifests.document(
            "MysqlInstance", "shop-db",
            "serverPrefix: shop-db", "subnet: data", "adminUser: shop_admin", "adminPassword: \"${secret.admin}\"",
            "adminHost: \"%\"", "initialDatabase: shop", "users: [\(users.joined(separator: ", "))]",
            "databases: [\(database.databases.sorted().map { "{name: \($0)}" }.joined(separator: ", "))]",
            database.product == 0 ? "" : "product: {lookup: {cpuCount: 4, generation: G2, pick: smallest}}")
        return [instance]
            + (0..<database.replicas).map { Manifests.document("MysqlReplica", "reader-\($0)", "instance: shop-db") }
    }

    private var cache: [String] {
        guard hasCache else { return [] }
        return [
            Manifests.document("CacheConfigGroup", "cache", "version: 7.0.13-simple", "engine: REDIS"),
            Manifests.document(
                "CacheInstance", "cache", "serverPrefix: cache", "subnet: data", "engine: REDIS", "mode: SIMPLE",
                "configGroup: cache"),
        ]
    }
}

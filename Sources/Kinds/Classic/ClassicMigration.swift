import Model
import NcloudClient

/// Manifests of servers in a VPC that are like some classic ones: networks, groups, keys, servers, disks and addresses.
///
/// What classic servers show decides as much as it can; the rest is an example, and said to be one.
struct ClassicMigration {
    static let toVpc = Migration(to: .vpc) { servers, cloud throws(APIFailure) in
        var numbers: [String] = []
        for number in servers.flatMap(groupNumbers) where !numbers.contains(number) { numbers.append(number) }
        return draft(of: servers, groups: try await ClassicGroup.read(numbers, from: cloud))
    }

    /// A pure function of what was read.
    static func draft(of servers: [LiveObject], groups: [ClassicGroup]) -> MigrationDraft {
        var migration = ClassicMigration()
        migration.writeNetwork(for: servers)
        migration.write(groups)
        migration.writeKeys(of: servers)
        for server in servers { migration.write(server) }
        return MigrationDraft(migration.drafts, remarks: heading + migration.remarks(on: servers))
    }

    private var names = SuccessorNames(filler: "classic")
    private var drafts: [ManifestDraft] = []
    /// What differs from the classic objects in particular.
    var losses: [String] = []
    private var vpc = Address(kind: "Vpc", name: "")
    private var subnets: [String: Address] = [:]
    private var groups: [String: Address] = [:]
    private var keys: [String: Address] = [:]

    private static func groupNumbers(_ server: LiveObject) -> [String] {
        server.attributes["accessControlGroupNumbers"]?.elements.compactMap(\.text) ?? []
    }

    private mutating func add(
        _ address: Address, _ attributes: Attributes, remarks: [String: String] = [:]
    ) {
        drafts.append(ManifestDraft(of: address, attributes, remarks: remarks))
    }
}

// MARK: Networks and keys

extension ClassicMigration {
    /// A VPC, and a subnet for each zone: public where a server has an address on the internet.
    private mutating func writeNetwork(for servers: [LiveObject]) {
        vpc = names.address("Vpc", "classic")
        add(vpc, ["cidr": "10.0.0.0/16"], remarks: ["cidr": "an example: choose a range"])
        let zones = Set(servers.map(Self.zone)).sorted()
        for (index, zone) in zones.enumerated() {
            let isPublic = servers.contains { Self.zone($0) == zone && $0.attributes.text("publicIp") != nil }
            let subnet = names.address("Subnet", "classic-\(zone)")
            subnets[zone] = subnet
            add(
                subnet,
                [
                    "vpc": .reference(Reference(vpc)), "zone": .string(zone),
                    "cidr": .string("10.0.\(index + 1).0/24"), "type": isPublic ? "PUBLIC" : "PRIVATE",
                ], remarks: ["cidr": "an example: choose a range"])
        }
    }

    private static func zone(_ server: LiveObject) -> String { server.attributes.text("zone") ?? "KR-1" }

    private mutating func writeKeys(of servers: [LiveObject]) {
        for name in Set(servers.compactMap { $0.attributes.text("loginKey") }).sorted() {
            let key = names.address("LoginKey", name)
            keys[name] = key
            add(key, ["name": .string(name), "privateKeyFile": .string("\(key.name).pem")])
        }
    }
}

// MARK: Groups

extension ClassicMigration {
    private mutating func write(_ classic: [ClassicGroup]) {
        for group in classic { groups[group.number] = names.address("AccessControlGroup", group.name) }
        for group in classic {
            guard let address = groups[group.number] else { continue }
            add(
                address,
                [
                    "vpc": .reference(Reference(vpc)), "description": Value(group.description.nilIfEmpty),
                    "inbound": .list(inbound(group)), "outbound": Self.outbound,
                ], remarks: address.name == group.name ? [:] : ["vpc": "classic group \(group.name)"])
        }
    }

    /// A group of a VPC takes so many rules of one direction (api/vserver.md §3.6).
    private static let mostRules = 50

    private mutating func inbound(_ group: ClassicGroup) -> [Value] {
        var rules: [Value] = []
        var known: Set<[String?]> = []
        for rule in group.rules {
            guard known.insert([rule.networkProtocol, rule.source, rule.sourceGroup, rule.ports]).inserted else {
                continue
            }
            guard let value = value(of: rule) else {
                losses.append("\(group.name): a rule for an unknown group is missing.")
                continue
            }
            rules.append(value)
        }
        if rules.count > Self.mostRules {
            losses.append(
                "\(group.name): \(rules.count - Self.mostRules) rules are missing: a group has \(Self.mostRules) at most."
            )
        }
        return Array(rules.prefix(Self.mostRules))
    }

    private func value(of rule: ClassicGroup.Rule) -> Value? {
        var members: Attributes = [
            "protocol": .string(rule.networkProtocol), "cidr": Value(rule.source),
            "ports": Value(rule.ports.nilIfEmpty),
            "description": Value(rule.description.nilIfEmpty),
        ]
        if let number = rule.sourceGroup {
            guard let group = groups[number] else { return nil }
            members["group"] = .reference(Reference(group))
        }
        return .present(members)
    }

    /// Classic groups filter what comes in, and nothing else.
    private static let outbound: Value = [
        ["protocol": "TCP", "cidr": "0.0.0.0/0", "ports": "1-65535"],
        ["protocol": "UDP", "cidr": "0.0.0.0/0", "ports": "1-65535"], ["protocol": "ICMP", "cidr": "0.0.0.0/0"],
    ]
}

// MARK: Servers

extension ClassicMigration {
    private mutating func write(_ server: LiveObject) {
        let name = server.name ?? server.id
        let address = names.address("Server", name)
        let image = ClassicImage(server.attributes)
        add(
            address,
            [
                "subnet": Value(reference: subnets[Self.zone(server)]),
                "image": .reference(Reference(lookup: "ServerImage", criteria: image.criteria)),
                "serverSpec": .reference(Reference(lookup: "ServerSpec", criteria: Self.spec(of: server))),
                "loginKey": Value(reference: server.attributes.text("loginKey").flatMap { keys[$0] }),
                "accessControlGroups": groups(of: server),
                "description": Value(server.attributes.text("description")),
                "protectTermination": server.attributes["protectTermination"]?.bool == true ? true : .null,
            ],
            remarks: [
                "image": "was \(image.name)",
                "serverSpec": "was \(server.attributes.text("serverProduct") ?? "not shown")",
            ])
        if address.name != name { losses.append("\(name) is written as \(address.name), as names in a VPC must be.") }
        writeDisks(of: server, to: address)
        guard let publicIp = server.attributes.text("publicIp") else { return }
        add(
            names.address("PublicIp", name), ["server": .reference(Reference(address))],
            remarks: ["server": "another address than \(publicIp)"])
    }

    /// The smallest spec that has as much of everything.
    private static func spec(of server: LiveObject) -> Attributes {
        let cpus = server.attributes["cpuCount"]?.integer ?? 1
        let memory = server.attributes["memoryGiB"]?.integer ?? 1
        return [
            "cpuCount": .integer(max(cpus, 1)), "memoryGiB": .integer(max(memory, 1)),
            "hypervisor": .string(ClassicImage.hypervisor), "pick": "smallest",
        ]
    }

    /// An interface has so many groups at most (api/vserver.md §3.7).
    private static let mostGroups = 3

    private mutating func groups(of server: LiveObject) -> Value {
        let own = Self.groupNumbers(server).compactMap { groups[$0] }
        if own.count > Self.mostGroups {
            let missing = own.dropFirst(Self.mostGroups).map(\.name).joined(separator: ", ")
            losses.append("\(server.name ?? server.id): \(missing) missing, as an interface has 3 groups at most.")
        }
        return own.isEmpty ? .null : .list(own.prefix(Self.mostGroups).map { .reference(Reference($0)) })
    }

    private mutating func writeDisks(of server: LiveObject, to address: Address) {
        for disk in server.attributes["additionalDisks"]?.elements.map(\.members) ?? [] {
            let size = disk["size"]?.integer ?? 0
            let type = disk["type"]?.text ?? "a disk"
            add(
                names.address("BlockStorage", disk["name"]?.text ?? "\(address.name)-data"),
                [
                    // In steps of 10 (api/vserver.md §3.9).
                    "size": .integer(min(max((size + 9) / 10 * 10, 10), 16_380)), "volumeType": "CB1",
                    "server": .reference(Reference(address)),
                ], remarks: ["size": "was \(size) GB, \(type)"])
        }
    }
}

extension Value {
    /// A reference to an object that may be missing.
    fileprivate init(reference address: Address?) { self = address.map { .reference(Reference($0)) } ?? .null }
}

extension String {
    fileprivate var nilIfEmpty: String? { isEmpty ? nil : self }
}

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

    var names = SuccessorNames(filler: "classic")
    private var drafts: [ManifestDraft] = []
    /// What differs from the classic objects in particular.
    var losses: [String] = []
    private(set) var vpc = Address(kind: "Vpc", name: "")
    private(set) var subnets: [String: Address] = [:]
    var groups: [String: Address] = [:]
    private(set) var keys: [String: Address] = [:]

    static func groupNumbers(_ server: LiveObject) -> [String] {
        server.attributes["accessControlGroupNumbers"]?.elements.compactMap(\.text) ?? []
    }

    mutating func add(_ address: Address, _ attributes: Attributes, remarks: [String: String] = [:]) {
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

    static func zone(_ server: LiveObject) -> String { server.attributes.text("zone") ?? "KR-1" }

    private mutating func writeKeys(of servers: [LiveObject]) {
        for name in Set(servers.compactMap { $0.attributes.text("loginKey") }).sorted() {
            let key = names.address("LoginKey", name)
            keys[name] = key
            add(key, ["name": .string(name), "privateKeyFile": .string("\(key.name).pem")])
        }
    }
}

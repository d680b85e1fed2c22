import Model

// The servers of a VPC that are like classic ones, with their disks and addresses.

extension ClassicMigration {
    mutating func write(_ server: LiveObject) {
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

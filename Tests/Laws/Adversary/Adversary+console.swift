import Model
import OrderedJSON
import Rehearsal

// What people do in the console without meaning any harm: a rule is added, an attachment moved, something protected.

extension Adversary {
    // MARK: Rules

    func addRule(_ dice: inout Dice) async throws -> String? {
        let reading = try await CloudReading(cloud)
        let owners = reading.made(byNacre: true).filter { Self.rules[$0.table] != nil }
        guard let owner = dice.pick(owners), var rule = Self.rules[owner.table]?.members else { return nil }
        rule["direction"] = dice.oneIn(2) ? "INBND" : "OTBND"
        let rules = reading.objects[owner]?["rules"]?.elements ?? []
        // Within a direction a priority is there once.
        let isThere = rules.contains {
            $0["direction"] == rule["direction"] && $0["priority"] == rule["priority"]
                && $0["portRange"] == rule["portRange"]
        }
        guard !isThere else { return nil }
        try await cloud.change(owner.table, id: owner.id, ["rules": .array(rules + [.object(rule)])])
        return "somebody adds a rule to \(title(owner, reading))"
    }

    private static let rules: [String: JSON] = [
        "accessControlGroup": [
            "protocolType": "TCP", "ipBlock": "192.0.2.0/24", "accessControlGroupSequence": "", "portRange": "4444",
            "description": "theirs",
        ],
        // Manifests of edited worlds count their priorities from below.
        "networkAcl": [
            "priority": 199, "protocolType": "TCP", "portRange": "4444", "ruleAction": "ALLOW",
            "ipBlock": "192.0.2.0/24", "denyAllowGroupNo": "", "description": "theirs",
        ],
    ]

    // MARK: Attachments

    /// Takes an address, an interface or a disk from its server; half of them go to another one that can take them.
    func move(_ dice: inout Dice) async throws -> String? {
        let reading = try await CloudReading(cloud)
        let loose = reading.made(byNacre: true).filter {
            Attachment.keys[$0.table] != nil && reading.isIdle($0)
        }
        guard let object = dice.pick(loose), let attachment = Attachment(object, in: reading) else { return nil }
        guard dice.oneIn(2), let server = dice.pick(attachment.hosts) else {
            guard attachment.isAttached else { return nil }
            try await cloud.change(object.table, id: object.id, attachment.nowhere)
            return "somebody detaches \(title(object, reading))"
        }
        try await cloud.change(object.table, id: object.id, attachment.on(server))
        return "somebody attaches \(title(object, reading)) to \(title(server, reading))"
    }

    // MARK: Settings

    /// Another network ACL for a subnet, another group for an interface, or a server switched off or on.
    func reassign(_ dice: inout Dice) async throws -> String? {
        let reading = try await CloudReading(cloud)
        let tables: Set = ["subnet", "networkInterface", "server"]
        let objects = reading.objects.keys.filter { tables.contains($0.table) && reading.isIdle($0) }
            .sorted { ($0.table, $0.id) < ($1.table, $1.id) }
        guard let object = dice.pick(objects), let row = reading.objects[object] else { return nil }
        let values: JSON
        switch object.table {
        case "subnet":
            guard let acl = dice.pick(reading.siblings(of: row, in: "networkAcl")) else { return nil }
            values = ["networkAclNo": .string(acl.id)]
        case "networkInterface":
            guard let group = dice.pick(reading.siblings(of: row, in: "accessControlGroup")) else { return nil }
            values = ["accessControlGroupNoList": [.string(group.id)]]
        default:
            let isOn = row["serverInstanceStatus"]?.text == "RUN"
            values = [
                "serverInstanceStatus": isOn ? "NSTOP" : "RUN",
                "serverInstanceStatusName": isOn ? "stopped" : "running",
            ]
        }
        try await cloud.change(object.table, id: object.id, values)
        return "somebody sets \(values.serialized()) of \(title(object, reading))"
    }

    func protect(_ dice: inout Dice) async throws -> String? {
        let reading = try await CloudReading(cloud)
        let objects = reading.made(byNacre: true).filter { Self.protections[$0.table] != nil }
        guard let object = dice.pick(objects), let field = Self.protections[object.table] else { return nil }
        try await cloud.change(object.table, id: object.id, .object([field: true]))
        return "somebody protects \(title(object, reading))"
    }

    /// Lifts every protection.
    func unprotect() async throws {
        for object in try await CloudReading(cloud).objects.keys {
            guard let field = Self.protections[object.table] else { continue }
            try? await cloud.change(object.table, id: object.id, .object([field: false]))
        }
    }

    private static let protections = [
        "server": "isProtectServerTermination", "blockStorage": "isReturnProtection",
    ]
}

extension Adversary.Act {
    /// What may go on in a console beside nacre's runs.
    static let inConsole: [Adversary.Act] = [
        .delete, .twin, .change, .addRule, .addRule, .move, .move, .reassign, .reassign, .protect,
    ]
}

extension CloudReading {
    /// Whether nothing is under way with it.
    func isIdle(_ object: CloudObject) -> Bool {
        let row = objects[object] ?? [:]
        return switch object.table {
        case "server":
            ["RUN", "NSTOP"].contains(row["serverInstanceStatus"]?.text) && row["serverInstanceOperation"] == "NULL"
        case "publicIp": row["publicIpInstanceStatus"] == "RUN" && (row["comingTo"]?.text ?? "").isEmpty
        case "networkInterface": ["USED", "NOTUSED"].contains(row["networkInterfaceStatus"]?.text)
        case "blockStorage":
            ["ATTAC", "CREAT"].contains(row["blockStorageInstanceStatus"]?.text)
                && row["blockStorageInstanceOperation"] == "NULL"
        case "subnet": row["subnetStatus"] == "RUN"
        default: true
        }
    }

    /// Objects of a table in the VPC of a row.
    func siblings(of row: JSON, in table: String) -> [CloudObject] {
        objects.filter { $0.key.table == table && $0.value["vpcNo"] == row["vpcNo"] }.keys.sorted { $0.id < $1.id }
    }
}

/// Something that hangs on a server, or could.
private struct Attachment {
    /// The fields that name the server.
    static let keys = [
        "publicIp": "serverInstanceNo", "networkInterface": "instanceNo", "blockStorage": "serverInstanceNo",
    ]

    private let object: CloudObject
    private let row: JSON
    private let key: String
    private let reading: CloudReading

    init?(_ object: CloudObject, in reading: CloudReading) {
        guard let key = Self.keys[object.table], let row = reading.objects[object] else { return nil }
        (self.object, self.key, self.row, self.reading) = (object, key, row, reading)
    }

    var isAttached: Bool { !(row[key]?.text ?? "").isEmpty }

    /// Idle servers that can take it.
    var hosts: [CloudObject] {
        reading.objects.keys.filter { $0.table == "server" && reading.isIdle($0) && canTake($0) }
            .sorted { $0.id < $1.id }
    }

    private func canTake(_ server: CloudObject) -> Bool {
        let host = reading.objects[server] ?? [:]
        let subnet = reading.objects[CloudObject(table: "subnet", id: host["subnetNo"]?.text ?? "")]
        guard row[key]?.text != server.id else { return false }
        return switch object.table {
        case "publicIp": subnet?["subnetType"] == "PUBLIC" && things(on: server).isEmpty
        case "networkInterface": host["vpcNo"] == row["vpcNo"] && things(on: server).count < 3
        default: host["zoneCode"] == row["zoneCode"]
        }
    }

    /// Objects of the table that the server has or is about to get.
    private func things(on server: CloudObject) -> [JSON] {
        reading.objects.filter {
            $0.key.table == object.table
                && ($0.value[key]?.text == server.id || $0.value["comingTo"]?.text == server.id)
        }.map(\.value)
    }

    var nowhere: JSON {
        switch object.table {
        case "publicIp": ["serverInstanceNo": "", "serverName": "", "privateIp": ""]
        case "networkInterface":
            ["instanceNo": "", "instanceType": "", "deviceName": "", "networkInterfaceStatus": "NOTUSED"]
        default: ["serverInstanceNo": "", "deviceName": "", "blockStorageInstanceStatus": "CREAT"]
        }
    }

    func on(_ server: CloudObject) -> JSON {
        let id = JSON.string(server.id)
        switch object.table {
        case "publicIp":
            let card = reading.objects.first {
                $0.key.table == "networkInterface" && $0.value["instanceNo"] == id && $0.value["deviceName"] == "eth0"
            }
            return [
                "serverInstanceNo": id, "serverName": reading.objects[server]?["serverName"] ?? "",
                "privateIp": card?.value["ip"] ?? "",
            ]
        case "networkInterface":
            let taken = things(on: server).compactMap { $0["deviceName"]?.text }
            let device = ["eth0", "eth1", "eth2"].first { !taken.contains($0) } ?? "eth2"
            return [
                "instanceNo": id, "instanceType": "VSVR", "deviceName": .string(device),
                "networkInterfaceStatus": "USED",
            ]
        default:
            return ["serverInstanceNo": id, "deviceName": "/dev/vdz", "blockStorageInstanceStatus": "ATTAC"]
        }
    }
}

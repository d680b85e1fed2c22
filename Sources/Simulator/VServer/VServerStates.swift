import OrderedJSON

/// The life cycles of server objects as data, in virtual seconds. Source: api/vserver.md §2, §4, §6.
enum VServerStates {
    /// INIT → CREAT → RUN. `uptime` is the moment of the boot.
    static func serverCreation(bootedAt uptime: String) -> [Step] {
        [
            .now(server("INIT", "NULL", "init")),
            .after(seconds: 2, server("CREAT", "CREAT", "creating")),
            .after(seconds: 12, server("CREAT", "SETUP", "setting up")),
            .after(seconds: creationSeconds, running(uptime)),
        ]
    }

    static func serverStart(bootedAt uptime: String) -> [Step] {
        [.now(server("NSTOP", "START", "booting")), .after(seconds: powerSeconds, running(uptime))]
    }

    static func serverReboot(bootedAt uptime: String) -> [Step] {
        [.now(server("RUN", "RESTA", "rebooting")), .after(seconds: powerSeconds, running(uptime))]
    }

    static let serverStop: [Step] = [
        .now(server("RUN", "SHTDN", "shutting down")), .after(seconds: powerSeconds, stopped),
    ]
    static let serverSpecChange: [Step] = [
        .now(server("NSTOP", "CHNG", "changingSpec")), .after(seconds: 5, stopped),
    ]
    static let serverTermination: [Step] = [
        .now(server("NSTOP", "TERMT", "terminating")), .gone(seconds: terminationSeconds),
    ]

    /// How long a server is in SETUP after a disk was detached.
    static let setupAfterDetach: Double = 5
    static let creationSeconds: Double = 20
    static let powerSeconds: Double = 5
    static let terminationSeconds: Double = 5

    private static let stopped = server("NSTOP", "NULL", "stopped")

    private static func running(_ uptime: String) -> [String: JSON] {
        server("RUN", "NULL", "running").merging(["uptime": .string(uptime)]) { _, new in new }
    }

    private static func server(_ status: String, _ operation: String, _ name: String) -> [String: JSON] {
        [
            "serverInstanceStatus": .string(status), "serverInstanceOperation": .string(operation),
            "serverInstanceStatusName": .string(name),
        ]
    }
}

/// ACGs, interfaces and public IPs: a second each.
extension VServerStates {
    static let groupCreation: [Step] = [
        .now(["accessControlGroupStatus": "INIT"]), .after(seconds: 1, ["accessControlGroupStatus": "RUN"]),
    ]
    static let groupChange: [Step] = [
        .now(["accessControlGroupStatus": "SET"]), .after(seconds: 1, ["accessControlGroupStatus": "RUN"]),
    ]
    /// The status stays RUN: the official client gives up on TERMTING here.
    static let groupDeletion: [Step] = [.now(["accessControlGroupStatus": "RUN"]), .gone(seconds: 1)]

    /// An interface becomes part of a server.
    static let interfaceAttachment: [Step] = [
        .now(["networkInterfaceStatus": "SET"]), .after(seconds: 1, ["networkInterfaceStatus": "USED"]),
    ]
    static let interfaceDetachment: [Step] = [
        .now(["networkInterfaceStatus": "UNSET"]), .after(seconds: 1, released),
    ]
    static let interfaceDeletion: [Step] = [.now(["networkInterfaceStatus": "UNSET"]), .gone(seconds: 1)]
    static let attachedInterfaceDeletion: [Step] = [.gone(seconds: 1)]

    static func interfaceChange(backTo status: String) -> [Step] {
        [
            .now(["networkInterfaceStatus": "SET"]),
            .after(seconds: 1, ["networkInterfaceStatus": .string(status)]),
        ]
    }

    /// What an interface given to a server by number goes back to when the server ends.
    static let interfaceRelease: [Step] = [.after(seconds: terminationSeconds, released)]

    private static let released: [String: JSON] = [
        "networkInterfaceStatus": "NOTUSED", "instanceNo": "", "deviceName": "", "isDefault": false,
        "instanceType": "",
    ]

    static let publicIpCreation: [Step] = [
        .now(publicIp("INIT", "init")), .after(seconds: 1, publicIp("RUN", "run")),
    ]
    static let publicIpDeletion: [Step] = [.now(publicIp("TERMTING", "terminating")), .gone(seconds: 1)]

    static func publicIpAssociation(_ target: [String: JSON]) -> [Step] {
        [
            .now(publicIp("SET", "Configuring")),
            .after(seconds: 1, publicIp("RUN", "run").merging(target) { $1 }.merging(["comingTo": ""]) { $1 }),
        ]
    }

    /// For a while after leaving a server the address cannot be associated again.
    static func publicIpRelease(after seconds: Double) -> [Step] {
        let free: [String: JSON] = ["serverInstanceNo": "", "serverName": "", "privateIp": "", "isSettling": true]
        return [
            .after(seconds: seconds, publicIp("RUN", "run").merging(free) { _, new in new }),
            .after(seconds: seconds + 3, ["isSettling": false]),
        ]
    }

    static func publicIp(_ status: String, _ name: String) -> [String: JSON] {
        ["publicIpInstanceStatus": .string(status), "publicIpInstanceStatusName": .string(name)]
    }
}

/// Disks and snapshots: two seconds each.
extension VServerStates {
    /// The base disk of a new server becomes attached when the server runs.
    static let baseDiskCreation: [Step] = [
        .now(disk("INIT", "NULL", "initialized")),
        .after(seconds: creationSeconds, disk("ATTAC", "NULL", "attached")),
    ]
    /// XEN disks are made on their server.
    static let attachedDiskCreation: [Step] = [
        .now(disk("INIT", "NULL", "initialized")), .after(seconds: 1, disk("CREAT", "ATTAC", "attaching")),
        .after(seconds: 2, disk("ATTAC", "NULL", "attached")),
    ]
    static let freeDiskCreation: [Step] = [
        .now(disk("INIT", "NULL", "initialized")), .after(seconds: 2, disk("CREAT", "NULL", "detached")),
    ]
    static let diskAttachment: [Step] = [
        .now(disk("CREAT", "ATTAC", "attaching")), .after(seconds: 2, disk("ATTAC", "NULL", "attached")),
    ]
    /// Shorter than two seconds: the official client gives up when it sees "detaching".
    static let diskDetachment: [Step] = [
        .now(disk("ATTAC", "DETAC", "detaching")),
        .after(
            seconds: 1.5,
            disk("CREAT", "NULL", "detached").merging(["serverInstanceNo": "", "deviceName": ""]) { _, new in new }),
    ]
    static let diskDeletion: [Step] = [.now(disk("CREAT", "TERMT", "terminating")), .gone(seconds: 2)]

    static let snapshotCreation: [Step] = [
        .now(snapshot("INIT", "CREAT", "creating")), .after(seconds: 5, snapshot("CREAT", "NULL", "created")),
    ]
    static let snapshotDeletion: [Step] = [.now(snapshot("CREAT", "TERMT", "terminating")), .gone(seconds: 2)]

    static func diskResize(toBytes bytes: Int64) -> [Step] {
        let size: [String: JSON] = ["blockStorageSize": .integer(bytes), "blockStorageInstanceOperation": "NULL"]
        return [.now(["blockStorageInstanceOperation": "CHNG"]), .after(seconds: 2, size)]
    }

    private static func disk(_ status: String, _ operation: String, _ name: String) -> [String: JSON] {
        [
            "blockStorageInstanceStatus": .string(status), "blockStorageInstanceOperation": .string(operation),
            "blockStorageInstanceStatusName": .string(name),
        ]
    }

    private static func snapshot(_ status: String, _ operation: String, _ name: String) -> [String: JSON] {
        [
            "blockStorageSnapshotInstanceStatus": .string(status),
            "blockStorageSnapshotInstanceOperation": .string(operation),
            "blockStorageSnapshotInstanceStatusName": .string(name),
        ]
    }
}

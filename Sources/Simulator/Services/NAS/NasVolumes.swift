import OrderedJSON

/// NAS volumes. Source: api/nas.md §2, §5; durations and codes of refusals are (inferred).
enum NasVolumes {
    static let kind: ActionKind = ActionKind(
        "NasVolumeInstance", .nasVolume,
        columns: [
            .text("nasVolumeInstanceNo"), .code("nasVolumeInstanceStatus", ["INIT": "Init", "CREAT": "Created"]),
            .code("nasVolumeInstanceOperation"), .text("nasVolumeInstanceStatusName", "createDate"),
            .text("nasVolumeDescription", "mountInformation"), .code("volumeAllotmentProtocolType"),
            .text("volumeName"), .integer("volumeTotalSize", "volumeSize", "snapshotVolumeSize"),
            .raw("snapshotVolumeConfigurationRatio"), .code("snapshotVolumeConfigPeriodType"),
            .code("snapshotVolumeConfigDayOfWeekType"), .text("snapshotVolumeConfigTime"),
            .flag("isSnapshotConfiguration", "isEventConfiguration"), .text("regionCode", "zoneCode", "initScriptNo"),
            .list("nasVolumeServerInstanceNoList"), .raw("nasVolumeInstanceCustomIpList"),
            .flag("isEncryptedVolume", "isReturnProtection"),
        ],
        filters: [
            .code("volumeAllotmentProtocolType"), .exact("isEventConfiguration"), .exact("isSnapshotConfiguration"),
            .exact("zoneCode"), .within("volumeName"),
        ],
        lifeCycle: LifeCycle(
            creation: .passing(status("INIT", "NULL", "initialized"), seconds: 3, created),
            deletion: [.now(status("CREAT", "TERMT", "terminating")), .gone(seconds: 3)]),
        actions: [
            .create([
                name, size, .code("volumeAllotmentProtocolType", of: ["NFS", "CIFS"]), zone, NasAccess.given, identity,
                .flag("isEncryptedVolume", default: false), .flag("isReturnProtection", default: false),
                .description("nasVolumeDescription"), mount, rest,
            ]),
            .delete(when: [isAtRest, isUnprotected], listed: "nasVolumeInstanceNoList"),
            .change("changeNasVolumeSize", [size], when: [isAtRest], plan: working),
            .change("setNasVolumeReturnProtection", [.flag("isReturnProtection")]),
            .change(
                "changeNasVolumeSnapshotConfiguration", [NasSnapshots.configuration], when: [isAtRest], plan: working),
            .own("getNasVolumeInstanceRatingList") { world, parameters throws(Failure) in
                _ = try kind.find(parameters, world)
                return .list("nasVolumeInstanceRatingList", [])
            },
        ], NasAccess.actions)

    static let status = InstanceStatus("nasVolumeInstance")
    private static let created = status("CREAT", "NULL", "created")
    /// What any change takes.
    static let working = [Transition].passing(status("CREAT", "CHNG", "changing"), seconds: 2, created)

    static let isAtRest = Check.isNow(
        "nasVolumeInstanceOperation", "NULL", else: .action("1290902", "The NAS volume is being changed."))

    private static let isUnprotected = Check { _, volume, _ throws(Failure) in
        if volume.flag("isReturnProtection") { throw .inUse(1290, "protected NAS volume") }
    }

    // MARK: What a volume is made of

    /// The number of the account stands in front. Unique. (inferred)
    private static let name = Input { parameters, volume, world throws(Failure) in
        let text = parameters.text("volumeName") ?? world.random.text(8, of: "abcdefghijklmnopqrstuvwxyz")
        let isPlain = text.utf8.allSatisfy { HeaderRule.isWordByte($0) && $0 != UInt8(ascii: "_") }
        guard isPlain, (3...20).contains(text.utf8.count) else { throw .invalid("volumeName") }
        let name = "n1234567_\(text)"
        guard !world.contains(.nasVolume, where: "volumeName", is: name) else { throw .nameTaken(1290, "NAS volume") }
        volume.attributes["volumeName"] = .string(name)
    }

    /// In GB; shown in bytes.
    private static let size = Input.values { parameters, volume, _ throws(Failure) in
        let size = try parameters.requiredInteger("volumeSize")
        guard (500...20_000).contains(size), size.isMultiple(of: 100) else { throw .invalid("volumeSize") }
        return NasSnapshots.shares(of: size << 30, volume)
    }

    private static let zone = Input.values { parameters, _, _ throws(Failure) in
        let zone = parameters.text("zoneCode") ?? Regions.zones[0]
        guard Regions.zones.contains(zone) else { throw .invalid("zoneCode") }
        return ["zoneCode": .string(zone)]
    }

    /// Of the first CIFS volume the identity of the account is kept; another one is refused later.
    private static let identity = Input.check { parameters, volume, world throws(Failure) in
        guard volume["volumeAllotmentProtocolType"] == "CIFS" else { return }
        let known = world.all(.nasVolume).map { $0["cifsUserName"] }.first { !$0.isEmpty }
        guard let name = parameters.text("cifsUserName") else {
            if known == nil { throw .missing("cifsUserName") }
            return
        }
        guard (8...14).contains(parameters.text("cifsUserPassword")?.count ?? 0) else {
            throw .invalid("cifsUserPassword")
        }
        guard (6...19).contains(name.utf8.count), known == nil || known == name else { throw .invalid("cifsUserName") }
    }

    private static let mount = Input.values { parameters, volume, world throws(Failure) in
        let path = volume["volumeName"]
        return [
            "mountInformation": .string("10.250.53.\(world.count("nasHost", from: 10) % 250):/\(path)"),
            "cifsUserName": .string(
                volume["volumeAllotmentProtocolType"] == "CIFS" ? parameters.text("cifsUserName") ?? "" : ""),
        ]
    }

    private static let rest = Input.fixed([
        "snapshotVolumeConfigurationRatio": .number(0), "isSnapshotConfiguration": false, "isEventConfiguration": false,
        "nasVolumeInstanceCustomIpList": [], "initScriptNo": "",
    ])
}

extension TableSchema {
    static let nasVolume = TableSchema(
        "nasVolume", nameAttribute: "volumeName", numbers: .instance, indexes: ["volumeName"])
}

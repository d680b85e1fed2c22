import OrderedJSON

/// Snapshots of volumes, whose names the service gives. Source: api/nas.md §4; names, sizes and times are (inferred).
enum NasSnapshots {
    static let kind: ActionKind = ActionKind(
        "NasVolumeSnapshot", .nasSnapshot, id: "nasVolumeSnapshotName",
        columns: [.text("nasVolumeSnapshotName", "createDate"), .integer("snapshotSize"), .flag("isBusy")],
        filters: [.exact("nasVolumeInstanceNo")], isPaged: false, reads: [.list],
        actions: [
            .create(
                [
                    .reference("nasVolumeInstanceNo", to: NasVolumes.kind),
                    .values { _, _, world throws(Failure) in
                        [
                            "nasVolumeSnapshotName": .string("manual_\(world.count("nasSnapshot", from: 1001))"),
                            "snapshotSize": 0, "isBusy": false,
                        ]
                    },
                ]),
            .delete(when: [.names("nasVolumeInstanceNo"), isFree]),
            .own("restoreNasVolumeWithSnapshot") { world, parameters throws(Failure) in
                let snapshot = try kind.find(parameters, world)
                let volume = try NasVolumes.kind.find(parameters, world)
                guard snapshot["nasVolumeInstanceNo"] == volume.id else { throw .invalid("nasVolumeSnapshotName") }
                try NasVolumes.isAtRest.verify(world, volume, parameters)
                world.run(NasVolumes.working, on: .nasVolume, volume.id)
                return NasVolumes.kind.answer(world, [volume.id])
            },
            // What its elements hold was not read.
            .own("getNasVolumeSnapshotConfigurationHistoryList") { world, parameters throws(Failure) in
                _ = try NasVolumes.kind.find(parameters, world)
                return .list("nasVolumeSnapshotConfigurationHistoryList", [])
            },
        ])

    private static let isFree = Check { _, snapshot, _ throws(Failure) in
        if snapshot.flag("isBusy") { throw .inUse(1291, "NAS volume snapshot") }
    }

    /// A share of 0 ends the regular snapshots. Which codes of days there are was not read.
    static let configuration = Input.values { parameters, volume, _ throws(Failure) in
        guard let ratio = Double(try parameters.required("snapshotVolumeConfigurationRatio")), (0...100).contains(ratio)
        else { throw .invalid("snapshotVolumeConfigurationRatio") }
        let isOn = ratio > 0
        let hour = parameters.text("snapshotVolumeConfigTime") ?? ""
        guard hour.isEmpty || Int64(hour).map({ (0...23).contains($0) }) ?? false else {
            throw .invalid("snapshotVolumeConfigTime")
        }
        let day = parameters.text("snapshotVolumeConfigDayOfWeekTypeCode") ?? ""
        var changed = volume
        changed.attributes["snapshotVolumeConfigurationRatio"] = .number(ratio)
        return shares(of: volume.integer("volumeTotalSize"), changed).merging([
            "snapshotVolumeConfigurationRatio": .number(ratio), "isSnapshotConfiguration": .bool(isOn),
            "snapshotVolumeConfigPeriodType": isOn ? "DAY" : "",
            "snapshotVolumeConfigDayOfWeekType": .string(isOn ? day : ""),
            "snapshotVolumeConfigTime": .string(isOn ? hour : ""),
        ]) { $1 }
    }

    /// What of a volume is its own, and what snapshots may take.
    static func shares(of total: Int64, _ volume: Record) -> [String: JSON] {
        let ratio = volume.attributes["snapshotVolumeConfigurationRatio"]?.text.flatMap(Double.init) ?? 0
        let snapshots = Int64(Double(total) * ratio / 100)
        return [
            "volumeTotalSize": .integer(total), "volumeSize": .integer(total - snapshots),
            "snapshotVolumeSize": .integer(snapshots),
        ]
    }
}

extension TableSchema {
    static let nasSnapshot = TableSchema(
        "nasSnapshot", nameAttribute: "nasVolumeSnapshotName", indexes: ["nasVolumeInstanceNo"])
}

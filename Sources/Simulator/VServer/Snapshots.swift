import OrderedJSON

/// Snapshots of disks. Source: api/vserver.md §3.10.
enum Snapshots {
    static let create: Action = { world, parameters throws(Failure) in
        let source = try parameters.required("originalBlockStorageInstanceNo")
        let disk = try VServerAnswers.blockStorage.find(world, source)
        guard disk["blockStorageInstanceOperation"] == "NULL" else { throw VServerRules.diskBusy() }
        let kind = parameters.text("snapshotTypeCode") ?? "FULL"
        let earlier = world.records(.snapshot, where: "originalBlockStorageInstanceNo", is: disk.id)
            .filter { $0["blockStorageSnapshotInstanceStatus"] == "CREAT" }
        guard kind == "FULL" || kind == "INCREMENTAL" && !earlier.isEmpty else {
            throw VServerRules.invalid("snapshotTypeCode")
        }
        // A FULL one and what rests upon it, seven in all.
        if kind == "INCREMENTAL", let last = earlier.last, last.integer("snapshotChainDepth") >= 6 {
            throw VServerRules.limit(1005, "snapshots in a chain")
        }
        let name = try NameRule.check(parameters, "blockStorageSnapshotName") ?? world.madeUpName("sh")
        let description = try NameRule.description(parameters, "blockStorageSnapshotDescription")
        let base = kind == "FULL" ? nil : earlier.last
        let number = world.number(.instance)
        world.insert(
            .snapshot, id: number,
            [
                "blockStorageSnapshotInstanceNo": .string(number), "blockStorageSnapshotName": .string(name),
                "blockStorageSnapshotDescription": .string(description), "snapshotType": .string(kind),
                "blockStorageSnapshotVolumeSize": .integer(disk.integer("blockStorageSize")),
                "originalBlockStorageInstanceNo": .string(disk.id), "isEncryptedOriginalBlockStorageVolume": false,
                "hypervisorType": .string(disk["hypervisorType"]),
                "isBootable": .bool(disk["blockStorageType"] == "BASIC"),
                "blockStorageVolumeType": .string(disk["blockStorageVolumeType"]),
                "baseSnapshotInstanceNo": .string(base?.id ?? ""),
                "snapshotChainDepth": .integer(base.map { $0.integer("snapshotChainDepth") + 1 } ?? 0),
                "regionCode": "KR", "createDate": .string(Timestamp(milliseconds: world.now).korean),
            ], plan: VServerStates.snapshotCreation)
        return VServerAnswers.snapshot.answer(world, [number])
    }

    /// A base with dependants cannot go first. (inferred)
    static let delete: Action = { world, parameters throws(Failure) in
        let numbers = try parameters.requiredList("blockStorageSnapshotInstanceNoList")
        for number in numbers {
            let snapshot = try VServerAnswers.snapshot.find(world, number)
            let siblings = world.records(
                .snapshot, where: "originalBlockStorageInstanceNo", is: snapshot["originalBlockStorageInstanceNo"])
            if siblings.contains(where: { $0["baseSnapshotInstanceNo"] == number && !numbers.contains($0.id) }) {
                throw VServerRules.stillInUse(1005, "snapshot")
            }
        }
        for number in numbers { world.run(VServerStates.snapshotDeletion, on: .snapshot, number) }
        return VServerAnswers.snapshot.answer(world, numbers)
    }
}

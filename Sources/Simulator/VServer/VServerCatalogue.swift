import OrderedJSON

/// Regions, zones, images and specs: what can be chosen from. Values are samples of api/vserver.md §2–§3.2, else (inferred).
enum VServerCatalogue {
    static let zones = ["KR-1", "KR-2"]

    static let regionList: Action = { _, _ throws(Failure) in
        .list("regionList", [["regionCode": "KR", "regionName": "Korea"]])
    }

    /// A region that is not listed is refused; the list of them has no such parameter. (inferred: the code)
    static func checkRegion(of parameters: Parameters, in action: String) throws(Failure) {
        guard action != "getRegionList", let region = parameters.text("regionCode"), region != "KR" else { return }
        throw VServerRules.invalid("regionCode")
    }

    static let zoneList: Action = { _, _ throws(Failure) in
        .list(
            "zoneList",
            zones.map { zone in
                [
                    "zoneName": .string(zone), "zoneCode": .string(zone), "regionCode": "KR",
                    "zoneDescription": .string("\(zone) zone"),
                ]
            })
    }

    static let hypervisorList: Action = { _, _ throws(Failure) in
        .list(
            "hypervisorTypeList", ["XEN", "RHV", "KVM"].compactMap { Shape.coded($0, VServerAnswers.hypervisorNames) })
    }

    static let raidList: Action = { _, parameters throws(Failure) in
        let type = try parameters.required("productTypeCode")
        return .list(
            "raidList",
            ["1", "5"].map { raid in
                [
                    "raidTypeName": .string(raid), "raidName": .string("RAID \(raid)"),
                    "productType": Shape.coded(type) ?? .null,
                ]
            })
    }

    /// The specs that fit an image and are offered in a zone, where these are given.
    static let specList: Action = { world, parameters throws(Failure) in
        let number = parameters.text("serverImageNo")
        let zone = parameters.text("zoneCode")
        if number == nil, zone == nil { return try VServerAnswers.serverSpec.list(&world, parameters) }
        let hypervisor = number.flatMap { world[.serverImage, $0]?["hypervisorType"] }
        let fitting = world.all(.serverSpec).filter { spec in
            (number == nil || spec["hypervisorType"] == hypervisor)
                && (zone == nil || zone == onlyZone[spec.id] ?? zone)
        }
        let codes = parameters.list("serverSpecCodeList")
        let wanted = fitting.filter { codes.isEmpty || codes.contains($0.id) }
        return VServerAnswers.serverSpec.answer(world, wanted.map(\.id))
    }

    /// Sizes that one zone alone offers; the others are in both. (inferred: the documents say that a zone may be asked for)
    private static let onlyZone = ["s16-g3": "KR-1", "m4-g3": "KR-1"]

    static let volumeTypeList: Action = { _, parameters throws(Failure) in
        let hypervisors = parameters.list("hypervisorTypeCodeList")
        let codes = parameters.list("blockStorageVolumeTypeCodeList")
        let isBase = try parameters.flag("isBaseStorageAvailable")
        let types = volumeTypes.filter { type in
            (isBase == nil || type.isBase == isBase) && (hypervisors.isEmpty || hypervisors.contains(type.hypervisor))
                && (codes.isEmpty || codes.contains(type.code))
        }
        return .list("blockStorageVolumeTypeList", types.map(render))
    }

    struct VolumeType: Sendable {
        let code: String
        let hypervisor: String
        /// Sizes in GB.
        let sizes: ClosedRange<Int64>
        let isBase: Bool

        /// KVM disks go in steps of 10 GB. Source: api/vserver.md §3.9.
        func takes(_ size: Int64) -> Bool { sizes.contains(size) && (hypervisor != "KVM" || size % 10 == 0) }
    }

    static let volumeTypes = [
        VolumeType(code: "SSD", hypervisor: "XEN", sizes: 10...2000, isBase: true),
        VolumeType(code: "HDD", hypervisor: "XEN", sizes: 10...2000, isBase: true),
        VolumeType(code: "CB1", hypervisor: "KVM", sizes: 10...16_380, isBase: true),
        VolumeType(code: "FB1", hypervisor: "KVM", sizes: 10...16_380, isBase: false),
        VolumeType(code: "CB2", hypervisor: "KVM", sizes: 10...16_380, isBase: true),
        VolumeType(code: "FB2", hypervisor: "KVM", sizes: 10...16_380, isBase: false),
    ]

    private static func render(_ type: VolumeType) -> JSON {
        let gigabyte: Int64 = 1 << 30
        // Those of XEN are the page's sample; those of KVM are (inferred).
        let base: ClosedRange<Int64> = type.hypervisor == "XEN" ? 50...100 : 10...500
        return [
            "zoneCodeList": .array(zones.map(JSON.string)),
            "blockStorageVolumeType": Shape.coded(type.code, VServerAnswers.volumeNames) ?? .null,
            "hypervisorType": Shape.coded(type.hypervisor, VServerAnswers.hypervisorNames) ?? .null,
            "minThroughput": 60, "maxThroughput": 1000, "minIops": 100, "maxIops": 26_000,
            "minVolumeSize": .integer(type.sizes.lowerBound * gigabyte),
            "maxVolumeSize": .integer(type.sizes.upperBound * gigabyte),
            "minBaseVolumeSize": .integer(base.lowerBound * gigabyte),
            "maxBaseVolumeSize": .integer(base.upperBound * gigabyte),
            "isBaseStorageAvailable": .bool(type.isBase),
        ]
    }
}

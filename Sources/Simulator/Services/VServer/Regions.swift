import OrderedJSON

/// Regions, zones and what they offer. Values are samples of api/vserver.md §2–§3.2, else (inferred).
enum Regions {
    static let zones = ["KR-1", "KR-2"]

    static let actions: [String: Action] = [
        "getRegionList": { _, _ throws(Failure) in .list("regionList", [["regionCode": "KR", "regionName": "Korea"]]) },
        "getZoneList": { _, _ throws(Failure) in .list("zoneList", zones.map(render)) },
        "getHypervisorTypeList": { _, _ throws(Failure) in
            .list("hypervisorTypeList", ["XEN", "RHV", "KVM"].compactMap { .coded($0, hypervisorNames) })
        },
        "getRaidList": { _, parameters throws(Failure) in
            let type = try parameters.required("productTypeCode")
            return .list("raidList", ["1", "5"].map { raid($0, type) })
        },
        "getBlockStorageVolumeTypeList": VolumeType.list,
    ]

    static let hypervisorNames = ["XEN": "XEN", "RHV": "RHV", "KVM": "KVM"]

    /// A region that is not listed is refused; the list of them has no such parameter. (inferred: the code)
    static func check(_ parameters: CallParameters, of action: String) throws(Failure) {
        guard action != "getRegionList", let region = parameters.text("regionCode"), region != "KR" else { return }
        throw .invalid("regionCode")
    }

    private static func render(_ zone: String) -> JSON {
        [
            "zoneName": .string(zone), "zoneCode": .string(zone), "regionCode": "KR",
            "zoneDescription": .string("\(zone) zone"),
        ]
    }

    private static func raid(_ level: String, _ type: String) -> JSON {
        ["raidTypeName": .string(level), "raidName": .string("RAID \(level)"), "productType": .coded(type) ?? .null]
    }
}

extension Input {
    /// The zone an object is made in; required.
    static let zone = Input { parameters, object, _ throws(Failure) in
        let zone = try parameters.required("zoneCode")
        guard Regions.zones.contains(zone) else { throw .invalid("zoneCode") }
        object.attributes["zoneCode"] = .string(zone)
    }
}

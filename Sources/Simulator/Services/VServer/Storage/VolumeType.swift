import OrderedJSON

/// A type of volumes: for which servers, and of which sizes. Source: api/vserver.md §3.2, §3.9.
struct VolumeType: Sendable {
    let code: String
    let hypervisor: String
    /// Sizes in GB.
    let sizes: ClosedRange<Int64>
    let isBase: Bool

    /// The first name is recorded from an account; the others are (inferred).
    static let names = [
        "CB1": "Common BlockStorage 1", "CB2": "Common BlockStorage 2", "FB1": "Fast BlockStorage 1",
        "FB2": "Fast BlockStorage 2", "SSD": "SSD", "HDD": "HDD",
    ]

    private static let all = [
        VolumeType(code: "SSD", hypervisor: "XEN", sizes: 10...2000, isBase: true),
        VolumeType(code: "HDD", hypervisor: "XEN", sizes: 10...2000, isBase: true),
        VolumeType(code: "CB1", hypervisor: "KVM", sizes: 10...16_380, isBase: true),
        VolumeType(code: "FB1", hypervisor: "KVM", sizes: 10...16_380, isBase: false),
        VolumeType(code: "CB2", hypervisor: "KVM", sizes: 10...16_380, isBase: true),
        VolumeType(code: "FB2", hypervisor: "KVM", sizes: 10...16_380, isBase: false),
    ]

    /// The type that a disk has; one that is not listed is taken for a type of KVM.
    static func of(_ code: String) -> VolumeType {
        all.first { $0.code == code } ?? VolumeType(code: code, hypervisor: "KVM", sizes: 10...16_380, isBase: false)
    }

    /// A type of KVM that is listed.
    static func ofKVM(_ code: String) -> VolumeType? { all.first { $0.code == code && $0.hypervisor == "KVM" } }

    /// KVM disks go in steps of 10 GB. Source: api/vserver.md §3.9.
    func takes(_ size: Int64) -> Bool { sizes.contains(size) && (hypervisor != "KVM" || size % 10 == 0) }

    static let list: Action = { _, parameters throws(Failure) in
        let hypervisors = parameters.list("hypervisorTypeCodeList")
        let codes = parameters.list("blockStorageVolumeTypeCodeList")
        let isBase = try parameters.flag("isBaseStorageAvailable")
        let types = all.filter { type in
            (isBase == nil || type.isBase == isBase) && (hypervisors.isEmpty || hypervisors.contains(type.hypervisor))
                && (codes.isEmpty || codes.contains(type.code))
        }
        return .list("blockStorageVolumeTypeList", types.map(\.json))
    }

    private var json: JSON {
        // Those of XEN are the page's sample; those of KVM are (inferred).
        let base: ClosedRange<Int64> = hypervisor == "XEN" ? 50...100 : 10...500
        return [
            "zoneCodeList": .array(Regions.zones.map(JSON.string)),
            "blockStorageVolumeType": .coded(code, Self.names) ?? .null,
            "hypervisorType": .coded(hypervisor, Regions.hypervisorNames) ?? .null,
            "minThroughput": 60, "maxThroughput": 1000, "minIops": 100, "maxIops": 26_000,
            "minVolumeSize": .integer(sizes.lowerBound << 30), "maxVolumeSize": .integer(sizes.upperBound << 30),
            "minBaseVolumeSize": .integer(base.lowerBound << 30), "maxBaseVolumeSize": .integer(base.upperBound << 30),
            "isBaseStorageAvailable": .bool(isBase),
        ]
    }
}

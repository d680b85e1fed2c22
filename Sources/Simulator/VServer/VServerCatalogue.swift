import OrderedJSON

/// Regions, zones, images and specs: what can be chosen from. Values are samples of api/vserver.md §2–§3.2, else (inferred).
enum VServerCatalogue {
    static let zones = ["KR-1", "KR-2"]

    static let regionList: Action = { _, _ throws(Failure) in
        .list("regionList", [["regionCode": "KR", "regionName": "Korea"]])
    }

    static let zoneList: Action = { _, parameters throws(Failure) in
        let found = parameters.text("regionCode") ?? "KR" == "KR" ? zones : []
        return .list(
            "zoneList",
            found.map { zone in
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

    /// The specs that fit an image, when one is given.
    static let specList: Action = { world, parameters throws(Failure) in
        guard let number = parameters.text("serverImageNo") else {
            return try VServerAnswers.serverSpec.list(&world, parameters)
        }
        let hypervisor = world[.serverImage, number]?["hypervisorType"]
        let fitting = world.all(.serverSpec).filter { $0["hypervisorType"] == hypervisor }
        let codes = parameters.list("serverSpecCodeList")
        let wanted = fitting.filter { codes.isEmpty || codes.contains($0.id) }
        return VServerAnswers.serverSpec.answer(world, wanted.map(\.id))
    }

    static let volumeTypeList: Action = { _, parameters throws(Failure) in
        let hypervisors = parameters.list("hypervisorTypeCodeList")
        let codes = parameters.list("blockStorageVolumeTypeCodeList")
        let types = volumeTypes.filter { type in
            (hypervisors.isEmpty || hypervisors.contains(type.hypervisor))
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
        return [
            "zoneCodeList": .array(zones.map(JSON.string)),
            "blockStorageVolumeType": Shape.coded(type.code, [type.code: type.code]) ?? .null,
            "hypervisorType": Shape.coded(type.hypervisor, VServerAnswers.hypervisorNames) ?? .null,
            "minThroughput": 60, "maxThroughput": 1000, "minIops": 100, "maxIops": 26_000,
            "minVolumeSize": .integer(type.sizes.lowerBound * gigabyte),
            "maxVolumeSize": .integer(type.sizes.upperBound * gigabyte),
            "minBaseVolumeSize": .integer(10 * gigabyte), "maxBaseVolumeSize": .integer(500 * gigabyte),
            "isBaseStorageAvailable": .bool(type.isBase),
        ]
    }
}

/// What a fresh account finds in the catalogue.
extension VServerCatalogue {
    private static let images: [(number: String, name: String, os: String, hypervisor: String, product: String)] = [
        ("16187005", "Rocky Linux 8.10", "ROCKY", "XEN", "SW.VSVR.OS.LNX64.ROCKY.0810.B050"),
        ("16187007", "Ubuntu Server 20.04 (64-bit)", "UBUNTU", "XEN", "SW.VSVR.OS.LNX64.UBNTU.SVR2004.B050"),
        ("23214590", "ubuntu-22.04-base", "UBUNTU", "KVM", ""),
        ("25495367", "ubuntu-24.04-base", "UBUNTU", "KVM", ""),
        ("25624115", "rocky-9.4-base", "ROCKY", "KVM", ""),
        ("25623982", "win-2022-64-en", "WINDOWS", "KVM", ""),
    ]

    static func fill(_ world: inout World) {
        for image in images {
            world.insert(
                .serverImage, id: image.number,
                attributes(image.number, image.name, image.os)
                    .merging([
                        "hypervisorType": .string(image.hypervisor), "serverImageProductCode": .string(image.product),
                    ]) { _, new in new })
        }
        for (index, spec) in specs.enumerated() {
            world.insert(.serverSpec, id: spec.code, attributes(spec, number: index + 1))
        }
    }

    static func attributes(_ number: String, _ name: String, _ os: String) -> [String: JSON] {
        [
            "serverImageNo": .string(number), "serverImageName": .string(name), "serverImageType": "NCP",
            "serverImageDescription": .string("kernel version : current"), "cpuArchitectureType": "X86_64",
            "osCategoryType": os == "WINDOWS" ? "WINDOWS" : "LINUX", "osType": .string(os),
            "serverImageStatus": "CREAT", "serverImageOperation": "NULL", "serverImageStatusName": "created",
            "createDate": "2024-05-16T17:57:43+0900", "serverImageLifeCyclePhase": "IN_SERVICE", "regionCode": "KR",
            "blockStorageMappingList": [
                [
                    "order": 0, "blockStorageSnapshotName": "", "blockStorageSize": 10_737_418_240,
                    "blockStorageName": "", "isEncryptedVolume": false,
                ]
            ],
        ]
    }

    private struct Spec {
        let code: String
        let cpus: Int64
        let gigabytes: Int64
        var product = ""

        var hypervisor: String { code.hasSuffix("g3") ? "KVM" : "XEN" }
    }

    private static let specs = [
        Spec(code: "ci2-g3", cpus: 2, gigabytes: 4), Spec(code: "ci4-g3", cpus: 4, gigabytes: 8),
        Spec(code: "c2-g3", cpus: 2, gigabytes: 4), Spec(code: "c4-g3", cpus: 4, gigabytes: 8),
        Spec(code: "s2-g3", cpus: 2, gigabytes: 8), Spec(code: "s4-g3", cpus: 4, gigabytes: 16),
        Spec(code: "s8-g3", cpus: 8, gigabytes: 32), Spec(code: "m2-g3", cpus: 2, gigabytes: 16),
        Spec(code: "c2-g2-s50", cpus: 2, gigabytes: 4, product: "SVR.VSVR.HICPU.C002.M004.NET.SSD.B050.G002"),
        Spec(code: "s2-g2-s50", cpus: 2, gigabytes: 8, product: "SVR.VSVR.STAND.C002.M008.NET.SSD.B050.G002"),
        Spec(code: "s4-g2-s50", cpus: 4, gigabytes: 16, product: "SVR.VSVR.STAND.C004.M016.NET.SSD.B050.G002"),
        Spec(code: "s2-g2-h50", cpus: 2, gigabytes: 8, product: "SVR.VSVR.STAND.C002.M008.NET.HDD.B050.G002"),
    ]

    private static func attributes(_ spec: Spec, number: Int) -> [String: JSON] {
        let memory = spec.gigabytes << 30
        return [
            "serverSpecCode": .string(spec.code), "generationCode": spec.hypervisor == "KVM" ? "G3" : "G2",
            "cpuCount": .integer(spec.cpus), "memorySize": .integer(memory),
            "hypervisorType": .string(spec.hypervisor), "cpuArchitectureType": "X86_64", "blockStorageMaxCount": 20,
            "blockStorageMaxIops": 10_300, "blockStorageMaxThroughput": 242_221_056,
            "networkPerformance": 1_000_000_000, "networkInterfaceMaxCount": 3,
            "serverProductCode": .string(spec.product),
            "serverSpecDescription": .string("vCPU \(spec.cpus)EA, Memory \(spec.gigabytes)GB"),
            "serverSpecNo": .string(String(number)),
        ]
    }
}

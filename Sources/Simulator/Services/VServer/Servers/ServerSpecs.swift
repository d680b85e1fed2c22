import OrderedJSON

/// Sizes of servers. Names, codes and fields are those of samples in api/vserver.md §3.2; which there are is made up.
/// (inferred)
enum ServerSpecs {
    static let kind = ActionKind(
        "ServerSpec", .serverSpec, id: "serverSpecCode",
        columns: [
            .text("serverSpecCode", "generationCode"), .integer("cpuCount", "memorySize"),
            .code("hypervisorType", Regions.hypervisorNames), .code("cpuArchitectureType", ["X86_64": "x86 64bit"]),
            .integer(
                "blockStorageMaxCount", "blockStorageMaxIops", "blockStorageMaxThroughput", "networkPerformance",
                "networkInterfaceMaxCount"), .text("serverProductCode", "serverSpecDescription"),
            .integer("gpuCount", "serverSpecNo"),
        ],
        filters: [
            .anyOf("serverSpecCodeList", of: "serverSpecCode"), .anyOf("hypervisorCodeList", of: "hypervisorType"),
            .codes("hypervisorType"),
        ],
        isPaged: false,
        actions: [.own("getServerSpecList", list), .own("getServerProductList", LegacyProducts.servers)])

    /// The specs that fit an image and are offered in a zone, where these are given.
    private static let list: Action = { world, parameters throws(Failure) in
        let number = parameters.text("serverImageNo")
        let zone = parameters.text("zoneCode")
        if number == nil, zone == nil { return try kind.listed(world, parameters) }
        let hypervisor = number.flatMap { world[.serverImage, $0]?["hypervisorType"] }
        let fitting = world.all(.serverSpec).filter { spec in
            (number == nil || spec["hypervisorType"] == hypervisor)
                && (zone == nil || zone == onlyZone[spec.id] ?? zone)
        }
        let codes = parameters.list("serverSpecCodeList")
        let wanted = fitting.filter { codes.isEmpty || codes.contains($0.id) }
        return kind.answer(world, wanted.map(\.id))
    }

    /// Sizes that one zone alone offers; the others are in both. (inferred: the documents say that a zone may be asked for)
    private static let onlyZone = ["s16-g3": "KR-1", "m4-g3": "KR-1"]

    static func fill(_ world: inout World) {
        for (index, spec) in specs.enumerated() {
            world.insert(.serverSpec, id: spec.code, attributes(spec, number: index + 1))
        }
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
        Spec(code: "c8-g3", cpus: 8, gigabytes: 16), Spec(code: "s2-g3", cpus: 2, gigabytes: 8),
        Spec(code: "s4-g3", cpus: 4, gigabytes: 16), Spec(code: "s8-g3", cpus: 8, gigabytes: 32),
        Spec(code: "s16-g3", cpus: 16, gigabytes: 64), Spec(code: "m2-g3", cpus: 2, gigabytes: 16),
        Spec(code: "m4-g3", cpus: 4, gigabytes: 32),
        Spec(code: "c2-g2-s50", cpus: 2, gigabytes: 4, product: "SVR.VSVR.HICPU.C002.M004.NET.SSD.B050.G002"),
        Spec(code: "s2-g2-s50", cpus: 2, gigabytes: 8, product: "SVR.VSVR.STAND.C002.M008.NET.SSD.B050.G002"),
        Spec(code: "s4-g2-s50", cpus: 4, gigabytes: 16, product: "SVR.VSVR.STAND.C004.M016.NET.SSD.B050.G002"),
        Spec(code: "s2-g2-h50", cpus: 2, gigabytes: 8, product: "SVR.VSVR.STAND.C002.M008.NET.HDD.B050.G002"),
        Spec(code: "s4-g2-h50", cpus: 4, gigabytes: 16, product: "SVR.VSVR.STAND.C004.M016.NET.HDD.B050.G002"),
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
            "serverSpecNo": .integer(Int64(number)),
        ]
    }
}

extension TableSchema { static let serverSpec = TableSchema("serverSpec", nameAttribute: "serverSpecCode") }

import OrderedJSON

/// What a fresh account finds in the catalogue. Names, codes and the fields of an image are those of samples in
/// api/vserver.md §3.2; which images there are, when they came and what became of them is made up. (inferred)
extension VServerCatalogue {
    private struct Image {
        let number: String
        let name: String
        let os: String
        let hypervisor: String
        let created: String
        var phase = "IN_SERVICE"
        var product = ""
    }

    private static let images = [
        Image(
            number: "16187003", name: "CentOS 7.8 (64-bit)", os: "CENTOS", hypervisor: "XEN", created: "2021-03-04",
            phase: "RETIRED", product: "SW.VSVR.OS.LNX64.CNTOS.0708.B050"),
        Image(
            number: "16187005", name: "Rocky Linux 8.10", os: "ROCKY", hypervisor: "XEN", created: "2024-05-16",
            product: "SW.VSVR.OS.LNX64.ROCKY.0810.B050"),
        Image(
            number: "16187007", name: "Ubuntu Server 20.04 (64-bit)", os: "UBUNTU", hypervisor: "XEN",
            created: "2022-08-23", product: "SW.VSVR.OS.LNX64.UBNTU.SVR2004.B050"),
        Image(
            number: "16187009", name: "Windows Server 2019 (64-bit)", os: "WINDOWS", hypervisor: "RHV",
            created: "2023-02-14"),
        Image(
            number: "19463675", name: "ubuntu-20.04-base", os: "UBUNTU", hypervisor: "KVM", created: "2023-06-20",
            phase: "FADE_OUT"),
        Image(
            number: "21347001", name: "rocky-8.8-base", os: "ROCKY", hypervisor: "KVM", created: "2023-11-07",
            phase: "FADE_OUT"),
        Image(number: "23214590", name: "ubuntu-22.04-base", os: "UBUNTU", hypervisor: "KVM", created: "2024-05-16"),
        Image(number: "23214592", name: "rocky-8.10-base", os: "ROCKY", hypervisor: "KVM", created: "2024-07-02"),
        Image(number: "25495367", name: "ubuntu-24.04-base", os: "UBUNTU", hypervisor: "KVM", created: "2024-10-31"),
        Image(number: "25623982", name: "win-2022-64-en", os: "WINDOWS", hypervisor: "KVM", created: "2024-11-12"),
        Image(number: "25624115", name: "rocky-9.4-base", os: "ROCKY", hypervisor: "KVM", created: "2024-12-03"),
    ]

    static func fill(_ world: inout World) {
        for image in images { world.insert(.serverImage, id: image.number, attributes(image)) }
        for (index, spec) in specs.enumerated() {
            world.insert(.serverSpec, id: spec.code, attributes(spec, number: index + 1))
        }
    }

    /// Adds an image as the provider does, today by the world's clock unless `created` says otherwise.
    static func publish(_ description: JSON, _ world: inout World) throws(Failure) -> JSON {
        guard let name = description["name"]?.text else { throw .rest(400, "100", "give the image's name") }
        let number = description["number"]?.text ?? world.number(.instance)
        var attributes = attributes(
            Image(
                number: number, name: name, os: description["os"]?.text ?? "UBUNTU",
                hypervisor: description["hypervisor"]?.text ?? "KVM", created: "",
                phase: description["lifeCycle"]?.text ?? "IN_SERVICE"))
        attributes["createDate"] = .string(
            description["created"]?.text ?? Timestamp(milliseconds: world.now).korean)
        world.insert(.serverImage, id: number, attributes)
        return ["serverImageNo": .string(number), "serverImageName": .string(name)]
    }

    private static func attributes(_ image: Image) -> [String: JSON] {
        let isKVM = image.hypervisor == "KVM"
        let rootDisk: JSON = [
            "order": 0, "blockStorageSnapshotInstanceNo": .integer((Int64(image.number) ?? 0) + 1),
            "blockStorageSnapshotName": .string("snapshot of \(image.name)"),
            "blockStorageSize": .integer((isKVM ? 10 : 50) << 30), "blockStorageName": "",
            "blockStorageVolumeType": Shape.coded(isKVM ? "CB1" : "HDD", VServerAnswers.volumeNames) ?? .null,
            "iops": 100, "throughput": 104_857_600, "isEncryptedVolume": false,
        ]
        return attributes(image.number, image.name, image.os).merging([
            "blockStorageMappingList": [rootDisk],
            "hypervisorType": .string(image.hypervisor), "serverImageProductCode": .string(image.product),
            "serverImageLifeCyclePhase": .string(image.phase), "createDate": .string("\(image.created)T17:57:43+0900"),
        ]) { _, new in new }
    }

    static func attributes(_ number: String, _ name: String, _ os: String) -> [String: JSON] {
        [
            "serverImageNo": .string(number), "serverImageName": .string(name), "serverImageType": "NCP",
            "serverImageDescription": .string("kernel version : current"), "cpuArchitectureType": "X86_64",
            "osCategoryType": os == "WINDOWS" ? "WINDOWS" : "LINUX", "osType": .string(os),
            "serverImageStatus": "CREAT", "serverImageOperation": "NULL", "serverImageStatusName": "created",
            "createDate": "2024-05-16T17:57:43+0900", "serverImageLifeCyclePhase": "IN_SERVICE", "regionCode": "KR",
            "shareStatus": "NULL",
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

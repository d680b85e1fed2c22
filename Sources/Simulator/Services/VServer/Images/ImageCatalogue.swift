import OrderedJSON

/// What a fresh account finds in the catalogue. Names, codes and the fields of an image are those of samples in
/// api/vserver.md §3.2; which images there are, when they came and what became of them is made up. (inferred)
extension ServerImages {
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
        attributes["createDate"] = .string(description["created"]?.text ?? Timestamp(milliseconds: world.now).korean)
        world.insert(.serverImage, id: number, attributes)
        return ["serverImageNo": .string(number), "serverImageName": .string(name)]
    }

    private static func attributes(_ image: Image) -> [String: JSON] {
        let isKVM = image.hypervisor == "KVM"
        let rootDisk: JSON = [
            "order": 0, "blockStorageSnapshotInstanceNo": .integer((Int64(image.number) ?? 0) + 1),
            "blockStorageSnapshotName": .string("snapshot of \(image.name)"),
            "blockStorageSize": .integer((isKVM ? 10 : 50) << 30), "blockStorageName": "",
            "blockStorageVolumeType": JSON.coded(isKVM ? "CB1" : "HDD", VolumeType.names) ?? .null,
            "iops": 100, "throughput": 104_857_600, "isEncryptedVolume": false,
        ]
        return attributes(image.name, image.os).merging([
            "serverImageNo": .string(image.number),
            "blockStorageMappingList": [rootDisk],
            "hypervisorType": .string(image.hypervisor), "serverImageProductCode": .string(image.product),
            "serverImageLifeCyclePhase": .string(image.phase), "createDate": .string("\(image.created)T17:57:43+0900"),
        ]) { _, new in new }
    }

    static func attributes(_ name: String, _ os: String) -> [String: JSON] {
        [
            "serverImageName": .string(name), "serverImageType": "NCP",
            "serverImageDescription": .string("kernel version : current"), "cpuArchitectureType": "X86_64",
            "osCategoryType": os == "WINDOWS" ? "WINDOWS" : "LINUX", "osType": .string(os),
            "serverImageStatus": "CREAT", "serverImageOperation": "NULL", "serverImageStatusName": "created",
            "createDate": "2024-05-16T17:57:43+0900", "serverImageLifeCyclePhase": "IN_SERVICE", "regionCode": "KR",
            "shareStatus": "NULL",
        ]
    }
}

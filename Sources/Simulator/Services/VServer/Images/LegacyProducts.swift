import OrderedCollections
import OrderedJSON

/// The legacy catalogue of XEN products, identified by product codes. Source: api/vserver.md §3.2.
enum LegacyProducts {
    static let images: Action = { world, parameters throws(Failure) in
        let found = world.all(.serverImage).filter { !$0["serverImageProductCode"].isEmpty }
        let elements = found.map { image -> JSON in
            product(
                code: image["serverImageProductCode"], name: image["serverImageName"], type: "LINUX", cpus: 0,
                memory: 0,
                os: image["serverImageName"], generation: "")
        }
        return .list("productList", chosen(elements, parameters))
    }

    /// Those that an image fits; the call must name it.
    static let servers: Action = { world, parameters throws(Failure) in
        let ownImage = parameters.text("memberServerImageInstanceNo")
        guard let code = parameters.text("serverImageProductCode") ?? ownImage else {
            throw .missing("serverImageProductCode or memberServerImageInstanceNo")
        }
        guard image(code, world) != nil || world[.memberImage, code] != nil || world[.serverImage, code] != nil else {
            throw .action("10712", "The product does not exist.")
        }
        let found = world.all(.serverSpec).filter { !$0["serverProductCode"].isEmpty }
        let elements = found.map { spec -> JSON in
            let code = spec["serverProductCode"]
            return product(
                code: code, name: spec["serverSpecDescription"] + ", Disk 50GB",
                type: code.contains("HICPU") ? "HICPU" : "STAND",
                cpus: spec.integer("cpuCount"), memory: spec.integer("memorySize"), os: "",
                generation: spec["generationCode"])
        }
        return .list("productList", chosen(elements, parameters))
    }

    static func image(_ code: String, _ world: World) -> Record? {
        world.all(.serverImage).first { $0["serverImageProductCode"] == code }
    }

    static func spec(_ code: String, _ world: World) -> Record? {
        world.all(.serverSpec).first { $0["serverProductCode"] == code }
    }

    private static func chosen(_ elements: [JSON], _ parameters: CallParameters) -> [JSON] {
        elements.filter { element in
            let code = element["productCode"]?.text ?? ""
            let generation = element["generationCode"]?.text ?? ""
            return parameters.text("productCode").map { $0 == code } ?? true
                && parameters.text("exclusionProductCode").map { $0 != code } ?? true
                && parameters.text("generationCode").map { $0 == generation } ?? true
        }
    }

    private static func product(
        code: String, name: String, type: String, cpus: Int64, memory: Int64, os: String, generation: String
    ) -> JSON {
        let isImage = cpus == 0
        let typeNames = ["HICPU": "High CPU", "STAND": "Standard", "LINUX": "Linux"]
        let resource = JSON.coded(isImage ? "SW" : "VSVR", ["SW": "Software", "VSVR": "Server (VPC)"])
        let platform = JSON.coded(isImage ? "LNX64" : "", ["LNX64": "Linux 64 Bit"])
        let disk = JSON.coded(isImage ? "" : "NET", ["NET": "Network Storage"])
        let members: OrderedDictionary<String, JSON?> = [
            "productCode": .string(code), "productName": .string(name), "productType": JSON.coded(type, typeNames),
            "productDescription": .string(name), "infraResourceType": resource, "cpuCount": .integer(cpus),
            "memorySize": .integer(memory), "baseBlockStorageSize": .integer(50 << 30), "platformType": platform,
            "osInformation": .string(os), "diskType": disk, "dbKindCode": "", "addBlockStorageSize": 0,
            "generationCode": .string(generation), "osMemorySize": 0,
        ]
        return .object(members.compactMapValues { $0 })
    }
}

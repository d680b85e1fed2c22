import OrderedCollections
import OrderedJSON

/// An image of a database, with the engine versions that it can run, the newest first.
struct DatabaseImage: Sendable {
    let code: String
    let name: String
    let generation: String
    let engines: [String]
}

/// A size of database servers. Images take products of their own generation.
struct DatabaseProduct: Sendable {
    let code: String
    let type: String
    let cpus: Int64
    let gigabytes: Int64
    let generation: String
    var zones = Regions.zones
    /// What the servers of MongoDB are told apart by; nil for the services with one sort of servers.
    var detail: String?
}

/// Images and products. Source: api/clouddb.md §1. Codes that the sheet has no sample of, and which zones have which
/// product, are (inferred).
extension DatabaseFamily {
    var offerActions: [KindAction] {
        [.own(self("getCloud*ImageProductList"), imageList), .own(self("getCloud*ProductList"), productList)]
    }

    /// An element for each engine version of an image.
    private var imageList: Action {
        { _, parameters throws(Failure) in
            let elements = images.flatMap { image in
                image.engines.map { engine in
                    element(
                        code: image.code, name: image.name, type: "LINUX", generation: image.generation,
                        [
                            "infraResourceType": JSON.coded("SW", ["SW": "Software"]),
                            "engineVersionCode": .string(engine),
                        ])
                }
            }
            return .list("productList", chosen(elements, parameters))
        }
    }

    private var productList: Action {
        { _, parameters throws(Failure) in
            let image = try self.image(parameters.required(self("cloud*ImageProductCode")))
            let zone = parameters.text("zoneCode")
            let detail = parameters.text("infraResourceDetailTypeCode")
            let fitting = products.filter { product in
                product.generation == image.generation && (zone.map(product.zones.contains) ?? true)
                    && (detail == nil || product.detail == detail)
            }
            return .list("productList", chosen(fitting.map(element), parameters))
        }
    }

    private func element(_ product: DatabaseProduct) -> JSON {
        element(
            code: product.code, name: "vCPU \(product.cpus), Memory \(product.gigabytes)GB", type: product.type,
            generation: product.generation,
            [
                "infraResourceType": JSON.coded("VDBAS", ["VDBAS": "Cloud DB"]),
                "infraResourceDetailType": product.detail.flatMap { JSON.coded($0) },
                "cpuCount": .integer(product.cpus), "memorySize": .integer(product.gigabytes << 30),
                "diskType": JSON.coded("NET", ["NET": "Network Storage"]),
            ])
    }

    private func element(
        code: String, name: String, type: String, generation: String, _ more: OrderedDictionary<String, JSON?>
    ) -> JSON {
        let typeNames = ["STAND": "Standard", "HIMEM": "High Memory", "LINUX": "Linux"]
        let isImage = type == "LINUX"
        var members: OrderedDictionary<String, JSON?> = [
            "productCode": .string(code), "productName": .string(name), "productType": JSON.coded(type, typeNames),
            "productDescription": .string(name), "cpuCount": 0, "memorySize": 0,
            "baseBlockStorageSize": .integer(10 << 30), "osInformation": .string(isImage ? name : ""),
            "platformType": isImage ? JSON.coded("LNX64", ["LNX64": "Linux 64 Bit"]) : nil,
            "dbKindCode": .string(noun.uppercased()), "addBlockStorageSize": 0,
            "generationCode": .string(generation),
        ]
        members.merge(more) { $1 }
        return .object(members.compactMapValues { $0 })
    }

    private func chosen(_ elements: [JSON], _ parameters: CallParameters) -> [JSON] {
        elements.filter { element in
            let code = element["productCode"]?.text
            return (parameters.text("productCode").map { $0 == code } ?? true)
                && (parameters.text("exclusionProductCode").map { $0 != code } ?? true)
                && (parameters.text("generationCode").map { $0 == element["generationCode"]?.text } ?? true)
        }
    }

    func image(_ code: String) throws(Failure) -> DatabaseImage {
        guard let image = images.first(where: { $0.code == code }) else {
            throw .action("10712", "The product does not exist. (\(code))")
        }
        return image
    }

    /// The product that a call names, which must fit; without one the smallest that does.
    func product(
        _ code: String?, generation: String, zone: String, detail: String? = nil, as parameter: String
    ) throws(Failure) -> DatabaseProduct {
        let fitting = products.filter { product in
            product.generation == generation && product.zones.contains(zone) && product.detail == detail
        }
        guard let code else {
            let smallest = fitting.min { ($0.gigabytes, $0.cpus) < ($1.gigabytes, $1.cpus) }
            guard let smallest else { throw .invalid(parameter) }
            return smallest
        }
        guard products.contains(where: { $0.code == code }) else {
            throw .action("10712", "The product does not exist. (\(code))")
        }
        guard let product = fitting.first(where: { $0.code == code }) else { throw .invalid(parameter) }
        return product
    }

    /// Image, engine version, generation and the storage that goes with it: the service's own choice unless given.
    var offer: Input {
        .values { parameters, _, _ throws(Failure) in
            let name = self("cloud*ImageProductCode")
            guard let usual = images.first else { throw .missing(name) }
            let image = try self.image(parameters.text(name) ?? usual.code)
            let engine = parameters.text("engineVersionCode") ?? image.engines[0]
            guard image.engines.contains(engine) else { throw .invalid("engineVersionCode") }
            let storages = image.generation == "G3" ? ["CB2", "CB1"] : ["SSD", "HDD"]
            let storage = parameters.text("dataStorageTypeCode") ?? storages[0]
            guard storages.contains(storage) else { throw .invalid("dataStorageTypeCode") }
            return [
                name: .string(image.code), "engineVersion": .string(engine),
                "generationCode": .string(image.generation), "dataStorageType": .string(storage),
            ]
        }
    }

    /// The product of the servers, for services whose servers are all alike.
    var size: Input {
        .values { parameters, instance, _ throws(Failure) in
            let name = self("cloud*ProductCode")
            let product = try product(
                parameters.text(name), generation: instance["generationCode"], zone: instance["zoneCode"], as: name)
            return [name: .string(product.code)]
        }
    }
}

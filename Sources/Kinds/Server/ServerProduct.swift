import Model
import NcloudClient
import OrderedJSON

extension Driver {
    /// An image of the older catalogue. Source: api/vserver.md §3.2.
    public static let serverImageProduct = Driver(
        Kind(
            "ServerImageProduct", service: "Server",
            summary: "An image of the older catalogue (XEN, RHV): read by lookups, never changed.",
            source: "api/vserver.md §3.2",
            fields: [
                .computed("name", "Name of the product."),
                .computed("code", "Product code, such as SW.VSVR.OS.LNX64.ROCKY.0810.B050; also its id."),
                .computed("description", "What it is."), .computed("platform", "Platform code, such as LNX64."),
                .computed("os", "The operating system, in words."),
                .computed("diskSize", .integer, "Size of the root disk in bytes."),
            ],
            identity: Kind.Identity(id: "productCode"),
            reading: Kind.Reading(["getServerImageProductList"]),
            life: Kind.Life(
                creation: .refused("the cloud defines its products", advice: "name one by its code"),
                deletion: .refused("the cloud defines its products", advice: "forget it: nacre state forget")),
            choosing: Kind.Choosing(lookup: LookupRules(bareText: .id, outlived: true)),
            example: """
                apiVersion: ncloud/v1
                kind: ServerImageProduct
                metadata: {name: rocky-8}
                import: {id: SW.VSVR.OS.LNX64.ROCKY.0810.B050}
                spec: {}
                """),
        operations: ServerImageProductOperations())

    /// A size of the older catalogue. Source: api/vserver.md §3.2.
    public static let serverProduct = Driver(
        Kind(
            "ServerProduct", service: "Server",
            summary: "A size of the older catalogue (XEN, RHV): read by lookups, never changed.",
            source: "api/vserver.md §3.2",
            fields: [
                .computed("name", "Name of the product."),
                .computed("code", "Product code, such as SVR.VSVR.STAND.C002.M008.NET.SSD.B050.G002; also its id."),
                .computed("description", "What it is."), .computed("type", "Product type, such as STAND or HICPU."),
                .computed("generation", "G1, G2 or G3."), .computed("cpuCount", .integer, "Virtual CPUs."),
                .computed("memorySize", .integer, "Memory in bytes."),
                .computed("memoryGiB", .integer, "Memory in whole GiB."),
                .computed("diskType", "Type code of the root disk."),
                .computed("diskSize", .integer, "Size of the root disk in bytes."),
                .computed("images", .list(.string), "Codes of the image products it fits."),
            ],
            identity: Kind.Identity(id: "productCode"),
            reading: Kind.Reading(
                ["getServerImageProductList"], besides: "getServerProductList for each image product"),
            life: Kind.Life(
                creation: .refused("the cloud defines its products", advice: "name one by its code"),
                deletion: .refused("the cloud defines its products", advice: "forget it: nacre state forget")),
            choosing: Kind.Choosing(
                lookup: LookupRules(
                    bareText: .id,
                    comparisons: ["cpuCount": .atLeast, "memoryGiB": .atLeast, "memorySize": .atLeast],
                    picks: [
                        LookupRules.Pick(
                            "smallest",
                            by: [
                                .ascending("cpuCount"), .ascending("memorySize"), .descending("generation"),
                                .ascending("code"),
                            ],
                            "the one with the fewest CPUs, then the least memory, of the newest generation")
                    ], outlived: true)),
            example: """
                apiVersion: ncloud/v1
                kind: ServerProduct
                metadata: {name: small}
                import: {id: SVR.VSVR.STAND.C002.M008.NET.SSD.B050.G002}
                spec: {}
                """),
        operations: ServerProductOperations())
}

struct ServerImageProductOperations: ReadOnlyOperations {
    let kind = "ServerImageProduct"

    func list(_ scope: Scope, from cloud: any APICaller) async throws(APIFailure) -> [LiveObject] {
        try await cloud.call(.action(.vserver, "getServerImageProductList"))["productList"]?.elements
            .compactMap(Self.read) ?? []
    }

    private static func read(_ wire: JSON) -> LiveObject? {
        guard let code = wire.nonEmpty("productCode") else { return nil }
        return LiveObject(
            kind: "ServerImageProduct", id: code,
            attributes: [
                "name": Value(wire.nonEmpty("productName")), "code": .string(code),
                "description": Value(wire.nonEmpty("productDescription")),
                "platform": Value(wire.code("platformType")), "os": Value(wire.nonEmpty("osInformation")),
                "diskSize": Value(wire["baseBlockStorageSize"]?.integer),
            ])
    }
}

struct ServerProductOperations: ReadOnlyOperations {
    let kind = "ServerProduct"

    /// The API lists sizes for an image only (api/vserver.md §1), so every image is asked about: sizes of all together.
    func list(_ scope: Scope, from cloud: any APICaller) async throws(APIFailure) -> [LiveObject] {
        let images = try await cloud.call(.action(.vserver, "getServerImageProductList"))["productList"]?.elements ?? []
        var found: [String: LiveObject] = [:]
        var fitting: [String: [String]] = [:]
        for code in images.compactMap({ $0.nonEmpty("productCode") }) {
            let answer = try await cloud.call(
                .action(.vserver, "getServerProductList", ["serverImageProductCode": code]))
            for object in answer["productList"]?.elements.compactMap(Self.read) ?? [] {
                found[object.id] = object
                fitting[object.id, default: []].append(code)
            }
        }
        return found.values.sorted { $0.id < $1.id }.map { object in
            object.adding(["images": Value(texts: fitting[object.id] ?? [])])
        }
    }

    private static func read(_ wire: JSON) -> LiveObject? {
        guard let code = wire.nonEmpty("productCode") else { return nil }
        let memory = wire["memorySize"]?.integer
        return LiveObject(
            kind: "ServerProduct", id: code,
            attributes: [
                "name": Value(wire.nonEmpty("productName")), "code": .string(code),
                "description": Value(wire.nonEmpty("productDescription")),
                "type": Value(wire.code("productType")), "generation": Value(wire.nonEmpty("generationCode")),
                "cpuCount": Value(wire["cpuCount"]?.integer), "memorySize": Value(memory),
                "memoryGiB": Value(memory.map { $0 >> 30 }), "diskType": Value(wire.code("diskType")),
                "diskSize": Value(wire["baseBlockStorageSize"]?.integer),
            ])
    }
}

import Model
import NcloudClient
import OrderedJSON

extension Driver {
    /// An image of the older catalogue. Source: api/vserver.md §3.2.
    public static let serverImageProduct = Driver(
        Kind(
            "ServerImageProduct", service: "Server",
            summary: "A legacy server image (XEN, RHV): read-only, for lookups.",
            fields: [
                .computed("name", "Name of the product."),
                .computed("code", "Product code, such as SW.VSVR.OS.LNX64.ROCKY.0810.B050; also its id."),
                .computed("description", "Description."), .computed("platform", "Platform code, such as LNX64."),
                .computed("os", "The operating system, in words."),
                .computed("diskSize", .integer, "Size of the root disk in bytes."),
            ],
            identity: Kind.Identity(id: "productCode"),
            life: Kind.Life(
                creation: .refused("the cloud defines its products", advice: "use its code"),
                deletion: .refused("the cloud defines its products")
            ),
            choosing: Kind.Choosing(lookup: LookupRules(bareText: .id, outlived: true)),
            example: """
                apiVersion: ncloud/v1
                kind: ServerImageProduct
                metadata: {name: rocky-8}
                import: {id: SW.VSVR.OS.LNX64.ROCKY.0810.B050}
                spec: {}
                """),
        operations: ActionOperations(
            "ServerImageProduct", .vserver, id: "productCode",
            [
                .text("name", "productName"), .text("code", "productCode"),
                .text("description", "productDescription"), .code("platform", "platformType"),
                .text("os", "osInformation"), .number("diskSize", "baseBlockStorageSize"),
            ], isPaged: false, look: .none, isReadOnly: true, names: { $0.elements = "productList" }))

    /// A size of the older catalogue. Source: api/vserver.md §3.2.
    public static let serverProduct = Driver(
        Kind(
            "ServerProduct", service: "Server",
            summary: "A legacy server spec (XEN, RHV): read-only, for lookups.",
            fields: [
                .computed("name", "Name of the product."),
                .computed("code", "Product code, such as SVR.VSVR.STAND.C002.M008.NET.SSD.B050.G002; also its id."),
                .computed("description", "Description."), .computed("type", "Product type, such as STAND or HICPU."),
                .computed("generation", "G1, G2 or G3."), .computed("cpuCount", .integer, "Virtual CPUs."),
                .computed("memorySize", .integer, "Memory in bytes."),
                .computed("memoryGiB", .integer, "Memory in whole GiB."),
                .computed("diskType", "Type code of the root disk."),
                .computed("diskSize", .integer, "Size of the root disk in bytes."),
                .computed("images", .list(.string), "Codes of the compatible image products."),
            ],
            identity: Kind.Identity(id: "productCode"),
            reading: Kind.Reading(
                ["getServerImageProductList"], besides: "getServerProductList for each image product"),
            life: Kind.Life(
                creation: .refused("the cloud defines its products", advice: "use its code"),
                deletion: .refused("the cloud defines its products")
            ),
            choosing: Kind.Choosing(
                lookup: .products(
                    smallest: [
                        .ascending("cpuCount"), .ascending("memorySize"), .descending("generation"), .ascending("code"),
                    ], "the one with the fewest CPUs, then the least memory, of the newest generation")),
            example: """
                apiVersion: ncloud/v1
                kind: ServerProduct
                metadata: {name: small}
                import: {id: SVR.VSVR.STAND.C002.M008.NET.SSD.B050.G002}
                spec: {}
                """),
        operations: ServerProductOperations())
}

struct ServerProductOperations: AdaptedOperations {
    let form = ActionOperations(
        "ServerProduct", .vserver, id: "productCode",
        [
            .text("name", "productName"), .text("code", "productCode"), .text("description", "productDescription"),
            .code("type", "productType"), .text("generation", "generationCode"), .number("cpuCount", "cpuCount"),
            .number("memorySize", "memorySize"), .gigabytes("memoryGiB", "memorySize"), .code("diskType", "diskType"),
            .number("diskSize", "baseBlockStorageSize"),
        ], isPaged: false, look: .none, isReadOnly: true, names: { $0.elements = "productList" })

    /// The API lists sizes for an image only (api/vserver.md §1), so every image is asked about: sizes of all together.
    func list(_ scope: ReadScope, from cloud: any APICaller) async throws(APIFailure) -> [LiveObject] {
        let images = try await Driver.serverImageProduct.operations.list(ReadScope(everything: true), from: cloud)
        var found: [String: LiveObject] = [:]
        var fitting: [String: [String]] = [:]
        for image in images {
            for object in try await form.list(with: ["serverImageProductCode": image.id], from: cloud) {
                found[object.id] = object
                fitting[object.id, default: []].append(image.id)
            }
        }
        return found.values.sorted { $0.id < $1.id }.map { object in
            object.adding(["images": Value(texts: fitting[object.id] ?? [])])
        }
    }
}

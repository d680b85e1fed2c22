import Model
import NcloudClient
import OrderedJSON

// Images and products of the services, which are looked up. Source: api/clouddb.md §1.

extension CloudDatabase {
    /// What instances are made of: an engine on an operating system.
    /// - Parameter code: one to copy into a manifest.
    func image(code: String) -> Driver {
        let shared = shared(
            "image", fitting: "product", engine: "Version code of its engine, the highest of those that it has.")
        return Driver(
            Kind(
                imageKind, service: "CloudDB", summary: "An image for \(title) instances: read-only, for lookups.",
                fields: shared.map(\.field) + [
                    .computed("engineVersions", .list(.string), "Version codes of all engines that it has."),
                    .computed("platform", "Platform code, such as LNX64."),
                    .computed("os", "The operating system, in words."),
                ],
                identity: Kind.Identity(id: "productCode"), life: .defined,
                choosing: Kind.Choosing(
                    lookup: LookupRules(
                        bareText: .id, comparisons: ["engineVersion": .leadingParts],
                        picks: [
                            LookupRules.Pick(
                                "newest",
                                by: [.descending("engineVersion"), .descending("generation"), .ascending("code")],
                                "the one with the highest version, of the newest generation")
                        ], outlived: true)),
                example: example(imageKind, code)),
            operations: DatabaseImageOperations(
                form: ActionOperations(
                    imageKind, service, noun: "\(noun)ImageProduct", id: "productCode",
                    shared.flatMap(\.columns) + [.code("platform", "platformType"), .text("os", "osInformation")],
                    isPaged: false, look: .none, isReadOnly: true, names: { $0.elements = "productList" })))
    }

    /// The specs that the servers of instances come in.
    func product(code: String) -> Driver {
        let shared = shared(
            "product", fitting: "image", engine: "Version code of an engine, where it is for one.")
        return Driver(
            Kind(
                productKind, service: "CloudDB",
                summary: "A server spec for \(title) instances: read-only, for lookups.",
                fields: shared.map(\.field) + [
                    .computed("type", "Product type, such as STAND or HIMEM."),
                    .computed(
                        "role", "What servers it is for, as a code such as MNGOD or ARBIT, where there are sorts."),
                    .computed("cpuCount", .integer, "Virtual CPUs."),
                    .computed("memorySize", .integer, "Memory in bytes."),
                    .computed("memoryGiB", .integer, "Memory in whole GiB."),
                    .computed("diskType", "Type code of the storage."),
                    .computed("images", .list(.string), "Codes of the compatible images."),
                ],
                identity: Kind.Identity(id: "productCode"),
                reading: Kind.Reading(
                    [call("get", "ImageProductList")], besides: "\(call("get", "ProductList")) for each image"),
                life: .defined,
                choosing: Kind.Choosing(
                    lookup: .products(
                        smallest: [
                            .ascending("memorySize"), .ascending("cpuCount"), .descending("generation"),
                            .ascending("code"),
                        ], "the one with the least memory, then the fewest CPUs, of the newest generation")),
                example: example(productKind, code)),
            operations: DatabaseProductOperations(
                database: self,
                form: ActionOperations(
                    productKind, service, noun: "\(noun)Product", id: "productCode",
                    shared.flatMap(\.columns) + [
                        .code("type", "productType"), .code("role", "infraResourceDetailType"),
                        .number("cpuCount", "cpuCount"), .number("memorySize", "memorySize"),
                        .gigabytes("memoryGiB", "memorySize"), .code("diskType", "diskType"),
                    ],
                    isPaged: false, look: .none, isReadOnly: true, names: { $0.elements = "productList" })))
    }

    /// What images and products both have.
    /// - Parameters:
    ///   - other: what one of them has to match.
    ///   - engine: what the version of the engine is.
    private func shared(_ what: String, fitting other: String, engine: String) -> [DatabaseField] {
        [
            DatabaseField(.computed("name", "Name of the \(what)."), .text("name", "productName")),
            DatabaseField(.computed("code", "Product code; also its id."), .text("code", "productCode")),
            DatabaseField(.computed("description", "Description."), .text("description", "productDescription")),
            DatabaseField(
                .computed("generation", "G2 or G3; must match the \(other)."), .text("generation", "generationCode")),
            DatabaseField(.computed("engineVersion", engine), .text("engineVersion", "engineVersionCode")),
        ]
    }

    private func example(_ kind: String, _ code: String) -> String {
        """
        apiVersion: ncloud/v1
        kind: \(kind)
        metadata: {name: standard}
        import: {id: \(code)}
        spec: {}
        """
    }
}

extension Kind.Life {
    /// That of what the cloud offers.
    fileprivate static let defined = Kind.Life(
        creation: .refused("the cloud defines its products", advice: "use its code, or {lookup: …}"),
        deletion: .refused("the cloud defines its products"))
}

struct DatabaseImageOperations: AdaptedOperations {
    let form: ActionOperations

    /// The list shows an image once for each version of its engine: all together are one.
    func list(_ scope: ReadScope, from cloud: any APICaller) async throws(APIFailure) -> [LiveObject] {
        var images: [LiveObject] = []
        for image in try await form.list(scope, from: cloud) {
            let version = [image.attributes.text("engineVersion")].compactMap(\.self)
            guard let index = images.firstIndex(where: { $0.id == image.id }) else {
                images.append(image.adding(["engineVersions": Value(texts: version)]))
                continue
            }
            let known = images[index].attributes["engineVersions"]?.elements.compactMap(\.text) ?? []
            let all = Set(known + version).sorted { NaturalOrder.precedes($1, $0) }
            images[index] = images[index].adding([
                "engineVersions": Value(texts: all), "engineVersion": Value(all.first),
            ])
        }
        return images
    }
}

struct DatabaseProductOperations: AdaptedOperations {
    let database: CloudDatabase
    let form: ActionOperations

    /// The API lists products for an image only, so every image is asked about: products of all together.
    func list(_ scope: ReadScope, from cloud: any APICaller) async throws(APIFailure) -> [LiveObject] {
        let wires = try await cloud.elements(
            of: .action(database.service, database.call("get", "ImageProductList")), under: "productList")
        let images = wires.compactMap { $0.nonEmpty("productCode") }
        let offers = try await images.concurrentlyReading { image throws(APIFailure) in
            try await form.list(with: [database.member("ImageProductCode"): image], from: cloud)
        }
        var found: [String: LiveObject] = [:]
        var fitting: [String: [String]] = [:]
        for (image, products) in zip(images, offers) {
            for product in products {
                found[product.id] = product
                fitting[product.id, default: []].append(image)
            }
        }
        return found.values.sorted { $0.id < $1.id }.map { product in
            product.adding(["images": Value(texts: fitting[product.id] ?? [])])
        }
    }
}

import OrderedJSON

/// The image and spec of a new server, legacy or new. Source: api/vserver.md §3.1.
struct ServerProduct {
    let image: Record
    let spec: Record

    var hypervisor: String { image["hypervisorType"] }
    /// Servers of custom images show its number twice. Source: api/vserver.md §3.1.
    var isOwn: Bool { image["serverImageType"] == "SELF" || !image["memberServerImageInstanceNo"].isEmpty }
    var isWindows: Bool { image["osCategoryType"] == "WINDOWS" }

    init(_ parameters: CallParameters, _ world: World) throws(Failure) {
        let given = ["serverImageNo", "serverImageProductCode", "memberServerImageInstanceNo"]
            .filter { parameters.text($0) != nil }
        guard !given.isEmpty else {
            throw .missing("memberServerImageInstanceNo or serverImageProductCode or serverSpecCode")
        }
        guard given.count == 1 else { throw .invalid("serverImageNo") }
        image = try Self.image(parameters, world)
        spec = try Self.spec(parameters, for: image, world)
        guard spec["hypervisorType"] == image["hypervisorType"] else { throw ServerProduct.isUnfit }
    }

    static let isUnknown = Failure.action("1401", "The server product does not exist.")
    static let isUnfit = Failure.action("1413", "The server product does not fit the server image.")

    var attributes: [String: JSON] {
        let product = spec["serverProductCode"]
        return Self.attributes(of: spec).merging([
            "platformType": isWindows ? "WND64" : "LNX64", "hypervisorType": .string(hypervisor),
            "serverImageNo": .string(image.id), "memberServerImageInstanceNo": isOwn ? .string(image.id) : "",
            "serverImageProductCode": .string(image["serverImageProductCode"]),
            "baseBlockStorageDiskType": "NET",
            "baseBlockStorageDiskDetailType": product.contains("HDD") ? "HDD" : "SSD",
        ]) { _, new in new }
    }

    /// What a server has from its spec, and gets again when the spec changes.
    static func attributes(of spec: Record) -> [String: JSON] {
        let product = spec["serverProductCode"]
        let isHighCPU = product.contains("HICPU") || spec.id.hasPrefix("c")
        return [
            "cpuCount": .integer(spec.integer("cpuCount")), "memorySize": .integer(spec.integer("memorySize")),
            "serverSpecCode": .string(spec.id), "serverProductCode": .string(product),
            "serverInstanceType": isHighCPU ? "HICPU" : "STAND",
        ]
    }

    /// The spec asked for; nil when none was.
    static func named(_ parameters: CallParameters, _ world: World) throws(Failure) -> Record? {
        if let code = parameters.text("serverSpecCode") {
            guard let spec = world[.serverSpec, code] else { throw ServerProduct.isUnknown }
            return spec
        }
        guard let code = parameters.text("serverProductCode") else { return nil }
        guard let spec = LegacyProducts.spec(code, world) else { throw ServerProduct.isUnknown }
        return spec
    }

    private static func image(_ parameters: CallParameters, _ world: World) throws(Failure) -> Record {
        if let code = parameters.text("serverImageProductCode") {
            guard let image = LegacyProducts.image(code, world) else { throw ServerProduct.isUnknown }
            return image
        }
        if let number = parameters.text("memberServerImageInstanceNo") {
            // A custom image has its number in both fields, so that either sort is accepted. (inferred)
            guard let image = world[.memberImage, number] ?? world[.serverImage, number],
                image["memberServerImageInstanceStatus"] != "INIT"
            else { throw .invalid("memberServerImageInstanceNo") }
            return image
        }
        guard let image = world[.serverImage, parameters.text("serverImageNo") ?? ""],
            image["serverImageStatus"] == "CREAT"
        else { throw .invalid("serverImageNo") }
        return image
    }

    /// Without a wish the smallest that fits.
    private static func spec(
        _ parameters: CallParameters, for image: Record, _ world: World
    ) throws(Failure) -> Record {
        if let spec = try named(parameters, world) { return spec }
        let fitting = world.all(.serverSpec).filter { $0["hypervisorType"] == image["hypervisorType"] }
        let smallest = fitting.min {
            ($0.integer("memorySize"), $0.integer("cpuCount")) < ($1.integer("memorySize"), $1.integer("cpuCount"))
        }
        guard let smallest else { throw ServerProduct.isUnknown }
        return smallest
    }
}

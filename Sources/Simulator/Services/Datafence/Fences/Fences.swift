import OrderedJSON

/// Fences: adopted and changed; no call makes or returns one. Source: get-datafence.
enum Fences {
    static let kind = RESTKind(
        .fence, at: "/fence", [.look("/get-datafence", list), .look("/get-fence-custom-image", images)])

    private static let list: Datafence.Handler = { world, _ throws(Failure) in
        .array(world.all(.fence).map { render($0, world) })
    }

    private static func render(_ fence: Record, _ world: World) -> JSON {
        let boxes = FenceBoxes.listed(of: fence, world).filter { $0["statusCode"] != "TERMINATE" }
        let head: JSON = [
            "fenceId": Datafence.id(fence.id), "fenceName": .string(fence["fenceName"]),
            "boxCount": .integer(Int64(boxes.count)), "createDate": .string(fence["createDate"]),
        ]
        return head.with(Datafence.status(fence)).with([
            "description": .string(fence["description"]),
            "exportScreenBucketName": .string(fence["exportScreenBucketName"]),
            "sslVpnName": .string(fence["sslVpnName"]),
        ])
    }

    /// There are none: images of one's own are made in the console.
    private static let images: Datafence.Handler = { world, call throws(Failure) in
        _ = try find(call, world)
        guard try call.required("productCode") == "FENCE_UBUNTU" else { throw .badParameter("productCode") }
        return ["content": []]
    }

    static func find(_ call: RESTCall, _ world: World) throws(Failure) -> Record {
        guard let fence = world[.fence, try call.number("fenceId")] else { throw .isMissing("Datafence") }
        return fence
    }

    static func usable(_ call: RESTCall, _ world: World) throws(Failure) -> Record {
        let fence = try find(call, world)
        guard fence["statusCode"] == "USE" else { throw .cannotChange("Datafence", fence["statusCode"]) }
        return fence
    }

    /// A fence as the console leaves it: one server and one NAS volume. `description` may say otherwise.
    static func insert(name: String, _ description: JSON, _ world: inout World) throws(Failure) -> String {
        let number = world.number(.fence)
        world.insert(
            .fence, id: number,
            [
                "fenceId": .string(number), "fenceName": .string(name),
                "description": .string(description["description"]?.text ?? ""), "statusCode": "USE",
                "exportScreenBucketName": .string(description["exportScreenBucketName"]?.text ?? "\(name)-review"),
                "sslVpnName": .string("\(name)-vpn"), "createDate": Datafence.date(world),
            ])
        let specs = description["servers"]?.elements.compactMap(\.text)
        for spec in specs ?? ["SVR.VFNC.STAND.C002.M008.NET.HDD.B050.G002"] {
            guard FenceProducts.specName(spec, of: "FENCE_UBUNTU") != nil else { throw .badParameter("servers") }
            FenceInfra.insertServer(spec: spec, fence: number, plan: ready, &world)
        }
        for size in description["nasSizes"]?.elements.compactMap(\.integer) ?? [500] {
            FenceInfra.insertVolume(size: size, fence: number, plan: ready, &world)
        }
        return number
    }

    private static let ready: [Transition] = [.now(["statusCode": "USE"])]
}

extension TableSchema { static let fence = TableSchema("fence", nameAttribute: "fenceName", numbers: .fence) }

import OrderedJSON

/// Requests to take files into a box or out of it: what both ways have in common. Each file is a request of its own (inferred).
/// Source: create-file-import, create-file-export, get-import-list, get-export-list.
struct FenceFiles: Sendable {
    let table: TableSchema
    /// The fields of an order that name the bucket and the volume.
    let bucket: String
    let volume: String
    /// The largest file, in bytes.
    let limit: Int64?
    /// The size of a file where it is taken from; nil when it is not there.
    let size: @Sendable (_ file: String, _ bucket: String, _ volume: String, World) -> Int64?
    /// What a request goes through for a file of a size.
    let plan: @Sendable (Int64?, World) -> [Transition]
    /// What lists and details show of a request.
    let described: @Sendable (Record, World) -> JSON

    /// Makes one request a file.
    /// - Parameter own: the attributes that only this way has.
    func request(_ call: RESTCall, _ world: inout World, _ own: [String: JSON]) throws(Failure) {
        let box = try FenceBoxes.usable(call, world)
        let name = try call.required(bucket)
        guard world[.bucket, name] != nil else { throw .isMissing("bucket") }
        let nas = try FenceBoxInfra.row(try call.number(volume), type: "BOX_NAS", of: box, world)
        let common: [String: JSON] = [
            "fenceId": .string(box["fenceId"]), "boxId": .string(box.id), "bucket": .string(name),
            "nasName": .string(nas["instanceName"]), "nasNo": .string(nas.id), "createDate": Datafence.date(world),
        ]
        let sizes = try Self.paths(call.body).map { ($0, size($0, name, nas.id, world)) }
        for (path, size) in sizes where size ?? 0 > limit ?? .max { throw .isTooLargeForFence(path) }
        for (path, size) in sizes {
            let file: [String: JSON] = [
                "sourceFilePath": .string(path), "fileSize": size.map(JSON.integer) ?? .null,
            ]
            let attributes = common.merging(own) { $1 }.merging(file) { $1 }
            world.insert(table, id: world.newId(table), attributes, plan: plan(size, world))
        }
    }

    /// One to ten files.
    private static func paths(_ body: JSON) throws(Failure) -> [String] {
        let given = body["sourceFilePathList"]?.elements ?? []
        let paths = given.compactMap(\.text).filter { !$0.isEmpty }
        guard (1...10).contains(paths.count), paths.count == given.count else {
            throw .badParameter("sourceFilePathList")
        }
        return paths
    }

    func list(_ call: RESTCall, _ world: World) throws(Failure) -> JSON {
        try Datafence.page(try chosen(call, world).map { described($0, world) }, call)
    }

    /// The requests of a box, by status and by date (`yyyyMMddHHmmss`).
    func chosen(_ call: RESTCall, _ world: World) throws(Failure) -> [Record] {
        let box = try FenceBoxes.find(call, world)
        return world.records(table, where: "boxId", is: box.id).filter { row in
            let date = row["createDate"].prefix { $0 != "+" }.filter(\.isNumber)
            return call.query.text("status").map { $0 == row["statusCode"] } ?? true
                && call.query.text("from").map { $0 <= date } ?? true
                && call.query.text("to").map { $0 >= date } ?? true
        }
    }

    /// The request that a call names.
    func one(_ call: RESTCall, _ world: World) throws(Failure) -> Record {
        let box = try FenceBoxes.find(call, world)
        guard let row = world[table, try call.number("fileId")], row["boxId"] == box.id else {
            throw .isMissing("file request")
        }
        return row
    }

    /// Where a request belongs: what all answers begin with.
    static func place(_ row: Record, _ world: World) -> JSON {
        [
            "fileId": Datafence.id(row.id), "fenceId": Datafence.id(row["fenceId"]),
            "boxId": Datafence.id(row["boxId"]),
            "boxName": .string(world[.fenceBox, row["boxId"]]?["boxName"] ?? ""),
        ]
    }

    static let volumes: Datafence.Handler = { world, call throws(Failure) in
        let rows = FenceBoxInfra.rows(of: try FenceBoxes.find(call, world), world)
        let volumes = rows.filter { $0["infraType"] == "BOX_NAS" && Datafence.isLiving($0) }
        return [
            "content": .array(
                volumes.map {
                    [
                        "boxStorageId": .integer($0.integer("boxStorageId")), "instanceNo": Datafence.id($0.id),
                        "instanceName": .string($0["instanceName"]),
                    ]
                })
        ]
    }
}

extension Datafence {
    /// The status of a request, with a name of its own. Source: datafence-code.
    static func fileStatus(_ row: Record) -> JSON {
        let code = row["statusCode"]
        let name = code.split(separator: "_").map { $0.lowercased() }.joined(separator: " ")
        return ["statusCode": .string(code), "statusName": .string(name)]
    }
}

import OrderedJSON

/// The servers, clusters and volumes of a box. Source: get-box-infra-list, get-box-infra-history, get-connect-info and its
/// sisters.
enum FenceBoxInfra {
    static let kind = RESTKind(
        .fenceBoxInfra, at: "/box",
        [
            .look("/get-box-infra-list", list), .look("/get-box-infra-history", history),
            .look("/get-box-custom-image", images),
            .look("/get-connect-info") { world, call throws(Failure) in try storages("CON", call, world) },
            .look("/get-linux-info") { world, call throws(Failure) in try storages("SVR_LNX_UBUNTU", call, world) },
            .look("/get-windows-info") { world, call throws(Failure) in try storages("SVR_WIN", call, world) },
            .look("/get-tensorflow-info", tensorFlow), .look("/get-hadoop-cluster-info", cluster),
        ])

    private static let list: Datafence.Handler = { world, call throws(Failure) in
        let rows = rows(of: try FenceBoxes.find(call, world), world)
        return try Datafence.page(rows.filter { $0["statusCode"] != "TERMINATE" }.map(render), call)
    }

    /// Neither the code of a spec nor that of a software is shown.
    private static func render(_ row: Record) -> JSON {
        let columns: [Column] = [
            .text("instanceName"), .raw("blockStorageInstanceNo", "blockStorageSize"),
            .text("privateIp", "specName", "userName1", "userName2"),
        ]
        let head: JSON = ["infraType": .string(row["infraType"]), "instanceNo": Datafence.id(row.id)]
        return head.with(columns.render(row)).with(Datafence.status(row))
    }

    private static let history: Datafence.Handler = { world, call throws(Failure) in
        let rows = rows(of: try FenceBoxes.find(call, world), world).map { row -> JSON in
            let head: JSON = [
                "infraType": .string(typeNames[row["infraType"]] ?? row["infraType"]),
                "instanceNo": Datafence.id(row.id), "instanceName": .string(row["instanceName"]),
            ]
            let columns: [Column] = [.text("createDate"), .raw("endDate")]
            return head.with(Datafence.status(row)).with(columns.render(row))
        }
        return try Datafence.page(rows, call)
    }

    /// `Connect Server` is seen, the others are (inferred).
    private static let typeNames = [
        "CON": "Connect Server", "SVR_LNX_UBUNTU": "Linux Server", "SVR_WIN": "Windows Server",
        "TF_CPU": "TensorFlow Server (CPU)", "TF_GPU": "TensorFlow Server (GPU)", "HD": "Hadoop Cluster",
        "BOX_NAS": "NAS",
    ]

    /// There are none: images of one's own are made in the console.
    private static let images: Datafence.Handler = { world, call throws(Failure) in
        _ = try Fences.find(call, world)
        let product = try call.required("productCode")
        guard FenceServerList.all.contains(where: { $0.product == product }) else { throw .badParameter("productCode") }
        return ["content": []]
    }

    private static func storages(_ type: String, _ call: RESTCall, _ world: World) throws(Failure) -> JSON {
        let box = try FenceBoxes.find(call, world)
        _ = try row(try call.number("instanceNo"), type: type, of: box, world)
        return ["storageList": storages(of: box, world)]
    }

    private static func storages(of box: Record, _ world: World) -> JSON {
        let volumes = rows(of: box, world).filter { $0["infraType"] == "BOX_NAS" && Datafence.isLiving($0) }
        return .array(
            volumes.map { ["name": .string($0["instanceName"]), "storagePath": .string($0["userName1"])] })
    }

    private static let tensorFlow: Datafence.Handler = { world, call throws(Failure) in
        let box = try FenceBoxes.find(call, world)
        let number = try call.number("instanceNo")
        guard let row = ["TF_CPU", "TF_GPU"].compactMap({ try? row(number, type: $0, of: box, world) }).first else {
            throw .isMissing("instance")
        }
        let url = "https://\(row["privateIp"]):8888"
        return [
            "connectionList": [["applicationName": "JupyterLab", "connectionUrl": .string(url)]],
            "storageList": storages(of: box, world),
        ]
    }

    private static let cluster: Datafence.Handler = { world, call throws(Failure) in
        let box = try FenceBoxes.find(call, world)
        let row = try row(try call.number("hadoopClusterNo"), type: "HD", of: box, world)
        func node(_ name: String, _ member: String, _ product: String, _ count: Int64) -> JSON {
            let spec = FenceProducts.specName(row[member], of: product) ?? row[member]
            return ["name": .string(name), "spec": .string(spec), "nodeCount": .integer(count)]
        }
        return [
            "connectionList": [
                ["applicationName": "Ambari", "connectionUrl": .string("https://\(row["privateIp"]):8443")]
            ],
            "nodeSpecList": [
                node("Hadoop Edge", "edgeNodeSpecCode", "HD_EDGE", 1),
                node("Hadoop Master", "masterNodeSpecCode", "HD_MASTER", 2),
                node("Hadoop Worker", "workerNodeSpecCode", "HD_WORKER", row.integer("workerNodeCount")),
            ],
            "storageList": storages(of: box, world),
        ]
    }
}

extension FenceBoxInfra {
    static func rows(of box: Record, _ world: World) -> [Record] {
        world.records(.fenceBoxInfra, where: "boxId", is: box.id)
    }

    static func row(_ number: String?, type: String, of box: Record, _ world: World) throws(Failure) -> Record {
        guard let row = world[.fenceBoxInfra, number ?? ""], row["boxId"] == box.id, row["infraType"] == type,
            Datafence.isLiving(row)
        else { throw .isMissing("instance") }
        return row
    }

    static func apply(_ change: FenceBoxRequest.Change, to box: Record, _ world: inout World) {
        let seconds = Datafence.modificationSeconds
        switch change {
        case .create(let row):
            let plan = Datafence.creation(seconds: seconds)
            insert(row, box: box.id, fence: box["fenceId"], plan: plan, &world)
        case .update(let row, let values):
            world.run(Datafence.change(seconds: seconds, values), on: .fenceBoxInfra, row.id)
        case .delete(let row):
            world.run(Datafence.ending(seconds: seconds, world), on: .fenceBoxInfra, row.id)
        }
    }

    static func values(spec: String, storage: Int64, of list: FenceServerList) -> [String: JSON] {
        [
            "specCode": .string(spec), "blockStorageSize": .integer(storage),
            "specName": .string(FenceProducts.specName(spec, of: list.product) ?? spec),
        ]
    }

    /// Volumes are called as in the samples, `74box1`; the names of servers are (inferred).
    static func insert(_ row: FenceBoxRow, box: String, fence: String, plan: [Transition], _ world: inout World) {
        let place = world.count("row of box \(box)")
        var attributes: [String: JSON] = [
            "boxId": .string(box), "infraType": .string(row.type), "createDate": Datafence.date(world),
        ]
        switch row {
        case .volume(let size):
            let name = "\(box)box\(world.count("volume of box \(box)"))"
            attributes["instanceName"] = .string(name)
            attributes["specName"] = .string("\(size)")
            attributes["userName1"] = .string("/mnt/\(name)")
            attributes["boxStorageId"] = .integer(world.count("boxStorage", from: 1097))
        case .cluster(let values):
            attributes.merge(values) { $1 }
            attributes["instanceName"] = .string("hd-\(fence)-\(box)-\(place)")
            attributes["privateIp"] = .string("192.168.20.\(5 + place)")
        case .server(let list, let spec, let storage):
            attributes.merge(values(spec: spec, storage: storage, of: list)) { $1 }
            attributes["instanceName"] = .string("\(list.prefix)-\(fence)-\(box)-\(place)")
            attributes["blockStorageInstanceNo"] = Datafence.id(world.number(.fenceInstance))
            attributes["privateIp"] = .string("192.168.20.\(5 + place)")
            attributes["userName1"] = list.product == "CON" ? "ncp1" : "ncp"
            attributes["userName2"] = list.product == "CON" ? "ncp2" : ""
        }
        world.insert(.fenceBoxInfra, id: world.number(.fenceInstance), attributes, plan: plan)
    }
}

extension TableSchema {
    static let fenceBoxInfra = TableSchema(
        "fenceBoxInfra", nameAttribute: "instanceName", numbers: .fenceInstance, indexes: ["boxId"])
}

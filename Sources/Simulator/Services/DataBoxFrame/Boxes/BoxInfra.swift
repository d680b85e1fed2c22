import OrderedJSON

/// The servers, clusters and volumes inside a box. Source: api/databoxframe.md §3.2, §7.
enum BoxInfra {
    static let kind = RESTKind(
        .boxInfra, at: "/data-box",
        [
            .look("/get-data-box-infra-list", list),
            .look("/get-hadoop-cluster-info", details("specList", "connectionList", "storageList")),
            .look("/get-linux-info", details("storageList")),
            .look("/get-tensor-flow-info", details("connectionList", "storageList")),
        ])

    private static let list: DataBoxFrame.Handler = { world, call throws(Failure) in
        let box = try Boxes.find(call, world)
        let rows = world.records(.boxInfra, where: "dataBoxNo", is: box.id)
        return DataBoxFrame.answer(rows.map(render))
    }

    private static func render(_ row: Record) -> JSON {
        let columns: [Column] = [
            .text(
                "productCode", "productType", "instanceNo", "contractInstanceNo", "instanceName",
                "blockStorageInstanceNo", "blockStorageSize", "privateIp", "specName", "connectInfo1", "connectInfo2",
                "statusCode", "instanceStatusCode")
        ]
        return columns.render(row).with([
            "prodSpecId": row["prodSpecId"].isEmpty ? .null : .integer(row.integer("prodSpecId")),
            "statusName": .string(DataBoxFrame.name(ofBox: row["statusCode"])),
        ])
    }

    /// Those of specs, connections and disks of one instance that the call answers. (inferred: the row shapes)
    private static func details(_ lists: String...) -> DataBoxFrame.Handler {
        { world, call throws(Failure) in
            let box = try Boxes.find(call, world)
            let number = try call.required("instanceNo")
            let rows = world.records(.boxInfra, where: "dataBoxNo", is: box.id).filter { $0["instanceNo"] == number }
            guard !rows.isEmpty else { throw .isMissing("instance") }
            let specs = rows.map { row -> JSON in
                ["productCode": .string(row["productCode"]), "specName": .string(row["specName"])]
            }
            let connections = rows.map { row -> JSON in ["connectInfo": .string(row["connectInfo1"])] }
            let disks = rows.map { row -> JSON in
                [
                    "blockStorageInstanceNo": .string(row["blockStorageInstanceNo"]),
                    "blockStorageSize": .string(row["blockStorageSize"]),
                ]
            }
            let all: [String: JSON] = [
                "specList": .array(specs), "connectionList": .array(connections), "storageList": .array(disks),
            ]
            return all.filter { lists.contains($0.key) }.asObject
        }
    }

    static let nasList: DataBoxFrame.Handler = { world, call throws(Failure) in
        let box = try Boxes.find(call, world)
        let rows = world.records(.boxInfra, where: "dataBoxNo", is: box.id).filter { $0["productCode"] == "NAS" }
        return DataBoxFrame.answer(
            rows.map {
                ["nasInstanceNo": .string($0["instanceNo"]), "nasName": .string($0["instanceName"])]
            })
    }

    static func apply(_ change: BoxRequest.Change, to box: Record, _ world: inout World) {
        let seconds = DataBoxFrame.modificationSeconds
        switch change {
        case .create(let row):
            let plan = DataBoxFrame.rowCreation(seconds: seconds)
            insert(row, box: box.id, frame: box["dataBoxFrameNo"], plan: plan, &world)
        case .update(let id, let values):
            world.run(DataBoxFrame.change(seconds: seconds, values), on: .boxInfra, id)
        case .delete(let id): world.run(DataBoxFrame.rowReturn(seconds: seconds), on: .boxInfra, id)
        }
    }

    /// Names follow the samples: `conn-<frame>-<box>-1`, `nasw<box>n1`.
    static func insert(_ row: BoxRequest.Row, box: String, frame: String, plan: [Transition], _ world: inout World) {
        let id = world.number(.instance)
        let present = world.records(.boxInfra, where: "dataBoxNo", is: box)
        let isNas = row.product == "NAS"
        let place = world.count("row of box \(box) \(isNas ? "nas" : "server")")
        let partner = row.group.flatMap { group in present.last { $0.integer("group") == group && $0["group"] != "" } }
        let isNewCluster = row.product == "HD_E"
        let instance = isNewCluster ? id : partner?["instanceNo"] ?? id
        let name = isNas ? "nasw\(box)n\(place)" : "\(row.namePrefix)-\(frame)-\(box)-\(place)"
        var attributes: [String: JSON] = [
            "dataBoxNo": .string(box), "productCode": .string(row.product),
            "productType": .string(isNas ? "NAS" : "SERVER"), "instanceNo": .string(instance),
            "contractInstanceNo": .string(id), "instanceName": .string(name),
            "connectInfo1": .string(isNas ? "/mnt/\(name)" : "ncp1"), "connectInfo2": isNas ? "" : "ncp2",
            "specName": .string(isNas ? "\(row.nas)GB" : "spec \(row.spec)"),
            "privateIp": .string("192.168.1.\(5 + place)"),
        ]
        if isNas { attributes["nasSize"] = .integer(row.nas) } else { attributes["prodSpecId"] = .integer(row.spec) }
        if row.storage > 0 {
            attributes["blockStorageInstanceNo"] = .string(world.number(.instance))
            attributes["blockStorageSize"] = .integer(row.storage)
        }
        if let group = row.group { attributes["group"] = .integer(Int64(group)) }
        world.insert(.boxInfra, id: id, attributes, plan: plan)
    }

    static func row(_ number: String?, product: [String], of box: Record, _ world: World) throws(Failure) -> Record {
        let rows = world.records(.boxInfra, where: "dataBoxNo", is: box.id)
        guard let row = rows.first(where: { $0["instanceNo"] == number && product.contains($0["productCode"]) }) else {
            throw .isMissing("instance")
        }
        return row
    }
}

extension TableSchema {
    static let boxInfra = TableSchema(
        "boxInfra", nameAttribute: "instanceName", numbers: .instance, indexes: ["dataBoxNo"])
}

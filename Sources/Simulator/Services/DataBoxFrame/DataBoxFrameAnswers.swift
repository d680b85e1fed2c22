import OrderedCollections
import OrderedJSON

/// What Data Box Frame answers look like. Ids are texts in every answer. Source: api/databoxframe.md §2, §3.
enum DataBoxFrameAnswers {
    static func message(_ text: String) -> JSON { ["returnMessage": .string(text)] }

    /// `totalCount` and one page of the rows; number and size of a page have the same bound.
    static func page(_ rows: [JSON], _ call: RESTCall, largest: Int64) throws(Failure) -> JSON {
        let number = try positive(call, "pageNo", upTo: largest) ?? 1
        let size = try positive(call, "pageSize", upTo: largest) ?? 10
        let start = Int((number - 1) * size)
        return list(Array(rows.dropFirst(start).prefix(Int(size))), total: rows.count)
    }

    static func list(_ rows: [JSON], total: Int? = nil) -> JSON {
        ["totalCount": .integer(Int64(total ?? rows.count)), "content": .array(rows)]
    }

    static func merged(_ one: JSON, _ other: JSON) -> JSON {
        .object(one.members.merging(other.members) { _, new in new })
    }

    private static func positive(_ call: RESTCall, _ name: String, upTo limit: Int64) throws(Failure) -> Int64? {
        guard let text = call.query.text(name) else { return nil }
        guard let value = Int64(text), (1...limit).contains(value) else { throw DataBoxFrameRules.bad(name) }
        return value
    }

    static func frame(_ frame: Record, _ world: World) -> JSON {
        let boxes = world.records(.box, where: "dataBoxFrameNo", is: frame.id).filter { $0["statusCode"] != "TERMT" }
        return [
            "dataBoxFrameNo": .string(frame.id), "dataBoxFrameName": .string(frame["dataBoxFrameName"]),
            "dataBoxCount": .string(String(boxes.count)), "createDate": .string(frame["createDate"]),
            "statusCode": .string(frame["statusCode"]),
            "statusName": .string(DataBoxFrameStates.name(ofFrame: frame["statusCode"])),
        ]
    }

    static func frameRow(_ row: Record) -> JSON {
        let isNas = row["infraType"] == "NAS"
        let numbers: JSON =
            isNas
            ? ["nasInstanceNo": .string(row.id), "nasVolumeInstanceNo": .string(row.id)]
            : ["adminServerInstanceNo": .string(row.id)]
        let fields: JSON = [
            "infraType": .string(row["infraType"]), "instanceName": .string(row["instanceName"]),
            "privateIp": .string(row["privateIp"]), "publicIp": .string(row["publicIp"]),
            "osName": .string(row["osName"]), "specName": .string(row["specName"]),
            "userName": .string(row["userName"]), "prodSpecId": .string(row["prodSpecId"]),
            "connectInfo": .string(row["connectInfo"]), "useData": .string(isNas ? "0" : ""),
            "createDate": .string(row["createDate"]), "instanceNo": .string(row.id),
        ]
        return merged(fields, numbers)
    }

    static func box(_ box: Record) -> JSON {
        [
            "dataBoxNo": .string(box.id), "dataBoxName": .string(box["dataBoxName"]), "memo": .string(box["memo"]),
            "createDate": .string(box["createDate"]), "statusCode": .string(box["statusCode"]),
            "statusName": .string(DataBoxFrameStates.name(ofBox: box["statusCode"])), "disabled": false,
        ]
    }

    static func boxRow(_ row: Record) -> JSON {
        [
            "productCode": .string(row["productCode"]), "productType": .string(row["productType"]),
            "prodSpecId": row["prodSpecId"].isEmpty ? .null : .integer(row.integer("prodSpecId")),
            "instanceNo": .string(row["instanceNo"]), "contractInstanceNo": .string(row["contractInstanceNo"]),
            "instanceName": .string(row["instanceName"]),
            "blockStorageInstanceNo": .string(row["blockStorageInstanceNo"]),
            "blockStorageSize": .string(row["blockStorageSize"]), "privateIp": .string(row["privateIp"]),
            "specName": .string(row["specName"]), "connectInfo1": .string(row["connectInfo1"]),
            "connectInfo2": .string(row["connectInfo2"]), "statusCode": .string(row["statusCode"]),
            "statusName": .string(DataBoxFrameStates.name(ofBox: row["statusCode"])),
            "instanceStatusCode": .string(row["instanceStatusCode"]),
        ]
    }
}

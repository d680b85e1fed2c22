import OrderedJSON

/// Files on their way out of a box, by way of a reviewer. Source: api/databoxframe.md §3.4.
enum Exports {
    static let kind = RESTKind(
        .exportApply,
        [
            .order("/export/apply-file-export", apply), .order("/export/return-file-export-apply", cancel),
            .look("/export/get-export-apply-list") { world, call throws(Failure) in
                _ = try Boxes.find(call, world)
                return try requests.list(call, world)
            },
            .look("/export/get-export-apply-detail") { world, call throws(Failure) in
                try requests.detail(call, world)
            },
            .look("/export/get-source-nas-list", BoxInfra.nasList),
            .look("/export/get-ssl-vpn-account-list", accountList),
        ] + ExportReviews.routes)

    static let requests = FileRequests(
        table: .exportApply, id: "exportApplyId", bucket: "targetBucketName", volume: "sourceNasInstanceNo",
        memo: 0...50, limit: 10 << 20,
        size: { file, _, nas, world in StoredFiles.size(of: file, onVolume: nas, world) },
        plan: { _ in .passing(["status": "INIT"], seconds: 5, ["status": "REQ_CMPL"]) },
        applied: { row in
            // The id is an integer here, and only here.
            [
                "exportApplyId": .integer(Int64(row.id) ?? 0), "sourceNasFileName": .string(row["file"]),
                "targetBucketName": .string(row["bucket"]),
            ]
        }, described: described)

    private static let apply: DataBoxFrame.Handler = { world, call throws(Failure) in
        let frame = try Frames.find(call, world)
        guard !frame["exportBucketName"].isEmpty else { throw .isMissing("review bucket") }
        return try requests.apply(call, &world) { box throws(Failure) in
            let account = try call.required("sslVpnNo")
            guard accounts(of: box).contains(account) else { throw .isMissing("SSL VPN account") }
            return [
                "purpose": .string(try DataBoxFrame.requiredText(call.body, "exportPurpose", 1...1000)),
                "vpnId": .string("vpn" + account),
            ]
        }
    }

    private static let cancel: DataBoxFrame.Handler = { world, call throws(Failure) in
        let row = try requests.one(call, world, namesFrame: false)
        guard ["INIT", "REQ_CMPL"].contains(row["status"]) else { throw .isDecided(row) }
        world.run([.now(["status": "CANCEL"])], on: .exportApply, row.id)
        return DataBoxFrame.message("An export cancellation has been requested.")
    }

    /// (inferred: the row shape)
    private static let accountList: DataBoxFrame.Handler = { world, call throws(Failure) in
        let numbers = accounts(of: try Boxes.find(call, world))
        return DataBoxFrame.answer(numbers.map { ["sslVpnNo": .string($0), "sslVpnId": .string("vpn\($0)")] })
    }

    /// As many accounts as the box was made with.
    private static func accounts(of box: Record) -> [String] {
        (0..<max(0, box.integer("sslVpnCount"))).map { "\(box.id)\($0 + 1)" }
    }

    private static let described: @Sendable (Record) -> JSON = { row in
        let fields: JSON = [
            "exportApplyId": .string(row.id), "dataBoxName": .string(row["dataBoxName"]),
            "dataBoxNo": .string(row["dataBoxNo"]), "vpnId": .string(row["vpnId"]),
            "sourceNasName": .string(row["nasName"]), "sourceFileName": .string(row["file"]),
            "targetBucketName": .string(row["bucket"]), "status": .string(row["status"]),
            "applyDate": .string(row["applyDate"]), "memo": .string(row["memo"]),
        ]
        guard let date = row.attributes["resultDate"] else { return fields }
        return fields.with(["resultDate": date])
    }
}

extension TableSchema {
    static let exportApply = TableSchema("exportApply", nameAttribute: "id", numbers: .apply, indexes: ["dataBoxNo"])
}

/// The answers of Data Box Frame. Source: api/databoxframe.md §2, §3.
///
/// The shapes of the rows in `specList`, `connectionList` and `storageList` and in the lists of volumes, accounts and buckets are
/// (inferred); numbers of instances in a frame are known from a third party alone.
enum DataBoxFieldTables {
    private static func list(_ row: FieldTable, texts: String = "") -> RESTAnswer {
        .object(FieldTable(texts: texts, integers: "totalCount", elements: ["content": row]))
    }

    /// What an order to transfer files answers: its requests, without a total.
    private static func applied(_ row: FieldTable) -> RESTAnswer { .object(FieldTable(elements: ["content": row])) }

    private static let ordered = RESTAnswer.object(FieldTable(texts: "returnMessage"))

    private static let frame = "dataBoxFrameNo dataBoxFrameName dataBoxCount createDate statusCode statusName"
    private static let frameRow = FieldTable(
        texts: """
            infraType instanceName privateIp publicIp osName specName userName prodSpecId connectInfo useData \
            createDate instanceNo adminServerInstanceNo nasInstanceNo nasVolumeInstanceNo
            """,
        optional: "adminServerInstanceNo nasInstanceNo nasVolumeInstanceNo")

    private static let frames: [String: RESTAnswer] = [
        "GET /data-box-frame/get-data-box-frame-list": list(FieldTable(texts: frame)),
        "GET /data-box-frame/get-data-box-frame-detail": .object(
            FieldTable(texts: frame + " memo exportBucketName usePseudonymInfo")),
        "GET /data-box-frame/get-data-box-frame-infra-list": list(frameRow, texts: "usePseudonymInfo"),
        "POST /data-box-frame/modify-data-box-frame-admin-infra": ordered,
        "POST /data-box-frame/change-data-box-frame-nas-volume-size": ordered,
        "POST /data-box-frame/return-data-box-frame": ordered,
    ]

    private static let boxRow = FieldTable(
        texts: """
            productCode productType instanceNo contractInstanceNo instanceName blockStorageInstanceNo \
            blockStorageSize privateIp specName connectInfo1 connectInfo2 statusCode statusName instanceStatusCode
            """,
        integers: "prodSpecId", nullable: "prodSpecId")
    private static let specs = FieldTable(texts: "productCode specName")
    private static let connections = FieldTable(texts: "connectInfo")
    private static let disks = FieldTable(texts: "blockStorageInstanceNo blockStorageSize")

    private static let boxes: [String: RESTAnswer] = [
        "POST /data-box/create-data-box": ordered,
        "GET /data-box/get-data-box-list": list(
            FieldTable(texts: "dataBoxNo dataBoxName memo createDate statusCode statusName", flags: "disabled")),
        "GET /data-box/get-data-box-summary-info": .object(
            FieldTable(
                texts: "dataBoxName connectSslVpnUrl nasTotalUseSize createDate statusCode memo",
                integers: "sslVpnCount mountCount nasCount nasTotalSize exportApplyCount", flags: "webBlockStatus")),
        "GET /data-box/get-data-box-infra-list": list(boxRow),
        "GET /data-box/get-hadoop-cluster-info": .object(
            FieldTable(elements: ["specList": specs, "connectionList": connections, "storageList": disks])),
        "GET /data-box/get-linux-info": .object(FieldTable(elements: ["storageList": disks])),
        "GET /data-box/get-tensor-flow-info": .object(
            FieldTable(elements: ["connectionList": connections, "storageList": disks])),
        "POST /data-box/modify-data-box": ordered, "POST /data-box/change-data-box-nas-volume-size": ordered,
        "POST /data-box/set-block-external-network": ordered, "POST /data-box/return-data-box": ordered,
    ]

    private static let volume = FieldTable(texts: "nasInstanceNo nasName")
    private static let imported = FieldTable(
        texts: """
            importApplyId dataBoxName dataBoxNo targetNasName sourceBucketName sourceFileName status memo applyDate
            """)
    private static let exported = FieldTable(
        texts: """
            exportApplyId dataBoxName dataBoxNo vpnId sourceNasName sourceFileName targetBucketName status applyDate \
            resultDate memo
            """,
        optional: "resultDate")
    private static let review =
        "exportApplyId dataBoxName dataBoxNo sslVpnId sourceFileName applyDate approveDate status fileSize"

    private static let files: [String: RESTAnswer] = [
        "GET /bucket/get-bucket-list": list(FieldTable(texts: "bucketName")),
        "POST /import/apply-file-import": applied(
            FieldTable(
                texts: """
                    importApplyId dataBoxNo dataBoxName nasInstanceName sourceBucketName sourceBucketFileName status
                    """)),
        "GET /import/get-import-apply-list": list(imported), "GET /import/get-import-apply-detail": list(imported),
        "GET /import/get-target-nas-list": list(volume),
        "POST /export/apply-file-export": applied(
            FieldTable(
                texts: "dataBoxNo dataBoxName nasInstanceName sourceNasFileName targetBucketName status",
                integers: "exportApplyId")),
        "POST /export/return-file-export-apply": ordered,
        "GET /export/get-export-apply-list": list(exported), "GET /export/get-export-apply-detail": list(exported),
        "GET /export/get-source-nas-list": list(volume),
        "GET /export/get-ssl-vpn-account-list": list(FieldTable(texts: "sslVpnNo sslVpnId")),
        "GET /export-approve/get-export-file-approve-list": list(FieldTable(texts: review)),
        "GET /export-approve/get-export-file-approve-detail": list(
            FieldTable(texts: review + " description exportPurpose memo")),
        "POST /export-approve/export-file-approve": ordered, "POST /export-approve/export-file-reject": ordered,
    ]

    static let calls = frames.merging(boxes) { $1 }.merging(files) { $1 }
}

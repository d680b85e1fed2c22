import OrderedJSON
import Testing

@testable import Simulator

/// The main answers of Datafence. Source: api/databoxframe.md §9; get-box-list, get-box-summary-info, get-box-infra-list,
/// get-import-list, get-export-list, get-export-detail, get-export-file-approve-list-1, get-export-file-approve-detail-1.
///
/// That a moment which has not come is left out, and which of the members of a review only its detail has, is (inferred).
enum DatafenceFieldTables {
    private static func list(_ row: FieldTable, texts: String = "") -> RESTAnswer {
        .object(FieldTable(texts: texts, integers: "totalCount", elements: ["content": row]))
    }

    private static let ordered = RESTAnswer.object(FieldTable(texts: "message"))
    private static let place = "fileId fenceId boxId"

    private static let box = FieldTable(
        texts: "boxName description statusCode statusName createDate", integers: "boxId")
    private static let boxRow = FieldTable(
        texts: "infraType instanceName privateIp specName userName1 userName2 statusCode statusName",
        integers: "instanceNo blockStorageInstanceNo blockStorageSize",
        optional: "blockStorageInstanceNo blockStorageSize")

    private static let imported = FieldTable(
        texts: """
            boxName description sourceBucketName sourceFilePath targetNasName statusCode statusName createDate \
            completeDate
            """,
        integers: place, optional: "completeDate")

    private static let exported = FieldTable(
        texts: """
            boxName requesterId sourceNasName sourceFilePath targetBucketName statusCode statusName rejectReason \
            description createDate resultDate
            """,
        integers: place, optional: "rejectReason resultDate")

    private static let review = """
        fenceName boxName boxStatus requesterId screenFilePath statusCode statusName createDate resultDate
        """

    static let calls: [String: RESTAnswer] = [
        "POST /box/create-box": ordered, "GET /box/get-box-list": list(box),
        "GET /box/get-box-summary-info": .object(
            FieldTable(
                texts: "boxName description statusCode statusName createDate",
                integers: "boxId mountCount nasCount nasTotalSize nasTotalUseSize exportApplyCount",
                flags: "webBlockStatus", numberLists: "nasInstanceNoList")),
        "GET /box/get-box-infra-list": list(boxRow),
        "POST /import/create-file-import": ordered, "GET /import/get-import-list": list(imported),
        "POST /export/create-file-export": ordered, "GET /export/get-export-list": list(exported),
        "GET /export/get-export-detail": .object(exported),
        "GET /export-approval/get-export-file-approve-list": list(
            FieldTable(texts: review, integers: place + " fileSize", optional: "resultDate"),
            texts: "reviewBucketName"),
        "GET /export-approval/get-export-file-approve-detail": .object(
            FieldTable(
                texts: review + " description fileDescription exportPurpose rejectReason completeDate",
                integers: place + " fileSize", optional: "rejectReason resultDate completeDate")),
        "PATCH /export-approval/export-file-approve": ordered, "PATCH /export-approval/export-file-reject": ordered,
    ]
}

@Suite("fields of the Datafence answers") struct DatafenceFieldTests {
    private static let info: JSON = [
        "connectServerList": [["specCode": "SVR.VCON.STAND.C002.M008.NET.HDD.B050.G002", "storageSize": 100]],
        "linuxServerList": [
            [
                "specCode": "SVR.VSVR.STAND.C002.M008.NET.HDD.B050.G002", "storageSize": 50,
                "softwareCode": "SW.VSVR.OS.LNX64.UBNTU.SVR2004.B050", "userPassword": "Abcdef1!",
            ]
        ],
        "nasList": [["count": 1, "nasSize": 500]],
    ]
    private static let numbers: JSON = ["fenceId": 26, "boxId": 74]
    private static let both = "fenceId=26&boxId=74"

    @Test("the simulator has every call of the table")
    func calls() {
        #expect(Set(DatafenceFieldTables.calls.keys).subtracting(RESTService.datafence.calls) == [])
    }

    @Test("boxes, requests and reviews answer exactly the fields of the pages, in their shapes")
    func story() async throws {
        try await withSimulator { client in
            let book = RESTAnswerBook(client, "/api/v1", DatafenceFieldTables.calls)
            book.call("POST", "/box/create-box", ["fenceId": 26, "description": "lab", "createBoxInfo": Self.info])
            client.pass(1800)
            book.call("GET", "/box/get-box-list?fenceId=26")
            book.call("GET", "/box/get-box-summary-info?" + Self.both)
            let rows = book.call("GET", "/box/get-box-infra-list?" + Self.both)["content"]?.elements ?? []
            let nas = rows.first { $0["infraType"] == "BOX_NAS" }?["instanceNo"] ?? .null
            Self.transfer(book, nas)
            Self.decide(book)
            #expect(book.problems == [])
            #expect(book.unseen == [])
        }
    }

    private static func transfer(_ book: RESTAnswerBook, _ nas: JSON) {
        let files = numbers.with(["description": "lab", "sourceFilePathList": ["customers.csv", "other.csv"]])
        let way: JSON = ["sourceBucketName": "analytics-input", "targetNasInstanceNo": nas]
        book.call("POST", "/import/create-file-import", files.with(way))
        book.call("GET", "/import/get-import-list?" + both)
        book.client.pass(15)
        book.call("GET", "/import/get-import-list?" + both)
        let out: JSON = [
            "sourceNasInstanceNo": nas, "targetBucketName": "analytics-output", "fileDescription": "table",
            "exportPurpose": "report",
        ]
        book.call("POST", "/export/create-file-export", files.with(out))
        book.client.pass(10)
    }

    /// Of two files, one is approved and one rejected.
    private static func decide(_ book: RESTAnswerBook) {
        let reviews = "/export-approval/get-export-file-approve-"
        let ids = book.call("GET", reviews + "list?" + both)["content"]?.elements.compactMap { $0["fileId"] } ?? []
        guard ids.count == 2 else { return }
        book.call("PATCH", "/export-approval/export-file-approve", numbers.with(["fileId": ids[0]]))
        let rejection: JSON = ["fileId": ids[1], "rejectReason": "names"]
        book.call("PATCH", "/export-approval/export-file-reject", numbers.with(rejection))
        book.client.pass(15)
        book.call("GET", "/export/get-export-list?" + both)
        for id in ids.compactMap(\.text) {
            book.call("GET", "/export/get-export-detail?\(both)&fileId=\(id)")
            book.call("GET", "\(reviews)detail?\(both)&fileId=\(id)")
        }
    }
}

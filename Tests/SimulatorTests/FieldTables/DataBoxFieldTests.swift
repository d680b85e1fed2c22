import OrderedJSON
import Testing

@testable import Simulator

@Suite("fields of the Data Box Frame answers") struct DataBoxFieldTests {
    private static let info: JSON = [
        "memo": "lab", "sslVpnCount": 1, "connectServerList": [["prodSpecId": 4002, "storageSize": 100]],
        "nasList": [["count": 1, "nasSize": 500]],
        "tensorFlowCpuServerList": [["prodSpecId": 7001, "storageSize": 100]],
        "linuxServerList": [["prodSpecId": 6001, "storageSize": 10]],
        "hadoopList": [
            [
                "edgeNodeProdSpecId": 5001, "masterNodeProdSpecId": 5002, "masterNodeStorageSize": 100,
                "workerNodeProdSpecId": 5003, "workerNodeStorageSize": 100, "workerNodeCount": 2,
            ]
        ],
    ]

    @Test("the simulator has every call of the sheet, and no other")
    func calls() {
        #expect(RESTService.dataBoxFrame.calls == Set(DataBoxFieldTables.calls.keys))
    }

    @Test("frames, boxes, requests and reviews answer exactly the fields of the sheet, in their shapes")
    func story() async throws {
        try await withSimulator { client in
            let book = RESTAnswerBook(client, "/api/v1", DataBoxFieldTables.calls)
            Self.frame(book)
            book.call("POST", "/data-box/create-data-box", ["dataBoxFrameNo": "83", "dataBoxInfo": Self.info])
            client.pass(1800)
            let number = Self.first(book, "/data-box/get-data-box-list?dataBoxFrameNo=83")["dataBoxNo"] ?? .null
            let both = "dataBoxFrameNo=83&dataBoxNo=\(number.text ?? "")"
            let numbers: JSON = ["dataBoxFrameNo": 83, "dataBoxNo": number]
            Self.box(book, both, numbers)
            Self.imports(book, both, numbers)
            Self.exports(book, both, numbers)
            book.call("POST", "/data-box/return-data-box", numbers)
            client.pass(700)
            book.call("POST", "/data-box-frame/return-data-box-frame", ["dataBoxFrameNo": 83])
            #expect(book.problems == [])
            #expect(book.unseen == [])
        }
    }

    private static func first(_ book: RESTAnswerBook, _ path: String) -> JSON {
        book.call("GET", path)["content"]?[0] ?? .null
    }

    private static func frame(_ book: RESTAnswerBook) {
        let one: JSON = ["dataBoxFrameNo": 83]
        book.call("GET", "/data-box-frame/get-data-box-frame-list")
        book.call("GET", "/data-box-frame/get-data-box-frame-detail?dataBoxFrameNo=83")
        let rows = book.call("GET", "/data-box-frame/get-data-box-frame-infra-list?dataBoxFrameNo=83")["content"]
        book.call("POST", "/data-box-frame/modify-data-box-frame-admin-infra", one.with(["memo": "changed"]))
        let volume: JSON = rows?[1]?["nasVolumeInstanceNo"] ?? .null
        let size = one.with(["nasVolumeInstanceNo": volume, "volumeSize": 700])
        book.call("POST", "/data-box-frame/change-data-box-frame-nas-volume-size", size)
        book.client.pass(60)
    }

    private static func box(_ book: RESTAnswerBook, _ both: String, _ numbers: JSON) {
        book.call("GET", "/data-box/get-data-box-summary-info?" + both)
        let rows = book.call("GET", "/data-box/get-data-box-infra-list?" + both)["content"]?.elements ?? []
        func instance(_ product: String) -> JSON {
            rows.first { $0["productCode"]?.text == product }?["instanceNo"] ?? .null
        }
        for (name, product) in [("hadoop-cluster", "HD_E"), ("linux", "SVR_LNX_CENT"), ("tensor-flow", "TF_CPU")] {
            book.call("GET", "/data-box/get-\(name)-info?\(both)&instanceNo=\(instance(product).text ?? "")")
        }
        let memo: JSON = ["dataBoxNo": numbers["dataBoxNo"] ?? .null, "memo": "changed"]
        book.call("POST", "/data-box/modify-data-box", ["dataBoxFrameNo": "83", "dataBoxInfo": memo])
        let size = numbers.with(["nasVolumeInstanceNo": instance("NAS"), "volumeSize": 600])
        book.call("POST", "/data-box/change-data-box-nas-volume-size", size)
        book.client.pass(60)
        book.call("POST", "/data-box/set-block-external-network", numbers.with(["isBlock": true]))
        book.client.pass(60)
    }

    private static func imports(_ book: RESTAnswerBook, _ both: String, _ numbers: JSON) {
        book.call("GET", "/bucket/get-bucket-list")
        let nas = first(book, "/import/get-target-nas-list?" + both)["nasInstanceNo"] ?? .null
        let order = numbers.with([
            "sourceBucketName": "analytics-input", "targetNasInstanceNo": nas,
            "sourceFileInfoList": [["fileName": "customers.csv"]],
        ])
        let made = book.call("POST", "/import/apply-file-import", order)["content"]?[0]?["importApplyId"]?.text ?? ""
        book.call("GET", "/import/get-import-apply-list?" + both)
        book.call("GET", "/import/get-import-apply-detail?\(both)&importApplyId=\(made)")
    }

    /// Of three files, one is approved, one rejected and one cancelled.
    private static func exports(_ book: RESTAnswerBook, _ both: String, _ numbers: JSON) {
        let nas = first(book, "/export/get-source-nas-list?" + both)["nasInstanceNo"] ?? .null
        let account = first(book, "/export/get-ssl-vpn-account-list?" + both)["sslVpnNo"] ?? .null
        let order = numbers.with([
            "exportPurpose": "report", "sourceNasInstanceNo": nas, "sslVpnNo": account,
            "targetBucketName": "analytics-output",
            "sourceFileInfoList": [["fileName": "a.csv"], ["fileName": "b.csv"], ["fileName": "c.csv"]],
        ])
        let made = book.call("POST", "/export/apply-file-export", order)["content"]?.elements ?? []
        let ids = made.map { $0["exportApplyId"] ?? .null }
        guard ids.count == 3 else { return }
        book.client.pass(10)
        book.call("GET", "/export-approve/get-export-file-approve-list?dataBoxFrameNo=83")
        let one = "\(both)&exportApplyId=\(ids[0].text ?? "")"
        book.call("GET", "/export-approve/get-export-file-approve-detail?" + one)
        book.call("POST", "/export-approve/export-file-approve", numbers.with(["exportApplyId": ids[0]]))
        let rejection: JSON = ["exportApplyId": ids[1], "rejectReason": "names"]
        book.call("POST", "/export-approve/export-file-reject", numbers.with(rejection))
        book.call("POST", "/export/return-file-export-apply", numbers.with(["exportApplyId": ids[2]]))
        book.client.pass(20)
        book.call("GET", "/export/get-export-apply-list?" + both)
        book.call("GET", "/export/get-export-apply-detail?" + one)
    }
}

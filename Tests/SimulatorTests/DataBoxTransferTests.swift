import OrderedJSON
import Testing

@testable import Simulator

/// Files on their way into a box and out of it. Source: api/databoxframe.md §2–§5.
@Suite("transfers of Data Box Frame") struct DataBoxTransferTests {
    /// A box in use, with the number of its volume.
    private struct Box {
        let client: TestClient
        let both: String
        let numbers: JSON
        let nas: JSON

        init(_ client: TestClient) {
            self.client = client
            let info: JSON = [
                "sslVpnCount": 1, "connectServerList": [["prodSpecId": 4002, "storageSize": 100]],
                "nasList": [["count": 1, "nasSize": 500]],
                "tensorFlowCpuServerList": [["prodSpecId": 7001, "storageSize": 100]],
            ]
            let made = client.control("POST", "boxes", ["dataBoxFrameNo": "83", "dataBoxInfo": info]).json
            let number = made["dataBoxNo"]?.text ?? ""
            both = "dataBoxFrameNo=83&dataBoxNo=\(number)"
            numbers = ["dataBoxFrameNo": 83, "dataBoxNo": .string(number)]
            let list = client.rest("GET", "/import/get-target-nas-list?" + both).json
            nas = list["content"]?[0]?["nasInstanceNo"] ?? .null
        }

        func importing(_ files: String...) -> TestClient.Reply {
            let list = files.map { ["fileName": .string($0)] as JSON }
            return client.rest(
                "POST", "/import/apply-file-import",
                numbers.with([
                    "sourceBucketName": "analytics-input", "targetNasInstanceNo": nas,
                    "sourceFileInfoList": .array(list),
                ]))
        }

        func exporting(_ files: String..., more: JSON = [:]) -> TestClient.Reply {
            let list = files.map { ["fileName": .string($0), "description": "why"] as JSON }
            let account = client.rest("GET", "/export/get-ssl-vpn-account-list?" + both).json["content"]?[0]?[
                "sslVpnNo"]
            return client.rest(
                "POST", "/export/apply-file-export",
                numbers.with([
                    "exportPurpose": "report", "sourceNasInstanceNo": nas, "sslVpnNo": account ?? .null,
                    "targetBucketName": "analytics-output", "sourceFileInfoList": .array(list),
                ]).with(more))
        }

        func rows(_ path: String) -> [JSON] { client.rest("GET", path + both).json["content"]?.elements ?? [] }
    }

    @Test("an import ends well for a file that is there and with ERR_FILE for one that is not; larger ones are refused")
    func imports() async throws {
        try await withSimulator { client in
            let box = Box(client)
            #expect(box.importing("customers.csv", "nowhere.csv").status == 200)
            client.pass(15)
            #expect(box.rows("/import/get-import-apply-list?").map { $0["status"] } == ["SCSS", "ERR_FILE"])
            for (name, size) in [("limit.bin", 500 << 20), ("large.bin", (500 << 20) + 1)] as [(String, Int64)] {
                _ = client.control(
                    "POST", "files",
                    ["bucket": "analytics-input", "name": .string(name), "size": .integer(size)])
            }
            #expect(box.importing("limit.bin").status == 200)
            #expect(box.importing("customers.csv", "large.bin").code == "138905")
            #expect(box.rows("/import/get-import-apply-list?").count == 3, "all of a request or nothing")
        }
    }

    @Test("a review shows the size of an imported, a given and an unknown file, and what was said of it")
    func reviews() async throws {
        try await withSimulator { client in
            let box = Box(client)
            _ = box.importing("customers.csv")
            client.pass(15)
            _ = client.control("POST", "files", ["nas": box.nas, "name": "report.pdf", "size": 77])
            _ = client.control("POST", "files", ["nas": box.nas, "name": "dump.bin", "size": .integer((10 << 20) + 1)])
            #expect(box.exporting("customers.csv", "report.pdf", "made.txt").status == 200)
            #expect(box.exporting("dump.bin").code == "138905")
            client.pass(5)
            let waiting = box.rows("/export-approve/get-export-file-approve-list?status=REQ_CMPL&")
            #expect(waiting.map { $0["fileSize"] } == ["1048576", "77", "1024"])
            let path = "/export-approve/get-export-file-approve-detail?exportApplyId=879&"
            let bare = client.send("GET", path + box.both, type: "application/json")
            #expect(bare.json["content"]?[0]?["description"] == "why")
            #expect(bare.json == client.rest("GET", path + box.both).json)
            #expect(client.send("GET", "/export/get-export-apply-list?" + box.both).code == "300", "only reviews")
        }
    }

    @Test("an export needs an account of the box, a purpose and a review bucket")
    func exportNeeds() async throws {
        try await withSimulator { client in
            let box = Box(client)
            #expect(box.exporting("a", more: ["sslVpnNo": 1]).code == "10009")
            #expect(box.exporting("a", more: ["exportPurpose": ""]).code == "10001")
            #expect(box.exporting("a", more: ["memo": .string(String(repeating: "x", count: 51))]).code == "10001")
            _ = client.control("POST", "change", ["table": "frame", "id": "83", "set": ["exportBucketName": ""]])
            #expect(box.exporting("a").code == "10009")
        }
    }

    @Test("messages and names of statuses come in the language that is asked for, codes do not change")
    func languages() async throws {
        try await withSimulator { client in
            let list = "/api/v1/data-box-frame/get-data-box-frame-list"
            let missing = "/api/v1/data-box-frame/get-data-box-frame-detail?dataBoxFrameNo=1"
            for (language, name, text) in [
                ("en-US", "Using", "Resource does not exist: data box frame"),
                ("ko-KR", "사용 중", "리소스가 존재하지 않습니다: data box frame"),
                ("zh-CN", "使用中", "资源不存在: data box frame"),
                ("fr-FR", "Using", "Resource does not exist: data box frame"),
            ] {
                let header = ["x-ncp-lang": language]
                let row = client.send("GET", list, extra: header).json["content"]?[0]
                #expect(row?["statusName"]?.text == name && row?["statusCode"] == "SET_USE")
                let error = client.send("GET", missing, extra: header)
                #expect(error.json["error"]?["message"]?.text == text && error.code == "10009")
            }
        }
    }

    @Test("after the sunset the environment of a box stays as it is, while its memo and its return are taken")
    func sunset() async throws {
        try await withSimulator(with { $0.sunset = true }) { client in
            let box = Box(client)
            let number = box.numbers["dataBoxNo"] ?? .null
            func modify(_ info: JSON) -> TestClient.Reply {
                let all = info.with(["dataBoxNo": number])
                return client.rest("POST", "/data-box/modify-data-box", ["dataBoxFrameNo": "83", "dataBoxInfo": all])
            }
            #expect(modify(["nasList": [["actionType": "CREATE", "count": 1, "nasSize": 500]]]).code == "138903")
            let size = box.numbers.with(["nasVolumeInstanceNo": box.nas, "volumeSize": 600])
            #expect(client.rest("POST", "/data-box/change-data-box-nas-volume-size", size).code == "138903")
            #expect(modify(["memo": "stays"]).status == 200)
            #expect(client.rest("POST", "/data-box/return-data-box", box.numbers).status == 200)
        }
    }

    @Test("a box keeps enough Connect servers for its accounts, and a disk is named with its own server")
    func connectServers() async throws {
        try await withSimulator { client in
            let box = Box(client)
            let row = box.rows("/data-box/get-data-box-infra-list?")[0]
            func modify(_ element: JSON) -> String {
                let info: JSON = ["dataBoxNo": box.numbers["dataBoxNo"] ?? .null, "connectServerList": [element]]
                return client.rest(
                    "POST", "/data-box/modify-data-box", ["dataBoxFrameNo": "83", "dataBoxInfo": info]
                ).code
            }
            let server = row["instanceNo"] ?? .null
            #expect(modify(["actionType": "DELETE", "serverInstanceNo": server]) == "10001")
            let update: JSON = ["actionType": "UPDATE", "serverInstanceNo": server, "prodSpecId": 4003]
            #expect(modify(update.with(["blockStorageInstanceNo": 1])) == "10001")
            #expect(modify(update.with(["blockStorageInstanceNo": row["blockStorageInstanceNo"] ?? .null])) == "")
        }
    }

    @Test("a sub account without access sees a closed box in the list alone")
    func closedBox() async throws {
        try await withSimulator { client in
            let box = Box(client)
            let number = box.numbers["dataBoxNo"] ?? .null
            _ = client.control("POST", "change", ["table": "box", "id": number, "set": ["disabled": true]])
            var sub = client
            sub.accessKey = Simulator.subAccessKey
            sub.secretKey = "SIMULATORSECRETKEY0000000000000000000002"
            let list = "/data-box/get-data-box-list?dataBoxFrameNo=83"
            #expect(sub.rest("GET", list).json["content"]?[0]?["disabled"] == true)
            #expect(client.rest("GET", list).json["content"]?[0]?["disabled"] == false)
            let summary = "/data-box/get-data-box-summary-info?" + box.both
            #expect(sub.rest("GET", summary).code == "10002" && client.rest("GET", summary).status == 200)
        }
    }

    @Test("an error of the service that a fault acts out comes in its own envelope")
    func faults() async throws {
        try await withSimulator { client in
            let rule: JSON = ["match": "*", "times": 2, "status": 500, "code": "139999"]
            _ = client.control("POST", "faults", ["faults": [rule]])
            #expect(client.rest("GET", "/bucket/get-bucket-list").json["error"]?["errorCode"] == "139999")
            #expect(client.call("getVpcList").json["responseError"]?["returnCode"] == "139999")
        }
    }
}

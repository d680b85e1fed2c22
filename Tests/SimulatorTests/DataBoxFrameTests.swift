import OrderedJSON
import Testing

@testable import Simulator

@Suite struct DataBoxFrameTests {
    private func info(_ more: JSON = [:]) -> JSON {
        let info: JSON = [
            "memo": "managed-by:lab", "sslVpnCount": 2,
            "connectServerList": [
                [
                    "prodSpecId": 4002, "storageSize": 100, "adminPassword": "Abcdef1!", "userPassword1": "Abcdef1!",
                    "userPassword2": "Abcdef1!",
                ]
            ],
            "nasList": [["count": 2, "nasSize": 500]],
            "tensorFlowCpuServerList": [["prodSpecId": 7001, "storageSize": 100, "userPassword": "Abcdef1!"]],
        ]
        return .object(info.members.merging(more.members) { _, new in new })
    }

    private func frame(_ client: TestClient) -> String {
        let list = client.rest("GET", "/data-box-frame/get-data-box-frame-list").json
        return list["content"]?[0]?["dataBoxFrameNo"]?.text ?? ""
    }

    @Test("a fresh account has one frame in use, with ids as texts")
    func freshFrame() async throws {
        try await withSimulator { client in
            let list = client.rest("GET", "/data-box-frame/get-data-box-frame-list?pageNo=1&pageSize=100").json
            #expect(list["totalCount"] == 1)
            #expect(list["content"]?[0]?["dataBoxFrameName"] == "analytics")
            #expect(list["content"]?[0]?["dataBoxFrameNo"] == "83")
            #expect(list["content"]?[0]?["dataBoxCount"] == "0")
            #expect(list["content"]?[0]?["statusCode"] == "SET_USE")
            let infra = client.rest("GET", "/data-box-frame/get-data-box-frame-infra-list?dataBoxFrameNo=83").json
            #expect(infra["content"]?.elements.map { $0["infraType"] } == ["Server", "NAS"])
            #expect(client.rest("GET", "/data-box-frame/get-data-box-frame-detail?dataBoxFrameNo=1").code == "10009")
            #expect(client.rest("GET", "/data-box-frame/get-data-box-frame-list?pageSize=101").code == "10001")
        }
    }

    @Test("a box is made without telling its number, walks to USE, and leaves the lists after its return")
    func boxLife() async throws {
        try await withSimulator { client in
            let frame = frame(client)
            let made = client.rest(
                "POST", "/data-box/create-data-box", ["dataBoxFrameNo": .string(frame), "dataBoxInfo": info()])
            #expect(made.status == 200)
            #expect(made.json.members.keys == ["returnMessage"])
            let list = "/data-box/get-data-box-list?dataBoxFrameNo=\(frame)"
            func look() -> JSON { client.rest("GET", list).json["content"]?[0] ?? .null }
            #expect(look()["dataBoxName"] == "BOX#1")
            #expect(look()["statusCode"] == "READY")
            client.pass(1800)
            #expect(look()["statusCode"] == "USE")
            let number = look()["dataBoxNo"]?.text ?? ""
            let both = "dataBoxFrameNo=\(frame)&dataBoxNo=\(number)"
            let rows = client.rest("GET", "/data-box/get-data-box-infra-list?" + both).json["content"]?.elements ?? []
            #expect(rows.map { $0["productCode"] } == ["CON", "TF_CPU", "NAS", "NAS"])
            #expect(rows[0]["prodSpecId"] == 4002)
            #expect(client.rest("GET", "/data-box/get-data-box-summary-info?" + both).json["nasTotalSize"] == 1000)
            let ids: JSON = ["dataBoxFrameNo": .integer(Int64(frame) ?? 0), "dataBoxNo": .integer(Int64(number) ?? 0)]
            #expect(client.rest("POST", "/data-box-frame/return-data-box-frame", ids).status == 400)
            #expect(client.rest("POST", "/data-box/return-data-box", ids).status == 200)
            #expect(client.rest("POST", "/data-box/return-data-box", ids).status == 400)
            client.pass(600)
            #expect(look()["statusCode"] == "TERMT")
            client.pass(3600)
            #expect(look() == .null)
            #expect(client.rest("POST", "/data-box-frame/return-data-box-frame", ids).status == 200)
        }
    }

    @Test("a modification adds, changes and removes rows and keeps others out meanwhile")
    func modification() async throws {
        try await withSimulator { client in
            let frame = frame(client)
            _ = client.rest(
                "POST", "/data-box/create-data-box", ["dataBoxFrameNo": .string(frame), "dataBoxInfo": info()])
            client.pass(1800)
            let number =
                client.rest("GET", "/data-box/get-data-box-list?dataBoxFrameNo=\(frame)").json["content"]?[0]?[
                    "dataBoxNo"]
                ?? .null
            let list = "/data-box/get-data-box-infra-list?dataBoxFrameNo=\(frame)&dataBoxNo=\(number.text ?? "")"
            let before = client.rest("GET", list).json["content"]?.elements ?? []
            let change: JSON = [
                "dataBoxNo": number,
                "connectServerList": [
                    [
                        "actionType": "UPDATE", "serverInstanceNo": before[0]["instanceNo"] ?? .null,
                        "prodSpecId": 4003, "storageSize": 200,
                    ]
                ],
                "nasList": [
                    ["actionType": "DELETE", "nasInstanceNo": before[3]["instanceNo"] ?? .null],
                    ["actionType": "CREATE", "count": 1, "nasSize": 700],
                ],
            ]
            let body: JSON = ["dataBoxFrameNo": .string(frame), "dataBoxInfo": change]
            #expect(client.rest("POST", "/data-box/modify-data-box", body).status == 200)
            #expect(client.rest("POST", "/data-box/modify-data-box", body).code == "138901")
            client.pass(900)
            let after = client.rest("GET", list).json["content"]?.elements ?? []
            #expect(after.map { $0["specName"] } == ["spec 4003", "spec 7001", "500GB", "700GB"])
            let block: JSON = ["dataBoxFrameNo": .string(frame), "dataBoxNo": number, "isBlock": true]
            #expect(client.rest("POST", "/data-box/set-block-external-network", block).status == 200)
            client.pass(30)
            let summary = "/data-box/get-data-box-summary-info?dataBoxFrameNo=\(frame)&dataBoxNo=\(number.text ?? "")"
            #expect(client.rest("GET", summary).json["webBlockStatus"] == true)
        }
    }

    @Test("a request with too many accounts, an odd NAS size or a weak password is refused and makes nothing")
    func validation() async throws {
        try await withSimulator { client in
            let frame = frame(client)
            for wrong: JSON in [
                ["sslVpnCount": 4], ["nasList": [["count": 1, "nasSize": 550]]], ["tensorFlowCpuServerList": .null],
                ["linuxServerList": [["prodSpecId": 6001, "storageSize": 10, "userPassword": "weak"]]],
            ] {
                let body: JSON = ["dataBoxFrameNo": .string(frame), "dataBoxInfo": info(wrong)]
                #expect(client.rest("POST", "/data-box/create-data-box", body).code == "10001")
            }
            let list = client.rest("GET", "/data-box/get-data-box-list?dataBoxFrameNo=\(frame)").json
            #expect(list["totalCount"] == 0)
        }
    }

    @Test("every value of a request for a box is refused in another type")
    func otherTypes() async throws {
        try await withSimulator { client in
            let frame = frame(client)
            let full = info([
                "linuxServerList": [["prodSpecId": 6001, "storageSize": 10, "userPassword": "Abcdef1!"]],
                "hadoopList": [
                    [
                        "edgeNodeProdSpecId": 5001, "masterNodeProdSpecId": 5002, "masterNodeStorageSize": 100,
                        "workerNodeProdSpecId": 5003, "workerNodeStorageSize": 100, "workerNodeCount": 2,
                    ]
                ],
            ])
            func order(_ info: JSON) -> TestClient.Reply {
                client.rest(
                    "POST", "/data-box/create-data-box", ["dataBoxFrameNo": .string(frame), "dataBoxInfo": info])
            }
            let wrong = full.withOtherTypes
            #expect(wrong.count > 40)
            for info in wrong { #expect(order(info).code == "10001", "\(info)") }
            #expect(order(full).status == 200)
        }
    }

    @Test("after the sunset no box is made; frames can be seeded by a control call")
    func sunset() async throws {
        try await withSimulator(with { $0.sunset = true }) { client in
            let made = client.control("POST", "frames", ["name": "lab", "memo": "x"])
            let frame = made.json["dataBoxFrameNo"]?.text ?? ""
            let body: JSON = ["dataBoxFrameNo": .string(frame), "dataBoxInfo": info()]
            #expect(client.rest("POST", "/data-box/create-data-box", body).code == "138903")
            let detail = client.rest("GET", "/data-box-frame/get-data-box-frame-detail?dataBoxFrameNo=\(frame)").json
            #expect(detail["memo"] == "x")
            #expect(detail["usePseudonymInfo"] == "N")
        }
    }

    @Test("an export waits for its reviewer and is decided once")
    func exports() async throws {
        try await withSimulator { client in
            let frame = frame(client)
            _ = client.rest(
                "POST", "/data-box/create-data-box", ["dataBoxFrameNo": .string(frame), "dataBoxInfo": info()])
            client.pass(1800)
            let number =
                client.rest("GET", "/data-box/get-data-box-list?dataBoxFrameNo=\(frame)").json["content"]?[0]?[
                    "dataBoxNo"]
                ?? .null
            let both = "dataBoxFrameNo=\(frame)&dataBoxNo=\(number.text ?? "")"
            let nas = client.rest("GET", "/export/get-source-nas-list?" + both).json["content"]?[0]?["nasInstanceNo"]
            let vpn = client.rest("GET", "/export/get-ssl-vpn-account-list?" + both).json["content"]?[0]?["sslVpnNo"]
            let applied = client.rest(
                "POST", "/export/apply-file-export",
                [
                    "dataBoxFrameNo": .string(frame), "dataBoxNo": number, "exportPurpose": "report",
                    "sourceFileInfoList": [["fileName": "a.csv"]], "sourceNasInstanceNo": nas ?? .null,
                    "sslVpnNo": vpn ?? .null, "targetBucketName": "analytics-output",
                ])
            let id = applied.json["content"]?[0]?["exportApplyId"]
            #expect(id == 878)
            let decision: JSON = [
                "dataBoxFrameNo": .string(frame), "dataBoxNo": number, "exportApplyId": id ?? .null,
            ]
            #expect(client.rest("POST", "/export-approve/export-file-approve", decision).status == 400)
            client.pass(5)
            #expect(client.rest("POST", "/export-approve/export-file-approve", decision).status == 200)
            #expect(client.rest("POST", "/export-approve/export-file-approve", decision).status == 400)
            client.pass(10)
            let list = client.rest("GET", "/export/get-export-apply-list?" + both).json
            #expect(list["content"]?[0]?["status"] == "COPY_CMPL")
        }
    }
}

extension JSON {
    /// The same with each value in turn of a type that it is not of.
    fileprivate var withOtherTypes: [JSON] {
        switch self {
        case .object(let members):
            return members.flatMap { name, value in
                value.withOtherTypes.map { changed in
                    var copy = members
                    copy[name] = changed
                    return .object(copy)
                }
            } + ["x", [1]]
        case .array(let elements):
            return elements.indices.flatMap { index in
                elements[index].withOtherTypes.map { changed in
                    var copy = elements
                    copy[index] = changed
                    return .array(copy)
                }
            } + ["x", true]
        case .integer, .number, .bool, .null: return ["many", [:]]
        case .string: return [["x": 1], [1]]
        }
    }
}

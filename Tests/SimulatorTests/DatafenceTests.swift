import OrderedJSON
import Testing

@testable import Simulator

@Suite struct DatafenceTests {
    private static let connect = "SVR.VCON.STAND.C002.M008.NET.HDD.B050.G002"
    private static let linux = "SVR.VSVR.STAND.C002.M008.NET.HDD.B050.G002"
    private static let ubuntu = "SW.VSVR.OS.LNX64.UBNTU.SVR2004.B050"
    private static let hadoop = "SVR.VCHDP.MSTDT.STAND.C004.M016.NET.HDD.B050.G002"

    private func info(_ more: JSON = [:]) -> JSON {
        let info: JSON = [
            "connectServerList": [
                ["specCode": .string(Self.connect), "storageSize": 100, "userPassword1": "Abcdef1!"]
            ],
            "linuxServerList": [
                [
                    "specCode": .string(Self.linux), "softwareCode": .string(Self.ubuntu), "storageSize": 50,
                    "userPassword": "Abcdef1!",
                ]
            ],
            "nasList": [["count": 2, "nasSize": 500]],
        ]
        return .object(info.members.merging(more.members) { _, new in new })
    }

    private func cluster(edge: String) -> JSON {
        [
            "actionType": "CREATE", edge: "SVR.VCHDP.EDGND.STAND.C004.M016.NET.HDD.B050.G002",
            "masterNodeSpecCode": .string(Self.hadoop),
            "masterNodeStorageSize": 100, "workerNodeSpecCode": .string(Self.hadoop), "workerNodeCount": 2,
            "workerNodeStorageSize": 4000,
        ]
    }

    private func create(_ client: TestClient, _ more: JSON = [:]) -> TestClient.Reply {
        client.rest("POST", "/box/create-box", ["fenceId": 26, "description": "lab", "createBoxInfo": info(more)])
    }

    private func rows(_ client: TestClient) -> [JSON] {
        client.rest("GET", "/box/get-box-infra-list?fenceId=26&boxId=74&size=100").json["content"]?.elements ?? []
    }

    private func change(_ client: TestClient, _ lists: JSON) -> TestClient.Reply {
        let info: JSON = ["boxId": 74]
        return client.rest(
            "POST", "/box/change-box-infra",
            ["fenceId": 26, "updateBoxInfo": .object(info.members.merging(lists.members) { $1 })])
    }

    @Test("a fresh account has one fence in use, in a bare array and with integers for ids")
    func freshFence() async throws {
        try await withSimulator { client in
            let fence = client.rest("GET", "/fence/get-datafence").json[0] ?? .null
            #expect(fence["fenceName"] == "research")
            #expect(fence["fenceId"] == 26)
            #expect(fence["boxCount"] == 0)
            #expect(fence["statusCode"] == "USE")
            #expect(fence["createDate"]?.text?.hasSuffix("+09:00") == true)
            let infra = client.rest("GET", "/fence/get-datafence-infra-list?fenceId=26").json
            #expect(infra["content"]?.elements.map { $0["infraType"] } == ["FENCE_UBUNTU", "FENCE_NAS"])
            let history = client.rest("GET", "/fence/get-datafence-infra-history?fenceId=26").json
            #expect(history["content"]?.elements.map { $0["infraType"] } == ["Server", "NAS"])
            #expect(client.rest("GET", "/fence/get-datafence-infra-list?fenceId=1").code == "10009")
        }
    }

    @Test("pages count from 0, up to 100, of at most 100 rows")
    func paging() async throws {
        try await withSimulator { client in
            let list = "/fence/get-datafence-infra-list?fenceId=26"
            func names(_ query: String) -> [JSON?]? {
                client.rest("GET", list + query).json["content"]?.elements.map { $0["infraType"] }
            }
            #expect(names("&page=0&size=1") == ["FENCE_UBUNTU"])
            #expect(names("&page=1&size=1") == ["FENCE_NAS"])
            #expect(names("&page=2&size=1") == [])
            #expect(client.rest("GET", list + "&page=1&size=1").json["totalCount"] == 2)
            for wrong in ["&page=-1", "&page=101", "&size=0", "&size=101"] {
                #expect(client.rest("GET", list + wrong).code == "10001", "\(wrong)")
            }
        }
    }

    @Test("a box is made without telling its number, walks to USE, and is in the history after its return")
    func boxLife() async throws {
        try await withSimulator { client in
            #expect(create(client).json.members.keys == ["message"])
            func look() -> JSON { client.rest("GET", "/box/get-box-list?fenceId=26").json["content"]?[0] ?? .null }
            #expect(look()["boxId"] == 74)
            #expect(look()["boxName"] == "box1")
            #expect(look()["statusCode"] == "INITIALIZE")
            client.pass(1800)
            #expect(look()["statusName"] == "In use")
            #expect(rows(client).map { $0["infraType"] } == ["CON", "SVR_LNX_UBUNTU", "BOX_NAS", "BOX_NAS"])
            #expect(rows(client)[0]["specName"] == "Standard (2vCPU 8GB Mem)")
            #expect(rows(client)[0]["specCode"] == nil)
            #expect(rows(client)[2]["instanceName"] == "74box1")
            let summary = client.rest("GET", "/box/get-box-summary-info?fenceId=26&boxId=74").json
            #expect(summary["nasTotalSize"] == 1000)
            #expect(summary["nasInstanceNoList"]?.elements == rows(client).suffix(2).compactMap { $0["instanceNo"] })
            #expect(client.rest("POST", "/box/return-box", ["fenceId": 26, "boxId": 74]).status == 200)
            #expect(client.rest("POST", "/box/return-box", ["fenceId": 26, "boxId": 74]).status == 400)
            client.pass(600)
            #expect(look()["statusCode"] == "TERMINATE")
            client.pass(3600)
            #expect(look() == .null)
            let history = client.rest("GET", "/box/get-box-history?fenceId=26").json["content"]?[0]
            #expect(history?["statusCode"] == "TERMINATE")
            #expect(history?["endDate"] != nil)
        }
    }

    @Test("a change adds, changes and removes rows, and keeps others out meanwhile")
    func boxChange() async throws {
        try await withSimulator { client in
            _ = create(client)
            client.pass(1800)
            let before = rows(client)
            let lists: JSON = [
                "connectServerList": [
                    [
                        "actionType": "UPDATE", "serverInstanceNo": before[0]["instanceNo"] ?? .null,
                        "blockStorageInstanceNo": before[0]["blockStorageInstanceNo"] ?? .null,
                        "specCode": "SVR.VCON.STAND.C004.M016.NET.HDD.B050.G002", "storageSize": 200,
                    ]
                ],
                "boxNasList": [
                    ["actionType": "DELETE", "nasInstanceNo": before[3]["instanceNo"] ?? .null],
                    ["actionType": "CREATE", "count": 1, "nasSize": 700],
                ],
            ]
            #expect(change(client, lists).status == 200)
            #expect(change(client, lists).status == 400)
            #expect(rows(client)[0]["statusCode"] == "ING")
            client.pass(900)
            #expect(
                rows(client).map { $0["specName"] }
                    == ["Standard (4vCPU 16GB Mem)", "Standard (2vCPU 8GB Mem)", "500", "700"])
            #expect(rows(client)[0]["blockStorageSize"] == 200)
            let history = client.rest("GET", "/box/get-box-infra-history?fenceId=26&boxId=74").json["content"]
            #expect(history?.elements.map { $0["statusCode"] } == ["USE", "USE", "USE", "TERMINATE", "USE"])
            #expect(history?[0]?["infraType"] == "Connect Server")
        }
    }

    @Test("a change that would leave too few or too many of something is refused, and does nothing")
    func boxLimits() async throws {
        try await withSimulator { client in
            _ = create(client)
            client.pass(1800)
            let before = rows(client)
            func gone(_ row: Int) -> JSON {
                [
                    "actionType": "DELETE", "serverInstanceNo": before[row]["instanceNo"] ?? .null,
                    "blockStorageInstanceNo": before[row]["blockStorageInstanceNo"] ?? .null,
                ]
            }
            let volumes = before[2...3].map { row -> JSON in
                ["actionType": "DELETE", "nasInstanceNo": row["instanceNo"] ?? .null]
            }
            let server: JSON = ["actionType": "CREATE", "specCode": .string(Self.connect), "storageSize": 10]
            for lists: JSON in [
                ["connectServerList": [gone(0)]], ["linuxServerList": [gone(1)]], ["boxNasList": .array(volumes)],
                ["connectServerList": .array(Array(repeating: server, count: 4))],
                ["hadoopList": .array(Array(repeating: cluster(edge: "edgeNodeSpecCode"), count: 3))],
                [
                    "connectServerList": [
                        ["actionType": "DELETE", "serverInstanceNo": before[0]["instanceNo"] ?? .null]
                    ]
                ],
            ] { #expect(change(client, lists).code == "10001", "\(lists)") }
            #expect(rows(client) == before)
        }
    }

    @Test("a creation outside the limits, or with a code that is not listed, is refused and makes nothing")
    func validation() async throws {
        try await withSimulator { client in
            let server: JSON = ["specCode": .string(Self.connect), "storageSize": 100]
            for wrong: JSON in [
                ["connectServerList": []], ["connectServerList": .array(Array(repeating: server, count: 5))],
                ["connectServerList": [["specCode": .string(Self.connect), "storageSize": 105]]],
                ["connectServerList": [["specCode": .string(Self.linux), "storageSize": 100]]],
                ["linuxServerList": []], ["linuxServerList": .null],
                ["nasList": [["count": 1, "nasSize": 550]]], ["nasList": []],
                ["tensorFlowCpuServerList": [["specCode": "x", "storageSize": 100]]],
                ["hadoopList": [cluster(edge: "edgeNodeSpecCode")]],
                [
                    "connectServerList": [
                        ["specCode": .string(Self.connect), "storageSize": 10, "userPassword1": "Abcdef1$"]
                    ]
                ],
            ] { #expect(create(client, wrong).code == "10001", "\(wrong)") }
            #expect(client.rest("GET", "/box/get-box-list?fenceId=26").json["totalCount"] == 0)
            #expect(create(client, ["hadoopList": [cluster(edge: "EdgeNodeSpecCode")]]).status == 200)
        }
    }

    @Test("a cluster is one row, and its nodes are told by a call of its own")
    func hadoop() async throws {
        try await withSimulator { client in
            _ = create(client, ["hadoopList": [cluster(edge: "EdgeNodeSpecCode")]])
            client.pass(1800)
            let number = rows(client).first { $0["infraType"] == "HD" }?["instanceNo"] ?? .null
            let both = "/box/get-hadoop-cluster-info?fenceId=26&boxId=74&hadoopClusterNo=\(number.text ?? "")"
            #expect(
                client.rest("GET", both).json["nodeSpecList"]?.elements.map { $0["nodeCount"] } == [1, 2, 2])
            var update = cluster(edge: "edgeNodeSpecCode").members
            update["actionType"] = "UPDATE"
            update["hadoopClusterNo"] = number
            update["workerNodeCount"] = 3
            #expect(change(client, ["hadoopList": [.object(update)]]).status == 200)
            client.pass(900)
            #expect(client.rest("GET", both).json["nodeSpecList"]?[2]?["nodeCount"] == 3)
        }
    }

    @Test("the network setting that a box already has is refused as such")
    func network() async throws {
        try await withSimulator { client in
            _ = create(client)
            client.pass(1800)
            func set(_ isBlocked: Bool) -> TestClient.Reply {
                client.rest(
                    "POST", "/box/change-box-block-external-network",
                    ["fenceId": 26, "boxId": 74, "isBlock": .bool(isBlocked)])
            }
            #expect(set(false).code == "2600005")
            #expect(set(true).status == 200)
            client.pass(30)
            let summary = client.rest("GET", "/box/get-box-summary-info?fenceId=26&boxId=74").json
            #expect(summary["webBlockStatus"] == true)
            #expect(set(true).code == "2600005")
        }
    }

    @Test("a fence keeps one to four servers and a volume")
    func fenceChange() async throws {
        try await withSimulator { client in
            let list = "/fence/get-datafence-infra-list?fenceId=26"
            func rows() -> [JSON] { client.rest("GET", list).json["content"]?.elements ?? [] }
            func change(_ update: JSON) -> TestClient.Reply {
                client.rest("POST", "/fence/change-datafence-infra", ["fenceId": 26, "updateFence": update])
            }
            let server: JSON = [
                "actionType": "CREATE", "specCode": "SVR.VFNC.STAND.C004.M016.NET.HDD.B050.G002",
                "softwareCode": "SW.VFNC.OS.LNX64.UBNTU.SVR2004.B050", "userPassword": "Abcdef1!",
            ]
            let last: JSON = ["actionType": "DELETE", "serverInstanceNo": rows()[0]["instanceNo"] ?? .null]
            #expect(change(["fenceServerList": [last]]).code == "10001")
            #expect(change(["fenceServerList": [server, server, server, server]]).code == "10001")
            #expect(change(["fenceServerList": [server, last]]).status == 200)
            #expect(change(["fenceServerList": [server]]).status == 400)
            client.pass(900)
            #expect(rows().map { $0["specName"] } == ["500", "Standard (4vCPU 16GB Mem)"])
            let volume = rows()[0]["instanceNo"] ?? .null
            let resize: JSON = ["fenceId": 26, "instanceNo": volume, "volumeSize": 900]
            #expect(client.rest("POST", "/fence/change-fence-nas-volume", resize).status == 200)
            client.pass(30)
            #expect(rows()[0]["specName"] == "900")
        }
    }

    @Test("imports make a request a file, which is transferred by itself")
    func imports() async throws {
        try await withSimulator { client in
            _ = create(client)
            client.pass(1800)
            let both = "fenceId=26&boxId=74"
            let volume = client.rest("GET", "/import/get-target-nas-list?" + both).json["content"]?[0]
            #expect(volume?["boxStorageId"] == 1097)
            func apply(_ files: JSON, _ description: JSON = "input") -> TestClient.Reply {
                client.rest(
                    "POST", "/import/create-file-import",
                    [
                        "fenceId": 26, "boxId": 74, "sourceBucketName": "analytics-input",
                        "sourceFilePathList": files, "targetNasInstanceNo": volume?["instanceNo"] ?? .null,
                        "description": description,
                    ])
            }
            let huge: JSON = ["bucket": "analytics-input", "name": "huge.csv", "size": .integer((2 << 30) + 1)]
            #expect(client.control("POST", "files", huge).status == 200)
            #expect(apply(["huge.csv"]).code == "2600903")
            #expect(apply(["customers.csv", "b.csv"]).json == ["message": "File import requested."])
            #expect(apply([]).code == "10001")
            #expect(apply(.array(Array(repeating: "a", count: 11))).code == "10001")
            #expect(apply(["a.csv"], .null).code == "10001")
            #expect(apply(["a.csv"], .string(String(repeating: "x", count: 51))).code == "10001")
            func list(_ more: String = "") -> JSON {
                client.rest("GET", "/import/get-import-list?" + both + more).json["content"] ?? .null
            }
            #expect(list().elements.map { $0["fileId"] } == [99, 100])
            #expect(list("&status=IMPORTED").elements.isEmpty)
            client.pass(10)
            #expect(list("&status=IMPORTED").elements.map { $0["sourceFilePath"] } == ["customers.csv"])
            #expect(list("&status=ERROR_FILE").elements.count == 1)
            let detail = client.rest("GET", "/import/get-import-detail?" + both + "&fileId=100").json
            #expect(detail["sourceFilePath"] == "b.csv")
            #expect(detail["completeDate"] != nil)
            #expect(list("&from=20200101000000&to=20200102000000").elements.isEmpty)
        }
    }

    @Test("answers are in the language that a call asks for")
    func languages() async throws {
        try await withSimulator { client in
            let path = "/api/v1/fence/get-datafence"
            for (language, name) in [("en-US", "In use"), ("ko-KR", "사용 중"), ("zh-CN", "使用中")] {
                let fence = client.send("GET", path, extra: ["x-ncp-lang": language]).json[0]
                #expect(fence?["statusName"]?.text == name && fence?["statusCode"] == "USE")
            }
        }
    }

    @Test("an export waits for its reviewer and is decided once; until then it can be cancelled")
    func exports() async throws {
        try await withSimulator { client in
            _ = create(client)
            client.pass(1800)
            let both = "fenceId=26&boxId=74"
            let volume = client.rest("GET", "/export/get-source-nas-list?" + both).json["content"]?[0]?["instanceNo"]
            let applied = client.rest(
                "POST", "/export/create-file-export",
                [
                    "fenceId": 26, "boxId": 74, "sourceNasInstanceNo": volume ?? .null,
                    "sourceFilePathList": ["99_a.csv", "b.csv", "c.csv"], "targetBucketName": "analytics-output",
                    "fileDescription": "table", "exportPurpose": "report", "description": "",
                ])
            #expect(applied.status == 200)
            func decide(_ verb: String, _ file: Int64, _ more: JSON = [:]) -> TestClient.Reply {
                let body: JSON = ["fenceId": 26, "boxId": 74, "fileId": .integer(file)]
                return client.rest(
                    "PATCH", "/export-approval/export-file-" + verb, .object(body.members.merging(more.members) { $1 }))
            }
            #expect(decide("approve", 99).status == 400)
            client.pass(5)
            #expect(decide("approve", 99).json == ["message": "File export approved."])
            #expect(decide("approve", 99).status == 400)
            #expect(decide("reject", 100).code == "10001")
            #expect(decide("reject", 100, ["rejectReason": "names"]).status == 200)
            #expect(client.rest("DELETE", "/export/cancel-file-export?" + both + "&fileId=101").status == 200)
            #expect(client.rest("DELETE", "/export/cancel-file-export?" + both + "&fileId=100").status == 400)
            client.pass(10)
            let list = client.rest("GET", "/export/get-export-list?" + both).json["content"]
            #expect(list?.elements.map { $0["statusCode"] } == ["EXPORTED", "REJECTED"])
            #expect(list?[1]?["rejectReason"] == "names")
            let reviews = client.rest("GET", "/export-approval/get-export-file-approve-list?" + both).json
            #expect(reviews["reviewBucketName"] == "research-review")
            #expect(reviews["content"]?[0]?["screenFilePath"]?.text?.hasSuffix("+09:00_99_99_a.csv") == true)
            let detail = "/export-approval/get-export-file-approve-detail?" + both + "&fileId=99"
            #expect(client.rest("GET", detail).json["exportPurpose"] == "report")
        }
    }

    @Test("paths that Data Box Frame has too are told apart by what the call names")
    func sharedPaths() async throws {
        try await withSimulator { client in
            _ = create(client)
            client.pass(1800)
            let path = "/import/get-target-nas-list"
            #expect(client.rest("GET", path + "?fenceId=26&boxId=74").json["totalCount"] == nil)
            #expect(client.rest("GET", path + "?dataBoxFrameNo=83&dataBoxNo=381").code == "10009")
            #expect(client.rest("GET", "/object-storage/get-bucket-list").json[0]?["name"] == "analytics-input")
            #expect(client.rest("GET", "/bucket/get-bucket-list").json["totalCount"] == 2)
        }
    }

    @Test("fences can be seeded by a control call, and a box of another fence is refused")
    func seededFences() async throws {
        try await withSimulator { client in
            let made = client.control("POST", "fences", ["name": "lab", "nasSizes": [700]])
            #expect(made.json["fenceId"] == 27)
            _ = create(client)
            #expect(client.rest("GET", "/box/get-box-summary-info?fenceId=27&boxId=74").code == "2600003")
            let infra = client.rest("GET", "/fence/get-datafence-infra-list?fenceId=27").json["content"]
            #expect(infra?[1]?["specName"] == "700")
        }
    }
}

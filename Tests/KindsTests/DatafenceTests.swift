import Model
import NcloudClient
import OrderedJSON
import Testing

@testable import Kinds

@Suite("fences and their boxes") struct DatafenceTests {
    private static let answers: [String: JSON] = [
        "/fence/get-datafence": [
            [
                "fenceId": 26, "fenceName": "research", "description": "hi", "boxCount": 1, "statusCode": "USE",
                "exportScreenBucketName": "review", "sslVpnName": "vpn",
            ],
            ["fenceId": 27, "fenceName": "other", "statusCode": "USE"],
        ],
        "/product/get-product-spec": [
            ["productCode": "FENCE_UBUNTU", "specCodeList": [["specCode": "F2", "specName": "two"]]],
            ["productCode": "CON", "specCodeList": [["specCode": "C2", "specName": "two"]]],
            ["productCode": "HD_EDGE", "specCodeList": [["specCode": "E4", "specName": "four"]]],
            ["productCode": "HD_MASTER", "specCodeList": [["specCode": "M4", "specName": "four"]]],
            ["productCode": "HD_WORKER", "specCodeList": [["specCode": "W4", "specName": "four"]]],
        ],
        "/fence/get-datafence-infra-list": [
            "totalCount": 3,
            "content": [
                ["infraType": "FENCE_UBUNTU", "instanceNo": 1, "specName": "two", "statusCode": "USE"],
                ["infraType": "FENCE_UBUNTU", "instanceNo": 2, "specName": "odd", "statusCode": "RETURN"],
                ["infraType": "FENCE_NAS", "instanceNo": 3, "specName": "500", "statusCode": "USE"],
            ],
        ],
        "/box/get-box-list": [
            "totalCount": 1,
            "content": [
                [
                    "boxId": 74, "boxName": "box1", "description": "churn [nacre:shop/DataBox/churn]",
                    "statusCode": "USE",
                ]
            ],
        ],
        "/box/get-box-summary-info": ["boxId": 74, "webBlockStatus": true, "nasTotalSize": 500, "statusCode": "USE"],
        "/box/get-box-infra-list": [
            "totalCount": 3,
            "content": [
                [
                    "infraType": "CON", "instanceNo": 5, "specName": "two", "blockStorageSize": 100,
                    "blockStorageInstanceNo": 6,
                ],
                ["infraType": "HD", "instanceNo": 7], ["infraType": "BOX_NAS", "instanceNo": 8, "specName": "500GB"],
            ],
        ],
        "/box/get-hadoop-cluster-info": [
            "nodeSpecList": [
                ["name": "Hadoop Edge", "spec": "four", "nodeCount": 1],
                ["name": "Hadoop Master", "spec": "four", "nodeCount": 2],
                ["name": "Hadoop Worker", "spec": "four", "nodeCount": 3],
            ]
        ],
    ]

    @Test("a fence shows its servers by the codes of their specs, without those on their way out")
    func fences() async throws {
        let session = FakeSession(answers: Self.answers)
        let fences = try await operations("Datafence").list(ReadScope(names: ["research"]), from: session)
        #expect(fences.map(\.id) == ["26", "27"])
        #expect(fences[0].attributes["exportBucket"] == "review")
        let servers = fences[0].attributes["adminServers"]?.elements.map(\.members) ?? []
        #expect(servers.map { $0["spec"] } == ["F2"])
        #expect(fences[0].attributes["nas"]?.elements.first?.members["size"] == 500)
        #expect(fences[1].attributes["adminServers"] == nil)
        #expect(session.requests("/fence/get-datafence-infra-list")[0]["page"] == "0")
    }

    @Test("an answer that is no list of fences is an error, and not an account without any")
    func noList() async throws {
        let session = FakeSession(answers: ["/fence/get-datafence": ["totalCount": 0]])
        await #expect(throws: APIFailure.self) {
            try await operations("Datafence").list(ReadScope(everything: true), from: session)
        }
    }

    @Test("a fence is neither made nor returned, and says what to do instead")
    func noCalls() async throws {
        let session = FakeSession()
        await #expect(throws: StepFailure.self) {
            try await operations("Datafence").create(wanted("Datafence", "x", ["name": "x"]), through: session)
        }
        await #expect(throws: StepFailure.self) {
            try await operations("Datafence").delete(
                LiveObject(kind: "Datafence", id: "26", attributes: [:]), through: session)
        }
        #expect(session.requests.isEmpty)
    }

    @Test("a server of a fence gets another spec with its software told again")
    func fenceServers() async throws {
        let live = LiveObject(
            kind: "Datafence", id: "26",
            attributes: ["memo": "", "adminServers": [["id": "1", "spec": "F2"]]], status: "USE")
        let session = FakeSession()
        try await operations("Datafence").update(
            live,
            to: wanted("Datafence", "research", ["adminServers": [["spec": "F4", "software": "S"]]]), through: session)
        #expect(
            session.requests[0].body == [
                "fenceId": 26,
                "updateFence": [
                    "fenceServerList": [
                        [
                            "actionType": "UPDATE", "serverInstanceNo": "1", "specCode": "F4", "softwareCode": "S",
                        ]
                    ]
                ],
            ])
    }

    @Test("a server whose spec changes needs its software in the manifest, and nothing is called without it")
    func missingSoftware() async throws {
        let live = LiveObject(
            kind: "Datafence", id: "26", attributes: ["adminServers": [["id": "1", "spec": "F2"]]], status: "USE")
        let session = FakeSession()
        await #expect(throws: StepFailure.self) {
            try await operations("Datafence").update(
                live, to: wanted("Datafence", "research", ["adminServers": [["spec": "F4"]]]), through: session)
        }
        #expect(session.requests.isEmpty)
    }

    @Test("boxes show memo and tag apart, and their rows by codes")
    func boxes() async throws {
        let session = FakeSession(answers: Self.answers)
        let boxes = try await operations("DatafenceBox").list(
            ReadScope(everything: true, parents: ["Datafence": ["26"]]), from: session)
        let box = try #require(boxes.first?.attributes)
        #expect(box["memo"] == "churn")
        #expect(box["tag"] == .string(session.tag))
        #expect(box["blockExternalNetwork"] == true)
        #expect(box["connectServers"]?.elements.first?.members["spec"] == "C2")
        #expect(box["connectServers"]?.elements.first?.members["disk"] == "6")
        let cluster = box["hadoop"]?.elements.first?.members
        #expect(cluster?["edgeSpec"] == "E4" && cluster?["masterSpec"] == "M4" && cluster?["workerSpec"] == "W4")
        #expect(cluster?["workerCount"] == 3)
        #expect(box["nas"]?.elements.first?.members["size"] == 500)
        #expect(box["linuxServers"] == [])
    }

    @Test("a type that is not documented makes all rows unknown, so that nothing is made twice")
    func unknownTypes() async throws {
        var answers = Self.answers
        answers["/box/get-box-infra-list"] = ["totalCount": 1, "content": [["infraType": "NEW", "instanceNo": 9]]]
        let boxes = try await operations("DatafenceBox").list(
            ReadScope(everything: true, parents: ["Datafence": ["26"]]), from: FakeSession(answers: answers))
        #expect(boxes.first?.attributes["connectServers"] == nil)
        #expect(boxes.first?.attributes["nas"] == nil)
    }

    @Test("a box is made with the spellings of its own call, and its network blocked once it is usable")
    func createBox() async throws {
        let session = FakeSession()
        let cluster: Value = [
            "edgeSpec": "E4", "masterSpec": "M4", "masterStorage": 100, "workerSpec": "W4", "workerCount": 2,
            "workerStorage": 100,
        ]
        try await operations("DatafenceBox").create(
            wanted(
                "DatafenceBox", "churn",
                [
                    "fence": "26", "memo": "churn", "blockExternalNetwork": true,
                    "connectServers": [
                        ["spec": "C2", "storage": 100, "userPassword1": .secret(Secret("Abcdef1!"))]
                    ],
                    "hadoop": [cluster], "nas": [["count": 2, "size": 500]],
                ]), through: session)
        let body = session.requests[0].body
        #expect(body?["fenceId"] == 26)
        #expect(body?["description"] == "churn [nacre:shop/DataBox/churn]")
        let info = body?["createBoxInfo"]
        #expect(info?["linuxServerList"] == .array([]))
        #expect(info?["windowsServerList"] == nil)
        #expect(info?["nasList"] == [["count": 2, "nasSize": 500]])
        #expect(info?["hadoopList"]?[0]?["EdgeNodeSpecCode"] == "E4")
        #expect(
            info?["connectServerList"] == [["specCode": "C2", "storageSize": 100, "userPassword1": "Abcdef1!"]])
        #expect(session.requests[0].sensitive.contains("userPassword1"))
        #expect(session.requests[1].body == ["fenceId": 26, "boxId": JSON(number: "found"), "isBlock": true])
    }

    @Test("all rows of a box change in one call, with its spellings; a volume is resized by another")
    func changeBox() async throws {
        let live = LiveObject(
            kind: "DatafenceBox", id: "74",
            attributes: [
                "fence": "26", "memo": "churn", "tag": "other",
                "connectServers": [
                    ["id": "5", "spec": "C2", "storage": 100, "disk": "6"],
                    ["id": "9", "spec": "C8", "storage": 500, "disk": "10"],
                ],
                "hadoop": [], "nas": [["id": "8", "size": 500, "name": "74box1"]],
            ], status: "USE")
        let session = FakeSession()
        let cluster: Value = [
            "edgeSpec": "E4", "masterSpec": "M4", "masterStorage": 100, "workerSpec": "W4", "workerCount": 2,
            "workerStorage": 100,
        ]
        try await operations("DatafenceBox").update(
            live,
            to: wanted(
                "DatafenceBox", "churn",
                [
                    "connectServers": [["spec": "C4", "storage": 200]], "hadoop": [cluster],
                    "nas": [["count": 1, "size": 600]],
                ]), through: session)
        let info = session.requests[0].body?["updateBoxInfo"]
        #expect(
            info?["connectServerList"] == [
                [
                    "actionType": "UPDATE", "serverInstanceNo": "5", "specCode": "C4", "storageSize": 200,
                    "blockStorageInstanceNo": "6",
                ],
                ["actionType": "DELETE", "serverInstanceNo": "9", "blockStorageInstanceNo": "10"],
            ])
        #expect(info?["hadoopList"]?[0]?["edgeNodeSpecCode"] == "E4")
        #expect(info?["description"] == nil)
        #expect(
            session.requests("/box/change-box-nas-volume")[0].body == [
                "fenceId": 26, "boxId": 74, "instanceNo": 8, "volumeSize": 600,
            ])
    }
}

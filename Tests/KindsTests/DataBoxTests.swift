import Model
import NcloudClient
import OrderedJSON
import Testing

@testable import Kinds

@Suite("data box frames and boxes") struct DataBoxTests {
    private static let answers: [String: JSON] = [
        "/data-box-frame/get-data-box-frame-list": [
            "totalCount": 2,
            "content": [
                [
                    "dataBoxFrameNo": "83", "dataBoxFrameName": "research", "dataBoxCount": "2",
                    "statusCode": "SET_USE",
                ],
                ["dataBoxFrameNo": "84", "dataBoxFrameName": "other", "statusCode": "SET_USE"],
            ],
        ],
        "/data-box-frame/get-data-box-frame-detail": ["memo": "hi", "usePseudonymInfo": "N"],
        "/data-box-frame/get-data-box-frame-infra-list": [
            "content": [
                ["infraType": "Server", "adminServerInstanceNo": "1", "prodSpecId": "1001", "instanceName": "admin-1"],
                ["infraType": "Server", "instanceNo": 2, "prodSpecId": 1002],
                ["infraType": "NAS", "nasInstanceNo": "3", "specName": "500GB"], [:],
            ]
        ],
        "/data-box/get-data-box-list": [
            "content": [
                [
                    "dataBoxNo": "381", "dataBoxName": "BOX#1", "memo": "churn [nacre:shop/DataBox/churn]",
                    "statusCode": "USE",
                ],
                ["dataBoxNo": "382", "dataBoxName": "BOX#2", "statusCode": "NEW", "disabled": true],
            ]
        ],
        "/data-box/get-data-box-summary-info": ["sslVpnCount": "2", "webBlockStatus": true, "nasTotalSize": 500],
    ]

    @Test("details are read for the frames in question only")
    func frames() async throws {
        let session = FakeSession(answers: Self.answers)
        let frames = try await operations("DataBoxFrame").list(ReadScope(names: ["research"]), from: session)
        #expect(frames.map(\.id) == ["83", "84"])
        #expect(frames[0].attributes["memo"] == "hi")
        #expect(frames[0].attributes["boxCount"] == 2)
        #expect(
            frames[0].attributes["adminServers"] == [
                ["id": "1", "name": "admin-1", "spec": 1001], ["id": "2", "name": .null, "spec": 1002],
            ])
        #expect(frames[0].attributes["nas"] == [["id": "3", "name": .null, "size": 500]])
        #expect(frames[0].attributes["usesPseudonyms"] == false)
        #expect(frames[1].attributes["memo"] == nil)
        #expect(session.requests.count == 3)
    }

    @Test("a frame is never made, and says what to do instead")
    func createFrame() async throws {
        let session = FakeSession()
        await #expect(throws: StepFailure.self) {
            try await operations("DataBoxFrame").create(
                wanted("DataBoxFrame", "research", ["name": "research"]), through: session)
        }
        #expect(session.requests.isEmpty)
        guard case .refused? = DriverCatalog.ncloud.kinds["DataBoxFrame"]?.life.creation.ability else {
            Issue.record("creation is not refused")
            return
        }
    }

    @Test("a frame's memo is changed and the change waited for")
    func frameMemo() async throws {
        let live = LiveObject(kind: "DataBoxFrame", id: "83", attributes: ["memo": "old"])
        let session = FakeSession()
        try await operations("DataBoxFrame").update(
            live, to: wanted("DataBoxFrame", "research", ["memo": "new"]), through: session)
        #expect(
            session.events == [.change("/data-box-frame/modify-data-box-frame-admin-infra"), .wait("ready")])
        #expect(session.requests[0].body == ["dataBoxFrameNo": 83, "memo": "new"])
    }

    @Test("a memo is told from the tag behind it")
    func memos() {
        #expect(TaggedMemo(wire: "a b [nacre:x/Y/z]") == TaggedMemo(text: "a b", tag: "x/Y/z"))
        #expect(TaggedMemo(wire: "[nacre:x]") == TaggedMemo(text: "", tag: "x"))
        #expect(TaggedMemo(wire: "[nacre:x] more") == TaggedMemo(text: "[nacre:x] more", tag: nil))
        #expect(TaggedMemo(wire: "") == TaggedMemo(text: "", tag: nil))
        #expect(TaggedMemo(text: "a", tag: "t").wire == "a [nacre:t]")
        #expect(TaggedMemo(text: "", tag: "t").wire == "[nacre:t]")
        #expect(TaggedMemo(wire: TaggedMemo(text: "[nacre:u]", tag: "t").wire).tag == "t")
    }

    @Test("boxes show memo and tag apart, and a summary where one is to be had")
    func boxes() async throws {
        let session = FakeSession(answers: Self.answers)
        let boxes = try await operations("DataBox").list(
            ReadScope(everything: true, parents: ["DataBoxFrame": ["83"]]), from: session)
        #expect(boxes.map(\.id) == ["381", "382"])
        #expect(boxes[0].attributes["memo"] == "churn")
        #expect(boxes[0].attributes["tag"] == .string(session.tag))
        #expect(boxes[0].attributes["sslVpnCount"] == 2)
        #expect(boxes[0].attributes["blockExternalNetwork"] == true)
        #expect(boxes[1].attributes["sslVpnCount"] == nil)
        #expect(boxes[1].status == "NEW")
    }

    @Test("a box is made with nacre's tag in its memo, and its network blocked once it is usable")
    func createBox() async throws {
        let session = FakeSession()
        try await operations("DataBox").create(
            wanted(
                "DataBox", "churn",
                [
                    "frame": "83", "memo": "churn", "sslVpnCount": 1, "blockExternalNetwork": true,
                    "connectServers": [
                        [
                            "spec": 4002, "storage": 100, "adminPassword": .secret(Secret("Abcdef1!")),
                        ]
                    ],
                    "tensorFlowGpuServers": [["spec": 7001, "storage": 200]],
                    "nas": [["count": 1, "size": 500]],
                ]), through: session)
        #expect(
            session.events == [
                .create("/data-box/create-data-box"), .wait("ready"),
                .change("/data-box/set-block-external-network"), .wait("external network blocked"),
            ])
        let info = session.requests[0].body?["dataBoxInfo"]
        #expect(session.requests[0].body?["dataBoxFrameNo"] == "83")
        #expect(info?["memo"] == "churn [nacre:shop/DataBox/churn]")
        #expect(
            info?["connectServerList"] == [["prodSpecId": 4002, "storageSize": 100, "adminPassword": "Abcdef1!"]])
        #expect(info?["tensorFlowGpuServerList"] == [["prodSpecId": 7001, "storageSize": 200]])
        #expect(info?["tensorFlowCpuServerList"] == nil)
        #expect(info?["nasList"] == [["count": 1, "nasSize": 500]])
        #expect(session.requests[0].sensitive.contains("adminPassword"))
        #expect(session.requests[1].body == ["dataBoxFrameNo": 83, "dataBoxNo": "found", "isBlock": true])
    }

    @Test("a new memo keeps the tag that the box has")
    func boxMemo() async throws {
        let live = LiveObject(
            kind: "DataBox", id: "381", attributes: ["frame": "83", "memo": "old", "tag": "other"], status: "USE")
        let session = FakeSession()
        try await operations("DataBox").update(live, to: wanted("DataBox", "churn", ["memo": "new"]), through: session)
        #expect(
            session.requests[0].body == [
                "dataBoxFrameNo": "83", "dataBoxInfo": ["dataBoxNo": "381", "memo": "new [nacre:other]"],
            ])
    }

    private static let box = LiveObject(
        kind: "DataBox", id: "381",
        attributes: [
            "frame": "83", "memo": "m", "tag": "t",
            "connectServers": [["id": "11", "name": "conn-1", "spec": 4002, "storage": 100, "disk": "12"]],
            "tensorFlowCpuServers": [["id": "13", "name": "tf-1", "spec": 5001, "storage": 100, "disk": "14"]],
            "hadoop": [
                [
                    "id": "15", "name": "hde-1", "edgeSpec": 1, "masterSpec": 2, "masterStorage": 100, "workerSpec": 3,
                    "workerCount": 2, "workerStorage": 100,
                ]
            ],
            "nas": [["id": "16", "name": "nas-1", "size": 500], ["id": "17", "name": "nas-2", "size": 900]],
        ], status: "USE")

    @Test("all rows of a box, and its memo, go with one call")
    func boxRows() async throws {
        let session = FakeSession()
        try await operations("DataBox").update(
            Self.box,
            to: wanted(
                "DataBox", "churn",
                [
                    "memo": "new",
                    "connectServers": [["spec": 4003, "storage": 200], ["spec": 4002, "storage": 50]],
                    "tensorFlowCpuServers": [],
                    "hadoop": [
                        [
                            "edgeSpec": 4, "masterSpec": 2, "masterStorage": 100, "workerSpec": 3, "workerCount": 2,
                            "workerStorage": 100,
                        ]
                    ],
                    "nas": [["count": 3, "size": 700], ["size": 500]],
                ]), through: session)
        let info = session.requests[0].body?["dataBoxInfo"]
        #expect(info?["memo"] == "new [nacre:t]")
        #expect(
            info?["connectServerList"] == [
                [
                    "actionType": "UPDATE", "serverInstanceNo": "11", "prodSpecId": 4003, "storageSize": 200,
                    "blockStorageInstanceNo": "12",
                ], ["actionType": "CREATE", "prodSpecId": 4002, "storageSize": 50],
            ])
        #expect(info?["tensorFlowCpuServerList"] == [["actionType": "DELETE", "serverInstanceNo": "13"]])
        #expect(
            info?["hadoopList"] == [
                [
                    "actionType": "UPDATE", "hadoopInstanceNo": "15", "EdgeNodeProdSpecId": 4,
                    "masterNodeProdSpecId": 2,
                    "workerNodeProdSpecId": 3,
                ]
            ])
        // 900 becomes 700 by a call of its own; two more are made.
        #expect(info?["nasList"] == [["actionType": "CREATE", "count": 2, "nasSize": 700]])
        #expect(
            session.events == [
                .change("/data-box/modify-data-box"), .wait("ready"),
                .change("/data-box/change-data-box-nas-volume-size"), .wait("nas-2 resized"),
            ])
        #expect(
            session.requests[1].body == [
                "dataBoxFrameNo": 83, "dataBoxNo": 381, "nasVolumeInstanceNo": "17", "volumeSize": 700,
            ])
    }

    @Test("rows that are not known are left alone: what could not be read is not made a second time")
    func unknownRows() async throws {
        var box = Self.box
        for list in ["connectServers", "tensorFlowCpuServers", "hadoop", "nas"] { box.attributes[list] = nil }
        let session = FakeSession()
        try await operations("DataBox").update(
            box, to: wanted("DataBox", "churn", ["memo": "m", "nas": [["size": 500]]]), through: session)
        #expect(session.requests.isEmpty)
    }

    @Test("a server that came in while the box changed is in no plan, and is not removed")
    func cameMeanwhile() async throws {
        var box = Self.box
        box.status = "ING"
        var changed = Self.box
        let servers = box.attributes["connectServers"]?.elements ?? []
        changed.attributes["connectServers"] = .list(
            servers + [["id": "99", "name": "new", "spec": 4002, "storage": 100]])
        let desired = wanted(
            "DataBox", "churn", ["memo": "other", "connectServers": [["spec": 4002, "storage": 100]]])
        let session = FakeSession(rest: changed)
        await #expect(throws: StepFailure.self) {
            try await operations("DataBox").update(box, to: desired, through: session)
        }
        #expect(session.requests.isEmpty)
        // One that was there before goes, as the plan says.
        let planned = FakeSession(rest: box)
        var two = changed
        two.status = "ING"
        try await operations("DataBox").update(two, to: desired, through: FakeSession(rest: changed))
        try await operations("DataBox").update(box, to: desired, through: planned)
        #expect(planned.requests.count == 1)
    }

    @Test(
        "an export is cancelled file by file; a run that died after that is at its end, and one that was decided stays")
    func cancel() async throws {
        func export(_ statuses: Value) -> LiveObject {
            LiveObject(
                kind: "ExportRequest", id: "k",
                attributes: ["box": "381", "requestIds": ["1", "2", "3"], "fileStatuses": statuses])
        }
        let session = FakeSession()
        try await operations("ExportRequest").delete(export(["REQ_CMPL", "", "INIT"]), through: session)
        #expect(session.requests.map { $0.body?["exportApplyId"] } == [1, 3])
        #expect(!session.events.contains(.wait("gone")), "the decided one stays")
        let decided = export(["COPY_CMPL", "REJECT", "CANCEL"])
        try await operations("ExportRequest").delete(decided, through: FakeSession(memory: session.memory))
        await #expect(throws: StepFailure.self) {
            try await operations("ExportRequest").delete(decided, through: FakeSession())
        }
    }

    @Test("a product that no list knows makes all lists of a box unknown")
    func unknownProduct() async throws {
        var answers = Self.answers
        let row: JSON = ["productCode": "CON", "instanceNo": "1", "prodSpecId": 4002, "blockStorageSize": "100"]
        answers["/data-box/get-data-box-infra-list"] = ["content": [row]]
        let scope = ReadScope(ids: ["381"], parents: ["DataBoxFrame": ["83"]])
        var box = try await operations("DataBox").list(scope, from: FakeSession(answers: answers))[0]
        #expect(box.attributes["connectServers"]?.elements.count == 1)
        answers["/data-box/get-data-box-infra-list"] = ["content": [row, ["productCode": "GPU9", "instanceNo": "2"]]]
        box = try await operations("DataBox").list(scope, from: FakeSession(answers: answers))[0]
        #expect(box.attributes["connectServers"] == nil && box.attributes["nas"] == nil)
    }

    @Test("an unknown sort of infrastructure makes all rows of a frame unknown")
    func unknownSort() async throws {
        var answers = Self.answers
        answers["/data-box-frame/get-data-box-frame-infra-list"] = [
            "content": [["infraType": "Server", "instanceNo": "1", "prodSpecId": 1001], ["infraType": "GPU"]]
        ]
        let scope = ReadScope(names: ["research"])
        let frame = try await operations("DataBoxFrame").list(scope, from: FakeSession(answers: answers))[0]
        #expect(frame.attributes["adminServers"] == nil && frame.attributes["nas"] == nil)
    }

    @Test("a box that is asked for past the list shows its rows too")
    func boxDetail() async throws {
        var answers = Self.answers
        answers["/data-box/get-data-box-summary-info"] = ["statusCode": "USE", "sslVpnCount": 2]
        answers["/data-box/get-data-box-infra-list"] = [
            "content": [["productCode": "NAS", "instanceNo": "2", "specName": "600GB"]]
        ]
        let detail = try await operations("DataBox").detail(
            of: "381", knownAs: ["frame": "83"], from: FakeSession(answers: answers))
        guard case .shown(let box) = detail else { return #expect(Bool(false), "\(detail)") }
        #expect(box.attributes["nas"]?.elements.count == 1 && box.attributes["connectServers"] == [])
    }

    @Test("rows on their way out are none")
    func leavingRows() async throws {
        var answers = Self.answers
        answers["/data-box/get-data-box-infra-list"] = [
            "content": [
                ["productCode": "NAS", "instanceNo": "1", "specName": "500GB", "statusCode": "RTN"],
                ["productCode": "NAS", "instanceNo": "2", "specName": "600GB", "statusCode": "USE"],
            ]
        ]
        let scope = ReadScope(ids: ["381"], parents: ["DataBoxFrame": ["83"]])
        let box = try await operations("DataBox").list(scope, from: FakeSession(answers: answers))[0]
        #expect(box.attributes["nas"] == [["id": "2", "name": .null, "size": 600]])
    }

    @Test("the servers and volumes of a frame are made, changed and removed with its memo")
    func frameRows() async throws {
        let frame = LiveObject(
            kind: "DataBoxFrame", id: "83",
            attributes: [
                "memo": "m", "adminServers": [["id": "1", "spec": 1001], ["id": "2", "spec": 1002]],
                "nas": [["id": "3", "size": 500]],
            ], status: "SET_USE")
        let session = FakeSession()
        try await operations("DataBoxFrame").update(
            frame,
            to: wanted(
                "DataBoxFrame", "research",
                ["adminServers": [["spec": 1001]], "nas": [["size": 600], ["size": 600]]]), through: session)
        #expect(
            session.requests.map(\.body) == [
                [
                    "dataBoxFrameNo": 83, "memo": "m",
                    "adminServerList": [["actionType": "DELETE", "adminServerInstanceNo": "2"]],
                    "nasList": [["actionType": "CREATE", "count": 1, "nasSize": 600]],
                ], ["dataBoxFrameNo": 83, "nasVolumeInstanceNo": "3", "volumeSize": 600],
            ])
    }

    @Test("a box is returned under its frame")
    func deleteBox() async throws {
        let session = FakeSession()
        try await operations("DataBox").delete(
            LiveObject(kind: "DataBox", id: "381", attributes: ["frame": "83"]), through: session)
        #expect(session.requests[0].body == ["dataBoxFrameNo": 83, "dataBoxNo": 381])
        #expect(session.events == [.delete("/data-box/return-data-box"), .wait("gone")])
    }
}
